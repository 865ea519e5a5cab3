/**
 * An export of the trail as CSV (RFC 4180) for spreadsheets: one row for each record, all with the same columns. Rows
 * that are no entries have their JSON in the column `metadata`. Nothing is lost: the file can be verified.
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

/** A row longer than this is none, in characters. */
const LONGEST_ROW = 4_000_000

/** Reads rows of cells from pieces of text, wherever they are cut. */
export class CsvReader {
  #cells: string[] = []
  #cell = ''
  #isQuoted = false
  /** A quote inside quotes was seen: the next character tells whether it ends them. */
  #isClosing = false
  #length = 0

  /** Whether text was read that does not end a row. */
  get isInside(): boolean {
    return this.#length > 0
  }

  /** Takes the next piece and returns the rows that end in it. Throws when a row is too long. */
  push(text: string): string[][] {
    const rows: string[][] = []
    for (const character of text) {
      if (++this.#length > LONGEST_ROW) throw new Error('a row is too long')
      const row = this.#take(character)
      if (row !== null) rows.push(row)
    }
    return rows
  }

  #take(character: string): string[] | null {
    if (this.#isQuoted) {
      if (this.#isClosing) {
        this.#isClosing = false
        if (character === '"') this.#cell += '"'
        else this.#isQuoted = false
        if (this.#isQuoted) return null
      } else {
        if (character === '"') this.#isClosing = true
        else this.#cell += character
        return null
      }
    }
    if (character === '"' && this.#cell === '') this.#isQuoted = true
    else if (character === ',') this.#endCell()
    else if (character === '\n') return this.#endRow()
    else if (character !== '\r') this.#cell += character
    return null
  }

  #endCell(): void {
    this.#cells.push(this.#cell)
    this.#cell = ''
  }

  #endRow(): string[] {
    this.#endCell()
    const row = this.#cells
    this.#cells = []
    this.#length = 0
    return row
  }
}
