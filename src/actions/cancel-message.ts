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
    const found = await findOwn(writer.db, principal, target.emailId)
    const isThere = target.mailboxId === null || found?.mailbox_id === target.mailboxId
    if (found === undefined || !isThere) throw new AppError('not_found')
    await writer.backend.lockChain(writer.db, found.mailbox_id)
    // Whoever held the lock before may have moved it.
    const message = (await findOwn(writer.db, principal, target.emailId)) ?? found
    const next = transition(message.state, 'cancel')
    if (next === message.state) return message
    if (next === null) {
      const status = statusOfMessage(message)
      throw new AppError('not_cancellable', {
        message: `This email is ${status}: it can no longer be cancelled.`,
        extra: { status },
      })
    }
    const facts = await circumstancesOf(writer.db, message, principal.actor, context.config)
    return advance(writer, message, 'cancel', facts, 'not_cancellable')
  })
}
