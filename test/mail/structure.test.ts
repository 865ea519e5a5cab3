/** The structure of messages, well made and not: found the same however the bytes come. */

import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { decodeBytes, decodeText } from '../../src/mail/decode.ts'
import type { TransferEncoding } from '../../src/mail/entity.ts'
import { selectBody } from '../../src/mail/parse.ts'
import { StructureScanner, scan } from '../../src/mail/structure.ts'

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'))

/** What a leaf says. */
const textOf = (
  raw: Buffer,
  leaf: {
    offset: number
    length: number
    charset: string | null
    encoding: TransferEncoding
  } | null,
) => (leaf === null ? null : decodeText(raw.subarray(leaf.offset, leaf.offset + leaf.length), leaf))

const NESTED = mail(
  'From: ada@example.com',
  'Subject: a folded',
  '\tsubject',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  'A preamble that nobody reads.',
  '--outer',
  'Content-Type: multipart/alternative; boundary=outer-inner',
  '',
  '--outer-inner',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=C3=BC=C3=9Fe =',
  'aus M=C3=BCnchen',
  '--outer-inner',
  'Content-Type: text/html',
  '',
  '<p>Hi</p>',
  '--outer-inner--',
  '--outer',
  'Content-Type: message/rfc822',
  '',
  'Subject: inside',
  'Content-Type: multipart/mixed; boundary=hidden',
  '',
  '--hidden',
  '',
  'not a part of ours',
  '--hidden--',
  '--outer',
  "Content-Disposition: attachment; filename*0*=UTF-8''na%C3%AF; filename*1=ve.pdf",
  'Content-Type: application/pdf',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0x',
  'LjQ=',
  '--outer--',
  'An epilogue.',
)

describe('a well-made message', () => {
  const structure = scan(NESTED)

  it('has its fields unfolded and its leaves in order', () => {
    expect(structure.headers).toEqual([
      ['From', 'ada@example.com'],
      ['Subject', 'a folded\tsubject'],
      ['Content-Type', 'multipart/mixed; boundary="outer"'],
    ])
    expect(structure.leaves.map(({ contentType }) => contentType)).toEqual([
      'text/plain',
      'text/html',
      'message/rfc822',
      'application/pdf',
    ])
    expect(structure.faults).toEqual([])
  })

  it('gives each leaf exactly its bytes', () => {
    const { text, html, attachments } = selectBody(structure.leaves)
    expect(textOf(NESTED, text)).toBe('Grüße aus München')
    expect(textOf(NESTED, html)).toBe('<p>Hi</p>')
    const [inner, pdf] = attachments
    expect(inner?.fileName).toBe('inside.eml')
    expect(textOf(NESTED, inner ?? null)).toMatch(/^Subject: inside[\s\S]*--hidden--$/)
    expect(pdf?.fileName).toBe('naïve.pdf')
    const bytes = NESTED.subarray(pdf?.offset ?? 0, (pdf?.offset ?? 0) + (pdf?.length ?? 0))
    expect(decodeBytes(bytes, 'base64').toString()).toBe('%PDF-1.4')
  })

  it('is the same in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sizes) => {
        const scanner = new StructureScanner()
        let at = 0
        for (let turn = 0; at < NESTED.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          scanner.push(Buffer.from(NESTED.subarray(at, at + size)))
          at += size
        }
        expect(scanner.end()).toEqual(structure)
      }),
    )
  })
})

