/**
 * What is found out about an inbound message before it is taken: who sent it, whether it carries a virus, how likely
 * it is unwanted. Refuses what is not to be taken, and says why it judged the rest as it did.
 */

import type { Context } from './context.ts'
import type { Authentication } from './core/authentication.ts'
import { dispositionOf } from './core/authentication.ts'
import { bucketsOf, LEAST_TAUGHT, likelihoodOf } from './core/learned-words.ts'
import { judgeSpam } from './core/spam-score.ts'
import { AppError, type ErrorCode } from './errors.ts'
import { decodeText } from './mail/decode.ts'
import { htmlToMarkdown } from './mail/html-to-markdown.ts'
import { type Findings, type Inspected, Inspection } from './mail/inspect.ts'
import { type ParsedHeaders, selectBody } from './mail/parse.ts'
import type { MessageStructure } from './mail/structure.ts'
import type { Blob } from './store/blobs.ts'
import { appendEvent, SYSTEM } from './store/events.ts'
import type { Mailbox } from './store/mailboxes.ts'
import type { Message } from './store/messages.ts'
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

/**
 * Refuses a message during SMTP when it carries a virus, cannot be scanned and the settings want it scanned, or comes
 * from somebody whom the author's domain wants refused; the trail of each mailbox tells. Throws AppError
 * `virus_found`, `scanner_unavailable` or `dmarc_rejected`.
 */
export async function refuseUnwanted(
  context: Context,
  mailboxes: readonly Mailbox[],
  findings: Findings,
): Promise<void> {
  const refusal = refusalOf(context, findings)
  if (refusal === null) return
  const { code, metadata } = refusal
  if (code === 'scanner_unavailable') throw new AppError(code)
  await context.database.write(async (writer) => {
    for (const mailbox of [...mailboxes].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      await appendEvent(writer, {
        accountId: mailbox.account_id,
        mailboxId: mailbox.id,
        test: 0,
        action: 'message.refused',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        actor: SYSTEM,
        metadata,
      })
    }
  })
  throw new AppError(code)
}

interface Refusal {
  readonly code: ErrorCode & ('virus_found' | 'scanner_unavailable' | 'dmarc_rejected')
  readonly metadata: Readonly<Record<string, unknown>>
}

function refusalOf({ config }: Context, { authentication, scan }: Findings): Refusal | null {
  if (scan?.result === 'infected') {
    return { code: 'virus_found', metadata: { reason: 'virus', virus: scan.name } }
  }
  if (scan?.result === 'unavailable' && config.virusScannerDown === 'defer') {
    return { code: 'scanner_unavailable', metadata: {} }
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

/** The text of a message that is learned from: its author, its subject and its body, the body as markdown. */
export function learnedText(
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
