/** Whom an entry of the allowlist means, and whom it does not (contract §4). */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverage, entryMatches, readEntry, receivingMailbox } from '../../src/core/allowlist.ts'

const OWN = 'agents.example'
const matches = (entry: string, address: string) => {
  const read = readEntry(entry)
  if (read === null) throw new Error(`${entry} is no entry`)
  return entryMatches(read, address, OWN)
}

describe('an entry', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada@EXAMPLE.com ', 'ada@example.com'],
    ['*@Example.COM', '*@example.com'],
    ['*@bücher.example', '*@xn--bcher-kva.example'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ])('%j is kept as %j', (text, entry) => {
    expect(readEntry(text)).toBe(entry)
  })

  it.each([
    '',
    '*',
    '*@',
    '*@*',
    '*@com',
    '@example.com',
    'example.com',
    'a*@example.com',
    '*@a.example, *@b.example',
  ])('%j is refused', (text) => {
    expect(readEntry(text)).toBeNull()
  })

  it('reads the same again from what it is kept as', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const entry = readEntry(address)
        if (entry !== null) expect(readEntry(entry)).toBe(entry)
      }),
    )
  })
})

describe('an exact address', () => {
  it.each([
    ['ada@example.com', 'ADA@Example.com'],
    ['ada@gmail.com', 'a.d.a@gmail.com'],
    ['ada@gmail.com', 'ada+shop@googlemail.com'],
    ['ada@outlook.com', 'ada+shop@outlook.com'],
    ['support@agents.example', 'support+7@agents.example'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ])('%s means %s too', (entry, address) => {
    expect(matches(entry, address)).toBe(true)
  })

  it.each([
    ['ada@example.com', 'adam@example.com'],
    ['ada@example.com', 'ada+shop@example.com'],
    ['ada@example.com', 'a.da@example.com'],
    ['ada@outlook.com', 'a.da@outlook.com'],
    ['ada@example.com', 'ada@example.com.evil.example'],
    ['ada@example.com', 'ada@sub.example.com'],
    ['ada@example.com', 'ada@exаmple.com'],
    ['+@gmail.com', 'ada@gmail.com'],
  ])('%s does not mean %s', (entry, address) => {
    expect(matches(entry, address)).toBe(false)
  })
})

describe('a domain', () => {
  it('means everybody at that very domain, in any spelling of it', () => {
    expect(matches('*@example.com', 'Anybody+x@EXAMPLE.com')).toBe(true)
    expect(matches('*@bücher.example', 'ada@XN--BCHER-KVA.example')).toBe(true)
  })

  it.each([
    'ada@sub.example.com',
    'ada@example.com.evil.example',
    'ada@evilexample.com',
    'ada@example.co',
    '',
  ])('does not mean %j', (address) => {
    expect(matches('*@example.com', address)).toBe(false)
  })

  it('does not mean a local part with an @ in quotes', () => {
    expect(matches('*@example.com', '"x@example.com"@evil.example')).toBe(false)
    expect(matches('*@evil.example', '"x@evil.example"@example.com')).toBe(false)
  })
})

describe('the mailbox that an address is delivered to', () => {
  it('is found once: finding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const mailbox = receivingMailbox(address, OWN)
        expect(receivingMailbox(mailbox, OWN)).toBe(mailbox)
      }),
    )
  })

  it('is never at another domain, but for the two names of Gmail', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
        expect(receivingMailbox(address, OWN).endsWith(`@${domain}`)).toBe(true)
      }),
    )
  })
})

describe('a whole envelope', () => {
  const entries = [
    { id: 'one', entry: 'ada@example.com' },
    { id: 'all', entry: '*@example.org' },
  ]

  it('is covered when every recipient is, each by the entry that lets it through', () => {
    const covered = coverage(entries, ['ada@example.com', 'bob@example.org'], OWN)
    expect([...(covered ?? [])]).toEqual([
      ['ada@example.com', 'one'],
      ['bob@example.org', 'all'],
    ])
  })

  it('is not when one is not, wherever that one stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<string>('ada@example.com', 'x@example.org')),
        fc.nat(),
        (good, at) => {
          const all = good.toSpliced(at % (good.length + 1), 0, 'eve@evil.example')
          expect(coverage(entries, all, OWN)).toBeNull()
        },
      ),
    )
  })

  it('is not when there is nobody, or no entry', () => {
    expect(coverage(entries, [], OWN)).toBeNull()
    expect(coverage([], ['ada@example.com'], OWN)).toBeNull()
  })
})
