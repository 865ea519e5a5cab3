/** Taking a copy of everything an account owns (contract §3): how often that may be, and that it was done. */

import type { Context } from '../context.ts'
import type { Principal } from '../store/access.ts'
import { noteExport } from '../store/account-export.ts'
import { appendEvent } from '../store/events.ts'

/**
 * Records that a copy is taken now. `isLimited`: not more than once an hour. Throws AppError `rate_limited`. Returns
 * the last id of what the copy is to hold.
 */
export async function beginExport(
  context: Context,
  principal: Principal,
  isLimited: boolean,
): Promise<string> {
  const { accountId, test, actor } = principal
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    await noteExport(writer, { accountId, test }, isLimited)
    await appendEvent(writer, {
      accountId,
      mailboxId: null,
      test,
      action: 'account.exported',
      resourceType: 'account',
      resourceId: accountId,
      actor,
    })
    return writer.newId()
  })
}
