import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOneEdit, lookAlikeFinder, skeletonOf } from '../../src/core/look-alike.ts'
import { domain } from './risk-input.ts'

/** What a domain resembles, of those known. */
function resembled(name: string, known: string, why: 'own' | 'written' | 'allowlist' | 'contact' = 'own') {
  const find = lookAlikeFinder([{ ...domain(domainToASCII(known), known), why }])
  return find(domain(domainToASCII(name), name))?.unicode ?? null
}

describe('a domain resembles a known one', () => {
  it.each([
    ['а Cyrillic letter', 'pаypal.com', 'paypal.com'],
    ['a Greek letter', 'gοοgle.com', 'google.com'],
    ['an accent', 'exämple.com', 'example.com'],
    ['rn for m', 'rnicrosoft.com', 'microsoft.com'],
    ['vv for w', 'vvork.com', 'work.com'],
    ['0 for o', 'g00gle.com', 'google.com'],
    ['1 for l', 'paypa1.com', 'paypal.com'],
    ['a hyphen more', 'pay-pal.com', 'paypal.com'],
    ['a letter more', 'exammple.com', 'example.com'],
    ['a letter less', 'exmple.com', 'example.com'],
    ['another letter', 'exanple.com', 'example.com'],
    ['two letters swapped', 'exmaple.com', 'example.com'],
    ['another TLD', 'example.co', 'example.com'],
    ['another TLD of two parts', 'example.co.uk', 'example.com'],
    ['the name put before another', 'example.com.evil.net', 'example.com'],
    ['the name put before another with hyphens', 'login.example-com.evil.net', 'example.com'],
    ['a name below it', 'mail.exmple.com', 'www.example.com'],
  ])('by %s: %s', (_how, name, known) => {
    expect(resembled(name, known)).toBe(known)
  })
})

describe('a domain does not resemble', () => {
  it.each([
    ['itself', 'example.com', 'example.com'],
    ['what is below it', 'mail.example.com', 'example.com'],
    ['what is above it', 'example.co.uk', 'www.example.co.uk'],
    ['another name of the same country', 'other.co.uk', 'example.co.uk'],
    ['a short name that differs by a letter', 'ibn.com', 'ibm.com'],
    ['a name of two letters under another TLD', 'hp.de', 'hp.com'],
    ['something else', 'multimail.dev', 'example.com'],
    ['the same provider elsewhere', 'yahoo.de', 'yahoo.com'],
    ['another provider', 'ymail.com', 'gmail.com'],
    ['an address', '127.0.0.1', '127.0.0.2'],
  ])('%s: %s and %s', (_why, name, known) => {
    expect(resembled(name, known)).toBeNull()
  })

  it('anything when it is known itself', () => {
    const find = lookAlikeFinder([
      { ...domain('example.com'), why: 'own' },
      { ...domain('example.org'), why: 'written' },
    ])
    expect(find(domain('example.org'))).toBeNull()
  })

  it('nothing merely because the agent put it into its address book', () => {
    const find = lookAlikeFinder([
      { ...domain('exmple.com'), why: 'contact' },
      { ...domain('example.com'), why: 'own' },
    ])
    expect(find(domain('exmple.com'))?.ascii).toBe('example.com')
  })
})

describe('skeletons', () => {
  it('can be made of any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
        expect(typeof skeletonOf(name)).toBe('string')
      }),
    )
  })

  it('differ by one edit exactly when one letter was changed', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(word, fc.nat(11), fc.constantFrom('a', 'b', 'c'), (name, at, letter) => {
        const place = at % name.length
        const changed = name.slice(0, place) + letter + name.slice(place + 1)
        const longer = name.slice(0, place) + letter + name.slice(place)
        expect(isOneEdit(name, changed)).toBe(name !== changed)
        expect(isOneEdit(name, longer)).toBe(true)
        expect(isOneEdit(longer, name)).toBe(true)
        expect(isOneEdit(name, `${longer}cc`)).toBe(false)
      }),
    )
  })
})
