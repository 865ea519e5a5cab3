/** Tags on messages, and contacts. */

import { type Selectable, sql } from 'kysely'
import type { Access } from './access.ts'
import type { Reader, Writer } from './db.ts'
import type { Message } from './messages.ts'
import type { ContactsTable } from './schema.ts'

/** The tags of a message as a map. */
export async function findTags(reader: Reader, messageId: string): Promise<Record<string, string>> {
  const rows = await reader
    .selectFrom('tags')
    .select(['key', 'value'])
    .where('message_id', '=', messageId)
    .orderBy('key')
    .execute()
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}

export async function setTags(
  writer: Writer,
  message: Message,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [key, value] of Object.entries(tags)) {
    await writer.db
      .insertInto('tags')
      .values({ message_id: message.id, mailbox_id: message.mailbox_id, test: message.test, key, value })
      .onConflict((conflict) => conflict.columns(['message_id', 'key']).doUpdateSet({ value }))
      .execute()
  }
}

/** Removes a tag; false when there was none. */
export async function deleteTag(writer: Writer, messageId: string, key: string): Promise<boolean> {
  const result = await writer.db
    .deleteFrom('tags')
    .where('message_id', '=', messageId)
    .where('key', '=', key)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export type Contact = Selectable<ContactsTable>

export async function insertContact(writer: Writer, contact: Contact): Promise<void> {
  await writer.db.insertInto('contacts').values(contact).execute()
}

/** Contacts whose name or address contains `part` (all when it is empty), newest first. */
export async function listContacts(
  reader: Reader,
  access: Access,
  part: string,
  page: { readonly before: string | null; readonly offset: number; readonly limit: number },
): Promise<Contact[]> {
  const pattern = `%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const contains = (column: 'name' | 'email') =>
    sql<boolean>`lower(${sql.ref(column)}) LIKE ${pattern} ESCAPE '\\'`
  return reader
    .selectFrom('contacts')
    .selectAll()
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .$if(part !== '', (query) => query.where((eb) => eb.or([contains('name'), contains('email')])))
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** Removes a contact; false when there is none with this id. */
export async function deleteContact(writer: Writer, access: Access, id: string): Promise<boolean> {
  const result = await writer.db
    .deleteFrom('contacts')
    .where('id', '=', id)
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
