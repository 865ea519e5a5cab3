/** What inbound mail says: fields, charsets, quotes, what is automatic. */

import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyAutomatic } from '../../src/mail/automatic.ts'
import { decodeStream, decodeText } from '../../src/mail/decode.ts'
import { baseSubject, parseHeaders, selectBody } from '../../src/mail/parse.ts'
import { stripQuotedReply } from '../../src/mail/quoted-reply.ts'
import type { Leaf } from '../../src/mail/structure.ts'

describe('header fields', () => {
  it('are decoded, addresses flattened out of groups, ids without brackets', () => {
    const fields = parseHeaders([
      ['From', '=?utf-8?q?J=C3=BCrgen?= <juergen@example.com>'],
      ['To', 'Team: ada@example.com, "Lovelace, A." <al@example.com>;, bob@example.org'],
      ['Subject', '=?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?8J+agA==?='],
      ['Message-ID', '<a@b>'],
      ['References', '<1@x>\t<2@x>  garbage <3@x>'],
      ['Date', 'Mon, 2 Mar 2026 10:00:00 +0100'],
    ])
    expect(fields).toMatchObject({
      from: { address: 'juergen@example.com', name: 'Jürgen' },
      to: [
        { address: 'ada@example.com' },
        { address: 'al@example.com', name: 'Lovelace, A.' },
        { address: 'bob@example.org' },
      ],
      subject: 'Grüße🚀',
      messageId: 'a@b',
      references: ['1@x', '2@x', '3@x'],
      date: Date.parse('2026-03-02T09:00:00Z'),
    })
  })

  it('that are garbage are missing, and never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const fields = parseHeaders(
          ['From', 'To', 'Subject', 'References', 'Date'].map((name) => [name, text] as const),
        )
        expect(fields.subject).not.toMatch(/[\r\n\0]/)
      }),
    )
  })

  it.each([
    ['Re: Hello', 'Hello'],
    ['RE: FW: Re[2]: Hello', 'Hello'],
    ['AW: WG: Antwort: Hallo', 'Hallo'],
    ['Sv: Hej', 'Hej'],
    ['回复：你好', '你好'],
    ['Regarding: that', 'Regarding: that'],
    ['  spaced \t out ', 'spaced out'],
  ])('base subject of %j is %j', (subject, base) => expect(baseSubject(subject)).toBe(base))
})

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
})

describe('attachments', () => {
  const leaf = (more: Partial<Leaf>): Leaf => ({
    contentType: 'application/pdf',
    charset: null,
    encoding: 'identity',
    disposition: null,
    fileName: null,
    contentId: null,
    offset: 0,
    length: 5,
    ...more,
  })

  it('have names that harm nobody', () => {
    const names = [
      '../../etc/passwd',
      'C:\\Windows\\cmd.exe',
      '.htaccess',
      'in\u202egpj.exe',
      'a\r\nb.txt',
      '',
    ]
    const { attachments } = selectBody(names.map((fileName) => leaf({ fileName })))
    expect(attachments.map(({ fileName }) => fileName)).toEqual([
      'passwd',
      'cmd.exe',
      'htaccess',
      'ingpj.exe',
      'ab.txt',
      'attachment-6.pdf',
    ])
  })

  it('are all that is not the first text and the first HTML', () => {
    const { text, html, attachments } = selectBody([
      leaf({ contentType: 'text/plain' }),
      leaf({ contentType: 'text/html' }),
      leaf({ contentType: 'text/plain', disposition: 'attachment' }),
      leaf({ contentType: 'image/png', contentId: 'logo', disposition: 'inline' }),
      leaf({ contentType: 'application/ms-tnef', fileName: 'winmail.dat' }),
    ])
    expect([text?.contentType, html?.contentType]).toEqual(['text/plain', 'text/html'])
    expect(attachments.map(({ fileName }) => fileName)).toEqual([
      'attachment-1.txt',
      'attachment-2.png',
      'winmail.dat',
    ])
  })
})

