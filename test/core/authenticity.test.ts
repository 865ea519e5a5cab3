import { describe, expect, it } from 'vitest'
import { authenticityOf } from '../../src/core/authenticity.ts'

describe('the author of an inbound mail', () => {
  it.each([
    [{ dmarc: 'pass' }, 'passed'],
    [{ dmarc: 'pass', spf: 'fail', dkim: 'fail' }, 'passed'],
    [{ dmarc: 'none', spf: 'pass', dkim: 'none', aligned_domain: 'a.test' }, 'passed'],
    [{ dmarc: 'none', spf: 'fail', dkim: 'PASS', aligned_domain: 'a.test' }, 'passed'],
    [{ dmarc: 'fail', spf: 'fail', dkim: 'fail', vouched_by: 'lists.test' }, 'passed'],
    [{ dmarc: 'none', spf: 'pass', dkim: 'pass', aligned_domain: null }, 'unverified'],
    [{ spf: 'fail', dkim: 'PASS' }, 'failed'],
    [{ dmarc: 'fail', spf: 'pass', dkim: 'pass', aligned_domain: 'a.test' }, 'failed'],
    [{ dmarc: 'temperror', spf: 'pass', aligned_domain: 'a.test' }, 'unverified'],
    [{ dmarc: 'fail', spf: 'pass', dkim: 'pass' }, 'failed'],
    [{ dmarc: 'none', spf: 'softfail', dkim: 'none' }, 'failed'],
    [{ dmarc: 'temperror', spf: 'pass' }, 'unverified'],
    [{ dmarc: 'none', spf: 'none', dkim: 'none' }, 'unverified'],
    [{ spf: 7, dkim: null }, 'unverified'],
    [{}, 'unverified'],
  ])('with %j is %s', (results, verdict) => {
    expect(authenticityOf(results)).toBe(verdict)
  })
})
