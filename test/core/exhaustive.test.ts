/**
 * Every history of a small world, on the functions that the server runs: none breaks a promise of
 * `docs/proof.md`, and rules that are broken on purpose are found. Needs no Coq.
 */

import { describe, expect, it } from 'vitest'
import { RULES, type Rules } from '../../src/core/tables.ts'
import { BROKEN } from './broken-rules.ts'
import { brokenByStep, brokenByTables } from './oversight-promises.ts'
import { ACTS, type Act, beginnings, MAILBOXES, type Mail, type Mailbox, perform } from './oversight-world.ts'

interface Search {
  /** How many different messages were reached. */
  readonly reached: number
  readonly states: ReadonlySet<string>
  /** The first promise that was broken, and the acts that led there; null when none was. */
  readonly broken: { readonly promise: string; readonly history: readonly string[] } | null
}

interface Reached {
  readonly mail: Mail
  readonly history: readonly string[]
}

const told = (act: Act, { modeNow, paused, allowlisted, isFuture, required }: Mailbox) =>
  `${Object.values(act).join(' ')} (${modeNow}, paused ${paused}, allowlisted ${allowlisted}, future ${isFuture}, ${required} needed)`

/** Follows every act, in every mailbox, from every message that can be reached, the shortest histories first. */
function search(rules: Rules): Search {
  const atOnce = brokenByTables(rules)
  const queue: Reached[] = beginnings(rules).map((mail) => ({ mail, history: [] }))
  const known = new Set(queue.map(({ mail }) => JSON.stringify(mail)))
  const states = new Set<string>()
  const result = (broken: Search['broken']) => ({ reached: known.size, states, broken })
  if (atOnce !== null) return result({ promise: atOnce, history: [] })
  for (const { mail, history } of queue) {
    states.add(mail.state)
    for (const box of MAILBOXES) {
      for (const act of ACTS) {
        const after = perform(rules, mail, box, act)
        if (after === null) continue
        const promise = brokenByStep(rules, { before: mail, box, act, after })
        if (promise !== null) return result({ promise, history: [...history, told(act, box)] })
        const key = JSON.stringify(after)
        if (known.has(key)) continue
        known.add(key)
        queue.push({ mail: after, history: [...history, told(act, box)] })
      }
    }
  }
  return result(null)
}

describe('the rules that the server runs', () => {
  it('keep every promise in every history', () => {
    const { broken, reached, states } = search(RULES)
    expect(broken).toBeNull()
    expect(reached).toBeGreaterThan(500)
    expect([...states].sort()).toEqual([
      'cancelled',
      'expired',
      'held',
      'parked',
      'rejected',
      'released',
      'scanning',
      'scheduled',
    ])
  })
})

describe('rules broken on purpose are found', () => {
  it.each(BROKEN)('$what: $promise', ({ promise, rules }) => {
    const { broken } = search(rules)
    expect(broken?.promise).toContain(promise)
  })
})
