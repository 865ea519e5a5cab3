/** Values the server keeps for itself between starts, by name: secrets that sign links, and the like. */

import type { Reader, Writer } from './db.ts'

export async function findSetting(reader: Reader, name: string): Promise<string | null> {
  const row = await reader.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}

/** Sets a value that is not there yet; an existing one stays. */
export async function addSetting(writer: Writer, name: string, value: string): Promise<void> {
  await writer.db
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

/** Sets a value, in place of an earlier one. */
export async function setSetting(writer: Writer, name: string, value: string): Promise<void> {
  await writer.db
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Removes a value, unless it is another one by now. */
export async function removeSetting(writer: Writer, name: string, value: string): Promise<void> {
  await writer.db.deleteFrom('settings').where('name', '=', name).where('value', '=', value).execute()
}
