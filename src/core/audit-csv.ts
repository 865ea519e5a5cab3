/**
 * An export of the trail as CSV (RFC 4180) for spreadsheets: one row for each record, all with the same columns. Rows
 * that are no entries have their JSON in the column `metadata`. Nothing is lost, and each row is written in
 * one way only, so that the file can be verified.
 */

import { type ExportEntry, type ExportRecord, lineOf, readRecord } from './audit-export.ts'

const ENTRY_COLUMNS = [
  'id',
  'account_id',
  'mailbox_id',
  'chain_id',
  'chain_position',
  'test',
  'action',
  'resource_type',
  'resource_id',
  'actor_key_id',
  'actor',
  'metadata',
  'created_at',
  'prev_hash',
  'hash',
] as const satisfies readonly (keyof ExportEntry)[]

/** The first row. `time` is `created_at` in ISO 8601; `hidden` is JSON. */
export const CSV_COLUMNS: readonly string[] = ['type', 'time', ...ENTRY_COLUMNS, 'hidden']

const NUMBERS: ReadonlySet<string> = new Set(['chain_position', 'test', 'created_at'])
const NULLABLE: ReadonlySet<string> = new Set(['mailbox_id', 'actor_key_id'])

/** Spreadsheets run what begins so; an apostrophe before it makes it text. One that is there already is doubled. */
const DANGEROUS = /^[=+\-@\t\r\n']/

const defused = (text: string) => (DANGEROUS.test(text) ? `'${text}` : text)
const armed = (cell: string) => (cell.startsWith("'") && DANGEROUS.test(cell.slice(1)) ? cell.slice(1) : cell)

/** Cells as one row, with its line break. */
export function csvRow(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
  return `${quoted.join(',')}\r\n`
}

/** The cells of a record. */
export function cellsOf(record: ExportRecord): string[] {
  const isEntry = record.type === 'entry'
  const values = ENTRY_COLUMNS.map((column) => {
    if (isEntry) return String(record[column] ?? '')
    return column === 'metadata' ? lineOf(record) : ''
  })
  const time = isEntry ? new Date(record.created_at).toISOString() : ''
  const hidden = isEntry && record.hidden !== null ? JSON.stringify(record.hidden) : ''
  return [record.type, time, ...values, hidden].map(defused)
}

/** The record that a row of cells stands for; null when it is none, or is written in another way than {@link cellsOf}. */
export function recordOfCells(cells: readonly string[]): ExportRecord | null {
  if (cells.length !== CSV_COLUMNS.length) return null
  const named = Object.fromEntries(CSV_COLUMNS.map((column, index) => [column, armed(cells[index] ?? '')]))
  const line = named.type === 'entry' ? entryLine(named) : (named.metadata ?? '')
  const record = line === null ? null : readRecord(line)
  if (record === null || !hasTime(record)) return null
  const same = cellsOf(record).every((cell, index) => cell === cells[index])
  return same ? record : null
}

/** Whether its time is one that can be written. */
const hasTime = (record: ExportRecord) => record.type !== 'entry' || Math.abs(record.created_at) <= 8.64e15

function entryLine(named: Readonly<Record<string, string>>): string | null {
  const entry: Record<string, unknown> = { type: 'entry' }
  for (const column of ENTRY_COLUMNS) {
    const text = named[column] ?? ''
    if (NULLABLE.has(column) && text === '') entry[column] = null
    else entry[column] = NUMBERS.has(column) ? Number(text) : text
  }
  try {
    entry.hidden = named.hidden === '' ? null : JSON.parse(named.hidden ?? '')
  } catch {
    return null
  }
  return JSON.stringify(entry)
}

/** The cells of a row without its line break; null when {@link csvRow} writes it in another way. */
export function cellsOfRow(row: string): string[] | null {
  const cells: string[] = []
  let open: string[] = []
  let quotes = 0
  for (const part of row.split(',')) {
    open.push(part)
    quotes += quotesIn(part)
    // A comma inside quotes is no border.
    if (quotes % 2 === 1) continue
    cells.push(unquoted(open.join(',')))
    open = []
  }
  return csvRow(cells) === `${row}\r\n` ? cells : null
}

const quotesIn = (text: string) => text.split('"').length - 1
const unquoted = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)

/** A row longer than this is none, in characters. */
const LONGEST_ROW = 4_000_000

/** Finds rows in pieces of text, wherever they are cut. */
export class CsvReader {
  /** The lines of a row that goes on: a line break inside quotes does not end it. */
  #lines: string[] = []
  #quotes = 0
  #length = 0

  /** Whether text was read that does not end a row. */
  get isInside(): boolean {
    return this.#length > 0
  }

  /**
   * Takes the next piece and returns the cells of each row that ends in it; null for a row that is written in another
   * way than {@link csvRow} does. Throws when a row is too long.
   */
  push(text: string): (string[] | null)[] {
    const rows: (string[] | null)[] = []
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf('\n', start)
      const part = end < 0 ? text.slice(start) : text.slice(start, end + 1)
      start += part.length
      this.#length += part.length
      if (this.#length > LONGEST_ROW) throw new Error('a row is too long')
      this.#lines.push(part)
      this.#quotes += quotesIn(part)
      if (end >= 0 && this.#quotes % 2 === 0) rows.push(this.#endRow())
    }
    return rows
  }

  #endRow(): string[] | null {
    const row = this.#lines.join('')
    this.#lines = []
    this.#quotes = 0
    this.#length = 0
    return row.endsWith('\r\n') ? cellsOfRow(row.slice(0, -2)) : null
  }
}
