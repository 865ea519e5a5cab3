/** Taking an address off the list of those that must not be mailed (contract §9). */

import type { Context } from '../context.ts'
import { canonicalAddress } from '../core/address.ts'
import { AppError } from '../errors.ts'
import { type Access, reaches } from '../store/access.ts'
import { type Actor, appendEvent } from '../store/events.ts'
import { deleteSuppression, findSuppression } from '../store/suppressions.ts'

/**
 * Allows mail to an address again. Throws AppError `not_found`, `hard_bounce` when there is no mailbox behind it, and
 * `store_unavailable`.
 */
export async function liftSuppression(
  context: Context,
  principal: Access & { readonly actor: Actor },
  address: string,
): Promise<void> {
  const { accountId, test } = principal
  await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    const found = await findSuppression(writer.db, { accountId, test }, canonicalAddress(address))
    if (found === undefined || (principal.mailboxIds !== null && !reaches(principal, found.mailbox_id ?? '')))
      throw new AppError('not_found')
    if (found.reason === 'hard_bounce') throw new AppError('hard_bounce')
    await deleteSuppression(writer, found.id)
    await appendEvent(writer, {
      accountId,
      mailboxId: null,
      test,
      action: 'suppression.lifted',
      resourceType: 'suppression',
      resourceId: found.id,
      actor: principal.actor,
      metadata: { reason: found.reason },
    })
  })
}
