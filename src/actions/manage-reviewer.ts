/** Further people who are asked by mail to decide, beside the oversight address of the account. */

import type { Context } from '../context.ts'
import { canonicalAddress, isAddress } from '../core/address.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'
import { insertReviewer, listReviewers, type Reviewer, removeReviewer } from '../store/reviewers.ts'

/** An account has at most so many. */
const MAX_REVIEWERS = 50

/** Adds a reviewer; one who is there already is returned. Throws `bad_request`, `conflict`, `no_pending_approval`. */
export async function addReviewer(
  context: Context,
  principal: Principal,
  address: string,
  leave: OperatorLeave,
): Promise<{ readonly reviewer: Reviewer; readonly isNew: boolean }> {
  if (!isAddress(address)) throw badField('address', 'is not a mail address')
  const canonical = canonicalAddress(address)
  return context.database.write(async (writer) => {
    const { accountId, actor } = principal
    await writer.backend.lockChain(writer.db, accountId)
    await useLeave(writer, leave, { accountId, action: 'reviewer.add', resourceId: accountId, actor })
    const present = await listReviewers(writer.db, accountId)
    const same = present.find((one) => one.address === canonical)
    if (same !== undefined) return { reviewer: same, isNew: false }
    if (present.length >= MAX_REVIEWERS)
      throw new AppError('conflict', { message: `There are ${MAX_REVIEWERS} reviewers already.` })
    const reviewer: Reviewer = {
      id: writer.newId(),
      account_id: accountId,
      address: canonical,
      created_by: actor.name,
      created_at: writer.now,
      removed_at: null,
    }
    await insertReviewer(writer, reviewer)
    await record(writer, principal, reviewer, 'reviewer.added')
    return { reviewer, isNew: true }
  })
}

/** Takes a reviewer off; links that were sent to them decide nothing any more. Throws AppError `not_found`. */
export async function dismissReviewer(context: Context, principal: Principal, id: string): Promise<Reviewer> {
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, principal.accountId)
    const removed = await removeReviewer(writer, principal.accountId, id)
    if (removed === undefined) throw new AppError('not_found')
    await record(writer, principal, removed, 'reviewer.removed')
    return removed
  })
}

async function record(
  writer: Writer,
  principal: Principal,
  reviewer: Reviewer,
  action: 'reviewer.added' | 'reviewer.removed',
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId: null,
    test: 0,
    action,
    resourceType: 'reviewer',
    resourceId: reviewer.id,
    actor: principal.actor,
    metadata: { address: reviewer.address },
  })
}
