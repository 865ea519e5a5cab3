/** Waits between attempts: the schedule as data, spread by a number that the caller draws. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DELIVERY_LIFETIME_MS } from '../../src/core/delivery.ts'
import { DELIVERY_WAITS_MS, nextWait } from '../../src/core/retry.ts'

const MINUTE = 60_000

it('waits 1, 5, 15, 30 minutes, then 1, 2, 4 and every 6 hours', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((attempts) =>
    Math.round(nextWait(DELIVERY_WAITS_MS, attempts, 0.5) / MINUTE),
  )
  expect(minutes).toEqual([1, 5, 15, 30, 60, 120, 240, 360, 360, 360])
})

it('spreads a wait by at most a tenth', () => {
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempts, random) => {
        const middle = nextWait(DELIVERY_WAITS_MS, attempts, 0.5)
        const wait = nextWait(DELIVERY_WAITS_MS, attempts, random)
        expect(Number.isInteger(wait)).toBe(true)
        expect(Math.abs(wait - middle)).toBeLessThanOrEqual(middle / 10 + 1)
      },
    ),
    { seed: 1 },
  )
})

it('tries at least twenty times before it gives up', () => {
  let age = 0
  let attempts = 1
  while (age < DELIVERY_LIFETIME_MS) age += nextWait(DELIVERY_WAITS_MS, attempts++, 0.999)
  expect(attempts).toBeGreaterThanOrEqual(20)
})
