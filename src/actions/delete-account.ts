/**
 * Ending an account (contract §3): dead at once, in one transaction; everything it owned is erased afterwards by the
 * worker, piece by piece, and its operator gets a last mail.
 */

import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import {
  type AccountEnd,
  blankAccount,
  endAccount,
  findAccountEnd,
  listOpenEnds,
  updateAccountEnd,
} from '../store/account-end.ts'
import { findAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { erasePiece, FAREWELL, forgetFarewell, hasAttemptUnderWay } from '../store/erase-account.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import { queueNotice } from '../store/notices.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'

/** Pieces erased before others get their turn. */
const PIECES = 20
/** A file that was written so recently may belong to a message that is being stored, in ms. */
const FRESH_MS = 3_600_000
/** For so long an account that was erased is looked at again, and the last mail is tried: 7 days, in ms. */
const LOOKED_AT_MS = 7 * 86_400_000

/** Makes an account dead. Throws AppError `not_found`, `no_pending_approval`. */
export async function deleteAccount(
  context: Context,
  { accountId, actor }: Principal,
  leave: OperatorLeave,
): Promise<void> {
  await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    await useLeave(writer, leave, { accountId, action: 'account.delete', resourceId: accountId, actor })
    await endAccount(writer, accountId, actor)
  })
  context.wake()
}

/**
 * Erases a few pieces of each account that was deleted. Returns how many; 0 when there is nothing to do now. An
 * account for which an attempt is under way waits for its end.
 */
export async function eraseAccounts(context: Context): Promise<number> {
  const ends = await listOpenEnds(context.database.reader)
  let pieces = 0
  for (const { account_id: id } of ends.filter(({ erased_at }) => erased_at === null))
    pieces += await erase(context, id)
  return pieces
}

/**
 * Looks once more at accounts that were erased: what a request that was under way wrote meanwhile goes too. Returns how
 * many pieces were left.
 */
export async function lookAgain(context: Context): Promise<number> {
  const ends = await listOpenEnds(context.database.reader)
  let pieces = 0
  for (const { account_id: id } of ends.filter(({ erased_at }) => erased_at !== null))
    pieces += await erase(context, id)
  return pieces
}

async function erase(context: Context, accountId: string): Promise<number> {
  for (let pieces = 0; pieces < PIECES; pieces++) {
    const done = await context.database.write((writer) => eraseNext(context, writer, accountId))
    if (done === null) return pieces
    const before = context.clock.now() - FRESH_MS
    for (const sha256 of done) await context.blobs.removeUnused(context.database.reader, sha256, before)
    // Others get their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return PIECES
}

/** Erases one piece; the blobs that were used in it, or null when there was nothing to do. */
async function eraseNext(
  context: Context,
  writer: Writer,
  accountId: string,
): Promise<readonly string[] | null> {
  await writer.backend.lockChain(writer.db, accountId)
  const end = await findAccountEnd(writer.db, accountId)
  if (end === undefined || end.closed_at !== null) return null
  if (await hasAttemptUnderWay(writer, accountId)) return null
  const piece = await erasePiece(writer, accountId)
  if (piece.rows === 0) return (await finish(context, writer, end)) ? [] : null
  if (piece.emails > 0) await updateAccountEnd(writer, accountId, { emails: end.emails + piece.emails })
  return piece.blobs
}

/** What follows when nothing is left; whether anything did. */
async function finish(context: Context, writer: Writer, end: AccountEnd): Promise<boolean> {
  const { account_id: accountId, erased_at: erasedAt } = end
  if (erasedAt !== null) {
    if (writer.now - erasedAt < LOOKED_AT_MS) return false
    await forgetFarewell(writer, accountId)
    await updateAccountEnd(writer, accountId, { closed_at: writer.now })
    return false
  }
  const account = await findAccount(writer.db, accountId)
  if (account === undefined) throw new AppError('internal')
  await queueNotice(writer, {
    accountId,
    test: 0,
    kind: FAREWELL,
    subjectId: accountId,
    recipient: account.oversight_email,
    text: farewell(account.slug, end.emails),
    transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
  })
  await blankAccount(writer, account)
  await appendEvent(writer, {
    accountId,
    mailboxId: null,
    test: 0,
    action: 'account.deleted',
    resourceType: 'account',
    resourceId: accountId,
    actor: SYSTEM,
    metadata: { emails: end.emails },
  })
  await updateAccountEnd(writer, accountId, { erased_at: writer.now })
  context.log.info({ account: accountId, emails: end.emails }, 'an account was erased')
  return true
}

function farewell(slug: string, emails: number): string {
  return [
    `The account \`${slug}\` was deleted, and everything it owned is erased: ${emails} emails, with mailboxes, keys, subscriptions, domains, contacts, drafts and what was learned.`,
    'What stays: hashes of its audit log without any words, and hashes of its addresses, so that nobody else ever gets one of them. Mail that was delivered before is with those who got it, and backups are as they were made.',
    'This is the last mail about it. If you did not ask for this, somebody had the code from your mail: look after your mailbox.',
  ].join('\n\n')
}
