/** Subscriptions to events: made, changed, ended, given a new secret (contract §8). */

import { randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import type { EventAction } from '../core/events.ts'
import { EVENT_NAMES, eventOfSpelling } from '../core/published.ts'
import { whyNotHeader } from '../core/webhook-signature.ts'
import { whyNotPosted } from '../core/webhook-url.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { Reader, Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { findMailbox } from '../store/mailboxes.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'
import { addSetting } from '../store/settings.ts'
import { endPosts } from '../store/webhook-deliveries.ts'
import {
  eventsOf,
  findWebhook,
  insertWebhook,
  listWebhooks,
  QUEUED_UNTIL,
  updateWebhook,
  type Webhook,
} from '../store/webhooks.ts'
import { isPrivateHost } from '../web/public-address.ts'

/** An account has at most so many. */
const MAX_WEBHOOKS = 200
/** Headers of a subscriber on each POST. */
const MAX_HEADERS = 20
/** The former secret is valid this long after a rotation: 24 h, in ms. */
const FORMER_SECRET_MS = 24 * 3_600_000

/** What a subscription is about. */
export interface Subscription {
  readonly url: string
  readonly events: readonly string[]
  readonly mailboxId: string | null
  readonly description: string
  readonly includeBody: boolean
  readonly headers: Readonly<Record<string, string>>
}

/** Throws `bad_request` naming the field when such a subscription cannot be. */
export async function checkSubscription(
  context: Context,
  principal: Principal,
  given: Subscription,
): Promise<void> {
  const { webhookAllowPrivate } = context.config
  const problem = whyNotPosted(given.url, webhookAllowPrivate)
  if (problem !== null) throw badField('url', problem)
  // A name is looked up when it is posted to; an address can be judged now.
  if (!webhookAllowPrivate && isPrivateHost(new URL(given.url).hostname))
    throw badField('url', 'names an address that is not of the public internet')
  const unknown = given.events.findIndex((name) => eventOfSpelling(name) === null)
  if (unknown >= 0) {
    const name = (given.events[unknown] ?? '').slice(0, 100)
    throw badField(`events[${unknown}]`, `"${name}" is no event; there are ${EVENT_NAMES.join(', ')}`)
  }
  const headers = Object.entries(given.headers)
  if (headers.length > MAX_HEADERS) throw badField('headers', `has more than ${MAX_HEADERS} of them`)
  for (const [name, value] of headers) {
    const why = whyNotHeader(name, value)
    if (why !== null) throw badField(`headers.${name.slice(0, 100)}`, why)
  }
  await checkReach(context.database.reader, principal, given.mailboxId)
}

async function checkReach(reader: Reader, principal: Principal, mailboxId: string | null): Promise<void> {
  if (mailboxId === null) {
    if (principal.mailboxIds !== null)
      throw badField('mailbox_id', 'a key limited to some mailboxes can only subscribe to one of them')
  } else if ((await findMailbox(reader, principal, mailboxId)) === undefined) {
    throw badField('mailbox_id', 'is not a mailbox of yours')
  }
}

/** The subscription to the same url, events and mailbox, if there is one: asking again makes no second. */
export async function findSame(
  reader: Reader,
  principal: Principal,
  given: Subscription,
): Promise<Webhook | undefined> {
  const key = (events: readonly string[]) => [...new Set(events)].sort().join(' ')
  return (await listWebhooks(reader, principal)).find(
    (webhook) =>
      webhook.url === given.url &&
      webhook.mailbox_id === given.mailboxId &&
      key(eventsOf(webhook)) === key(given.events),
  )
}

/** Subscribes; the same subscription again is returned as it is. Throws what {@link checkSubscription} throws, `conflict`. */
export async function createWebhook(
  context: Context,
  principal: Principal,
  given: Subscription,
  leave: OperatorLeave,
): Promise<{ readonly webhook: Webhook; readonly isNew: boolean }> {
  await checkSubscription(context, principal, given)
  const { backend } = context.database
  const place = await backend.lastPlace(context.database.reader)
  return context.database.write(async (writer) => {
    const { accountId, actor, test } = principal
    await writer.backend.lockChain(writer.db, accountId)
    const same = await findSame(writer.db, principal, given)
    if (same !== undefined) return { webhook: same, isNew: false }
    if ((await listWebhooks(writer.db, principal)).length >= MAX_WEBHOOKS)
      throw new AppError('conflict', { message: `There are ${MAX_WEBHOOKS} webhooks already.` })
    await useLeave(writer, leave, { accountId, action: 'webhook.create', resourceId: accountId, actor })
    const webhook: Webhook = {
      id: writer.newId(),
      account_id: accountId,
      mailbox_id: given.mailboxId,
      test,
      url: given.url,
      events_json: JSON.stringify([...new Set(given.events)]),
      description: given.description,
      include_body: given.includeBody ? 1 : 0,
      headers_json: JSON.stringify(given.headers),
      secret: newSecret(),
      former_secret: null,
      former_until: null,
      is_active: 1,
      disabled_at: null,
      disabled_reason: null,
      failing_since: null,
      created_by: actor.name,
      created_at: writer.now,
      deleted_at: null,
    }
    await insertWebhook(writer, webhook)
    // The first subscription ever hears of what happens from now on.
    await addSetting(writer, QUEUED_UNTIL, place ?? '0')
    const metadata = { url: webhook.url, events: eventsOf(webhook), mailbox_id: webhook.mailbox_id }
    await record(writer, principal, webhook, 'webhook.created', metadata)
    return { webhook, isNew: true }
  })
}

/** `whsec_` and 32 random bytes in base64: a secret in the form of Standard Webhooks. */
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

export type WebhookChanges = Partial<Subscription> & { readonly isActive?: boolean }

/** Whether a change sends something, or to somewhere, that the operator did not agree to. */
export function needsOperator(webhook: Webhook, changes: WebhookChanges): boolean {
  const { url, events, mailboxId, includeBody } = changes
  const known = new Set(eventsOf(webhook).map(eventOfSpelling))
  return (
    (url !== undefined && url !== webhook.url) ||
    (events?.some((name) => !known.has(eventOfSpelling(name))) ?? false) ||
    (mailboxId !== undefined && mailboxId !== webhook.mailbox_id) ||
    (includeBody === true && webhook.include_body === 0)
  )
}

/** The subscription as it would be after a change. */
export function changed(webhook: Webhook, changes: WebhookChanges): Subscription {
  return {
    url: changes.url ?? webhook.url,
    events: changes.events ?? eventsOf(webhook),
    mailboxId: changes.mailboxId === undefined ? webhook.mailbox_id : changes.mailboxId,
    description: changes.description ?? webhook.description,
    includeBody: changes.includeBody ?? webhook.include_body === 1,
    headers: changes.headers ?? (JSON.parse(webhook.headers_json) as Record<string, string>),
  }
}

/** Changes a subscription; making it active again lets what waits go on. Throws `not_found`, `bad_request`. */
export async function changeWebhook(
  context: Context,
  principal: Principal,
  id: string,
  changes: WebhookChanges,
  leave: OperatorLeave | null,
): Promise<Webhook> {
  const webhook = await context.database.write(async (writer) => {
    const found = await openWebhook(writer.db, principal, id)
    const after = changed(found, changes)
    await checkSubscription(context, principal, after)
    if (needsOperator(found, changes)) {
      if (leave === null) throw new AppError('no_pending_approval')
      const { accountId, actor } = principal
      await useLeave(writer, leave, { accountId, action: 'webhook.update', resourceId: id, actor })
    }
    const isActive = changes.isActive ?? found.is_active === 1
    const columns = {
      url: after.url,
      events_json: JSON.stringify([...new Set(after.events)]),
      mailbox_id: after.mailboxId,
      description: after.description,
      include_body: after.includeBody ? 1 : 0,
      headers_json: JSON.stringify(after.headers),
      is_active: isActive ? 1 : 0,
      ...(isActive && found.is_active === 0
        ? { disabled_at: null, disabled_reason: null, failing_since: null }
        : {}),
    }
    await updateWebhook(writer, id, columns)
    const fields = Object.entries(changes).flatMap(([name, value]) => (value === undefined ? [] : [name]))
    await record(writer, principal, found, 'webhook.updated', { fields })
    return { ...found, ...columns }
  })
  context.wake()
  return webhook
}

/** A subscription within reach. Throws AppError `not_found`. */
export async function openWebhook(reader: Reader, principal: Principal, id: string): Promise<Webhook> {
  const webhook = await findWebhook(reader, principal, id)
  if (webhook === undefined) throw new AppError('not_found')
  return webhook
}

/** Ends a subscription at once; what waits is not posted any more. Throws AppError `not_found`. */
export async function deleteWebhook(context: Context, principal: Principal, id: string): Promise<Webhook> {
  return context.database.write(async (writer) => {
    const webhook = await openWebhook(writer.db, principal, id)
    await updateWebhook(writer, id, { deleted_at: writer.now, is_active: 0 })
    await endPosts(writer, id)
    await record(writer, principal, webhook, 'webhook.deleted', { url: webhook.url })
    return webhook
  })
}

/** Gives a subscription a new secret; the old one is valid for another 24 h. Throws AppError `not_found`. */
export async function rotateSecret(context: Context, principal: Principal, id: string): Promise<Webhook> {
  return context.database.write(async (writer) => {
    const webhook = await openWebhook(writer.db, principal, id)
    const columns = {
      secret: newSecret(),
      former_secret: webhook.secret,
      former_until: writer.now + FORMER_SECRET_MS,
    }
    await updateWebhook(writer, id, columns)
    await record(writer, principal, webhook, 'webhook.secret_rotated', {})
    return { ...webhook, ...columns }
  })
}

async function record(
  writer: Writer,
  principal: Principal,
  webhook: Webhook,
  action: EventAction,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId: webhook.mailbox_id,
    test: principal.test,
    action,
    resourceType: 'webhook',
    resourceId: webhook.id,
    actor: principal.actor,
    metadata,
  })
}
