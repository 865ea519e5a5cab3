/**
 * The only file that knows which database is underneath: SQLite inside the process, or PostgreSQL. Everything
 * above sees a {@link Backend}.
 */

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, PostgresDialect, type RawBuilder, SqliteDialect, sql } from 'kysely'
import type pg from 'pg'
import { AppError } from '../errors.ts'
import type { Backend, CommittedEvent } from './backend.ts'
import { startCheckpoints } from './checkpoints.ts'
import type { Schema } from './schema.ts'
import { runDirectly } from './statement.ts'

/** Opens PostgreSQL when `url` is given, else the SQLite file; throws when it cannot be opened. */
export async function openBackend(settings: {
  readonly url: string | null
  readonly file: string
}): Promise<Backend> {
  if (settings.url === null) return openSqlite(settings.file)
  return openPostgres(settings.url, (await import('pg')).default)
}

/** A lock that the operating system ends with the process, however it ends: an open exclusive transaction. */
class ServerLock {
  readonly #file: string
  #database: DatabaseSync | null = null

  constructor(file: string) {
    this.#file = file
  }

  claim(): boolean {
    if (this.#database !== null) return true
    const database = new DatabaseSync(this.#file, { timeout: 0 })
    try {
      database.exec('BEGIN EXCLUSIVE')
      this.#database = database
      return true
    } catch {
      database.close()
      return false
    }
  }

  release(): void {
    this.#database?.close()
    this.#database = null
  }
}

/** node:sqlite in the shape that Kysely's SQLite driver expects, with its statements kept. */
class SqliteAdapter {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, PreparedStatement>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  prepare(text: string): PreparedStatement {
    const known = this.#statements.get(text)
    if (known !== undefined) return known
    const prepared = new PreparedStatement(this.#database.prepare(text))
    // Lists of unknown length make new texts; a bound keeps memory flat.
    if (this.#statements.size >= 500) this.#statements.clear()
    this.#statements.set(text, prepared)
    return prepared
  }

  /** Runs a query at once. */
  execute(text: string, parameters: readonly unknown[]): { rows: unknown[]; changed: number } {
    const prepared = this.prepare(text)
    if (prepared.reader) return { rows: prepared.all(parameters), changed: 0 }
    return { rows: [], changed: Number(prepared.run(parameters).changes) }
  }

  close(): void {
    this.#statements.clear()
    if (this.#database.isOpen) this.#database.close()
  }
}

class PreparedStatement {
  readonly reader: boolean
  readonly #statement: StatementSync

  constructor(statement: StatementSync) {
    this.#statement = statement
    this.reader = statement.columns().length > 0
  }

  all(parameters: readonly unknown[]): unknown[] {
    return this.#statement.all(...(parameters as SQLInputValue[]))
  }

  run(parameters: readonly unknown[]) {
    return this.#statement.run(...(parameters as SQLInputValue[]))
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#statement.iterate(...(parameters as SQLInputValue[]))
  }
}

const SQLITE_SEARCH = [
  `CREATE VIRTUAL TABLE message_words USING fts5(scope, words, content='', contentless_delete=1,
    detail=column, tokenize='ascii')`,
  `CREATE VIRTUAL TABLE message_parts USING fts5(sender, subject, content='', contentless_delete=1,
    tokenize='trigram')`,
]

/** A word or part as an FTS5 string, so that nothing in it is read as syntax. */
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

function queriesOn(database: DatabaseSync): Kysely<Schema> {
  const adapter = new SqliteAdapter(database)
  const queries = new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapter }) })
  runDirectly(queries, (text, parameters) => adapter.execute(text, parameters))
  return queries
}

function openSqlite(file: string): Backend {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const write = new DatabaseSync(file, { timeout: 10_000, enableForeignKeyConstraints: true })
  write.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;
    PRAGMA secure_delete=ON; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY`)
  const read = new DatabaseSync(file, { timeout: 10_000 })
  read.exec('PRAGMA query_only=ON; PRAGMA cache_size=-16384; PRAGMA mmap_size=268435456')
  const writer = queriesOn(write)
  const reader = queriesOn(read)
  const checkpoints = startCheckpoints(file)
  const lock = new ServerLock(`${file}.lock`)
  return {
    name: 'sqlite',
    types: {
      bytes: 'blob',
      position: 'integer PRIMARY KEY',
      // One writer: rows are numbered as they are committed.
      transaction: 'integer NOT NULL DEFAULT 0',
      search: SQLITE_SEARCH,
    },
    reader,
    onWriter: (work) => work(writer),
    begin: 'BEGIN IMMEDIATE',
    lockChain: async () => {},
    isSingleServer: true,
    claimServer: () => lock.claim(),
    async indexDocument(tx, { position, mailboxId, test, sender, subject, words }) {
      const scope = scopeToken(mailboxId, test)
      await sql`INSERT OR REPLACE INTO message_words (rowid, scope, words)
        VALUES (${position}, ${scope}, ${words})`.execute(tx)
      await sql`INSERT OR REPLACE INTO message_parts (rowid, sender, subject)
        VALUES (${position}, ${sender}, ${subject})`.execute(tx)
    },
    async forgetDocument(tx, position) {
      await sql`DELETE FROM message_words WHERE rowid = ${position}`.execute(tx)
      await sql`DELETE FROM message_parts WHERE rowid = ${position}`.execute(tx)
    },
    purgeIndex: purgeInSqlite,
    findPositions: findInSqlite,
    listCommitted: listInSqlite,
    placeOf: async (db, id) => placeFrom(sql`SELECT rowid AS place FROM events WHERE id = ${id}`, db),
    lastPlace: async (db) => placeFrom(sql`SELECT max(rowid) AS place FROM events`, db),
    mayRetry: () => false,
    isUnavailable: isSqliteTrouble,
    async close() {
      await checkpoints.stop()
      lock.release()
      await reader.destroy()
      await writer.destroy()
      read.isOpen && read.close()
      write.isOpen && write.close()
    },
  }
}

/** Pages of the index that are merged in one transaction. */
const MERGED_PAGES = 250

/** Deleted rows stay in the segments of an FTS5 index until those are merged (a negative number begins with all). */
const purgeInSqlite: Backend['purgeIndex'] = async (tx, isFirst) => {
  const changes = async () =>
    (await sql<{ total: number }>`SELECT total_changes() AS total`.execute(tx)).rows[0]?.total ?? 0
  const before = await changes()
  const pages = isFirst ? -MERGED_PAGES : MERGED_PAGES
  await sql`INSERT INTO message_words (message_words, rank) VALUES ('merge', ${pages})`.execute(tx)
  await sql`INSERT INTO message_parts (message_parts, rank) VALUES ('merge', ${pages})`.execute(tx)
  // Each of the two statements counts as one change; more means that something was merged.
  return (await changes()) - before > 2
}

const scopeToken = (mailboxId: string, test: number) => `${mailboxId}${test === 1 ? 'test' : 'live'}`

const findInSqlite: Backend['findPositions'] = async (reader, scope, terms, before, limit) => {
  const parts: string[] = []
  if (terms.senderPart !== null) parts.push(`sender : ${quoted(terms.senderPart)}`)
  if (terms.subjectPart !== null) parts.push(`subject : ${quoted(terms.subjectPart)}`)
  const words = [`scope : ${quoted(scopeToken(scope.mailboxId, scope.test))}`]
  for (const word of terms.words) words.push(`words : ${quoted(word)}`)
  const inWords = sql`SELECT rowid AS position FROM message_words WHERE message_words MATCH ${words.join(' AND ')}
    AND rowid < ${before} ORDER BY rowid DESC LIMIT ${limit}`
  const inParts = sql`SELECT p.rowid AS position FROM message_parts p JOIN messages m ON m.position = p.rowid
    WHERE message_parts MATCH ${parts.join(' AND ')} AND p.rowid < ${before}
    AND m.mailbox_id = ${scope.mailboxId} AND m.test = ${scope.test} ORDER BY p.rowid DESC LIMIT ${limit}`
  const inBoth = sql`SELECT p.rowid AS position FROM message_parts p
    WHERE message_parts MATCH ${parts.join(' AND ')} AND p.rowid < ${before}
    AND p.rowid IN (SELECT rowid FROM message_words WHERE message_words MATCH ${words.join(' AND ')})
    ORDER BY p.rowid DESC LIMIT ${limit}`
  const query = parts.length === 0 ? inWords : terms.words.length === 0 ? inParts : inBoth
  const { rows } = await (query as ReturnType<typeof sql<{ position: number }>>).execute(reader)
  return rows.map(({ position }) => position)
}

async function placeFrom(query: RawBuilder<unknown>, db: Kysely<Schema>): Promise<string | null> {
  const [row] = (await query.execute(db)).rows as { place: number | string | null }[]
  return row?.place === undefined || row.place === null ? null : String(row.place)
}

const listInSqlite: Backend['listCommitted'] = async (reader, { accountId }, after, limit) => {
  const own = accountId === null ? sql`` : sql`AND account_id = ${accountId}`
  const { rows } = await sql<CommittedEvent>`SELECT *, CAST(rowid AS text) AS place FROM events
    WHERE rowid > ${Number(after ?? 0)} AND published = 1 ${own} ORDER BY rowid LIMIT ${limit}`.execute(
    reader,
  )
  return rows
}

/** SQLite's codes for trouble with the file or disk: BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB. */
const SQLITE_TROUBLE = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26])

function isSqliteTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { errcode?: unknown }).errcode
  if (typeof code === 'number') return SQLITE_TROUBLE.has(code & 0xff)
  return (error as { code?: unknown }).code === 'ERR_INVALID_STATE'
}

const POSTGRES_SEARCH = [
  'CREATE EXTENSION IF NOT EXISTS pg_trgm',
  'CREATE EXTENSION IF NOT EXISTS btree_gin',
  `CREATE TABLE search_documents (
    position bigint PRIMARY KEY, mailbox_id text NOT NULL, test integer NOT NULL, sender text NOT NULL,
    subject text NOT NULL, document tsvector NOT NULL)`,
  `CREATE INDEX search_words ON search_documents USING gin (mailbox_id, document)`,
  `CREATE INDEX search_senders ON search_documents USING gin (mailbox_id, sender gin_trgm_ops)`,
  `CREATE INDEX search_subjects ON search_documents USING gin (mailbox_id, subject gin_trgm_ops)`,
]

function openPostgres(url: string, { Pool, types: parsers }: typeof pg): Backend {
  // bigint as a number: every one of ours is a time, a size or a position below 2^53.
  const types = { getTypeParser: parserFor(parsers) } as unknown as pg.CustomTypesConfig
  const settings = { connectionString: url, types, connectionTimeoutMillis: 10_000, keepAlive: true }
  const readers = new Pool({ ...settings, max: 8 })
  const writers = new Pool({ ...settings, max: 2 })
  // A connection that the server closes, idle or in use, must not end the process: its query fails, the next one
  // opens another.
  for (const pool of [readers, writers]) {
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
  }
  const reader = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: readers }) })
  const writer = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: writers }) })
  return {
    name: 'postgres',
    types: {
      bytes: 'bytea',
      position: 'bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY',
      transaction: 'bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint)',
      search: POSTGRES_SEARCH,
    },
    reader,
    onWriter: (work) => writer.connection().execute(work),
    begin: 'BEGIN',
    async lockChain(tx, chainId) {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${chainId}, 0))`.execute(tx)
    },
    isSingleServer: false,
    claimServer: () => true,
    async indexDocument(tx, { position, mailboxId, test, sender, subject, words }) {
      // A tsvector holds at most a megabyte.
      const text = words.slice(0, 200_000)
      await sql`INSERT INTO search_documents (position, mailbox_id, test, sender, subject, document)
        VALUES (${position}, ${mailboxId}, ${test}, ${sender}, ${subject}, to_tsvector('simple', ${text}))
        ON CONFLICT (position) DO UPDATE SET sender = excluded.sender, subject = excluded.subject,
          document = excluded.document`.execute(tx)
    },
    async forgetDocument(tx, position) {
      await sql`DELETE FROM search_documents WHERE position = ${position}`.execute(tx)
    },
    // VACUUM removes what deleted rows left, by itself.
    purgeIndex: async () => false,
    findPositions: findInPostgres,
    listCommitted: listInPostgres,
    placeOf: async (db, id) =>
      placeFrom(sql`SELECT committed_in || '.' || id AS place FROM events WHERE id = ${id}`, db),
    lastPlace: async (db) =>
      placeFrom(
        sql`SELECT committed_in || '.' || id AS place FROM events WHERE published = 1 AND ${SETTLED}
          ORDER BY committed_in DESC, id DESC LIMIT 1`,
        db,
      ),
    mayRetry: (error) => ['40001', '40P01'].includes(codeOf(error)),
    isUnavailable: isPostgresTrouble,
    async close() {
      await reader.destroy()
      await writer.destroy()
    },
  }
}

