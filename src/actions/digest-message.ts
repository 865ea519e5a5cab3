/**
 * Decodes what an accepted message says: body to markdown, the newest text without its quotes, sizes of
 * attachments, a preview, and the words for the search index. Done after the sender was answered, in the
 * background or when somebody asks first.
 */

import type { Context } from '../context.ts'
import { type Address, canonicalAddress } from '../core/address.ts'
import { mentionedAddresses } from '../core/mentions.ts'
import type { Signal } from '../core/risk.ts'
import { wordsOf } from '../core/words.ts'
import { AppError } from '../errors.ts'
import { decodeStream, decodeText } from '../mail/decode.ts'
import { htmlToMarkdown } from '../mail/html-to-markdown.ts'
import { previewOf } from '../mail/outbound.ts'
import { stripQuotedReply } from '../mail/quoted-reply.ts'
import { inboundRiskContentOf } from '../mail/risk-content.ts'
import type { Leaf } from '../mail/structure.ts'
import { assess } from '../store/assess.ts'
import type { Writer } from '../store/db.ts'
import { listUndigested } from '../store/due-messages.ts'
import {
  type Attachment,
  type Contents,
  findContents,
  listAttachments,
  type Message,
} from '../store/messages.ts'
import { authenticityOfJson } from '../store/risk-facts.ts'
import { rememberMentions } from '../store/risk-memory.ts'

/** Bodies are decoded up to this many bytes of their encoded form; what is beyond is cut, with a note. */
const BODY_LIMIT = 1024 * 1024

/** So much of a body can be found by search. */
const INDEXED_CHARACTERS = 100_000
/** So many messages share one transaction. */
const PIECE = 16

interface Digest {
  readonly markdown: string
  /** Null when the markdown is the author's own and stored already. */
  readonly markdownReply: string | null
  readonly sizes: readonly { readonly position: number; readonly size: number }[]
  /** What whoever decides on it should know; null when nobody has to. */
  readonly signals: readonly Signal[] | null
}

/** Of attachments of held mail, so many decoded bytes are looked at for signals. */
const LOOKED_AT = 5 * 1024 * 1024

/** Digests a message if it was not yet. Throws AppError `store_unavailable`. */
export async function digestMessage(context: Context, message: Message): Promise<void> {
  if (message.digested_at !== null) return
  const digest = await digestOf(context, message)
  await context.database.write((writer) => record(writer, message, digest))
}