describe('the newest text of an answer', () => {
  const samples: [string, string, string][] = [
    ['Gmail', 'Yes!\n\nOn Mon, Mar 2, 2026 at 9:00 AM Ada <ada@example.com> wrote:\n\n> Shall we?\n', 'Yes!'],
    [
      'Gmail, broken line',
      'Yes!\n\nOn Mon, Mar 2, 2026 at 9:00 AM Ada Lovelace\n<ada@example.com> wrote:\n> Shall we?',
      'Yes!',
    ],
    [
      'Outlook',
      'Fine.\n\n**From:** Ada <ada@example.com>\n**Sent:** Monday\n**To:** Bob\n**Subject:** Plan\n\nShall we?',
      'Fine.',
    ],
    [
      'Outlook with a line',
      'Fine.\n\n-----Original Message-----\nFrom: Ada\nSent: Monday\nTo: Bob\n\nShall we?',
      'Fine.',
    ],
    [
      'German',
      'Ja.\n\nAm Mo., 2. März 2026 um 09:00 Uhr schrieb Ada <ada@example.com>:\n> Wollen wir?',
      'Ja.',
    ],
    ['French', 'Oui.\n\nLe lun. 2 mars 2026 à 09:00, Ada <ada@example.com> a écrit :\n> On y va ?', 'Oui.'],
    ['a signature', 'Ok.\n\n-- \nBob\nDirector', 'Ok.'],
    ['a telephone', 'Ok.\n\nSent from my iPhone', 'Ok.'],
    ['a quote at the end', 'Ok.\n\n> old\n> older', 'Ok.'],
    [
      'answers between quotes stay',
      '> Shall we?\n\nYes.\n\n> When?\n\nNow.',
      '> Shall we?\n\nYes.\n\n> When?\n\nNow.',
    ],
    ['nothing but a quote stays', '> old', '> old'],
    [
      'a person writing "On Monday I wrote:"',
      'On Monday I met Bob.\nFrom there we went home.',
      'On Monday I met Bob.\nFrom there we went home.',
    ],
  ]
  it.each(samples)('%s', (_name, text, expected) => expect(stripQuotedReply(text)).toBe(expected))

  it('is found in hostile text too', () => {
    for (const hostile of [
      'On '.repeat(100_000),
      'On x\n'.repeat(50_000),
      '>'.repeat(200_000),
      ' '.repeat(200_000),
      'From: \n'.repeat(50_000),
    ]) {
      expect(typeof stripQuotedReply(hostile)).toBe('string')
    }
  })
})

describe('mail that no person wrote', () => {
  const samples: [string, [string, string][], string, string | null][] = [
    ['a person', [['Subject', 'Hi']], 'a@b.org', null],
    ['Auto-Submitted: no', [['Auto-Submitted', 'no']], 'a@b.org', null],
    ['an automatic answer', [['Auto-Submitted', 'auto-replied; owner="x"']], 'a@b.org', 'auto_reply'],
    ['an answering machine', [['X-Autoreply', 'yes']], 'a@b.org', 'auto_reply'],
    ['a notice', [['Auto-Submitted', 'auto-generated']], 'a@b.org', 'auto_generated'],
    ['a list', [['List-Id', '<x.example.com>']], 'a@b.org', 'list'],
    ['a newsletter', [['List-Unsubscribe', '<mailto:x@y>']], 'a@b.org', 'bulk'],
    ['Precedence', [['Precedence', 'bulk']], 'a@b.org', 'bulk'],
    ['a bounce', [['Subject', 'Undelivered']], '', 'bounce'],
    ['a report', [['Content-Type', 'multipart/report; report-type=delivery-status']], 'a@b.org', 'bounce'],
    ['our own loop', [['X-MultiMail-Loop', 'mail.example.com']], 'a@b.org', 'loop'],
    [
      'too many hops',
      Array.from({ length: 101 }, () => ['Received', 'x'] as [string, string]),
      'a@b.org',
      'loop',
    ],
  ]
  it.each(samples)('%s', (_name, headers, from, kind) =>
    expect(classifyAutomatic(headers, from, 'mail.example.com')).toBe(kind),
  )
})
