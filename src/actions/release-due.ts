/** What time itself does to messages: held ones expire, parked ones come to the gate, scheduled ones go. */

import type { Context } from '../context.ts'
import { transition, whenDue } from '../core/oversight.ts'
import { AppError } from '../errors.ts'
import { advance } from '../store/advance.ts'
import { findCoverage } from '../store/allowlist.ts'
import { circumstancesOf } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { listDue } from '../store/due-messages.ts'
import { SYSTEM } from '../store/events.ts'
import { listRecipients, type Message, updateMessage } from '../store/messages.ts'
import { findApproval } from '../store/permits.ts'

/** So many are handled in one call. */
const BATCH = 100

/** Moves every message whose time has come, oldest first. Returns how many were moved. */
export async function releaseDue(context: Context): Promise<number> {
  const due = await listDue(context.database.reader, context.clock.now(), BATCH)
  const moves = due.map((message) =>
    context.database
      .write((writer) => moveDue(context, writer, message))
      .then(() => true)
      .catch((error) => {
        // Somebody decided, cancelled or edited it in this very moment: then there is nothing to do.
        if (error instanceof AppError && error.code === 'conflict') return false
        throw error
      }),
  )
  const moved = await Promise.all(moves)
  return moved.filter(Boolean).length
}

async function moveDue(context: Context, writer: Writer, message: Message): Promise<void> {
  await writer.backend.lockChain(writer.db, message.mailbox_id)
  const facts = await circumstancesOf(writer.db, message, SYSTEM, context.config)
  if (transition(message.state, 'expire') !== null) {
    const reason = 'Expired: nobody decided in time.'
    await advance(writer, message, 'expire', { ...facts, reason }, 'conflict')
    return
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
  if (event === 'wait') return updateMessage(writer, message.id, { due_at: null })
  const permitted = event === 'release' ? { approval, coverage } : {}
  await advance(writer, message, event, { ...facts, ...permitted }, 'conflict')
}
