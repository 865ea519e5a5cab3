/** What waits for a person, and the person's decision (contract §7), and the short forms (§11). */

import { z } from '@hono/zod-openapi'
import { type Decided, type DecisionInput, decideMessage } from '../../actions/decide-message.ts'
import { recordReading } from '../../actions/read-message.ts'
import { withdrawApproval } from '../../actions/withdraw-approval.ts'
import type { Context } from '../../context.ts'
import { STATUSES } from '../../core/status.ts'
import { AppError, badField } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { findMailboxByName } from '../../store/mailboxes.ts'
import { listHeld } from '../../store/message-list.ts'
import { statusOfMessage } from '../../store/messages.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import {
  addressList,
  cursorAfter,
  headerText,
  idField,
  optional,
  pageOf,
  pageQuery,
  wholeNumber,
} from '../fields.ts'
import { pendingAnswer } from '../pending-answer.ts'
import { markdown, subject } from '../send-fields.ts'
import { requireSession } from '../session-auth.ts'
import { iso } from '../wire.ts'
import { DecisionSchema, PendingSchema } from '../wire-schemas.ts'

const PendingList = z.object({
  emails: z.array(PendingSchema),
  pending: z.array(PendingSchema),
  cursor: z.string().nullable(),
})

const action = z.enum(['approve', 'reject'], 'must be "approve" or "reject"')
const reason = optional(headerText(1_000))
const contentHash = optional(z.string().max(128))

const edits = optional(
  z
    .object({
      to: optional(addressList),
      cc: optional(addressList),
      bcc: optional(addressList),
      subject: optional(subject),
      markdown: optional(markdown),
    })
    .openapi('DecisionEdits'),
)

const undoSeconds = optional(wholeNumber(0, 30)).openapi({
  type: 'integer',
  description:
    'For people who are signed in: an approval waits so many seconds before it takes effect, and can be taken back with `POST /v1/oversight/undo`. A rejection takes effect at once.',
})

const DecideSchema = z
  .object({ email_id: idField, action, reason, content_hash: contentHash, edits, undo_seconds: undoSeconds })
  .openapi('Decide')

const ShortDecideSchema = z
  .object({
    decision: optional(action),
    action: optional(action),
    reason,
    content_hash: contentHash,
    edits,
    undo_seconds: undoSeconds,
  })
  .refine((body) => body.decision !== undefined || body.action !== undefined, {
    path: ['decision'],
    message: 'must be "approve" or "reject"',
  })
  .openapi('ShortDecide')

/** What one decision of a batch came to; the same keys whether it counted or not. */
const VerdictSchema = z
  .object({
    email_id: z.string(),
    ok: z.boolean(),
    status: z.enum(['approved', 'approved_and_sent', 'rejected']).nullable(),
    email_status: z.enum(STATUSES).nullable(),
    error: z.string().nullable(),
    code: z.string().nullable(),
    fix: z.string().nullable(),
    undo_until: z.string().nullable().openapi({ format: 'date-time' }),
  })
  .openapi('Verdict')

function inputOf(
  principal: Principal,
  emailId: string,
  verb: 'approve' | 'reject',
  body: Omit<Given, 'email_id'>,
): DecisionInput {
  const isPerson = principal.session !== undefined
  const undoMs = (body.undo_seconds ?? 0) * 1000
  if (undoMs > 0 && !isPerson)
    throw badField('undo_seconds', 'is for people who are signed in; a key takes nothing back')
  return {
    undoMs,
    emailId,
    action: verb,
    reason: body.reason ?? null,
    contentHash: body.content_hash ?? null,
    method: isPerson ? 'console' : 'key',
    edits:
      body.edits === undefined
        ? null
        : {
            to: body.edits.to ?? null,
            cc: body.edits.cc ?? null,
            bcc: body.edits.bcc ?? null,
            subject: body.edits.subject ?? null,
            markdown: body.edits.markdown ?? null,
          },
  }
}

