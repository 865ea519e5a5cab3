import { describe, expect, it } from 'vitest'
import { faultOfName, isReservedName, namesInstead, slugOf } from '../../src/core/account-name.ts'
import { clientOf, secondsToWait, signUpCodeOf, stillCounted } from '../../src/core/sign-up.ts'

describe('names of accounts', () => {
  it.each(['acme', 'a-b', 'northwind-2', 'abc123'])('%s may be one', (name) => {
    expect(faultOfName(name)).toBeNull()
  })

  it.each(['', 'ab', '-ab', 'ab-', 'a--b', '1abc', 'Acme', 'a.b', 'a_b', 'é'.repeat(4), 'a'.repeat(41)])(
    '"%s" is malformed',
    (name) => {
      expect(faultOfName(name)).toBe('malformed')
    },
  )

  it.each([
    'admin',
    'postmaster',
    'p0stmaster',
    'post-master',
    'postmastr',
    'multimai1',
    'rnultimail',
    'noreply',
  ])('%s is kept for the server', (name) => {
    expect(faultOfName(name)).toBe('reserved')
  })

  it('are made of any name, and offered without a fault', () => {
    expect(slugOf('Blau & Söhne GmbH')).toBe('blau-sohne-gmbh')
    expect(slugOf('株式会社')).toBe('')
    for (const wanted of ['acme', 'postmaster', '株式会社', '-', '9lives', 'x'.repeat(60)]) {
      const names = namesInstead(wanted)
      expect(names.length).toBeGreaterThanOrEqual(3)
      expect(names.filter((name) => faultOfName(name) !== null)).toEqual([])
      expect(names).not.toContain(wanted)
    }
  })

  it('that the server keeps are none for mailboxes either', () => {
    expect(['abuse', 'suppor7', 'no-reply', 'orders'].map(isReservedName)).toEqual([true, false, true, false])
  })
})

describe('limits', () => {
  it('count over a window that slides', () => {
    const allowance = { most: 2, within: 10_000 }
    expect(secondsToWait([], allowance, 0)).toBe(0)
    expect(secondsToWait([0], allowance, 0)).toBe(0)
    expect(secondsToWait([0, 4_000], allowance, 5_000)).toBe(5)
    expect(stillCounted([0, 4_000], allowance, 10_000)).toEqual([4_000])
  })

  it('count a customer of IPv6 as one, and IPv4 in IPv6 as IPv4', () => {
    expect(clientOf('192.0.2.7')).toBe('192.0.2.7')
    expect(clientOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
    expect(clientOf('2001:db8:1:2:3:4:5:6')).toBe(clientOf('2001:0db8:1:2::9'))
    expect(clientOf('2001:db8:1:2::9')).not.toBe(clientOf('2001:db8:1:3::9'))
    expect(clientOf('::1')).toBe('0:0:0:0::/64')
  })
})

it('codes have ten characters that nobody mistakes', () => {
  expect(signUpCodeOf(new Uint8Array([0, 1, 2, 3, 4, 5, 6, 31, 32, 255]))).toBe('23456-78Z2Z')
})
