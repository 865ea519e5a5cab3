/** An export proves itself: whatever is done to its text is found and named (contract §9). */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportEntry, ExportHeader, ExportPosition, ExportRecord } from '../../src/core/audit-export.ts'
import {
  csvOf,
  jsonlOf,
  makeChain,
  makeEntry,
  makeExport,
  makeKey,
  sealed,
  signedPosition,
  verifyCsv,
  verifyJsonl,
  verifyRecords,
} from '../support/audit-exports.ts'

const signer = makeKey()
const records = makeExport(signer)
const partial = makeExport(signer, { lengths: [8, 12], only: ({ action }) => action === 'message.sent' })
const FILES = [
  { name: 'JSON Lines', text: jsonlOf(records), verify: verifyJsonl },
  { name: 'CSV', text: csvOf(records), verify: verifyCsv },
  { name: 'JSON Lines of a selection', text: jsonlOf(partial), verify: verifyJsonl },
  { name: 'CSV of a selection', text: csvOf(partial), verify: verifyCsv },
]
/** Where the records of a CSV file begin: its heading says nothing. */
const beginOf = (text: string) => (text.startsWith('{') ? 0 : text.indexOf('\n') + 1)

describe('an export as it was written', () => {
  it.each(FILES)('verifies as $name', ({ text, verify }) => {
    for (const pinned of [null, [makeKey().jwk, signer.jwk]]) {
      const report = verify(text, pinned)
      expect(report).toMatchObject({ ok: true, fault: null, chains: 2, signed_by: [signer.jwk.kid] })
      expect(report).toMatchObject({ account_id: 'account', exported_at: '2026-03-02T09:00:00.000Z' })
    }
  })

  it('says what it holds', () => {
    expect(verifyRecords(records)).toMatchObject({
      entries: 15,
      checkpoints: 3,
      revealed: 5,
      gaps: 0,
      partial: false,
    })
    // Entries 2, 4, … of each chain: before each of them one was left out.
    expect(verifyRecords(partial)).toMatchObject({ entries: 10, checkpoints: 5, gaps: 10, partial: true })
  })

  it('may be of nothing, and may have empty chains', () => {
    for (const lengths of [[], [0], [0, 3, 0]])
      expect(verifyRecords(makeExport(signer, { lengths }))).toMatchObject({ ok: true })
    expect(verifyRecords(makeExport(signer, { only: () => false }))).toMatchObject({ ok: true, entries: 0 })
  })

  it('verifies without the clear text of what was erased', () => {
    const erased = records.slice(0, -1).map((one) => (one.type === 'entry' ? { ...one, hidden: null } : one))
    expect(verifyRecords(sealed(erased, signer))).toMatchObject({ ok: true, revealed: 0 })
  })
})

describe.each(FILES)('any single change of the text of $name', ({ text, verify }) => {
  const begin = beginOf(text)
  const place = fc.integer({ min: begin, max: text.length - 1 })
  const character = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom(...'0a",\n\r {}\''))

  const expectFound = (changed: string) => {
    if (changed === text) return
    const { ok, fault } = verify(changed)
    expect(ok).toBe(false)
    expect(fault?.problem).toMatch(/\.$/)
  }

  it('is found: a character in place of another', () => {
    fc.assert(
      fc.property(place, character, (at, other) => {
        expectFound(text.slice(0, at) + other + text.slice(at + 1))
      }),
      { numRuns: 150 },
    )
  })

  it('is found: a part removed', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 2_000 }), (at, length) => {
        expectFound(text.slice(0, at) + text.slice(at + length))
      }),
      { numRuns: 150 },
    )
  })

  it('is found: something inserted', () => {
    fc.assert(
      fc.property(place, character, (at, more) => {
        expectFound(text.slice(0, at) + more + text.slice(at))
      }),
      { numRuns: 150 },
    )
  })

  it('is found: its end cut off, anywhere', () => {
    fc.assert(
      fc.property(place, (at) => expectFound(text.slice(0, at))),
      { numRuns: 150 },
    )
  })
})

