/** What was posted to subscriptions, and having it posted again (contract §8). */

import { z } from '@hono/zod-openapi'
import { recordReading } from '../../actions/read-message.ts'
import { postSamples, redeliver, redeliverFailed } from '../../actions/redeliver-webhook.ts'
import type { Context } from '../../context.ts'
import { listWebhookDeliveries, type WebhookDelivery } from '../../store/webhook-deliveries.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { cursorAfter, filterMoment, idField, optional, pageOf, pageQuery } from '../fields.ts'
import { webhookDeliveryOf } from '../webhook-wire.ts'
import { listOf, WebhookDeliverySchema } from '../wire-schemas.ts'

const params = z.object({ id: idField })

/** The states that a status word of the wire stands for. */
const STATES: Readonly<Record<'pending' | 'delivered' | 'failed', readonly WebhookDelivery['state'][]>> = {
  pending: ['pending', 'sending'],
  delivered: ['delivered'],
  failed: ['failed'],
}

/** Adds the routes. */
export function addWebhookDeliveryRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/webhook-deliveries',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'List what was posted, newest first, with the last answer of each',
    query: pageQuery.extend({
      status: optional(z.enum(['pending', 'delivered', 'failed'])),
      webhook_id: optional(idField),
    }),
    answer: listOf('deliveries', WebhookDeliverySchema),
    async handle({ principal, query }) {
      const page = pageOf(query)
      const states = query.status === undefined ? null : STATES[query.status]
      const filter = { webhookId: query.webhook_id ?? null, states, since: null }
      const deliveries = await listWebhookDeliveries(context.database.reader, principal, filter, page)
      await recordReading(context, principal, {
        action: 'webhook_delivery.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: deliveries.length },
      })
      const cursor = cursorAfter(deliveries, page.limit)
      return { body: { deliveries: deliveries.map(webhookDeliveryOf), cursor } }
    },
  })
  addAgain(app, context)
}

function addAgain(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/webhook-deliveries/{id}/redeliver',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'Post an event again, under the same id',
    params,
    answer: WebhookDeliverySchema,
    handle: async ({ principal, params: { id } }) => ({
      body: webhookDeliveryOf(await redeliver(context, principal, id)),
    }),
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/webhooks/{id}/redeliver',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'Post every event again that failed since a time',
    params,
    body: z.object({ since: filterMoment }),
    answer: z.object({ status: z.literal('queued'), count: z.number() }),
    async handle({ principal, params: { id }, body }) {
      const count = await redeliverFailed(context, principal, id, body.since)
      return { body: { status: 'queued', count } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/webhooks/{id}/test',
    scopes: ['admin'],
    tag: 'Webhooks',
    summary: 'Post a sample of each event, with every key filled, so that a tool can learn its shape',
    params,
    answer: z.object({ status: z.literal('queued'), deliveries: z.array(WebhookDeliverySchema) }),
    async handle({ principal, params: { id } }) {
      const queued = await postSamples(context, principal, id)
      const deliveries = queued.map((row) =>
        webhookDeliveryOf({
          ...row,
          message_id: null,
          due_at: row.due_at ?? null,
          response_status: null,
          response_body: null,
          last_attempt_at: null,
        }),
      )
      return { body: { status: 'queued', deliveries } }
    },
  })
}