type Given = Omit<z.infer<typeof DecideSchema>, 'action'>

async function decide(context: Context, principal: Principal, input: DecisionInput) {
  return { body: decisionOf(principal, await decideMessage(context, principal, input), input.reason) }
}

/** One decision of a batch: a refusal is its verdict, and the others go on. */
async function verdictOf(context: Context, principal: Principal, input: DecisionInput) {
  const nothing = { status: null, email_status: null, error: null, code: null, fix: null, undo_until: null }
  try {
    const { message, verdict, undoUntil } = await decideMessage(context, principal, input)
    const status = {
      status: verdict,
      email_status: statusOfMessage(message),
      undo_until: undoUntil === null ? null : iso(undoUntil),
    }
    return { email_id: input.emailId, ok: true, ...nothing, ...status }
  } catch (error) {
    const failure = context.database.translate(error)
    // What is not about this one email is about none of them.
    if (!(failure instanceof AppError) || failure.status >= 500) throw failure
    const { message, code, fix } = failure
    return { email_id: input.emailId, ok: false, ...nothing, error: message, code, fix }
  }
}

async function listPending(
  context: Context,
  principal: Principal,
  mailboxId: string | null,
  query: z.infer<typeof pageQuery>,
) {
  const page = pageOf(query)
  const { reader } = context.database
  const held = await listHeld(reader, principal, mailboxId, page)
  const emails = []
  for (const message of held) emails.push(...(await pendingAnswer(context, principal, message)))
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
  const { message, verdict, approvalsGiven, approvalsRequired, undoUntil } = decided
  return {
    id: message.id,
    status: verdict,
    email_status: statusOfMessage(message),
    decided_by: principal.actor.name,
    reason: given,
    approvals_given: approvalsGiven,
    approvals_required: approvalsRequired,
    content_hash: message.content_hash,
    undo_until: undoUntil === null ? null : iso(undoUntil),
    test: message.test === 1,
  }
}

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
    handle: ({ principal, body }) =>
      decide(context, principal, inputOf(principal, body.email_id, body.action, body)),
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/oversight/decide-batch',
    scopes: ['oversight'],
    tag: 'Oversight',
    summary: 'Decide on several emails, with a verdict for each',
    description: 'In the order given. One that cannot be decided says why; the others go on.',
    body: z.object({ decisions: z.array(DecideSchema).min(1).max(100) }),
    answer: z.object({ verdicts: z.array(VerdictSchema), decided: z.number(), failed: z.number() }),
    async handle({ principal, body }) {
      const verdicts = []
      for (const one of body.decisions)
        verdicts.push(await verdictOf(context, principal, inputOf(principal, one.email_id, one.action, one)))
      const decided = verdicts.filter(({ ok }) => ok).length
      return { body: { verdicts, decided, failed: verdicts.length - decided } }
    },
  })
  addUndoRoute(app, context)
  addShortRoutes(app, context)
}

function addUndoRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/oversight/undo',
    scopes: ['oversight'],
    tag: 'Oversight',
    summary: 'Take your approval back, while the email has not gone',
    description:
      'For people who are signed in. The email waits for a decision again; approvals of others count as before.',
    body: z.object({ email_id: idField }),
    answer: z.object({ id: z.string(), status: z.enum(STATUSES) }),
    errors: ['session_required', 'too_late_to_undo', 'not_found'],
    async handle({ principal, body }) {
      requireSession(principal)
      const message = await withdrawApproval(context, principal, body.email_id)
      return { body: { id: message.id, status: statusOfMessage(message) } }
    },
  })
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
      if (mailbox === undefined)
        throw new AppError('not_found', { message: 'mailbox: there is no such mailbox, or it is not yours.' })
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
    handle: ({ principal, params, body }) =>
      decide(
        context,
        principal,
        inputOf(principal, params.id, body.decision ?? body.action ?? 'reject', body),
      ),
  })
}