describe('any message, well made or not', () => {
  const words = [
    '--cut',
    '--cut--',
    '--in',
    '--in--',
    '-',
    '--',
    'x',
    '',
    '--cut ',
    '--cutx',
    'Content-Type: text/plain',
  ]
  const line = fc.tuple(
    fc.constantFrom(...words, 'Content-Type: multipart/mixed; boundary=in'),
    fc.constantFrom('\r\n', '\r\n', '\n', '\r', ''),
  )

  it('is the same in pieces of any size', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const raw = Buffer.from(`Content-Type: multipart/mixed; boundary=cut\r\n\r\n${lines.flat().join('')}`)
        const scanner = new StructureScanner()
        for (let at = 0; at < raw.length; at += size) scanner.push(Buffer.from(raw.subarray(at, at + size)))
        expect(scanner.end()).toEqual(scan(raw))
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('a broken message', () => {
  const broken: [string, Buffer, (structure: ReturnType<typeof scan>) => void][] = [
    ['nothing at all', mail(''), ({ leaves }) => expect(leaves).toHaveLength(1)],
    ['only a body', mail('', 'Hello'), ({ leaves }) => expect(leaves[0]?.length).toBe(5)],
    ['no empty line', mail('Subject: x'), ({ headers }) => expect(headers).toEqual([['Subject', 'x']])],
    [
      'only line feeds',
      Buffer.from('A: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n\ntwo\n--x--\n'),
      ({ leaves }) => expect(leaves.map(({ length }) => length)).toEqual([3, 3]),
    ],
    [
      'a boundary that never comes',
      mail('Content-Type: multipart/mixed; boundary=x', '', 'Hello'),
      ({ leaves, faults }) => {
        expect(leaves).toMatchObject([{ contentType: 'text/plain', length: 5 }])
        expect(faults).toContain('unclosed_boundary')
      },
    ],
    [
      'a boundary that never comes, in an alternative',
      mail(
        'Content-Type: multipart/mixed; boundary=x',
        '',
        '--x',
        'Content-Type: multipart/alternative; boundary=y',
        '',
        'Hello',
        '--x',
        '',
        'World',
        '--x--',
      ),
      ({ leaves, faults }) => {
        expect(leaves.map(({ length }) => length)).toEqual([5, 5])
        expect(faults).toEqual(['unclosed_boundary', 'boundary_not_found'])
      },
    ],
    [
      'a boundary of 300 characters',
      mail(
        `Content-Type: multipart/mixed; boundary=${'z'.repeat(300)}`,
        '',
        `--${'z'.repeat(300)}`,
        '',
        'Hi',
      ),
      ({ leaves }) => expect(leaves).toMatchObject([{ contentType: 'text/plain', length: 2 }]),
    ],
    [
      'a boundary longer than any line',
      mail(
        `Content-Type: multipart/mixed; boundary=${'z'.repeat(2_000)}`,
        '',
        `--${'z'.repeat(2_000)}`,
        '',
        'Hi',
      ),
      ({ leaves, faults }) => {
        expect(leaves).toMatchObject([{ contentType: 'text/plain' }])
        expect(faults).toEqual(['boundary_too_long'])
      },
    ],
    [
      'an 8-bit boundary, and one like an encoded word',
      mail(
        'Content-Type: multipart/mixed; boundary="grüß"',
        '',
        '--grüß',
        'Content-Type: multipart/mixed; boundary="=?utf-8?q?x?="',
        '',
        '--=?utf-8?q?x?=',
        '',
        'Hi',
        '--=?utf-8?q?x?=--',
        '--grüß--',
      ),
      ({ leaves, faults }) => {
        expect(leaves.map(({ length }) => length)).toEqual([2])
        expect(faults).toEqual([])
      },
    ],
    [
      'a part that begins with its text',
      mail('Content-Type: multipart/mixed; boundary=x', '', '--x', 'Just text', '', 'and more', '--x--'),
      ({ leaves }) => expect(leaves[0]?.length).toBe('Just text\r\n\r\nand more'.length),
    ],
    [
      'no header, only words',
      mail('Just text', '', 'and more'),
      ({ leaves, headers, headerBytes }) => {
        expect([headers, headerBytes]).toEqual([[], 0])
        expect(leaves).toMatchObject([{ offset: 0, length: 21 }])
      },
    ],
    [
      'carriage returns and NULs in a field',
      Buffer.from('Subject: a\rBcc: b\0\r\n\r\n'),
      ({ headers }) => expect(headers).toEqual([['Subject', 'aBcc: b']]),
    ],
    [
      'one field in UTF-8 and one not',
      Buffer.concat([Buffer.from('A: Grüße\r\nB: '), Buffer.from([0xfc]), Buffer.from('\r\n\r\n')]),
      ({ headers }) => expect(headers.map(([, value]) => value)).toEqual(['Grüße', 'ü']),
    ],
    [
      'comments, quotes and dirt around types',
      mail(
        'Content-Type: (a) "Text/HTML" (b); charset = "UTF-8"',
        'Content-Transfer-Encoding: (c) Base64;',
        'Content-Disposition: "Inline"',
        '',
        '',
      ),
      ({ leaves }) =>
        expect(leaves).toMatchObject([
          { contentType: 'text/html', charset: 'utf-8', encoding: 'base64', disposition: 'inline' },
        ]),
    ],
    [
      'a multipart without a boundary',
      mail('Content-Type: multipart/mixed', '', 'Hello'),
      ({ leaves, faults }) => {
        expect(leaves[0]?.contentType).toBe('text/plain')
        expect(faults).toContain('missing_boundary')
      },
    ],
    [
      'a boundary that is never closed',
      mail('Content-Type: multipart/mixed; boundary=x', '', '--x', '', 'Hello'),
      ({ leaves, faults }) => {
        expect(leaves[0]?.length).toBe(5)
        expect(faults).toContain('unclosed_boundary')
      },
    ],
    [
      'an inner boundary never closed',
      mail(
        'Content-Type: multipart/mixed; boundary=x',
        '',
        '--x',
        'Content-Type: multipart/mixed; boundary=y',
        '',
        '--y',
        '',
        'a',
        '--x',
        '',
        'b',
        '--x--',
      ),
      ({ leaves }) => expect(leaves).toHaveLength(2),
    ],
    [
      'a boundary that begins like another',
      mail('Content-Type: multipart/mixed; boundary=x', '', '--x', '', '--xy', '--x--'),
      ({ leaves }) => expect(leaves[0]?.length).toBe(4),
    ],
    [
      '8-bit header',
      Buffer.from('Subject: Gr\xfc\xdfe\r\n\r\n', 'latin1'),
      ({ headers }) => expect(headers[0]?.[1]).toBe('Grüße'),
    ],
    [
      'lines without a colon',
      mail('nonsense', 'Subject: x', ' folded', '', ''),
      ({ headers }) => expect(headers).toEqual([['Subject', 'x folded']]),
    ],
  ]

  it.each(broken)('%s', (_name, raw, check) => check(scan(raw)))
})

describe('beside a full parser', () => {
  const boundary = '----=_Part'
  const part = fc.record({
    type: fc.constantFrom('text/plain; charset=utf-8', 'text/html; charset=utf-8', 'application/pdf'),
    content: fc.string({ unit: 'grapheme', maxLength: 200 }),
    name: fc.option(fc.stringMatching(/^[a-z]{1,8}\.pdf$/)),
  })

  it('finds the same text and attachments', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
        const written = parts.map(({ type, content, name }) => {
          const disposition = name === null ? '' : `Content-Disposition: attachment; filename=${name}\r\n`
          const body = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n')
          return `--${boundary}\r\nContent-Type: ${type}\r\n${disposition}Content-Transfer-Encoding: base64\r\n\r\n${body}\r\n`
        })
        const raw = Buffer.from(
          `From: a@b.org\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n${written.join('')}--${boundary}--\r\n`,
        )
        const expected = await PostalMime.parse(raw)
        const { leaves } = scan(raw)
        expect(leaves).toHaveLength(parts.length)
        const contents = leaves.map((leaf) =>
          decodeBytes(raw.subarray(leaf.offset, leaf.offset + leaf.length), leaf.encoding).toString(),
        )
        expect(contents).toEqual(parts.map(({ content }) => content))
        const named = leaves.filter(({ fileName }) => fileName !== null).map(({ fileName }) => fileName)
        expect(named).toEqual(
          expected.attachments.map(({ filename }) => filename).filter((name) => name !== null),
        )
      }),
      { numRuns: 100 },
    )
  })
})
