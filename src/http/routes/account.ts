/** The account and its usage (contract §3). */

import { z } from '@hono/zod-openapi'
import { type AccountChanges, changeAccount, needsOperator } from '../../actions/change-account.ts'
import { flushCalls } from '../../actions/count-calls.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { isAddress } from '../../core/address.ts'
import { monthOf } from '../../core/limits.ts'
import { sendingLimitsOf } from '../../core/sending-settings.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { type Account, findAccount } from '../../store/accounts.ts'
import type { OperatorLeave } from '../../store/operator-requests.ts'
import { standingNow } from '../../store/sending-standings.ts'
import { storedBytes } from '../../store/storage.ts'
import { listUsage } from '../../store/usage.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint, type Reply } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { filterMoment, headerText, optional } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'
import { iso } from '../wire.ts'
import { AccountSchema } from '../wire-schemas.ts'

/** Adds the routes. */
export function addAccountRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/account',
    scopes: ['read'],
    tag: 'Account',
    summary: 'The account of this key',
    answer: AccountSchema,
    handle: async ({ principal }) => ({ body: await accountAnswer(context, principal) }),
  })
  addChangeRoute(app, context)
  addUsageRoute(app, context)
}

/** The account, and that it was read. */
async function accountAnswer(context: Context, principal: Principal) {
  const account = await findAccount(context.database.reader, principal.accountId)
  if (account === undefined) throw new AppError('not_found')
  await recordReading(context, principal, {
    action: 'account.read',
    resourceType: 'account',
    resourceId: account.id,
    mailboxId: null,
  })
  return accountOf(context, principal, account)
}

function addChangeRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'patch',
    path: '/v1/account',
    scopes: ['admin'],
    tag: 'Account',
    summary: 'Change the account',
    description: 'Another `oversight_email` needs the operator: the code goes to the present one.',
    body: z.object({
      name: optional(headerText(200).min(1)),
      oversight_email: optional(z.string().max(254).refine(isAddress, 'is not a mail address')),
      physical_address: z.string().max(1_000).nullable().optional(),
      approval_code: approvalCode,
    }),
    asksOperator: true,
    answer: AccountSchema.extend({ status: z.literal('updated') }),
    async handle({ principal, body, from }) {
      requireWholeAccount(principal)
      if (principal.test === 1) throw new AppError('live_key_only')
      const { approval_code: code, ...given } = body
      const changes: AccountChanges = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      )
      const account = await findAccount(context.database.reader, principal.accountId)
      if (account === undefined) throw new AppError('not_found')
      const act = async (leave: OperatorLeave | null): Promise<Reply> => {
        const changed = await changeAccount(context, principal, changes, leave)
        return { body: { status: 'updated', ...(await accountOf(context, principal, changed)) } }
      }
      if (!needsOperator(account, changes)) return act(null)
      const question = {
        action: 'account.update',
        resourceId: account.id,
        mailboxId: null,
        request: changes,
        text: `Change the oversight address of the account "${account.name}" from ${account.oversight_email} to ${changes.oversight_email}. Codes like this one, and mail about what waits, would then go there and no longer here.`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, code, act)
    },
  })
}

/** The account as clients see it. */
export async function accountOf(context: Context, principal: Principal, account: Account) {
  const { reader } = context.database
  const { start, next } = monthOf(context.clock.now())
  const sent = await listUsage(reader, account.id, principal.test, start, next - 1)
  const limits = sendingLimitsOf(context.config)
  const standing = await standingNow(reader, account.id, context.clock.now(), limits)
  return {
    id: account.id,
    name: account.name,
    slug: account.slug,
    plan: account.plan,
    oversight_email: account.oversight_email,
    physical_address: account.physical_address,
    monthly_email_quota: account.monthly_email_quota,
    emails_sent_this_month: totals(sent).emails_sent,
    max_mailboxes: account.max_mailboxes,
    storage_used_bytes: await storedBytes(reader, account.id, principal.seesHeld),
    max_storage_bytes: account.max_storage_bytes,
    is_active: account.is_active === 1,
    sending_disabled: standing.tier === 'stopped',
    sending_disabled_reason: standing.tier === 'stopped' ? standing.reason : null,
    enforcement_tier: standing.tier,
    account: { name: account.name },
    // An agent does not learn that it was stopped: what it sends is taken and held.
    paused: principal.seesHeld ? account.paused_at !== null : null,
    paused_at: !principal.seesHeld || account.paused_at === null ? null : iso(account.paused_at),
    paused_by: principal.seesHeld ? account.paused_by : null,
    paused_reason: principal.seesHeld ? account.paused_reason : null,
    test: principal.test === 1,
  }
}

function totals(rows: readonly { readonly event_type: string; readonly count: number }[]) {
  const sum = (type: string) =>
    rows.filter(({ event_type }) => event_type === type).reduce((total, { count }) => total + count, 0)
  return {
    emails_sent: sum('emails_sent'),
    emails_received: sum('emails_received'),
    api_calls: sum('api_calls'),
    oversight_actions: sum('oversight_actions'),
  }
}

/** Counters that `GET /v1/usage` shows; others are for the server's own limits. */
const SHOWN = ['emails_sent', 'emails_received', 'api_calls', 'oversight_actions']

function addUsageRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/usage',
    scopes: ['read'],
    tag: 'Account',
    summary: 'What the account used, in all or day by day',
    query: z.object({
      from: optional(filterMoment),
      to: optional(filterMoment),
      breakdown: optional(z.enum(['daily'])),
      period: optional(z.enum(['summary', 'daily'])),
    }),
    answer: z.object({
      from: z.number(),
      to: z.number(),
      emails_sent: z.number(),
      emails_received: z.number(),
      api_calls: z.number(),
      oversight_actions: z.number(),
      breakdown: z.string().nullable(),
      data: z.array(z.object({ date: z.string(), event_type: z.string(), count: z.number() })),
    }),
    async handle({ principal, query }) {
      await flushCalls(context)
      const now = context.clock.now()
      const from = query.from ?? monthOf(now).start
      const to = query.to ?? now
      const rows = await listUsage(context.database.reader, principal.accountId, principal.test, from, to)
      const daily = query.breakdown === 'daily' || query.period === 'daily'
      await recordReading(context, principal, {
        action: 'usage.read',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
      })
      const data = rows.filter(({ event_type }) => SHOWN.includes(event_type))
      return {
        body: { from, to, ...totals(rows), breakdown: daily ? 'daily' : null, data: daily ? data : [] },
      }
    },
  })
}
