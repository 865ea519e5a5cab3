/** API keys, and standing approvals of the operator for them (contract §2). */

import { z } from '@hono/zod-openapi'
import { changeKey, checkNewKey, endKey, issueKey, openKey } from '../../actions/manage-key.ts'
import {
  checkStandingApproval,
  giveStandingApproval,
  withdrawStandingApproval,
} from '../../actions/manage-standing-approval.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { STANDING_ACTIONS } from '../../core/operator-actions.ts'
import { SCOPES, type Scope } from '../../core/scopes.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { findKey, listKeys, scopesOf } from '../../store/keys.ts'
import { listStandingApprovals } from '../../store/operator-requests.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { flag, headerText, idField, optional } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { keyOf, standingApprovalOf } from '../wire.ts'
import { KeySchema, StandingApprovalSchema } from '../wire-schemas.ts'

const keyParams = z.object({ id: idField })
const scopes = z.array(z.enum(SCOPES)).min(1)
const mailboxIds = z.array(idField).max(1_000)

const RawKeySchema = KeySchema.extend({
  key: z.string().openapi({
    description: 'The raw key: shown this once; empty when the same Idempotency-Key is used again.',
  }),
}).openapi('NewKey')

/** What scopes mean, as the operator is told of them. */
const MEANING: Readonly<Record<Scope, string>> = {
  read: 'read mail',
  send: 'send mail, within the oversight mode of each mailbox',
  oversight: 'see what waits and decide on it',
  admin: 'change mailboxes, keys and settings',
}

const meaningOf = (list: readonly Scope[]) => list.map((scope) => MEANING[scope]).join('; ')
const reachOf = (ids: readonly string[] | null) =>
  ids === null ? 'in all mailboxes of the account' : `in the mailboxes ${ids.join(', ')}`

/** Adds the routes. */
export function addKeyRoutes(app: App, context: Context): void {
  addReading(app, context)
  addMaking(app, context)
  addChanging(app, context)
  addRevoking(app, context)
  addStandingApprovals(app, context)
}

function addReading(app: App, context: Context): void {
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
}

function addMaking(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/keys',
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'Make a key',
    description: 'Needs the operator. `send` and `oversight` never go together.',
    body: z.object({
      name: headerText(100).min(1),
      scopes,
      test: optional(flag),
      mailbox_ids: optional(mailboxIds),
      approval_code: approvalCode,
    }),
    status: 201,
    asksOperator: true,
    secrets: ['key'],
    answer: RawKeySchema,
    async handle({ principal, body, from }) {
      requireWholeAccount(principal)
      const { approval_code: code, ...request } = body
      const input = {
        name: body.name,
        scopes: [...new Set(body.scopes)],
        test: body.test ?? false,
        mailboxIds: body.mailbox_ids ?? null,
      }
      await checkNewKey(context.database.reader, principal, input)
      const kind = input.test ? 'test key, whose mail never leaves the server,' : 'key'
      const question = {
        action: 'key.create',
        resourceId: principal.accountId,
        mailboxId: null,
        request,
        text: `Make the ${kind} "${input.name}". Whoever holds it could ${meaningOf(input.scopes)}, ${reachOf(input.mailboxIds)}.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, code, async (leave) => {
        const { key, raw } = await issueKey(context, principal, input, leave)
        return { status: 201, body: { ...keyOf(key), key: raw } }
      })
    },
  })
}

function addChanging(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'patch',
    path: '/v1/keys/{id}',
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'Change what a key may do',
    description: 'Needs the operator. What is left out stays.',
    params: keyParams,
    body: z.object({
      name: optional(headerText(100).min(1)),
      scopes: optional(scopes),
      mailbox_ids: mailboxIds.nullable().optional(),
      approval_code: approvalCode,
    }),
    asksOperator: true,
    answer: KeySchema.extend({ status: z.literal('updated') }),
    async handle({ principal, params, body, from }) {
      requireWholeAccount(principal)
      const { approval_code: code, ...request } = body
      const key = await openKey(context.database.reader, principal, params.id)
      const list = body.scopes === undefined ? undefined : [...new Set(body.scopes)]
      const changes = { name: body.name, scopes: list, mailboxIds: body.mailbox_ids }
      const after = list ?? scopesOf(key)
      await checkNewKey(context.database.reader, principal, {
        scopes: after,
        mailboxIds: body.mailbox_ids ?? null,
      })
      const reach = body.mailbox_ids === undefined ? '' : `, ${reachOf(body.mailbox_ids)}`
      const question = {
        action: 'key.update',
        resourceId: key.id,
        mailboxId: null,
        request,
        text: `Change the key "${key.name}" (${key.prefix}…${body.name === undefined ? '' : `, then named "${body.name}"`}). Whoever holds it could then ${meaningOf(after)}${reach}.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, code, async (leave) => ({
        body: { status: 'updated', ...keyOf(await changeKey(context, principal, key.id, changes, leave)) },
      }))
    },
  })
}

