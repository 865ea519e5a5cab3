/**
 * Lists of messages, newest first: by index where a filter has one, by the newest 2,000 and then the search index
 * for parts of text. Never an offset into millions, never a count (see `docs/decisions`).
 */

import { type ExpressionBuilder, sql } from 'kysely'
import { encodeTime } from 'ulid'
import type { Direction } from '../core/oversight.ts'
import { columnsOf, type Status } from '../core/status.ts'
import { type Access, visibleMessages } from './access.ts'
import type { SearchTerms } from './backend.ts'
import type { Database, Reader } from './db.ts'
import type { Message } from './messages.ts'
import type { Schema } from './schema.ts'

export interface MessageFilter {
  readonly status: Status | null
  readonly direction: Direction | null
  readonly sender: string | null
  readonly subjectContains: string | null
  /** Epoch ms, both ends excluded. */
  readonly after: number | null
  readonly before: number | null
  readonly hasAttachments: boolean | null
  readonly sinceId: string | null
  readonly words: readonly string[]
  readonly tag: { readonly key: string; readonly value: string | null } | null
}

export const NO_FILTER: MessageFilter = {
  status: null,
  direction: null,
  sender: null,
  subjectContains: null,
  after: null,
  before: null,
  hasAttachments: null,
  sinceId: null,
  words: [],
  tag: null,
}

/** `before`: the id that the last page ended with, or null. */
export interface Page {
  readonly before: string | null
  readonly offset: number
  readonly limit: number
}

/** So many of the newest messages are compared by LIKE before the search index is asked. */
const WINDOW = 2_000
/** The index answers in pieces of so many positions. */
const PIECE = 200

/** The messages of a mailbox that match, newest first; `page.limit` of them at most. */
export async function listMessages(
  database: Database,
  access: Access,
  mailboxId: string,
  filter: MessageFilter,
  page: Page,
): Promise<Message[]> {
  const wanted = page.offset + page.limit
  const found = await search(database, access, mailboxId, filter, page.before, wanted)
  return found.slice(page.offset)
}

async function search(
  database: Database,
  access: Access,
  mailboxId: string,
  filter: MessageFilter,
  before: string | null,
  limit: number,
): Promise<Message[]> {
  const { reader } = database
  if (filter.words.length > 0) return byIndex(database, access, mailboxId, filter, before, limit)
  if (filter.tag !== null) return byTag(reader, access, mailboxId, filter, filter.tag, before, limit)
  if (filter.sender === null && filter.subjectContains === null) {
    return byColumns(reader, access, mailboxId, filter, before, limit)
  }
  return byParts(database, access, mailboxId, filter, before, limit)
}

/** Rows by index alone: one query for each combination of columns that the status stands for, merged. */
async function byColumns(
  reader: Reader,
  access: Access,
  mailboxId: string,
  filter: MessageFilter,
  before: string | null,
  limit: number,
): Promise<Message[]> {
  const base = matching(reader, access, mailboxId, filter, before).orderBy('id', 'desc').limit(limit)
  if (filter.status === null) return base.execute()
  const lists: Message[][] = []
  for (const { state, stage, direction } of columnsOf(filter.status)) {
    lists.push(
      await base
        .where('state', '=', state)
        .where('stage', '=', stage)
        .where('direction', '=', direction)
        .execute(),
    )
  }
  return newestFirst(lists.flat()).slice(0, limit)
}

/** Newest 2,000 by LIKE, the rest by the search index. */
async function byParts(
  database: Database,
  access: Access,
  mailboxId: string,
  filter: MessageFilter,
  before: string | null,
  limit: number,
): Promise<Message[]> {
  const { reader } = database
  const edge = await reader
    .selectFrom('messages')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('test', '=', access.test)
    .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .offset(WINDOW)
    .limit(1)
    .executeTakeFirst()
  const inWindow = matching(reader, access, mailboxId, filter, before)
    .$if(edge !== undefined, (query) => query.where('id', '>', edge?.id ?? ''))
    .where((eb) => textConditions(eb, filter))
  const found = await rowsOf(inWindow, filter, limit)
  if (edge === undefined || found.length >= limit) return found
  const beyond = successor(edge.id)
  const rest = isTooShort(filter)
    ? await rowsOf(
        matching(reader, access, mailboxId, filter, beyond).where((eb) => textConditions(eb, filter)),
        filter,
        limit - found.length,
      )
    : await byIndex(database, access, mailboxId, filter, beyond, limit - found.length)
  return [...found, ...rest]
}

