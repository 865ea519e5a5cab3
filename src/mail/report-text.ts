/**
 * Reports in words: servers that give no message/delivery-status. What they all do is put a failing address on a line
 * and what was said of it beside or below it; where the original begins, they say so.
 */

import { classOfWords } from '../core/bounce-class.ts'
import {
  addressIn,
  codeIn,
  MOST_RECIPIENTS,
  oneLine,
  type ReportedAction,
  type ReportedRecipient,
  reportedRecipient,
  statusIn,
} from './report-fields.ts'

/** At most so many lines of a report are read, each cut. */
const MOST_LINES = 2_000
const LONGEST_LINE = 1_000
/** An address may stand in several places, of which so many are looked at. */
const MOST_PLACES = 10
/** Lines below an address that are said of it. */
const LINES_BELOW = 8

/** In the subject or the text of what could not be delivered, in lower case. */
const FAILURE_WORDS = [
  'undeliver',
  'delivery status notification',
  'returned mail',
  'failure notice',
  'delivery failure',
  'delivery failed',
  'delivery has failed',
  'delivery to the following recipient',
  'delivery notification',
  'delivery report',
  'could not be delivered',
  "couldn't be delivered",
  "wasn't delivered",
  'was not delivered',
  'not been delivered',
  "wasn't able to deliver",
  'unable to deliver',
  'not able to deliver',
  'could not deliver',
  'mail delivery',
  'mail system error',
  'returning to sender',
  'invalid user address',
  'non-delivery',
  'nondeliver',
  'non delivery',
  'message could not',
  'could not send message',
  'did not reach the following',
  'permanent fatal errors',
  'returned to sender',
  'rejected your message',
  'message not delivered',
  'problem delivering',
  'user unknown',
  'mailbox is full',
  'unzustellbar',
  'non remis',
  'no se puede entregar',
]

/** Of what is still tried. */
const DELAY_WORDS = [
  'warning: could not send',
  'could not send message for past',
  'delivery status notification (delay)',
  'delivery delayed',
  'delayed mail',
  'has been delayed',
  'is delayed',
  'delivery incomplete',
  'delivery is delayed',
  'will be retried',
  'still being retried',
  'will continue to be',
  'will keep trying',
  'continue to try',
  'will retry for',
  'do not need to resend',
  'no action is required on your part',
  'this is a warning message only',
]

/** Lines at which the original message, or its header, begins. */
const ORIGINAL_WORDS = [
  'below this line is a copy',
  'below is a copy of',
  'this is a copy of the message',
  'this is a copy of your message',
  'copy of the message, including all the headers',
  'original message follows',
  'original message header',
  'original message -',
  '----- original message',
  '--- original message',
  '----- unsent message',
  '----- message header follows',
  '----- undelivered message',
  'header of the original message',
  'headers of the original message',
  'your original message',
  'start of returned message',
  'returned message follows',
  'the text you sent follows',
]

const has = (text: string, words: readonly string[]) => words.some((word) => text.includes(word))

/** Whether text speaks of a delivery that failed or is late. */
export const speaksOfDelivery = (text: string): boolean => {
  const lower = text.slice(0, 20_000).toLowerCase()
  return has(lower, FAILURE_WORDS) || has(lower, DELAY_WORDS)
}

/** Whether it is still tried. `text`: subject and body. */
export function actionOfWords(text: string): Extract<ReportedAction, 'failed' | 'delayed'> {
  return has(text.slice(0, 20_000).toLowerCase(), DELAY_WORDS) ? 'delayed' : 'failed'
}

/** A report in words: its lines, and the text of the original behind them. */
export interface ReportText {
  readonly lines: readonly string[]
  readonly original: string
}

