/**
 * The statements behind `risk-facts.ts`. Several look up many values at once: each value is a branch of its own
 * that ends at its first row, so that a value with a hundred thousand rows costs no more than one with a single
 * row. Lists are filled up to a few fixed lengths, so that few texts are compiled.
 */

import { type CompiledQuery, type Kysely, sql } from 'kysely'
import { INBOUND_TEXT_LIMIT } from '../core/repeated-instructions.ts'
import type { Reader } from './db.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'

/** Where to look: a mailbox, in one environment. */
export interface MailboxScope {
  readonly mailboxId: string
  readonly test: number
}

/** Rows of one value that are looked at before it is given up. */
const MOST_CANDIDATES = 100
/** Newest outbound messages whose recipients are read for their domains. */
const NEWEST_OUTBOUND = 150
const NEWEST_INBOUND = 500
const MOST_CONTACTS = 200
const MOST_ENTRIES = 200
/** Inbound texts of the thread, and of the mailbox. */
const INBOUND_TEXTS = 10
const NEWEST_OF_THREAD = 100
const MOST_IN_AN_HOUR = 1_000

type Fragment = ReturnType<typeof sql>

function raw<Row>(db: Kysely<Schema>, query: Fragment): { compile(): CompiledQuery<Row> } {
  return { compile: () => query.compile(db) as CompiledQuery<Row> }
}

/** Lists are looked up in pieces of one of these lengths. */
const PIECES = [2, 8, 32, 100] as const
const LONGEST_PIECE = 100

type ManyValues = MailboxScope & { readonly [value: `value${number}`]: string }

/** A statement that tells which of many values have a row; `branch` is a query for one of them, in column `value`. */
function whichOf(
  branch: (mailboxId: string, test: number, value: string) => Fragment,
): (reader: Reader, scope: MailboxScope, values: readonly string[]) => Promise<Set<string>> {
  const statements = PIECES.map((length) =>
    statement<ManyValues, { value: string }>((db, holes) => {
      const branches = Array.from({ length }, (_, index) => {
        const found = branch(holes.mailboxId, holes.test, holes[`value${index}`] as string)
        return sql`SELECT value FROM (${found}) AS ${sql.ref(`found${index}`)}`
      })
      return raw(db, sql`${sql.join(branches, sql` UNION ALL `)}`)
    }),
  )
  return async (reader, { mailboxId, test }, values) => {
    const found = new Set<string>()
    for (let start = 0; start < values.length; start += LONGEST_PIECE) {
      const piece = values.slice(start, start + LONGEST_PIECE)
      const index = PIECES.findIndex((length) => length >= piece.length)
      // What fills a list up is a value that it has already.
      const filled = Array.from({ length: PIECES[index] ?? 0 }, (_, at) => piece[at] ?? piece[0] ?? '')
      const named = Object.fromEntries(filled.map((value, at) => [`value${at}`, value]))
      const rows = await statements[index]?.(reader, { mailboxId, test, ...named })
      for (const { value } of rows ?? []) found.add(value)
    }
    return found
  }
}

/**
 * Which of these addresses, as written, a released outbound message of the mailbox went to. The message is looked
 * up by its id alone, in a CASE: given the choice, SQLite takes an index of the whole mailbox for each row.
 */
export const selectWrittenTo = whichOf(
  (mailboxId, test, address) => sql`SELECT c.address AS value
    FROM (SELECT message_id, address FROM recipients WHERE address = ${address} LIMIT ${MOST_CANDIDATES}) AS c
    WHERE 1 = (SELECT CASE WHEN m.mailbox_id = ${mailboxId} AND m.test = ${test}
        AND m.direction = 'outbound' AND m.state = 'released' THEN 1 ELSE 0 END
      FROM messages m WHERE m.id = c.message_id)
    LIMIT 1`,
)

/** Which of these canonical addresses only mail without an authenticated sender has named. */
export const selectDoubtful = whichOf(
  (mailboxId, test, address) => sql`SELECT address AS value FROM mentions
    WHERE mailbox_id = ${mailboxId} AND test = ${test} AND address = ${address} AND trusted = 0`,
)

/** Which of these hosts a released message of the mailbox links to. */
export const selectLinkedHosts = whichOf(
  (mailboxId, test, host) => sql`SELECT c.host AS value
    FROM (SELECT host, message_id FROM link_hosts
      WHERE mailbox_id = ${mailboxId} AND test = ${test} AND host = ${host}
      ORDER BY message_id DESC LIMIT ${MOST_CANDIDATES}) AS c
    JOIN messages m ON m.id = c.message_id WHERE m.state = 'released' LIMIT 1`,
)

export interface ReferenceRow {
  readonly why: 'written' | 'contact' | 'allowlist'
  /** An address, or an entry of the allowlist (`*@domain`). */
  readonly entry: string
}

