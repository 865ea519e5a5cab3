/** Mailboxes: one address each, with the oversight mode that governs it (contract §4). */

import type { Selectable } from 'kysely'
import { canonicalAddress, withoutSubaddress } from '../core/address.ts'
import { AppError } from '../errors.ts'
import { type Access, reaches } from './access.ts'
import type { Reader, Writer } from './db.ts'
import type { MailboxesTable } from './schema.ts'
import { statement } from './statement.ts'

export type Mailbox = Selectable<MailboxesTable>

/** A mailbox as it begins: gated, as the contract has it. */
export function newMailbox(
  writer: Writer,
  given: {
    readonly accountId: string
    readonly address: string
    readonly displayName: string | null
    /** Seconds. */
    readonly approvalTtl: number
  },
): Mailbox {
  return {
    id: writer.newId(),
    account_id: given.accountId,
    address: given.address,
    display_name: given.displayName,
    mode: 'gated_send',
    auto_cc: null,
    auto_bcc: null,
    forward_inbound: 0,
    signature_block: null,
    default_gate_timing: 'gate_first',
    scheduling_enabled: 1,
    mcp_configured: 0,
    approvals_required: 1,
    approval_ttl_seconds: given.approvalTtl,
    on_expiry: 'reject',
    retention_days: null,
    created_at: writer.now,
    deleted_at: null,
    paused_at: null,
    paused_by: null,
    paused_reason: null,
  }
}

export async function insertMailbox(writer: Writer, mailbox: Mailbox): Promise<void> {
  await writer.db.insertInto('mailboxes').values(mailbox).execute()
}

/** A mailbox that is in use and within reach. */
export async function findMailbox(reader: Reader, access: Access, id: string): Promise<Mailbox | undefined> {
  if (!reaches(access, id)) return undefined
  return (await selectMailbox(reader, { id, accountId: access.accountId }))[0]
}

/** The same; throws AppError `not_found` when there is none. */
export async function requireMailbox(reader: Reader, access: Access, id: string): Promise<Mailbox> {
  const mailbox = await findMailbox(reader, access, id)
  if (mailbox === undefined) throw new AppError('not_found')
  return mailbox
}

const selectMailbox = statement<{ id: string; accountId: string }, Mailbox>((db, { id, accountId }) =>
  db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null),
)

/** The mailbox within reach that has this id or address. */
export async function findMailboxByName(
  reader: Reader,
  access: Access,
  idOrAddress: string,
): Promise<Mailbox | undefined> {
  if (!idOrAddress.includes('@')) return findMailbox(reader, access, idOrAddress)
  const mailbox = await findByAddress(reader, idOrAddress)
  const own = mailbox?.account_id === access.accountId && mailbox.deleted_at === null
  return mailbox !== undefined && own && reaches(access, mailbox.id) ? mailbox : undefined
}

/** Whoever has or had this address, deleted ones too; a subaddress (`agent+tag@`) finds its mailbox. */
export async function findByAddress(reader: Reader, address: string): Promise<Mailbox | undefined> {
  const canonical = canonicalAddress(address)
  const found = await selectByAddress(reader, { canonical, plain: withoutSubaddress(canonical) })
  return found.find((mailbox) => mailbox.address === canonical) ?? found[0]
}

const selectByAddress = statement<{ canonical: string; plain: string }, Mailbox>((db, { canonical, plain }) =>
  db.selectFrom('mailboxes').selectAll().where('address', 'in', [canonical, plain]),
)

export async function listMailboxes(reader: Reader, access: Access): Promise<Mailbox[]> {
  const all = await reader
    .selectFrom('mailboxes')
    .selectAll()
    .where('account_id', '=', access.accountId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return all.filter(({ id }) => reaches(access, id))
}

export async function updateMailbox(
  writer: Writer,
  id: string,
  changes: Partial<Omit<Mailbox, 'id' | 'account_id' | 'address'>>,
): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await writer.db.updateTable('mailboxes').set(changes).where('id', '=', id).execute()
}