/** pg's own parsers, but int8 and numeric become numbers. */
function parserFor(parsers: typeof pg.types) {
  return (oid: number, format?: 'text' | 'binary') => {
    if (oid === 20 || oid === 1700) return (text: string) => Number(text)
    return format === 'binary' ? parsers.getTypeParser(oid, 'binary') : parsers.getTypeParser(oid, 'text')
  }
}

const escapedLike = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

const findInPostgres: Backend['findPositions'] = async (reader, scope, terms, before, limit) => {
  const conditions = [
    sql`mailbox_id = ${scope.mailboxId} AND test = ${scope.test} AND position < ${before}`,
    ...terms.words.map((word) => sql`document @@ plainto_tsquery('simple', ${word})`),
  ]
  if (terms.senderPart !== null) conditions.push(sql`sender LIKE ${escapedLike(terms.senderPart)}`)
  if (terms.subjectPart !== null) conditions.push(sql`subject LIKE ${escapedLike(terms.subjectPart)}`)
  const { rows } = await sql<{ position: number }>`SELECT position FROM search_documents
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY position DESC LIMIT ${limit}`.execute(reader)
  return rows.map(({ position }) => position)
}

/** Rows of transactions before every one that is still open: nothing can come in among them any more. */
const SETTLED = sql`committed_in < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`

