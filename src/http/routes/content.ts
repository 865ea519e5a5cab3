/** The bytes of mail: raw messages and attachments, streamed (contract §6). */

import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { LINK_SECONDS, openLink, signLink } from '../../actions/attachment-link.ts'
import { digestMessage } from '../../actions/digest-message.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import type { EventAction } from '../../core/events.ts'
import { AppError } from '../../errors.ts'
import { decodeStream } from '../../mail/decode.ts'
import type { Leaf } from '../../mail/structure.ts'
import type { Principal } from '../../store/access.ts'
import {
  type Attachment,
  findMessage,
  findVisible,
  listAttachments,
  type Message,
} from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField } from '../fields.ts'
import { iso } from '../wire.ts'

const emailParams = z.object({ mailbox_id: idField, email_id: idField })
const fileParams = emailParams.extend({ filename: z.string().min(1).max(1_000) })
const bytes = z.string().openapi({ format: 'binary' })

async function findEmail(
  context: Context,
  principal: Principal,
  params: { mailbox_id: string; email_id: string },
): Promise<Message> {
  const message = await findVisible(context.database.reader, principal, params.email_id)
  if (message === undefined || message.mailbox_id !== params.mailbox_id) throw new AppError('not_found')
  if (message.erased_at !== null) throw erased(message)
  await digestMessage(context, message)
  return message
}

const erased = ({ erased_at: at }: Message) =>
  new AppError('erased', { message: `The content of this email was erased at ${iso(at ?? 0)}.` })

async function findAttachment(context: Context, message: Message, name: string): Promise<Attachment> {
  const all = await listAttachments(context.database.reader, message.id)
  const found = all.find((attachment) => attachment.name === name)
  if (found === undefined)
    throw new AppError('not_found', { message: 'This email has no attachment of that name.' })
  return found
}

async function audit(
  context: Context,
  principal: Principal,
  message: Message,
  action: EventAction,
  name?: string,
) {
  await recordReading(context, principal, {
    action,
    resourceType: 'email',
    resourceId: message.id,
    mailboxId: message.mailbox_id,
    ...(name === undefined ? {} : { metadata: { attachment: name } }),
  })
}

/** Headers that keep a browser from doing anything with somebody else's bytes but saving them. */
function download(stream: Readable, contentType: string, name: string, size: number | null): Response {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const headers = new Headers({
    'content-type': contentType,
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
  })
  if (size !== null) headers.set('content-length', String(size))
  return new Response(Readable.toWeb(stream) as unknown as ReadableStream, { headers })
}

/** Types that a header can carry as they are; anything else is told as plain bytes. */
function safeType(contentType: string): string {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w.-]+=[\w.-]+)*$/.test(contentType)
    ? contentType
    : 'application/octet-stream'
}

async function sendAttachment(context: Context, message: Message, attachment: Attachment): Promise<Response> {
  const leaf = JSON.parse(attachment.leaf_json) as Leaf
  const range = { start: leaf.offset, end: leaf.offset + leaf.length }
  const encoded = await context.blobs.read(context.database.reader, message.raw_sha256, range)
  const decoded = decodeStream(leaf.encoding)
  encoded.on('error', (error) => decoded.destroy(error))
  return download(encoded.pipe(decoded), safeType(attachment.content_type), attachment.name, attachment.size)
}

/** Adds the routes. */
export function addContentRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/raw',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'The whole email as it was sent or came in (RFC 5322)',
    params: emailParams,
    answer: bytes,
    mediaType: 'message/rfc822',
    async handle({ principal, params }) {
      const message = await findEmail(context, principal, params)
      await audit(context, principal, message, 'email.raw_read')
      const stream = await context.blobs.read(context.database.reader, message.raw_sha256)
      return download(stream, 'message/rfc822', `${message.id}.eml`, message.raw_size)
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/attachments/{filename}',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'The bytes of an attachment',
    params: fileParams,
    answer: bytes,
    mediaType: 'application/octet-stream',
    async handle({ principal, params }) {
      const message = await findEmail(context, principal, params)
      const attachment = await findAttachment(context, message, params.filename)
      await audit(context, principal, message, 'attachment.read', attachment.name)
      return sendAttachment(context, message, attachment)
    },
  })
  addLinkRoutes(app, context)
}

function addLinkRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/attachments/{filename}/url',
    scopes: ['read'],
    tag: 'Reading',
    summary: 'A link to an attachment that works for an hour without a key',
    params: fileParams,
    answer: z.object({
      url: z.string(),
      filename: z.string(),
      size_bytes: z.number(),
      content_type: z.string(),
      expires_in: z.number(),
    }),
    async handle({ principal, params }) {
      const message = await findEmail(context, principal, params)
      const attachment = await findAttachment(context, message, params.filename)
      const token = await signLink(context, { emailId: message.id, position: attachment.position })
      await audit(context, principal, message, 'attachment.linked', attachment.name)
      return {
        body: {
          url: `${context.publicUrl}/v1/download/${token}`,
          filename: attachment.name,
          size_bytes: attachment.size ?? 0,
          content_type: attachment.content_type,
          expires_in: LINK_SECONDS,
        },
      }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/download/{token}',
    scopes: null,
    tag: 'Reading',
    summary: 'The bytes behind a signed link',
    params: z.object({ token: z.string().max(300) }),
    answer: bytes,
    mediaType: 'application/octet-stream',
    handle: ({ params }) => followLink(context, params.token),
  })
}

async function followLink(context: Context, token: string): Promise<Response> {
  const target = await openLink(context, token)
  const message = target === null ? undefined : await findMessage(context.database.reader, target.emailId)
  if (target === null || message === undefined) {
    throw new AppError('not_found', {
      message: 'This link is not valid, or its hour is over.',
      fix: 'Ask for a new link.',
    })
  }
  if (message.erased_at !== null) throw erased(message)
  const attachments = await listAttachments(context.database.reader, message.id)
  const attachment = attachments.find(({ position }) => position === target.position)
  if (attachment === undefined) throw new AppError('not_found')
  const link = {
    accountId: message.account_id,
    test: message.test,
    mailboxIds: null,
    seesHeld: true,
    scopes: [],
    actor: { keyId: null, name: 'link' },
  }
  await audit(context, link, message, 'attachment.read', attachment.name)
  return sendAttachment(context, message, attachment)
}
