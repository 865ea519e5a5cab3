/** A new key for this server's signatures: mail, checkpoints and exports. What older keys signed stays valid. */

import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { appendEvent } from '../store/events.ts'
import { replaceIdentityKey } from '../store/identity-keys.ts'

/**
 * Puts a new key into use; running processes take it up by themselves. Returns its kid. Throws AppError `conflict`
 * when the key is kept in a file, and `store_unavailable`.
 */
export async function rotateIdentity(context: Context, operator: Principal): Promise<string> {
  const file = context.config.identityKeyFile
  if (file !== null) {
    const message = `The key is kept in ${file}: put a new one there, and running processes take it up.`
    throw new AppError('conflict', { message })
  }
  return context.database.write(async (writer) => {
    const kid = await replaceIdentityKey(writer)
    await appendEvent(writer, {
      accountId: operator.accountId,
      mailboxId: null,
      test: 0,
      action: 'identity_key.rotated',
      resourceType: 'account',
      resourceId: operator.accountId,
      actor: operator.actor,
      metadata: { kid },
    })
    return kid
  })
}
