/** What the header of an inbound message says, and which of its parts is what. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { harmlessName, type Leaf } from '../../src/mail/entity.ts'
import { baseSubject, parseHeaders, selectBody } from '../../src/mail/parse.ts'

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

  const dates: [string, string | null][] = [
    ['Mon, 02 Mar 2026 10:00:00 +0100', '2026-03-02T09:00:00Z'],
    ['2 Mar 2026 10:00 -0030 (comment)', '2026-03-02T10:30:00Z'],
    ['Mon, 2 Mar 26 10:00:00 EST', '2026-03-02T15:00:00Z'],
    ['2 March 2026 10:00:00 GMT', '2026-03-02T10:00:00Z'],
    ['2 Mar 2026 10:00:00', '2026-03-02T10:00:00Z'],
    ['5', null],
    ['yesterday', null],
    ['40 Foo 2026 10:00:00 GMT', null],
  ]
  it.each(dates)('date %j is %j', (date, expected) => {
    const wanted = expected === null ? null : Date.parse(expected)
    expect(parseHeaders([['Date', date]]).date).toBe(wanted)
  })

  it('keep the newest of many references, and a thousand of many addresses', () => {
    const ids = Array.from({ length: 20_000 }, (_, number) => `<${number}@x>`)
    const people = Array.from({ length: 3_000 }, (_, number) => `p${number}@x.org`)
    const fields = parseHeaders([
      ['References', ids.join(' ')],
      ['To', people.join(', ')],
    ])
    expect(fields.references).toHaveLength(100)
    expect(fields.references.at(-1)).toBe('19999@x')
    expect(fields.to).toHaveLength(1_000)
  })

  it('take long hostile fields', () => {
    for (const piece of ['"', '<', '(', 'a:', '<a@b>,', '=?utf-8?q?a?= ', '\\', ':;', '=?', 'Re:']) {
      const value = piece.repeat(100_000 / piece.length)
      const fields = parseHeaders(
        ['From', 'To', 'Subject', 'References', 'Date'].map((name) => [name, value]),
      )
      expect(typeof baseSubject(fields.subject)).toBe('string')
    }
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
      leaf({ contentType: 'text/plain', alternative: 1 }),
      leaf({ contentType: 'text/html', alternative: 1 }),
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

  it('are what no alternative of the text says otherwise: what comes first is the text', () => {
    const text = leaf({ contentType: 'text/plain' })
    const footer = leaf({ contentType: 'text/html' })
    expect(selectBody([text, footer])).toMatchObject({ text, html: null, attachments: [{ offset: 0 }] })
    const banner = leaf({ contentType: 'text/plain', offset: 7 })
    const both = ['text/plain', 'text/html'].map((contentType) => leaf({ contentType, alternative: 1 }))
    const body = selectBody([banner, ...both])
    expect(body).toMatchObject({ text: both[0], html: both[1], attachments: [{ offset: 7 }] })
  })

  it('do not include the only text, even when it has a name', () => {
    const named = leaf({ contentType: 'text/plain', fileName: 'mail.txt' })
    expect(selectBody([named])).toMatchObject({ text: named, attachments: [] })
    const calendar = leaf({ contentType: 'text/calendar' })
    expect(selectBody([calendar]).attachments[0]?.fileName).toBe('attachment-1.ics')
  })

  it('keep their extension when the name is long, and no half characters', () => {
    expect(harmlessName(`${'x'.repeat(400)}.pdf`)).toMatch(/^x{196}\.pdf$/)
    expect(harmlessName('🚀'.repeat(200)).isWellFormed()).toBe(true)
    expect(harmlessName('..')).toBe('')
  })
})
