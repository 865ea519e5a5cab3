/** Numbers about mail: counters by day, how long decisions take, what a mailbox did in a time. */

import { dayOf } from '../core/limits.ts'
import { type Access, ownMessages, visibleMessages } from './access.ts'
import type { Reader } from './db.ts'
import type { Message } from './messages.ts'

/** A time, in epoch ms, both ends included; and one mailbox, or every one within reach. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly mailboxId: string | null
}

export interface DayCount {
  readonly date: string
  readonly event_type: string
  readonly count: number
}

/** Ids that a query is limited to; null for none. No mailbox has an empty id, and an empty IN list is not SQL. */
const within = (access: Access, mailboxId: string | null): string[] | null => {
  if (access.mailboxIds === null) return mailboxId === null ? null : [mailboxId]
  return ['', ...access.mailboxIds.filter((id) => mailboxId === null || id === mailboxId)]
}

/** Counters by day: some rows for each day and mailbox, however much mail there was. */
export async function countsByDay(
  reader: Reader,
  access: Access,
  span: Span,
  types: readonly string[],
): Promise<DayCount[]> {
  const mailboxes = within(access, span.mailboxId)
  const rows = await reader
    .selectFrom('usage')
    .select(['date', 'event_type', (eb) => eb.fn.sum<number>('count').as('count')])
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .where('date', '>=', dayOf(span.from))
    .where('date', '<=', dayOf(span.to))
    .where('event_type', 'in', [...types])
    .$if(mailboxes !== null, (query) => query.where('mailbox_id', 'in', mailboxes ?? []))
    .groupBy(['date', 'event_type'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** So many of the newest decisions are looked at. */
const DECISIONS_LOOKED_AT = 5_000

/**
 * How long (ms) mail waited for its last decision, of the newest decisions in a time. Mail for a later time is left out:
 * it may have been asked about long after it was written.
 */
export async function waits(reader: Reader, access: Access, span: Span): Promise<number[]> {
  const mailboxes = within(access, span.mailboxId)
  const newest = reader
    .selectFrom('decisions')
    .select(['message_id', 'created_at'])
    .where('account_id', '=', access.accountId)
    .where('created_at', '>=', span.from)
    .where('created_at', '<=', span.to)
    .orderBy('created_at', 'desc')
    .limit(DECISIONS_LOOKED_AT)
  const rows = await reader
    .selectFrom(newest.as('newest'))
    .innerJoin('messages', 'messages.id', 'newest.message_id')
    .select((eb) => ['messages.created_at as since', eb.fn.max<number>('newest.created_at').as('until')])
    .where('messages.test', '=', access.test)
    .where('messages.send_at', 'is', null)
    .$if(mailboxes !== null, (query) => query.where('messages.mailbox_id', 'in', mailboxes ?? []))
    .groupBy(['messages.id', 'messages.created_at'])
    .execute()
  return rows.map(({ since, until }) => Math.max(0, Number(until) - Number(since)))
}

/** How many messages wait for a decision now. */
export async function countHeld(reader: Reader, access: Access, mailboxId: string | null): Promise<number> {
  const row = await reader
    .selectFrom('messages')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .where('state', '=', 'held')
    .where(visibleMessages(access))
    .$if(mailboxId !== null, (query) => query.where('mailbox_id', '=', mailboxId ?? ''))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** What a ladder asks of a message: its direction, and whom it was to go to. */
export interface PastMessage extends Pick<Message, 'id' | 'direction'> {
  readonly recipients: readonly string[]
}

/** Recipients are read for so many messages at once. */
const CHUNK = 500

/** The newest messages of a mailbox since a moment (epoch ms), at most `limit`, newest first. */
export async function listSince(
  reader: Reader,
  access: Access,
  mailboxId: string,
  since: number,
  limit: number,
): Promise<PastMessage[]> {
  const messages = await reader
    .selectFrom('messages')
    .select(['id', 'direction', 'created_at'])
    .where('mailbox_id', '=', mailboxId)
    .where('test', '=', access.test)
    .where(ownMessages(access))
    .where('created_at', '>=', since)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  const recipients = new Map<string, string[]>()
  for (let start = 0; start < messages.length; start += CHUNK) {
    const ids = messages.slice(start, start + CHUNK).map(({ id }) => id)
    const rows = await reader
      .selectFrom('recipients')
      .select(['message_id', 'address'])
      .where('message_id', 'in', ids)
      .where('kind', '<>', 'operator_copy')
      .execute()
    for (const { message_id: id, address } of rows)
      recipients.set(id, [...(recipients.get(id) ?? []), address])
  }
  return messages.map(({ id, direction }) => ({ id, direction, recipients: recipients.get(id) ?? [] }))
}
