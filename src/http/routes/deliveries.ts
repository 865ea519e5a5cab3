/** What became of an email for each of its recipients: every attempt, with the words of the other server. */

import { z } from '@hono/zod-openapi'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { DELIVERY_STATES } from '../../core/delivery.ts'
import { AppError } from '../../errors.ts'
import { type Attempt, type Delivery, listAttempts, listDeliveries } from '../../store/deliveries.ts'
import { findVisible, type Message } from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField } from '../fields.ts'
import { iso } from '../wire.ts'

const time = z.string().nullable().openapi({ format: 'date-time' })

const AttemptSchema = z
  .object({
    at: z.string().openapi({ format: 'date-time' }),
    finished_at: time,
    outcome: z.enum(['started', 'accepted', 'deferred', 'refused', 'uncertain']),
    host: z.string().nullable(),
    reply: z.string().nullable(),
    reply_code: z.number().nullable(),
    tls: z.string().nullable(),
  })
  .openapi('DeliveryAttempt')

const DeliverySchema = z
  .object({
    recipient: z.string(),
    status: z.enum(DELIVERY_STATES),
    attempts: z.array(AttemptSchema),
    sent_at: time,
    delivered_at: time,
    bounced_at: time,
    next_attempt_at: time,
    last_reply: z.string().nullable(),
  })
  .openapi('Delivery')

const at = (moment: number | null) => (moment === null ? null : iso(moment))

function attemptOf(attempt: Attempt) {
  const { started_at, finished_at, outcome, host, reply, reply_code, tls } = attempt
  return { at: iso(started_at), finished_at: at(finished_at), outcome, host, reply, reply_code, tls }
}

function deliveryOf(message: Message, delivery: Delivery, attempts: readonly Attempt[]) {
  const { recipient, state, finished_at, due_at, last_reply } = delivery
  const isSent = state === 'sent'
  return {
    recipient,
    status: state,
    attempts: attempts.map(attemptOf),
    sent_at: isSent ? at(finished_at) : null,
    // Known only where the server that took it was the recipient's own.
    delivered_at: isSent && message.delivered_at !== null ? at(finished_at) : null,
    bounced_at: state === 'bounced' ? at(finished_at) : null,
    next_attempt_at: state === 'queued' ? at(due_at) : null,
    last_reply,
  }
}

/** Adds the route. */
export function addDeliveryRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/deliveries',
    scopes: ['read'],
    tag: 'Emails',
    summary: 'What became of an email for each recipient, attempt by attempt',
    params: z.object({ mailbox_id: idField, email_id: idField }),
    answer: z.object({ email_id: z.string(), deliveries: z.array(DeliverySchema), cursor: z.null() }),
    async handle({ principal, params }) {
      const { reader } = context.database
      const message = await findVisible(reader, principal, params.email_id)
      if (message === undefined || message.mailbox_id !== params.mailbox_id) throw new AppError('not_found')
      const deliveries = await listDeliveries(reader, message.id)
      const attempts = await listAttempts(
        reader,
        deliveries.map(({ id }) => id),
      )
      const byDelivery = Map.groupBy(attempts, ({ delivery_id: id }) => id)
      await recordReading(context, principal, {
        action: 'email.read',
        resourceType: 'email',
        resourceId: message.id,
        mailboxId: message.mailbox_id,
        metadata: { deliveries: true },
      })
      const told = deliveries.map((one) => deliveryOf(message, one, byDelivery.get(one.id) ?? []))
      return { body: { email_id: message.id, deliveries: told, cursor: null } }
    },
  })
}
