/** Inserts of many rows of a fixed shape, as fast as the store's own connection allows. */

import { CompiledQuery } from 'kysely'
import type { Backend } from '../src/store/backend.ts'
import type { Writer } from '../src/store/db.ts'

/** Parameters of one statement, below the limits of both databases. */
const MOST_PARAMETERS = 5_000

/** Makes a function that inserts rows, each with a value for each of `columns`. */
export function inserter(
  backend: Pick<Backend, 'name'>,
  table: string,
  columns: readonly string[],
): (writer: Writer, rows: readonly (readonly unknown[])[]) => Promise<void> {
  const most = Math.floor(MOST_PARAMETERS / columns.length)
  const texts = new Map<number, string>()
  const textFor = (count: number) => {
    let hole = 0
    const row = () => `(${columns.map(() => (backend.name === 'postgres' ? `$${++hole}` : '?')).join(', ')})`
    return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: count }, row).join(', ')}`
  }
  return async (writer, rows) => {
    for (let start = 0; start < rows.length; start += most) {
      const piece = rows.slice(start, start + most)
      const text = texts.get(piece.length) ?? textFor(piece.length)
      texts.set(piece.length, text)
      await writer.db.executeQuery(CompiledQuery.raw(text, piece.flat()))
    }
  }
}
