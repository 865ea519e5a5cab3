/** API keys: stored as hashes, found by hash (contract §2). */

import { hash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { EventAction } from '../core/events.ts'
import { type Scope, scopesConflict } from '../core/scopes.ts'
import { AppError, badField } from '../errors.ts'
import type { Reader, Writer } from './db.ts'
import { type Actor, appendEvent, type NewEvent } from './events.ts'
import type { KeysTable } from './schema.ts'
import { statement } from './statement.ts'

export type Key = Selectable<KeysTable>

export interface NewKey {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly test: boolean
  /** Ids it is limited to, or null for every mailbox of the account. */
  readonly mailboxIds: readonly string[] | null
}

/** The hash under which a raw key is stored and found: SHA-256, hex. */
export function hashKey(raw: string): string {
  return hash('sha256', raw, 'hex')
}

/** Who makes or ends a key. */
export interface KeyMaker {
  readonly accountId: string
  readonly actor: Actor
}

/** Writes a key in the caller's transaction. Throws `scope_conflict`, `bad_request`. */
export async function addKey(
  writer: Writer,
  maker: KeyMaker,
  input: NewKey,
): Promise<{ readonly key: Key; readonly raw: string }> {
  if (input.scopes.length === 0) throw badField('scopes', 'at least one scope is needed')
  if (scopesConflict(input.scopes)) throw new AppError('scope_conflict')
  const raw = `mm_${input.test ? 'test' : 'live'}_${randomBytes(24).toString('base64url')}`
  const flag = (scope: Scope) => (input.scopes.includes(scope) ? 1 : 0)
  const key: Key = {
    id: writer.newId(),
    account_id: maker.accountId,
    name: input.name,
    hash: hashKey(raw),
    prefix: raw.slice(0, 12),
    test: input.test ? 1 : 0,
    can_read: flag('read'),
    can_send: flag('send'),
    can_oversight: flag('oversight'),
    can_admin: flag('admin'),
    mailbox_ids: input.mailboxIds === null ? null : JSON.stringify(input.mailboxIds),
    created_at: writer.now,
    revoked_at: null,
  }
  await writer.db.insertInto('keys').values(key).execute()
  const metadata = { name: key.name, scopes: input.scopes, test: input.test }
  await appendEvent(writer, keyEvent(maker, key, 'key.created', metadata))
  return { key, raw }
}

/** What the trail says of a key. */
export function keyEvent(
  maker: KeyMaker,
  key: Key,
  action: EventAction,
  metadata: Readonly<Record<string, unknown>>,
): NewEvent {
  return {
    accountId: maker.accountId,
    mailboxId: null,
    test: key.test,
    action,
    resourceType: 'key',
    resourceId: key.id,
    actor: maker.actor,
    metadata,
  }
}

const selectByHash = statement<{ hash: string }, Key>((db, { hash: wanted }) =>
  db.selectFrom('keys').selectAll().where('hash', '=', wanted),
)

/** The key with this SHA-256 (hex), revoked ones too. */
export async function findKeyByHash(reader: Reader, hash: string): Promise<Key | undefined> {
  return (await selectByHash(reader, { hash }))[0]
}

export async function findKey(reader: Reader, accountId: string, id: string): Promise<Key | undefined> {
  return reader
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

const selectById = statement<{ id: string }, Key>((db, { id }) =>
  db.selectFrom('keys').selectAll().where('id', '=', id),
)

/** The key with this id, whosever it is: for what was granted in its name. */
export async function findKeyById(reader: Reader, id: string): Promise<Key | undefined> {
  return (await selectById(reader, { id }))[0]
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

const RAW_KEY = /mm_(?:live|test)_[A-Za-z0-9_-]{32}/g
/** So many are looked up in one text. */
const MAX_LEAKS = 20

/** A key of this server, not revoked, that one of the texts gives away; null when there is none. */
export async function findLeakedKey(
  reader: Reader,
  texts: readonly (string | Buffer)[],
): Promise<Key | null> {
  for (const text of texts) {
    if (!text.includes('mm_live_') && !text.includes('mm_test_')) continue
    const words = typeof text === 'string' ? text : text.toString('latin1')
    for (const raw of [...new Set(words.match(RAW_KEY))].slice(0, MAX_LEAKS)) {
      const key = await findKeyByHash(reader, hashKey(raw))
      if (key !== undefined && key.revoked_at === null) return key
    }
  }
  return null
}

/** Changes what a key may do, or its name. */
export async function updateKey(
  writer: Writer,
  id: string,
  changes: Partial<
    Pick<Key, 'name' | 'can_read' | 'can_send' | 'can_oversight' | 'can_admin' | 'mailbox_ids'>
  >,
): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await writer.db.updateTable('keys').set(changes).where('id', '=', id).execute()
}
