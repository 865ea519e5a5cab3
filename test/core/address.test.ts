/** What is an address, and when two are one mailbox (RFC 5321, RFC 6531, RFC 5891). */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalAddress,
  canonicalDomain,
  isAddress,
  isMailboxLocalPart,
  readAddress,
  splitAddress,
  withoutSubaddress,
} from '../../src/core/address.ts'

const long = (length: number) => 'a'.repeat(length)
const longDomain = (length: number) => `${`${long(49)}.`.repeat(5)}${long(length - 250)}`

describe('good addresses', () => {
  it.each([
    'ada@example.com',
    'Ada.Lovelace@Example.COM',
    "o'brien+news@example.com",
    'a@b',
    'a@localhost',
    '1@1.example',
    '!#$%&*+-/=?^_`{|}~@example.com',
    '"john doe"@example.com',
    '"a@b"@example.com',
    '"a\\"b"@example.com',
    'ada@xn--bcher-kva.example',
    'ada@bücher.example',
    '用户@例え.jp',
    'grüße@example.com',
    'ada@a-b.example',
    `${long(64)}@example.com`,
    `a@${long(63)}.example`,
  ])('%s', (address) => {
    expect(isAddress(address)).toBe(true)
    expect(readAddress(address)).toEqual({ address, name: '' })
  })
})

describe('bad addresses', () => {
  it.each([
    '',
    '@',
    'ada',
    'ada@',
    '@example.com',
    'ada@@example.com',
    'a b@example.com',
    'ada@exam ple.com',
    '.ada@example.com',
    'ada.@example.com',
    'a..b@example.com',
    'ada@.example.com',
    'ada@example..com',
    'ada@-example.com',
    'ada@example-.com',
    'ada@exam_ple.com',
    'ada@example.com:25',
    'ada@example.com/x',
    'ada@example.com?x',
    'ada@example.com#x',
    'ada@exam%70le.com',
    'ada@[127.0.0.1]',
    'ada@127.0.0.1',
    'ada@2130706433',
    'ada@0x7f.1',
    'ada@[IPv6:::1]',
    'ada,bob@example.com',
    'ada;bob@example.com',
    'ada:bob@example.com',
    '<ada@example.com',
    'ada>@example.com',
    'ada(x)@example.com',
    'a"b@example.com',
    '""@example.com',
    '"a"b"@example.com',
    '"a\\"@example.com',
    'a\\b@example.com',
    'ada\r\nBcc: eve@example.com',
    'ada@example.com\r\nBcc: eve@evil.example',
    'ada\0@example.com',
    'ada@example.com\0',
    'ada@example.com\u0001',
    '\u0001ada@example.com',
    'ada@exam\tple.com',
    'ada\u200b@example.com',
    'ada\u202e@example.com',
    'ada\ud800@example.com',
    'ada@\ud800.com',
    `${long(65)}@example.com`,
    `${'ü'.repeat(33)}@example.com`,
    `a@${long(64)}.example`,
    `${long(10)}@${longDomain(253)}`,
  ])('%j', (address) => {
    expect(isAddress(address)).toBe(false)
  })

  it('never throw, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (local, domain) => {
        const address = `${local}@${domain}`
        if (!isAddress(address)) return
        expect(address).not.toMatch(/\p{Cc}/u)
        expect(canonicalDomain(splitAddress(address)?.domain ?? '')).toMatch(/^[a-z0-9.-]+$/)
      }),
      { numRuns: 2_000, seed: 1 },
    )
  })

  it('are found quickly even when they are huge', () => {
    for (const address of [
      `${'a.'.repeat(500_000)}@x`,
      `"${'\\ '.repeat(500_000)}@x`,
      `a@${'a.'.repeat(500_000)}`,
    ]) {
      expect(isAddress(address)).toBe(false)
      expect(readAddress(address)).toBeNull()
    }
  })
})

