/** What reviewers changed before they approved: the original is kept, and the difference with it (contract §7). */

import type { Selectable } from 'kysely'
import type { Reader, Writer } from './db.ts'
import type { AmendmentsTable } from './schema-oversight.ts'

export type Amendment = Selectable<AmendmentsTable>

export async function insertAmendment(writer: Writer, amendment: Amendment): Promise<void> {
  await writer.db.insertInto('amendments').values(amendment).execute()
}

/** The amendments of a message, oldest first. */
export async function listAmendments(reader: Reader, messageId: string): Promise<Amendment[]> {
  return reader
    .selectFrom('amendments')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('id')
    .execute()
}
