import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { compose, needsSmtpUtf8, safeFileName } from '../../src/mail/compose.ts'
import { base, expectSoundLines, hostile, parsed, rawOf } from './compose-input.ts'

describe('the structure of a message', () => {
  it('is text and HTML, as alternatives, the better one last', async () => {
    const { raw, text, html, headerBytes } = compose(base)
    expect(raw.toString()).toMatch(/^Content-Type: multipart\/alternative;\r\n boundary=/m)
    expect(raw.toString().match(/^Content-Type: text\/\w+/gm)).toEqual([
      'Content-Type: text/plain',
      'Content-Type: text/html',
    ])
    const email = await PostalMime.parse(raw)
    expect(email.text).toBe(text)
    expect(email.html).toBe(html)
    expect(text).toBe('Hello Ada\n')
    expect(raw.toString().slice(headerBytes - 2, headerBytes + 4)).toMatch(/^\r\n\r\n--$/)
  })

  it('has attachments after the alternatives', async () => {
    const contents = [
      Buffer.alloc(0),
      Buffer.from('x'),
      Buffer.alloc(100_000, '\r\n.--=_'),
      Buffer.from([...Array(256).keys()]),
    ]
    const attachments = contents.map((content, number) => ({
      name: `${number}.bin`,
      contentType: 'application/x-y',
      content,
    }))
    const { raw } = compose({ ...base, attachments })
    expect(raw.toString()).toMatch(/^Content-Type: multipart\/mixed;/m)
    expectSoundLines(raw)
    const email = await PostalMime.parse(raw)
    expect(email.text).toBe('Hello Ada\n')
    expect(
      email.attachments.map(({ filename, mimeType, disposition }) => [filename, mimeType, disposition]),
    ).toEqual(contents.map((_, number) => [`${number}.bin`, 'application/x-y', 'attachment']))
    email.attachments.forEach(({ content }, number) => {
      expect(Buffer.from(content as ArrayBuffer)).toEqual(contents[number])
    })
  })

  it('is the same for the same input, byte by byte', () => {
    expect(compose(base).raw).toEqual(compose({ ...base }).raw)
    expect(compose(base).raw).not.toEqual(compose({ ...base, messageId: '01K@mail.example' }).raw)
  })

  it('cannot be broken by content that has the boundary', async () => {
    const boundary = /boundary="([^"]+)"/.exec(rawOf({}))?.[1] ?? ''
    const email = await parsed({
      markdown: `before\n\n--${boundary}\nContent-Type: text/html\n\nafter\n\n--${boundary}--`,
    })
    expect(email.text).toContain('after')
    expect(email.html).toContain('after')
    expect(email.attachments).toEqual([])
  })

  it('sends ASCII as it is and anything else in quoted-printable', () => {
    expect(rawOf({}).match(/^Content-Transfer-Encoding: .*/gm)).toEqual(
      Array(2).fill('Content-Transfer-Encoding: 7bit'),
    )
    for (const markdown of ['é', 'a'.repeat(999), 'a =_ b', 'a&#13;b']) {
      expect(rawOf({ markdown }).match(/^Content-Transfer-Encoding: .*/gm), markdown.slice(0, 9)).toEqual(
        Array(2).fill('Content-Transfer-Encoding: quoted-printable'),
      )
    }
    expect(rawOf({ markdown: 'a'.repeat(980) })).toContain(`\r\n${'a'.repeat(980)}\r\n`)
  })

  it('keeps lines of quoted-printable within 76 octets, and characters whole', () => {
    const { raw } = compose({ ...base, markdown: `a${'€😀é ='.repeat(300)}   \nb\t` })
    const body = raw.toString().split('\r\n\r\n').slice(2).join('\r\n\r\n')
    for (const line of body.split('\r\n')) {
      expect(line.length).toBeLessThanOrEqual(76)
      expect(line).not.toMatch(/[ \t]$/)
      const octets = Buffer.from(
        line
          .replace(/=$/, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
      expect(octets.toString()).not.toContain('\ufffd')
    }
  })
})

describe('attachments', () => {
  const attach = (name: string, contentType = 'text/plain') => ({
    attachments: [{ name, contentType, content: Buffer.from('x') }],
  })

  it.each([
    ['report.pdf', 'filename="report.pdf"'],
    ['Übersicht "neu" 100%.pdf', 'filename="Ubersicht _neu_ 100%.pdf"'],
    ['日本.txt', "filename*=utf-8''%E6%97%A5%E6%9C%AC.txt"],
    ["it's (1)*.txt", `filename="it's (1)*.txt"`],
    ['=?utf-8?Q?a?=.txt', "filename*=utf-8''%3D%3Futf-8%3FQ%3Fa%3F%3D.txt"],
    ['a; filename=b.exe', 'filename="a; filename=b.exe"'],
  ])('are named %j', async (name, written) => {
    expect(rawOf(attach(name))).toContain(written)
    // postal-mime decodes encoded words even in a value that is encoded by RFC 2231.
    if (!name.includes('=?')) expect((await parsed(attach(name))).attachments[0]?.filename).toBe(name)
  })

  it.each([
    ['text/csv', 'text/csv'],
    [
      'Text/Calendar; charset="utf-8"; method=REQUEST; name=x.ics',
      'text/calendar;\r\n charset=utf-8;\r\n method=REQUEST',
    ],
    ['message/rfc822', 'application/octet-stream'],
    ['multipart/mixed; boundary=x', 'application/octet-stream'],
    ['text/plain\r\nBcc: x@y.example', 'application/octet-stream'],
    ['text', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('have the type %j', (contentType, written) => {
    expect(rawOf(attach('a', contentType))).toContain(`Content-Type: ${written}\r\nContent-Disposition`)
  })

  it.each([
    ['../../etc/passwd', 'etcpasswd'],
    ['..\\a\\b.txt', 'ab.txt'],
    ['.hidden', 'hidden'],
    [' . .a.txt. ', 'a.txt'],
    ['invoice\u202etxt.exe', 'invoicetxt.exe'],
    ['a\r\nb\0c\u0085.txt', 'abc.txt'],
    ['a\ud800.txt', 'a\ufffd.txt'],
    ['...', 'attachment'],
    ['', 'attachment'],
  ])('have a safe name for %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe)
  })

  it('have names of at most 255 octets that keep their extension and never change again', () => {
    expect(safeFileName(`${'é'.repeat(300)}.tar.gz`)).toBe(`${'é'.repeat(126)}.gz`)
    fc.assert(
      fc.property(
        fc.oneof(
          hostile(600),
          hostile(600).map((name) => `${name.repeat(30)}.txt`),
        ),
        (name) => {
          const safe = safeFileName(name)
          expect(safe).not.toBe('')
          expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255)
          expect(safe).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]|^[.\s]/u)
          expect(safeFileName(safe)).toBe(safe)
        },
      ),
    )
  })
})

describe('SMTPUTF8', () => {
  it('is needed for local parts that are not ASCII, not for domains', () => {
    expect(needsSmtpUtf8(['a@b.example', 'a@bücher.example'])).toBe(false)
    expect(needsSmtpUtf8(['a@b.example', 'ü@b.example'])).toBe(true)
    expect(needsSmtpUtf8([])).toBe(false)
  })
})
