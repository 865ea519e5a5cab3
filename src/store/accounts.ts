/** Accounts and their settings. */

import type { Selectable } from 'kysely'
import type { Reader, Writer } from './db.ts'
import type { AccountsTable } from './schema.ts'
import { statement } from './statement.ts'

export type Account = Selectable<AccountsTable>

export async function insertAccount(writer: Writer, account: Account): Promise<void> {
  await writer.db.insertInto('accounts').values(account).execute()
}

const selectAccount = statement<{ id: string }, Account>((db, { id }) =>
  db.selectFrom('accounts').selectAll().where('id', '=', id),
)

export async function findAccount(reader: Reader, id: string): Promise<Account | undefined> {
  return (await selectAccount(reader, { id }))[0]
}

/** The ids of all accounts. */
export async function listAccountIds(reader: Reader): Promise<string[]> {
  return (await reader.selectFrom('accounts').select('id').execute()).map(({ id }) => id)
}

/** The accounts in use, the oldest first. */
export async function listAccounts(reader: Reader): Promise<Account[]> {
  return reader.selectFrom('accounts').selectAll().where('is_active', '=', 1).orderBy('id').execute()
}

/** The oldest account in use, else the oldest that was; undefined before the first start. */
export async function firstAccount(reader: Reader): Promise<Account | undefined> {
  return reader
    .selectFrom('accounts')
    .selectAll()
    .orderBy('is_active', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

export async function updateAccount(
  writer: Writer,
  id: string,
  changes: Partial<Omit<Account, 'id' | 'slug' | 'created_at'>>,
): Promise<void> {
  await writer.db.updateTable('accounts').set(changes).where('id', '=', id).execute()
}
