/**
 * Composing a stored message again with other content: what an author's edit and a reviewer's amendment share.
 * The result replaces the message's bytes, hash, envelope and contents in one transaction.
 */

import { buffer } from 'node:stream/consumers'
import type { Context } from './context.ts'
import { type Address, canonicalAddress } from './core/address.ts'
import { AppError, badField } from './errors.ts'
import { footerOf } from './identity.ts'
import { decodeStream } from './mail/decode.ts'
import type { Footer } from './mail/footer.ts'
import {
  type OutboundAttachment,
  type OutboundContent,
  type PreparedMessage,
  prepareOutbound,
  withFixedCopy,
} from './mail/outbound.ts'
import { baseSubject } from './mail/parse.ts'
import type { Leaf } from './mail/structure.ts'
import { rememberHosts, type Screening, screen } from './screening.ts'
import { findAccount } from './store/accounts.ts'
import { insertAmendment } from './store/amendments.ts'
import { type Blob, recordBlob } from './store/blobs.ts'
import type { Writer } from './store/db.ts'
import type { Actor } from './store/events.ts'
import type { Mailbox } from './store/mailboxes.ts'
import { findContents, listAttachments, type Message, moveMessage, replaceParts } from './store/messages.ts'
import { countStored } from './store/storage.ts'
import { refuseSuppressed } from './store/suppressions.ts'

/** What to change; null leaves it. */
export interface MessageEdits {
  readonly to: readonly Address[] | null
  readonly cc: readonly Address[] | null
  readonly bcc: readonly Address[] | null
  readonly subject: string | null
  readonly markdown: string | null
}

/** A message composed again: its content, its exact bytes, and where they are stored. */
export interface Recomposed {
  readonly before: OutboundContent
  readonly content: OutboundContent
  readonly prepared: PreparedMessage
  readonly blob: Blob
  readonly screening: Screening
}

/** A message has at most so many recipients in all (contract §5). */
const MAX_RECIPIENTS = 50

/** The content that a stored outbound message was composed of. */
export async function contentOf(context: Context, message: Message): Promise<OutboundContent> {
  const contents = await findContents(context.database.reader, message.id)
  const list = (json: string) => JSON.parse(json) as Address[]
  const references = (JSON.parse(message.reference_ids) as string[]).slice(0, -1)
  return {
    from: { address: message.from_address, name: message.from_name },
    to: list(message.to_json),
    cc: list(message.cc_json),
    bcc: list(message.bcc_json),
    replyTo: list(message.reply_to_json)[0] ?? null,
    subject: message.subject,
    markdown: contents?.markdown ?? '',
    footer: contents?.footer == null ? null : (JSON.parse(contents.footer) as Footer),
    attachments: await attachmentsOf(context, message),
    messageId: message.header_message_id ?? context.newMessageId(),
    date: context.clock.now(),
    inReplyTo: references.at(-1) ?? null,
    references,
  }
}

/**
 * Composes a message with edits and stores its bytes; copies that the mailbox always adds stay. Throws
 * `bad_request` or `suppressed`, naming the field.
 */
