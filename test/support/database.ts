/**
 * A store of its own for each test: SQLite in a temporary folder, or, when TEST_POSTGRES_URL names servers, a
 * PostgreSQL database of its own on one of them (`npm run test:pg`).
 */

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { type Context, openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { ManualClock } from './clock.ts'

const servers = (process.env.TEST_POSTGRES_URL ?? '').split(' ')

/**
 * URL of the PostgreSQL server that this process of tests has to itself, since an open transaction holds back the events
 * of all databases beside it; '' on SQLite.
 */
export const postgresUrl = servers[(Number(process.env.VITEST_POOL_ID ?? '1') - 1) % servers.length] ?? ''

/** Whether these tests run on PostgreSQL. */
export const isPostgres = postgresUrl !== ''

type Specify = (name: string, specification: () => Promise<void>) => void
const specify: Specify = (name, specification) => it(name, specification)
const nothing: Specify = () => {}

/** A test of what only PostgreSQL can do; it does not exist for SQLite, so that nothing is skipped. */
export const onPostgres: Specify = isPostgres ? specify : nothing
/** A test of what only SQLite does. */
export const onSqlite: Specify = isPostgres ? nothing : specify

/** Settings that name a database nobody else uses; none for SQLite, whose file is in the data folder. */
export interface FreshDatabase {
  readonly settings: Readonly<Record<string, string>>
  dispose(): Promise<void>
}

export async function freshDatabase(): Promise<FreshDatabase> {
  if (!isPostgres) return { settings: {}, dispose: async () => {} }
  const name = `test_${randomBytes(8).toString('hex')}`
  await administer(`CREATE DATABASE ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return {
    settings: { DATABASE_URL: url.href },
    dispose: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export type TestContext = Context & {
  readonly clock: ManualClock
  /** Closes the context, if it still is open, and removes all it stored. */
  dispose(): Promise<void>
}

/** A context on a fresh data folder and database; `overrides` are environment variables. */
export async function openTestContext(
  overrides: Readonly<Record<string, string>> = {},
): Promise<TestContext> {
  const folder = await mkdtemp(join(tmpdir(), 'multimail-test-'))
  const database = await freshDatabase()
  const remove = async () => {
    await database.dispose()
    await rm(folder, { recursive: true, force: true })
  }
  const config = loadConfig({
    MULTIMAIL_DATA: folder,
    MULTIMAIL_HTTP_PORT: '0',
    MULTIMAIL_SMTP_PORT: '0',
    MULTIMAIL_RATE_LIMIT: 'off',
    LOG_LEVEL: 'silent',
    ...database.settings,
    ...overrides,
  })
  const clock = new ManualClock()
  try {
    const context = await openContext(config, createLog(config.logLevel), { clock })
    const dispose = async () => {
      await context.close()
      await remove()
    }
    return Object.assign(context, { clock, dispose })
  } catch (error) {
    await remove()
    throw error
  }
}
