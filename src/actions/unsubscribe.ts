/** A recipient wants no more mail (contract §9, RFC 8058): it is so at once, for the whole account. */

import type { Context } from '../context.ts'
import { canonicalAddress } from '../core/address.ts'
import { findAccount } from '../store/accounts.ts'
import type { Reader } from '../store/db.ts'
import { findDelivery } from '../store/deliveries.ts'
import { appendEvent } from '../store/events.ts'
import { findMessage, type Message } from '../store/messages.ts'
import { findSuppression, suppressForAll } from '../store/suppressions.ts'
import { openUnsubscription, unsubscribeKey } from '../store/unsubscribe-tokens.ts'

/** What a link is about. */
export interface UnsubscribeLink {
  /** The recipient. */
  readonly address: string
  /** The operator's name. */
  readonly operator: string
  /** Whether the operator's agents do not mail this address any more. */
  readonly isDone: boolean
}

interface Found extends UnsubscribeLink {
  readonly message: Message
}

/** What a link is about; null when it is not one of this server. It changes nothing. */
export async function readUnsubscribeLink(context: Context, token: string): Promise<UnsubscribeLink | null> {
  return find(context, context.database.reader, token)
}

/** Ends mail to the recipient of a link. Null when it is not one of this server. Throws `store_unavailable`. */
export async function unsubscribe(context: Context, token: string): Promise<UnsubscribeLink | null> {
  // The key may have to be made first, which is not done inside a transaction.
  await unsubscribeKey(context.database)
  return context.database.write(async (writer) => {
    const found = await find(context, writer.db, token)
    if (found === null) return null
    const { message, address } = found
    await writer.backend.lockChain(writer.db, message.mailbox_id)
    const scope = { accountId: message.account_id, test: message.test }
    const isNew = await suppressForAll(writer, scope, canonicalAddress(address), 'unsubscribed')
    if (isNew) {
      await appendEvent(writer, {
        ...scope,
        mailboxId: message.mailbox_id,
        action: 'message.unsubscribed',
        resourceType: 'email',
        resourceId: message.id,
        actor: { keyId: null, name: 'recipient' },
        // Of a mail that was erased nothing is said any more.
        metadata: message.erased_at === null ? { recipient: address } : {},
      })
    }
    return { ...found, isDone: true }
  })
}

async function find(context: Context, reader: Reader, token: string): Promise<Found | null> {
  const opened = openUnsubscription(await unsubscribeKey(context.database), token)
  const delivery = opened === null ? undefined : await findDelivery(reader, opened.deliveryId)
  const message = delivery === undefined ? undefined : await findMessage(reader, delivery.message_id)
  const account = message === undefined ? undefined : await findAccount(reader, message.account_id)
  if (opened === null || message === undefined || account === undefined) return null
  const scope = { accountId: account.id, test: message.test }
  const suppression = await findSuppression(reader, scope, canonicalAddress(opened.address))
  const isDone = suppression !== undefined && suppression.mailbox_id === null
  return { address: opened.address, operator: account.name, isDone, message }
}
