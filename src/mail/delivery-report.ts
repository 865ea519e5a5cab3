/**
 * Mail about mail: delivery status notifications (RFC 3464) and what servers send in their place, complaints (RFC
 * 5965), automatic answers (RFC 3834). Whoever writes one is a stranger: everything is bounded, nothing throws, and what
 * cannot be understood is no report.
 */

import { classifyAutomatic } from './automatic.ts'
import { decodeText } from './decode.ts'
import { decodeHeaderBytes, type HeaderField, unfold } from './header-fields.ts'
import { htmlToMarkdown } from './html-to-markdown.ts'
import { parseHeaders, selectBody } from './parse.ts'
import {
  addressIn,
  type Feedback,
  oneLine,
  type ReportedAction,
  type ReportedRecipient,
  readDeliveryStatus,
  readFeedback,
  reportedRecipient,
} from './report-fields.ts'
import {
  actionOfWords,
  anyWords,
  type ReportText,
  recipientsInWords,
  speaksOfDelivery,
  splitReport,
  wordsOf,
} from './report-text.ts'
import type { Leaf, MessageStructure } from './structure.ts'

export type { ReportedAction, ReportedRecipient } from './report-fields.ts'

/** So much of the beginning of a message is looked at, in bytes. */
export const REPORT_LIMIT = 256 * 1024
/** And so much of each part of it. */
const PART_LIMIT = 64 * 1024

/** `complaint`: somebody reported the mail as spam or the like · `auto_reply`: a program answered for a person. */
export type ReportKind = ReportedAction | 'complaint' | 'auto_reply'

/** What a report says of the mail that it is about. */
export interface ReportedOriginal {
  /** Message-ID without angle brackets. */
  readonly messageId: string | null
  /** Addresses that were its return path by the report. */
  readonly returnPaths: readonly string[]
  /** Its List-Unsubscribe, whole; null when it is not told. */
  readonly listUnsubscribe: string | null
}

export interface DeliveryReport {
  readonly kind: ReportKind
  /** At most 50; of a complaint those who complained, where it tells. */
  readonly recipients: readonly ReportedRecipient[]
  /** RFC 5965 §7.3, in lower case; null for everything but complaints. */
  readonly feedbackType: string | null
  readonly original: ReportedOriginal
}

/** A message as far as it is here: `bytes` are its first {@link REPORT_LIMIT} ones. */
export interface ReportSource {
  readonly structure: Pick<MessageStructure, 'headers' | 'leaves'>
  readonly bytes: Buffer
  /** RFC 5321 reverse-path, empty for `<>`. */
  readonly envelopeFrom: string
}

/** Reads a report; null when the message is none. Never throws. */
export function readDeliveryReport(source: ReportSource): DeliveryReport | null {
  try {
    return read(new Parts(source))
  } catch {
    return null
  }
}

/** Whether a message to a mailbox is looked at as a report at all; most mail is seen not to be one by its header. */
export function mayBeReport({ structure, envelopeFrom }: Omit<ReportSource, 'bytes'>): boolean {
  const { headers, leaves } = structure
  if (envelopeFrom === '') return true
  const isNamed = headers.some(([name, value]) => {
    const field = name.toLowerCase()
    if (field === 'x-failed-recipients') return true
    if (field === 'content-type') return /^\s{0,9}multipart\/report/i.test(value)
    return field === 'from' && FROM_SERVER.test(value.slice(0, 1_000))
  })
  return isNamed || leaves.some(({ contentType }) => REPORT_TYPES.has(contentType))
}

const FROM_SERVER = /mailer-?daemon|mail delivery|postmaster|microsoftexchange/i
const REPORT_TYPES: ReadonlySet<string> = new Set([
  'message/delivery-status',
  'message/feedback-report',
  'message/rfc822',
])

/** A message whose parts are looked at, each at most once. */
class Parts {
  readonly source: ReportSource
  #text: ReportText | null = null

  constructor(source: ReportSource) {
    this.source = source
  }

  get headers(): readonly HeaderField[] {
    return this.source.structure.headers
  }

  header(name: string): string {
    return this.headers.find(([given]) => given.toLowerCase() === name)?.[1]?.slice(0, 10_000) ?? ''
  }

  /** The text of the first part of one of these types; null when there is none. */
  part(...types: readonly string[]): string | null {
    const leaf = this.source.structure.leaves.find(({ contentType }) => types.includes(contentType))
    return leaf === undefined ? null : this.#read(leaf)
  }

