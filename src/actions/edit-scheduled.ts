/**
 * The author changes a scheduled message that nobody approved yet: it is composed, hashed and gated anew
 * (contract §5). An approved one may only change its time.
 */

import { buffer } from 'node:stream/consumers'
import type { Context } from '../context.ts'
import { type Address, canonicalAddress } from '../core/address.ts'
import { AUTHOR_MAY_EDIT, afterScan } from '../core/oversight.ts'
import { AppError, badField } from '../errors.ts'
import { decodeStream } from '../mail/decode.ts'
import { type OutboundAttachment, type PreparedMessage, prepareOutbound } from '../mail/outbound.ts'
import { baseSubject } from '../mail/parse.ts'
import type { Leaf } from '../mail/structure.ts'
import type { Principal } from '../store/access.ts'
import { advance } from '../store/advance.ts'
import { type Blob, recordBlob } from '../store/blobs.ts'
import { circumstancesOf } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import {
  findContents,
  findOwn,
  listAttachments,
  type Message,
  moveMessage,
  replaceParts,
  statusOfMessage,
  updateMessage,
} from '../store/messages.ts'
import { findApproval } from '../store/permits.ts'

export interface ScheduleEdit {
  readonly mailboxId: string
  readonly emailId: string
  /** Epoch ms; null leaves it, as with every other field. */
  readonly sendAt: number | null
  readonly to: readonly Address[] | null
  readonly cc: readonly Address[] | null
  readonly bcc: readonly Address[] | null
  readonly subject: string | null
  readonly markdown: string | null
}

/**
 * Changes a scheduled message. Returns it as it is now. Throws AppError `not_found`, `not_editable`,
 * `already_approved`, `bad_request`, `conflict` (somebody else changed it meanwhile), `store_unavailable`.
 */
export async function editScheduled(
  context: Context,
  principal: Principal,
  edit: ScheduleEdit,
): Promise<Message> {
  const { database } = context
  const message = await findEditable(context, principal, edit)
  if (!changesContent(edit)) {
    return database.write(async (writer) => reschedule(writer, principal, message, edit.sendAt))
  }
  const prepared = await recompose(context, message, edit)
  const blob = await context.blobs.put(prepared.raw)
  const edited = await database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, message.mailbox_id)
    // What was composed outside the transaction is only valid for the content it was composed from.
    const current = await findOwn(writer.db, principal, message.id)
    if (current?.content_hash !== message.content_hash) throw new AppError('conflict')
    if ((await findApproval(writer.db, current)) !== null) throw new AppError('already_approved')
    return replace(context, writer, principal, { message: current, edit, prepared, blob })
  })
  context.wake()
  return edited
}

function changesContent(edit: ScheduleEdit): boolean {
  return [edit.to, edit.cc, edit.bcc, edit.subject, edit.markdown].some((field) => field !== null)
}

async function findEditable(context: Context, principal: Principal, edit: ScheduleEdit): Promise<Message> {
  const message = await findOwn(context.database.reader, principal, edit.emailId)
  if (message === undefined || message.mailbox_id !== edit.mailboxId) throw new AppError('not_found')
  if (message.direction === 'inbound' || !AUTHOR_MAY_EDIT[message.state]) {
    const status = statusOfMessage(message)
    throw new AppError('not_editable', {
      message: `This email is ${status}: only a scheduled one can be changed.`,
    })
  }
  const isApproved = (await findApproval(context.database.reader, message)) !== null
  if (isApproved && changesContent(edit)) throw new AppError('already_approved')
  return message
}

async function reschedule(
  writer: Writer,
  principal: Principal,
  message: Message,
  sendAt: number | null,
): Promise<Message> {
  if (sendAt === null) return message
  const current = await findOwn(writer.db, principal, message.id)
  if (current === undefined || !AUTHOR_MAY_EDIT[current.state]) throw new AppError('not_editable')
  await updateMessage(writer, message.id, { send_at: sendAt, due_at: sendAt })
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action: 'message.rescheduled',
    resourceType: 'email',
    resourceId: message.id,
    actor: principal.actor,
    metadata: { send_at: new Date(sendAt).toISOString() },
  })
  return { ...current, send_at: sendAt, due_at: sendAt }
}

