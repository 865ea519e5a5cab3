/** Reading everything an account owns, in pages, and remembering when it was taken last (contract §3). */

import { AppError } from '../errors.ts'
import type { Amendment } from './amendments.ts'
import type { Reader, Writer } from './db.ts'
import type { Attempt, Delivery } from './deliveries.ts'
import type { StoredReport } from './delivery-reports.ts'
import type { Draft } from './drafts.ts'
import type { Mailbox } from './mailboxes.ts'
import type { Attachment, Contents, Message } from './messages.ts'
import type { Decision } from './permits.ts'
import type { Webhook } from './webhooks.ts'

/** An account may be taken once in so long: an hour, in ms. */
export const EXPORT_EVERY_MS = 3_600_000

/** Notes that everything is taken now. Throws AppError `rate_limited` when that was less than an hour ago. */
export async function noteExport(
  writer: Writer,
  scope: { readonly accountId: string; readonly test: number },
  isLimited: boolean,
): Promise<void> {
  const { db, now } = writer
  const last = await db
    .selectFrom('account_exports')
    .select('exported_at')
    .where('account_id', '=', scope.accountId)
    .where('test', '=', scope.test)
    .executeTakeFirst()
  const wait = last === undefined ? 0 : last.exported_at + EXPORT_EVERY_MS - now
  if (isLimited && wait > 0)
    throw new AppError('rate_limited', {
      message: 'Everything can be exported once an hour.',
      retryAfter: Math.max(1, Math.ceil(wait / 1000)),
    })
  await db
    .insertInto('account_exports')
    .values({ account_id: scope.accountId, test: scope.test, exported_at: now })
    .onConflict((conflict) => conflict.columns(['account_id', 'test']).doUpdateSet({ exported_at: now }))
    .execute()
}

/** Every mailbox that an account has or had. */
export async function listAllMailboxes(reader: Reader, accountId: string): Promise<Mailbox[]> {
  return reader
    .selectFrom('mailboxes')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
}

/** The subscriptions of an account and environment that are not ended. */
export async function listAllWebhooks(reader: Reader, accountId: string, test: number): Promise<Webhook[]> {
  return reader
    .selectFrom('webhooks')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('test', '=', test)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** Where a page begins and ends: ids after `after`, up to `until` (included). */
export interface IdRange {
  readonly after: string
  readonly until: string
  readonly limit: number
}

/** The messages of a mailbox in one environment, oldest first. */
export async function listMessagesIn(
  reader: Reader,
  scope: { readonly mailboxId: string; readonly test: number },
  range: IdRange,
): Promise<Message[]> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('mailbox_id', '=', scope.mailboxId)
    .where('test', '=', scope.test)
    .where('id', '>', range.after)
    .where('id', '<=', range.until)
    .orderBy('id')
    .limit(range.limit)
    .execute()
}

/** The drafts of a mailbox in one environment, oldest first. */
export async function listDraftsIn(
  reader: Reader,
  scope: { readonly mailboxId: string; readonly test: number },
  range: IdRange,
): Promise<Draft[]> {
  return reader
    .selectFrom('drafts')
    .selectAll()
    .where('mailbox_id', '=', scope.mailboxId)
    .where('test', '=', scope.test)
    .where('deleted_at', 'is', null)
    .where('id', '>', range.after)
    .where('id', '<=', range.until)
    .orderBy('id')
    .limit(range.limit)
    .execute()
}

/** What lies beside messages, by the id of the message. */
export interface MessageParts {
  readonly contents: ReadonlyMap<string, Contents>
  readonly attachments: ReadonlyMap<string, readonly Attachment[]>
  readonly tags: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly deliveries: ReadonlyMap<string, readonly Delivery[]>
  /** By the id of the delivery. */
  readonly attempts: ReadonlyMap<string, readonly Attempt[]>
  readonly decisions: ReadonlyMap<string, readonly Decision[]>
  readonly amendments: ReadonlyMap<string, readonly Amendment[]>
  readonly reports: ReadonlyMap<string, readonly StoredReport[]>
}

/** Reads what lies beside messages. */
export async function partsOfMessages(reader: Reader, ids: readonly string[]): Promise<MessageParts> {
  const of = [...ids, '']
  const contents = await reader.selectFrom('contents').selectAll().where('message_id', 'in', of).execute()
  const attachments = await reader
    .selectFrom('attachments')
    .selectAll()
    .where('message_id', 'in', of)
    .orderBy('position')
    .execute()
  const tags = await reader.selectFrom('tags').selectAll().where('message_id', 'in', of).execute()
  const deliveries = await reader
    .selectFrom('deliveries')
    .selectAll()
    .where('message_id', 'in', of)
    .orderBy('id')
    .execute()
  const attempts = await reader
    .selectFrom('attempts')
    .selectAll()
    .where('delivery_id', 'in', [...deliveries.map(({ id }) => id), ''])
    .orderBy('number')
    .execute()
  const decisions = await reader
    .selectFrom('decisions')
    .selectAll()
    .where('message_id', 'in', of)
    .orderBy('id')
    .execute()
  const amendments = await reader
    .selectFrom('amendments')
    .selectAll()
    .where('message_id', 'in', of)
    .orderBy('id')
    .execute()
  const reports = await reader
    .selectFrom('delivery_reports')
    .selectAll()
    .where('message_id', 'in', of)
    .orderBy('id')
    .execute()
  const tagsOf = Map.groupBy(tags, ({ message_id }) => message_id)
  return {
    contents: new Map(contents.map((one) => [one.message_id, one])),
    attachments: Map.groupBy(attachments, ({ message_id }) => message_id),
    tags: new Map(
      [...tagsOf].map(([id, list]) => [id, Object.fromEntries(list.map(({ key, value }) => [key, value]))]),
    ),
    deliveries: Map.groupBy(deliveries, ({ message_id }) => message_id),
    attempts: Map.groupBy(attempts, ({ delivery_id }) => delivery_id),
    decisions: Map.groupBy(decisions, ({ message_id }) => message_id),
    amendments: Map.groupBy(amendments, ({ message_id }) => message_id),
    reports: Map.groupBy(reports, ({ message_id }) => message_id ?? ''),
  }
}
