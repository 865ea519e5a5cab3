/** Making and ending API keys. The raw key is shown once; only its hash is stored (contract §2). */

import type { Context } from '../context.ts'
import { SCOPES, type Scope, scopesConflict } from '../core/scopes.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { Reader } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import {
  addKey,
  findKey,
  type Key,
  keyEvent,
  type NewKey,
  revokeKey,
  scopesOf,
  updateKey,
} from '../store/keys.ts'
import { listMailboxes } from '../store/mailboxes.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'

/** Throws `scope_conflict`, `bad_request` when such a key cannot be. */
export async function checkNewKey(
  reader: Reader,
  principal: Principal,
  input: Pick<NewKey, 'scopes' | 'mailboxIds'>,
): Promise<void> {
  if (scopesConflict(input.scopes)) throw new AppError('scope_conflict')
  const known = new Set((await listMailboxes(reader, principal)).map(({ id }) => id))
  const unknown = input.mailboxIds?.findIndex((id) => !known.has(id)) ?? -1
  if (unknown >= 0) throw badField(`mailbox_ids[${unknown}]`, 'is not a mailbox of yours')
  if (principal.mailboxIds !== null && input.mailboxIds === null) {
    throw badField('mailbox_ids', 'a key limited to some mailboxes can only make keys that are limited too')
  }
}

/**
 * Makes a key. Returns it with the raw key, which cannot be had again. Throws `scope_conflict`, `bad_request`,
 * `no_pending_approval`.
 */
export async function issueKey(
  context: Context,
  principal: Principal,
  input: NewKey,
  leave: OperatorLeave,
): Promise<{ readonly key: Key; readonly raw: string }> {
  return context.database.write(async (writer) => {
    const { accountId, actor } = principal
    await checkNewKey(writer.db, principal, input)
    await useLeave(writer, leave, { accountId, action: 'key.create', resourceId: accountId, actor })
    return addKey(writer, principal, input)
  })
}

/** What may be changed of a key; undefined leaves it. */
export interface KeyChanges {
  readonly name: string | undefined
  readonly scopes: readonly Scope[] | undefined
  readonly mailboxIds: readonly string[] | null | undefined
}

/** A key that is not revoked. Throws `not_found`, `conflict`. */
export async function openKey(reader: Reader, principal: Principal, id: string): Promise<Key> {
  const key = await findKey(reader, principal.accountId, id)
  if (key === undefined) throw new AppError('not_found')
  if (key.revoked_at !== null) throw new AppError('conflict', { message: 'This key was revoked before.' })
  return key
}

/** Changes a key. Throws `not_found`, `conflict` (revoked), `scope_conflict`, `bad_request`, `no_pending_approval`. */
export async function changeKey(
  context: Context,
  principal: Principal,
  id: string,
  changes: KeyChanges,
  leave: OperatorLeave,
): Promise<Key> {
  return context.database.write(async (writer) => {
    const { accountId, actor } = principal
    const key = await openKey(writer.db, principal, id)
    const scopes = changes.scopes ?? scopesOf(key)
    await checkNewKey(writer.db, principal, { scopes, mailboxIds: changes.mailboxIds ?? null })
    await useLeave(writer, leave, { accountId, action: 'key.update', resourceId: id, actor })
    const flags = Object.fromEntries(SCOPES.map((scope) => [`can_${scope}`, scopes.includes(scope) ? 1 : 0]))
    const columns = {
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.scopes === undefined ? {} : flags),
      ...(changes.mailboxIds === undefined ? {} : { mailbox_ids: listOrNull(changes.mailboxIds) }),
    }
    await updateKey(writer, id, columns)
    const fields = Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    await appendEvent(writer, keyEvent(principal, key, 'key.updated', { fields, scopes }))
    return { ...key, ...columns }
  })
}

const listOrNull = (ids: readonly string[] | null) => (ids === null ? null : JSON.stringify(ids))

/** Ends a key at once. Throws AppError `not_found`, `conflict` when it was ended before, `no_pending_approval`. */
export async function endKey(
  context: Context,
  principal: Principal,
  id: string,
  leave: OperatorLeave,
): Promise<Key> {
  return context.database.write(async (writer) => {
    const { accountId, actor } = principal
    const key = await openKey(writer.db, principal, id)
    await useLeave(writer, leave, { accountId, action: 'key.revoke', resourceId: id, actor })
    await revokeKey(writer, id)
    await appendEvent(writer, keyEvent(principal, key, 'key.revoked', { name: key.name }))
    return { ...key, revoked_at: writer.now }
  })
}
