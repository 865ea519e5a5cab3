/**
 * Mail about mail that was sent: whom it is about and what it means. It came to the return path of a delivery, which
 * only whoever got that mail knows, or to a mailbox or abuse@, where it counts only if it proves which delivery it
 * means. It is never a message of a mailbox and is never answered.
 */

import type { Context } from './context.ts'
import { canonicalAddress, canonicalDomain, splitAddress } from './core/address.ts'
import { authenticityOf } from './core/authenticity.ts'
import { RETURN_PATH_LABEL } from './core/dns-records.ts'
import { BOUNCES, deliveryOf } from './core/return-path.ts'
import { roleLetterText } from './core/role-letter.ts'
import { sendingLimitsOf } from './core/sending-settings.ts'
import { AppError } from './errors.ts'
import { decodeText } from './mail/decode.ts'
import {
  type DeliveryReport,
  REPORT_LIMIT,
  type ReportedRecipient,
  readDeliveryReport,
} from './mail/delivery-report.ts'
import { htmlToMarkdown } from './mail/html-to-markdown.ts'
import { parseHeaders, selectBody } from './mail/parse.ts'
import type { MessageStructure } from './mail/structure.ts'
import type { Blob } from './store/blobs.ts'
import type { Reader, Writer } from './store/db.ts'
import { type Delivery, findDelivery, listDeliveries } from './store/deliveries.ts'
import { countReports, MOST_REPORTS, type Returned, recordReport } from './store/delivery-reports.ts'
import { findHolder } from './store/domains.ts'
import { findMessage, findSentByHeaderId, listRecipients, type Message } from './store/messages.ts'
import { findNotice, recordNoticeReport } from './store/notice-reports.ts'
import { openUnsubscription, unsubscribeKey } from './store/unsubscribe-tokens.ts'

/**
 * Where a report is to come to: the return path of a delivery or notice, or a name that people expect the operator
 * behind, at the domain of the server or at a proved one of an account (then with the account).
 */
export type ReportAddress =
  | { readonly kind: 'delivery'; readonly deliveryId: string }
  | { readonly kind: 'notice'; readonly noticeId: string }
  | RoleAddress

export interface RoleAddress {
  readonly kind: 'role'
  /** In comparable form. */
  readonly address: string
  readonly accountId: string | null
}

/** A message as it was taken, before anybody decided whose it is. */
export interface TakenMail {
  readonly structure: MessageStructure
  readonly blob: Blob
  readonly envelopeFrom: string
}

/** Names that every domain with mail has (RFC 5321 §4.5.1, RFC 2142 §4). */
const ROLES: ReadonlySet<string> = new Set(['abuse', 'postmaster'])

/**
 * What an address for reports is for; null when it is none and may be that of a mailbox. Throws AppError
 * `unknown_mailbox` for a return path of nothing that was sent, or of which enough was heard, and `busy` while the
 * delivery is under way.
 */
export async function reportAddressOf(context: Context, address: string): Promise<ReportAddress | null> {
  const parts = splitAddress(address)
  if (parts === null) return null
  const local = parts.local.toLowerCase()
  const { reader } = context.database
  const domain = canonicalDomain(parts.domain) ?? ''
  if (ROLES.has(local)) {
    const holder = domain === context.config.domain ? null : await findHolder(reader, domain)
    if (holder === undefined) return null
    return { kind: 'role', address: `${local}@${domain}`, accountId: holder?.account_id ?? null }
  }
  if (local !== BOUNCES && !local.startsWith(`${BOUNCES}+`)) return null
  if (!(await hasReturnPaths(context, domain))) return null
  const id = deliveryOf(local)
  const delivery = id === null ? undefined : await findDelivery(reader, id)
  if (delivery === undefined) {
    const notice = id === null ? undefined : await findNotice(reader, id)
    if (notice === undefined || notice.transport !== 'smtp' || notice.attempts === 0) throw unknown()
    if ((await countReports(reader, notice.id, 'notice_id')) >= MOST_REPORTS) throw unknown()
    return { kind: 'notice', noticeId: notice.id }
  }
  if (delivery.transport !== 'smtp' || delivery.attempts === 0) throw unknown()
  if (delivery.state === 'queued' || delivery.state === 'sending') throw new AppError('delivery_under_way')
  if ((await countReports(reader, delivery.id)) >= MOST_REPORTS) throw unknown()
  return { kind: 'delivery', deliveryId: delivery.id }
}

/** Whether bounces come back to a domain: the server's own, or that name of a proved one. */
async function hasReturnPaths(context: Context, domain: string): Promise<boolean> {
  if (domain === context.config.domain) return true
  const prefix = `${RETURN_PATH_LABEL}.`
  if (!domain.startsWith(prefix)) return false
  return (await findHolder(context.database.reader, domain.slice(prefix.length))) !== undefined
}

const unknown = () => new AppError('unknown_mailbox')

