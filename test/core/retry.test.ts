/** Waits between attempts: the schedule as data, spread by a number that the caller draws. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DELIVERY_LIFETIME_MS } from '../../src/core/delivery.ts'
import {
  DELIVERY_WAITS_MS,
  nextWait,
  nextWebhookWait,
  retryAfterMsOf,
  WEBHOOK_WAITS_MS,
} from '../../src/core/retry.ts'

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

describe('an event for a subscriber', () => {
  it('is tried again after 5 s, 30 s, 2 min, 10 min, 1 h, 6 h and 24 h, then given up', () => {
    const seconds = WEBHOOK_WAITS_MS.map((_, index) => (nextWebhookWait(index + 1, 0, 0.5) ?? 0) / 1_000)
    expect(seconds).toEqual([5, 30, 120, 600, 3_600, 21_600, 86_400])
    expect(nextWebhookWait(WEBHOOK_WAITS_MS.length + 1, 0, 0.5)).toBeNull()
  })

  it('waits as long as the subscriber asks, never shorter than planned, never longer than a day', () => {
    expect(nextWebhookWait(1, 60_000, 0.5)).toBe(60_000)
    expect(nextWebhookWait(3, 1_000, 0.5)).toBe(120_000)
    expect(nextWebhookWait(1, 1e15, 0.5)).toBe(86_400_000)
    expect(nextWebhookWait(1, -5, 0.5)).toBe(5_000)
  })
})

describe('Retry-After', () => {
  const now = Date.UTC(2026, 11, 1, 8)

  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Tue, 01 Dec 2026 08:02:00 GMT', 120_000],
    ['Tuesday, 01-Dec-26 08:02:00 GMT', 120_000],
    ['Tue, 01 Dec 2026 07:00:00 GMT', 0],
  ])('%j asks for %d ms', (header, expected) => {
    expect(retryAfterMsOf(header, now)).toBe(expected)
  })

  it.each([undefined, '', 'soon', '-5', '1.5', '1e9', '99999999999999', 'x'.repeat(10_000)])(
    '%j asks for nothing',
    (header) => {
      expect(retryAfterMsOf(header, now)).toBe(0)
    },
  )

  it('never throws and is never negative', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(retryAfterMsOf(header, now)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

it('a date without a zone is in UTC, wherever the server is', () => {
  const zone = process.env.TZ
  process.env.TZ = 'America/New_York'
  try {
    const now = Date.UTC(1994, 10, 6, 8, 49, 0)
    expect(retryAfterMsOf('Sun Nov  6 08:49:37 1994', now)).toBe(37_000)
    expect(retryAfterMsOf('Sunday, 06-Nov-94 08:49:37 GMT', now)).toBe(37_000)
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})
