/** How fast a domain is mailed, learned from what it says. */

import { describe, expect, it } from 'vitest'
import { isSlowdown, Pace, type PaceFact, SLOWDOWN_WAITS_MS } from '../../src/core/pace.ts'

const fact = (changes: Partial<PaceFact>): PaceFact => ({
  outcome: 'deferred',
  stage: 'after_data',
  code: 451,
  enhanced: null,
  ...changes,
})
const ACCEPTED = fact({ outcome: 'accepted', code: 250 })
const BUSY = fact({ code: 421, stage: 'greeting' })

/** One conversation after the other. */
function say(pace: Pace, now: number, ...facts: readonly PaceFact[]): void {
  for (const one of facts) {
    pace.begin('slow.test')
    pace.end('slow.test', one, now)
  }
}

describe('a slowdown', () => {
  it.each([
    [{ code: 421, stage: 'rcpt' }, true],
    [{ code: null, stage: 'connect' }, true],
    [{ code: 450, stage: 'mail' }, true],
    [{ code: 451, stage: 'data', enhanced: '4.7.28' }, true],
    [{ code: 452, stage: 'data', enhanced: '4.3.2' }, true],
    [{ code: 450, stage: 'rcpt', enhanced: '4.7.1' }, false],
    [{ code: 452, stage: 'rcpt', enhanced: '4.2.2' }, false],
    [{ code: null, stage: 'dns' }, false],
    [{ outcome: 'refused', code: 550, stage: 'mail' }, false],
    [{ outcome: 'accepted', code: 250 }, false],
  ] as const)('%j: %s', (changes, expected) => {
    expect(isSlowdown(fact(changes))).toBe(expected)
  })
})

describe('the pace of a domain', () => {
  it('leaves room for others: so many conversations, no more', () => {
    const pace = new Pace(2)
    expect(pace.room('slow.test', 0)).toBe(2)
    pace.begin('slow.test')
    pace.begin('slow.test')
    expect(pace.full(0)).toEqual(['slow.test'])
    expect(pace.room('other.test', 0)).toBe(2)
    pace.end('slow.test', ACCEPTED, 0)
    expect(pace.full(0)).toEqual([])
  })

  it('halves and waits, longer each time, when it is asked for less', () => {
    const pace = new Pace(8)
    let now = 0
    for (const [index, wait] of [...SLOWDOWN_WAITS_MS, SLOWDOWN_WAITS_MS.at(-1) ?? 0].entries()) {
      say(pace, now, BUSY)
      expect(pace.room('slow.test', now + wait - 1)).toBe(0)
      now += wait
      expect(pace.room('slow.test', now)).toBe(Math.max(1, 8 >> (index + 1)))
    }
  })

  it('takes what conversations under way say together as one', () => {
    const pace = new Pace(8)
    for (let i = 0; i < 8; i++) pace.begin('slow.test')
    for (let i = 0; i < 8; i++) pace.end('slow.test', BUSY, 0)
    expect(pace.room('slow.test', SLOWDOWN_WAITS_MS[0] ?? 0)).toBe(4)
  })

  it('grows again, one by one, with successes', () => {
    const pace = new Pace(4)
    say(pace, 0, BUSY)
    const later = SLOWDOWN_WAITS_MS[0] ?? 0
    expect(pace.room('slow.test', later)).toBe(2)
    say(pace, later, ...Array<PaceFact>(10).fill(ACCEPTED))
    expect(pace.room('slow.test', later)).toBe(3)
    say(pace, later, ...Array<PaceFact>(50).fill(ACCEPTED))
    expect(pace.room('slow.test', later)).toBe(4)
    say(pace, later, BUSY)
    expect(pace.room('slow.test', later + (SLOWDOWN_WAITS_MS[0] ?? 0))).toBe(2)
  })

  it('is not that of greylisting, which speaks of one recipient', () => {
    const pace = new Pace(4)
    say(pace, 0, fact({ stage: 'rcpt', code: 451, enhanced: '4.7.1' }))
    expect(pace.room('slow.test', 0)).toBe(4)
  })
})