/** A report whose delivery is known, ready to be recorded. */
export interface TiedReport {
  readonly message: Message
  readonly delivery: Delivery
  readonly returned: Returned
}

/** What came to a return path. Throws AppError `unknown_mailbox` for a letter, which is no report. */
export async function readReturned(
  context: Context,
  deliveryId: string,
  mail: TakenMail,
): Promise<TiedReport> {
  const report = await reportIn(context, mail)
  // Without a sender it can only be about the delivery, however it says so.
  if (report === null && mail.envelopeFrom !== '')
    throw new AppError('unknown_mailbox', { message: 'This address takes delivery reports only.' })
  const { reader } = context.database
  const delivery = await findDelivery(reader, deliveryId)
  const message = delivery === undefined ? undefined : await findMessage(reader, delivery.message_id)
  if (delivery === undefined || message === undefined) throw unknown()
  return { message, delivery, returned: await returnedOf(context, mail, 'return_path', report, delivery) }
}

/**
 * What came to a mailbox or to abuse@, when it is a report that proves which delivery it means; null when it is not, and
 * is mail as any other.
 */
export async function readTied(
  context: Context,
  mail: TakenMail,
  to: { readonly cameTo: 'mailbox'; readonly mailboxId: string } | { readonly cameTo: 'abuse' },
): Promise<TiedReport | null> {
  const report = await reportIn(context, mail)
  if (report === null || report.kind === 'auto_reply') return null
  const { reader } = context.database
  const delivery = await deliveryMeant(context, report)
  const message = delivery === null ? undefined : await findMessage(reader, delivery.message_id)
  if (delivery === null || message === undefined || delivery.transport !== 'smtp') return null
  if (delivery.state === 'queued' || delivery.state === 'sending') return null
  if (to.cameTo === 'mailbox' && message.mailbox_id !== to.mailboxId) return null
  if ((await countReports(reader, delivery.id)) >= MOST_REPORTS) return null
  return { message, delivery, returned: await returnedOf(context, mail, to.cameTo, report, delivery) }
}

/** The delivery that a report proves to mean, by what only that copy of the mail said; null when it does not. */
async function deliveryMeant(context: Context, report: DeliveryReport): Promise<Delivery | null> {
  const { reader } = context.database
  const { original } = report
  for (const path of original.returnPaths) {
    const id = deliveryOf(splitAddress(path)?.local ?? '')
    const delivery = id === null ? undefined : await findDelivery(reader, id)
    if (delivery !== undefined) return delivery
  }
  const token = /\/v1\/unsubscribe\/([\w-]{40,1024})>?/.exec(original.listUnsubscribe ?? '')?.[1]
  if (token !== undefined) {
    const opened = openUnsubscription(await unsubscribeKey(context.database), token)
    const delivery = opened === null ? undefined : await findDelivery(reader, opened.deliveryId)
    if (delivery !== undefined) return delivery
  }
  return original.messageId === null ? null : onlyDelivery(reader, original.messageId, report)
}

/** That of a mail to one recipient: its Message-ID is known to nobody else, unlike that of a mail to several. */
async function onlyDelivery(
  reader: Reader,
  messageId: string,
  report: DeliveryReport,
): Promise<Delivery | null> {
  const sent = await findSentByHeaderId(reader, messageId)
  if (sent === undefined) return null
  const recipients = await listRecipients(reader, sent.id)
  const copies = new Set(recipients.filter(({ kind }) => kind === 'operator_copy').map((one) => one.address))
  const [only, ...others] = (await listDeliveries(reader, sent.id)).filter(
    ({ recipient }) => !copies.has(recipient),
  )
  if (only === undefined || others.length > 0) return null
  const named = report.recipients.flatMap(addressesOf)
  return named.length === 0 || named.includes(canonicalAddress(only.recipient)) ? only : null
}

const addressesOf = ({ address, originalAddress }: ReportedRecipient) =>
  [address, originalAddress].flatMap((one) => (one === null ? [] : [canonicalAddress(one)]))

async function reportIn(context: Context, { structure, blob, envelopeFrom }: TakenMail) {
  const bytes = await beginningOf(context, blob)
  return readDeliveryReport({ structure, bytes, envelopeFrom })
}

async function beginningOf(context: Context, blob: Blob): Promise<Buffer> {
  if (blob.bytes !== null) return blob.bytes.subarray(0, REPORT_LIMIT)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of context.blobs.open(blob)) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= REPORT_LIMIT) break
  }
  return Buffer.concat(chunks).subarray(0, REPORT_LIMIT)
}

