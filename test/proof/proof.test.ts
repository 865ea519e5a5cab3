/** The theorems hold of the tables that run, Coq refuses other tables, and the record says what was checked. */

import { readFileSync } from 'node:fs'
import { describe, expect, it, type TestContext } from 'vitest'
import {
  checkProof,
  departureOf,
  findCoq,
  LABELS,
  type ProofStatus,
  theoremsOf,
} from '../../scripts/proof-check.ts'
import { provedTables } from '../../scripts/proof-tables.ts'
import { proofStatus } from '../../src/http/routes/proof.ts'

const read = (name: string) => readFileSync(new URL(`../../proof/${name}`, import.meta.url), 'utf8')

const tables = read('Tables.v')
const theory = read('Oversight.v')
const status = JSON.parse(read('status.json')) as ProofStatus
const installed = await findCoq()

/** Skips a test where there is no Coq, saying what to install. */
function needsCoq(context: TestContext): void {
  if (installed === null) context.skip('coqc is not installed: apt-get install coq (Debian and Ubuntu)')
}

/** A Coq run takes some seconds, more where others work too: in ms. */
const LONG = 240_000

/** Replaces one thing that must be there. */
function replaced(text: string, before: string, after: string): string {
  expect(text.split(before), `${before} stands there once`).toHaveLength(2)
  return text.replace(before, after)
}

describe('Coq', () => {
  it('accepts every theorem on the tables that the server runs, with no axiom', {
    timeout: LONG,
  }, async (context) => {
    needsCoq(context)
    const { theorems, tool } = await checkProof({ tables: provedTables(), theory })
    expect(theorems).toEqual(status.theorems)
    expect(tool).toMatch(/^(?:Coq|Rocq) \d/)
  })

  it.for([
    [
      'a gate that expires into release',
      '    | Cancel => Some Cancelled\n    end\n  | Parked =>',
      '    | Cancel => Some Released\n    end\n  | Parked =>',
    ],
    [
      'a mailbox that takes mail in read_only',
      '  | ReadOnly => false\n  | GatedAll',
      '  | ReadOnly => true\n  | GatedAll',
    ],
    [
      'an approval that is taken back and goes all the same',
      '    | Hold | Withdraw => Some Held\n',
      '    | Hold => Some Held\n    | Withdraw => Some Released\n',
    ],
    ['an author who decides', 'if is_author then NoOwnMail', 'if is_author then Yes'],
  ])('refuses %s', { timeout: LONG }, async ([, before = '', after = ''], context) => {
    needsCoq(context)
    await expect(checkProof({ tables: replaced(tables, before, after), theory })).rejects.toThrow(
      /^Coq refuses/,
    )
  })

  it('refuses a theorem that is not proved', { timeout: LONG }, async (context) => {
    needsCoq(context)
    const weaker = replaced(
      theory,
      'mode_now (box u) <> ReadOnly.\nProof.',
      'mode_now (box u) = ReadOnly.\nProof.',
    )
    await expect(checkProof({ tables, theory: weaker })).rejects.toThrow(/^Coq refuses/)
  })
})

describe('what stands without a proof', () => {
  it.each(['Admitted', 'Axiom', 'Parameter', 'admit', 'Hypothesis', 'Variable', 'Conjecture'])(
    'is refused before Coq sees it: %s',
    async (word) => {
      const slipped = `${theory}\n${word} something : False.`
      await expect(checkProof({ tables, theory: slipped })).rejects.toThrow(`must not say "${word}"`)
      await expect(checkProof({ tables: `${tables}\n${word}.`, theory })).rejects.toThrow('must not say')
    },
  )

  it('is refused: a theorem whose assumptions are not printed', async () => {
    const [last = ''] = theory.match(/Print Assumptions \w+\.\n$/) ?? []
    expect(last).not.toBe('')
    await expect(checkProof({ tables, theory: theory.slice(0, -last.length) })).rejects.toThrow(
      'Print Assumptions',
    )
  })

  it('is refused: a theorem that does not say what it states, and a promise without a theorem', () => {
    expect(() => theoremsOf(`${theory}\nTheorem j_silent : True.\nProof. exact I. Qed.`)).toThrow('j_silent')
    expect(() => theoremsOf('(** (a) One only. *)\nTheorem a_one : True.')).toThrow('the promise b, c, d')
  })
})

describe('proof/status.json', () => {
  it('is the record of the files that are checked in', () => {
    expect(departureOf(status, { tables: provedTables(), theory }), 'run `npm run proof`').toBeNull()
    expect(status.tool).toMatch(/^(?:Coq|Rocq) \d/)
    expect(status.checked_at).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('has a sentence for every theorem, and a theorem for every promise', () => {
    expect([...new Set(status.theorems.map(({ label }) => label))]).toEqual([...LABELS])
    for (const { statement } of status.theorems) expect(statement).toMatch(/^[A-Z].{30,}\.$/)
  })

  it('is told stale when tables, theory or theorems are others', () => {
    expect(departureOf(status, { tables: `${tables} `, theory })).toBe('it is of other tables')
    expect(departureOf(status, { tables, theory: `${theory} ` })).toBe('it is of another Oversight.v')
    expect(departureOf({ ...status, theorems: [] }, { tables, theory })).toBe('it lists other theorems')
  })
})

describe('the answer of GET /v1/proof-status', () => {
  it('is "proved" for the tables that were proved', () => {
    expect(proofStatus(status, status.tables_sha256)).toEqual({
      status: 'proved',
      theorems: status.theorems,
      tool: status.tool,
      tables_sha256: status.tables_sha256,
      running_tables_sha256: status.tables_sha256,
      checked_at: status.checked_at,
      fix: null,
      docs: 'docs/proof.md',
    })
  })

  it('is "stale" for other tables, with the way out', () => {
    const answer = proofStatus(status, 'f'.repeat(64))
    expect(answer).toMatchObject({ status: 'stale', running_tables_sha256: 'f'.repeat(64) })
    expect(answer).toMatchObject({ fix: expect.stringContaining('npm run proof') })
  })

  it('has the same keys when there is no record', () => {
    const answer = proofStatus(null, status.tables_sha256)
    expect(Object.keys(answer)).toEqual(Object.keys(proofStatus(status, '')))
    expect(answer).toMatchObject({ status: 'stale', theorems: [], tool: null, checked_at: null })
  })
})
