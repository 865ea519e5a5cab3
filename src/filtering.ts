/**
 * What is found out about an inbound message before it is taken: who sent it, whether it carries a virus, how likely
 * it is unwanted; whether it is refused for that, and what is kept of it with the message.
 */

import type { Context } from './context.ts'
import type { Authentication } from './core/authentication.ts'
import { dispositionOf } from './core/authentication.ts'
import { bucketsOf, LEAST_TAUGHT, likelihoodOf } from './core/learned-words.ts'
import { judgeSpam } from './core/spam-score.ts'
import type { ErrorCode } from './errors.ts'
import { decodeText } from './mail/decode.ts'
import { htmlToMarkdown } from './mail/html-to-markdown.ts'
import { type Findings, type Inspected, Inspection } from './mail/inspect.ts'
import { type ParsedHeaders, selectBody } from './mail/parse.ts'
import { FILTER_LIMIT, teachSpamFilter } from './mail/spam-filter.ts'
import type { Leaf, MessageStructure } from './mail/structure.ts'
import type { Blob } from './store/blobs.ts'
import type { Mailbox } from './store/mailboxes.ts'
import { findContents, type Message } from './store/messages.ts'
import { findTaughtMails, findTaughtWords, type LearnerScope } from './store/taught-words.ts'

/** So much of an encoded body is looked at for words, in bytes. */
const BODY_LIMIT = 32_768

/** Nothing was looked at: test mail is taken as it is. */
const NOTHING_FOUND: Findings = { authentication: {}, filter: null, scan: null }

/** Begins to look at a message; null for simulated mail, which nobody looks at. */
export function beginInspection(context: Context, message: Inspected & { readonly test: number }) {
  return message.test === 1 ? null : new Inspection(context.config, context.resolve, message)
}

/** What was found, once the whole message is in `blob`. */
export async function endInspection(
  context: Context,
  inspection: Inspection | null,
  blob: Blob,
): Promise<Findings> {
  return inspection === null ? NOTHING_FOUND : inspection.finish(() => context.blobs.open(blob))
}

/** Why a message is not taken, and what the trail of the mailboxes tells of it; null when it need not tell. */
export interface Refusal {
  readonly code: Extract<ErrorCode, 'virus_found' | 'scanner_unavailable' | 'dmarc_rejected'>
  readonly metadata: Readonly<Record<string, unknown>> | null
}

/**
 * Whether a message must be refused during SMTP: it carries a virus, cannot be scanned though the settings want it
 * scanned, or comes from somebody whom the author's domain wants refused. Null when it may be taken.
 */
export function refusalOf({ config }: Context, { authentication, scan }: Findings): Refusal | null {
  if (scan?.result === 'infected') {
    return { code: 'virus_found', metadata: { reason: 'virus', virus: scan.name } }
  }
  if (scan?.result === 'unavailable' && config.virusScannerDown === 'defer') {
    return { code: 'scanner_unavailable', metadata: null }
  }
  if (!isChecked(authentication) || dispositionOf(authentication, config.dmarc) !== 'reject') return null
  return { code: 'dmarc_rejected', metadata: { reason: 'dmarc', from_domain: authentication.from_domain } }
}

const isChecked = (found: Partial<Authentication>): found is Authentication => found.dmarc !== undefined

/** A message that is taken, as far as it is looked at here. */
export interface JudgedMessage {
  readonly findings: Findings
  readonly headers: ParsedHeaders
  readonly structure: MessageStructure
  readonly blob: Blob
}

/** Columns of the row of a message that say what was found. */
export type FilterColumns = Pick<
  Message,
  'spam_score' | 'spam_verdict' | 'spam_reasons_json' | 'authentication_json'
>

