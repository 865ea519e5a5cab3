/** From the bytes of a part to text: transfer encodings and charsets, as claimed and as they are. */

import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBytes, decodeStream, decodeText } from '../../src/mail/decode.ts'
import type { Leaf } from '../../src/mail/entity.ts'

describe('text of a part', () => {
  const leaf = (charset: string | null, encoding: Leaf['encoding'] = 'identity') => ({ charset, encoding })
  const samples: [string, Buffer, string | null, string][] = [
    ['gb18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), 'gb18030', '你好'],
    ['iso-2022-jp', Buffer.from('\x1b$B$3$s\x1b(B', 'latin1'), 'iso-2022-jp', 'こん'],
    ['koi8-r', Buffer.from([0xf0, 0xd2, 0xc9]), 'koi8-r', 'При'],
    ['windows-1252 said to be utf-8', Buffer.from([0x47, 0x72, 0xfc, 0xdf]), 'utf-8', 'Grüß'],
    ['utf-8 without a label', Buffer.from('Grüß'), null, 'Grüß'],
    ['a charset nobody knows', Buffer.from('Grüß'), 'x-nonsense', 'Grüß'],
    ['a byte order mark', Buffer.from('\ufeffHi'), 'utf-8', 'Hi'],
    ['utf-8 said to be iso-8859-1', Buffer.from('Grüß'), 'iso-8859-1', 'Grüß'],
    ['utf-8 said to be iso-2022-jp', Buffer.from('Grüße, 日本'), 'iso-2022-jp', 'Grüße, 日本'],
    [
      'utf-8 cut within a character',
      Buffer.from('日本語日本語').subarray(0, -1),
      'utf-8',
      '日本語日本\ufffd',
    ],
    ['utf-16 by its mark', Buffer.from('\ufeffHi', 'utf16le'), null, 'Hi'],
    ['utf-7', Buffer.from('Gr+APwA3w- +- 1'), 'utf-7', 'Grüß + 1'],
    ['cp437', Buffer.from([0x81, 0xe1, 0xc9]), 'CP437', 'üß╔'],
    ['an alias', Buffer.from([0xb1, 0xb3]), 'cp1251', '±і'],
    ['a label with dirt', Buffer.from([0xf0, 0xd2]), ' "KOI8-R"; ', 'Пр'],
    ['NUL', Buffer.from('a\0b'), 'utf-8', 'ab'],
  ]
  it.each(samples)('%s', (_name, bytes, charset, text) => expect(decodeText(bytes, leaf(charset))).toBe(text))

  it('quoted-printable: soft breaks, trailing white space, lower case, what is none', () => {
    const body = Buffer.from('a=3d=3D =\r\nb  \r\nc=ZZ=\r\n')
    expect(decodeText(body, leaf('utf-8', 'quoted-printable'))).toBe('a== b\r\nc=ZZ')
  })

  it('base64 with garbage between', () => {
    expect(decodeText(Buffer.from('SGVs\r\n!!bG8='), leaf('utf-8', 'base64'))).toBe('Hello')
  })

  it('streams to the same bytes in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom('base64' as const, 'identity' as const),
        async (bytes, size, encoding) => {
          const original = Buffer.from(bytes)
          const encoded =
            encoding === 'base64'
              ? Buffer.from(original.toString('base64').replace(/.{20}/g, '$&\r\n'))
              : original
          const pieces = Array.from({ length: Math.ceil(encoded.length / size) }, (_, index) =>
            encoded.subarray(index * size, (index + 1) * size),
          )
          expect(await buffer(Readable.from(pieces).pipe(decodeStream(encoding)))).toEqual(original)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('quoted-printable streams as it decodes whole', async () => {
    const body = Buffer.from('Gr=C3=BC=C3=9Fe =\r\nfrom =\r\nhere  \r\nend'.repeat(50))
    const pieces = Array.from({ length: Math.ceil(body.length / 7) }, (_, index) =>
      body.subarray(index * 7, index * 7 + 7),
    )
    const streamed = await buffer(Readable.from(pieces).pipe(decodeStream('quoted-printable')))
    expect(streamed.toString()).toBe(decodeText(body, leaf('utf-8', 'quoted-printable')))
  })

  it('base64 in runs that each have padding', () => {
    expect(decodeText(Buffer.from('SGk=\r\nSGVsbG8=\r\nIQ'), leaf('utf-8', 'base64'))).toBe('HiHello!')
  })

  it('streams anything as it decodes whole', async () => {
    const piece = fc.constantFrom('=', '=3D', '=C3', '=\n', ' ', '\t', '\r\n', '\n', 'SGk=', 'A', '4', 'é')
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('base64' as const, 'quoted-printable' as const),
        async (words, size, encoding) => {
          const body = Buffer.from(words.join(''))
          const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
            body.subarray(index * size, (index + 1) * size),
          )
          const streamed = await buffer(Readable.from(pieces).pipe(decodeStream(encoding)))
          expect(streamed.toString('latin1')).toBe(decodeBytes(body, encoding).toString('latin1'))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('a line without end streams too, with nothing cut in two', async () => {
    const body = Buffer.from('ab=C3=A9  '.repeat(40_000))
    const pieces = Array.from({ length: Math.ceil(body.length / 1_001) }, (_, index) =>
      body.subarray(index * 1_001, (index + 1) * 1_001),
    )
    const streamed = await buffer(Readable.from(pieces).pipe(decodeStream('quoted-printable')))
    expect(streamed.toString()).toBe('abé  '.repeat(40_000).trimEnd())
  })
})
