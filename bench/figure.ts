/** What a benchmark comes to, and how it is printed: one JSON object a line, or a table (contract §13). */

export interface Figure {
  /** What was measured, e.g. `send.16`. */
  readonly name: string
  /** `sqlite`, `postgres`, or null where no database is involved. */
  readonly database: string | null
  /** `value / floor`, as the median of the rounds; null where there is no reference, or it could not run. */
  readonly ratio: number | null
  /** The reference measured in the same run, in `unit`. */
  readonly floor: number | null
  readonly value: number | null
  readonly unit: string
  /** Latencies of the subject in ms, where single operations were timed. */
  readonly p50_ms: number | null
  readonly p99_ms: number | null
}

/** Takes the next figure as soon as it is known. */
export type Report = (figure: Figure, aim?: string) => void

const COLUMNS = ['figure', 'database', 'ratio', 'aim', 'value', 'floor', 'unit', 'p50 ms', 'p99 ms']
const WIDTHS = [34, 8, 8, 8, 10, 10, 11, 8, 8]

function short(value: number | null): string {
  if (value === null) return '-'
  if (Math.abs(value) >= 1_000) return String(Math.round(value))
  return String(Number(value.toPrecision(3)))
}

function rowOf(cells: readonly string[]): string {
  return cells
    .map((cell, index) => (index < 2 ? cell.padEnd(WIDTHS[index] ?? 0) : pad(cell, index)))
    .join(' ')
}

const pad = (cell: string, index: number) => cell.padStart(WIDTHS[index] ?? 0)

const rounded = (value: number | null) => (value === null ? null : Number(value.toPrecision(4)))

/** A {@link Report} that prints to stdout. */
export function printer(isJson: boolean): Report {
  let isFirst = true
  return (figure, aim = '') => {
    const { name, database, ratio, floor, value, unit, p50_ms, p99_ms } = figure
    if (isJson) {
      const numbers = { ratio: rounded(ratio), floor: rounded(floor), value: rounded(value) }
      const times = { p50_ms: rounded(p50_ms), p99_ms: rounded(p99_ms) }
      process.stdout.write(`${JSON.stringify({ name, database, ...numbers, unit, ...times })}\n`)
      return
    }
    if (isFirst) process.stdout.write(`${rowOf(COLUMNS)}\n`)
    isFirst = false
    const cells = [
      name,
      database ?? '-',
      short(ratio),
      aim,
      short(value),
      short(floor),
      unit,
      short(p50_ms),
      short(p99_ms),
    ]
    process.stdout.write(`${rowOf(cells)}\n`)
  }
}
