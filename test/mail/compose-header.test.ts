import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { compose } from '../../src/mail/compose.ts'
import { base, fieldsOf, named, parsed, rawOf } from './compose-input.ts'

describe('the header', () => {
  it('has its fields in order, once each', () => {
    const fields = fieldsOf({
      cc: [{ address: 'c@example.org', name: '' }],
      replyTo: { address: 'r@example.org', name: '' },
      inReplyTo: 'a@b.example',
      references: ['c@b.example', 'a@b.example'],
      headers: [['X-One', 'two']],
    })
    expect(fields.slice(0, -1)).toEqual([
      'From: Agent <agent@mail.example>',
      'To: Ada <ada@example.org>',
      'Cc: c@example.org',
      'Reply-To: r@example.org',
      'Subject: Hello',
      'Date: Fri, 02 Jan 2026 03:04:05 +0000',
      'Message-ID: <01J@mail.example>',
      'In-Reply-To: <a@b.example>',
      'References: <c@b.example> <a@b.example>',
      'MIME-Version: 1.0',
      'X-One: two',
    ])
  })

  it('has no To when there are only others, and says so when all are hidden', () => {
    const cc = [{ address: 'c@example.org', name: '' }]
    expect(named({ to: [], cc }, 'To')).toEqual([])
    expect(named({ to: [], cc: [] }, 'To')).toEqual(['To: undisclosed-recipients:;'])
  })

  it('takes further fields, but no second of its own and never a blind copy', () => {
    const names = [
      'Bcc',
      'bcc ',
      '\r\nBCC',
      'Resent-Bcc',
      'Subject',
      'To',
      'FROM',
      'Date',
      'Message-ID',
      'MIME-Version',
      'Content-Type',
      'content-transfer-encoding',
    ]
    const headers = names.map((name) => [name, 'x@y.example'] as const)
    expect(fieldsOf({ headers })).toEqual(fieldsOf({}))
    expect(named({ headers: [['In-Reply-To', '<x@y.example>']] }, 'In-Reply-To')).toEqual([
      'In-Reply-To: <x@y.example>',
    ])
    expect(
      named({ inReplyTo: 'a@b', headers: [['in-reply-to', '<x@y.example>']] }, 'In-Reply-To'),
    ).toHaveLength(1)
    expect(named({ headers: [['X y:\r\nBcc', 'z']] }, 'X-y---Bcc')).toEqual(['X-y---Bcc: z'])
  })

  it('leaves the syntax of further fields alone, and encodes what is not ASCII', async () => {
    const address = `<https://example.org/${'u'.repeat(200)}>`
    expect(named({ headers: [['List-Unsubscribe', address]] }, 'List-Unsubscribe')).toEqual([
      `List-Unsubscribe: ${address}`,
    ])
    const email = await parsed({ headers: [['X-Note', 'Grüße '.repeat(30)]] })
    expect(rawOf({ headers: [['X-Note', 'Grüße']] })).toContain('X-Note: =?utf-8?')
    expect(email.headers.some(({ key }) => key === 'x-note')).toBe(true)
  })

  it.each([
    ['', ''],
    ['Ada', 'Ada <'],
    ['Ada Lovelace', 'Ada Lovelace <'],
    ['Lovelace, Ada', '"Lovelace, Ada" <'],
    ['Ada "Countess" \\', '"Ada \\"Countess\\" \\\\" <'],
    ['Ada (x) <y@z>', '"Ada (x) <y@z>" <'],
    ['Zoë', '=?utf-8?Q?Zo=C3=AB?= <'],
    ['田中', '=?utf-8?B?55Sw5Lit?= <'],
    ['=?utf-8?Q?a?=', '=?utf-8?'],
  ])('writes the name %j', async (name, written) => {
    const from = { address: 'a@example.org', name }
    expect(named({ from }, 'From')[0]).toContain(`From: ${written}`)
    expect((await parsed({ from })).from).toEqual(from)
  })

  it('writes domains in ASCII and local parts as they are', () => {
    const to = ['a@bücher.example', 'ü@example.org', 'ü@bücher.example', '"a b"@example.org'].map(
      (address) => ({ address, name: '' }),
    )
    expect(named({ to }, 'To')).toEqual([
      'To: a@xn--bcher-kva.example, ü@example.org, ü@xn--bcher-kva.example, "a b"@example.org',
    ])
  })

  it('leaves out message ids that cannot stand in a header, and the middle of very long threads', () => {
    expect(
      named({ inReplyTo: 'é@b', references: ['a@b', 'é@b', '', 'c'.repeat(1_000)] }, 'References'),
    ).toEqual(['References: <a@b>'])
    expect(named({ inReplyTo: 'é@b' }, 'In-Reply-To')).toEqual([])
    expect(named({ inReplyTo: '<a\r\n b@c>' }, 'In-Reply-To')).toEqual(['In-Reply-To: <ab@c>'])
    const references = Array.from({ length: 1_000 }, (_, number) => `${number}@b`)
    const kept =
      named({ references }, 'References')[0]
        ?.match(/\d+(?=@)/g)
        ?.map(Number) ?? []
    expect(kept).toEqual([0, ...Array.from({ length: 99 }, (_, index) => 901 + index)])
  })

  it('folds long subjects and lists of addresses within 78 octets', async () => {
    const to = Array.from({ length: 50 }, (_, n) => ({
      address: `person.${n}@department.example.org`,
      name: n % 2 === 0 ? `Zoë ${n}` : `Person, ${n}`,
    }))
    for (const subject of [
      'word '.repeat(199).trim(),
      'x'.repeat(998),
      'é'.repeat(998),
      '漢字😀'.repeat(200),
      `a${' '.repeat(300)}b`,
      `Re: ${'ab '.repeat(20)}${'=?'.repeat(60)}`,
    ]) {
      const { raw, headerBytes } = compose({ ...base, to, subject })
      for (const line of raw.subarray(0, headerBytes).toString().split('\r\n')) {
        expect(line.length).toBeLessThanOrEqual(78)
        expect(line).not.toMatch(/^\s+$/)
        for (const word of line.match(/=\?utf-8\?[^?]\?[^?]*\?=/g) ?? [])
          expect(word.length).toBeLessThanOrEqual(75)
      }
      const email = await PostalMime.parse(raw)
      expect(email.subject).toBe(subject)
      expect(email.to).toEqual(to)
    }
  })

  it('has whole characters in every encoded word', () => {
    const raw = rawOf({
      subject: '😀€é'.repeat(100),
      from: { address: 'a@b.example', name: '😀 a €'.repeat(20) },
    })
    const words = [...raw.matchAll(/=\?utf-8\?([QB])\?([^?]*)\?=/g)]
    expect(words.length).toBeGreaterThan(10)
    for (const [, kind, payload = ''] of words) {
      const octets =
        kind === 'B'
          ? Buffer.from(payload, 'base64')
          : Buffer.from(
              payload.replace(/=(..)/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
              'latin1',
            )
      expect(octets.toString()).not.toContain('\ufffd')
    }
  })
})