/** The search index knows parts of three letters and more. */
function isTooShort(filter: MessageFilter): boolean {
  return [filter.sender, filter.subjectContains].some((part) => part !== null && indexed(part) === null)
}

/** A part as the search index is asked for it, or null when it is too short for that. */
function indexed(part: string | null): string | null {
  return part === null || [...part].length < 3 ? null : part.toLowerCase()
}

/** The smallest id above `id`: `before` it includes `id` itself. */
const successor = (id: string) => `${id} `

async function rowsOf(query: MessageQuery, filter: MessageFilter, limit: number): Promise<Message[]> {
  return withStatus(query, filter).orderBy('id', 'desc').limit(limit).execute()
}

function withStatus(query: MessageQuery, filter: MessageFilter): MessageQuery {
  if (filter.status === null) return query
  const sets = columnsOf(filter.status)
  return query.where((eb) =>
    eb.or(sets.map(({ state, stage, direction }) => eb.and({ state, stage, direction }))),
  )
}

async function byIndex(
  database: Database,
  access: Access,
  mailboxId: string,
  filter: MessageFilter,
  before: string | null,
  limit: number,
): Promise<Message[]> {
  const { reader, backend } = database
  const terms: SearchTerms = {
    words: filter.words,
    senderPart: indexed(filter.sender),
    subjectPart: indexed(filter.subjectContains),
  }
  const found: Message[] = []
  let below =
    before === null ? Number.MAX_SAFE_INTEGER : await positionAtOrAfter(reader, access, mailboxId, before)
  while (found.length < limit) {
    const scope = { mailboxId, test: access.test }
    const positions = await backend.findPositions(reader, scope, terms, below, PIECE)
    if (positions.length === 0) break
    below = positions.at(-1) ?? 0
    const query = matching(reader, access, mailboxId, filter, before, true)
      .where('position', 'in', positions)
      .where((eb) => textConditions(eb, filter))
    const rows = await withStatus(query, filter).execute()
    found.push(...newestFirst(rows).slice(0, limit - found.length))
    if (positions.length < PIECE) break
  }
  return found
}

/** The position that messages with ids below `before` are below. */
async function positionAtOrAfter(
  reader: Reader,
  access: Access,
  mailboxId: string,
  before: string,
): Promise<number> {
  const row = await reader
    .selectFrom('messages')
    .select('position')
    .where('mailbox_id', '=', mailboxId)
    .where('test', '=', access.test)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? 0 : row.position + 1
}

async function byTag(
  reader: Reader,
  access: Access,
  mailboxId: string,
  filter: MessageFilter,
  tag: { readonly key: string; readonly value: string | null },
  before: string | null,
  limit: number,
): Promise<Message[]> {
  const found: Message[] = []
  let below = before
  while (found.length < limit) {
    const tagged = await reader
      .selectFrom('tags')
      .select('message_id')
      .where('mailbox_id', '=', mailboxId)
      .where('test', '=', access.test)
      .where('key', '=', tag.key)
      .$if(tag.value !== null, (query) => query.where('value', '=', tag.value ?? ''))
      .$if(below !== null, (query) => query.where('message_id', '<', below ?? ''))
      .orderBy('message_id', 'desc')
      .limit(PIECE)
      .execute()
    if (tagged.length === 0) break
    const ids = tagged.map(({ message_id }) => message_id)
    below = ids.at(-1) ?? null
    const query = matching(reader, access, mailboxId, { ...filter, tag: null }, before)
      .where('id', 'in', ids)
      .where((eb) => textConditions(eb, filter))
    found.push(...(await rowsOf(query, filter, limit - found.length)))
    if (tagged.length < PIECE) break
  }
  return found
}

