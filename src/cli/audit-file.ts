/** Verifying an export of the audit log from its file: no server, no database, no settings. */

import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { CSV_COLUMNS, CsvReader, recordOfCells } from '../core/audit-csv.ts'
import { type ExportRecord, readRecord } from '../core/audit-export.ts'
import type { PublicJwk } from '../core/checkpoint.ts'
import { type ExportReport, ExportVerifier } from '../core/verify-export.ts'
import { digest } from '../store/events.ts'
import { isSignedBy, readPublicKeys, thumbprintOf } from '../store/signature.ts'
import { CommandError, type Invocation, print } from './command.ts'
import { tellProgress } from './progress.ts'

/** A line longer than this is none, in bytes or characters. */
const LONGEST_LINE = 4_000_000
const LINE_BREAK = 0x0a

/** Verifies `file` and prints what came of it; `keys` is a file of the keys to believe. Returns the exit code. */
export async function verifyFile(invocation: Invocation, file: string, keys: string | null): Promise<number> {
  const pinned = keys === null ? null : await readKeys(keys)
  const report = await reportOn(file, pinned)
  print(invocation, { ...report, keys_given: pinned !== null }, textOf(report, pinned !== null))
  return report.ok ? 0 : 1
}

async function readKeys(file: string): Promise<PublicJwk[]> {
  try {
    return readPublicKeys(await readFile(file, 'utf8'))
  } catch (error) {
    throw new CommandError(`${file} holds no public keys on P-256 (${whyOf(error)}).`)
  }
}

const whyOf = (error: unknown) => (error instanceof Error ? error.message : 'it cannot be read')

/** Reads the file once from its beginning. Throws {@link CommandError} when it cannot be read. */
async function reportOn(file: string, pinned: readonly PublicJwk[] | null): Promise<ExportReport> {
  const verifier = new ExportVerifier({ digest, isSignedBy, thumbprintOf }, pinned)
  const told = tellProgress(`Verifying ${file}`, 'lines')
  let reader: RecordReader | null = null
  let lines = 0
  try {
    for await (const text of textOfFile(file)) {
      reader ??= text.startsWith('{') ? new LineReader() : new RowReader()
      for (const record of reader.push(text)) {
        told(++lines)
        if (!verifier.take(record)) return verifier.finish(true)
      }
    }
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${whyOf(error)}`)
  }
  return verifier.finish(reader === null || !reader.isInside)
}

/** The text of a file, some lines at a time. Throws when a line is too long. */
async function* textOfFile(file: string): AsyncGenerator<string, void> {
  let rest: Buffer[] = []
  let length = 0
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const end = piece.lastIndexOf(LINE_BREAK) + 1
    rest.push(piece.subarray(0, end || piece.length))
    length += piece.length
    if (end > 0) {
      yield textOfLines(Buffer.concat(rest))
      rest = [piece.subarray(end)]
      length = piece.length - end
    } else if (length > LONGEST_LINE) throw new Error('a line is too long')
  }
  if (length > 0) yield textOfLines(Buffer.concat(rest))
}

/** A line that is no UTF-8 becomes one that no export has: decoding would hide what was done to it. */
function textOfLines(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString()
  const lines: string[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_BREAK, start) + 1 || bytes.length
    const line = bytes.subarray(start, end)
    lines.push(isUtf8(line) ? line.toString() : '\0\n')
    start = end
  }
  return lines.join('')
}

/** Makes records of pieces of text, wherever they are cut; null for what is no record. */
interface RecordReader {
  /** Whether text was read that does not end a record. */
  readonly isInside: boolean
  push(text: string): Iterable<ExportRecord | null>
}

class LineReader implements RecordReader {
  #rest = ''

  get isInside(): boolean {
    return this.#rest !== ''
  }

  *push(text: string): Iterable<ExportRecord | null> {
    const lines = `${this.#rest}${text}`.split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > LONGEST_LINE) throw new Error('a line is too long')
    for (const line of lines) yield readRecord(line)
  }
}

class RowReader implements RecordReader {
  readonly #rows = new CsvReader()
  #isFirst = true

  get isInside(): boolean {
    return this.#rows.isInside
  }

  *push(text: string): Iterable<ExportRecord | null> {
    for (const cells of this.#rows.push(text)) {
      const isHeading = this.#isFirst && cells?.join() === CSV_COLUMNS.join()
      this.#isFirst = false
      if (!isHeading) yield cells === null ? null : recordOfCells(cells)
    }
  }
}

function textOf(report: ExportReport, isPinned: boolean): string {
  const { fault, signed_by: kids } = report
  if (fault !== null) {
    const place = fault.line === null ? '' : `record ${fault.line}`
    const entry = fault.position === null ? '' : `entry ${fault.position}`
    const chain = fault.chain_id === null ? '' : `of ${fault.chain_id}`
    const where = [place, [entry, chain].filter(Boolean).join(' ')].filter(Boolean).join(', ')
    return `✗ ${where === '' ? '' : `${where}: `}${fault.problem}`
  }
  const what = report.partial
    ? `a selection: ${report.gaps} places where entries between were left out`
    : 'whole: nothing is missing between its entries'
  return [
    `✓ ${report.entries} entries in ${report.chains} chains, exported ${report.exported_at ?? ''}: every one is as it was written.`,
    `  The file is ${what}; ${report.checkpoints} checkpoints agree.`,
    `  Signed by ${kids.join(', ')}.`,
    ...(isPinned
      ? []
      : [
          '  Compare that with the keys at /.well-known/multimail-signing-key of the server, or give them by --keys.',
        ]),
  ].join('\n')
}
