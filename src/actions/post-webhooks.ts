/**
 * Posts queued events to subscribers. A delivery is claimed in one transaction, posted outside of any, and recorded
 * in a second one: a crash repeats at most what was in flight, under the same id.
 */

import { createHmac } from 'node:crypto'
import type { Context } from '../context.ts'
import { takeToken } from '../core/limits.ts'
import { nextWebhookWait, WEBHOOK_PATIENCE_MS } from '../core/retry.ts'
import { wantsReviewUrl, withReviewUrl } from '../core/webhook-body.ts'
import { secretBytes, signedText } from '../core/webhook-signature.ts'
import { whyNotPosted } from '../core/webhook-url.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import { findMessage } from '../store/messages.ts'
import { queueNotice } from '../store/notices.ts'
import { makeReviewLink } from '../store/review-links.ts'
import {
  claimPost,
  finishPost,
  listPostable,
  type PostResult,
  type WebhookDelivery,
} from '../store/webhook-deliveries.ts'
import { endFailing, secretsOf, updateWebhook, type Webhook } from '../store/webhooks.ts'
import { KEPT_BYTES, type PostAnswer, type Poster } from '../web/post.ts'

/** Posts to one subscription at once. */
const AT_ONCE = 8
/** Posts to one subscription each second (contract §8). */
const PACE = { burst: 25, perSecond: 25 }
/** A claim ends after this, in ms: longer than any POST lasts, so that none is made twice at once. */
const LEASE_MS = 20_000

/** One event that is claimed, ready to be posted. */
export interface Post {
  readonly webhook: Webhook
  readonly delivery: WebhookDelivery
  readonly body: string
}

/** Claims what may be posted to a subscription now, beside `inFlight` that are under way. */
export async function claimPosts(context: Context, webhook: Webhook, inFlight: number): Promise<Post[]> {
  const { database, clock } = context
  const room = AT_ONCE - inFlight
  if (room <= 0) return []
  const due = await listPostable(database.reader, webhook.id, clock.now(), room)
  const paced = due.filter(() => mayPost(context, webhook))
  if (paced.length === 0) return []
  return database.write(async (writer) => {
    const posts: Post[] = []
    const lease = writer.now + LEASE_MS
    for (const delivery of paced) {
      const claimed = await claimPost(writer, delivery, lease)
      if (claimed === null) continue
      posts.push({ webhook, delivery: claimed, body: await withLink(context, writer, claimed) })
    }
    return posts
  })
}

function mayPost(context: Context, webhook: Webhook): boolean {
  const name = `webhook:${webhook.id}`
  const verdict = takeToken(PACE, context.buckets.get(name) ?? null, context.clock.now())
  context.buckets.set(name, verdict.level)
  return verdict.allowed
}

/** The body with the link by which whoever gets it can decide; a new one for each attempt, stored as its hash. */
async function withLink(context: Context, writer: Writer, delivery: WebhookDelivery): Promise<string> {
  if (delivery.message_id === null || !wantsReviewUrl(delivery.body)) return delivery.body
  const message = await findMessage(writer.db, delivery.message_id)
  const isHeld = message?.state === 'held'
  const url = isHeld
    ? `${context.publicUrl}/v1/approve/${await makeReviewLink(writer, {
        account_id: message.account_id,
        message_id: message.id,
        content_hash: message.content_hash,
        reviewer: `webhook:${delivery.webhook_id}`,
        expires_at: message.expires_at ?? writer.now,
      })}`
    : ''
  return withReviewUrl(delivery.body, url)
}

/** Posts one event and records what came of it. Throws `store_unavailable`: the claim then ends by its lease. */
export async function postEvent(context: Context, poster: Poster, post: Post): Promise<void> {
  const { webhook, delivery, body } = post
  const now = context.clock.now()
  // The switch that allowed such a url may be off by now.
  const problem = whyNotPosted(webhook.url, context.config.webhookAllowPrivate)
  const answer =
    problem === null
      ? await poster.post(webhook.url, headersOf(webhook, delivery, body, now), body)
      : { status: null, text: `The url ${problem}.`, retryAfterMs: 0 }
  await context.database.write((writer) => record(context, writer, post, answer))
}

