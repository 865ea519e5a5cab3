import { describe, expect, it } from 'vitest'
import { authenticityOf } from '../../src/core/authenticity.ts'

describe('the author of an inbound mail', () => {
  it.each([
    [{ dmarc: 'pass' }, 'passed'],
    [{ dmarc: 'pass', spf: 'fail', dkim: 'fail' }, 'passed'],
    [{ dmarc: 'none', spf: 'pass', dkim: 'none' }, 'passed'],
    [{ spf: 'fail', dkim: 'PASS' }, 'passed'],
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
