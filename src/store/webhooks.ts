/** Subscriptions to events (contract §8). */

import type { Selectable } from 'kysely'
import type { Access } from './access.ts'
import type { Reader, Writer } from './db.ts'
import type { WebhooksTable } from './schema-webhooks.ts'
import { changes, statement } from './statement.ts'

/** The setting that names the place of the last event that was queued for subscribers. */
export const QUEUED_UNTIL = 'webhooks.queued_until'

export type Webhook = Selectable<WebhooksTable>

export async function insertWebhook(writer: Writer, webhook: Webhook): Promise<void> {
  await writer.db.insertInto('webhooks').values(webhook).execute()
}

/** The subscriptions of an account and environment within reach, newest first. */
export async function listWebhooks(reader: Reader, access: Access): Promise<Webhook[]> {
  return ownWebhooks(reader, access).orderBy('id', 'desc').execute()
}

/** A subscription within reach. */
export async function findWebhook(reader: Reader, access: Access, id: string): Promise<Webhook | undefined> {
  return ownWebhooks(reader, access).where('id', '=', id).executeTakeFirst()
}

function ownWebhooks(reader: Reader, access: Access) {
  const query = reader
    .selectFrom('webhooks')
    .selectAll()
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .where('deleted_at', 'is', null)
  // A key limited to some mailboxes sees only what is limited to them too.
  return access.mailboxIds === null ? query : query.where('mailbox_id', 'in', ['', ...access.mailboxIds])
}

/** Every subscription that is posted to, of all accounts: for the server itself. */
export async function listActiveWebhooks(reader: Reader): Promise<Webhook[]> {
  return selectActive(reader, {})
}

const selectActive = statement<Record<string, never>, Webhook>((db) =>
  db
    .selectFrom('webhooks')
    .selectAll()
    .where('is_active', '=', 1)
    .where('deleted_at', 'is', null)
    .orderBy('id'),
)

/** Those of them for which something is due. */
export async function listDueWebhooks(reader: Reader, now: number): Promise<Webhook[]> {
  return selectDue(reader, { now })
}

const selectDue = statement<{ now: number }, Webhook>((db, { now }) =>
  db
    .selectFrom('webhooks')
    .selectAll()
    .where('is_active', '=', 1)
    .where('deleted_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('webhook_deliveries')
          .select('webhook_deliveries.position')
          .whereRef('webhook_deliveries.webhook_id', '=', 'webhooks.id')
          .where('webhook_deliveries.due_at', '<=', now),
      ),
    )
    .orderBy('id'),
)

export async function updateWebhook(
  writer: Writer,
  id: string,
  changes: Partial<Omit<Webhook, 'id' | 'account_id' | 'test' | 'created_at'>>,
): Promise<void> {
  await writer.db.updateTable('webhooks').set(changes).where('id', '=', id).execute()
}

/** Remembers that a subscription takes what it is posted. */
export async function endFailing(writer: Writer, id: string): Promise<void> {
  await clearFailing(writer.db, { id })
}

const clearFailing = changes<{ id: string }>((db, { id }) =>
  db
    .updateTable('webhooks')
    .set({ failing_since: null })
    .where('id', '=', id)
    .where('failing_since', 'is not', null),
)

/** The events of a subscription, in its own spelling. */
export function eventsOf(webhook: Pick<Webhook, 'events_json'>): string[] {
  return JSON.parse(webhook.events_json) as string[]
}

/** The secrets that POSTs are signed with now: the present one, and the one before while it is valid. */
export function secretsOf(webhook: Webhook, now: number): string[] {
  const { secret, former_secret: former, former_until: until } = webhook
  return former !== null && until !== null && until > now ? [secret, former] : [secret]
}
