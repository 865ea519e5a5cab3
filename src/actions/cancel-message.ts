/** The author takes a message back before it is released (contract §5). */

import type { Context } from '../context.ts'
import { transition } from '../core/oversight.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { advance } from '../store/advance.ts'
import { circumstancesOf } from '../store/circumstances.ts'
import { findOwn, type Message, statusOfMessage } from '../store/messages.ts'

/**
 * Cancels a message; doing it again changes nothing. Returns the message as it is now. Throws AppError
 * `not_found`, or `not_cancellable` when it is past that.
 */
export async function cancelMessage(
  context: Context,
  principal: Principal,
  target: { readonly mailboxId: string | null; readonly emailId: string },
): Promise<Message> {
  return context.database.write(async (writer) => {
    const message = await findOwn(writer.db, principal, target.emailId)
    const isThere = target.mailboxId === null || message?.mailbox_id === target.mailboxId
    if (message === undefined || !isThere) throw new AppError('not_found')
    const next = transition(message.state, 'cancel')
    if (next === message.state) return message
    if (next === null) {
      const status = statusOfMessage(message)
      throw new AppError('not_cancellable', {
        message: `This email is ${status}: it can no longer be cancelled.`,
        extra: { status },
      })
    }
    await writer.backend.lockChain(writer.db, message.mailbox_id)
    const facts = await circumstancesOf(writer.db, message, principal.actor, context.config)
    return advance(writer, message, 'cancel', facts, 'not_cancellable')
  })
}
