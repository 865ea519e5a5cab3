/**
 * Inbound mail as two large providers hand it on by HTTP: Postmark's inbound webhook and Amazon SES by an SNS
 * notification. Both can carry the mail as it came, which is what is taken; their own parse of it is not.
 */

import { type ProviderReport, readPostmarkReports, readSesReports } from './provider-reports.ts'

/** A mail as a provider gave it. */
export interface ProviderMail {
  /** MAIL FROM, as far as the provider tells it. */
  readonly envelopeFrom: string
  readonly recipients: readonly string[]
  /** The message as it came. */
  readonly raw: { readonly encoding: 'utf8' | 'base64'; readonly text: string }
}

/** What a provider's request is about; `problem` names the field and the way out. */
export type ProviderRequest =
  | { readonly kind: 'mail'; readonly mail: ProviderMail }
  | { readonly kind: 'reports'; readonly reports: readonly ProviderReport[] }
  | { readonly kind: 'confirm'; readonly url: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly path: string; readonly message: string }

type Loose = Readonly<Record<string, unknown>>

const objectOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
const problem = (path: string, message: string): ProviderRequest => ({ kind: 'problem', path, message })

/** Reads the JSON of Postmark's webhooks (postmarkapp.com/developer/webhooks): a mail received, or one that came back. */
export function readPostmark(body: Loose): ProviderRequest {
  const reports = readPostmarkReports(body)
  if (reports !== null) return { kind: 'reports', reports }
  const text = textOf(body.RawEmail)
  if (text === '')
    return problem('RawEmail', 'is missing: tick "Include raw email content in JSON payload" in Postmark')
  const recipient = textOf(body.OriginalRecipient)
  if (recipient === '') return problem('OriginalRecipient', 'is missing')
  const headers = Array.isArray(body.Headers) ? body.Headers.map(objectOf) : []
  const returnPath = headers.find(({ Name }) => textOf(Name).toLowerCase() === 'return-path')
  const from = textOf(returnPath?.Value).replace(/^\s*<|>\s*$/g, '') || textOf(objectOf(body.FromFull).Email)
  return {
    kind: 'mail',
    mail: { envelopeFrom: from, recipients: [recipient], raw: { encoding: 'utf8', text } },
  }
}

/** Where Amazon's notification service has its confirmations (docs.aws.amazon.com/sns). */
const SNS_HOST = /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?$/

/** Reads a message of Amazon SNS: a mail received by SES, one that came back, or the confirmation of a subscription. */
export function readSns(body: Loose): ProviderRequest {
  const type = textOf(body.Type)
  if (type === 'SubscriptionConfirmation') return confirmation(textOf(body.SubscribeURL))
  if (type === 'UnsubscribeConfirmation') return { kind: 'nothing' }
  if (type !== 'Notification') return problem('Type', 'is no type of Amazon SNS')
  let message: Loose
  try {
    message = objectOf(JSON.parse(textOf(body.Message)))
  } catch {
    return problem('Message', 'is not JSON: switch "raw message delivery" off')
  }
  const reports = readSesReports(message)
  if (reports.length > 0) return { kind: 'reports', reports }
  // Amazon says hello once when SES is connected.
  if (textOf(message.notificationType) !== 'Received') return { kind: 'nothing' }
  const text = textOf(message.content)
  if (text === '')
    return problem(
      'Message.content',
      'is missing: use the SNS action of a receipt rule, which includes the mail',
    )
  const receipt = objectOf(message.receipt)
  const recipients = textsOf(receipt.recipients)
  if (recipients.length === 0) return problem('Message.receipt.recipients', 'is empty')
  const isBase64 = textOf(objectOf(receipt.action).encoding).toUpperCase() === 'BASE64'
  return {
    kind: 'mail',
    mail: {
      envelopeFrom: textOf(objectOf(message.mail).source),
      recipients: recipients.slice(0, 100),
      raw: { encoding: isBase64 ? 'base64' : 'utf8', text },
    },
  }
}

function confirmation(url: string): ProviderRequest {
  const isOfAmazon =
    URL.canParse(url) && new URL(url).protocol === 'https:' && SNS_HOST.test(new URL(url).host)
  return isOfAmazon ? { kind: 'confirm', url } : problem('SubscribeURL', 'is not an address of Amazon SNS')
}

/** A signature by HTTP is taken for so long after its time, and before, in seconds. */
export const SIGNATURE_SECONDS = 300

/** What stands before the mail in the text that is signed, for mail handed over as it is. */
export function signedPrefix(timestamp: string, from: string, to: string): string {
  return `${timestamp}\n${from}\n${to}\n`
}

/** Whether a time as epoch seconds in text is near enough to now (epoch ms). */
export function isTimely(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - now / 1000) <= SIGNATURE_SECONDS
}
