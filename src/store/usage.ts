/** Counters per account, mailbox and day: what quotas, warm-up and `GET /v1/usage` read (contract §3, §10). */

import { sql } from 'kysely'
import { dayOf } from '../core/limits.ts'
import type { Counter } from '../core/statistics.ts'
import type { Reader, Writer } from './db.ts'
import type { UsageTable } from './schema.ts'
import { rowOfHoles, statement } from './statement.ts'

export type UsageType =
  | Counter
  | 'emails_sent'
  | 'emails_received'
  | 'api_calls'
  | 'oversight_actions'
  | 'bytes_stored'
  // Of inbound mail that was not let in: counted apart, so that a count does not tell of it.
  | 'bytes_held'

/** `mailbox_id` of counters that belong to no mailbox. */
export const WHOLE_ACCOUNT = ''

/** Adds to a counter of the day of `writer.now`. */
export async function countUsage(
  writer: Writer,
  scope: { readonly accountId: string; readonly mailboxId: string; readonly test: number },
  type: UsageType,
  count = 1,
): Promise<void> {
  await addUsage(writer.db, {
    account_id: scope.accountId,
    mailbox_id: scope.mailboxId,
    test: scope.test,
    date: dayOf(writer.now),
    event_type: type,
    count,
  })
}

/** Adds to a counter; `date` is '' for what has no day. */
export const addUsage = statement<UsageTable>((db, holes) =>
  db
    .insertInto('usage')
    .values(rowOfHoles(holes, ['account_id', 'mailbox_id', 'test', 'date', 'event_type', 'count']))
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'test', 'date', 'event_type', 'mailbox_id'])
        .doUpdateSet({ count: sql`usage.count + excluded.count` }),
    ),
)

const selectSentToday = statement<{ accountId: string; mailboxId: string; date: string }, { count: number }>(
  (db, { accountId, mailboxId, date }) =>
    db
      .selectFrom('usage')
      .select('count')
      .where('account_id', '=', accountId)
      .where('test', '=', 0)
      .where('date', '=', date)
      .where('event_type', '=', 'emails_sent')
      .where('mailbox_id', '=', mailboxId),
)

/** Live mails that a mailbox sent on the day of `now`. */
export async function sentToday(
  reader: Reader,
  scope: { readonly accountId: string; readonly mailboxId: string },
  now: number,
): Promise<number> {
  const [row] = await selectSentToday(reader, { ...scope, date: dayOf(now) })
  return row?.count ?? 0
}

/** One counter of a day, summed over mailboxes. */
export interface UsageRow {
  readonly date: string
  readonly event_type: string
  readonly count: number
}

/** Counters of an account from one day to another (both included), by date. */
export async function listUsage(
  reader: Reader,
  accountId: string,
  test: number,
  from: number,
  to: number,
): Promise<UsageRow[]> {
  const rows = await reader
    .selectFrom('usage')
    .select(['date', 'event_type', (eb) => eb.fn.sum<number>('count').as('count')])
    .where('account_id', '=', accountId)
    .where('test', '=', test)
    .where('date', '>=', dayOf(from))
    .where('date', '<=', dayOf(to))
    .groupBy(['date', 'event_type'])
    .orderBy('date')
    .orderBy('event_type')
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

const sumSent = statement<{ accountId: string; first: string; last: string }, { count: number | null }>(
  (db, { accountId, first, last }) =>
    db
      .selectFrom('usage')
      .select((eb) => eb.fn.sum<number>('count').as('count'))
      .where('account_id', '=', accountId)
      .where('test', '=', 0)
      .where('event_type', '=', 'emails_sent')
      .where('date', '>=', first)
      .where('date', '<=', last),
)

/** Live mails that an account sent from one moment to another. */
export async function sentBetween(
  reader: Reader,
  accountId: string,
  from: number,
  to: number,
): Promise<number> {
  const [row] = await sumSent(reader, { accountId, first: dayOf(from), last: dayOf(to) })
  return Number(row?.count ?? 0)
}
