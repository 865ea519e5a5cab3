/** API keys: stored as hashes, found by hash (contract §2). */

import type { Selectable } from 'kysely'
import type { Scope } from '../core/scopes.ts'
import type { Reader, Writer } from './db.ts'
import type { KeysTable } from './schema.ts'

export type Key = Selectable<KeysTable>

export async function insertKey(writer: Writer, key: Key): Promise<void> {
  await writer.db.insertInto('keys').values(key).execute()
}

/** The key with this SHA-256 (hex), revoked ones too. */
export async function findKeyByHash(reader: Reader, hash: string): Promise<Key | undefined> {
  return reader.selectFrom('keys').selectAll().where('hash', '=', hash).executeTakeFirst()
}

export async function findKey(reader: Reader, accountId: string, id: string): Promise<Key | undefined> {
  return reader
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

export async function listKeys(reader: Reader, accountId: string): Promise<Key[]> {
  return reader.selectFrom('keys').selectAll().where('account_id', '=', accountId).orderBy('id').execute()
}

/** Ends a key; false when it was ended before. */
export async function revokeKey(writer: Writer, id: string): Promise<boolean> {
  const result = await writer.db
    .updateTable('keys')
    .set({ revoked_at: writer.now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The scopes of a key, in the contract's order. */
export function scopesOf(key: Key): Scope[] {
  const flags: readonly (readonly [Scope, number])[] = [
    ['read', key.can_read],
    ['send', key.can_send],
    ['oversight', key.can_oversight],
    ['admin', key.can_admin],
  ]
  return flags.filter(([, flag]) => flag === 1).map(([scope]) => scope)
}

/** The mailboxes a key is limited to, or null for all of its account. */
export function mailboxIdsOf(key: Key): string[] | null {
  return key.mailbox_ids === null ? null : (JSON.parse(key.mailbox_ids) as string[])
}