function addRevoking(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/keys/{id}',
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'Revoke a key at once',
    description: 'Needs the operator; `approval_code` may stand in the body or in the query.',
    params: keyParams,
    query: z.object({ approval_code: approvalCode }),
    body: z.object({ approval_code: approvalCode }),
    asksOperator: true,
    answer: KeySchema.extend({ status: z.literal('revoked') }),
    async handle({ principal, params, query, body, from }) {
      requireWholeAccount(principal)
      const key = await openKey(context.database.reader, principal, params.id)
      const question = {
        action: 'key.revoke',
        resourceId: key.id,
        mailboxId: null,
        request: {},
        text: `End the key "${key.name}" (${key.prefix}…) at once. Whoever uses it is locked out.`,
        host: null,
        from,
      } as const
      const code = body.approval_code ?? query.approval_code
      return withOperator(context, principal, question, code, async (leave) => ({
        body: { status: 'revoked', ...keyOf(await endKey(context, principal, key.id, leave)) },
      }))
    },
  })
}

async function requireKey(context: Context, principal: Principal, id: string) {
  requireWholeAccount(principal)
  const key = await findKey(context.database.reader, principal.accountId, id)
  if (key === undefined) throw new AppError('not_found')
  return key
}

function addStandingApprovals(app: App, context: Context): void {
  const path = '/v1/keys/{id}/standing-approvals'
  addEndpoint(app, context, {
    method: 'get',
    path,
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'List what a key may do without asking the operator each time',
    params: keyParams,
    answer: z.object({ standing_approvals: z.array(StandingApprovalSchema), cursor: z.null() }),
    async handle({ principal, params }) {
      const key = await requireKey(context, principal, params.id)
      const approvals = await listStandingApprovals(context.database.reader, principal.accountId, key.id)
      await recordReading(context, principal, {
        action: 'operator.approval_listed',
        resourceType: 'key',
        resourceId: key.id,
        mailboxId: null,
      })
      return { body: { standing_approvals: approvals.map(standingApprovalOf), cursor: null } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path,
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'Let a key do one narrow thing without asking the operator each time',
    description: 'Needs the operator.',
    params: keyParams,
    body: z.object({
      action: z.enum(STANDING_ACTIONS as [string, ...string[]]),
      host: optional(z.string().max(255)),
      approval_code: approvalCode,
    }),
    status: 201,
    asksOperator: true,
    answer: StandingApprovalSchema,
    async handle({ principal, params, body, from }) {
      const key = await requireKey(context, principal, params.id)
      const action = STANDING_ACTIONS.find((candidate) => candidate === body.action)
      if (action === undefined) throw new AppError('bad_request')
      const given = checkStandingApproval({ keyId: key.id, action, host: body.host ?? null })
      const where = given.host === null ? '' : ` for ${given.host}`
      const question = {
        action: 'standing_approval.create',
        resourceId: key.id,
        mailboxId: null,
        request: { action, host: given.host },
        text: `Let the key "${key.name}" (${key.prefix}…) do this from now on without asking you each time: ${action}${where}.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, async (leave) => {
        const approval = await giveStandingApproval(context, principal, given, leave)
        return { status: 201, body: standingApprovalOf(approval) }
      })
    },
  })
  addWithdrawal(app, context, path)
}

function addWithdrawal(app: App, context: Context, path: string): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: `${path}/{approval_id}`,
    scopes: ['admin'],
    tag: 'Keys',
    summary: 'Take a standing approval back at once',
    params: keyParams.extend({ approval_id: idField }),
    answer: StandingApprovalSchema.extend({ status: z.literal('deleted') }),
    async handle({ principal, params }) {
      await requireKey(context, principal, params.id)
      if (principal.test === 1) throw new AppError('live_key_only')
      const approval = await withdrawStandingApproval(context, principal, params.approval_id)
      return { body: { status: 'deleted', ...standingApprovalOf(approval) } }
    },
  })
}