export async function recompose(
  context: Context,
  message: Message,
  mailbox: Mailbox,
  edits: MessageEdits,
): Promise<Recomposed> {
  const before = await contentOf(context, message)
  const account = await findAccount(context.database.reader, message.account_id)
  if (account === undefined) throw new AppError('internal')
  const { messageId, date } = before
  const content: OutboundContent = {
    ...before,
    to: edits.to ?? before.to,
    cc: withFixedCopy(edits.cc ?? before.cc, mailbox.auto_cc),
    bcc: withFixedCopy(edits.bcc ?? before.bcc, mailbox.auto_bcc),
    subject: edits.subject ?? before.subject,
    markdown: edits.markdown ?? before.markdown,
    footer: await footerOf(context, account, mailbox, { messageId, mode: message.mode, at: date }),
  }
  const everybody = [...content.to, ...content.cc, ...content.bcc]
  if (content.to.length === 0) throw badField('to', 'at least one recipient is needed')
  if (new Set(everybody.map(({ address }) => canonicalAddress(address))).size > MAX_RECIPIENTS)
    throw badField('to', `at most ${MAX_RECIPIENTS} recipients in all`)
  const scope = { accountId: message.account_id, test: message.test, mailboxId: message.mailbox_id }
  await refuseSuppressed(context.database.reader, scope, content)
  const prepared = prepareOutbound(content)
  const screened = { mailbox, test: message.test, messageId: message.id, threadId: message.thread_id }
  const screening = await screen(context, { ...screened, answersId: message.answers_id }, content)
  return { before, content, prepared, blob: await context.blobs.put(prepared.raw), screening }
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

/** The columns of the message's row that its new content changes. */
export function rewritten({ content, prepared, blob, screening }: Recomposed) {
  return {
    subject: content.subject,
    subject_key: baseSubject(content.subject).toLowerCase(),
    to_json: JSON.stringify(content.to),
    cc_json: JSON.stringify(content.cc),
    bcc_json: JSON.stringify(content.bcc),
    raw_sha256: blob.sha256,
    raw_size: blob.size,
    content_hash: prepared.contentHash,
    preview: prepared.preview,
    signals_json: JSON.stringify(screening.signals),
    digested_at: null,
  }
}

/** Replaces contents, attachments and envelope of `message`, as it was before, by the new ones. */
export async function rewriteParts(writer: Writer, message: Message, recomposed: Recomposed): Promise<void> {
  const { markdown, footer } = recomposed.content
  const shelf = { accountId: message.account_id, mailboxId: message.mailbox_id, test: message.test }
  await countStored(writer, shelf, recomposed.blob.size - message.raw_size)
  await rememberHosts(writer, message, recomposed.screening, true)
  await replaceParts(writer, message.id, {
    contents: {
      markdown,
      markdown_reply: markdown,
      leaves_json: '{}',
      footer: footer === null ? null : JSON.stringify(footer),
    },
    attachments: recomposed.prepared.attachments,
    recipients: recomposed.prepared.recipients,
  })
}

/** One field that an edit changed, as a reader sees it. */
export interface Difference {
  readonly field: keyof MessageEdits
  readonly before: string
  readonly after: string
}

/** What an edit changed; addresses are joined by commas. */
export function differences({ before, content }: Recomposed): Difference[] {
  const people = (list: readonly Address[]) => list.map(({ address }) => address).join(', ')
  const fields = [
    ...(['to', 'cc', 'bcc'] as const).map((field) => ({
      field,
      before: people(before[field]),
      after: people(content[field]),
    })),
    ...(['subject', 'markdown'] as const).map((field) => ({
      field,
      before: before[field],
      after: content[field],
    })),
  ]
  return fields.filter((field) => field.before !== field.after)
}

/**
 * A reviewer's amendment of a held message, in the caller's transaction: the new content takes the place of the
 * old, which is kept with the difference. Returns the message as it is now. Throws `already_decided`.
 */
export async function amend(
  writer: Writer,
  message: Message,
  recomposed: Recomposed,
  actor: Actor,
): Promise<Message> {
  const changes = differences(recomposed)
  const newHash = recomposed.prepared.contentHash
  await recordBlob(writer, recomposed.blob)
  const amended = await moveMessage(writer, message, {
    event: 'amend',
    changes: rewritten(recomposed),
    actor,
    action: 'message.amended',
    metadata: {
      old_content_hash: message.content_hash,
      content_hash: newHash,
      fields: changes.map(({ field }) => field),
    },
    otherwise: 'already_decided',
  })
  await rewriteParts(writer, message, recomposed)
  await insertAmendment(writer, {
    id: writer.newId(),
    message_id: message.id,
    old_content_hash: message.content_hash,
    new_content_hash: newHash,
    original_sha256: message.raw_sha256,
    changes_json: JSON.stringify(changes),
    actor: actor.name,
    created_at: writer.now,
  })
  return amended
}
