/** An operator's leave for one key to do one narrow action without asking each time (contract §2). */

import type { Context } from '../context.ts'
import { canonicalDomain } from '../core/address.ts'
import { OPERATOR_ACTIONS, type OperatorAction, STANDING_ACTIONS } from '../core/operator-actions.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { findKey } from '../store/keys.ts'
import {
  insertStandingApproval,
  type OperatorLeave,
  revokeStandingApproval,
  type StandingApproval,
  useLeave,
} from '../store/operator-requests.ts'

export interface NewStandingApproval {
  readonly keyId: string
  readonly action: OperatorAction
  /** `make.com`, or `*.make.com` for everything below it; null where the action has no host. */
  readonly host: string | null
}

/** The approval in its comparable form. Throws `bad_request` naming the field. */
export function checkStandingApproval(given: NewStandingApproval): NewStandingApproval {
  const standing = OPERATOR_ACTIONS[given.action]
  if (standing === 'no') throw badField('action', `must be one of ${STANDING_ACTIONS.join(', ')}`)
  if (standing === 'plain') {
    if (given.host !== null) throw badField('host', `${given.action} is not limited to a host: leave it out`)
    return given
  }
  if (given.host === null) throw badField('host', `is needed for ${given.action}, like *.example.com`)
  const isWildcard = given.host.startsWith('*.')
  const domain = canonicalDomain(isWildcard ? given.host.slice(2) : given.host)
  if (domain === null || (isWildcard && !domain.includes('.')))
    throw badField('host', 'must be a domain like example.com, or *.example.com')
  return { ...given, host: isWildcard ? `*.${domain}` : domain }
}

/** Gives a key a standing approval. Throws `not_found` (key), `bad_request`, `no_pending_approval`. */
export async function giveStandingApproval(
  context: Context,
  principal: Principal,
  given: NewStandingApproval,
  leave: OperatorLeave,
): Promise<StandingApproval> {
  const { keyId, action, host } = checkStandingApproval(given)
  return context.database.write(async (writer) => {
    const { accountId, actor } = principal
    const key = await findKey(writer.db, accountId, keyId)
    if (key === undefined || key.revoked_at !== null) throw new AppError('not_found')
    const used = { accountId, action: 'standing_approval.create', resourceId: keyId, actor } as const
    await useLeave(writer, leave, used)
    const approval: StandingApproval = {
      id: writer.newId(),
      account_id: accountId,
      key_id: keyId,
      action,
      host,
      created_by: actor.name,
      created_at: writer.now,
      revoked_at: null,
    }
    await insertStandingApproval(writer, approval)
    await record(writer, principal, approval, 'operator.approval_given')
    return approval
  })
}

/** Takes a standing approval back at once. Throws AppError `not_found`. */
export async function withdrawStandingApproval(
  context: Context,
  principal: Principal,
  id: string,
): Promise<StandingApproval> {
  return context.database.write(async (writer) => {
    const revoked = await revokeStandingApproval(writer, principal.accountId, id)
    if (revoked === undefined) throw new AppError('not_found')
    await record(writer, principal, revoked, 'operator.approval_withdrawn')
    return revoked
  })
}

async function record(
  writer: Writer,
  principal: Principal,
  approval: StandingApproval,
  action: 'operator.approval_given' | 'operator.approval_withdrawn',
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId: null,
    test: 0,
    action,
    resourceType: 'standing_approval',
    resourceId: approval.id,
    actor: principal.actor,
    metadata: { key_id: approval.key_id, action: approval.action, host: approval.host },
  })
}
