/** What the server writes to operators and reviewers, when what it writes about is hostile. */

import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import {
  codeNotice,
  codeSpan,
  reviewListNotice,
  reviewNotice,
  type WaitingMail,
  withVisibleMarks,
} from '../../src/core/notice-text.ts'

const LINK = 'https://mail.example/v1/approve/token'

const mail = (changes: Partial<WaitingMail> = {}): WaitingMail => ({
  direction: 'outbound',
  mailbox: 'agent@example.com',
  mode: 'gated_send',
  from: 'agent@example.com',
  to: ['ada@example.net'],
  cc: [],
  bcc: [],
  subject: 'Offer',
  text: 'Good day',
  attachments: [],
  signals: [],
  askedBy: 'key:agent',
  since: Date.UTC(2026, 11, 1, 8),
  expiresAt: Date.UTC(2026, 11, 2, 8),
  approvalsGiven: 0,
  approvalsRequired: 1,
  link: LINK,
  test: false,
  ...changes,
})

/** Everything in rendered markdown but code: what a reader takes for words of ours. */
function words(markdown: string): string {
  const html = new MarkdownIt({ linkify: true }).render(markdown)
  return html.replace(/<(pre|code)[^>]*>[\s\S]*?<\/\1>/g, '')
}

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '`',
        '``',
        '```',
        '\n',
        '\r\n',
        '~~~',
        '# ',
        '> ',
        '- ',
        '[EVIL](http://evil.example)',
        'EVIL',
        ' ',
        '<b>',
        '\u202e',
        '\\',
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
)

describe('hostile text', () => {
  it('never becomes a word, a link or a heading of ours, wherever it stands', () => {
    fc.assert(
      fc.property(hostile, fc.nat(5), (text, field) => {
        const spots: Partial<WaitingMail>[] = [
          { text: `${text}EVIL` },
          { to: [`${text}EVIL`] },
          { from: `${text}EVIL` },
          { attachments: [{ name: `${text}EVIL`, type: `${text}EVIL`, size: 1 }] },
          { signals: [{ message: `${text}EVIL` }] },
          { askedBy: `${text}EVIL` },
        ]
        const waiting = mail({ ...spots[field], subject: `${text}EVIL` })
        for (const { markdown } of [reviewNotice(waiting, false), reviewListNotice([waiting, waiting])]) {
          const shown = words(markdown)
          expect(shown).not.toContain('EVIL')
          expect(shown).not.toContain('evil.example')
          expect(shown).toContain(LINK)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('cannot hide or turn anything: what is invisible is made visible', () => {
    expect(withVisibleMarks('a\u202eb\u200bc\u0007\u2028d\n\te')).toBe(
      'a[U+202E]b[U+200B]c[U+0007][U+2028]d\n\te',
    )
  })

  it('gives a subject of one line of at most 120 characters of it', () => {
    fc.assert(
      fc.property(hostile, (subject) => {
        const notice = reviewNotice(mail({ subject: subject.repeat(10) }), false)
        expect(notice.subject).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(Array.from(notice.subject).length).toBeLessThanOrEqual(140)
      }),
    )
  })

  it('in a code span is all of it, on one line', () => {
    expect(codeSpan('a ``b`` `c`')).toBe('``` a ``b`` `c` ```')
    expect(codeSpan('a\n\nb')).toBe('`a b`')
    expect(codeSpan('\n')).toBe('(empty)')
  })
})

describe('the mail to a reviewer', () => {
  it('says what waits, who asked, until when, and that the link decides nothing', () => {
    const { subject, markdown } = reviewNotice(
      mail({ approvalsRequired: 2, approvalsGiven: 1, bcc: ['archive@example.net'] }),
      false,
    )
    expect(subject).toBe('To decide: Offer')
    for (const part of [
      'A mail from `agent@example.com` (gated_send) waits for your decision.',
      LINK,
      'Opening the link decides nothing',
      '`ada@example.net`',
      '**Bcc:** `archive@example.net`',
      '**Asked by:** `key:agent`, 2026-12-01 08:00 UTC',
      '**Expires:** 2026-12-02 08:00 UTC; it is then refused, never sent',
      '**Approvals:** 1 of 2',
      'Do not forward this mail.',
    ])
      expect(markdown).toContain(part)
  })

  it('of a test says so, and at half-time that it still waits', () => {
    expect(reviewNotice(mail({ test: true }), false).subject).toBe('[test] To decide: Offer')
    const reminder = reviewNotice(mail(), true)
    expect(reminder.subject).toBe('Still waiting: Offer')
    expect(reminder.markdown).toContain('Half of its time is over')
  })

  it('shows the beginning of a long text only', () => {
    const { markdown } = reviewNotice(mail({ text: 'x'.repeat(100_000) }), false)
    expect(markdown.length).toBeLessThan(6_000)
    expect(markdown).toContain('x…')
  })

  it('about several has one link for each', () => {
    const { subject, markdown } = reviewListNotice([mail(), mail({ direction: 'inbound', link: `${LINK}2` })])
    expect(subject).toBe('To decide: 2 mails')
    expect(markdown.match(/Look at it and decide/g)).toHaveLength(2)
    expect(markdown).toContain('### 2. Came in')
  })
})

describe('the mail with a code', () => {
  it('says in plain words what is asked, by whom, from where and until when', () => {
    const { subject, markdown } = codeNotice({
      question: 'Give the mailbox more autonomy.',
      askedBy: 'key:`admin`',
      askedFrom: '192.0.2.1',
      askedAt: Date.UTC(2026, 11, 1, 8),
      expiresAt: Date.UTC(2026, 11, 2, 8),
      code: 'A7X-29K',
    })
    // The code is not on a lock screen.
    expect(subject).not.toContain('A7X')
    for (const part of [
      '`` key:`admin` ``',
      'Give the mailbox more autonomy.',
      '`192.0.2.1`',
      '**A7X-29K**',
      'once, for exactly this request',
    ])
      expect(markdown).toContain(part)
  })
})
