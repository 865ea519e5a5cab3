/**
 * From the trail to subscribers: reads published events in the order of their commits, and queues one delivery for
 * each subscription that asked for them. How far it has come is remembered in the same transaction.
 */

import type { Context } from '../context.ts'
import { eventOfSpelling } from '../core/published.ts'
import { bodyText, REVIEW_URL_HOLE } from '../core/webhook-body.ts'
import type { CommittedEvent } from '../store/backend.ts'
import type { Writer } from '../store/db.ts'
import { findMessage, type Message } from '../store/messages.ts'
import { postedEvent } from '../store/posted-events.ts'
import { findSetting, setSetting } from '../store/settings.ts'
import { insertWebhookDeliveries, type NewWebhookDelivery } from '../store/webhook-deliveries.ts'
import { eventsOf, listActiveWebhooks, QUEUED_UNTIL, type Webhook } from '../store/webhooks.ts'

/** Events handled in one call. */
const BATCH = 200

/** Decodes a message whose body nobody has read yet. */
export type Decode = (context: Context, message: Message) => Promise<void>

/**
 * Queues what has happened since the last call, each mail decoded first, so that its text is there for whoever hears
 * of it. Returns how many events were looked at.
 */
export async function fanOut(context: Context, decode: Decode): Promise<number> {
  const { database } = context
  const webhooks = await listActiveWebhooks(database.reader)
  const cursor = await findSetting(database.reader, QUEUED_UNTIL)
  if (webhooks.length === 0 && cursor === null) return 0
  const seen = await database.backend.listCommitted(database.reader, { accountId: null }, cursor, BATCH)
  if (seen.length === 0) return 0
  for (const event of seen) {
    if (event.resource_type !== 'email' || !webhooks.some((webhook) => spellingOf(webhook, event) !== null))
      continue
    const message = await findMessage(database.reader, event.resource_id)
    if (message !== undefined && message.digested_at === null) await decode(context, message)
  }
  return database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, QUEUED_UNTIL)
    // Another process may have queued them meanwhile.
    if ((await findSetting(writer.db, QUEUED_UNTIL)) !== cursor) return 0
    const rows: NewWebhookDelivery[] = []
    for (const event of seen) rows.push(...(await deliveriesOf(writer, event, webhooks)))
    await insertWebhookDeliveries(writer, rows)
    await setSetting(writer, QUEUED_UNTIL, seen.at(-1)?.place ?? '')
    return seen.length
  })
}

async function deliveriesOf(
  writer: Writer,
  event: CommittedEvent,
  webhooks: readonly Webhook[],
): Promise<NewWebhookDelivery[]> {
  const asked = webhooks.flatMap((webhook) => {
    const spelling = spellingOf(webhook, event)
    return spelling === null ? [] : [{ webhook, spelling }]
  })
  if (asked.length === 0) return []
  const message =
    event.resource_type === 'email' ? await findMessage(writer.db, event.resource_id) : undefined
  const rows: NewWebhookDelivery[] = []
  for (const { webhook, spelling } of asked) {
    const includesBody = webhook.include_body === 1
    const posted = await postedEvent(writer.db, event, message, { spelling, includesBody })
    const isDecidedThere = event.action === 'oversight.pending'
    rows.push({
      id: writer.newId(),
      webhook_id: webhook.id,
      account_id: webhook.account_id,
      mailbox_id: event.mailbox_id,
      test: event.test,
      event_id: event.id,
      event_type: spelling,
      message_id: message?.id ?? null,
      url: webhook.url,
      body: bodyText(isDecidedThere ? { ...posted, reviewUrl: REVIEW_URL_HOLE } : posted),
      state: 'pending',
      attempts: 0,
      due_at: writer.now,
      lease_until: null,
      response_status: null,
      response_body: null,
      created_at: writer.now,
      last_attempt_at: null,
    })
  }
  return rows
}

/** The spelling under which a subscription asked for an event; null when it did not, or it is not for it. */
function spellingOf(webhook: Webhook, event: CommittedEvent): string | null {
  if (webhook.account_id !== event.account_id || webhook.test !== event.test) return null
  if (webhook.mailbox_id !== null && webhook.mailbox_id !== event.mailbox_id) return null
  if (event.created_at < webhook.created_at) return null
  return eventsOf(webhook).find((spelling) => eventOfSpelling(spelling) === event.action) ?? null
}
