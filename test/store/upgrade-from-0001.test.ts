/** A database of the first schema, full of mail, is brought up to date: nothing is lost, nothing is let go. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KyselyPlugin, RawNode, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Config, databaseFile, loadConfig } from '../../src/config.ts'
import { type Context, openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { type RunningServer, startServer } from '../../src/serve.ts'
import type { Backend } from '../../src/store/backend.ts'
import { openBackend } from '../../src/store/dialect.ts'
import { migrate, SCHEMA_VERSION } from '../../src/store/migrate.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { createWorker, type Worker } from '../../src/worker/loop.ts'
import { ManualClock, START } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { Outside, TO_OUTSIDE } from '../support/outside.ts'
import { applyFirst, type Filled, fillFirst, OLD_KEYS, OLD_TABLES } from './first-schema.ts'
import { rawInsert } from './rows.ts'

let folder: string
let config: Config
let database: Awaited<ReturnType<typeof freshDatabase>>
let backend: Backend
let filled: Filled

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multimail-upgrade-'))
  database = await freshDatabase()
  config = loadConfig({
    MULTIMAIL_DATA: folder,
    MULTIMAIL_HTTP_PORT: '0',
    MULTIMAIL_RATE_LIMIT: 'off',
    LOG_LEVEL: 'silent',
    ...TO_OUTSIDE,
    ...database.settings,
  })
  backend = await open()
  await applyFirst(backend)
  filled = await fillFirst(backend)
})

afterEach(async () => {
  await backend.close()
  await database.dispose()
  await rm(folder, { recursive: true, force: true })
})

const open = () => openBackend({ url: config.databaseUrl, file: databaseFile(config) })

type Rows = Record<string, unknown>[]

/** Every row of every old table, in the order of their text. */
async function everyRow(): Promise<Record<string, Rows>> {
  const all: Record<string, Rows> = {}
  for (const table of OLD_TABLES) {
    const rows = (await backend.reader.selectFrom(table).selectAll().execute()) as Rows
    all[table] = rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  return all
}

const versions = async () => {
  const { rows } = await sql<{
    version: number
  }>`SELECT version FROM schema_versions ORDER BY version`.execute(backend.reader)
  return rows.map(({ version }) => version)
}

describe('bringing it up to date', () => {
  it('keeps every row with its values', async () => {
    const before = await everyRow()
    expect(await migrate(backend, START)).toHaveLength(SCHEMA_VERSION - 1)
    const after = await everyRow()
    for (const table of OLD_TABLES) {
      expect(after[table], table).toHaveLength(before[table]?.length ?? 0)
      for (const row of before[table] ?? [])
        expect(after[table], table).toContainEqual(expect.objectContaining(row))
    }
    expect(before.deliveries).toHaveLength(2)
    const { rows } = await sql`SELECT d.basis, r.basis AS of_release FROM deliveries d
      JOIN releases r ON r.id = d.release_id ORDER BY d.basis`.execute(backend.reader)
    expect(rows).toEqual(['approval', 'mode'].map((basis) => ({ basis, of_release: basis })))
  })

  it('leaves no table of the way behind', async () => {
    await migrate(backend, START)
    const tables = await backend.reader.introspection.getTables()
    expect(tables.map(({ name }) => name).filter((name) => name.startsWith('old_'))).toEqual([])
  })

  it('twice changes nothing', async () => {
    await migrate(backend, START)
    const before = await everyRow()
    expect(await migrate(backend, START + 1)).toEqual([])
    expect(await everyRow()).toEqual(before)
    expect(await versions()).toEqual(Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1))
  })

  it('lets nothing go, and keeps the chains whole', async () => {
    const before = await backend.reader.selectFrom('releases').select('id').execute()
    await migrate(backend, START)
    expect(await backend.reader.selectFrom('releases').select('id').execute()).toHaveLength(before.length)
    const reports = await verifyChains(backend.reader, filled.account, null)
    expect(reports.flatMap(({ faults }) => faults)).toEqual([])
    expect(reports.find(({ chain_id }) => chain_id === filled.mailbox)?.entries).toBe(5)
  })
})

