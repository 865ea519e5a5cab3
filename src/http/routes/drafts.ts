/** Drafts: writing a message in several steps, and sending it through the same gate as any other (contract §5). */

import { z } from '@hono/zod-openapi'
import { changeDraft, createDraft, type DraftFields, removeDraft } from '../../actions/manage-draft.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import type { Address } from '../../core/address.ts'
import { AppError, type ErrorDetail } from '../../errors.ts'
import { checkRecipientCount } from '../../mail/content-limits.ts'
import type { OutboundAttachment } from '../../mail/outbound.ts'
import type { Principal } from '../../store/access.ts'
import { type Draft, findDraft, findDraftOutcome, listDrafts } from '../../store/drafts.ts'
import { requireMailbox } from '../../store/mailboxes.ts'
import { findVisible, type Message } from '../../store/messages.ts'
import {
  addressesOf,
  attachmentsOf,
  DraftInputSchema,
  DraftSchema,
  DraftSendSchema,
  draftOf,
} from '../draft-wire.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { cursorAfter, idField, pageOf, pageQuery } from '../fields.ts'
import { futureMoment } from '../send-fields.ts'
import { alreadySent, answerRecipients, answerSubject, submit } from '../submit.ts'
import { listOf, SubmittedSchema } from '../wire-schemas.ts'

const mailboxParams = z.object({ mailbox_id: idField })
const draftParams = z.object({ mailbox_id: idField, draft_id: idField })
const path = '/v1/mailboxes/{mailbox_id}/drafts'

type DraftSend = z.infer<typeof DraftSendSchema>

function fieldsOf(input: z.infer<typeof DraftInputSchema>): DraftFields {
  const { reply_to: replyTo, in_reply_to: inReplyTo, ...rest } = input
  return { ...rest, replyTo, inReplyTo }
}

/** Adds the routes. */
export function addDraftRoutes(app: App, context: Context): void {
  addReading(app, context)
  addWriting(app, context)
  addSending(app, context)
}

async function requireDraft(
  context: Context,
  principal: Principal,
  params: z.infer<typeof draftParams>,
): Promise<Draft> {
  const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
  const draft = await findDraft(context.database.reader, principal, mailbox.id, params.draft_id)
  if (draft === undefined)
    throw new AppError('not_found', { message: 'There is no such draft, or it is not yours.' })
  return draft
}

function addReading(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path,
    scopes: ['read', 'send'],
    tag: 'Drafts',
    summary: 'List drafts, newest first; sent ones too',
    params: mailboxParams,
    query: pageQuery,
    answer: listOf('drafts', DraftSchema),
    async handle({ principal, params, query }) {
      const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      const page = pageOf(query)
      const drafts = await listDrafts(context.database.reader, principal, mailbox.id, page)
      await recordReading(context, principal, {
        action: 'draft.listed',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
        metadata: { count: drafts.length },
      })
      return { body: { drafts: drafts.map(draftOf), cursor: cursorAfter(drafts, page.limit) } }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: `${path}/{draft_id}`,
    scopes: ['read', 'send'],
    tag: 'Drafts',
    summary: 'Show a draft',
    params: draftParams,
    answer: DraftSchema,
    async handle({ principal, params }) {
      const draft = await requireDraft(context, principal, params)
      await recordReading(context, principal, {
        action: 'draft.read',
        resourceType: 'draft',
        resourceId: draft.id,
        mailboxId: draft.mailbox_id,
      })
      return { body: draftOf(draft) }
    },
  })
}

function addWriting(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path,
    scopes: ['send'],
    tag: 'Drafts',
    summary: 'Begin a draft; every field may be left out',
    params: mailboxParams,
    body: DraftInputSchema,
    forms: true,
    status: 201,
    answer: DraftSchema,
    async handle({ principal, params, body }) {
      const draft = await createDraft(context, principal, params.mailbox_id, fieldsOf(body))
      return { status: 201, body: draftOf(draft) }
    },
  })
  addEndpoint(app, context, {
    method: 'patch',
    path: `${path}/{draft_id}`,
    scopes: ['send'],
    tag: 'Drafts',
    summary: 'Change a draft',
    description:
      'A field that is left out stays as it is; null or an empty value empties it. `attachments` replaces all of them.',
    params: draftParams,
    body: DraftInputSchema,
    answer: DraftSchema,
    async handle({ principal, params, body }) {
      const target = { mailboxId: params.mailbox_id, draftId: params.draft_id }
      return { body: draftOf(await changeDraft(context, principal, target, fieldsOf(body))) }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: `${path}/{draft_id}`,
    scopes: ['send'],
    tag: 'Drafts',
    summary: 'Delete a draft that was not sent',
    params: draftParams,
    answer: z.object({ status: z.literal('deleted') }),
    async handle({ principal, params }) {
      await removeDraft(context, principal, { mailboxId: params.mailbox_id, draftId: params.draft_id })
      return { body: { status: 'deleted' } }
    },
  })
}

