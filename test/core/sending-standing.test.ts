/** When sending is warned of, stopped and restricted, by the numbers alone (contract §9). */

import { describe, expect, it } from 'vitest'
import { reputationOf } from '../../src/core/reputation-bands.ts'
import {
  judgeCounts,
  NEXT_TIER,
  nextTier,
  SENDING_TIERS,
  type SendingLimits,
  standingReason,
} from '../../src/core/sending-standing.ts'

const LIMITS: SendingLimits = { bounceWarning: 0.02, bounceStop: 0.05, complaintStop: 0.003, after: 10 }
const counts = (finished: number, bounced: number, complained = 0) => ({ finished, bounced, complained })

describe('the numbers', () => {
  it.each([
    [9, 9, 0, 'none'],
    [10, 0, 0, 'none'],
    [10, 1, 0, 'stopped'],
    [20, 1, 0, 'warning'],
    [50, 1, 0, 'none'],
    [49, 1, 0, 'warning'],
    [100, 5, 0, 'warning'],
    [100, 6, 0, 'stopped'],
    [1000, 0, 3, 'none'],
    [1000, 0, 4, 'stopped'],
    [9, 0, 9, 'none'],
  ])('of %i mails %i bounced, %i complained of: %s', (finished, bounced, complained, expected) => {
    expect(judgeCounts(counts(finished, bounced, complained), LIMITS)).toBe(expected)
  })
})

describe('the tier', () => {
  it('is never lowered from a stop but by a person', () => {
    for (const judged of ['none', 'warning', 'stopped'] as const)
      expect(NEXT_TIER.stopped[judged]).toBe('stopped')
    expect(nextTier('stopped', counts(100_000, 0), LIMITS)).toBe('stopped')
  })

  it('is a stop from everywhere when the numbers say so', () => {
    for (const before of SENDING_TIERS) expect(nextTier(before, counts(100, 50), LIMITS)).toBe('stopped')
  })

  it('stays restricted until a hundred mails went well', () => {
    expect(nextTier('restricted', counts(99, 0), LIMITS)).toBe('restricted')
    expect(nextTier('restricted', counts(100, 3), LIMITS)).toBe('restricted')
    expect(nextTier('restricted', counts(100, 2), LIMITS)).toBe('none')
  })

  it('gives a reason that tells the numbers and the limit', () => {
    expect(standingReason('none', counts(10, 0), LIMITS)).toBeNull()
    expect(standingReason('stopped', counts(57, 5), LIMITS)).toBe(
      '5 of the last 57 mails bounced (8.8 %; the limit is 5 %). Nothing is sent until the operator allows it again.',
    )
    expect(standingReason('stopped', counts(1000, 0, 4), LIMITS)).toMatch(
      /^4 of the last 1000 mails were reported as spam \(0\.4 %; the limit is 0\.3 %\)/,
    )
  })
})

describe('the public reputation', () => {
  it('has bands in place of numbers, and no rates of few mails', () => {
    expect(reputationOf(counts(9, 9), 'none')).toEqual({
      volume: 'under 10',
      bounce_rate: null,
      complaint_rate: null,
      standing: 'none',
    })
    expect(reputationOf(counts(1234, 30, 1), 'warning')).toEqual({
      volume: '1,000 to 9,999',
      bounce_rate: 'up to 5 %',
      complaint_rate: 'up to 0.1 %',
      standing: 'warning',
    })
  })
})