/** The headers of a POST. */
export function headersOf(
  webhook: Webhook,
  delivery: Pick<WebhookDelivery, 'event_id' | 'event_type'>,
  body: string,
  now: number,
): Record<string, string> {
  const seconds = Math.floor(now / 1000)
  const secrets = secretsOf(webhook, now)
  const hex = createHmac('sha256', secrets[0] ?? '')
    .update(body)
    .digest('hex')
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secretBytes(secret), 'base64')
    const signed = signedText(delivery.event_id, seconds, body)
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  })
  return {
    ...(JSON.parse(webhook.headers_json) as Record<string, string>),
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'MultiMail',
    'x-multimail-event': delivery.event_type,
    'x-multimail-signature': `sha256=${hex}`,
    'webhook-id': delivery.event_id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}

async function record(context: Context, writer: Writer, post: Post, answer: PostAnswer): Promise<void> {
  const { webhook, delivery } = post
  const isTaken = answer.status !== null && answer.status >= 200 && answer.status < 300
  const kept = {
    response_status: answer.status,
    response_body: Buffer.from(answer.text).subarray(0, KEPT_BYTES).toString(),
  }
  const recorded = await finishPost(writer, delivery, {
    ...kept,
    ...(isTaken ? { event: 'take', due_at: null } : afterFailure(context, writer, delivery, answer)),
  })
  if (!recorded) return
  if (isTaken) {
    // Not what was known when this one was claimed: others at its side may have failed since.
    return endFailing(writer, webhook.id)
  }
  const since = webhook.failing_since ?? writer.now
  if (webhook.failing_since === null) await updateWebhook(writer, webhook.id, { failing_since: since })
  if (answer.status === 410)
    await disable(context, writer, webhook, 'It answered 410: nobody listens there any more.')
  else if (writer.now - since >= WEBHOOK_PATIENCE_MS)
    await disable(context, writer, webhook, 'It has taken nothing for five days.')
}

function afterFailure(
  context: Context,
  writer: Writer,
  delivery: WebhookDelivery,
  answer: PostAnswer,
): Pick<PostResult, 'event' | 'due_at'> {
  const wait =
    answer.status === 410 ? null : nextWebhookWait(delivery.attempts, answer.retryAfterMs, context.random())
  return wait === null ? { event: 'give_up', due_at: null } : { event: 'defer', due_at: writer.now + wait }
}

/** Ends posting to a subscription and tells the operator, once. */
async function disable(context: Context, writer: Writer, webhook: Webhook, reason: string): Promise<void> {
  const result = await writer.db
    .updateTable('webhooks')
    .set({ is_active: 0, disabled_at: writer.now, disabled_reason: reason })
    .where('id', '=', webhook.id)
    .where('is_active', '=', 1)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return
  const account = await writer.db
    .selectFrom('accounts')
    .select('oversight_email')
    .where('id', '=', webhook.account_id)
    .executeTakeFirst()
  await writer.backend.lockChain(writer.db, webhook.account_id)
  await appendEvent(writer, {
    accountId: webhook.account_id,
    mailboxId: null,
    test: webhook.test,
    action: 'webhook.disabled',
    resourceType: 'webhook',
    resourceId: webhook.id,
    actor: SYSTEM,
    metadata: { url: webhook.url, reason },
  })
  if (account === undefined) return
  const host = new URL(webhook.url).host
  await queueNotice(writer, {
    accountId: webhook.account_id,
    test: webhook.test,
    kind: 'news',
    subjectId: webhook.id,
    recipient: account.oversight_email,
    text: `Events are not posted to \`${host}\` any more (webhook \`${webhook.id}\`). ${reason}\n\nWhat had not arrived waits. To go on: PATCH /v1/webhooks/${webhook.id} with {"is_active": true}.`,
    transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
  })
}