describe('the permits afterwards', () => {
  const refuses = async (
    table: 'releases' | 'deliveries' | 'decisions' | 'keys',
    row: Record<string, unknown>,
  ) => {
    const statement = rawInsert(table, row as Record<string, string | number | null>)
    const taken = backend.onWriter(async (db) => {
      await statement.execute(db)
    })
    await expect(taken).rejects.toThrow(/constraint/i)
  }

  it('are as strict as those of a new database', async () => {
    await migrate(backend, START)
    const { reader } = backend
    const held = await reader
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', filled.held)
      .executeTakeFirstOrThrow()
    const permit = {
      id: 'forged',
      message_id: held.id,
      direction: 'outbound',
      test: 0,
      mode: 'gated_send',
      content_hash: held.content_hash,
      decision_id: null,
      decision_action: null,
      created_at: START,
    }
    await refuses('releases', { ...permit, basis: 'mode' })
    await refuses('releases', { ...permit, basis: 'approval' })
    await refuses('releases', { ...permit, basis: 'allowlist', mode: 'autonomous' })
    await refuses('releases', { ...permit, basis: 'whatever' })
    const [delivery] = await reader
      .selectFrom('deliveries')
      .selectAll()
      .where('message_id', '=', filled.sent)
      .execute()
    await refuses('deliveries', { ...delivery, id: 'again' })
    await refuses('deliveries', { ...delivery, id: 'other', message_id: held.id })
    await refuses('deliveries', { ...delivery, id: 'else', recipient: 'eve@evil.example' })
    const [decision] = await reader
      .selectFrom('decisions')
      .selectAll()
      .where('message_id', '=', filled.sent)
      .execute()
    await refuses('decisions', { ...decision, id: 'twice' })
    await refuses('decisions', { ...decision, id: 'by magic', actor: 'x', method: 'magic' })
  })
})

describe('a step that fails', () => {
  /** The same backend, on which the first statement that begins so is none that a database takes. */
  const failingAt = (beginning: string): Backend => {
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => {
        const isIt = RawNode.is(node) && node.sqlFragments.join('').trim().startsWith(beginning)
        return isIt ? RawNode.createWithSql('CREATE NONSENSE') : node
      },
      transformResult: async ({ result }) => result,
    }
    return { ...backend, onWriter: (work) => backend.onWriter((db) => work(db.withPlugin(plugin))) }
  }

  it.each([
    'ALTER TABLE accounts ADD COLUMN paused_at',
    'DROP TABLE attempts',
    'CREATE TABLE releases',
    'INSERT INTO deliveries',
    'DROP TABLE old_attempts',
    'CREATE INDEX drafts_of_mailbox',
  ])('at "%s" leaves it as it was, and it can be done again', async (beginning) => {
    const before = await everyRow()
    await expect(migrate(failingAt(beginning), START)).rejects.toThrow(/syntax|NONSENSE/i)
    expect(await versions()).toEqual([1])
    expect(await everyRow()).toEqual(before)
    expect(await migrate(backend, START)).toHaveLength(SCHEMA_VERSION - 1)
    expect((await everyRow()).attempts).toEqual(before.attempts)
  })
})

describe('the server on it', () => {
  let clock: ManualClock
  let context: Context
  let server: RunningServer
  let worker: Pick<Worker, 'drain'>
  let outside: Outside

  beforeEach(async () => {
    clock = new ManualClock()
    outside = new Outside()
    await backend.close()
    context = await openContext(config, createLog(config.logLevel), { clock })
    backend = context.database.backend
    server = await startServer(context, outside)
    worker = createWorker(context, outside)
  })

  afterEach(() => server.stop())

  const call = async (key: string, method: string, path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${server.httpPort}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  const wordsThatLeft = () =>
    outside.taken
      .filter(({ from }) => from.startsWith('old@'))
      .map(({ subject }) => subject)
      .sort()

  it('shows old mail as it was', async () => {
    for (const [id, status] of [
      [filled.sent, 'sent'],
      [filled.queued, 'queued'],
      [filled.held, 'pending_send_approval'],
      [filled.scheduled, 'scheduled'],
      [filled.rejected, 'rejected'],
    ])
      expect((await call(OLD_KEYS.agent, 'GET', `/v1/emails/${id}`)).body.status).toBe(status)
  })

  it('delivers what an old reviewer approves now, and nothing else', async () => {
    const { body } = await call(OLD_KEYS.reviewer, 'GET', '/v1/oversight/pending')
    expect(body.pending).toMatchObject([{ id: filled.held, signals: [], approvals_required: 1 }])
    await worker.drain()
    expect(wordsThatLeft()).toEqual([])
    const decided = await call(OLD_KEYS.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: filled.held,
      action: 'approve',
    })
    expect(decided.body.status).toBe('approved_and_sent')
    await worker.drain()
    expect(wordsThatLeft()).toEqual(['held'])
  })

  it('goes on with what was queued and scheduled, when it is due, and expires what was held', async () => {
    clock.advance(60_000)
    await worker.drain()
    expect(wordsThatLeft()).toEqual(['queued'])
    clock.advance(60_000)
    await worker.drain()
    expect(wordsThatLeft()).toEqual(['queued', 'scheduled'])
    clock.advance(3_600_000)
    await worker.drain()
    expect((await call(OLD_KEYS.agent, 'GET', `/v1/emails/${filled.held}`)).body).toMatchObject({
      status: 'rejected',
      decision: 'expired',
    })
    expect(wordsThatLeft()).toEqual(['queued', 'scheduled'])
    expect((await call(OLD_KEYS.admin, 'GET', '/v1/audit-log/verify')).body.ok).toBe(true)
  })
})