async function recompose(context: Context, message: Message, edit: ScheduleEdit): Promise<PreparedMessage> {
  const { reader } = context.database
  const contents = await findContents(reader, message.id)
  const list = (json: string) => JSON.parse(json) as Address[]
  const to = edit.to ?? list(message.to_json)
  const cc = edit.cc ?? list(message.cc_json)
  const bcc = edit.bcc ?? list(message.bcc_json)
  const everybody = new Set([...to, ...cc, ...bcc].map(({ address }) => canonicalAddress(address)))
  if (to.length === 0) throw badField('to', 'at least one recipient is needed')
  if (everybody.size > 50) throw badField('to', 'at most 50 recipients in all')
  const references = (JSON.parse(message.reference_ids) as string[]).slice(0, -1)
  return prepareOutbound({
    from: { address: message.from_address, name: message.from_name },
    to,
    cc,
    bcc,
    replyTo: list(message.reply_to_json)[0] ?? null,
    subject: edit.subject ?? message.subject,
    markdown: edit.markdown ?? contents?.markdown ?? '',
    attachments: await attachmentsOf(context, message),
    messageId: message.header_message_id ?? context.newMessageId(),
    date: context.clock.now(),
    inReplyTo: references.at(-1) ?? null,
    references,
  })
}

async function attachmentsOf(context: Context, message: Message): Promise<OutboundAttachment[]> {
  const { reader } = context.database
  const attachments: OutboundAttachment[] = []
  for (const { name, content_type, leaf_json } of await listAttachments(reader, message.id)) {
    const leaf = JSON.parse(leaf_json) as Leaf
    const range = { start: leaf.offset, end: leaf.offset + leaf.length }
    const encoded = await context.blobs.read(reader, message.raw_sha256, range)
    const content = await buffer(encoded.pipe(decodeStream(leaf.encoding)))
    attachments.push({ name, contentType: content_type, content })
  }
  return attachments
}

interface Replacement {
  readonly message: Message
  readonly edit: ScheduleEdit
  readonly prepared: PreparedMessage
  readonly blob: Blob
}

async function replace(
  context: Context,
  writer: Writer,
  principal: Principal,
  { message, edit, prepared, blob }: Replacement,
): Promise<Message> {
  const facts = await circumstancesOf(writer.db, message, principal.actor, context.config.delivery)
  const subject = edit.subject ?? message.subject
  const sendAt = edit.sendAt ?? message.send_at
  await recordBlob(writer, blob)
  const rescanned = await moveMessage(writer, message, {
    event: 'edit',
    changes: {
      subject,
      subject_key: baseSubject(subject).toLowerCase(),
      to_json: JSON.stringify(edit.to ?? JSON.parse(message.to_json)),
      cc_json: JSON.stringify(edit.cc ?? JSON.parse(message.cc_json)),
      bcc_json: JSON.stringify(edit.bcc ?? JSON.parse(message.bcc_json)),
      raw_sha256: blob.sha256,
      raw_size: blob.size,
      content_hash: prepared.contentHash,
      preview: prepared.preview,
      send_at: sendAt,
      due_at: null,
      digested_at: null,
    },
    actor: principal.actor,
    action: 'message.edited',
    metadata: { old_content_hash: message.content_hash, content_hash: prepared.contentHash },
    otherwise: 'not_editable',
  })
  const markdown = edit.markdown ?? (await findContents(writer.db, message.id))?.markdown ?? ''
  await replaceParts(writer, message.id, {
    contents: { markdown, markdown_reply: markdown, leaves_json: '{}' },
    attachments: prepared.attachments,
    recipients: prepared.recipients,
  })
  const event = afterScan({
    modeAtSubmission: message.mode,
    modeNow: facts.mailbox.mode,
    direction: 'outbound',
    gateTiming: message.gate_timing ?? 'gate_first',
    isFuture: sendAt !== null && sendAt > writer.now,
    blocked: false,
  })
  return advance(writer, rescanned, event, facts, 'conflict')
}
