/**
 * What leaves: a stored message as one recipient gets it. The message is as it was reviewed, byte by byte; fields that
 * speak of this very transmission stand before it (RFC 5322 §3.6.7), and the return path leads back to the delivery.
 */

import type { Context } from './context.ts'
import { canonicalAddress } from './core/address.ts'
import { returnPathOf } from './core/return-path.ts'
import { identityFields } from './identity.ts'
import { senderDomainOf, signCopy } from './sender-domain.ts'
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
