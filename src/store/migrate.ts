/** Numbered, forward-only migrations, each in one transaction; a database from a newer program is refused. */

import { type Kysely, sql } from 'kysely'
import type { Backend, ColumnTypes } from './backend.ts'
import { statements as initial } from './migrations/0001-initial.ts'
import { statements as oversight } from './migrations/0002-oversight.ts'
import { statements as webhooks } from './migrations/0003-webhooks.ts'
import { statements as audit } from './migrations/0004-audit.ts'
import { statements as outgoing } from './migrations/0005-outgoing.ts'
import { statements as identity } from './migrations/0006-identity.ts'
import { statements as filtering } from './migrations/0007-filtering.ts'
import { statements as domains } from './migrations/0008-domains.ts'
import { statements as bounces } from './migrations/0009-bounces.ts'
import { statements as people } from './migrations/0010-people.ts'
import { statements as signUp } from './migrations/0011-sign-up.ts'
import { statements as oauth } from './migrations/0012-oauth.ts'
import { statements as account } from './migrations/0013-account.ts'
import { statements as storage } from './migrations/0014-storage.ts'
import type { Schema } from './schema.ts'

interface Migration {
  readonly version: number
  readonly name: string
  readonly statements: (types: ColumnTypes) => string[]
}

const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'initial', statements: initial },
  { version: 2, name: 'oversight', statements: oversight },
  { version: 3, name: 'webhooks', statements: webhooks },
  { version: 4, name: 'audit', statements: audit },
  { version: 5, name: 'outgoing', statements: outgoing },
  { version: 6, name: 'identity', statements: identity },
  { version: 7, name: 'filtering', statements: filtering },
  { version: 8, name: 'domains', statements: domains },
  { version: 9, name: 'bounces', statements: bounces },
  { version: 10, name: 'people', statements: people },
  { version: 11, name: 'sign-up', statements: signUp },
  { version: 12, name: 'oauth', statements: oauth },
  { version: 13, name: 'account', statements: account },
  { version: 14, name: 'storage', statements: storage },
]

/** The schema version this program needs. */
export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.version ?? 0

async function versionOf(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{
    version: number | null
  }>`SELECT max(version) AS version FROM schema_versions`.execute(db)
  return rows[0]?.version ?? 0
}

/**
 * Brings the database to {@link SCHEMA_VERSION}. Returns the names of what was applied. Throws when the database
 * is newer than this program. `now` is epoch ms.
 */
export async function migrate(backend: Backend, now: number): Promise<string[]> {
  return backend.onWriter(async (db) => {
    // IF NOT EXISTS alone does not help two programs that start at once.
    await inTransaction(backend, db, async () => {
      await sql`CREATE TABLE IF NOT EXISTS schema_versions (
        version integer PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL)`.execute(db)
    })
    const applied: string[] = []
    const found = await versionOf(db)
    if (found > SCHEMA_VERSION) {
      throw new Error(
        `The database has schema version ${found}, this program knows ${SCHEMA_VERSION}: start a newer program.`,
      )
    }
    for (const migration of MIGRATIONS) {
      await inTransaction(backend, db, async () => {
        if ((await versionOf(db)) >= migration.version) return
        for (const statement of migration.statements(backend.types)) await sql.raw(statement).execute(db)
        await sql`INSERT INTO schema_versions (version, name, applied_at)
          VALUES (${migration.version}, ${migration.name}, ${now})`.execute(db)
        applied.push(migration.name)
      })
    }
    return applied
  })
}

/** Runs `work` in a transaction that no other migration runs beside. */
async function inTransaction(backend: Backend, db: Kysely<Schema>, work: () => Promise<void>): Promise<void> {
  await sql.raw(backend.begin).execute(db)
  try {
    await backend.lockChain(db, 'schema')
    await work()
    await sql`COMMIT`.execute(db)
  } catch (error) {
    await sql`ROLLBACK`.execute(db)
    throw error
  }
}
