/** One email with all that belongs to it, read for an answer. */

import { digestMessage } from '../actions/digest-message.ts'
import type { Context } from '../context.ts'
import type { Principal } from '../store/access.ts'
import { listAmendments } from '../store/amendments.ts'
import { listDeliveries } from '../store/deliveries.ts'
import { findTags } from '../store/labels.ts'
import { findContents, listAttachments, type Message } from '../store/messages.ts'
import { emailOf } from './wire.ts'

/** The email as `GET …/emails/{id}` answers it (contract §6). */
export async function emailAnswer(context: Context, principal: Principal, message: Message) {
  await digestMessage(context, message)
  const { reader } = context.database
  return emailOf(message, principal, {
    contents: await findContents(reader, message.id),
    attachments: await listAttachments(reader, message.id),
    tags: await findTags(reader, message.id),
    amendments: await listAmendments(reader, message.id),
    deliveries: message.direction === 'outbound' ? await listDeliveries(reader, message.id) : [],
  })
}
