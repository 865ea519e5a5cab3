/** Mailboxes and keys (contract §2, §4). */

import { z } from '@hono/zod-openapi'
import { endKey, issueKey } from '../../actions/manage-key.ts'
import {
  changeMailbox,
  createMailbox,
  deleteMailbox,
  type MailboxChanges,
} from '../../actions/manage-mailbox.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { isAddress } from '../../core/address.ts'
import { MODES } from '../../core/oversight.ts'
import { SCOPES } from '../../core/scopes.ts'
import { AppError, badField } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { listKeys } from '../../store/keys.ts'
import { findMailbox, listMailboxes } from '../../store/mailboxes.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { flag, headerText, idField, optional } from '../fields.ts'
import { keyOf, mailboxOf } from '../wire.ts'
import { KeySchema, MailboxSchema } from '../wire-schemas.ts'

const mailboxParams = z.object({ mailbox_id: idField })

/** What only an operator may do by API, unless the server is set up for unattended use. */
function requireOperator(context: Context, principal: Principal, what: string): void {
  if (principal.test === 1) throw new AppError('live_key_only')
  if (!context.config.operatorApproval) return
  throw new AppError('operator_approval_required', {
    message: `To ${what} needs the approval of the operator.`,
  })
}

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
    ai_disclosure: flag,
    webhook_url: z.unknown(),
    oversight_webhook_url: z.unknown(),
  })
  .partial()
  .openapi('MailboxChange')

type Change = z.infer<typeof ChangeSchema>

function changesOf(context: Context, principal: Principal, body: Change): MailboxChanges {
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
  if (body.auto_cc !== undefined || body.auto_bcc !== undefined) {
    requireOperator(context, principal, 'change auto_cc or auto_bcc')
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
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
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
      const mailbox = await findMailbox(context.database.reader, principal, params.mailbox_id)
      if (mailbox === undefined) throw new AppError('not_found')
      await recordReading(context, principal, {
        action: 'mailbox.read',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
      })
      return { body: mailboxOf(mailbox, principal) }
    },
  })
  addChangeRoutes(app, context)
  addKeyRoutes(app, context)
}

function addChangeRoutes(app: App, context: Context): void {
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
    }),
    status: 201,
    answer: MailboxSchema,
    async handle({ principal, body }) {
      const address = body.address_local ?? body.address ?? body.address_local_part
      if (address === undefined) throw badField('address_local', 'is missing')
      requireOperator(context, principal, 'make a mailbox')
      const mailbox = await createMailbox(context, principal, {
        address,
        displayName: body.display_name ?? null,
      })
      return { status: 201, body: mailboxOf(mailbox, principal) }
    },
  })
  for (const path of ['/v1/mailboxes/{mailbox_id}', '/v1/mailboxes/{mailbox_id}/configure']) {
    addEndpoint(app, context, {
      method: 'patch',
      path,
      scopes: ['admin'],
      tag: 'Mailboxes',
      summary: 'Change a mailbox',
      description: '`oversight_mode` only towards less autonomy; `auto_cc` and `auto_bcc` need the operator.',
      params: mailboxParams,
      body: ChangeSchema,
      answer: MailboxSchema.extend({ status: z.literal('updated') }),
      async handle({ principal, params, body }) {
        if (principal.test === 1) throw new AppError('live_key_only')
        const changes = changesOf(context, principal, body)
        const mailbox = await changeMailbox(context, principal, params.mailbox_id, changes, false)
        return { body: { status: 'updated', ...mailboxOf(mailbox, principal) } }
      },
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

const RawKeySchema = KeySchema.extend({
  key: z.string().openapi({ description: 'The raw key: shown this once.' }),
}).openapi('NewKey')

function addKeyRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/keys',
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'List keys, without the raw keys',
    answer: z.object({ keys: z.array(KeySchema), cursor: z.null() }),
    async handle({ principal }) {
      requireWholeAccount(principal)
      const keys = await listKeys(context.database.reader, principal.accountId)
      await recordReading(context, principal, {
        action: 'key.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: keys.length },
      })
      return { body: { keys: keys.map(keyOf), cursor: null } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/keys',
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'Make a key',
    description: 'Needs the operator. `send` and `oversight` never go together.',
    body: z.object({
      name: headerText(100).min(1),
      scopes: z.array(z.enum(SCOPES)).min(1),
      test: optional(flag),
      mailbox_ids: optional(z.array(idField).max(1_000)),
    }),
    status: 201,
    answer: RawKeySchema,
    async handle({ principal, body }) {
      if (body.scopes.includes('send') && body.scopes.includes('oversight'))
        throw new AppError('scope_conflict')
      requireWholeAccount(principal)
      requireOperator(context, principal, 'make a key')
      const { key, raw } = await issueKey(context, principal, {
        name: body.name,
        scopes: [...new Set(body.scopes)],
        test: body.test ?? false,
        mailboxIds: body.mailbox_ids ?? null,
      })
      return { status: 201, body: { ...keyOf(key), key: raw } }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/keys/{id}',
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'Revoke a key at once',
    params: z.object({ id: idField }),
    answer: KeySchema.extend({ status: z.literal('revoked') }),
    async handle({ principal, params }) {
      requireWholeAccount(principal)
      requireOperator(context, principal, 'revoke a key')
      return { body: { status: 'revoked', ...keyOf(await endKey(context, principal, params.id)) } }
    },
  })
}
