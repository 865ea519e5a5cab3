/** How much an agent may do alone: the steps up the ladder, and the allowlist (contract §4). */

import { z } from '@hono/zod-openapi'
import { askOperator, checkCode } from '../../actions/ask-operator.ts'
import { allow, checkEntry, disallow } from '../../actions/manage-allowlist.ts'
import { recordUpgradeRequest, upgradeMailbox } from '../../actions/manage-mailbox.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { isUpgrade, MODES, type Mode } from '../../core/oversight.ts'
import { AppError, badField } from '../../errors.ts'
import { listEntries } from '../../store/allowlist.ts'
import { requireMailbox } from '../../store/mailboxes.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { allowlistEntryOf, iso } from '../wire.ts'
import { AllowlistEntrySchema } from '../wire-schemas.ts'

const mailboxParams = z.object({ mailbox_id: idField })

/** What a mode lets an agent do, as the operator is told. */
const MEANING: Readonly<Record<Mode, string>> = {
  read_only: 'It could read mail and not send.',
  gated_all: 'A person would decide on everything it sends and on everything that comes in.',
  gated_send: 'A person would decide on everything it sends, except to people on its allowlist.',
  monitored:
    'What it sends would leave at once, without anybody deciding; you would get a copy of each mail.',
  autonomous: 'What it sends would leave at once, without anybody deciding and without copies to you.',
}

/** Adds the routes. */
export function addAutonomyRoutes(app: App, context: Context): void {
  addUpgradeRoutes(app, context)
  addAllowlistReading(app, context)
  addAllowlistChanges(app, context)
}

function addUpgradeRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/mailboxes/{mailbox_id}/request-upgrade',
    scopes: ['send', 'admin'],
    tag: 'Mailboxes',
    summary: 'Ask the operator for more autonomy',
    description:
      'A one-time code goes to the oversight address; 3 an hour for each mailbox. A newer request ends an older one.',
    params: mailboxParams,
    body: z.object({ target_mode: z.enum(MODES) }),
    answer: z.object({ status: z.literal('upgrade_requested'), expires_at: z.string() }),
    async handle({ principal, params, body, from }) {
      if (principal.test === 1) throw new AppError('live_key_only')
      const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      const target = body.target_mode
      if (!isUpgrade(mailbox.mode, target)) {
        const what = target === mailbox.mode ? 'what the mailbox has already' : 'less autonomy than it has'
        throw badField('target_mode', `${target} is ${what}; make it stricter with PATCH oversight_mode`)
      }
      const payload = { from: mailbox.mode, to: target }
      const { expiresAt } = await askOperator(context, principal, {
        action: 'mailbox.upgrade',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
        request: payload,
        text: `Give the mailbox ${mailbox.address} more autonomy: from ${mailbox.mode} to ${target}. ${MEANING[target]} What waits for a decision goes on waiting.`,
        host: null,
        from,
        payload,
      })
      await recordUpgradeRequest(context, principal, mailbox.id, target)
      return { body: { status: 'upgrade_requested', expires_at: iso(expiresAt) } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/mailboxes/{mailbox_id}/upgrade',
    scopes: ['send', 'admin'],
    tag: 'Mailboxes',
    summary: 'Apply the autonomy that the operator agreed to',
    params: mailboxParams,
    body: z.object({ code: z.string().min(1).max(16) }),
    answer: z.object({ status: z.literal('upgraded'), oversight_mode: z.enum(MODES) }),
    async handle({ principal, params, body }) {
      if (principal.test === 1) throw new AppError('live_key_only')
      const { id } = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      const about = { action: 'mailbox.upgrade', resourceId: id, mailboxId: id, asked: null } as const
      const { leave, request } = await checkCode(context, principal, about, body.code)
      const agreed = JSON.parse(request.payload) as { from: Mode; to: Mode }
      const mailbox = await upgradeMailbox(context, principal, id, agreed, leave)
      return { body: { status: 'upgraded', oversight_mode: mailbox.mode } }
    },
  })
}

const path = '/v1/mailboxes/{mailbox_id}/allowlist'

function addAllowlistReading(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path,
    scopes: ['admin', 'oversight'],
    tag: 'Mailboxes',
    summary: 'Whom the agent may write to without a person, in gated_send',
    params: mailboxParams,
    answer: z.object({
      entries: z.array(AllowlistEntrySchema),
      allowlist: z.array(AllowlistEntrySchema),
      cursor: z.null(),
    }),
    async handle({ principal, params }) {
      const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      const entries = (await listEntries(context.database.reader, mailbox.id)).map(allowlistEntryOf)
      await recordReading(context, principal, {
        action: 'allowlist.listed',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
      })
      return { body: { entries, allowlist: entries, cursor: null } }
    },
  })
}

function addAllowlistChanges(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path,
    scopes: ['admin'],
    tag: 'Mailboxes',
    summary: 'Put an address or a domain on the allowlist',
    description:
      'Needs the operator. An exact address, or `*@example.com` for everybody at that very domain. It counts in `gated_send`, when every recipient of a mail is on it, copies included.',
    params: mailboxParams,
    body: z.object({ entry: z.string().max(320), approval_code: approvalCode }),
    status: 201,
    asksOperator: true,
    answer: AllowlistEntrySchema,
    async handle({ principal, params, body, from }) {
      const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      const entry = checkEntry(body.entry)
      const whom = entry.startsWith('*@') ? `anybody at ${entry.slice(2)}` : entry
      const question = {
        action: 'allowlist.add',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
        request: { entry },
        text: `Put ${entry} on the allowlist of ${mailbox.address}. In gated_send its agent could then write to ${whom} without a person deciding.`,
        host: entry.slice(entry.lastIndexOf('@') + 1),
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, async (leave) => {
        const { entry: added, isNew } = await allow(context, principal, mailbox.id, entry, leave)
        return { status: isNew ? 201 : 200, body: allowlistEntryOf(added) }
      })
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: `${path}/{entry_id}`,
    scopes: ['admin', 'oversight'],
    tag: 'Mailboxes',
    summary: 'Take an entry off the allowlist at once',
    params: mailboxParams.extend({ entry_id: idField }),
    answer: AllowlistEntrySchema.extend({ status: z.literal('deleted') }),
    async handle({ principal, params }) {
      if (principal.test === 1) throw new AppError('live_key_only')
      const entry = await disallow(context, principal, params.mailbox_id, params.entry_id)
      return { body: { status: 'deleted', ...allowlistEntryOf(entry) } }
    },
  })
}
