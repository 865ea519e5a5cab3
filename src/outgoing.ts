/**
 * What leaves: a stored message as one recipient gets it. The message is as it was reviewed, byte by byte; fields that
 * speak of this very transmission stand before it (RFC 5322 §3.6.7), and the return path leads back to the delivery.
 */

import type { Context } from './context.ts'
import { identityFields } from './identity.ts'
import type { Delivery } from './store/deliveries.ts'
import type { Message } from './store/messages.ts'

/** How a message goes to one recipient. */
export interface OutgoingCopy {
  /** MAIL FROM; `''` is the null sender. */
  readonly envelopeFrom: string
  /** Header fields that stand before the stored message: lines with CRLF, or `''`. ASCII. */
  readonly fields: string
}

/** Prepares the copy of a message for the recipient of a delivery. */
export async function prepareCopy(
  context: Context,
  message: Message,
  delivery: Delivery,
): Promise<OutgoingCopy> {
  // Every field that speaks of the sender or this transmission: what signs the copy signs these too.
  const added = [await identityFields(context, message, delivery)]
  return { envelopeFrom: message.envelope_from ?? '', fields: added.join('') }
}
