/** What reports say in fields: message/delivery-status (RFC 3464 §2), message/feedback-report (RFC 5965 §3). */

import { type BounceType, bounceClass } from '../core/bounce-class.ts'
import { type HeaderField, unfold } from './header-fields.ts'

/** What happened to a recipient (RFC 3464 §2.3.3). */
export type ReportedAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'

/** What a report says of one recipient. */
export interface ReportedRecipient {
  /** As the reporting server knows it; null when it names nobody. */
  readonly address: string | null
  /** As the mail was addressed, where the report tells (RFC 3464 §2.3.1). */
  readonly originalAddress: string | null
  readonly action: ReportedAction
  /** RFC 3463; null when none is given. */
  readonly status: string | null
  /** SMTP reply code; null when none is given. */
  readonly code: number | null
  /** The words of the server: one line, at most 500 characters. */
  readonly diagnostic: string
  /** Of what failed; null for everything else. */
  readonly bounceType: BounceType | null
}

/** At most so many recipients of a report are looked at. */
export const MOST_RECIPIENTS = 50
const LONGEST_DIAGNOSTIC = 500
const LONGEST_ADDRESS = 320

/** Visible text on one line, cut. */
export function oneLine(text: string, longest = LONGEST_DIAGNOSTIC): string {
  return text
    .slice(0, longest * 4)
    .toWellFormed()
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed()
}

/** The address in text like `rfc822; <a@b.example>`; null when there is none. */
export function addressIn(text: string): string | null {
  const found = /([^\s<>()[\]:;,"\\@]{1,64})@([^\s<>()[\]:;,"\\@']{1,255})/u.exec(text.slice(0, 2_000))
  if (found === null) return null
  return `${found[1]}@${found[2]}`.replace(/[.']+$/, '').slice(0, LONGEST_ADDRESS)
}

/** The first enhanced status code in text (RFC 3463 §2). */
export function statusIn(text: string): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text.slice(0, 2_000))?.[1] ?? null
}

/** The first SMTP reply code of a refusal or deferral in text. */
export function codeIn(text: string): number | null {
  const found = /(?<![\w.@/:-])([45][0-5]\d)(?=[ \-:#]|$)/.exec(text.slice(0, 2_000))
  return found === null ? null : Number(found[1])
}

const ACTIONS: readonly ReportedAction[] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded']
const BY_CLASS: Readonly<Record<string, ReportedAction>> = { 2: 'delivered', 4: 'delayed', 5: 'failed' }
const isVague = (status: string | null) => status === null || /^[245]\.\d\.0$|^4\.4\.7$/.test(status)

/** A recipient from what is known of it; `diagnostic` as it came. */
export function reportedRecipient(given: {
  readonly address: string | null
  readonly originalAddress?: string | null
  readonly action: ReportedAction
  readonly status: string | null
  readonly diagnostic: string
}): ReportedRecipient {
  const diagnostic = oneLine(given.diagnostic)
  const said = statusIn(diagnostic)
  // What the server that refused says itself is nearer than what another one made of it.
  const status = said !== null && (!isVague(said) || isVague(given.status)) ? said : given.status
  const code = codeIn(diagnostic)
  const bounceType = given.action === 'failed' ? bounceClass({ status, code, diagnostic }) : null
  return {
    address: given.address,
    originalAddress: given.originalAddress ?? null,
    action: given.action,
    status,
    code,
    diagnostic,
    bounceType,
  }
}

/** The groups of fields of a text, those that are apart by an empty line. */
function groupsOf(text: string): HeaderField[][] {
  return text
    .split(/\r?\n[ \t]{0,20}(?=\r?\n)/)
    .slice(0, MOST_RECIPIENTS * 2)
    .map((group) => unfold(group))
}

const find = (fields: readonly HeaderField[], name: string) =>
  fields.find(([given]) => given.toLowerCase() === name)?.[1] ?? ''

/** What message/delivery-status says; `words` finds what the text for people says of an address. */
export function readDeliveryStatus(text: string, words: (address: string) => string): ReportedRecipient[] {
  return groupsOf(text)
    .map((fields) => recipientOf(fields, words))
    .filter((recipient) => recipient !== null)
    .slice(0, MOST_RECIPIENTS)
}

function recipientOf(
  fields: readonly HeaderField[],
  words: (address: string) => string,
): ReportedRecipient | null {
  const address = addressIn(find(fields, 'final-recipient'))
  const originalAddress = addressIn(find(fields, 'original-recipient'))
  const status = statusIn(find(fields, 'status'))
  const given = find(fields, 'action').trim().toLowerCase()
  const action = ACTIONS.find((one) => given.startsWith(one)) ?? BY_CLASS[status?.[0] ?? '']
  if (action === undefined || (address === null && originalAddress === null && status === null)) return null
  const code = find(fields, 'diagnostic-code').replace(/^\s{0,9}[\w-]{1,40}\s{0,9};/, '')
  const known = address ?? originalAddress ?? ''
  const diagnostic = code.trim() === '' ? words(known) : code
  return reportedRecipient({ address, originalAddress, action, status, diagnostic })
}

/** What a recipient reported: what kind of thing (RFC 5965 §7.3), about whom. */
export interface Feedback {
  /** `abuse`, `fraud`, `virus`, `other`, `not-spam`, `opt-out`, `auth-failure`, …, in lower case. */
  readonly type: string
  readonly recipients: readonly string[]
  /** MAIL FROM of the mail that it is about, where it tells. */
  readonly returnPath: string | null
}

/** What message/feedback-report says; null when it is none. */
export function readFeedback(text: string): Feedback | null {
  const fields = groupsOf(text).flat()
  const type = oneLine(find(fields, 'feedback-type'), 40).toLowerCase()
  if (type === '') return null
  const recipients = fields
    .filter(([name]) => /^(?:original-rcpt-to|removal-recipient)$/i.test(name))
    .slice(0, MOST_RECIPIENTS)
    .map(([, value]) => addressIn(value))
    .filter((address) => address !== null)
  return {
    type,
    recipients: [...new Set(recipients)],
    returnPath: addressIn(find(fields, 'original-mail-from')),
  }
}
