/** For trying things out: inbound mail as if it had come by SMTP, and what the capture holds (contract §2, §13). */

import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { recordReading } from '../../actions/read-message.ts'
import { receiveMessage, requireShelf } from '../../actions/receive-message.ts'
import type { Context } from '../../context.ts'
import { AppError, badField } from '../../errors.ts'
import { compose } from '../../mail/compose.ts'
import { listCaptured, readCaptured } from '../../store/captured.ts'
import { findMailbox } from '../../store/mailboxes.ts'
import { findMessage, findVisible, statusOfMessage } from '../../store/messages.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { cursorAfter, headerText, idField, oneAddress, optional, pageOf, pageQuery } from '../fields.ts'
import { iso } from '../wire.ts'
import { listOf } from '../wire-schemas.ts'

const InboundSchema = z
  .object({
    mailbox_id: idField,
    from: optional(oneAddress),
    subject: optional(headerText(998)),
    markdown: optional(z.string().max(262_144)),
    html: optional(z.string().max(1_000_000)),
    raw_base64: optional(z.string()),
    headers: optional(
      z.record(z.string().regex(/^[A-Za-z0-9-]{1,76}$/, 'is not a header name'), headerText(2_000)),
    ),
  })
  .openapi('TestInbound')

type Inbound = z.infer<typeof InboundSchema>

/** Adds the routes. */
export function addTestRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/test/inbound',
    scopes: ['read', 'send', 'oversight', 'admin'],
    tag: 'Testing',
    summary: 'Let a test email arrive as if it had come by SMTP',
    description: 'Test keys only. Give `raw_base64`, or `from`, `subject` and `markdown` or `html`.',
    body: InboundSchema,
    status: 201,
    answer: z.object({ id: z.string(), status: z.string(), thread_id: z.string(), test: z.literal(true) }),
    async handle({ principal, body }) {
      if (principal.test !== 1) throw new AppError('test_key_only')
      const mailbox = await findMailbox(context.database.reader, principal, body.mailbox_id)
      if (mailbox === undefined) throw new AppError('not_found')
      await requireShelf(context, mailbox)
      const raw = rawOf(context, mailbox.address, body)
      const [id] = await receiveMessage(context, {
        envelopeFrom: body.from?.address ?? 'sender@example.com',
        recipients: [mailbox.address],
        stream: Readable.from([raw]),
        test: 1,
      })
      const message = await findMessage(context.database.reader, id ?? '')
      if (message === undefined) throw new AppError('internal')
      // Whether its content may be seen is another matter: the answer says only that it is there.
      const visible = (await findVisible(context.database.reader, principal, message.id)) !== undefined
      const thread_id = visible ? message.thread_id : ''
      return {
        status: 201,
        body: { id: message.id, status: statusOfMessage(message), thread_id, test: true },
      }
    },
  })
  addCapturedRoute(app, context)
}

function rawOf(context: Context, mailboxAddress: string, body: Inbound): Buffer {
  if (body.raw_base64 !== undefined) {
    const compact = body.raw_base64.replace(/\s+/g, '')
    if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) throw badField('raw_base64', 'is not base64')
    return Buffer.from(compact, 'base64')
  }
  if (body.from === undefined) throw badField('from', 'is missing')
  const headers = Object.entries(body.headers ?? {})
  const given = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1]
  const unbracketed = (text: string | undefined) => text?.replace(/^\s*<|>\s*$/g, '')
  const own = new Set(['message-id', 'in-reply-to', 'references'])
  const composed = compose({
    from: body.from,
    to: [{ address: mailboxAddress, name: '' }],
    cc: [],
    replyTo: null,
    subject: body.subject ?? '',
    markdown: body.markdown ?? '',
    attachments: [],
    messageId: unbracketed(given('message-id')) ?? context.newMessageId(),
    date: context.clock.now(),
    inReplyTo: unbracketed(given('in-reply-to')) ?? null,
    references: (given('references') ?? '').split(/[\s<>]+/).filter((id) => id !== ''),
    headers: headers.filter(([name]) => !own.has(name.toLowerCase())),
  })
  return body.html === undefined ? composed.raw : withHtml(composed.raw, composed.headerBytes, body.html)
}

/** The same header with the given HTML as its only body. */
function withHtml(raw: Buffer, headerBytes: number, html: string): Buffer {
  const header = raw
    .subarray(0, headerBytes)
    .toString('utf8')
    .replace(/^Content-[^:]+:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*/gim, '')
    .trimEnd()
  const body = Buffer.from(html).toString('base64').replace(/.{76}/g, '$&\r\n')
  const type = 'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64'
  return Buffer.from(`${header}\r\n${type}\r\n\r\n${body}\r\n`)
}

function addCapturedRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/test/captured',
    scopes: ['admin'],
    tag: 'Testing',
    summary: 'Mail that stayed here because no relay is set up',
    query: pageQuery,
    answer: listOf(
      'emails',
      z.object({
        id: z.string(),
        envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
        raw_base64: z.string(),
        captured_at: z.string(),
        email_id: z.string().nullable(),
      }),
    ),
    async handle({ principal, query }) {
      requireWholeAccount(principal)
      const page = pageOf(query)
      const { reader } = context.database
      const captured = await listCaptured(reader, principal.accountId, page)
      const emails = []
      for (const one of captured) {
        const raw = await readCaptured(reader, context.blobs, one)
        emails.push({
          id: one.id,
          envelope: { from: one.envelope_from, to: JSON.parse(one.recipients_json) as string[] },
          raw_base64: raw.toString('base64'),
          captured_at: iso(one.captured_at),
          email_id: one.message_id,
        })
      }
      await recordReading(context, principal, {
        action: 'capture.read',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: emails.length },
      })
      return { body: { emails, cursor: cursorAfter(captured, page.limit) } }
    },
  })
}
