/** What time itself does to messages: held ones expire, parked ones come to the gate, scheduled ones go. */

import type { Context } from '../context.ts'
import { transition, whenDue } from '../core/oversight.ts'
import { AppError } from '../errors.ts'
import { contentOf } from '../recompose.ts'
import { screen } from '../screening.ts'
import { advance } from '../store/advance.ts'
import { findCoverage } from '../store/allowlist.ts'
import { type Circumstances, circumstancesOf } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { listDue } from '../store/due-messages.ts'
import { SYSTEM } from '../store/events.ts'
import { findMessage, listRecipients, type Message, updateMessage } from '../store/messages.ts'
import { findApproval } from '../store/permits.ts'

/** So many are handled in one call. */
const BATCH = 100

/** Moves every message whose time has come, oldest first. Returns how many were moved. */
export async function releaseDue(context: Context): Promise<number> {
  const due = await listDue(context.database.reader, context.clock.now(), BATCH)
  const moves = due.map((message) =>
    context.database
      .write((writer) => moveDue(context, writer, message))
      .catch((error) => {
        // Somebody decided, cancelled or edited it in this very moment: then there is nothing to do.
        if (error instanceof AppError && error.code === 'conflict') return false
        throw error
      }),
  )
  const moved = await Promise.all(moves)
  return moved.filter(Boolean).length
}

/** Moves one message; false when its time was changed, or it was moved, since it was looked up as `found`. */
async function moveDue(context: Context, writer: Writer, found: Message): Promise<boolean> {
  await writer.backend.lockChain(writer.db, found.mailbox_id)
  const message = await findMessage(writer.db, found.id)
  if (message?.due_at === undefined || message.due_at === null || message.due_at > writer.now) return false
  const facts = await circumstancesOf(writer.db, message, SYSTEM, context.config)
  if (transition(message.state, 'expire') !== null) {
    const reason = 'Expired: nobody decided in time.'
    await advance(writer, message, 'expire', { ...facts, reason }, 'conflict')
    return true
  }
  const approval = await findApproval(writer.db, message, facts.mailbox.approvals_required)
  const recipients = (await listRecipients(writer.db, message.id)).map(({ address }) => address)
  const coverage = await findCoverage(writer.db, facts.mailbox, message, recipients)
  const event = whenDue({
    modeAtSubmission: message.mode,
    modeNow: facts.mailbox.mode,
    direction: message.direction,
    allowlisted: coverage !== null,
    approved: approval !== null,
    paused: facts.paused,
  })
  // Whoever resumes the mailbox sets its time again.
  if (event === 'wait') {
    await updateMessage(writer, message.id, { due_at: null })
    return true
  }
  const permitted = event === 'release' ? { approval, coverage } : {}
  const moved = await advance(writer, message, event, { ...facts, ...permitted }, 'conflict')
  if (moved.state === 'held' && moved.direction === 'outbound') await lookAgain(context, writer, moved, facts)
  return true
}

/** Much may have happened since it was written: whoever decides is told what is so now. */
async function lookAgain(
  context: Context,
  writer: Writer,
  message: Message,
  { mailbox }: Circumstances,
): Promise<void> {
  const ids = { messageId: message.id, threadId: message.thread_id, answersId: message.answers_id }
  const content = await contentOf(context, message)
  const { signals } = await screen(context, { mailbox, test: message.test, ...ids }, content, true)
  await updateMessage(writer, message.id, { signals_json: JSON.stringify(signals) })
}
