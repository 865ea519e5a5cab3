/** Routes that need the operator: without a code they ask, with one they act (contract §2). */

import { z } from '@hono/zod-openapi'
import { askOperator, checkCode, findLeave, type Question } from '../actions/ask-operator.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { OperatorLeave } from '../store/operator-requests.ts'
import type { Reply } from './endpoint.ts'
import { optional } from './fields.ts'
import { iso } from './wire.ts'

/** The code that completes a request which needs the operator. */
export const approvalCode = optional(z.string().max(16)).openapi({
  type: 'string',
  description: 'The one-time code from the mail to the oversight address; leave it out to ask for one.',
  example: 'A7X-29K',
})

const FIX =
  'Take the code from the mail to the oversight address and make exactly the same request again with "approval_code".'

/**
 * Runs `act` with the operator's leave, or answers 202 and mails a code. `isForTestMailToo`: what concerns test mail
 * alone, so that a test key may ask as well. Throws `live_key_only`,
 * `no_pending_approval`, `wrong_code`, `rate_limited`, and what `act` throws.
 */
export async function withOperator(
  context: Context,
  principal: Principal,
  question: Question,
  code: string | undefined,
  act: (leave: OperatorLeave) => Promise<Reply>,
  isForTestMailToo = false,
): Promise<Reply> {
  if (principal.test === 1 && !isForTestMailToo) throw new AppError('live_key_only')
  const leave = await findLeave(context, principal, question)
  if (leave !== null) return act(leave)
  if (code !== undefined) {
    return act((await checkCode(context, principal, { ...question, asked: question }, code)).leave)
  }
  const { expiresAt } = await askOperator(context, principal, question)
  return {
    status: 202,
    body: {
      status: 'pending_approval',
      message: 'The operator was asked. A one-time code went to the oversight address.',
      fix: FIX,
      expires_at: iso(expiresAt),
    },
  }
}
