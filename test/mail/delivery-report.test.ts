/**
 * What other servers say of our mail. The mails of `reports/` are after the examples of RFC 3464 and RFC 5965 and the
 * forms that servers in use write, about people who do not exist.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeliveryReport, mayBeReport, readDeliveryReport } from '../../src/mail/delivery-report.ts'
import { scan } from '../../src/mail/structure.ts'
import { HANG } from '../support/hang.ts'

const FOLDER = join(import.meta.dirname, 'reports')
const NAMES = readdirSync(FOLDER).map((name) => name.replace(/\.eml$/, ''))
const bytesOf = (name: string) => readFileSync(join(FOLDER, `${name}.eml`))

/** The address in the field Return-Path of an example. */
function senderOf(raw: Buffer): string {
  return /^Return-Path: <([^>]*)>/.exec(raw.toString('latin1'))?.[1] ?? ''
}

function read(raw: Buffer, envelopeFrom = senderOf(raw)): DeliveryReport | null {
  return readDeliveryReport({ structure: scan(raw), bytes: raw, envelopeFrom })
}

/** The kind (of a complaint its type), and of each recipient address, status and class. */
const EXPECTED = new Map(
  `
    amazon-ses                          failed        ada@example.net 5.1.1 hard
    aol-mailbox-full                    failed        ada@example.net 5.2.2 soft
    aol-old-not-accepting               failed        ada@aol.example hard
    arf-auth-failure                    auth-failure  -
    arf-not-spam                        not-spam      -
    arf-redacted                        abuse         -
    base64-status                       failed        ada@example.net 5.1.1 hard
    challenge-response                  auto_reply    -
    courier-dsn                         failed        ada@example.net 5.0.0 hard
    delivered-by-fallback-no-recipient  failed        5.7.1 soft
    domino-not-listed                   failed        ada@example.net 5.1.1 hard
    exchange-2013-report                failed        ada@example.net 5.1.1 hard
    exchange-automatic-reply            auto_reply    -
    exchange-html-only                  failed        ada@example.net 5.1.10 hard
    exchange-ndr-text                   failed        ada@example.net hard
    exim-dsn-without-diagnostic         failed        ada@example.net 5.0.0 hard
    exim-frozen-delay                   delayed       ada@example.net
    exim-remote-refusal                 failed        ada@example.net 5.7.1 soft
    exim-unrouteable                    failed        ada@gone.invalid hard
    german-text                         failed        ada@example.net 5.1.1 hard
    gmail-delay-text                    delayed       ada@example.net
    gmail-failure                       failed        ada@example.net 5.1.1 hard
    gmail-old-text                      failed        ada@example.net 5.2.1 hard
    groupwise-text                      failed        ada@example.net hard
    mdaemon-exchange-groups-policy      failed        ada@example.net 5.7.1 soft
    merged-groups                       failed        ada@example.net 5.1.1 hard
    notes-text                          failed        ada@example.net hard
    office365-access-denied             failed        ada@example.net 5.4.1 soft
    office365-quota                     failed        ada@example.net 5.2.2 soft
    opensmtpd-text                      failed        ada@example.net 5.2.2 soft
    out-of-office                       auto_reply    -
    outlook-junk-report                 abuse         ada@example.net
    postfix-delayed                     delayed       ada@example.net 4.4.1
    postfix-host-not-found              failed        ada@gone.invalid 5.4.4 hard
    postfix-plain-text                  failed        ada@example.net hard
    postfix-unknown-user                failed        ada@example.net 5.1.1 hard
    qmail-no-mailbox                    failed        ada@example.net 5.1.1 hard
    qmail-remote-quota                  failed        ada@example.net soft
    qmail-two-addresses                 failed        ada@example.net 5.1.1 hard | bob@example.net 5.2.2 soft
    rfc3464-delayed                     delayed       ada@example.net 4.4.1
    rfc3464-delivered                   delivered     ada@example.net 2.1.5
    rfc3464-expanded                    expanded      team@example.net 2.1.5
    rfc3464-passed-on                   failed        ada.private@example.org 5.1.1 hard
    rfc3464-relayed                     relayed       ada@example.net 2.1.9
    rfc3464-several-recipients          failed        arathib@example.net 5.0.0 hard | johnh@example.net 4.0.0 | wsnell@example.net 5.0.0 hard
    rfc3464-simple-failure              failed        louisl@example.net 4.0.0 soft
    rfc5965-full                        abuse         ada@example.net
    rfc5965-simple                      abuse         -
    rfc6533-international               failed        jörg@example.net 5.1.1 hard
    sendmail-dsn                        failed        ada@example.net 5.1.1 hard
    sendmail-old-style                  failed        ada@example.net hard
    sendmail-warning                    delayed       ada@example.net
    status-without-action               failed        ada@example.net 5.1.2 hard
    yahoo-no-account                    failed        ada@example.net hard
`
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', kind = '', ...rest] = line.trim().split(/\s+/)
      return [name, { kind, recipients: rest.join(' ') }] as const
    }),
)

