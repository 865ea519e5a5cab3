/** Looking for words in everything that the server keeps: every row of the database, its files, the folder of blobs. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { isPostgres, type TestContext } from './database.ts'

/** Every table; what the search index of SQLite keeps in tables of its own is found in the file. */
async function tablesOf({ database }: TestContext): Promise<string[]> {
  const query = isPostgres
    ? sql<{
        name: string
      }>`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
    : sql<{
        name: string
      }>`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'message_[wp]*_*'`
  return (await query.execute(database.reader)).rows.map(({ name }) => name).sort()
}

/** Rows as text: bytes are read as Latin-1, so that what is in a raw mail is found too. */
function textOfRow(row: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(row).map(([column, value]) => {
    const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)
    return `${column}=${text}`
  })
  return texts.join('\n')
}

/** The tables in whose rows a word stands, as `table: column=…`, without regard to case. */
export async function tablesWith(context: TestContext, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const table of await tablesOf(context)) {
    const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)}`.execute(
      context.database.reader,
    )
    for (const row of rows) {
      const lines = textOfRow(row).toLowerCase().split('\n')
      for (const word of words) {
        const line = lines.find((one) => one.includes(word.toLowerCase()))
        if (line !== undefined) found.push(`${table}: ${word} in ${line.slice(0, 200)}`)
      }
    }
  }
  return found
}

/** The files of a folder, and below it, in whose bytes a word stands, without regard to case. */
export async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const text = (await readFile(path)).toString('latin1').toLowerCase()
    for (const word of words) if (text.includes(word.toLowerCase())) found.push(`${entry.name}: ${word}`)
  }
  return found
}
