/** What waits for a person, and the person's decision (contract §7), and the short forms (§11). */

import { z } from '@hono/zod-openapi'
import { type Decided, decideMessage } from '../../actions/decide-message.ts'
import { digestMessage } from '../../actions/digest-message.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { findMailboxByName, listMailboxes } from '../../store/mailboxes.ts'
import { listHeld } from '../../store/message-list.ts'
import { findContents, listAttachments, type Message, statusOfMessage } from '../../store/messages.ts'
import { countApprovals } from '../../store/permits.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { cursorAfter, headerText, idField, optional, pageOf, pageQuery } from '../fields.ts'
import { pendingOf } from '../wire.ts'
import { DecisionSchema, PendingSchema } from '../wire-schemas.ts'

const PendingList = z.object({
  emails: z.array(PendingSchema),
  pending: z.array(PendingSchema),
  cursor: z.string().nullable(),
})

const action = z.enum(['approve', 'reject'], 'must be "approve" or "reject"')
const reason = optional(headerText(1_000))
const contentHash = optional(z.string().max(128))

const DecideSchema = z
  .object({ email_id: idField, action, reason, content_hash: contentHash })
  .openapi('Decide')

const ShortDecideSchema = z
  .object({ decision: optional(action), action: optional(action), reason, content_hash: contentHash })
  .refine((body) => body.decision !== undefined || body.action !== undefined, {
    path: ['decision'],
    message: 'must be "approve" or "reject"',
  })
  .openapi('ShortDecide')

async function listPending(
  context: Context,
  principal: Principal,
  mailboxId: string | null,
  query: z.infer<typeof pageQuery>,
) {
  const page = pageOf(query)
  const { reader } = context.database
  const held = await listHeld(reader, principal, mailboxId, page)
  const approvals = await countApprovals(reader, held)
  const required = new Map(
    (await listMailboxes(reader, principal)).map(({ id, approvals_required }) => [id, approvals_required]),
  )
  const emails = []
  for (const message of held) {
    await digestMessage(context, message)
    emails.push(
      pendingOf(message, {
        contents: await findContents(reader, message.id),
        attachments: await listAttachments(reader, message.id),
        approvalsGiven: approvals.get(message.id) ?? 0,
        approvalsRequired: required.get(message.mailbox_id) ?? 1,
      }),
    )
  }
  await recordReading(context, principal, {
    action: 'oversight.listed',
    resourceType: 'account',
    resourceId: principal.accountId,
    mailboxId,
    metadata: { count: emails.length },
  })
  return { body: { emails, pending: emails, cursor: cursorAfter(held, page.limit) } }
}

function decisionOf(principal: Principal, decided: Decided, given: string | null) {
  const { message, verdict, approvalsGiven, approvalsRequired } = decided
  return {
    body: {
      id: message.id,
      status: verdict,
      email_status: statusOfMessage(message),
      decided_by: principal.actor.name,
      reason: given,
      approvals_given: approvalsGiven,
      approvals_required: approvalsRequired,
      content_hash: message.content_hash,
      test: isTest(message),
    },
  }
}

const isTest = (message: Message) => message.test === 1

/** Adds the routes. */
export function addOversightRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/oversight/pending',
    scopes: ['oversight'],
    tag: 'Oversight',
    summary: 'List the emails that wait for a decision',
    query: pageQuery,
    answer: PendingList,
    handle: ({ principal, query }) => listPending(context, principal, null, query),
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/oversight/decide',
    scopes: ['oversight'],
    tag: 'Oversight',
    summary: 'Approve or reject an email',
    description:
      'Bound to the exact content: give the `content_hash` you reviewed, and the decision fails when the email has changed since.',
    body: DecideSchema,
    forms: true,
    answer: DecisionSchema,
    async handle({ principal, body }) {
      const given = body.reason ?? null
      const decided = await decideMessage(context, principal, {
        emailId: body.email_id,
        action: body.action,
        reason: given,
        contentHash: body.content_hash ?? null,
        method: 'key',
      })
      return decisionOf(principal, decided, given)
    },
  })
  addShortRoutes(app, context)
}

function addShortRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/emails/pending',
    scopes: ['oversight'],
    tag: 'Short routes',
    summary: 'List the emails of a mailbox that wait for a decision',
    query: pageQuery.extend({ mailbox: optional(z.string()) }),
    answer: PendingList,
    async handle({ principal, query }) {
      if (query.mailbox === undefined) return listPending(context, principal, null, query)
      const mailbox = await findMailboxByName(context.database.reader, principal, query.mailbox)
      if (mailbox === undefined) throw new AppError('not_found')
      return listPending(context, principal, mailbox.id, query)
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/emails/{id}/decide',
    scopes: ['oversight'],
    tag: 'Short routes',
    summary: 'Approve or reject an email',
    params: z.object({ id: idField }),
    body: ShortDecideSchema,
    forms: true,
    answer: DecisionSchema,
    async handle({ principal, params, body }) {
      const given = body.reason ?? null
      const decided = await decideMessage(context, principal, {
        emailId: params.id,
        action: body.decision ?? body.action ?? 'reject',
        reason: given,
        contentHash: body.content_hash ?? null,
        method: 'key',
      })
      return decisionOf(principal, decided, given)
    },
  })
}
