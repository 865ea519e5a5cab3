/** How much mail an account may send in a month, and keep (contract §3, §10). */

import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { type Account, findAccount, updateAccount } from '../store/accounts.ts'
import { appendEvent } from '../store/events.ts'

export type AccountLimits = Pick<Account, 'monthly_email_quota' | 'max_storage_bytes'>

/** Changes the limits that are given, and returns the account as it is then. Throws AppError `not_found`. */
export async function changeLimits(
  { database }: Context,
  { accountId, actor }: Principal,
  changes: Partial<AccountLimits>,
): Promise<Account> {
  return database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    const account = await findAccount(writer.db, accountId)
    if (account === undefined) throw new AppError('not_found')
    if (Object.keys(changes).length === 0) return account
    await updateAccount(writer, accountId, changes)
    await appendEvent(writer, {
      accountId,
      mailboxId: null,
      test: 0,
      action: 'account.limits_changed',
      resourceType: 'account',
      resourceId: accountId,
      actor,
      metadata: { ...changes },
    })
    return { ...account, ...changes }
  })
}