/** What is kept of all that with the message in one mailbox. */
export async function judge(
  context: Context,
  mailbox: Mailbox,
  message: JudgedMessage,
  test: number,
): Promise<FilterColumns> {
  if (test === 1) {
    return { spam_score: null, spam_verdict: 'clean', spam_reasons_json: '[]', authentication_json: '{}' }
  }
  const { findings, headers } = message
  const { authentication, filter, scan } = findings
  const { dmarc, spamFlagAt, spamQuarantineAt } = context.config
  const judgement = judgeSpam(
    {
      authentication,
      disposition: isChecked(authentication) ? dispositionOf(authentication, dmarc) : 'accept',
      header: {
        fromAddress: headers.from?.address ?? null,
        fromName: headers.from?.name ?? '',
        hasDate: headers.date !== null,
        hasMessageId: headers.messageId !== null,
      },
      filter,
      scan,
      likelihood: await likelihood(context, { accountId: mailbox.account_id, test }, message),
    },
    { flagAt: spamFlagAt, quarantineAt: spamQuarantineAt },
  )
  return {
    spam_score: judgement.score,
    spam_verdict: judgement.verdict,
    spam_reasons_json: JSON.stringify(judgement.reasons),
    authentication_json: JSON.stringify(authentication),
  }
}

async function likelihood(
  context: Context,
  scope: LearnerScope,
  message: JudgedMessage,
): Promise<number | null> {
  const { reader } = context.database
  const totals = await findTaughtMails(reader, scope)
  if (totals.spam < LEAST_TAUGHT || totals.ham < LEAST_TAUGHT) return null
  const { headers } = message
  const text = learnedText({
    from_address: headers.from?.address ?? '',
    from_name: headers.from?.name ?? '',
    subject: headers.subject,
    markdown: bodyText(message),
  })
  const buckets = bucketsOf(text, scope.accountId)
  return likelihoodOf(buckets, totals, await findTaughtWords(reader, scope, buckets))
}

/** The text of a stored message that is learned from; nothing when it was erased. */
export async function storedText(context: Context, message: Message): Promise<string> {
  if (message.erased_at !== null) return ''
  const { reader } = context.database
  const contents = await findContents(reader, message.id)
  if (contents === undefined) return ''
  if (contents.markdown !== null) return learnedText({ ...message, markdown: contents.markdown })
  const { text, html } = JSON.parse(contents.leaves_json) as { text: Leaf | null; html: Leaf | null }
  const leaf = html ?? text
  if (leaf === null) return learnedText({ ...message, markdown: '' })
  const end = leaf.offset + Math.min(leaf.length, BODY_LIMIT)
  const bytes = await context.blobs.readRange(reader, message.raw_sha256, leaf.offset, end)
  const decoded = decodeText(bytes, leaf)
  return learnedText({ ...message, markdown: html === null ? decoded : htmlToMarkdown(decoded) })
}

/**
 * Teaches the spam filter of the settings what somebody said of a live message. Never throws: what it does not learn
 * is only logged.
 */
export async function teachFilter(context: Context, message: Message, as: 'spam' | 'ham'): Promise<void> {
  const { spamFilter } = context.config
  if (spamFilter === null || message.test === 1 || message.erased_at !== null) return
  if (message.raw_size > FILTER_LIMIT) return
  try {
    const { raw_sha256, raw_size } = message
    const raw = await context.blobs.readRange(context.database.reader, raw_sha256, 0, raw_size)
    await teachSpamFilter(spamFilter, raw, as)
  } catch (error) {
    context.log.warn({ email: message.id, error: String(error) }, 'the spam filter did not learn')
  }
}

/** The text of a message that is learned from: its author, its subject and its body, the body as markdown. */
function learnedText(
  message: Pick<Message, 'from_address' | 'from_name' | 'subject'> & { readonly markdown: string },
): string {
  return [message.from_name, message.from_address, message.subject, message.markdown].join('\n')
}

/** The beginning of the body; nothing of a message that is too large to be in memory. */
function bodyText({ structure, blob }: JudgedMessage): string {
  if (blob.bytes === null) return ''
  const { text, html } = selectBody(structure.leaves)
  const leaf = html ?? text
  if (leaf === null) return ''
  const end = leaf.offset + Math.min(leaf.length, BODY_LIMIT)
  const decoded = decodeText(blob.bytes.subarray(leaf.offset, end), leaf)
  return html === null ? decoded : htmlToMarkdown(decoded)
}