async function returnedOf(
  context: Context,
  mail: TakenMail,
  cameTo: Returned['cameTo'],
  report: DeliveryReport | null,
  delivery: Delivery,
): Promise<Returned> {
  // Of a large one the beginning is kept, which is what was read.
  const raw =
    mail.blob.bytes === null ? await context.blobs.put(await beginningOf(context, mail.blob)) : mail.blob
  if (report === null) {
    return {
      meaning: 'nothing',
      kind: 'unknown',
      cameTo,
      recipient: null,
      status: null,
      diagnostic: '',
      bounceType: null,
      raw,
    }
  }
  const about = recipientMeant(report, delivery)
  return {
    meaning: meaningOf(report, about),
    kind: about === null ? report.kind : report.kind === 'complaint' ? 'complaint' : about.action,
    cameTo,
    recipient: about?.address ?? about?.originalAddress ?? null,
    status: about?.status ?? null,
    diagnostic: about?.diagnostic ?? '',
    bounceType: about?.bounceType ?? null,
    raw,
  }
}

/** The one that the delivery was to, or, when it was passed on to others, the one it went worst for. */
function recipientMeant(report: DeliveryReport, delivery: Delivery): ReportedRecipient | null {
  const recipient = canonicalAddress(delivery.recipient)
  const own = report.recipients.find((one) => addressesOf(one).includes(recipient))
  return own ?? report.recipients.find(({ action }) => action === report.kind) ?? report.recipients[0] ?? null
}

const COMPLAINTS: ReadonlySet<string> = new Set(['abuse', 'fraud', 'virus', 'other', 'miscategorized'])

function meaningOf(report: DeliveryReport, about: ReportedRecipient | null): Returned['meaning'] {
  if (report.kind === 'complaint') {
    if (COMPLAINTS.has(report.feedbackType ?? '')) return 'complained'
    return report.feedbackType?.startsWith('opt-out') === true ? 'unsubscribed' : 'nothing'
  }
  if (report.kind === 'auto_reply') return 'nothing'
  const action = about?.action ?? report.kind
  if (action === 'failed') return 'bounced'
  return action === 'delivered' ? 'delivered' : 'nothing'
}

/** Records a report in the caller's transaction. Returns its id. */
export async function recordTied(context: Context, writer: Writer, tied: TiedReport): Promise<string> {
  const delivery = await findDelivery(writer.db, tied.delivery.id)
  const message = await findMessage(writer.db, tied.message.id)
  if (delivery === undefined || message === undefined) throw unknown()
  return recordReport(writer, { message, delivery }, tied.returned, standingFacts(context))
}

/** What deciding about sending needs of the settings. */
export function standingFacts({ config }: Context) {
  const transport = config.delivery === 'capture' ? ('capture' as const) : ('smtp' as const)
  return { limits: sendingLimitsOf(config), transport }
}

/** What came back for a notice of the server itself: whoever should have read it did not. Returns the report's id. */
export async function recordForNotice(
  context: Context,
  writer: Writer,
  noticeId: string,
  mail: TakenMail,
): Promise<string> {
  const report = readDeliveryReport({
    structure: mail.structure,
    bytes: mail.blob.bytes ?? Buffer.alloc(0),
    envelopeFrom: mail.envelopeFrom,
  })
  const about = report?.recipients[0] ?? null
  const isFailure = report?.kind === 'failed'
  const reply = about?.diagnostic ?? ''
  if (isFailure) context.log.error({ notice: noticeId, reply }, 'mail to an operator or reviewer came back')
  return recordNoticeReport(writer, noticeId, {
    isFailure,
    kind: report?.kind ?? 'unknown',
    status: about?.status ?? null,
    bounceType: about?.bounceType ?? null,
    reply,
    raw: mail.blob,
  })
}

/** So much of the body of a letter is decoded, in bytes. */
const LETTER_LIMIT = 65_536

/**
 * A letter to postmaster@ or abuse@ that is no report, as its operator is told of it. Throws AppError `unknown_mailbox`
 * for mail of this server itself, which would go in a circle.
 */
export async function readLetter(
  context: Context,
  mail: TakenMail,
  to: RoleAddress,
  authentication: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { structure } = mail
  const headers = parseHeaders(structure.headers)
  const from = headers.from?.address ?? ''
  const isOurs = structure.headers.some(([name]) => name.toLowerCase() === 'x-multimail-notice')
  if (isOurs || canonicalAddress(from) === `multimail@${context.config.domain}`) throw unknown()
  const { text, html, attachments } = selectBody(structure.leaves)
  const leaf = text ?? html
  let body = ''
  if (leaf !== null) {
    const bytes = await beginningOf(context, mail.blob)
    const end = leaf.offset + Math.min(leaf.length, LETTER_LIMIT)
    const decoded = decodeText(bytes.subarray(leaf.offset, end), leaf)
    body = text === null ? htmlToMarkdown(decoded) : decoded
  }
  return roleLetterText({
    to: to.address,
    from,
    envelopeFrom: mail.envelopeFrom,
    subject: headers.subject,
    text: body,
    attachments: attachments.length,
    isProved: authenticityOf(authentication) === 'passed',
  })
}
