import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAddress } from '../../src/core/address.ts'
import { mentionedAddresses } from '../../src/core/mentions.ts'

describe('addresses in a text', () => {
  it('are found, canonical, each once', () => {
    const text =
      'Write to **Ada@Example.com**, <bob@example.org>; or [Zoë](mailto:zoë@bücher.de). ada@example.com!'
    expect(mentionedAddresses(text)).toEqual(['ada@example.com', 'bob@example.org', 'zoë@xn--bcher-kva.de'])
  })

  it.each(['@ada', 'ada@', 'a@b', 'me @ home.com', 'ada@-.-', 'x@.com', ''])('are not in %s', (text) => {
    expect(mentionedAddresses(text)).toEqual([])
  })

  it('are fifty at most', () => {
    const text = Array.from({ length: 60 }, (_, index) => `p${index}@example.com`).join(' ')
    expect(mentionedAddresses(text)).toHaveLength(50)
  })

  it('are addresses, in any text', () => {
    const noise = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.constant('@')))
    fc.assert(
      fc.property(noise, (parts) => {
        for (const address of mentionedAddresses(parts.join(' '))) expect(isAddress(address)).toBe(true)
      }),
    )
  })
})