describe('domains', () => {
  it.each([
    ['EXAMPLE.com', 'example.com'],
    ['example.com.', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example', 'xn--bcher-kva.example'],
    ['ｅｘａｍｐｌｅ．ｃｏｍ', 'example.com'],
    ['localhost', 'localhost'],
  ])('%s is %s', (domain, canonical) => {
    expect(canonicalDomain(domain)).toBe(canonical)
    expect(canonicalDomain(canonical)).toBe(canonical)
  })

  it.each(['', '.', '..', 'a..b', '1.2.3.4', '[::1]', 'exa mple', 'a@b', 'a/b', 'example.com\n'])(
    '%j is none',
    (domain) => {
      expect(canonicalDomain(domain)).toBeNull()
    },
  )
})

describe('two spellings', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['GRÜSSE@example.com', 'grüsse@example.com'],
    ['e\u0301@example.com', '\u00e9@example.com'],
    ['E\u0301@example.com', '\u00e9@example.com'],
    ['ada@example.com.', 'ada@example.com'],
  ])('%s and %s are one mailbox', (one, other) => {
    expect(canonicalAddress(one)).toBe(canonicalAddress(other))
  })

  it.each([
    ['ada@example.com', 'bob@example.com'],
    ['ada@example.com', 'ada@example.org'],
    ['ada@example.com', 'ada+x@example.com'],
    ['a.da@example.com', 'ada@example.com'],
  ])('%s and %s are two', (one, other) => {
    expect(canonicalAddress(one)).not.toBe(canonicalAddress(other))
  })

  it('have a canonical form that is its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (local) => {
        const canonical = canonicalAddress(`${local}@Example.com`)
        expect(canonicalAddress(canonical)).toBe(canonical)
      }),
      { numRuns: 2_000, seed: 1 },
    )
  })
})

describe('subaddresses', () => {
  it.each([
    ['agent+tag@example.com', 'agent@example.com'],
    ['agent+a+b@example.com', 'agent@example.com'],
    ['agent@example.com', 'agent@example.com'],
    ['+tag@example.com', '+tag@example.com'],
    ['nothing', 'nothing'],
  ])('%s belongs to %s', (address, mailbox) => {
    expect(withoutSubaddress(address)).toBe(mailbox)
  })
})

describe('an address with a name', () => {
  it.each([
    ['Ada <ada@example.com>', 'Ada', 'ada@example.com'],
    [' Ada Lovelace  < ada@example.com > ', 'Ada Lovelace', 'ada@example.com'],
    ['"Lovelace, Ada" <ada@example.com>', 'Lovelace, Ada', 'ada@example.com'],
    ['"Ada \\"the first\\"" <ada@example.com>', 'Ada "the first"', 'ada@example.com'],
    ['<ada@example.com>', '', 'ada@example.com'],
    ['Äda <ada@bücher.example>', 'Äda', 'ada@bücher.example'],
  ])('%s', (text, name, address) => {
    expect(readAddress(text)).toEqual({ address, name })
  })

  it.each([
    'Ada <>',
    'Ada <ada>',
    'Ada ada@example.com>',
    'Ada\r\nBcc: eve@example.com <ada@example.com>',
    'Ada\0 <ada@example.com>',
    'Ada <ada@example.com> x',
    'Ada <ada@example.com\r\n>x>',
  ])('%j is none', (text) => {
    expect(readAddress(text)).toBeNull()
  })
})

describe('local parts of mailboxes', () => {
  it.each(['a', 'agent', 'agent.smith', 'a-b_c', '007', long(64)])('may be %s', (local) => {
    expect(isMailboxLocalPart(local)).toBe(true)
    expect(isAddress(`${local}@example.com`)).toBe(true)
  })

  it.each(['', '.', '.a', 'a.', 'a..b', '-a', '_a', 'A', 'a+b', 'a b', 'ä', 'a@b', long(65), 'a\n'])(
    'may not be %j',
    (local) => {
      expect(isMailboxLocalPart(local)).toBe(false)
    },
  )
})
