/** What providers tell of mail that they sent, read without trust. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPostmark, readSns } from '../../src/core/provider-mail.ts'
import { readPostmarkReports, readSesReports } from '../../src/core/provider-reports.ts'

type Loose = Readonly<Record<string, unknown>>

const anything = fc.dictionary(
  fc.constantFrom(
    ...['notificationType', 'eventType', 'mail', 'bounce', 'complaint', 'delivery', 'RecordType', 'Type'],
    ...[
      'bouncedRecipients',
      'complainedRecipients',
      'recipients',
      'headers',
      'Email',
      'MessageID',
      'Details',
    ],
  ),
  fc.oneof(
    fc.constantFrom(
      'Bounce',
      'Complaint',
      'Delivery',
      'SpamComplaint',
      'HardBounce',
      '__proto__',
      'toString',
    ),
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom('bouncedRecipients', 'complainedRecipients', 'recipients'), fc.jsonValue()),
  ),
)

describe('a report of a provider', () => {
  it('is read without a throw, whatever is in it, and says nothing that a database refuses', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const reports = [...readSesReports(given as Loose), ...(readPostmarkReports(given as Loose) ?? [])]
        for (const { recipient, diagnostic, status, providerId } of reports) {
          const text = [recipient, diagnostic, status ?? '', providerId].join('')
          expect(text.isWellFormed()).toBe(true)
          expect(text).not.toMatch(/\p{Cc}/u)
          expect(text.length).toBeLessThan(10_000)
        }
        readPostmark(given as Loose)
        readSns({ Type: 'Notification', Message: JSON.stringify(given) })
      }),
      { numRuns: 500 },
    )
  })

  it('has no control characters, however they were written', () => {
    const bouncedRecipients = [{ emailAddress: 'a\u0000@b.example', diagnosticCode: 'smtp;\r\n550\u0000no' }]
    const [report] = readSesReports({
      notificationType: 'Bounce',
      bounce: { bounceType: 'Permanent', bouncedRecipients },
    })
    expect(report).toMatchObject({
      recipient: 'a @b.example',
      diagnostic: 'smtp; 550 no',
      bounceType: 'hard',
    })
  })

  it('is at most of a hundred recipients', () => {
    const bouncedRecipients = Array.from({ length: 1_000 }, (_, at) => ({ emailAddress: `a${at}@b.example` }))
    const message = { notificationType: 'Bounce', bounce: { bounceType: 'Permanent', bouncedRecipients } }
    expect(readSesReports(message)).toHaveLength(100)
  })

  it.each([
    ['HardBounce', 'bounced', 'hard'],
    ['BadEmailAddress', 'bounced', 'hard'],
    ['SoftBounce', 'bounced', 'soft'],
    ['Blocked', 'bounced', 'soft'],
    ['constructor', 'bounced', 'soft'],
    ['Transient', 'nothing', null],
    ['AutoResponder', 'nothing', null],
    ['SpamComplaint', 'complained', null],
    ['Unsubscribe', 'unsubscribed', null],
  ])('of the type %s of Postmark means %s', (Type, meaning, bounceType) => {
    expect(readPostmarkReports({ RecordType: 'Bounce', Type, Email: 'a@b.example' })).toMatchObject([
      { meaning, bounceType, recipient: 'a@b.example' },
    ])
  })
})