describe.each([
  { name: 'a whole export', all: records },
  { name: 'a selection', all: partial },
])('any single change of the records of $name', ({ all }) => {
  const count = all.length
  const expectFound = (changed: readonly ExportRecord[]) => {
    const { ok, fault } = verifyRecords(changed)
    expect(ok).toBe(false)
    expect(fault?.problem).toMatch(/\.$/)
  }

  it('is found: each removed', () => {
    for (let at = 0; at < count; at++) expectFound(all.toSpliced(at, 1))
  })

  it('is found: each written twice, in any place', () => {
    for (const record of all) for (let at = 0; at <= count; at++) expectFound(all.toSpliced(at, 0, record))
  })

  it('is found: any two swapped', () => {
    for (let one = 0; one < count; one++)
      for (let other = one + 1; other < count; other++)
        expectFound(all.with(one, all[other] as ExportRecord).with(other, all[one] as ExportRecord))
  })

  it('is found: cut after each', () => {
    for (let length = 0; length < count; length++) expectFound(all.slice(0, length))
  })
})

describe('what is found is named', () => {
  const isEntry = (record: ExportRecord): record is ExportEntry => record.type === 'entry'
  const at = records.findIndex(
    (one) => isEntry(one) && one.chain_id === 'mailbox-1' && one.chain_position === 3,
  )
  const third = records[at] as ExportEntry
  const fourth = records[at + 1] as ExportEntry
  const named = { line: at + 1, entry_id: 'mailbox-1-3', chain_id: 'mailbox-1', position: 3 }

  it('a changed entry, with its line', () => {
    const { fault } = verifyRecords(records.with(at, { ...third, actor: 'operator' }))
    expect(fault).toEqual({
      ...named,
      problem: 'The entry was changed: its hash is not that of its content.',
    })
  })

  it('an entry that was rewritten, hash and all', () => {
    const forged = makeEntry('mailbox-1', { position: 2, hash: third.prev_hash }, { actor: 'operator' })
    const { fault } = verifyRecords(records.with(at, forged))
    expect(fault).toMatchObject({ line: at + 2, entry_id: 'mailbox-1-4', position: 4 })
    expect(fault?.problem).toContain('one of the two was put in place of another')
  })

  it('a missing entry', () => {
    const { fault } = verifyRecords(records.toSpliced(at, 1))
    expect(fault).toMatchObject({ line: at + 1, entry_id: 'mailbox-1-4', position: 4 })
    expect(fault?.problem).toBe('Entry 3 is missing: the next one found is 4.')
  })

  it('two entries in the wrong order', () => {
    const { fault } = verifyRecords(records.with(at, fourth).with(at + 1, third))
    expect(fault).toMatchObject({ entry_id: 'mailbox-1-3', position: 3 })
    expect(fault?.problem).toBe('The order was changed: entry 3 stands after entry 4.')
  })

  it('an entry that is there twice', () => {
    const { fault } = verifyRecords(records.toSpliced(at, 0, third))
    expect(fault).toMatchObject({ ...named, line: at + 2 })
    expect(fault?.problem).toBe('Entry 3 is there twice: one of the two was inserted.')
  })

  it('clear text that is not what was recorded', () => {
    const hidden = { salt: third.hidden?.salt ?? '', values: { recipient: 'eve@evil.example' } }
    const { fault } = verifyRecords(records.with(at, { ...third, hidden }))
    expect(fault).toMatchObject(named)
    expect(fault?.problem).toContain('The clear text of "recipient" is not what the entry recorded')
  })

  it('a line that is none', () => {
    const { fault } = verifyRecords([...records.slice(0, at), null, ...records.slice(at + 1)])
    expect(fault).toMatchObject({ line: at + 1, entry_id: null })
  })

  it('the last line cut off in the middle, and the end missing', () => {
    expect(verifyRecords(records.slice(0, -1), false).fault).toMatchObject({
      line: records.length,
      problem: 'The file is cut off in the middle of its last line.',
    })
    const { fault } = verifyRecords(records.slice(0, -1))
    expect(fault).toMatchObject({ line: null, problem: 'The file is cut off: its signed end is missing.' })
    expect(verifyRecords([]).fault?.problem).toBe('The file is empty, or no export of an audit log.')
  })

  it('a chain that the server itself could not sign', () => {
    const head = records.find(({ type }) => type === 'head') as ExportPosition
    const unsigned = records
      .slice(0, -1)
      .map((one) => (one === head ? { ...head, kid: null, signature: null } : one))
    const { fault } = verifyRecords(sealed(unsigned, signer))
    expect(fault).toMatchObject({ chain_id: 'account', position: 6 })
    expect(fault?.problem).toContain('The server did not sign the end of this chain')
  })
})

