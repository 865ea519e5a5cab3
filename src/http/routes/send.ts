/** Sending, answering, scheduling, cancelling (contract §5) and their short forms (§11). */

import { z } from '@hono/zod-openapi'
import { cancelMessage } from '../../actions/cancel-message.ts'
import { editScheduled } from '../../actions/edit-scheduled.ts'
import { type Submission, submitMessage } from '../../actions/submit-message.ts'
import type { Context } from '../../context.ts'
import type { Address } from '../../core/address.ts'
import { AppError, badField } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { findMailboxByName } from '../../store/mailboxes.ts'
import { findVisible, type Message, statusOfMessage } from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { addressList, headerText, idField, moment, oneAddress, optional } from '../fields.ts'
import { iso } from '../wire.ts'
import { SubmittedSchema } from '../wire-schemas.ts'

const MARKDOWN_LIMIT = 262_144

const markdown = z
  .string()
  .min(1, 'must not be empty')
  .max(MARKDOWN_LIMIT, `is longer than ${MARKDOWN_LIMIT} characters`)
const subject = headerText(998)

const base64 = z.string().transform((text, check) => {
  const compact = text.replace(/[\r\n\t ]+/g, '')
  const isBase64 = compact.length % 4 !== 1 && /^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)
  if (isBase64) return Buffer.from(compact, 'base64')
  check.addIssue({ code: 'custom', message: 'is not base64' })
  return z.NEVER
})

const attachment = z
  .object({
    name: headerText(255).min(1, 'must not be empty'),
    content_base64: base64,
    content_type: optional(
      z
        .string()
        .regex(/^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(; ?[\w.-]+=[\w.-]+)*$/, 'is not a media type'),
    ),
  })
  .transform(({ name, content_base64, content_type }) => ({
    name,
    content: content_base64,
    contentType: content_type ?? 'application/octet-stream',
  }))
  .openapi({
    type: 'object',
    required: ['name', 'content_base64'],
    properties: {
      name: { type: 'string' },
      content_base64: { type: 'string', format: 'byte' },
      content_type: { type: 'string' },
    },
  })

const attachments = optional(z.array(attachment).max(100, 'at most 100 attachments'))
const idempotencyKey = optional(z.string().max(255))

const sendFields = {
  to: addressList.refine((list) => list.length > 0, 'at least one recipient is needed'),
  cc: optional(addressList),
  bcc: optional(addressList),
  subject,
  reply_to: optional(oneAddress),
  attachments,
  idempotency_key: idempotencyKey,
  send_at: optional(moment),
  gate_timing: optional(z.enum(['gate_first', 'schedule_first'])),
}

const SendSchema = z.object({ ...sendFields, markdown }).openapi('Send')
const ShortSendSchema = z.object({ ...sendFields, mailbox: z.string(), body: markdown }).openapi('ShortSend')

const replyFields = {
  cc: optional(addressList),
  bcc: optional(addressList),
  attachments,
  idempotency_key: idempotencyKey,
}
const ReplySchema = z.object({ ...replyFields, markdown }).openapi('Reply')
const ShortReplySchema = z.object({ ...replyFields, body: markdown }).openapi('ShortReply')

const mailboxParams = z.object({ mailbox_id: idField })
const emailParams = z.object({ mailbox_id: idField, email_id: idField })
const idParams = z.object({ id: idField })

type SendInput = Omit<z.infer<typeof SendSchema>, 'markdown'> & { markdown: string }
type ReplyInput = Omit<z.infer<typeof ReplySchema>, 'markdown'> & { markdown: string }