  #read(leaf: Leaf): string {
    const end = leaf.offset + Math.min(leaf.length, PART_LIMIT)
    return decodeText(this.source.bytes.subarray(leaf.offset, end), leaf)
  }

  /** What it says to people, cut where the original begins. */
  get words(): ReportText {
    if (this.#text !== null) return this.#text
    const { text, html } = selectBody(this.source.structure.leaves)
    const plain = text === null ? '' : this.#read(text)
    const said = plain.trim() === '' && html !== null ? htmlToMarkdown(this.#read(html)) : plain
    this.#text = splitReport(said)
    return this.#text
  }

  /** The header of the message that it is about, as far as it was sent back. */
  get original(): readonly HeaderField[] {
    const attached = this.part(
      'message/rfc822',
      'text/rfc822-headers',
      'message/rfc822-headers',
      'message/global',
      'message/global-headers',
      'text/rfc822',
    )
    if (attached !== null) return headerOf(attached)
    return headerOf(this.words.original, true)
  }
}

/** The fields at the beginning of a text; with `isLoose` all of the text is searched for fields. */
function headerOf(text: string, isLoose = false): HeaderField[] {
  const start = text.replace(/^\s{1,1000}/, '').slice(0, PART_LIMIT)
  const end = isLoose ? -1 : start.search(/\r?\n\r?\n/)
  return unfold(decodeHeaderBytes(Buffer.from(end < 0 ? start : start.slice(0, end))))
}

function read(parts: Parts): DeliveryReport | null {
  const feedback = feedbackOf(parts)
  if (feedback !== null) return complaint(parts, feedback)
  const status = parts.part('message/delivery-status', 'message/global-delivery-status')
  if (status !== null) {
    const recipients = readDeliveryStatus(status, (address) => wordsOf(parts.words, address))
    if (recipients.length > 0) return report(parts, recipients)
  }
  const said = inWords(parts)
  if (said !== null) return said
  if (!isAnswer(parts)) return null
  return { kind: 'auto_reply', recipients: [], feedbackType: null, original: originalOf(parts, null) }
}

function feedbackOf(parts: Parts): Feedback | null {
  const text = parts.part('message/feedback-report')
  if (text !== null) return readFeedback(text)
  // Outlook.com reports junk with the message alone, to which it adds who complained.
  const who = parts.original.find(([name]) => name.toLowerCase() === 'x-hmxmroriginalrecipient')?.[1]
  if (who === undefined || parts.part('message/rfc822') === null) return null
  const address = addressIn(who)
  return { type: 'abuse', recipients: address === null ? [] : [address], returnPath: null }
}

function complaint(parts: Parts, feedback: Feedback): DeliveryReport {
  const recipients = feedback.recipients.map((address) => ({
    address,
    originalAddress: null,
    action: 'delivered' as const,
    status: null,
    code: null,
    diagnostic: `Reported: ${feedback.type}`,
    bounceType: null,
  }))
  return {
    kind: 'complaint',
    recipients,
    feedbackType: feedback.type,
    original: originalOf(parts, feedback.returnPath),
  }
}

/** What matters most of all that is said. */
const BY_WEIGHT: readonly ReportedAction[] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded']

function report(parts: Parts, recipients: readonly ReportedRecipient[]): DeliveryReport {
  const kind = BY_WEIGHT.find((action) => recipients.some((one) => one.action === action)) ?? 'failed'
  return { kind, recipients, feedbackType: null, original: originalOf(parts, null) }
}

const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|postmaster|mailerdaemon|mdaemon|microsoftexchange[\w-]{0,80}|mail-delivery|maildelivery)@/i

/** A report that only says in words what happened. */
function inWords(parts: Parts): DeliveryReport | null {
  const failed = parts.header('x-failed-recipients')
  const from = addressIn(parts.header('from')) ?? ''
  const isFromServer =
    DAEMON.test(from) || /mail delivery (?:sub)?system|mailer-daemon|postmaster/i.test(parts.header('from'))
  const isReport = parts.header('content-type').toLowerCase().startsWith('multipart/report')
  const isBare = parts.source.envelopeFrom === ''
  if (failed === '' && !isFromServer && !isReport && !isBare) return null
  const subject = parseHeaders(parts.headers).subject
  const { words } = parts
  const text = `${subject}\n${words.lines.join('\n')}`
  if (failed === '' && !speaksOfDelivery(text)) return null
  // A person's program answers in their words, which may speak of mail too.
  if (failed === '' && !isFromServer && !isReport && !speaksOfDelivery(subject) && isAnswer(parts))
    return null
  const action = actionOfWords(text)
  const others = new Set(
    [parts.header('to'), parts.header('from')].map((one) => addressIn(one)?.toLowerCase() ?? ''),
  )
  const named = failed.split(',', 50).flatMap((one) => addressIn(one) ?? [])
  const recipients =
    named.length > 0
      ? named.map((address) =>
          reportedRecipient({ address, action, status: null, diagnostic: wordsOf(words, address) }),
        )
      : recipientsInWords(words, action, others)
  if (recipients.length > 0) return report(parts, recipients)
  const diagnostic = anyWords(words) || oneLine(subject)
  return report(parts, [reportedRecipient({ address: null, action, status: null, diagnostic })])
}

const AWAY =
  /^(?:auto(?:matic|mated|matische|matique)?[ -]?(?:reply|response|antwort)|automatische antwort|réponse automatique|respuesta automática|out of (?:the )?office|abwesenheit|away from my mail|vacation)/i

/** Whether a program answered for a person (RFC 3834). */
function isAnswer(parts: Parts): boolean {
  const kind = classifyAutomatic(parts.headers, parts.source.envelopeFrom || 'somebody', '')
  return kind === 'auto_reply' || AWAY.test(parseHeaders(parts.headers).subject)
}

function originalOf(parts: Parts, returnPath: string | null): ReportedOriginal {
  const { original } = parts
  const all = (name: string) =>
    original.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value)
  const own = parseHeaders(original).messageId
  const answered = parseHeaders(parts.headers)
  const paths = [...all('return-path').slice(0, 5).map(addressIn), returnPath]
  return {
    messageId: own ?? answered.inReplyTo ?? answered.references.at(-1) ?? null,
    returnPaths: paths.filter((path) => path !== null),
    listUnsubscribe: all('list-unsubscribe')[0]?.slice(0, 4_000) ?? null,
  }
}
