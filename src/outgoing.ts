/**
 * What leaves: a stored message as one recipient gets it. The message is as it was reviewed, byte by byte; fields that
 * speak of this very transmission stand before it (RFC 5322 §3.6.7), and the return path leads back to the delivery.
 */

import type { Readable } from 'node:stream'
import type { Context } from './context.ts'
import { canonicalAddress } from './core/address.ts'
import type { Authentication } from './core/authentication.ts'
import { returnPathOf } from './core/return-path.ts'
import { identityFields } from './identity.ts'
import { arcSet } from './mail/arc.ts'
import { needsSmtpUtf8 } from './mail/compose.ts'
import { readSignedParts } from './mail/dkim.ts'
import { ownSenderDomain, senderDomainOf, signCopy } from './sender-domain.ts'
import type { Delivery } from './store/deliveries.ts'
import { listRecipients, type Message } from './store/messages.ts'
import { findSuppression } from './store/suppressions.ts'
import { sealUnsubscription, unsubscribeKey } from './store/unsubscribe-tokens.ts'

/** How a message goes to one recipient. */
export interface OutgoingCopy {
  /** MAIL FROM; `''` is the null sender. */
  readonly envelopeFrom: string
  /** Header fields that stand before the stored message: lines with CRLF, or `''`. ASCII. */
  readonly fields: string
}

/**
 * Prepares the copy of a message for the recipient of a delivery. `suppressed`: they must not be mailed any more ·
 * `lapsed`: the domain of the mailbox is not proved any more. Throws AppError `internal` and `store_unavailable`.
 */
export async function prepareCopy(
  context: Context,
  message: Message,
  delivery: Delivery,
): Promise<OutgoingCopy | 'suppressed' | 'lapsed'> {
  const isOperators = await isOperatorCopy(context, message, delivery)
  if (!isOperators && (await isRefused(context, message, delivery))) return 'suppressed'
  const sender = await senderDomainOf(context, message)
  if (sender.hasLapsed) return 'lapsed'
  // Every field that speaks of the sender or this transmission: what signs the copy signs these too.
  const added = [await identityFields(context, message, delivery)]
  if (!isOperators) added.push(await unsubscribeFields(context, delivery))
  const fields = added.join('')
  const signatures = await signCopy(context, sender, message.raw_sha256, fields)
  return { envelopeFrom: returnPathOf(delivery.id, sender.returnPath), fields: `${signatures}${fields}` }
}

/** Whether this is the operator's own copy, which is outside of what the author asked for. */
async function isOperatorCopy(context: Context, message: Message, { recipient }: Delivery): Promise<boolean> {
  const recipients = await listRecipients(context.database.reader, message.id)
  return recipients.some(({ address, kind }) => address === recipient && kind === 'operator_copy')
}

/** Recipients who bounced, complained or unsubscribed since the message was taken get it no more. */
async function isRefused(context: Context, message: Message, { recipient }: Delivery): Promise<boolean> {
  const scope = { accountId: message.account_id, test: message.test }
  const found = await findSuppression(context.database.reader, scope, canonicalAddress(recipient))
  return found !== undefined && (found.mailbox_id === null || found.mailbox_id === message.mailbox_id)
}

/** How the recipient of this copy ends mail to them (RFC 2369 §3.2, RFC 8058 §3.1). */
async function unsubscribeFields(context: Context, delivery: Delivery): Promise<string> {
  const key = await unsubscribeKey(context.database)
  const token = sealUnsubscription(key, { deliveryId: delivery.id, address: delivery.recipient })
  const address = `${context.publicUrl}/v1/unsubscribe/${token}`
  return `List-Unsubscribe: <${address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`
}

/** A copy of inbound mail for the operator. */
export interface ForwardedCopy {
  /** MAIL FROM: leads back to us, never to the author. */
  readonly envelopeFrom: string
  /** Fields before the stored message, lines with CRLF, one character for each byte. */
  readonly fields: string
  /** Whether the header has characters beyond ASCII (RFC 6532). */
  readonly isHeaderUtf8: boolean
}

/** Names the mailbox that a mail was passed on from. */
const FORWARDED = 'X-MultiMail-Forwarded'
/** So many servers passed it on that it goes in a circle. */
const MOST_HOPS = 30

/**
 * Prepares the copy of an inbound message: what happened to it here, sealed by ARC, stands before its bytes. `loop`: it
 * was here before. Throws AppError `store_unavailable`.
 */
export async function prepareForward(
  context: Context,
  message: Message,
  to: { readonly id: string; readonly recipient: string; readonly mailbox: string },
): Promise<ForwardedCopy | 'loop'> {
  const { header } = await readSignedParts(await rawOf(context, message))
  if (goesInACircle(header, to)) return 'loop'
  const { domain } = context.config
  const at = new Date(message.created_at).toUTCString().replace('GMT', '+0000')
  const trace = [
    `Delivered-To: ${to.mailbox}`,
    `${FORWARDED}: ${to.mailbox}`,
    `X-MultiMail-Loop: ${domain}`,
    `Received: by ${domain} (MultiMail) id ${message.id}\r\n for <${to.mailbox}>; ${at}`,
  ]
  const fields = Buffer.from(trace.map((line) => `${line}\r\n`).join(''))
  const own = await ownSenderDomain(context)
  const key = own.keys.find(({ algorithm }) => algorithm === 'rsa')
  const found = JSON.parse(message.authentication_json) as Partial<Authentication>
  const set =
    key === undefined
      ? ''
      : await arcSet(joined(fields, await rawOf(context, message)), {
          domain: own.signing,
          selector: key.selector,
          key: key.key,
          results: found.results ?? `${domain}; none`,
          chain: found.arc === 'pass' || found.arc === 'none' ? found.arc : 'fail',
          at: context.clock.now(),
        })
  return {
    envelopeFrom: returnPathOf(to.id, own.returnPath),
    fields: `${set}${fields.toString('latin1')}`,
    isHeaderUtf8: /[\x80-\xff]/.test(header) || needsSmtpUtf8([to.mailbox]),
  }
}

const rawOf = ({ blobs, database }: Context, { raw_sha256 }: Message) =>
  blobs.read(database.reader, raw_sha256)

async function* joined(fields: Buffer, raw: Readable): AsyncGenerator<Buffer> {
  yield fields
  yield* raw
}

/** Whether a mail was passed on from here before, was at its recipient, or by so many servers. */
function goesInACircle(
  header: string,
  { mailbox, recipient }: { readonly mailbox: string; readonly recipient: string },
): boolean {
  const lines = header.toLowerCase().split('\r\n')
  const values = (name: string) =>
    lines.flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1).trim()] : []))
  if (values(FORWARDED.toLowerCase()).length > 0) return true
  const delivered = values('delivered-to')
  if (delivered.includes(mailbox.toLowerCase()) || delivered.includes(recipient.toLowerCase())) return true
  return values('received').length > MOST_HOPS
}
