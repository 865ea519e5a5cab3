/** A fresh database for every server that is measured: a SQLite file, or one on a given PostgreSQL server. */

import { randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** A place to keep things, for one server. */
export interface Place {
  /** Settings of our server that lead there. */
  readonly settings: Readonly<Record<string, string>>
  readonly folder: string
  /** What `openBackend` takes. */
  readonly backend: { readonly url: string | null; readonly file: string }
  /** How many messages are stored whose text is not yet indexed; asked from outside the server. */
  undigested(): Promise<number>
  dispose(): Promise<void>
}

export interface BenchDatabase {
  readonly name: 'sqlite' | 'postgres'
  /** Makes a new, empty database and data folder under `folder`. */
  place(folder: string): Promise<Place>
}

const COUNT = 'SELECT count(*) AS waiting FROM messages WHERE digested_at IS NULL'

export const sqlite: BenchDatabase = {
  name: 'sqlite',
  async place(parent) {
    const folder = await mkdtemp(join(parent, 'sqlite-'))
    const file = join(folder, 'multimail.db')
    let reader: DatabaseSync | null = null
    return {
      settings: { MULTIMAIL_DATA: folder },
      folder,
      backend: { url: null, file },
      async undigested() {
        reader ??= new DatabaseSync(file, { readOnly: true })
        return Number(reader.prepare(COUNT).get()?.waiting ?? 0)
      },
      async dispose() {
        reader?.close()
      },
    }
  },
}

/** `server`: URL of a PostgreSQL server where databases may be made. */
export function postgres(server: string): BenchDatabase {
  return {
    name: 'postgres',
    async place(parent) {
      const folder = await mkdtemp(join(parent, 'postgres-'))
      const name = `bench_${randomBytes(8).toString('hex')}`
      await administer(server, `CREATE DATABASE ${name}`)
      const url = new URL(server)
      url.pathname = `/${name}`
      let reader: Promise<pg.Client> | null = null
      return {
        settings: { MULTIMAIL_DATA: folder, DATABASE_URL: url.href },
        folder,
        backend: { url: url.href, file: '' },
        async undigested() {
          reader ??= connect(url.href)
          return Number((await (await reader).query(COUNT)).rows[0]?.waiting ?? 0)
        },
        async dispose() {
          await (await reader)?.end()
          await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
        },
      }
    },
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function administer(server: string, statement: string): Promise<void> {
  const client = await connect(server)
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
