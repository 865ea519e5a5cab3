/** Migrations: numbered, once each, and never backwards. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIds } from '../../src/context.ts'
import type { Backend } from '../../src/store/backend.ts'
import { openDatabase } from '../../src/store/db.ts'
import { openBackend } from '../../src/store/dialect.ts'
import { migrate, SCHEMA_VERSION } from '../../src/store/migrate.ts'
import { ManualClock } from '../support/clock.ts'
import { freshDatabase, onPostgres } from '../support/database.ts'

let folder: string
let database: Awaited<ReturnType<typeof freshDatabase>>
const opened: Backend[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multimail-migrate-'))
  database = await freshDatabase()
})

afterEach(async () => {
  for (const backend of opened.splice(0)) await backend.close()
  await database.dispose()
  await rm(folder, { recursive: true, force: true })
})

async function open(): Promise<Backend> {
  const backend = await openBackend({
    url: database.settings.DATABASE_URL ?? null,
    file: join(folder, 'test.db'),
  })
  opened.push(backend)
  return backend
}

/** Pretends that a program of the future was here. */
const setVersion = (backend: Backend, version: number) =>
  backend.onWriter((db) =>
    sql`INSERT INTO schema_versions (version, name, applied_at) VALUES (${version}, 'future', 1)`.execute(db),
  )

describe('a fresh database', () => {
  it('gets every migration, in order, with the time of each', async () => {
    const backend = await open()
    const applied = await migrate(backend, 1_234)
    expect(applied).toHaveLength(SCHEMA_VERSION)
    expect(applied[0]).toBe('initial')
    const { rows } =
      await sql`SELECT version, name, applied_at FROM schema_versions ORDER BY version`.execute(
        backend.reader,
      )
    expect(rows).toEqual(applied.map((name, index) => ({ version: index + 1, name, applied_at: 1_234 })))
    expect(await backend.reader.selectFrom('messages').selectAll().execute()).toEqual([])
  })

  it('gets them once, however often it is opened', async () => {
    await migrate(await open(), 1)
    expect(await migrate(await open(), 2)).toEqual([])
  })

  onPostgres('gets them once, when many programs start at once', async () => {
    const applied = await Promise.all(Array.from({ length: 6 }, async () => migrate(await open(), 1)))
    expect(applied.flat()).toHaveLength(SCHEMA_VERSION)
  })
})

describe('a database of a newer program', () => {
  it('is refused with a sentence that says why, and is left as it is', async () => {
    const backend = await open()
    await migrate(backend, 1)
    await setVersion(backend, SCHEMA_VERSION + 1)
    const reopened = await open()
    await expect(openDatabase(reopened, new ManualClock(), createIds())).rejects.toThrow(
      `The database has schema version ${SCHEMA_VERSION + 1}, this program knows ${SCHEMA_VERSION}: start a newer program.`,
    )
    const { rows } = await sql`SELECT version FROM schema_versions`.execute(backend.reader)
    expect(rows).toHaveLength(SCHEMA_VERSION + 1)
  })
})

describe('a migration that fails', () => {
  it('leaves nothing of itself, and can be done again', async () => {
    const backend = await open()
    const broken: Backend = { ...backend, types: { ...backend.types, search: ['CREATE NONSENSE'] } }
    await expect(migrate(broken, 1)).rejects.toThrow(/syntax/)
    await expect(backend.reader.selectFrom('messages').selectAll().execute()).rejects.toThrow(/messages/)
    expect(await migrate(backend, 2)).toHaveLength(SCHEMA_VERSION)
  })
})
