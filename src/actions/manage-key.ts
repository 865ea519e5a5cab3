/** Making and ending API keys. The raw key is shown once; only its hash is stored (contract §2). */

import type { Context } from '../context.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { appendEvent } from '../store/events.ts'
import { addKey, findKey, type Key, keyEvent, type NewKey, revokeKey } from '../store/keys.ts'
import { listMailboxes } from '../store/mailboxes.ts'

/** Makes a key. Returns it with the raw key, which cannot be had again. Throws `scope_conflict`, `bad_request`. */
export async function issueKey(
  context: Context,
  principal: Principal,
  input: NewKey,
): Promise<{ readonly key: Key; readonly raw: string }> {
  return context.database.write(async (writer) => {
    const known = new Set((await listMailboxes(writer.db, principal)).map(({ id }) => id))
    const unknown = input.mailboxIds?.findIndex((id) => !known.has(id)) ?? -1
    if (unknown >= 0) throw badField(`mailbox_ids[${unknown}]`, 'is not a mailbox of yours')
    if (principal.mailboxIds !== null && input.mailboxIds === null) {
      throw badField('mailbox_ids', 'a key limited to some mailboxes can only make keys that are limited too')
    }
    return addKey(writer, principal, input)
  })
}

/** Ends a key at once. Throws AppError `not_found`, `conflict` when it was ended before. */
export async function endKey(context: Context, principal: Principal, id: string): Promise<Key> {
  return context.database.write(async (writer) => {
    const key = await findKey(writer.db, principal.accountId, id)
    if (key === undefined) throw new AppError('not_found')
    if (!(await revokeKey(writer, id)))
      throw new AppError('conflict', { message: 'This key was revoked before.' })
    await appendEvent(writer, keyEvent(principal, key, 'key.revoked', { name: key.name }))
    return { ...key, revoked_at: writer.now }
  })
}
