/** The texts that are signed and hashed for the identity of a mail, and the header that they are read from. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressesOf, bodyOffset, readHeader } from '../../src/core/header-lines.ts'
import {
  base64url,
  canonicalJson,
  fromBase64url,
  recipientDomains,
  signedFields,
} from '../../src/core/identity-claims.ts'

describe('canonical JSON', () => {
  it('has sorted keys and no spaces, at every depth', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ö"' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"ö\\"","d":null}]}',
    )
  })

  it('is the same for any order of keys, and JSON of the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe('base64url', () => {
  it('is what Node writes, and has one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url')
        expect(base64url(bytes)).toBe(text)
        expect(fromBase64url(text)).toEqual(Uint8Array.from(bytes))
      }),
    )
    for (const wrong of ['QQ==', 'QR', 'A', 'a+b/', 'ä', 'QQ\n']) expect(fromBase64url(wrong)).toBeNull()
  })
})

describe('the header', () => {
  it('is unfolded, with its spaces tidied and names in lower case', () => {
    const text = 'Subject:  a\r\n\t b  c \r\nnot a field\r\nTO: x@y.example\r\n continued'
    expect(readHeader(text)).toEqual([
      { name: 'subject', value: 'a b c' },
      { name: 'to', value: 'x@y.example continued' },
    ])
  })

  it.each([
    ['a: b\r\n\r\nbody', 8],
    ['a: b\n\nbody', 6],
    ['a: b\r\n', 6],
    ['', 0],
  ])('ends before the body: %j', (text, offset) => {
    expect(bodyOffset(Buffer.from(text))).toBe(offset)
  })

  it.each([
    ['ada@x.example', ['ada@x.example']],
    ['Ada <ada@x.example>, "B, C" <b@y.example>', ['ada@x.example', 'b@y.example']],
    ['"x@evil.example" <ada@x.example>', ['ada@x.example']],
    ['(x@evil.example) ada@x.example (y)', ['ada@x.example']],
    ['"a@b"@x.example', ['"a@b"@x.example']],
    ['undisclosed-recipients:;', []],
    ['Team: a@x.example, b@y.example;', ['a@x.example', 'b@y.example']],
    ['=?utf-8?Q?a=40b?= <c@d.example>', ['c@d.example']],
    ['Ada <ada@x.example', []],
    ['\\', []],
  ])('has the addresses of %j', (value, addresses) => {
    expect(addressesOf(value)).toEqual(addresses)
  })

  it('takes anything in linear time', () => {
    for (const piece of ['<', '(', '"', '\\', ',', '@', 'a:', '"a" <'])
      addressesOf(piece.repeat(200_000 / piece.length))
    readHeader(' \t\r\n'.repeat(100_000))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        addressesOf(text)
        readHeader(text)
        bodyOffset(Buffer.from(text))
      }),
    )
  })
})

describe('what is hashed', () => {
  const header = readHeader(
    'Received: from x\r\nTo: B <b@Bücher.example>\r\nFrom: a@z.example\r\nCc: c@a.example,\r\n d@A.EXAMPLE\r\nSubject: Hi\r\n',
  )

  it('of the header are the fields that change how it reads, in a fixed order', () => {
    expect(signedFields(header)).toBe(
      'from:a@z.example\nto:B <b@Bücher.example>\ncc:c@a.example, d@A.EXAMPLE\nsubject:Hi\n',
    )
  })

  it('of the recipients are the domains of To and Cc as A-labels, each once, sorted', () => {
    expect(recipientDomains(header)).toBe('a.example\nxn--bcher-kva.example')
  })
})