/** Digests what waits, oldest first, at most `limit` messages. Returns how many there were. */
export async function digestWaiting(context: Context, limit: number): Promise<number> {
  const waiting = await listUndigested(context.database.reader, limit)
  for (let start = 0; start < waiting.length; start += PIECE) {
    const piece = waiting.slice(start, start + PIECE)
    const digests = await Promise.all(piece.map((message) => digestOf(context, message)))
    await context.database.write(async (writer) => {
      for (const [index, message] of piece.entries()) {
        const digest = digests[index]
        if (digest !== undefined) await record(writer, message, digest)
      }
    })
    // Requests that came meanwhile get their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return waiting.length
}

async function digestOf(context: Context, message: Message): Promise<Digest> {
  const contents = await findContents(context.database.reader, message.id)
  if (contents === undefined) throw new AppError('internal')
  if (contents.markdown === null) return decode(context, message, contents)
  return { markdown: contents.markdown, markdownReply: null, sizes: [], signals: null }
}

async function decode(context: Context, message: Message, contents: Contents): Promise<Digest> {
  const { text, html } = JSON.parse(contents.leaves_json) as { text: Leaf | null; html: Leaf | null }
  const markdown =
    html === null
      ? text === null
        ? ''
        : await readText(context, message, text)
      : htmlToMarkdown(await readText(context, message, html))
  // A newsletter whose HTML has no words at all still has its plain text.
  const body = markdown.trim() === '' && text !== null ? await readText(context, message, text) : markdown
  const isHeld = message.state === 'held'
  const sizes: { position: number; size: number }[] = []
  const looked: { name: string; contentType: string; content: Uint8Array }[] = []
  for (const attachment of await listAttachments(context.database.reader, message.id)) {
    const { size, content } = await decodeAttachment(context, message, attachment, isHeld ? LOOKED_AT : 0)
    sizes.push({ position: attachment.position, size })
    looked.push({ name: attachment.name, contentType: attachment.content_type, content })
  }
  const signals = isHeld ? await signalsOf(context, message, body, looked) : null
  return { markdown: body, markdownReply: stripQuotedReply(body), sizes, signals }
}

async function signalsOf(
  context: Context,
  message: Message,
  markdown: string,
  attachments: readonly { name: string; contentType: string; content: Uint8Array }[],
): Promise<Signal[]> {
  const { from_address: address, from_name: name, subject } = message
  const authentication = JSON.parse(message.authentication_json) as Record<string, unknown>
  const from = address === '' ? null : { address, name }
  const scope = {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    ownDomain: context.config.domain,
    messageId: message.id,
    threadId: message.thread_id,
    answersId: null,
    now: context.clock.now(),
  }
  const content = inboundRiskContentOf({ from, subject, markdown, attachments, authentication })
  return assess(context.database.reader, scope, content)
}

async function readText(context: Context, message: Message, leaf: Leaf): Promise<string> {
  const end = leaf.offset + Math.min(leaf.length, BODY_LIMIT)
  const bytes = await context.blobs.readRange(context.database.reader, message.raw_sha256, leaf.offset, end)
  const text = decodeText(bytes, leaf).replace(/\r\n?/g, '\n')
  return leaf.length > BODY_LIMIT ? `${text}\n\n[The rest of this message is too long to show here.]` : text
}

/** The decoded size of an attachment, and its first bytes, at most `limit`. */
async function decodeAttachment(
  context: Context,
  message: Message,
  attachment: Attachment,
  limit: number,
): Promise<{ readonly size: number; readonly content: Uint8Array }> {
  const leaf = JSON.parse(attachment.leaf_json) as Leaf
  const range = { start: leaf.offset, end: leaf.offset + leaf.length }
  const encoded = await context.blobs.read(context.database.reader, message.raw_sha256, range)
  const kept: Buffer[] = []
  let size = 0
  for await (const chunk of encoded.pipe(decodeStream(leaf.encoding))) {
    const bytes = chunk as Buffer
    if (size < limit) kept.push(bytes.subarray(0, limit - size))
    size += bytes.length
  }
  return { size, content: Buffer.concat(kept) }
}

async function record(writer: Writer, message: Message, digest: Digest): Promise<void> {
  const { db } = writer
  const isNew = await markDigested(writer, message, digest)
  if (!isNew) return
  if (digest.markdownReply !== null) {
    const texts = { markdown: digest.markdown, markdown_reply: digest.markdownReply }
    await db.updateTable('contents').set(texts).where('message_id', '=', message.id).execute()
  }
  for (const { position, size } of digest.sizes) {
    await db
      .updateTable('attachments')
      .set({ size })
      .where('message_id', '=', message.id)
      .where('position', '=', position)
      .execute()
  }
  if (message.direction === 'inbound') await remember(writer, message, digest.markdown)
  const people = (['to_json', 'cc_json'] as const).flatMap((name) => JSON.parse(message[name]) as Address[])
  const names = people.map(({ name, address }) => `${name} ${address}`)
  const body = digest.markdown.slice(0, INDEXED_CHARACTERS)
  await writer.backend.indexDocument(db, {
    position: message.position,
    mailboxId: message.mailbox_id,
    test: message.test,
    sender: message.sender_text,
    subject: message.subject_key,
    words: wordsOf([message.sender_text, ...names, message.subject, body].join(' ')).join(' '),
  })
}

/** Remembers whom an inbound message named, and whether its sender was who they say. */
async function remember(writer: Writer, message: Message, body: string): Promise<void> {
  const lists = [message.reply_to_json, message.to_json, message.cc_json]
  const people = lists.flatMap((json) => (JSON.parse(json) as Address[]).map(({ address }) => address))
  const named = [message.from_address, ...people].filter((address) => address !== '').map(canonicalAddress)
  const isTrusted = authenticityOfJson(message.authentication_json) === 'passed'
  const scope = { mailboxId: message.mailbox_id, test: message.test }
  await rememberMentions(writer, scope, [...named, ...mentionedAddresses(body)], isTrusted)
}

/** False when it was digested meanwhile, or is not the same content any more. */
async function markDigested(writer: Writer, message: Message, digest: Digest): Promise<boolean> {
  const preview = digest.markdownReply === null ? message.preview : previewOf(digest.markdownReply)
  const result = await writer.db
    .updateTable('messages')
    .set({
      digested_at: writer.now,
      preview,
      ...(digest.signals === null ? {} : { signals_json: JSON.stringify(digest.signals) }),
    })
    .where('id', '=', message.id)
    .where('content_hash', '=', message.content_hash)
    .where('digested_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
