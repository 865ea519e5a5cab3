/** Accounts and their settings. */

import type { Selectable } from 'kysely'
import type { Reader, Writer } from './db.ts'
import type { AccountsTable } from './schema.ts'

export type Account = Selectable<AccountsTable>

export async function insertAccount(writer: Writer, account: Account): Promise<void> {
  await writer.db.insertInto('accounts').values(account).execute()
}

export async function findAccount(reader: Reader, id: string): Promise<Account | undefined> {
  return reader.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The account that the first start made, or undefined before. */
export async function firstAccount(reader: Reader): Promise<Account | undefined> {
  return reader.selectFrom('accounts').selectAll().orderBy('id').limit(1).executeTakeFirst()
}