/** Addresses that the newest released mail went to, of contacts, and of the allowlist. */
export const selectReferences = statement<MailboxScope & { readonly accountId: string }, ReferenceRow>(
  (db, { accountId, mailboxId, test }) =>
    raw(
      db,
      sql`SELECT DISTINCT 'written' AS why, r.address AS entry
        FROM (SELECT id, state FROM messages
          WHERE mailbox_id = ${mailboxId} AND test = ${test} AND direction = 'outbound'
          ORDER BY id DESC LIMIT ${NEWEST_OUTBOUND}) AS m
        JOIN recipients r ON r.message_id = m.id
        WHERE m.state = 'released' AND r.kind <> 'operator_copy'
        UNION ALL SELECT 'allowlist' AS why, entry FROM (SELECT entry FROM allowlist_entries
          WHERE mailbox_id = ${mailboxId} AND removed_at IS NULL LIMIT ${MOST_ENTRIES}) AS entries
        UNION ALL SELECT 'contact' AS why, email AS entry FROM (SELECT email FROM contacts
          WHERE account_id = ${accountId} AND test = ${test} ORDER BY id DESC LIMIT ${MOST_CONTACTS}) AS newest`,
    ),
)

/** A row when an earlier inbound message of this author was released, among the newest ones. */
export const selectReleasedAuthor = statement<
  MailboxScope & { readonly before: string; readonly author: string; readonly spelt: string },
  { found: number }
>((db, { mailboxId, test, before, author, spelt }) =>
  raw(
    db,
    sql`SELECT 1 AS found FROM (SELECT from_address, state FROM messages
        WHERE mailbox_id = ${mailboxId} AND test = ${test} AND direction = 'inbound' AND id < ${before}
        ORDER BY id DESC LIMIT ${NEWEST_INBOUND}) AS m
      WHERE m.state = 'released' AND (lower(m.from_address) = ${author} OR m.from_address = ${spelt}) LIMIT 1`,
  ),
)

export const selectAnswered = statement<
  MailboxScope & { readonly id: string },
  { direction: string; from_address: string; authentication_json: string }
>((db, { mailboxId, test, id }) =>
  db
    .selectFrom('messages')
    .select(['direction', 'from_address', 'authentication_json'])
    .where('id', '=', id)
    .where('mailbox_id', '=', mailboxId)
    .where('test', '=', test),
)

/** Beginnings of the newest inbound texts of a thread, and of the mailbox. */
export const selectInboundTexts = statement<MailboxScope & { readonly threadId: string }, { text: string }>(
  (db, { mailboxId, test, threadId }) =>
    raw(
      db,
      sql`SELECT substr(c.markdown, 1, ${INBOUND_TEXT_LIMIT}) AS text FROM (
          SELECT id FROM (SELECT id FROM (SELECT id, direction, mailbox_id FROM messages
            WHERE thread_id = ${threadId} ORDER BY id DESC LIMIT ${NEWEST_OF_THREAD}) AS t
            WHERE direction = 'inbound' AND mailbox_id = ${mailboxId}
            ORDER BY id DESC LIMIT ${INBOUND_TEXTS}) AS of_thread
          UNION SELECT id FROM (SELECT id FROM messages
            WHERE mailbox_id = ${mailboxId} AND test = ${test} AND direction = 'inbound'
            ORDER BY id DESC LIMIT ${INBOUND_TEXTS}) AS of_mailbox) AS m
        JOIN contents c ON c.message_id = m.id WHERE c.markdown IS NOT NULL`,
    ),
)

export interface PaceRow {
  readonly last_hour: number
  /** Messages of all those days, and on how many of them there were any. */
  readonly total: number | null
  readonly days: number
}

interface PaceValues extends MailboxScope {
  readonly accountId: string
  /** Ids made since then are not below. */
  readonly since: string
  /** A message that is not counted. */
  readonly itself: string
}

const DAYS = 14
const dayHole = (index: number) => `day${index}` as const
type DayValues = { readonly [day: `day${number}`]: string }

const selectPaceOfDays = statement<PaceValues & DayValues, PaceRow>((db, holes) => {
  const { accountId, mailboxId, test, since, itself } = holes
  const days = sql.join(Array.from({ length: DAYS }, (_, index) => sql`${holes[dayHole(index)]}`))
  return raw(
    db,
    sql`SELECT (SELECT count(*) FROM (SELECT id FROM messages
          WHERE mailbox_id = ${mailboxId} AND test = ${test} AND direction = 'outbound' AND id >= ${since}
            AND id <> ${itself} LIMIT ${MOST_IN_AN_HOUR}) AS recent) AS last_hour,
        sum(count) AS total, count(*) AS days
      FROM usage WHERE account_id = ${accountId} AND test = ${test} AND date IN (${days})
        AND event_type = 'emails_sent' AND mailbox_id = ${mailboxId} AND count > 0`,
  )
})

/** Outbound messages since an id was possible, and those of 14 days (`YYYY-MM-DD`). */
export async function selectPace(
  reader: Reader,
  { days, ...values }: PaceValues & { readonly days: readonly string[] },
): Promise<PaceRow[]> {
  const named = Object.fromEntries(Array.from({ length: DAYS }, (_, at) => [dayHole(at), days[at] ?? '']))
  return selectPaceOfDays(reader, { ...values, ...named })
}
