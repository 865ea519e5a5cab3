/** Sending again after a stop, and what anybody may know of an account's sending (contract §9). */

import { z } from '@hono/zod-openapi'
import ipaddr from 'ipaddr.js'
import { allowSending } from '../../actions/allow-sending.ts'
import type { Context } from '../../context.ts'
import { takeToken } from '../../core/limits.ts'
import { reputationHashOf } from '../../core/reputation.ts'
import { reputationOf } from '../../core/reputation-bands.ts'
import { sendingLimitsOf } from '../../core/sending-settings.ts'
import { AppError } from '../../errors.ts'
import { listAccountIds } from '../../store/accounts.ts'
import { digest } from '../../store/events.ts'
import type { OperatorLeave } from '../../store/operator-requests.ts'
import { readCounts, standingNow } from '../../store/sending-standings.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint, type Reply } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { headerText } from '../fields.ts'
import { approvalCode, withOperator } from '../operator.ts'

/** Look-ups that one address may make: 10 an hour. */
const LOOKUPS = { burst: 10, perSecond: 10 / 3_600 }
/** So many addresses are remembered. */
const MOST_BUCKETS = 100_000

const tier = z.enum(['none', 'warning', 'restricted', 'stopped'])

/** Adds the routes. */
export function addStandingRoutes(app: App, context: Context): void {
  addAllowRoute(app, context)
  addReputationRoute(app, context)
}

function addAllowRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/account/allow-sending',
    scopes: ['admin'],
    tag: 'Account',
    summary: 'Send again after too many bounces or complaints stopped it',
    description: 'What waited goes on; for a time each mailbox may send 50 mails a day.',
    body: z.object({
      reason: headerText(1_000).min(1, 'is needed: what was done about it'),
      approval_code: approvalCode,
    }),
    asksOperator: true,
    answer: z.object({ status: z.enum(['allowed', 'unchanged']), enforcement_tier: tier }),
    async handle({ principal, body, from }) {
      requireWholeAccount(principal)
      if (principal.test === 1) throw new AppError('live_key_only')
      const { accountId } = principal
      const act = async (leave: OperatorLeave): Promise<Reply> => {
        const lifted = await allowSending(context, principal, body.reason, leave)
        const limits = sendingLimitsOf(context.config)
        const now = context.clock.now()
        const standing = await standingNow(context.database.reader, accountId, now, limits)
        return { body: { status: lifted ? 'allowed' : 'unchanged', enforcement_tier: standing.tier } }
      }
      const question = {
        action: 'account.allow_sending',
        resourceId: accountId,
        mailboxId: null,
        request: { reason: body.reason },
        text: `Allow sending again after it was stopped for bounces or complaints. Reason: ${body.reason}`,
        host: null,
        from,
      } as const
      return withOperator(context, principal, question, body.approval_code, act)
    },
  })
}

function addReputationRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/.well-known/reputation/{hash}',
    scopes: null,
    tag: 'Server',
    summary: 'How much of a sender’s mail bounces or is complained of, in bands',
    description: '`hash` is in the field X-MultiMail-Reputation of a mail. 10 an hour for each IP address.',
    params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits') }),
    answer: z
      .object({
        hash: z.string(),
        period_days: z.literal(30),
        volume: z.string(),
        bounce_rate: z.string().nullable(),
        complaint_rate: z.string().nullable(),
        standing: tier,
      })
      .openapi('Reputation'),
    async handle({ params, from }) {
      takeLookup(context, from)
      const { reader } = context.database
      const ids = await listAccountIds(reader)
      const accountId = ids.find((id) => reputationHashOf(id, digest) === params.hash)
      if (accountId === undefined) throw new AppError('not_found')
      const now = context.clock.now()
      const counts = await readCounts(reader, accountId, now, null)
      const standing = await standingNow(reader, accountId, now, sendingLimitsOf(context.config))
      return { body: { hash: params.hash, period_days: 30, ...reputationOf(counts, standing.tier) } }
    },
  })
}

function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString()
}

/** Throws AppError `rate_limited`. IPv6 is counted by /64 network, which one subscriber has whole. */
function takeLookup(context: Context, address: string): void {
  const name = `reputation:${networkOf(address)}`
  const verdict = takeToken(LOOKUPS, context.buckets.get(name) ?? null, context.clock.now())
  if (context.buckets.size > MOST_BUCKETS) context.buckets.clear()
  context.buckets.set(name, verdict.level)
  if (verdict.allowed) return
  throw new AppError('rate_limited', {
    message: 'Too many look-ups: at most 10 an hour.',
    retryAfter: verdict.resetSeconds,
  })
}