const listInPostgres: Backend['listCommitted'] = async (reader, { accountId }, after, limit) => {
  const [transaction = '0', id = ''] = (after ?? '').split('.')
  const own = accountId === null ? sql`` : sql`AND account_id = ${accountId}`
  const { rows } = await sql<CommittedEvent>`SELECT *, committed_in || '.' || id AS place FROM events
    WHERE published = 1 ${own} AND (committed_in, id) > (${Number(transaction)}, ${id}) AND ${SETTLED}
    ORDER BY committed_in, id LIMIT ${limit}`.execute(reader)
  return rows
}

const codeOf = (error: unknown): string =>
  error instanceof Error && typeof (error as { code?: unknown }).code === 'string'
    ? (error as unknown as { code: string }).code
    : ''

function isPostgresTrouble(error: unknown): boolean {
  const code = codeOf(error)
  // Classes 08 connection, 53 resources (disk full), 57 operator intervention, 58 system; else Node's socket errors.
  // 55000 is "not accepting connections", among others.
  if (/^(08|53|57|58|25006|55000)/.test(code) || /^E[A-Z]+$/.test(code)) return true
  return (
    error instanceof Error &&
    !(error instanceof AppError) &&
    /connection|timeout exceeded/i.test(error.message) &&
    code === ''
  )
}