type MessageQuery = ReturnType<typeof matching>

/** Every condition that needs no search in text, nor the status. */
function matching(
  reader: Reader,
  access: Access,
  mailboxId: string,
  filter: MessageFilter,
  before: string | null,
  isByPosition = false,
) {
  let query = reader
    .selectFrom('messages')
    .selectAll()
    // A few rows whose positions are known are looked up by these: walking the mailbox in order takes far longer.
    .where(isByPosition ? sql<string>`messages.mailbox_id || ''` : 'mailbox_id', '=', mailboxId)
    .where('test', '=', access.test)
    .where(visibleMessages(access))
  // What is quarantined is found only by whoever asks for it.
  if (filter.status === null) query = query.where('stage', '<>', 'spam_quarantined')
  if (before !== null) query = query.where('id', '<', before)
  if (filter.sinceId !== null) query = query.where('id', '>', filter.sinceId)
  if (filter.direction !== null) query = query.where('direction', '=', filter.direction)
  if (filter.hasAttachments !== null)
    query = query.where('has_attachments', '=', filter.hasAttachments ? 1 : 0)
  if (filter.tag !== null) query = query.where(hasTag(filter.tag))
  // Ids begin with the moment they were made, so a range of time is a range of ids.
  if (filter.after !== null) query = query.where('id', '>=', firstIdAt(filter.after + 1))
  if (filter.before !== null) query = query.where('id', '<', firstIdAt(filter.before))
  return query
}

function hasTag({ key, value }: NonNullable<MessageFilter['tag']>) {
  return (eb: ExpressionBuilder<Schema, 'messages'>) => {
    const tagged = eb
      .selectFrom('tags')
      .select('tags.message_id')
      .whereRef('tags.message_id', '=', 'messages.id')
      .where('tags.key', '=', key)
    return eb.exists(value === null ? tagged : tagged.where('tags.value', '=', value))
  }
}

/** The last moment a ULID can name: 48 bits of epoch ms. */
const LAST_MOMENT = 2 ** 48 - 1

/** What ids made at or after a moment (epoch ms) are not below; any moment will do. */
function firstIdAt(moment: number): string {
  return encodeTime(Math.min(Math.max(Math.trunc(moment), 0), LAST_MOMENT), 10)
}

const contains = (column: 'sender_text' | 'subject_key', part: string) => {
  const pattern = `%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  return sql<boolean>`${sql.ref(column)} LIKE ${pattern} ESCAPE '\\'`
}

function textConditions(eb: ExpressionBuilder<Schema, 'messages'>, filter: MessageFilter) {
  const conditions = [sql<boolean>`1 = 1`]
  if (filter.sender !== null) conditions.push(contains('sender_text', filter.sender))
  if (filter.subjectContains !== null) conditions.push(contains('subject_key', filter.subjectContains))
  return eb.and(conditions)
}

function newestFirst(messages: Message[]): Message[] {
  return messages.sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** Flagged and quarantined mail of a whole account, newest first, or only one of the two. */
export async function listSpam(
  reader: Reader,
  access: Access,
  stages: readonly ('spam_flagged' | 'spam_quarantined')[],
  page: Page,
): Promise<Message[]> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .where('stage', 'in', ['spam_flagged', 'spam_quarantined'])
    .where('stage', 'in', [...stages])
    .where(visibleMessages(access))
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** Messages that wait for a decision, oldest id first within the page's range, newest pages first. */
export async function listHeld(
  reader: Reader,
  access: Access,
  mailboxId: string | null,
  page: Page,
): Promise<Message[]> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .where('state', '=', 'held')
    .where(visibleMessages(access))
    .$if(mailboxId !== null, (query) => query.where('mailbox_id', '=', mailboxId ?? ''))
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}
