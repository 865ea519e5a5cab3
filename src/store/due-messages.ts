/** Messages for which it is time to do something: to expire, to come to the gate, to be decoded, to be taken back. */

import { OVERSIGHT_STATES, transition } from '../core/oversight.ts'
import type { Reader, Writer } from './db.ts'
import type { Message } from './messages.ts'

/** Messages whose time has come, oldest first: held ones that expire, scheduled and parked ones that are due. */
export async function listDue(reader: Reader, now: number, limit: number): Promise<Message[]> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

/** Inbound messages whose body was not decoded and outbound ones not yet indexed, in order of arrival. */
export async function listUndigested(reader: Reader, limit: number): Promise<Message[]> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('digested_at', 'is', null)
    .orderBy('position')
    .limit(limit)
    .execute()
}

/** Held messages of whose reviewers it is time to remind, oldest first. */
export async function listToRemind(reader: Reader, now: number, limit: number): Promise<Message[]> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('remind_at', '<=', now)
    .orderBy('remind_at')
    .limit(limit)
    .execute()
}

/** Takes note that reviewers of a held message are reminded; false when they were, or need not be any more. */
export async function takeReminder(writer: Writer, id: string): Promise<boolean> {
  const result = await writer.db
    .updateTable('messages')
    .set({ remind_at: null })
    .where('id', '=', id)
    .where('remind_at', 'is not', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Sets the time again of outbound messages that came due while their mailbox or account was paused. */
export async function resumeMessages(
  writer: Writer,
  scope: { readonly accountId: string; readonly mailboxId: string | null },
): Promise<void> {
  let query = writer.db
    .updateTable('messages')
    // What waited to be taken back has a time of its own.
    .set((eb) => ({ due_at: eb.fn.coalesce('send_at', 'undo_until') }))
    .where('account_id', '=', scope.accountId)
    .where('direction', '=', 'outbound')
    .where('state', 'in', ['scheduled', 'parked'])
    .where('due_at', 'is', null)
  if (scope.mailboxId !== null) query = query.where('mailbox_id', '=', scope.mailboxId)
  await query.execute()
}

/** Every message of a mailbox, live and test, that may still be held, released or taken back. */
export async function listUnreleased(reader: Reader, mailboxId: string): Promise<Message[]> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('state', 'in', OPEN_STATES)
    .orderBy('id')
    .execute()
}

/** States that a message can be taken back from. */
const OPEN_STATES = OVERSIGHT_STATES.filter((state) => ![null, state].includes(transition(state, 'cancel')))
