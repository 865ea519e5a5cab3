/**
 * The end of an account (contract §3): marked in one transaction, from which on it is dead; erased afterwards, piece
 * by piece. What stays of it are rows without words, so that ids in the trail still mean something and neither an
 * address nor a name is ever given out again.
 */

import { createHmac, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { canonicalAddress } from '../core/address.ts'
import { AppError } from '../errors.ts'
import { type Account, findAccount } from './accounts.ts'
import type { Reader, Writer } from './db.ts'
import { type Actor, appendEvent } from './events.ts'
import type { AccountEndsTable } from './schema-account.ts'
import { addSetting, findSetting } from './settings.ts'

export type AccountEnd = Selectable<AccountEndsTable>

/** The setting with the secret by which names that were given up are hashed. */
const SPENT_KEY = 'spent_names_key'

/** The end of an account; undefined while it lives. */
export async function findAccountEnd(reader: Reader, accountId: string): Promise<AccountEnd | undefined> {
  return reader.selectFrom('account_ends').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

/** Whether a message is of an account that was deleted, and only waits to be erased. */
export async function isOfEndedAccount(reader: Reader, messageId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('messages')
    .innerJoin('account_ends', 'account_ends.account_id', 'messages.account_id')
    .select('messages.id')
    .where('messages.id', '=', messageId)
    .executeTakeFirst()
  return row !== undefined
}

/** The account with this slug that is in use. */
export async function findAccountBySlug(reader: Reader, slug: string): Promise<Account | undefined> {
  return reader
    .selectFrom('accounts')
    .selectAll()
    .where('slug', '=', slug)
    .where('is_active', '=', 1)
    .executeTakeFirst()
}

/** Ends of accounts that still have to be looked at, oldest first. */
export async function listOpenEnds(reader: Reader): Promise<AccountEnd[]> {
  return reader
    .selectFrom('account_ends')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('deleted_at')
    .limit(10)
    .execute()
}

/**
 * Makes an account dead, in this transaction: paused for good, its mailboxes ended, its keys and subscriptions
 * revoked. Throws AppError `not_found` when there is none, or it is dead already.
 */
export async function endAccount(writer: Writer, accountId: string, actor: Actor): Promise<void> {
  const { db, now } = writer
  const account = await findAccount(db, accountId)
  if (account === undefined || (await findAccountEnd(db, accountId)) !== undefined)
    throw new AppError('not_found')
  await db
    .insertInto('account_ends')
    .values({
      account_id: accountId,
      deleted_at: now,
      deleted_by: actor.name,
      erased_at: null,
      closed_at: null,
      emails: 0,
      sealed_to: '',
    })
    .execute()
  const paused = { paused_at: now, paused_by: actor.name, paused_reason: 'The account was deleted.' }
  await db
    .updateTable('accounts')
    .set({ is_active: 0, ...paused })
    .where('id', '=', accountId)
    .execute()
  await db
    .updateTable('mailboxes')
    .set({ deleted_at: now })
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .execute()
  await db
    .updateTable('keys')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute()
  await db
    .updateTable('webhooks')
    .set({ is_active: 0, deleted_at: now })
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .execute()
  await appendEvent(writer, {
    accountId,
    mailboxId: null,
    test: 0,
    action: 'account.deletion_begun',
    resourceType: 'account',
    resourceId: accountId,
    actor,
  })
}

const hashOf = (key: string, kind: string, name: string) =>
  `erased:${createHmac('sha256', key).update(`${kind} ${name}`).digest('hex')}`

async function spentKey(writer: Writer): Promise<string> {
  await addSetting(writer, SPENT_KEY, randomBytes(32).toString('hex'))
  return (await findSetting(writer.db, SPENT_KEY)) ?? ''
}

/** What stands in place of an address or slug that nobody may have again. */
export async function tombstoneOf(writer: Writer, kind: 'address' | 'slug', name: string): Promise<string> {
  return name.startsWith('erased:') ? name : hashOf(await spentKey(writer), kind, name)
}

/** Whether an address was one of an account that was deleted. */
export async function isSpentAddress(reader: Reader, address: string): Promise<boolean> {
  const key = await findSetting(reader, SPENT_KEY)
  if (key === null) return false
  const tombstone = hashOf(key, 'address', canonicalAddress(address))
  const row = await reader
    .selectFrom('mailboxes')
    .select('id')
    .where('address', '=', tombstone)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether a slug was one of an account that was deleted. */
export async function isSpentSlug(reader: Reader, slug: string): Promise<boolean> {
  const key = await findSetting(reader, SPENT_KEY)
  if (key === null) return false
  const tombstone = hashOf(key, 'slug', slug)
  const row = await reader
    .selectFrom('accounts')
    .select('id')
    .where('slug', '=', tombstone)
    .executeTakeFirst()
  return row !== undefined
}

/** Changes what is known of the end of an account. */
export async function updateAccountEnd(
  writer: Writer,
  accountId: string,
  changes: Partial<Omit<AccountEnd, 'account_id' | 'deleted_at' | 'deleted_by'>>,
): Promise<void> {
  await writer.db.updateTable('account_ends').set(changes).where('account_id', '=', accountId).execute()
}

/** Makes the row of an account say nothing any more. Nobody gets its slug again. */
export async function blankAccount(writer: Writer, account: Account): Promise<void> {
  await writer.db
    .updateTable('accounts')
    .set({
      name: '',
      slug: await tombstoneOf(writer, 'slug', account.slug),
      oversight_email: '',
      physical_address: null,
      paused_by: 'system',
    })
    .where('id', '=', account.id)
    .execute()
}