/** Cuts a text where the original begins. */
export function splitReport(text: string): ReportText {
  const lines = text.split(/\r?\n/, MOST_LINES).map((line) => line.slice(0, LONGEST_LINE))
  const end = lines.findIndex(
    (line) => has(line.toLowerCase(), ORIGINAL_WORDS) || /^>?\s?(?:received|return-path):\s/i.test(line),
  )
  if (end < 0) return { lines, original: '' }
  const original = lines.slice(end).map((line) => line.replace(/^>\s?/, ''))
  return { lines: lines.slice(0, end), original: original.join('\n') }
}

/** What is said of an address: behind it on its line, and below, up to an empty line. */
function wordsBelow(lines: readonly string[], at: number): string {
  const said: string[] = [lines[at] ?? '']
  let isEmptyAllowed = true
  for (const line of lines.slice(at + 1, at + 1 + LINES_BELOW)) {
    if (line.trim() === '') {
      // Some servers leave one line between the address and what they say of it.
      if (!isEmptyAllowed || said.length > 1) break
      isEmptyAllowed = false
      continue
    }
    if (said.length > 1 && addressIn(line) !== null && /^\s{0,20}[<"']?[^\s<>"'@]{1,64}@/.test(line)) break
    said.push(line)
  }
  return said.join(' ')
}

/** What a report says of one address; empty when it does not name it. */
export function wordsOf({ lines }: ReportText, address: string): string {
  if (address === '') return ''
  const lower = address.toLowerCase()
  const said = lines
    .flatMap((line, at) => (line.toLowerCase().includes(lower) ? [at] : []))
    .slice(0, MOST_PLACES)
    .map((at) => oneLine(withoutAddress(wordsBelow(lines, at), address)))
  return said.find(saysWhy) ?? said[0] ?? ''
}

/** Whether words say what the trouble was. */
const saysWhy = (text: string) =>
  statusIn(text) !== null || codeIn(text) !== null || classOfWords(text) !== null

function withoutAddress(text: string, address: string): string {
  const at = text.toLowerCase().indexOf(address.toLowerCase())
  const rest = at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + address.length)}`
  return rest.replace(/^[\s<>()[\]:;,.*"'-]{1,100}/, '')
}

/** The recipients that a report names; `others` are addresses in lower case that are not meant. */
export function recipientsInWords(
  report: ReportText,
  action: ReportedAction,
  others: ReadonlySet<string>,
): ReportedRecipient[] {
  const found = new Map<string, ReportedRecipient>()
  for (const line of report.lines) {
    if (FIELDS_OF_ORIGINAL.test(line)) continue
    const address = addressIn(line)
    const key = address?.toLowerCase() ?? ''
    if (address === null || others.has(key) || found.has(key) || isServer(key)) continue
    const diagnostic = wordsOf(report, address)
    found.set(key, reportedRecipient({ address, action, status: null, diagnostic }))
    if (found.size === MOST_RECIPIENTS) break
  }
  const [only, ...more] = found.values()
  const elsewhere = anyWords(report)
  // The server's answer may stand in a paragraph of its own.
  if (only === undefined || more.length > 0 || saysWhy(only.diagnostic) || !saysWhy(elsewhere))
    return [...found.values()]
  return [reportedRecipient({ address: only.address, action, status: null, diagnostic: elsewhere })]
}

/** Fields of the original that some servers repeat among their words. */
const FIELDS_OF_ORIGINAL =
  /^\s{0,20}(?:message-id|from|sender|reply-to|subject|content-type|x-[a-z-]{1,40})\s{0,9}:/i

/** Addresses that help is asked of, not mail delivered to. */
const isServer = (address: string) =>
  /^(?:postmaster|mailer-daemon|abuse|support|helpdesk|noreply|no-reply|mail-daemon|root|admin)@/.test(
    address,
  )

/** The line that says best what happened, where no address is named. */
export function anyWords({ lines }: ReportText): string {
  const telling = lines.findIndex((line) =>
    /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}|(?<!\d)[45][0-5]\d[ -]/.test(line),
  )
  const at = telling >= 0 ? telling : lines.findIndex((line) => speaksOfDelivery(line))
  return at < 0 ? '' : oneLine(wordsBelow(lines, at))
}