function summary(report: DeliveryReport | null) {
  const recipients = report?.recipients.map(({ address, status, bounceType }) =>
    [address, status, bounceType].filter((one) => one !== null).join(' '),
  )
  return { kind: report?.feedbackType ?? report?.kind ?? 'none', recipients: recipients?.join(' | ') || '-' }
}

describe('a report', () => {
  it.each([...EXPECTED])('%s is understood', (name, expected) => {
    const raw = bytesOf(name)
    expect(summary(read(raw))).toEqual(expected)
    expect(
      mayBeReport({ structure: scan(raw), envelopeFrom: senderOf(raw) }) || expected.kind === 'auto_reply',
    ).toBe(true)
  })

  it.each([...EXPECTED])('%s is understood with the line ends of the wire', (name, expected) => {
    const wire = Buffer.from(bytesOf(name).toString('latin1').replaceAll('\n', '\r\n'), 'latin1')
    expect(summary(read(wire))).toEqual(expected)
  })

  it('is everything in the folder that is not named as none, and that is forty at least', () => {
    const reports = NAMES.filter((name) => !name.startsWith('none-'))
    expect(reports.sort()).toEqual([...EXPECTED.keys()].sort())
    expect(reports.length).toBeGreaterThanOrEqual(40)
  })

  it('names the mail that it is about', () => {
    const original = read(bytesOf('postfix-unknown-user'))?.original
    expect(original).toEqual({
      messageId: 'c0ffee-1@mail.example.com',
      returnPaths: ['bounces+01arz3ndektsv4rrffq69g5fav@mail.example.com'],
      listUnsubscribe: null,
    })
    expect(read(bytesOf('qmail-no-mailbox'))?.original.messageId).toBe('c0ffee-1@mail.example.com')
    expect(read(bytesOf('out-of-office'))?.original.messageId).toBe('c0ffee-1@mail.example.com')
  })

  it('tells what the server said, on one line', () => {
    const said = (name: string) => read(bytesOf(name))?.recipients[0]?.diagnostic
    expect(said('postfix-unknown-user')).toBe(
      '550 5.1.1 <ada@example.net>: Recipient address rejected: User unknown in local recipient table',
    )
    expect(said('qmail-remote-quota')).toContain('Remote host said: 552 Error: disk quota exceeded')
    expect(said('exim-dsn-without-diagnostic')).toBe('Unrouteable address')
  })
})

describe('what is no report', () => {
  it.each(NAMES.filter((name) => name.startsWith('none-')))('%s is left alone', (name) => {
    expect(read(bytesOf(name))).toBeNull()
  })
})

describe('hostile input', () => {
  const examples = NAMES.map(bytesOf)
  const mutation = fc.record({
    base: fc.nat(examples.length - 1),
    cuts: fc.array(
      fc.record({ at: fc.nat(4_000), drop: fc.nat(300), insert: fc.uint8Array({ maxLength: 60 }) }),
      {
        maxLength: 6,
      },
    ),
    from: fc.constantFrom('', 'ada@example.net'),
  })

  it('never throws, never hangs, and stays within bounds', () => {
    fc.assert(
      fc.property(mutation, ({ base, cuts, from }) => {
        let raw = examples[base] ?? Buffer.alloc(0)
        for (const { at, drop, insert } of cuts)
          raw = Buffer.concat([raw.subarray(0, at), insert, raw.subarray(at + drop)])
        const started = performance.now()
        const report = read(raw, from)
        expect(performance.now() - started).toBeLessThan(HANG)
        for (const { diagnostic, address } of report?.recipients ?? []) {
          expect(diagnostic.length).toBeLessThanOrEqual(500)
          expect(diagnostic).not.toMatch(/[\r\n\0]/)
          expect(address?.length ?? 0).toBeLessThanOrEqual(320)
        }
        expect(report?.recipients.length ?? 0).toBeLessThanOrEqual(50)
      }),
      { numRuns: 2_000, seed: 5 },
    )
  })

  it.each([
    ['white space', ' '.repeat(200_000)],
    ['colons', ':'.repeat(200_000)],
    ['no line end', 'a'.repeat(200_000)],
    ['at signs', 'a@'.repeat(100_000)],
    ['empty lines', '\n'.repeat(200_000)],
    ['addresses', '<a@b.example>: x\n'.repeat(12_000)],
    ['digits', '5.1.'.repeat(50_000)],
    ['brackets', '<'.repeat(200_000)],
  ])('takes no longer for much %s', (_name, text) => {
    const head = 'From: MAILER-DAEMON@x.example\nSubject: failure notice\n'
    const bodies = [
      `${head}\n${text}`,
      `${head}Content-Type: message/delivery-status\n\n${text}`,
      `${head}Content-Type: message/feedback-report\n\nFeedback-Type: ${text}`,
      `${head}X-Failed-Recipients: ${text}\n\nx`,
      `${head}Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;${text}\nAction: failed\nDiagnostic-Code: ${text}`,
    ]
    for (const body of bodies) {
      const started = performance.now()
      read(Buffer.from(body), '')
      expect(performance.now() - started).toBeLessThan(HANG)
    }
  })
})
