/** Fills a mailbox with many short messages at once, past the actions, with everything that lists look at. */

import { sql } from 'kysely'
import { encodeTime } from 'ulid'
import { createIds, systemClock } from '../src/context.ts'
import { wordsOf } from '../src/core/words.ts'
import type { SearchDocument } from '../src/store/backend.ts'
import { Database, type Writer } from '../src/store/db.ts'
import { openBackend } from '../src/store/dialect.ts'
import type { Place } from './databases.ts'
import { inserter } from './inserter.ts'
import { progress } from './measure.ts'

const COLUMNS = [
  'id',
  'account_id',
  'mailbox_id',
  'test',
  'direction',
  'state',
  'stage',
  'mode',
  'content_hash',
  'thread_id',
  'header_message_id',
  'reference_ids',
  'subject',
  'subject_key',
  'from_address',
  'from_name',
  'to_json',
  'cc_json',
  'bcc_json',
  'reply_to_json',
  'sender_text',
  'raw_sha256',
  'raw_size',
  'has_attachments',
  'preview',
  'spam_verdict',
  'authentication_json',
  'digested_at',
  'created_at',
  'position',
] as const

const TOPICS = [
  'harvest',
  'garden',
  'river',
  'train',
  'window',
  'winter',
  'music',
  'paper',
  'stone',
  'bridge',
]
const COLOURS = ['blue', 'green', 'red', 'grey']
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Messages of one transaction. */
const PIECE = 2_000
/** One message a minute. */
const STEP_MS = 60_000
const BLOB = 'f'.repeat(64)
const THREADS = 1_000

export interface Owner {
  readonly accountId: string
  readonly mailboxId: string
}

/** What was filled in, to make queries of. */
export interface Filled {
  /** Id of the message that has `depth` newer ones. */
  readonly idAt: (depth: number) => string
  /** When that message came, epoch ms. */
  readonly timeAt: (depth: number) => number
}

/** A ULID that sorts by time and then by `index`. */
function idOf(time: number, index: number): string {
  let text = ''
  for (let rest = index; rest > 0; rest = Math.floor(rest / 32)) text = `${DIGITS[rest % 32]}${text}`
  return encodeTime(time, 10) + text.padStart(16, '0')
}

/** Puts `count` messages into a mailbox, the newest one made at `now` (epoch ms). No server may be running. */
export async function fillMailbox(place: Place, owner: Owner, count: number, now: number): Promise<Filled> {
  const backend = await openBackend(place.backend)
  const database = new Database(backend, systemClock, createIds())
  const timeOf = (index: number) => now - (count - 1 - index) * STEP_MS
  const insert = {
    messages: inserter(backend, 'messages', COLUMNS),
    contents: inserter(backend, 'contents', ['message_id', 'markdown', 'markdown_reply', 'leaves_json']),
    tags: inserter(backend, 'tags', ['message_id', 'mailbox_id', 'test', 'key', 'value']),
    blobs: inserter(backend, 'blobs', ['sha256', 'size', 'bytes']),
    threads: inserter(backend, 'threads', THREAD_COLUMNS),
  }
  await database.write(async (writer) => {
    await insert.blobs(writer, [[BLOB, 5, Buffer.from('empty')]])
    const threads = Array.from({ length: THREADS }, (_, index) => threadOf(owner, index, idOf(now, count)))
    await insert.threads(writer, threads)
  })
  for (let start = 0; start < count; start += PIECE) {
    if (start > 0 && start % 100_000 === 0) progress(`list: ${start} of ${count} mails are in`)
    const indexes = Array.from({ length: Math.min(PIECE, count - start) }, (_, offset) => start + offset)
    await database.write(async (writer) => {
      const messages = indexes.map((index) => messageOf(owner, index, timeOf(index)))
      await insert.messages(
        writer,
        messages.map((message) => COLUMNS.map((column) => message[column])),
      )
      await insert.contents(
        writer,
        messages.map(({ id, preview }) => [id, preview, preview, '{}']),
      )
      const tagged = messages.filter((_, offset) => (start + offset) % 25 === 0)
      await insert.tags(
        writer,
        tagged.map(({ id }, turn) => [id, owner.mailboxId, 0, 'project', COLOURS[turn % 4]]),
      )
      await index(writer, owner, messages)
    })
  }
  await finish(database)
  const at = (depth: number) => Math.max(0, count - 1 - depth)
  return { idAt: (depth) => idOf(timeOf(at(depth)), at(depth)), timeAt: (depth) => timeOf(at(depth)) }
}

const THREAD_COLUMNS = ['id', 'account_id', 'mailbox_id', 'test', 'subject', 'last_message_id']

const threadOf = ({ accountId, mailboxId }: Owner, index: number, last: string) => [
  `thread-${index}`,
  accountId,
  mailboxId,
  0,
  'A thread',
  last,
]

type Row = Readonly<Record<(typeof COLUMNS)[number], string | number>>

function messageOf({ accountId, mailboxId }: Owner, index: number, time: number): Row {
  const isOutbound = index % 10 === 0
  const stage = isOutbound ? 'sent' : index % 3 === 0 ? 'unread' : 'read'
  const rare = index % 5_000 === 1 ? ' zebra' : ''
  const subject = `Offer number ${index} about the ${TOPICS[index % TOPICS.length]}${rare}`
  const person = `person-${index % 200}@company-${index % 37}.example`
  const id = idOf(time, index)
  return {
    position: index + 1,
    id,
    account_id: accountId,
    mailbox_id: mailboxId,
    test: 0,
    direction: isOutbound ? 'outbound' : 'inbound',
    state: 'released',
    stage,
    mode: 'gated_send',
    content_hash: id,
    thread_id: `thread-${index % THREADS}`,
    header_message_id: `${index}@example.org`,
    reference_ids: '[]',
    subject,
    subject_key: subject.toLowerCase(),
    from_address: person,
    from_name: `Person ${index % 200}`,
    to_json: '[{"address":"agent@multimail.localhost","name":""}]',
    cc_json: '[]',
    bcc_json: '[]',
    reply_to_json: '[]',
    sender_text: `person ${index % 200} ${person}`,
    raw_sha256: BLOB,
    raw_size: 5,
    has_attachments: index % 20 === 0 ? 1 : 0,
    preview: `A short text about the ${TOPICS[index % TOPICS.length]}${rare}.`,
    spam_verdict: 'clean',
    authentication_json: '{}',
    digested_at: time,
    created_at: time,
  }
}

async function index(writer: Writer, { mailboxId }: Owner, messages: readonly Row[]): Promise<void> {
  for (const message of messages) {
    const sender = String(message.sender_text)
    const document: SearchDocument = {
      position: Number(message.position),
      mailboxId,
      test: 0,
      sender,
      subject: String(message.subject_key),
      words: wordsOf(`${sender} ${message.subject} ${message.preview}`).join(' '),
    }
    await writer.backend.indexDocument(writer.db, document)
  }
}

/** PostgreSQL learns what came in at once, as its autovacuum would soon; SQLite is left as our server leaves it. */
async function finish(database: Database): Promise<void> {
  if (database.backend.name === 'postgres') {
    await database.backend.onWriter(async (db) => {
      await sql`SELECT setval(pg_get_serial_sequence('messages', 'position'), (SELECT max(position) FROM messages))`.execute(
        db,
      )
      await sql`VACUUM ANALYZE`.execute(db)
    })
  }
  await database.close()
}
