/** Letters to postmaster@ and abuse@: passed on to whoever answers for the domain. */

import { AppError } from '../errors.ts'
import { findAccount, firstAccount } from './accounts.ts'
import type { Writer } from './db.ts'
import { queueNotice } from './notices.ts'

/** So many in an hour to one account: a flood must not become a flood of ours. */
const MOST_AN_HOUR = 20
const HOUR_MS = 3_600_000

/**
 * Queues a letter for the operator of an account, or, with null, of the server. Returns the id of the account. Throws
 * AppError `rate_limited`, `unknown_mailbox`.
 */
export async function queueLetter(
  writer: Writer,
  letter: {
    readonly accountId: string | null
    readonly text: string
    /** Who operates the server. */
    readonly serverOperator: string
    readonly transport: 'smtp' | 'capture'
  },
): Promise<string> {
  const { accountId, text, transport } = letter
  const account = accountId === null ? await firstAccount(writer.db) : await findAccount(writer.db, accountId)
  if (account === undefined || account.is_active === 0) throw new AppError('unknown_mailbox')
  await writer.backend.lockChain(writer.db, account.id)
  const recipient = accountId === null ? letter.serverOperator : account.oversight_email
  const recent = await writer.db
    .selectFrom('notices')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', account.id)
    .where('recipient', '=', recipient)
    .where('kind', '=', 'letter')
    .where('created_at', '>', writer.now - HOUR_MS)
    .executeTakeFirst()
  if (Number(recent?.count ?? 0) >= MOST_AN_HOUR) {
    throw new AppError('rate_limited', {
      message: 'Too many letters came to this address: try again in an hour.',
      retryAfter: HOUR_MS / 1000,
    })
  }
  await queueNotice(writer, {
    accountId: account.id,
    test: 0,
    kind: 'letter',
    subjectId: account.id,
    recipient,
    text,
    transport,
  })
  return account.id
}
