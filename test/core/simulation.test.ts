/** What becomes of test mail (contract §2). */

import { describe, expect, it } from 'vitest'
import { afterAttempt } from '../../src/core/delivery.ts'
import { simulate } from '../../src/core/simulation.ts'

describe('a simulated delivery', () => {
  it.each([
    { to: 'bounce@example.com', attempt: 1, outcome: 'refused', final: true, reply: /^550 5\.1\.1 / },
    { to: 'BOUNCE@example.com', attempt: 1, outcome: 'refused', final: true, reply: /^550 5\.1\.1 / },
    { to: 'bounce+x@example.com', attempt: 1, outcome: 'refused', final: true, reply: /^550 5\.1\.1 / },
    { to: 'softbounce@example.com', attempt: 1, outcome: 'deferred', final: false, reply: /^452 4\.2\.2 / },
    { to: 'softbounce@example.com', attempt: 2, outcome: 'refused', final: true, reply: /^552 5\.2\.2 / },
    { to: 'softbounce@example.com', attempt: 9, outcome: 'refused', final: true, reply: /^552 5\.2\.2 / },
    { to: 'fail@example.com', attempt: 1, outcome: 'deferred', final: true, reply: /^451 4\.4\.1 / },
    { to: 'complain@example.com', attempt: 1, outcome: 'accepted', final: true, reply: /^250 / },
    { to: 'ada@example.com', attempt: 1, outcome: 'accepted', final: true, reply: /^250 / },
    { to: 'bouncer@example.com', attempt: 1, outcome: 'accepted', final: true, reply: /^250 / },
    { to: 'ada@bounce.example', attempt: 1, outcome: 'accepted', final: true, reply: /^250 / },
    { to: 'not an address', attempt: 1, outcome: 'accepted', final: true, reply: /^250 / },
  ])('to $to, attempt $attempt: $outcome', ({ to, attempt, outcome, final, reply }) => {
    const result = simulate(to, attempt)
    expect(result).toMatchObject({ outcome, final, complained: to.startsWith('complain@') })
    expect(result.reply).toMatch(reply)
  })

  it('ends within two attempts, whoever it is to', () => {
    for (const to of ['bounce@x', 'softbounce@x', 'fail@x', 'complain@x', 'ada@x']) {
      const { outcome, final } = simulate(to, 2)
      expect(final, to).toBe(true)
      expect(afterAttempt(outcome, 0)).not.toBe('lose')
    }
  })
})
