/** Events on their way to subscriptions: one row for each, claimed before it is posted (contract §8). */

import type { Insertable, Selectable } from 'kysely'
import { type PostEvent, type PostState, postTransition, statesBefore } from '../core/webhook-delivery.ts'
import type { Access } from './access.ts'
import type { Reader, Writer } from './db.ts'
import type { WebhookDeliveriesTable } from './schema-webhooks.ts'
import { changes, statement } from './statement.ts'

export type WebhookDelivery = Selectable<WebhookDeliveriesTable>
export type NewWebhookDelivery = Omit<Insertable<WebhookDeliveriesTable>, 'position'>

/** Queues events; one that is queued for its subscription already is left as it is. */
export async function insertWebhookDeliveries(
  writer: Writer,
  rows: readonly NewWebhookDelivery[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += 50) {
    await writer.db
      .insertInto('webhook_deliveries')
      .values(rows.slice(start, start + 50))
      .onConflict((conflict) => conflict.columns(['webhook_id', 'event_id']).doNothing())
      .execute()
  }
}

/**
 * What may be posted to a subscription now, oldest first: due, and nothing of the same message before it is still
 * open. Claims whose worker died are among them.
 */
export async function listPostable(
  reader: Reader,
  webhookId: string,
  now: number,
  limit: number,
): Promise<WebhookDelivery[]> {
  return selectPostable(reader, { webhookId, now, limit })
}

const selectPostable = statement<{ webhookId: string; now: number; limit: number }, WebhookDelivery>(
  (db, { webhookId, now, limit }) =>
    db
      .selectFrom('webhook_deliveries as one')
      .selectAll('one')
      .where('one.webhook_id', '=', webhookId)
      .where('one.due_at', '<=', now)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('webhook_deliveries as before')
              .select('before.position')
              .whereRef('before.webhook_id', '=', 'one.webhook_id')
              .whereRef('before.message_id', '=', 'one.message_id')
              .whereRef('before.position', '<', 'one.position')
              .where('before.state', 'in', statesBefore('claim')),
          ),
        ),
      )
      .orderBy('one.due_at')
      .orderBy('one.position')
      .limit(limit),
)

/** Claims a delivery for one attempt; null when somebody else was faster. */
export async function claimPost(
  writer: Writer,
  delivery: WebhookDelivery,
  lease: number,
): Promise<WebhookDelivery | null> {
  const state = postTransition(delivery.state, 'claim')
  if (state === null) return null
  const claim = { state, attempts: delivery.attempts + 1, due_at: lease, lease_until: lease }
  const { changed } = await updateClaim(writer.db, {
    ...claim,
    id: delivery.id,
    former: delivery.attempts,
    now: writer.now,
  })
  return changed === 0 ? null : { ...delivery, ...claim, last_attempt_at: writer.now }
}

const updateClaim = changes<{
  id: string
  state: PostState
  attempts: number
  due_at: number
  lease_until: number
  former: number
  now: number
}>((db, holes) =>
  db
    .updateTable('webhook_deliveries')
    .set({
      state: holes.state,
      attempts: holes.attempts,
      due_at: holes.due_at,
      lease_until: holes.lease_until,
      last_attempt_at: holes.now,
    })
    .where('id', '=', holes.id)
    .where('attempts', '=', holes.former)
    .where('due_at', '<=', holes.now),
)

/** How an attempt ended. */
export interface PostResult extends Pick<WebhookDelivery, 'due_at' | 'response_status' | 'response_body'> {
  readonly event: PostEvent
}

/** Records how a claimed attempt ended; false when the claim was lost to somebody else meanwhile. */
export async function finishPost(
  writer: Writer,
  delivery: WebhookDelivery,
  result: PostResult,
): Promise<boolean> {
  const { event, ...facts } = result
  const state = postTransition(delivery.state, event)
  if (state === null) return false
  const { changed } = await updateResult(writer.db, {
    ...facts,
    state,
    id: delivery.id,
    former: delivery.state,
    attempts: delivery.attempts,
  })
  return changed > 0
}

const updateResult = changes<
  Omit<PostResult, 'event'> & { id: string; state: PostState; former: PostState; attempts: number }
>((db, holes) =>
  db
    .updateTable('webhook_deliveries')
    .set({
      state: holes.state,
      due_at: holes.due_at,
      lease_until: null,
      response_status: holes.response_status,
      response_body: holes.response_body,
    })
    .where('id', '=', holes.id)
    .where('attempts', '=', holes.attempts)
    .where('state', '=', holes.former),
)

/** Ends every claim now: for a process that knows it is the only worker and has just started. */
export async function endPostLeases(writer: Writer): Promise<void> {
  await writer.db
    .updateTable('webhook_deliveries')
    .set({ due_at: writer.now, lease_until: writer.now })
    .where('state', '=', 'sending')
    .execute()
}

export interface DeliveryFilter {
  readonly webhookId: string | null
  readonly states: readonly WebhookDelivery['state'][] | null
  /** Epoch ms. */
  readonly since: number | null
}

/** Deliveries of an account and environment within reach, newest first; `before` is an id. */
export async function listWebhookDeliveries(
  reader: Reader,
  access: Access,
  filter: DeliveryFilter,
  page: { readonly before: string | null; readonly offset: number; readonly limit: number },
): Promise<WebhookDelivery[]> {
  return filtered(reader, access, filter)
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** One delivery within reach. */
export async function findWebhookDelivery(
  reader: Reader,
  access: Access,
  id: string,
): Promise<WebhookDelivery | undefined> {
  const everything = { webhookId: null, states: null, since: null }
  return filtered(reader, access, everything).where('id', '=', id).executeTakeFirst()
}

function filtered(reader: Reader, access: Access, filter: DeliveryFilter) {
  let query = reader
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
  if (access.mailboxIds !== null) {
    // Of the subscriptions of the whole account a key limited to some mailboxes learns nothing, not even where to.
    const mailboxIds = ['', ...access.mailboxIds]
    query = query
      .where('mailbox_id', 'in', mailboxIds)
      .where('webhook_id', 'in', (nested) =>
        nested.selectFrom('webhooks').select('id').where('mailbox_id', 'in', mailboxIds),
      )
  }
  if (filter.webhookId !== null) query = query.where('webhook_id', '=', filter.webhookId)
  if (filter.states !== null) query = query.where('state', 'in', [...filter.states])
  if (filter.since !== null) query = query.where('created_at', '>=', filter.since)
  return query
}

/** Has deliveries posted again now, from the first attempt on. */
export async function requeue(writer: Writer, ids: readonly string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += 200) {
    await writer.db
      .updateTable('webhook_deliveries')
      .set({ state: 'pending' satisfies PostState, attempts: 0, due_at: writer.now, lease_until: null })
      .where('id', 'in', ids.slice(start, start + 200))
      .where('state', 'in', statesBefore('requeue'))
      .execute()
  }
}

/** Gives up what waits for a subscription: for one that ends. */
export async function endPosts(writer: Writer, webhookId: string): Promise<void> {
  await writer.db
    .updateTable('webhook_deliveries')
    .set({ state: 'failed' satisfies PostState, due_at: null, lease_until: null })
    .where('webhook_id', '=', webhookId)
    .where('state', 'in', statesBefore('end'))
    .execute()
}

/** Forgets finished deliveries made before a moment (epoch ms). */
export async function forgetPosts(writer: Writer, before: number): Promise<void> {
  await writer.db
    .deleteFrom('webhook_deliveries')
    .where('created_at', '<', before)
    .where('state', 'in', ['delivered', 'failed'])
    .execute()
}
