/** The text that is proved says every cell of the tables that run: none can change without changing it. */

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { provedTables, tablesHash } from '../../scripts/proof-tables.ts'
import { tableText } from '../../src/core/table-text.ts'
import {
  MOST_APPROVALS,
  numbersText,
  RULES,
  type Rules,
  tablesOf,
  tablesText,
} from '../../src/core/tables.ts'

const checkedIn = readFileSync(new URL('../../proof/Tables.v', import.meta.url), 'utf8')

describe('proof/Tables.v', () => {
  it('is fresh', () => {
    expect(checkedIn, 'proof/Tables.v is stale: run `npm run proof`').toBe(provedTables())
  })

  it('has a hash that only its text decides', () => {
    expect(tablesHash()).toBe(tablesHash())
    expect(tablesHash()).toMatch(/^[0-9a-f]{64}$/)
  })

  it('has every function of the rules', () => {
    const named = tablesOf(RULES).map(({ name }) => name)
    const others = ['is_enough', 'count_reviewers']
    const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    expect([...named, ...others].sort()).toEqual(Object.keys(RULES).map(snake).sort())
  })
})

/** Every combination of the values of a table's arguments. */
function points(kinds: readonly (readonly unknown[])[]): unknown[][] {
  return kinds.reduce<unknown[][]>(
    (all, values) => all.flatMap((point) => values.map((value) => [...point, value])),
    [[]],
  )
}

describe('a table', () => {
  const sizes = tablesOf(RULES).map((table) => {
    const cells = table.arguments.reduce((product, { of }) => product * of.values.length, 1)
    return { name: table.name, cells, table }
  })

  it.each(sizes)('$name: changing any one of its $cells cells changes its text', ({ table }) => {
    const text = tableText(table)
    expect(provedTables()).toContain(text)
    const all = points(table.arguments.map(({ of }) => of.values.map(([value]) => value)))
    const cells = new Map(all.map((point) => [point.join(), table.cell(point)]))
    for (const [place, cell] of cells) {
      cells.set(place, 'Other')
      const changed = { ...table, cell: (values: readonly unknown[]) => cells.get(values.join()) ?? '' }
      expect(tableText(changed)).not.toBe(text)
      cells.set(place, cell)
    }
  })

  it('names a value that no type knows by a word that Coq does not know', () => {
    const rules = { ...RULES, maySubmit: () => 'perhaps' } as unknown as Rules
    expect(tablesText(rules)).toContain('Unknownbool')
  })
})

describe('numbers', () => {
  const all = Array.from({ length: MOST_APPROVALS + 1 }, (_, number) => number)

  it.each(all)('what isEnough says of %i given, and what follows, is in the text', (given) => {
    const text = numbersText(RULES)
    expect(provedTables()).toContain(text)
    for (const required of all.slice(1)) {
      const isHere = (one: number, other: number) => one === given && other === required
      const isEnough = (one: number, other: number) => isHere(one, other) !== RULES.isEnough(one, other)
      expect(numbersText({ ...RULES, isEnough })).not.toBe(text)
      const afterApproval: Rules['afterApproval'] = (facts) => {
        if (!isHere(facts.given, facts.required)) return RULES.afterApproval(facts)
        return RULES.afterApproval(facts) === 'approve' ? 'release' : 'approve'
      }
      expect(numbersText({ ...RULES, afterApproval })).not.toBe(text)
    }
  })

  it('how reviewers are counted is in the text', () => {
    const countReviewers = (actors: readonly string[]) => actors.length
    expect(tablesText({ ...RULES, countReviewers })).not.toBe(provedTables())
  })
})
