/** A reviewer takes their approval back, while the message has not gone. */

import type { Context } from '../context.ts'
import { transition } from '../core/oversight.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { advance } from '../store/advance.ts'
import { circumstancesOf } from '../store/circumstances.ts'
import { reviewerNameOf } from '../store/events.ts'
import { findVisible, type Message, statusOfMessage } from '../store/messages.ts'
import { deleteDecision, listDecisions } from '../store/permits.ts'

/**
 * Takes back the approval that somebody gave to the present content: it does not count any more, and a message that
 * waited to go waits for a decision again. Returns it as it is then. Throws AppError `not_found`, `too_late_to_undo`.
 */
export async function withdrawApproval(
  context: Context,
  principal: Principal,
  emailId: string,
): Promise<Message> {
  const moved = await context.database.write(async (writer) => {
    const found = await findVisible(writer.db, principal, emailId)
    if (found === undefined) throw new AppError('not_found')
    await writer.backend.lockChain(writer.db, found.mailbox_id)
    // Whoever held the lock before may have sent it, or taken it back.
    const message = await findVisible(writer.db, principal, emailId)
    if (message === undefined) throw new AppError('not_found')
    const isCleared = message.approved_at !== null
    if (transition(message.state, 'withdraw') === null || (isCleared && message.undo_until === null))
      throw tooLate(message)
    const decisions = await listDecisions(writer.db, message.id, message.content_hash)
    const me = reviewerNameOf(principal.actor)
    const own = decisions.find(({ actor, action }) => actor === me && action === 'approve')
    if (own === undefined)
      throw tooLate(message, 'You did not approve this email, or took that back already.')
    await deleteDecision(writer, own.id)
    const facts = await circumstancesOf(writer.db, message, principal.actor, context.config)
    const metadata = { decision_id: own.id, cleared: isCleared }
    return advance(writer, message, 'withdraw', { ...facts, metadata }, 'too_late_to_undo')
  })
  context.wake()
  return moved
}

function tooLate(message: Message, sentence?: string): AppError {
  const status = statusOfMessage(message)
  return new AppError('too_late_to_undo', {
    message: sentence ?? `This email is ${status}: its approval cannot be taken back any more.`,
    extra: { status, decided_by: message.decided_by },
  })
}
