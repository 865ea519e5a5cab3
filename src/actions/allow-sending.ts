/** Allowing an account to send again after too much of its mail came back (contract §9): a person answers for it. */

import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { resumeDeliveries } from '../store/deliveries.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'
import { liftStop } from '../store/sending-standings.ts'

/**
 * Ends a stop: sending is restricted for a time, its rates begin anew, and what waited goes on. `leave` is null at the
 * terminal, where the operator is. Returns whether anything was stopped. Throws AppError `no_pending_approval`.
 */
export async function allowSending(
  context: Context,
  principal: Principal,
  reason: string,
  leave: OperatorLeave | 'operator',
): Promise<boolean> {
  const { accountId, actor } = principal
  if (leave === 'operator' && actor.name !== 'operator') throw new AppError('no_pending_approval')
  const lifted = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    if (leave !== 'operator') {
      const used = { accountId, action: 'account.allow_sending', resourceId: accountId, actor } as const
      await useLeave(writer, leave, used)
    }
    const isLifted = await liftStop(writer, accountId, { actor, reason })
    if (isLifted) await resumeDeliveries(writer, { accountId, mailboxId: null })
    return isLifted
  })
  context.wake()
  return lifted
}
