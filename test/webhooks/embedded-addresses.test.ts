/** A private address stays private in whatever IPv6 address it is hidden, and nothing unassigned is reached. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isPrivateHost, isPublicAddress } from '../../src/web/public-address.ts'

const byte = fc.nat(255)
const privateAddress = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
)

const hex = ([a, b, c, d]: readonly number[]) =>
  `${(((a ?? 0) << 8) | (b ?? 0)).toString(16)}:${(((c ?? 0) << 8) | (d ?? 0)).toString(16)}`

it('an IPv4 address in IPv6 is judged as what it is', () => {
  fc.assert(
    fc.property(privateAddress, (parts) => {
      const plain = parts.join('.')
      const forms = [
        plain,
        `::ffff:${plain}`,
        `::ffff:${hex(parts)}`,
        `::ffff:0:${hex(parts)}`,
        `::${hex(parts)}`,
        `64:ff9b::${hex(parts)}`,
        `64:ff9b:1::${hex(parts)}`,
        `2002:${hex(parts)}::1`,
        `2001:0:${hex(parts)}::1`,
      ]
      expect(forms.filter(isPublicAddress)).toEqual([])
    }),
    { seed: 1 },
  )
})

it('an IPv6 address outside of 2000::/3 is not of the outside world', () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((number) => number.toString(16))
  const first = fc.oneof(fc.integer({ min: 0, max: 0x1fff }), fc.integer({ min: 0x4000, max: 0xffff }))
  fc.assert(
    fc.property(first, fc.array(group, { minLength: 7, maxLength: 7 }), (head, rest) => {
      // ::ffff:… is IPv4.
      fc.pre(head !== 0)
      expect(isPublicAddress([head.toString(16), ...rest].join(':'))).toBe(false)
    }),
    { seed: 1 },
  )
})

it('whatever a URL makes of a spelling of this machine is refused as a host', () => {
  fc.assert(
    fc.property(
      privateAddress,
      fc.constantFrom(8, 10, 16),
      fc.integer({ min: 1, max: 4 }),
      (parts, base, count) => {
        const prefix = { 8: '0', 10: '', 16: '0x' }[base]
        // The last written part holds all that are left (RFC 3493, inet_aton).
        const last = parts.slice(count - 1).reduce((sum, one) => sum * 256 + one, 0)
        const written = [...parts.slice(0, count - 1), last].map((one) => `${prefix}${one.toString(base)}`)
        const { hostname } = new URL(`https://${written.join('.')}./`)
        expect(hostname).toBe(parts.join('.'))
        expect(isPrivateHost(hostname)).toBe(true)
      },
    ),
    { seed: 1 },
  )
})

it('a name is not an address', () => {
  for (const name of ['example.com', 'a1.example', 'face.b00c.example'])
    expect(isPrivateHost(name)).toBe(false)
})
