/** Mailboxes (contract §4). */

import { z } from '@hono/zod-openapi'
import { findLeave } from '../../actions/ask-operator.ts'
import {
  changeMailbox,
  checkNewMailbox,
  createMailbox,
  deleteMailbox,
  forgetsSooner,
  type MailboxChanges,
  needsOperator,
} from '../../actions/manage-mailbox.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { isAddress } from '../../core/address.ts'
import { isUpgrade, MODES } from '../../core/oversight.ts'
import { AppError, badField } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { listMailboxes, type Mailbox, requireMailbox } from '../../store/mailboxes.ts'
import type { OperatorLeave } from '../../store/operator-requests.ts'
import { addEndpoint, type Reply } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { flag, headerText, idField, optional, wholeNumber } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { mailboxOf } from '../wire.ts'
import { MailboxSchema } from '../wire-schemas.ts'

const mailboxParams = z.object({ mailbox_id: idField })

const fixedCopy = z.preprocess(
  (value) => (value === '' ? null : value),
  z.string().refine(isAddress, 'is not a mail address').nullable(),
)
const textOrNull = (max: number) => headerText(max).nullable()

const ChangeSchema = z
  .object({
    display_name: textOrNull(200),
    signature_block: z
      .string()
      .max(200, 'is longer than 200 characters')
      .refine((text) => !/[^\P{Cc}\n\t]/u.test(text), 'contains control characters')
      .nullable(),
    auto_cc: fixedCopy,
    auto_bcc: fixedCopy,
    forward_inbound: flag,
    default_gate_timing: z.enum(['gate_first', 'schedule_first']),
    scheduling_enabled: flag,
    mcp_configured: flag,
    oversight_mode: z.enum(MODES),
    approvals_required: wholeNumber(1, 20),
    approval_ttl_seconds: wholeNumber(60, 31_536_000),
    retention_days: z
      .preprocess((value) => (value === '' ? null : value), wholeNumber(1, 36_500).nullable())
      .openapi({ type: ['integer', 'null'], description: 'Content older than this is erased; null: kept.' }),
    on_expiry: z.literal('reject', 'can only be "reject": nothing is sent because nobody looked'),
    approval_code: approvalCode,
    ai_disclosure: flag,
    webhook_url: z.unknown(),
    oversight_webhook_url: z.unknown(),
  })
  .partial()
  .openapi('MailboxChange')

type Change = z.infer<typeof ChangeSchema>

function changesOf(body: Change): MailboxChanges {
  for (const name of ['webhook_url', 'oversight_webhook_url'] as const) {
    if (body[name] !== undefined) {
      throw new AppError('use_webhooks', { details: [{ path: name, message: 'cannot be set here' }] })
    }
  }
  if (body.ai_disclosure === false) {
    throw new AppError('disclosure_required', {
      details: [{ path: 'ai_disclosure', message: 'must be true' }],
    })
  }
  const flag01 = (value: boolean | undefined) => (value === undefined ? undefined : Number(value))
  const all = {
    display_name: body.display_name,
    signature_block: body.signature_block,
    auto_cc: body.auto_cc,
    auto_bcc: body.auto_bcc,
    forward_inbound: flag01(body.forward_inbound),
    default_gate_timing: body.default_gate_timing,
    scheduling_enabled: flag01(body.scheduling_enabled),
    mcp_configured: flag01(body.mcp_configured),
    mode: body.oversight_mode,
    approvals_required: body.approvals_required,
    approval_ttl_seconds: body.approval_ttl_seconds,
    retention_days: body.retention_days,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** What a change that needs the operator would mean, in plain words. */
function questionOf(mailbox: Mailbox, changes: MailboxChanges): string {
  const copies = [
    ['auto_cc', 'get a visible copy (Cc)', changes.auto_cc],
    ['auto_bcc', 'get a hidden copy (Bcc)', changes.auto_bcc],
  ] as const
  const sentences = copies.flatMap(([name, what, address]) => {
    if (address === undefined || address === mailbox[name]) return []
    return address === null
      ? [`No more fixed copies (${name}) of what it sends; until now ${mailbox[name]} got them.`]
      : [`${address} would ${what} of every mail it sends.`]
  })
  const approvals = changes.approvals_required
  if (approvals !== undefined && approvals < mailbox.approvals_required) {
    const people = approvals === 1 ? 'one person' : `${approvals} people`
    sentences.push(`Its mail would go out after ${people} approved, not ${mailbox.approvals_required}.`)
  }
  if (forgetsSooner(mailbox, changes)) {
    const days = changes.retention_days === 1 ? 'a day' : `${changes.retention_days} days`
    const kept = mailbox.retention_days === null ? 'it is kept for good' : `${mailbox.retention_days} days`
    sentences.push(`Mail older than ${days} would be erased for good; until now: ${kept}.`)
  }
  const told = new Set(['auto_cc', 'auto_bcc', 'approvals_required', 'retention_days'])
  const others = Object.keys(changes).filter((name) => !told.has(name))
  if (others.length > 0) sentences.push(`Also changed: ${others.join(', ')}.`)
  return `Change the mailbox ${mailbox.address}. ${sentences.join(' ')}`
}

/** Adds the routes. */
export function addMailboxRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes',
    scopes: ['read'],
    tag: 'Mailboxes',
    summary: 'List mailboxes',
    answer: z.object({ mailboxes: z.array(MailboxSchema), cursor: z.null() }),
    async handle({ principal }) {
      const mailboxes = await listMailboxes(context.database.reader, principal)
      await recordReading(context, principal, {
        action: 'mailbox.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: mailboxes.length },
      })
      return { body: { mailboxes: mailboxes.map((mailbox) => mailboxOf(mailbox, principal)), cursor: null } }
    },
  })
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}',
    scopes: ['read'],
    tag: 'Mailboxes',
    summary: 'Show a mailbox',
    params: mailboxParams,
    answer: MailboxSchema,
    async handle({ principal, params }) {
      const mailbox = await requireMailbox(context.database.reader, principal, params.mailbox_id)
      await recordReading(context, principal, {
        action: 'mailbox.read',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
      })
      return { body: mailboxOf(mailbox, principal) }
    },
  })
  addMakeRoute(app, context)
  addChangeRoutes(app, context)
}