function addSending(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: `${path}/{draft_id}/send`,
    scopes: ['send'],
    tag: 'Drafts',
    summary: 'Send a draft, or hand it to a reviewer, as the mailbox is set',
    description:
      'As any other email: every check, gate and limit applies. A draft is sent once; again answers 200 with the first id.',
    params: draftParams,
    body: DraftSendSchema,
    forms: true,
    status: 202,
    answer: SubmittedSchema,
    async handle({ principal, params, body, idempotencyKey: key }) {
      const draft = await requireDraft(context, principal, params)
      return sendOnce(context, principal, draft, body, key)
    },
  })
}

/** Sends a draft; when it was sent before, also by another request at the same time, says what it became. */
async function sendOnce(
  context: Context,
  principal: Principal,
  draft: Draft,
  input: DraftSend,
  headerKey: string | null,
) {
  try {
    if (draft.email_id === null) return await send(context, principal, draft, input, headerKey)
  } catch (error) {
    // Whatever refused it: a draft that was sent meanwhile is sent.
    if ((await findDraftOutcome(context.database.reader, draft.id)) === null) throw error
  }
  const outcome = await findDraftOutcome(context.database.reader, draft.id)
  if (outcome === null) throw new AppError('not_found')
  const earlier = { id: outcome.email_id, threadId: outcome.thread_id }
  return alreadySent(principal, earlier, 'This draft was sent before; nothing was sent again.')
}

async function send(
  context: Context,
  principal: Principal,
  draft: Draft,
  input: DraftSend,
  headerKey: string | null,
) {
  const original = await findAnswered(context, principal, draft)
  const given = addressesOf(draft.to_json)
  const lists = {
    to: given.length > 0 || original === null ? given : answerRecipients(original),
    cc: addressesOf(draft.cc_json),
    bcc: addressesOf(draft.bcc_json),
  }
  requireComplete(lists.to, draft)
  checkRecipientCount(lists)
  return submit(context, principal, {
    mailboxId: draft.mailbox_id,
    ...lists,
    replyTo: addressesOf(draft.reply_to_json)[0] ?? null,
    subject: draft.subject === '' && original !== null ? answerSubject(original) : draft.subject,
    markdown: draft.markdown,
    attachments: await loadAttachments(context, draft),
    idempotencyKey: input.idempotency_key ?? headerKey,
    sendAt: futureMoment(context, input.send_at),
    gateTiming: input.gate_timing ?? null,
    answerTo: original,
    draftId: draft.id,
  })
}

/** What a draft may lack and a message may not. */
function requireComplete(to: readonly Address[], draft: Draft): void {
  const details: ErrorDetail[] = []
  if (to.length === 0) details.push({ path: 'to', message: 'at least one recipient is needed' })
  if (draft.markdown === '') details.push({ path: 'markdown', message: 'must not be empty' })
  const [first] = details
  if (first === undefined) return
  throw new AppError('bad_request', {
    message: `${first.path}: ${first.message}`,
    fix: 'Add what is missing with PATCH …/drafts/{draft_id} and send it again.',
    details,
  })
}

/** The message that a draft answers, as long as it may be read with this key; null when it answers none. */
async function findAnswered(context: Context, principal: Principal, draft: Draft): Promise<Message | null> {
  if (draft.answers_id === null) return null
  const original = await findVisible(context.database.reader, principal, draft.answers_id)
  if (original?.mailbox_id === draft.mailbox_id) return original
  const message = 'the email it answers is not there any more, or is not yours'
  throw new AppError('not_found', {
    message: `in_reply_to: ${message}.`,
    fix: 'Change or empty "in_reply_to" and send it again.',
    details: [{ path: 'in_reply_to', message }],
  })
}

async function loadAttachments(context: Context, draft: Draft): Promise<OutboundAttachment[]> {
  const loaded: OutboundAttachment[] = []
  for (const { name, content_type: contentType, size, sha256 } of attachmentsOf(draft)) {
    const content = await context.blobs.readRange(context.database.reader, sha256, 0, size)
    loaded.push({ name, contentType, content })
  }
  return loaded
}
