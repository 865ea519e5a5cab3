/** How inbound mail is judged, and what the policy of its author's domain leads to. */

import { describe, expect, it } from 'vitest'
import { dispositionOf } from '../../src/core/authentication.ts'
import { judgeSpam, type SpamFacts } from '../../src/core/spam-score.ts'

const LIMITS = { flagAt: 5, quarantineAt: 10 }
const PLAIN: SpamFacts = {
  authentication: {},
  disposition: 'accept',
  header: { fromAddress: 'ada@a.test', fromName: 'Ada', hasDate: true, hasMessageId: true },
  filter: null,
  scan: null,
  likelihood: null,
}
const judge = (facts: Partial<SpamFacts>) => judgeSpam({ ...PLAIN, ...facts }, LIMITS)
const filter = (result: 'ham' | 'spam' | 'reject', score: number) => ({
  filter: { result, score, symbols: [] },
})

describe('a judgement', () => {
  it('of mail of which nothing is known is clean', () => {
    expect(judge({})).toEqual({ score: 0, verdict: 'clean', reasons: [] })
  })

  it('follows the points of the filter', () => {
    expect(judge(filter('ham', 4.9)).verdict).toBe('clean')
    expect(judge(filter('ham', 5)).verdict).toBe('flagged')
    expect(judge(filter('ham', 10)).verdict).toBe('quarantined')
    expect(judge(filter('ham', -1e9)).score).toBe(-20)
  })

  it('never says less than the filter did by its own thresholds', () => {
    expect(judge(filter('spam', 1))).toMatchObject({ score: 5, verdict: 'flagged' })
    expect(judge(filter('reject', 1))).toMatchObject({ score: 10, verdict: 'quarantined' })
  })

  it('quarantines what the author’s domain wants quarantined or refused, with few points too', () => {
    const authentication = { spf: 'pass', dkim: 'pass', dmarc: 'fail', policy: 'reject' } as const
    expect(judge({ authentication, disposition: 'quarantine' })).toMatchObject({ verdict: 'quarantined' })
  })

  it('counts an author whose name is somebody else’s address', () => {
    const header = { ...PLAIN.header, fromName: 'boss@b.test' }
    expect(judge({ header }).score).toBe(2)
    expect(judge({ header: { ...header, fromName: 'ADA@a.test' } }).score).toBe(0)
  })

  it('counts what the account learned', () => {
    expect(judge({ likelihood: 0.99 }).verdict).toBe('flagged')
    expect(judge({ likelihood: 0.5 }).score).toBe(0)
    expect(judge({ likelihood: 0.01 }).score).toBe(-2)
  })

  it('gives reasons without what an author could hide in them', () => {
    const { reasons } = judge({
      authentication: { dmarc: 'fail', policy: 'none', from_domain: 'a.test\r\nBcc: \u202eeve' },
      filter: { result: 'ham', score: 1, symbols: ['A'.repeat(5_000), 'X\nY'] },
    })
    for (const reason of reasons) {
      expect(reason).not.toMatch(/[\r\n\u202e]/)
      expect(reason.length).toBeLessThan(1_000)
    }
  })
})

describe('the policy of a domain', () => {
  const found = (
    policy: 'none' | 'quarantine' | 'reject' | null,
    dmarc: 'fail' | 'temperror' | 'pass' = 'fail',
  ) => ({
    dmarc,
    policy,
    vouched_by: null,
  })

  it.each([
    ['reject', 'reject', 'reject'],
    ['reject', 'quarantine', 'quarantine'],
    ['reject', 'none', 'accept'],
    ['quarantine', 'reject', 'quarantine'],
    ['quarantine', 'quarantine', 'quarantine'],
    ['quarantine', 'none', 'accept'],
    ['ignore', 'reject', 'accept'],
    ['ignore', 'quarantine', 'accept'],
  ] as const)('with %s here and %s there means %s', (setting, policy, disposition) => {
    expect(dispositionOf(found(policy), setting)).toBe(disposition)
  })

  it('is for what failed for certain, and for nobody a trusted forwarder vouches for', () => {
    expect(dispositionOf(found('reject', 'temperror'), 'reject')).toBe('accept')
    expect(dispositionOf(found('reject', 'pass'), 'reject')).toBe('accept')
    expect(dispositionOf({ ...found('reject'), vouched_by: 'lists.test' }, 'reject')).toBe('accept')
  })
})