async function change(
  context: Context,
  principal: Principal,
  id: string,
  body: Change,
  from: string,
): Promise<Reply> {
  if (principal.test === 1) throw new AppError('live_key_only')
  const mailbox = await requireMailbox(context.database.reader, principal, id)
  const changes = changesOf(body)
  const act = async (leave: OperatorLeave | null): Promise<Reply> => {
    const changed = await changeMailbox(context, principal, id, changes, leave)
    return { body: { status: 'updated', ...mailboxOf(changed, principal) } }
  }
  const { mode } = changes
  const goesUp = mode !== undefined && isUpgrade(mailbox.mode, mode)
  // An owner at the console is the operator: nobody else needs to be asked.
  if (goesUp && principal.session?.role === 'owner')
    return act(await findLeave(context, principal, { action: 'mailbox.upgrade', host: null }))
  if (!needsOperator(mailbox, changes)) return act(null)
  if (goesUp) throw new AppError('upgrade_required')
  const question = {
    action: 'mailbox.update',
    resourceId: id,
    mailboxId: id,
    request: changes,
    text: questionOf(mailbox, changes),
    host: null,
    from,
  } as const
  return withOperator(context, principal, question, body.approval_code, act)
}

function addMakeRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/mailboxes',
    scopes: ['admin'],
    tag: 'Mailboxes',
    summary: 'Make a mailbox',
    description: 'Needs the operator. A new mailbox is `gated_send`, whatever the body says.',
    body: z.object({
      address_local: optional(z.string().max(254)),
      address: optional(z.string().max(254)),
      address_local_part: optional(z.string().max(254)),
      display_name: optional(headerText(200)),
      approval_code: approvalCode,
    }),
    status: 201,
    asksOperator: true,
    answer: MailboxSchema,
    async handle({ principal, body, from }) {
      const given = body.address_local ?? body.address ?? body.address_local_part
      if (given === undefined) throw badField('address_local', 'is missing')
      if (principal.test === 1) throw new AppError('live_key_only')
      const address = await checkNewMailbox(context, context.database.reader, principal, given)
      const displayName = body.display_name ?? null
      const question = {
        action: 'mailbox.create',
        resourceId: principal.accountId,
        mailboxId: null,
        request: { address, displayName },
        text: `Make the mailbox ${address}. Keys of the account that are not limited to other mailboxes could then read its mail and write from it. What it sends waits for a person at first (gated_send).`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, async (leave) => {
        const mailbox = await createMailbox(context, principal, { address, displayName }, leave)
        return { status: 201, body: mailboxOf(mailbox, principal) }
      })
    },
  })
}

function addChangeRoutes(app: App, context: Context): void {
  for (const path of ['/v1/mailboxes/{mailbox_id}', '/v1/mailboxes/{mailbox_id}/configure']) {
    addEndpoint(app, context, {
      method: 'patch',
      path,
      scopes: ['admin'],
      tag: 'Mailboxes',
      summary: 'Change a mailbox',
      description:
        '`oversight_mode` only towards less autonomy, except by an owner who is signed in; `auto_cc`, `auto_bcc`, fewer `approvals_required` and a shorter `retention_days` need the operator.',
      params: mailboxParams,
      body: ChangeSchema,
      answer: MailboxSchema.extend({ status: z.literal('updated') }),
      asksOperator: true,
      handle: ({ principal, params, body, from }) =>
        change(context, principal, params.mailbox_id, body, from),
    })
  }
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/mailboxes/{mailbox_id}',
    scopes: ['admin'],
    tag: 'Mailboxes',
    summary: 'End a mailbox; its address is never given out again',
    params: mailboxParams,
    answer: z.object({ status: z.literal('deleted') }),
    async handle({ principal, params }) {
      if (principal.test === 1) throw new AppError('live_key_only')
      await deleteMailbox(context, principal, params.mailbox_id)
      return { body: { status: 'deleted' } }
    },
  })
}
