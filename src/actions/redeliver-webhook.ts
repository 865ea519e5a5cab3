/** Having events posted again, or a sample of each posted for a tool to learn (contract §8). */

import type { Context } from '../context.ts'
import { eventOfSpelling } from '../core/published.ts'
import { bodyText, sampleEvent } from '../core/webhook-body.ts'
import { postTransition } from '../core/webhook-delivery.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { appendEvent } from '../store/events.ts'
import {
  findWebhookDelivery,
  insertWebhookDeliveries,
  listWebhookDeliveries,
  type NewWebhookDelivery,
  requeue,
  type WebhookDelivery,
} from '../store/webhook-deliveries.ts'
import { eventsOf, findWebhook, type Webhook } from '../store/webhooks.ts'

/** So many are posted again in one call. */
const MOST = 10_000

/** Has one event posted again, delivered or not. Throws AppError `not_found`, `conflict` while it is under way. */
export async function redeliver(
  context: Context,
  principal: Principal,
  id: string,
): Promise<WebhookDelivery> {
  const again = await context.database.write(async (writer) => {
    const delivery = await findWebhookDelivery(writer.db, principal, id)
    const webhook =
      delivery === undefined ? undefined : await findWebhook(writer.db, principal, delivery.webhook_id)
    if (delivery === undefined || webhook === undefined) throw new AppError('not_found')
    const state = postTransition(delivery.state, 'requeue')
    if (state === null) throw new AppError('conflict', { message: 'It is being posted now.' })
    await requeue(writer, [id])
    await appendEvent(writer, eventOf(principal, webhook, { count: 1, delivery_id: id }))
    return { ...delivery, state, attempts: 0, due_at: writer.now }
  })
  context.wake()
  return again
}

/** Has every failed event since a moment (epoch ms) posted again. Returns how many. Throws AppError `not_found`. */
export async function redeliverFailed(
  context: Context,
  principal: Principal,
  webhookId: string,
  since: number,
): Promise<number> {
  const count = await context.database.write(async (writer) => {
    const webhook = await findWebhook(writer.db, principal, webhookId)
    if (webhook === undefined) throw new AppError('not_found')
    const filter = { webhookId, states: ['failed'] as const, since }
    const page = { before: null, offset: 0, limit: MOST }
    const failed = await listWebhookDeliveries(writer.db, principal, filter, page)
    await requeue(
      writer,
      failed.map(({ id }) => id),
    )
    await appendEvent(writer, eventOf(principal, webhook, { count: failed.length, since }))
    return failed.length
  })
  context.wake()
  return count
}

/** Queues a sample of each event a subscription asked for, with every key filled. Returns what was queued. */
export async function postSamples(
  context: Context,
  principal: Principal,
  webhookId: string,
): Promise<NewWebhookDelivery[]> {
  const queued = await context.database.write(async (writer) => {
    const webhook = await findWebhook(writer.db, principal, webhookId)
    if (webhook === undefined) throw new AppError('not_found')
    const now = new Date(writer.now).toISOString()
    const rows = eventsOf(webhook).flatMap((spelling): NewWebhookDelivery[] => {
      const name = eventOfSpelling(spelling)
      if (name === null) return []
      const id = writer.newId()
      const sample = { ...sampleEvent(name, spelling, now), id }
      return [rowOf(webhook, writer.newId(), id, spelling, bodyText(sample), writer.now)]
    })
    await insertWebhookDeliveries(writer, rows)
    const event = eventOf(principal, webhook, { count: rows.length })
    await appendEvent(writer, { ...event, action: 'webhook.tested' })
    return rows
  })
  context.wake()
  return queued
}

function rowOf(
  webhook: Webhook,
  id: string,
  eventId: string,
  spelling: string,
  body: string,
  now: number,
): NewWebhookDelivery {
  return {
    id,
    webhook_id: webhook.id,
    account_id: webhook.account_id,
    mailbox_id: webhook.mailbox_id,
    test: webhook.test,
    event_id: eventId,
    event_type: spelling,
    message_id: null,
    url: webhook.url,
    body,
    state: 'pending',
    attempts: 0,
    due_at: now,
    lease_until: null,
    response_status: null,
    response_body: null,
    created_at: now,
    last_attempt_at: null,
  }
}

function eventOf(principal: Principal, webhook: Webhook, metadata: Readonly<Record<string, unknown>>) {
  return {
    accountId: principal.accountId,
    mailboxId: webhook.mailbox_id,
    test: principal.test,
    action: 'webhook.redelivered' as const,
    resourceType: 'webhook',
    resourceId: webhook.id,
    actor: principal.actor,
    metadata,
  }
}