describe('a chain that was rewritten, with hashes that fit', () => {
  /** The export of a chain of eight, as it was, with one checkpoint of the time before in it. */
  const rewritten = (key = signer) => {
    const header = records[0] as ExportHeader
    const before = makeChain('account', 4).at(-1) as ExportEntry
    const entries: ExportEntry[] = []
    for (const { hash, position } of [{ hash: '0'.repeat(64), position: 0 }])
      entries.push(makeEntry('account', { hash, position }, { actor: 'key:forged' }))
    for (let position = 1; position < 8; position++) {
      const last = entries.at(-1) as ExportEntry
      entries.push(makeEntry('account', { position, hash: last.hash }))
    }
    const last = entries.at(-1) as ExportEntry
    const old = signedPosition('checkpoint', 'account', { position: 4, hash: before.hash }, signer)
    const head = signedPosition('head', 'account', { position: 8, hash: last.hash }, key)
    return { header, entries, old, head }
  }

  it('does not fit the checkpoint of before', () => {
    const { header, entries, old, head } = rewritten()
    const forged = sealed([header, ...entries.slice(0, 4), old, ...entries.slice(4), head], signer)
    const { fault } = verifyRecords(forged)
    expect(fault).toMatchObject({ chain_id: 'account', position: 4 })
    expect(fault?.problem).toBe('Entry 4 is not the one that was signed: the chain was rewritten.')
  })

  it('and signed with another key is right by itself, but not with the key of the server', () => {
    const forger = makeKey()
    const { header, entries, head } = rewritten(forger)
    const forged = sealed([{ ...header, keys: [forger.jwk] }, ...entries, head], forger)
    const believed = verifyRecords(forged)
    expect(believed).toMatchObject({ ok: true, signed_by: [forger.jwk.kid] })
    const { ok, fault } = verifyRecords(forged, true, [signer.jwk])
    expect(ok).toBe(false)
    expect(fault?.problem).toContain(`it is signed with another key (${forger.jwk.kid})`)
    expect(fault?.problem).toContain('it is not from that server')
  })

  it('and that names the key of the server as its own is found, with the key or without', () => {
    const forger = makeKey()
    const { header, entries } = rewritten(forger)
    const disguised = { key: forger.key, jwk: signer.jwk }
    const last = entries.at(-1) as ExportEntry
    const head = signedPosition('head', 'account', { position: 8, hash: last.hash }, disguised)
    const forged = sealed([header, ...entries, head], disguised)
    for (const pinned of [null, [signer.jwk]])
      expect(verifyRecords(forged, true, pinned).fault?.problem).toContain('its signature does not hold')
    const misnamed = { ...header, keys: [{ ...forger.jwk, kid: signer.jwk.kid }] }
    expect(verifyRecords([misnamed, ...forged.slice(1)]).fault?.problem).toContain('another thumbprint')
  })
})
