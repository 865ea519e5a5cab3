/** Sending, answering, scheduling, cancelling (contract §5) and their short forms (§11). */

import { z } from '@hono/zod-openapi'
import { cancelMessage } from '../../actions/cancel-message.ts'
import { editScheduled } from '../../actions/edit-scheduled.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { checkRecipientCount } from '../../mail/content-limits.ts'
import type { Principal } from '../../store/access.ts'
import { findMailboxByName } from '../../store/mailboxes.ts'
import { findVisible, statusOfMessage } from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { addressList, idField, moment, oneAddress, optional } from '../fields.ts'
import {
  attachmentList,
  futureMoment,
  idempotencyKey,
  markdown,
  scheduleFields,
  subject,
  tagMap,
} from '../send-fields.ts'
import { answerRecipients, answerSubject, submit } from '../submit.ts'
import { iso } from '../wire.ts'
import { SubmittedSchema } from '../wire-schemas.ts'

const attachments = optional(attachmentList)

const sendFields = {
  to: addressList.refine((list) => list.length > 0, 'at least one recipient is needed'),
  cc: optional(addressList),
  bcc: optional(addressList),
  subject,
  reply_to: optional(oneAddress),
  attachments,
  tags: optional(tagMap),
  idempotency_key: idempotencyKey,
  ...scheduleFields,
}

const SendSchema = z.object({ ...sendFields, markdown }).openapi('Send')
const ShortSendSchema = z.object({ ...sendFields, mailbox: z.string(), body: markdown }).openapi('ShortSend')

const replyFields = {
  cc: optional(addressList),
  bcc: optional(addressList),
  attachments,
  tags: optional(tagMap),
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
  checkRecipientCount(lists)
  const sendAt = futureMoment(context, input.send_at)
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
    tags: input.tags ?? {},
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
  checkRecipientCount(lists)
  return submit(context, principal, {
    mailboxId: original.mailbox_id,
    ...lists,
    replyTo: null,
    subject: answerSubject(original),
    markdown: input.markdown,
    attachments: input.attachments ?? [],
    idempotencyKey: input.idempotency_key ?? headerKey,
    sendAt: null,
    gateTiming: null,
    answerTo: original,
    tags: input.tags ?? {},
  })
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
      const sendAt = futureMoment(context, body.send_at)
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