async function send(
  context: Context,
  principal: Principal,
  mailboxId: string,
  input: SendInput,
  headerKey: string | null,
) {
  const lists = { to: input.to, cc: input.cc ?? [], bcc: input.bcc ?? [] }
  checkCount(lists)
  const sendAt = input.send_at ?? null
  if (sendAt !== null && sendAt <= context.clock.now()) throw badField('send_at', 'must be in the future')
  return submit(context, principal, {
    mailboxId,
    ...lists,
    replyTo: input.reply_to ?? null,
    subject: input.subject,
    markdown: input.markdown,
    attachments: input.attachments ?? [],
    idempotencyKey: input.idempotency_key ?? headerKey,
    sendAt,
    gateTiming: input.gate_timing ?? null,
    answerTo: null,
  })
}

async function reply(
  context: Context,
  principal: Principal,
  target: { mailboxId: string | null; emailId: string },
  input: ReplyInput,
  headerKey: string | null,
) {
  const original = await findVisible(context.database.reader, principal, target.emailId)
  if (original === undefined || (target.mailboxId !== null && original.mailbox_id !== target.mailboxId)) {
    throw new AppError('not_found')
  }
  const lists = { to: answerRecipients(original), cc: input.cc ?? [], bcc: input.bcc ?? [] }
  checkCount(lists)
  const title = original.subject
  return submit(context, principal, {
    mailboxId: original.mailbox_id,
    ...lists,
    replyTo: null,
    subject: /^re:/i.test(title) ? title : `Re: ${title}`,
    markdown: input.markdown,
    attachments: input.attachments ?? [],
    idempotencyKey: input.idempotency_key ?? headerKey,
    sendAt: null,
    gateTiming: null,
    answerTo: original,
  })
}

/** Reply-To, else From; for a mail of our own, those it went to (RFC 5322 §3.6.2). */
function answerRecipients(original: Message): Address[] {
  const list = (json: string) => JSON.parse(json) as Address[]
  if (original.direction === 'outbound') return list(original.to_json)
  const replyTo = list(original.reply_to_json)
  const recipients =
    replyTo.length > 0 ? replyTo : [{ address: original.from_address, name: original.from_name }]
  if (recipients.every(({ address }) => address === '')) {
    throw new AppError('bad_request', {
      message: 'This email names nobody to answer.',
      fix: 'Send a new email instead.',
    })
  }
  return recipients
}

function checkCount(lists: {
  readonly to: unknown[]
  readonly cc: unknown[]
  readonly bcc: unknown[]
}): void {
  const count = lists.to.length + lists.cc.length + lists.bcc.length
  if (count > 50) throw badField('to', `there are ${count} recipients in to, cc and bcc: at most 50 in all`)
}

async function submit(context: Context, principal: Principal, submission: Submission) {
  const { id, threadId, repeated } = await submitMessage(context, principal, submission)
  const test = principal.test === 1
  if (repeated) {
    const message = 'An email with this idempotency key was submitted before; nothing was sent again.'
    const body = { id, status: 'already_sent', idempotent: true, thread_id: threadId, message, test }
    return { status: 200, body } as const
  }
  const body = {
    id,
    status: 'pending_scan',
    thread_id: threadId,
    message: submittedMessage(context, test),
    idempotent: false,
    test,
  }
  return { status: 202, body } as const
}

/** What to expect now, said plainly. */
function submittedMessage(context: Context, test: boolean): string {
  const next =
    'Accepted. It is checked and then held, scheduled or sent as the oversight mode of the mailbox says.'
  if (test) return `${next} This is test mail: its delivery is simulated and nothing leaves the server.`
  if (context.config.delivery !== 'capture') return next
  return `${next} No relay is set up: mail is captured here and nothing leaves the server.`
}

