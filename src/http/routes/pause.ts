/** The kill switch for an account or a mailbox (contract §3 "pause"). */

import { z } from '@hono/zod-openapi'
import { type Paused, pauseSending, resumeSending, type Target } from '../../actions/pause-sending.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { headerText, idField, optional } from '../fields.ts'
import { iso } from '../wire.ts'

const PausedSchema = z
  .object({
    status: z.enum(['paused', 'active']),
    id: z.string(),
    paused: z.boolean(),
    paused_at: z.string().nullable().openapi({ format: 'date-time' }),
    paused_by: z.string().nullable(),
    paused_reason: z.string().nullable(),
  })
  .openapi('Paused')

const reason = headerText(1_000).min(1, 'is needed: whoever finds it paused wants to know why')

function pausedOf(target: Paused) {
  return {
    status: target.paused_at === null ? 'active' : 'paused',
    id: target.id,
    paused: target.paused_at !== null,
    paused_at: target.paused_at === null ? null : iso(target.paused_at),
    paused_by: target.paused_by,
    paused_reason: target.paused_reason,
  }
}

function checkReach(principal: Principal, target: Target): void {
  // What is paused is live mail too; a test key may not stop that.
  if (principal.test === 1) throw new AppError('live_key_only')
  if (target === null) requireWholeAccount(principal)
}

/** Adds the routes. */
export function addPauseRoutes(app: App, context: Context): void {
  const places = [
    { path: '/v1/account', tag: 'Account', what: 'the account', params: z.object({}) },
    {
      path: '/v1/mailboxes/{mailbox_id}',
      tag: 'Mailboxes',
      what: 'a mailbox',
      params: z.object({ mailbox_id: idField }),
    },
  ]
  for (const { path, tag, what, params } of places) {
    const targetOf = (given: Record<string, unknown>): Target =>
      typeof given.mailbox_id === 'string' ? given.mailbox_id : null
    addEndpoint(app, context, {
      method: 'post',
      path: `${path}/pause`,
      scopes: ['admin', 'oversight'],
      tag,
      summary: `Pause ${what}: nothing leaves until it is resumed`,
      description:
        'What is sent meanwhile is accepted and held; nothing can be approved, everything rejected.',
      params,
      body: z.object({ reason }),
      answer: PausedSchema,
      async handle({ principal, params: given, body }) {
        checkReach(principal, targetOf(given))
        return { body: pausedOf(await pauseSending(context, principal, targetOf(given), body.reason)) }
      },
    })
    addEndpoint(app, context, {
      method: 'post',
      path: `${path}/resume`,
      scopes: ['admin', 'oversight'],
      tag,
      summary: `Resume ${what}`,
      description: 'What was let go before goes on; what is held stays held until a person decides.',
      params,
      body: z.object({ reason: optional(headerText(1_000)) }),
      answer: PausedSchema,
      async handle({ principal, params: given, body }) {
        checkReach(principal, targetOf(given))
        const resumed = await resumeSending(context, principal, targetOf(given), body.reason ?? null)
        return { body: pausedOf(resumed) }
      },
    })
  }
}
