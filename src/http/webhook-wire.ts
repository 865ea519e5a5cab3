/** Subscriptions and what was posted to them, as clients see them; the schema of what is posted (contract §8). */

import { z } from '@hono/zod-openapi'
import { PUBLISHED, type PublishedEvent } from '../core/published.ts'
import { bodyOf, sampleEvent } from '../core/webhook-body.ts'
import type { WebhookDelivery } from '../store/webhook-deliveries.ts'
import { eventsOf, type Webhook } from '../store/webhooks.ts'
import { iso } from './wire.ts'

const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

/** A subscription, without its secret. */
export function webhookOf(webhook: Webhook) {
  return {
    id: webhook.id,
    url: webhook.url,
    events: eventsOf(webhook),
    mailbox_id: webhook.mailbox_id,
    description: webhook.description,
    include_body: webhook.include_body === 1,
    headers: Object.keys(JSON.parse(webhook.headers_json) as Record<string, string>),
    is_active: webhook.is_active === 1,
    disabled_at: isoOrNull(webhook.disabled_at),
    disabled_reason: webhook.disabled_reason,
    failing_since: isoOrNull(webhook.failing_since),
    created_by: webhook.created_by,
    created_at: iso(webhook.created_at),
    test: webhook.test === 1,
  }
}

/** The same with the secret that its POSTs are signed with. */
export function webhookWithSecretOf(webhook: Webhook) {
  return {
    ...webhookOf(webhook),
    signing_secret: webhook.secret,
    former_secret_until: isoOrNull(webhook.former_until),
  }
}

export function webhookDeliveryOf(
  delivery: Omit<WebhookDelivery, 'position' | 'body' | 'lease_until' | 'account_id' | 'mailbox_id'>,
) {
  return {
    id: delivery.id,
    webhook_id: delivery.webhook_id,
    event_id: delivery.event_id,
    event_type: delivery.event_type,
    email_id: delivery.message_id,
    url: delivery.url,
    status: delivery.state === 'sending' ? ('pending' as const) : delivery.state,
    attempts: delivery.attempts,
    response_status: delivery.response_status,
    response_body: delivery.response_body,
    created_at: iso(delivery.created_at),
    last_attempt_at: isoOrNull(delivery.last_attempt_at),
    next_attempt_at: delivery.state === 'pending' ? isoOrNull(delivery.due_at) : null,
    test: delivery.test === 1,
  }
}

const person = z.object({ address: z.string(), name: z.string() })
const common = {
  email_id: z.string().nullable(),
  thread_id: z.string().nullable(),
  mailbox_id: z.string().nullable(),
  mailbox: z.string(),
  direction: z.enum(['inbound', 'outbound', '']),
  status: z.string(),
}
const content = {
  to_text: z.string(),
  subject: z.string(),
  tags: z.record(z.string(), z.string()),
  tags_list: z.array(z.object({ key: z.string(), value: z.string() })),
  has_attachments: z.boolean(),
  attachments: z.array(z.object({ name: z.string(), size: z.number(), content_type: z.string() })),
  preview: z.string(),
  markdown: z.string(),
  review_url: z.string(),
  decided_by: z.string(),
  reason: z.string(),
  bounce_type: z.string(),
  diagnostic: z.string(),
}

/** What is posted: the same keys in every event. */
export const WebhookBodySchema = z
  .object({
    id: z.string(),
    event_id: z.string(),
    event: z.string(),
    timestamp: z.string().openapi({ format: 'date-time' }),
    test: z.boolean(),
    ...common,
    from: person,
    to: z.array(person),
    cc: z.array(person),
    ...content,
    data: z.object({
      ...common,
      from: z.string(),
      to: z.array(z.string()),
      cc: z.array(z.string()),
      ...content,
    }),
  })
  .openapi('Event')

/** The `webhooks` part of `/openapi.json`: one entry for each event. */
export function documentedWebhooks(schemaReference: string) {
  return Object.fromEntries(
    Object.entries(PUBLISHED).map(([name, { about, aliases }]) => [
      name,
      {
        post: {
          operationId: `event_${name.replace('.', '_')}`,
          tags: ['Webhooks'],
          security: [],
          summary: about,
          description:
            aliases.length === 0
              ? about
              : `${about} Also known as ${aliases.map((one) => `\`${one}\``).join(', ')}.`,
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { $ref: schemaReference },
                example: bodyOf(sampleEvent(name as PublishedEvent, name, '2026-03-02T09:00:00.000Z')),
              },
            },
          },
          responses: {
            '200': { description: 'Taken, like every 2xx. Anything else is tried again.' },
            '410': { description: 'Never again: the subscription is switched off.' },
          },
        },
      },
    ]),
  )
}
