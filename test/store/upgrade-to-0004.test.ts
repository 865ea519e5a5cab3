/** A database from before erasure learns who uses each raw mail, so that what is shared is not erased too early. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseFile, loadConfig } from '../../src/config.ts'
import type { Backend } from '../../src/store/backend.ts'
import { openBackend } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { statements as oversight } from '../../src/store/migrations/0002-oversight.ts'
import { statements as webhooks } from '../../src/store/migrations/0003-webhooks.ts'
import type { Schema } from '../../src/store/schema.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { START } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { applyFirst, type Filled, fillFirst } from './first-schema.ts'
import { type Row, rawInsert, sha256 } from './rows.ts'

let folder: string
let database: Awaited<ReturnType<typeof freshDatabase>>
let backend: Backend
let filled: Filled

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multimail-upgrade-'))
  database = await freshDatabase()
  const config = loadConfig({ MULTIMAIL_DATA: folder, ...database.settings })
  backend = await openBackend({ url: config.databaseUrl, file: databaseFile(config) })
  await applyFirst(backend)
  filled = await fillFirst(backend)
  await write(async (db) => {
    for (const [index, statements] of [oversight, webhooks].entries()) {
      for (const statement of statements(backend.types)) await sql.raw(statement).execute(db)
      await sql`INSERT INTO schema_versions (version, name, applied_at)
        VALUES (${index + 2}, 'before', ${START})`.execute(db)
    }
  })
})

afterEach(async () => {
  await backend.close()
  await database.dispose()
  await rm(folder, { recursive: true, force: true })
})

const write = (work: (db: Kysely<Schema>) => Promise<void>) => backend.onWriter(work)
const insert = (table: keyof Schema, row: Row) =>
  write(async (db) => {
    await rawInsert(table, row).execute(db)
  })

async function usesOf(name: string): Promise<number | undefined> {
  const row = await backend.reader
    .selectFrom('blobs')
    .select('uses')
    .where('sha256', '=', sha256(name))
    .executeTakeFirst()
  return row?.uses
}

/** A blob of the old schema, which does not say who uses it. */
const addBlob = (name: string) =>
  write(async (db) => {
    await sql`INSERT INTO blobs (sha256, size, bytes) VALUES (${sha256(name)}, 1, ${Buffer.from('x')})`.execute(
      db,
    )
  })

const useInMessage = (id: string, name: string) =>
  write(async (db) => {
    await sql`UPDATE messages SET raw_sha256 = ${sha256(name)} WHERE id = ${id}`.execute(db)
  })

describe('every blob', () => {
  it('is counted by the rows that use it', async () => {
    for (const name of ['one', 'two', 'original', 'notice', 'draft']) await addBlob(name)
    const ids = (await backend.reader.selectFrom('messages').select('id').orderBy('id').execute()).map(
      ({ id }) => id,
    )
    const [first = '', second = '', third = ''] = ids
    await useInMessage(first, 'one')
    for (const id of [second, third]) await useInMessage(id, 'two')
    await insert('amendments', {
      id: 'amendment',
      message_id: first,
      old_content_hash: 'a',
      new_content_hash: 'b',
      original_sha256: sha256('original'),
      changes_json: '[]',
      actor: 'key:reviewer',
      created_at: START,
    })
    const captured = {
      account_id: filled.account,
      envelope_from: '',
      recipients_json: '[]',
      captured_at: START,
    }
    await insert('captured', { ...captured, id: 'copy', message_id: first, raw_sha256: sha256('one') })
    await insert('captured', { ...captured, id: 'notice', message_id: null, raw_sha256: sha256('notice') })
    expect((await migrate(backend, START))[0]).toBe('audit')
    // A captured copy of a mail goes with the mail.
    expect(await Promise.all(['one', 'two', 'original', 'notice'].map(usesOf))).toEqual([1, 2, 1, 1])
    // Nobody knows who uses it: it is never erased.
    expect(await usesOf('draft')).toBeGreaterThan(1_000_000)
  })

  it('is used by somebody, and what has no bytes in its row keeps none', async () => {
    await migrate(backend, START)
    const blobs = await backend.reader.selectFrom('blobs').select(['sha256', 'uses']).execute()
    expect(blobs.length).toBeGreaterThan(0)
    expect(blobs.every(({ uses }) => uses >= 1)).toBe(true)
  })
})

it('mail of before is there, not erased, and the chains are whole', async () => {
  const before = await backend.reader.selectFrom('events').select(['id', 'hash']).orderBy('id').execute()
  await migrate(backend, START)
  const erased = await backend.reader.selectFrom('messages').select('erased_at').execute()
  expect(new Set(erased.map(({ erased_at }) => erased_at))).toEqual(new Set([null]))
  expect(await backend.reader.selectFrom('events').select(['id', 'hash']).orderBy('id').execute()).toEqual(
    before,
  )
  const reports = await verifyChains(backend.reader, filled.account, null)
  expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  expect(reports.every(({ checkpoints }) => checkpoints === 0)).toBe(true)
  const tables = await backend.reader.introspection.getTables()
  expect(tables.some(({ name }) => name === 'blob_users')).toBe(false)
})
