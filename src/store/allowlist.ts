/** Allowlist entries of mailboxes (contract §4). Removed ones stay, because permits name them. */

import type { Selectable } from 'kysely'
import { splitAddress } from '../core/address.ts'
import { coverage } from '../core/allowlist.ts'
import { HONOURS_ALLOWLIST } from '../core/oversight.ts'
import type { Reader, Writer } from './db.ts'
import type { Mailbox } from './mailboxes.ts'
import type { Message } from './messages.ts'
import type { AllowlistEntriesTable } from './schema-oversight.ts'
import { statement } from './statement.ts'

export type AllowlistEntry = Selectable<AllowlistEntriesTable>

export async function insertEntry(writer: Writer, entry: AllowlistEntry): Promise<void> {
  await writer.db.insertInto('allowlist_entries').values(entry).execute()
}

/** The entries of a mailbox that count, oldest first. */
export async function listEntries(reader: Reader, mailboxId: string): Promise<AllowlistEntry[]> {
  return selectEntries(reader, { mailboxId })
}

const selectEntries = statement<{ mailboxId: string }, AllowlistEntry>((db, { mailboxId }) =>
  db
    .selectFrom('allowlist_entries')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('removed_at', 'is', null)
    .orderBy('id'),
)

/** Takes an entry off; undefined when there is none with this id. */
export async function removeEntry(
  writer: Writer,
  mailboxId: string,
  id: string,
): Promise<AllowlistEntry | undefined> {
  return writer.db
    .updateTable('allowlist_entries')
    .set({ removed_at: writer.now })
    .where('id', '=', id)
    .where('mailbox_id', '=', mailboxId)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/**
 * Which entry lets each recipient of the whole envelope through, or null when not all are let through, or the
 * allowlist does not count under either mode.
 */
export async function findCoverage(
  reader: Reader,
  mailbox: Mailbox,
  message: Pick<Message, 'mode' | 'direction'>,
  recipients: readonly string[],
): Promise<ReadonlyMap<string, string> | null> {
  const counts = HONOURS_ALLOWLIST[mailbox.mode] || HONOURS_ALLOWLIST[message.mode]
  if (!counts || message.direction === 'inbound') return null
  const entries = await listEntries(reader, mailbox.id)
  return coverage(entries, recipients, splitAddress(mailbox.address)?.domain ?? '')
}
