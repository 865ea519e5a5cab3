/** Reading: every list and read is recorded before its answer goes out (contract §9), and marks unread mail read. */

import type { Context } from '../context.ts'
import type { EventAction } from '../core/events.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { appendEvent } from '../store/events.ts'
import { findVisible, type Message, moveReading } from '../store/messages.ts'

/** What was read, for the audit log. */
export interface Reading {
  readonly action: EventAction
  readonly resourceType: string
  readonly resourceId: string
  readonly mailboxId: string | null
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** Records that something was read or listed; resolves when the record is durable. */
export async function recordReading(context: Context, principal: Principal, reading: Reading): Promise<void> {
  await context.database.write((writer) =>
    appendEvent(writer, {
      accountId: principal.accountId,
      test: principal.test,
      actor: principal.actor,
      ...reading,
    }),
  )
}

/**
 * Opens a message for reading: an unread one becomes read, and the reading is recorded. Returns the message as it
 * is then. Throws AppError `not_found`.
 */
export async function readMessage(
  context: Context,
  principal: Principal,
  target: { readonly mailboxId: string | null; readonly emailId: string },
): Promise<Message> {
  return context.database.write(async (writer) => {
    const message = await findVisible(writer.db, principal, target.emailId)
    const isThere = target.mailboxId === null || message?.mailbox_id === target.mailboxId
    if (message === undefined || !isThere) throw new AppError('not_found')
    const read = message.stage === 'unread' ? await moveReading(writer, message, 'read') : message
    await appendEvent(writer, {
      accountId: message.account_id,
      mailboxId: message.mailbox_id,
      test: message.test,
      action: 'email.read',
      resourceType: 'email',
      resourceId: message.id,
      actor: principal.actor,
    })
    return read
  })
}
