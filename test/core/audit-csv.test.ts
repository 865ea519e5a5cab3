/** The audit trail as CSV: nothing is lost, and each row has one spelling (RFC 4180). */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CSV_COLUMNS,
  CsvReader,
  cellsOf,
  cellsOfRow,
  csvRow,
  recordOfCells,
} from '../../src/core/audit-csv.ts'
import { EMPTY_CHAIN } from '../../src/core/chain.ts'
import { makeEntry, makeExport, makeKey } from '../support/audit-exports.ts'

/** Text that is full of what means something in CSV or in a spreadsheet. */
const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(',', '"', '\r', '\n', '\t', "'", '=', '+', '-', '@', 'a', 'é', '😀') }),
)
const row = fc.array(cell, { minLength: 1, maxLength: 6 })

/** The text in pieces, cut at these places. */
function pieces(text: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b)
  return [...places, text.length].map((end, index) => text.slice(places[index - 1] ?? 0, end))
}

describe('rows', () => {
  it('of any cells come back as they were, wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.array(fc.nat(), { maxLength: 12 }), (rows, cuts) => {
        const reader = new CsvReader()
        const text = rows.map(csvRow).join('')
        expect(pieces(text, cuts).flatMap((piece) => reader.push(piece))).toEqual(rows)
        expect(reader.isInside).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('have one spelling: what is read is what would be written', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const cells = cellsOfRow(text)
        if (cells !== null) expect(csvRow(cells)).toBe(`${text}\r\n`)
      }),
      { numRuns: 500 },
    )
    for (const other of ['"a"', 'a"b', '"a"b', '"a', 'a\rb', 'a,"b"', '""', '"a""'])
      expect(cellsOfRow(other), other).toBeNull()
    expect(new CsvReader().push('a,b\n')).toEqual([null])
  })

  it('that are not ended are noticed', () => {
    const reader = new CsvReader()
    expect(reader.push('a,"b\r\n')).toEqual([])
    expect(reader.isInside).toBe(true)
    expect(reader.push('"\r\n')).toEqual([['a', 'b\r\n']])
    expect(reader.isInside).toBe(false)
  })

  it('without an end are given up before they fill the memory', () => {
    const reader = new CsvReader()
    reader.push('"')
    const piece = '\n,'.repeat(100_000)
    expect(() => {
      for (let count = 0; count < 100; count++) reader.push(piece)
    }).toThrow('a row is too long')
  })

  it('of a million commas and quotes are read at once', () => {
    const long = [`${'",'.repeat(500_000)}`, '']
    expect(new CsvReader().push(csvRow(long))).toEqual([long])
  })
})

describe('a record', () => {
  it('of any kind comes back as it was', () => {
    for (const record of makeExport(makeKey())) expect(recordOfCells(cellsOf(record))).toEqual(record)
  })

  it('comes back whatever its texts are', () => {
    const some = fc.string({ unit: 'binary', minLength: 1 })
    const texts = fc.record({
      id: cell,
      actor: cell,
      action: cell,
      metadata: cell,
      resource_id: cell,
      mailbox_id: fc.option(some),
      actor_key_id: fc.option(some),
      created_at: fc.integer({ min: 0, max: 8.64e15 }),
    })
    fc.assert(
      fc.property(texts, (changes) => {
        const entry = makeEntry('mailbox', EMPTY_CHAIN, changes)
        expect(recordOfCells(cellsOf(entry))).toEqual(entry)
      }),
    )
  })

  it('never begins a cell with what a spreadsheet runs', () => {
    fc.assert(
      fc.property(cell, (actor) => {
        for (const text of cellsOf(makeEntry('mailbox', EMPTY_CHAIN, { actor })))
          expect(text).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
    )
    const cells = cellsOf(makeEntry('mailbox', EMPTY_CHAIN, { actor: '=HYPERLINK("http://x")' }))
    expect(cells[CSV_COLUMNS.indexOf('actor')]).toBe('\'=HYPERLINK("http://x")')
  })

  it('shows its time as people read it, and that must be right too', () => {
    const cells = cellsOf(makeEntry('mailbox', EMPTY_CHAIN))
    expect(cells[1]).toBe('2023-11-14T22:13:20.001Z')
    expect(recordOfCells(cells.with(1, '2023-11-14T22:13:21.001Z'))).toBeNull()
  })

  it('with a changed number of cells, or another spelling in one, is none', () => {
    const cells = cellsOf(makeEntry('mailbox', EMPTY_CHAIN))
    expect(recordOfCells(cells.slice(1))).toBeNull()
    expect(recordOfCells([...cells, ''])).toBeNull()
    const at = CSV_COLUMNS.indexOf('chain_position')
    for (const other of ['01', '1.0', ' 1', '1e0', ''])
      expect(recordOfCells(cells.with(at, other)), other).toBeNull()
    expect(recordOfCells(cells.with(CSV_COLUMNS.indexOf('created_at'), '9e99'))).toBeNull()
    expect(recordOfCells(cells.with(CSV_COLUMNS.indexOf('hidden'), '{'))).toBeNull()
  })
})
