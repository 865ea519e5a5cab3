/**
 * What two large providers tell by HTTP of mail that they sent for us: bounces, complaints and deliveries, as Amazon
 * SES notifies by SNS (docs.aws.amazon.com/ses, "notification contents") and as Postmark's webhooks do
 * (postmarkapp.com/developer/webhooks).
 */

import type { BounceType } from './bounce-class.ts'

/** What a provider says of one recipient of a mail. */
export interface ProviderReport {
  readonly meaning: 'bounced' | 'complained' | 'unsubscribed' | 'delivered' | 'nothing'
  /** As reports by mail name it: `failed`, `delayed`, `complaint`, `delivered`. */
  readonly kind: string
  readonly recipient: string
  readonly status: string | null
  readonly diagnostic: string
  readonly bounceType: BounceType | null
  /** The MAIL FROM that it was given with; '' when it is not told. */
  readonly returnPath: string
  /** RFC 5322 Message-ID without angle brackets; null when it is not told. */
  readonly messageId: string | null
  /** The name that the provider gave the mail, which its reply to it has. */
  readonly providerId: string
}

type Loose = Readonly<Record<string, unknown>>

const objectOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}
/** On one line, without characters that a database refuses. */
const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .slice(0, 2_000)
        .toWellFormed()
        .replace(/\p{Cc}+/gu, ' ')
    : ''
const listOf = (value: unknown): Loose[] => (Array.isArray(value) ? value.slice(0, 100).map(objectOf) : [])

/** Reports in a notification of Amazon SES; empty when it is about something else. */
export function readSesReports(message: Loose): ProviderReport[] {
  const kind = textOf(message.notificationType) || textOf(message.eventType)
  const mail = objectOf(message.mail)
  const headers = listOf(mail.headers)
  const header = headers.find(({ name }) => textOf(name).toLowerCase() === 'message-id')
  const id = textOf(header?.value) || textOf(objectOf(mail.commonHeaders).messageId)
  const about = {
    returnPath: textOf(mail.source),
    messageId: id === '' ? null : id.replace(/^\s*<|>\s*$/g, ''),
    providerId: textOf(mail.messageId),
  }
  if (kind === 'Bounce') return sesBounces(objectOf(message.bounce), about)
  if (kind === 'Complaint') {
    const complaint = objectOf(message.complaint)
    const type = textOf(complaint.complaintFeedbackType)
    return listOf(complaint.complainedRecipients).map(({ emailAddress }) => ({
      ...about,
      ...PLAIN,
      meaning: type === 'not-spam' ? 'nothing' : 'complained',
      kind: 'complaint',
      recipient: textOf(emailAddress),
      diagnostic: type,
    }))
  }
  if (kind !== 'Delivery') return []
  const delivery = objectOf(message.delivery)
  const recipients = Array.isArray(delivery.recipients) ? delivery.recipients.slice(0, 100) : []
  return recipients.map((recipient) => ({
    ...about,
    ...PLAIN,
    meaning: 'delivered',
    kind: 'delivered',
    recipient: textOf(recipient),
    diagnostic: textOf(delivery.smtpResponse),
  }))
}

const PLAIN = { status: null, bounceType: null } as const

type About = Pick<ProviderReport, 'returnPath' | 'messageId' | 'providerId'>

function sesBounces(bounce: Loose, about: About): ProviderReport[] {
  const isPermanent = textOf(bounce.bounceType) === 'Permanent'
  return listOf(bounce.bouncedRecipients).map((one) => {
    const status = textOf(one.status)
    const diagnostic = textOf(one.diagnosticCode)
    // Amazon calls absences transient bounces, too: those tell of no failure.
    const isFailure = isPermanent || textOf(one.action).toLowerCase() === 'failed' || /^[45]\./.test(status)
    return {
      ...about,
      meaning: isFailure ? 'bounced' : 'nothing',
      kind: isFailure ? 'failed' : 'auto_reply',
      recipient: textOf(one.emailAddress),
      status: status === '' ? null : status,
      diagnostic,
      bounceType: isFailure ? (isPermanent ? 'hard' : 'soft') : null,
    }
  })
}

/** Types of Postmark's bounces that are not "this mail was refused, for now or for this server" (API "Bounce types"). */
const POSTMARK: Readonly<Record<string, readonly [ProviderReport['meaning'], string, BounceType | null]>> = {
  HardBounce: ['bounced', 'failed', 'hard'],
  BadEmailAddress: ['bounced', 'failed', 'hard'],
  InactiveMailbox: ['bounced', 'failed', 'hard'],
  SpamComplaint: ['complained', 'complaint', null],
  Unsubscribe: ['unsubscribed', 'complaint', null],
  Transient: ['nothing', 'delayed', null],
  AutoResponder: ['nothing', 'auto_reply', null],
  AddressChange: ['nothing', 'auto_reply', null],
  ChallengeVerification: ['nothing', 'auto_reply', null],
  OpenRelayTest: ['nothing', 'unknown', null],
  Subscribe: ['nothing', 'unknown', null],
}

/** Reports in a webhook of Postmark; null when it is not about mail that was sent. */
export function readPostmarkReports(body: Loose): ProviderReport[] | null {
  const type = textOf(body.RecordType)
  if (type === '') return null
  const about = {
    recipient: textOf(body.Email) || textOf(body.Recipient),
    returnPath: '',
    messageId: null,
    providerId: textOf(body.MessageID),
    status: null,
    diagnostic: textOf(body.Details) || textOf(body.Description),
  }
  if (type === 'SpamComplaint')
    return [{ ...about, meaning: 'complained', kind: 'complaint', bounceType: null }]
  if (type === 'Delivery') return [{ ...about, meaning: 'delivered', kind: 'delivered', bounceType: null }]
  if (type !== 'Bounce') return []
  const known = Object.hasOwn(POSTMARK, textOf(body.Type)) ? POSTMARK[textOf(body.Type)] : undefined
  const [meaning, kind, bounceType] = known ?? (['bounced', 'failed', 'soft'] as const)
  return [{ ...about, meaning, kind, bounceType }]
}
