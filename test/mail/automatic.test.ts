/** Mail that no person wrote is told from mail that a person may have written. */

import { describe, expect, it } from 'vitest'
import { classifyAutomatic } from '../../src/mail/automatic.ts'

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
    [
      'a receipt of a failure with a return path',
      [['Content-Type', 'Multipart/Report']],
      'a@b.org',
      'bounce',
    ],
    ['a vacation answer without a return path', [['Auto-Submitted', 'auto-replied']], '', 'auto_reply'],
    [
      'a report by a robot',
      [
        ['Auto-Submitted', 'auto-replied'],
        ['Content-Type', 'multipart/report'],
      ],
      '',
      'bounce',
    ],
    [
      'Exchange asking for silence',
      [['X-Auto-Response-Suppress', 'DR, OOF, AutoReply']],
      'a@b.org',
      'auto_generated',
    ],
    ['Exchange asking for no receipts', [['X-Auto-Response-Suppress', 'DR, RN, NRN']], 'a@b.org', null],
    [
      'a list of a robot',
      [
        ['List-Id', '<x>'],
        ['X-Auto-Response-Suppress', 'All'],
      ],
      'a@b.org',
      'list',
    ],
    ["another server's loop mark", [['X-MultiMail-Loop', 'other.example.net']], 'a@b.org', null],
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