/** Adds the routes. */
export function addSendRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/mailboxes/{mailbox_id}/send',
    scopes: ['send'],
    tag: 'Sending',
    summary: 'Send an email, or hand it to a reviewer, as the mailbox is set',
    description:
      'The answer comes when the mail is stored: what happens then is read from its status. A repeat with the same `idempotency_key` answers 200 with the first id.',
    params: mailboxParams,
    body: SendSchema,
    forms: true,
    status: 202,
    answer: SubmittedSchema,
    handle: ({ principal, params, body, idempotencyKey: key }) =>
      send(context, principal, params.mailbox_id, body, key),
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/mailboxes/{mailbox_id}/reply/{email_id}',
    scopes: ['send'],
    tag: 'Sending',
    summary: 'Answer an email in its thread',
    params: emailParams,
    body: ReplySchema,
    forms: true,
    status: 202,
    answer: SubmittedSchema,
    handle: ({ principal, params, body, idempotencyKey: key }) =>
      reply(context, principal, { mailboxId: params.mailbox_id, emailId: params.email_id }, body, key),
  })
  addShortRoutes(app, context)
  addScheduleRoutes(app, context)
}

function addShortRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/emails/send',
    scopes: ['send'],
    tag: 'Short routes',
    summary: 'Send an email from the mailbox named in the body',
    body: ShortSendSchema,
    forms: true,
    status: 202,
    answer: SubmittedSchema,
    async handle({ principal, body, idempotencyKey: key }) {
      const mailbox = await findMailboxByName(context.database.reader, principal, body.mailbox)
      if (mailbox === undefined)
        throw new AppError('not_found', { message: 'mailbox: there is no such mailbox, or it is not yours.' })
      return send(context, principal, mailbox.id, { ...body, markdown: body.body }, key)
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/emails/{id}/reply',
    scopes: ['send'],
    tag: 'Short routes',
    summary: 'Answer an email in its thread',
    params: idParams,
    body: ShortReplySchema,
    forms: true,
    status: 202,
    answer: SubmittedSchema,
    handle: ({ principal, params, body, idempotencyKey: key }) =>
      reply(
        context,
        principal,
        { mailboxId: null, emailId: params.id },
        { ...body, markdown: body.body },
        key,
      ),
  })
}

const EditSchema = z
  .object({
    send_at: optional(moment),
    to: optional(addressList),
    cc: optional(addressList),
    bcc: optional(addressList),
    subject: optional(subject),
    markdown: optional(markdown),
  })
  .openapi('ScheduleEdit')

function addScheduleRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/cancel',
    scopes: ['send'],
    tag: 'Sending',
    summary: 'Take back an email that was not released yet',
    params: emailParams,
    answer: z.object({ id: z.string(), status: z.literal('cancelled') }),
    async handle({ principal, params }) {
      const target = { mailboxId: params.mailbox_id, emailId: params.email_id }
      const message = await cancelMessage(context, principal, target)
      return { body: { id: message.id, status: statusOfMessage(message) } }
    },
  })
  addEndpoint(app, context, {
    method: 'patch',
    path: '/v1/mailboxes/{mailbox_id}/emails/{email_id}/schedule',
    scopes: ['send'],
    tag: 'Sending',
    summary: 'Change a scheduled email',
    description: 'Changed content is gated anew. Of an approved email only `send_at` can be changed.',
    params: emailParams,
    body: EditSchema,
    answer: z.object({
      id: z.string(),
      status: z.string(),
      send_at: z.string().nullable(),
      content_hash: z.string(),
      thread_id: z.string(),
    }),
    async handle({ principal, params, body }) {
      const sendAt = body.send_at ?? null
      if (sendAt !== null && sendAt <= context.clock.now()) throw badField('send_at', 'must be in the future')
      const message = await editScheduled(context, principal, {
        mailboxId: params.mailbox_id,
        emailId: params.email_id,
        sendAt,
        to: body.to ?? null,
        cc: body.cc ?? null,
        bcc: body.bcc ?? null,
        subject: body.subject ?? null,
        markdown: body.markdown ?? null,
      })
      return {
        body: {
          id: message.id,
          status: statusOfMessage(message),
          send_at: message.send_at === null ? null : iso(message.send_at),
          content_hash: message.content_hash,
          thread_id: message.thread_id,
        },
      }
    },
  })
}
