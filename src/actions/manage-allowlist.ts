/** Whom the agent of a mailbox may write to without a person (contract §4). */

import type { Context } from '../context.ts'
import { readEntry } from '../core/allowlist.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { type AllowlistEntry, insertEntry, listEntries, removeEntry } from '../store/allowlist.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { findMailbox } from '../store/mailboxes.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'

/** At most so many entries count for one mailbox. */
const MAX_ENTRIES = 1_000

/** An entry in its comparable form. Throws `bad_request`. */
export function checkEntry(text: string): string {
  const entry = readEntry(text)
  if (entry === null) throw badField('entry', 'must be an address, or *@ and a domain like *@example.com')
  return entry
}

/** Puts an entry on the allowlist; one that is there already is returned. Throws `not_found`, `bad_request`, `conflict`. */
export async function allow(
  context: Context,
  principal: Principal,
  mailboxId: string,
  text: string,
  leave: OperatorLeave,
): Promise<{ readonly entry: AllowlistEntry; readonly isNew: boolean }> {
  const entry = checkEntry(text)
  return context.database.write(async (writer) => {
    await open(writer, principal, mailboxId)
    const used = { accountId: principal.accountId, action: 'allowlist.add', resourceId: mailboxId } as const
    await useLeave(writer, leave, { ...used, actor: principal.actor })
    const present = await listEntries(writer.db, mailboxId)
    const same = present.find((one) => one.entry === entry)
    if (same !== undefined) return { entry: same, isNew: false }
    if (present.length >= MAX_ENTRIES)
      throw new AppError('conflict', { message: `The allowlist has its ${MAX_ENTRIES} entries already.` })
    const row: AllowlistEntry = {
      id: writer.newId(),
      account_id: principal.accountId,
      mailbox_id: mailboxId,
      entry,
      created_by: principal.actor.name,
      created_at: writer.now,
      removed_at: null,
    }
    await insertEntry(writer, row)
    await record(writer, principal, row, 'allowlist.added')
    return { entry: row, isNew: true }
  })
}

/** Takes an entry off the allowlist. Throws AppError `not_found`. */
export async function disallow(
  context: Context,
  principal: Principal,
  mailboxId: string,
  id: string,
): Promise<AllowlistEntry> {
  return context.database.write(async (writer) => {
    await open(writer, principal, mailboxId)
    const removed = await removeEntry(writer, mailboxId, id)
    if (removed === undefined) throw new AppError('not_found')
    await record(writer, principal, removed, 'allowlist.removed')
    return removed
  })
}

async function open(writer: Writer, principal: Principal, mailboxId: string): Promise<void> {
  await writer.backend.lockChain(writer.db, mailboxId)
  if ((await findMailbox(writer.db, principal, mailboxId)) === undefined) throw new AppError('not_found')
}

async function record(
  writer: Writer,
  principal: Principal,
  entry: AllowlistEntry,
  action: 'allowlist.added' | 'allowlist.removed',
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId: entry.mailbox_id,
    test: principal.test,
    action,
    resourceType: 'allowlist_entry',
    resourceId: entry.id,
    actor: principal.actor,
    metadata: { entry: entry.entry },
  })
}
