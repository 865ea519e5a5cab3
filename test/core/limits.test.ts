/** Token buckets, warm-up and calendar: limits as arithmetic (contract §10). */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BucketLevel,
  dayOf,
  monthOf,
  nextDay,
  takeToken,
  WARMUP_STAGES,
  warmupStage,
} from '../../src/core/limits.ts'

const NOON = Date.parse('2026-03-02T12:00:00Z')
const DAY = 86_400_000

const sizes = fc.record({
  burst: fc.integer({ min: 1, max: 12 }),
  perSecond: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0.01, max: 50, noNaN: true })),
})

/** Pauses between requests, in ms: mostly none, sometimes long enough to fill any bucket. */
const pausesOf = (length: number) =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: fc.nat(3_000) },
      { weight: 1, arbitrary: fc.constant(3_600_000) },
    ),
    { minLength: 1, maxLength: length },
  )

/** Plays requests that come with the given pauses (ms); says for each when it came and whether it was allowed. */
function play(size: { burst: number; perSecond: number }, pauses: readonly number[]) {
  let level: BucketLevel | null = null
  let now = NOON
  return pauses.map((pause) => {
    now += pause
    const verdict = takeToken(size, level, now)
    level = verdict.level
    return { now, ...verdict }
  })
}

describe('a token bucket', () => {
  it('gives its burst at once and then as much as comes back', () => {
    const size = { burst: 3, perSecond: 2 }
    const allowed = play(size, [0, 0, 0, 0, 499, 1, 0, 1000, 0, 0]).map((one) => one.allowed)
    expect(allowed).toEqual([true, true, true, false, false, true, false, true, true, false])
  })

  it('says how much is left and when there is more', () => {
    const size = { burst: 3, perSecond: 2 }
    expect(takeToken(size, null, NOON)).toMatchObject({ allowed: true, remaining: 2, resetSeconds: 1 })
    expect(takeToken({ burst: 60, perSecond: 1 }, { tokens: 0.25, at: NOON }, NOON)).toEqual({
      allowed: false,
      level: { tokens: 0.25, at: NOON },
      remaining: 0,
      resetSeconds: 1,
    })
    expect(takeToken({ burst: 60, perSecond: 1 }, { tokens: 1, at: NOON }, NOON).resetSeconds).toBe(60)
    expect(takeToken({ burst: 1, perSecond: 0.1 }, { tokens: 0, at: NOON }, NOON).resetSeconds).toBe(10)
  })

  it('never gives more than burst + rate × time in any window', () => {
    fc.assert(
      fc.property(sizes, pausesOf(200), (size, pauses) => {
        const given = play(size, pauses).filter(({ allowed }) => allowed)
        for (let first = 0; first < given.length; first++) {
          for (let last = first; last < given.length; last++) {
            const seconds = ((given[last]?.now ?? 0) - (given[first]?.now ?? 0)) / 1000
            expect(last - first + 1).toBeLessThanOrEqual(size.burst + size.perSecond * seconds + 1e-6)
          }
        }
      }),
      { seed: 1 },
    )
  })

  it('allows the next request after the seconds that a refusal names', () => {
    fc.assert(
      fc.property(sizes, pausesOf(120), (size, pauses) => {
        for (const { allowed, level, now, resetSeconds } of play(size, pauses)) {
          expect(Number.isInteger(resetSeconds)).toBe(true)
          if (allowed) continue
          expect(resetSeconds).toBeGreaterThanOrEqual(1)
          expect(takeToken(size, level, now + resetSeconds * 1000).allowed).toBe(true)
        }
      }),
      { seed: 1 },
    )
  })

  it('takes nothing away when the clock goes back', () => {
    const verdict = takeToken({ burst: 2, perSecond: 1 }, { tokens: 1, at: NOON }, NOON - 5_000)
    expect(verdict).toMatchObject({ allowed: true, level: { tokens: 0 } })
  })
})

describe('the warm-up of a mailbox', () => {
  it.each([
    { day: -1, stage: { stage: 1, dailyLimit: 50 } },
    { day: 0, stage: { stage: 1, dailyLimit: 50 } },
    { day: 9, stage: { stage: 1, dailyLimit: 50 } },
    { day: 10, stage: { stage: 2, dailyLimit: 500 } },
    { day: 19, stage: { stage: 2, dailyLimit: 500 } },
    { day: 20, stage: { stage: 3, dailyLimit: 5_000 } },
    { day: 29, stage: { stage: 3, dailyLimit: 5_000 } },
    { day: 30, stage: null },
    { day: 3_000, stage: null },
  ])('on day $day', ({ day, stage }) => {
    expect(warmupStage(NOON, NOON + day * DAY)).toEqual(stage)
    expect(warmupStage(NOON, NOON + (day + 1) * DAY - 1)).toEqual(stage)
  })

  it('never gets tighter with age', () => {
    const limits = WARMUP_STAGES.map(({ perDay }) => perDay)
    expect(limits).toEqual([...limits].sort((a, b) => a - b))
  })
})

describe('days and months', () => {
  it('are those of UTC', () => {
    expect(dayOf(Date.parse('2026-03-01T23:59:59.999Z'))).toBe('2026-03-01')
    expect(dayOf(Date.parse('2026-03-02T00:00:00Z'))).toBe('2026-03-02')
    expect(nextDay(NOON)).toBe(Date.parse('2026-03-03T00:00:00Z'))
    expect(nextDay(Date.parse('2026-03-02T00:00:00Z'))).toBe(Date.parse('2026-03-03T00:00:00Z'))
    expect(monthOf(Date.parse('2024-02-29T12:00:00Z'))).toEqual({
      start: Date.parse('2024-02-01T00:00:00Z'),
      next: Date.parse('2024-03-01T00:00:00Z'),
    })
    expect(monthOf(Date.parse('2026-12-31T23:59:59Z')).next).toBe(Date.parse('2027-01-01T00:00:00Z'))
  })
})
