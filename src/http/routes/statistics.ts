/** What happened to mail day by day, and what each mode would have done with the mail of last week. */

import { z } from '@hono/zod-openapi'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { splitAddress } from '../../core/address.ts'
import { coverage } from '../../core/allowlist.ts'
import { dayOf } from '../../core/limits.ts'
import { MODES, type Mode, policyOf } from '../../core/oversight.ts'
import { COUNTERS, median } from '../../core/statistics.ts'
import { badField } from '../../errors.ts'
import { listEntries } from '../../store/allowlist.ts'
import { type Mailbox, requireMailbox } from '../../store/mailboxes.ts'
import {
  countHeld,
  countsByDay,
  type DayCount,
  listSince,
  type PastMessage,
  waits,
} from '../../store/statistics.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { filterMoment, idField, optional } from '../fields.ts'
import { iso } from '../wire.ts'

const DAY_MS = 86_400_000
/** A chart has at most so many days. */
const MOST_DAYS = 400
/** So many of the newest emails of a week are looked at. */
const LADDER_EMAILS = 5_000

const DaySchema = z
  .object({
    date: z.string().openapi({ format: 'date' }),
    sent: z.number(),
    held: z.number(),
    approved: z.number(),
    rejected: z.number(),
    expired: z.number(),
    blocked: z.number(),
    bounced: z.number(),
    complained: z.number(),
    received: z.number(),
  })
  .openapi('StatisticsDay')

const StatisticsSchema = z
  .object({
    from: z.string().openapi({ format: 'date-time' }),
    to: z.string().openapi({ format: 'date-time' }),
    mailbox_id: z.string().nullable(),
    days: z.array(DaySchema),
    median_wait_seconds: z.number().nullable(),
    waiting_now: z.number(),
  })
  .openapi('Statistics')

/** Adds the routes. */
export function addStatisticsRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/statistics',
    scopes: ['oversight', 'admin'],
    tag: 'Account',
    summary: 'What happened to mail, day by day (UTC)',
    description:
      'Of the last 30 days when `from` is left out; at most 400. `median_wait_seconds`: how long mail waited for a decision, of the newest 5,000 decisions.',
    query: z.object({
      from: optional(filterMoment),
      to: optional(filterMoment),
      mailbox_id: optional(idField),
    }),
    answer: StatisticsSchema,
    async handle({ principal, query }) {
      const to = query.to ?? context.clock.now()
      const from = query.from ?? to - 29 * DAY_MS
      if (from > to) throw badField('from', 'is after "to"')
      if (to - from > MOST_DAYS * DAY_MS) throw badField('from', `is more than ${MOST_DAYS} days before "to"`)
      const { reader } = context.database
      const mailboxId = query.mailbox_id ?? null
      if (mailboxId !== null) await requireMailbox(reader, principal, mailboxId)
      const span = { from, to, mailboxId }
      const types = [...COUNTERS, 'emails_received']
      const counts = await countsByDay(reader, principal, span, types)
      const wait = median(await waits(reader, principal, span))
      await recordReading(context, principal, {
        action: 'usage.read',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId,
      })
      return {
        body: {
          from: iso(from),
          to: iso(to),
          mailbox_id: mailboxId,
          days: daysOf(counts, from, to),
          median_wait_seconds: wait === null ? null : Math.round(wait / 1000),
          waiting_now: await countHeld(reader, principal, mailboxId),
        },
      }
    },
  })
  addLadderRoute(app, context)
}

/** Every day of a time, those without mail too. */
function daysOf(counts: readonly DayCount[], from: number, to: number) {
  const byDay = Map.groupBy(counts, ({ date }) => date)
  const days = []
  for (let at = Date.parse(dayOf(from)); at <= to; at += DAY_MS) {
    const date = dayOf(at)
    // What is taken back after midnight is counted on the next day.
    const of = (type: string) =>
      Math.max(0, byDay.get(date)?.find(({ event_type }) => event_type === type)?.count ?? 0)
    days.push({
      date,
      sent: of('sent'),
      held: of('held'),
      approved: of('approved'),
      rejected: of('rejected'),
      expired: of('expired'),
      blocked: of('blocked'),
      bounced: of('bounced'),
      complained: of('complained'),
      received: of('emails_received'),
    })
  }
  return days
}

const RungSchema = z
  .object({
    mode: z.enum(MODES),
    current: z.boolean(),
    held_last_week: z.number(),
    sent_last_week: z.number(),
    refused_last_week: z.number(),
    held_received_last_week: z.number(),
    summary: z.string(),
  })
  .openapi('LadderRung')

function addLadderRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/mailboxes/{mailbox_id}/ladder',
    scopes: ['oversight', 'admin'],
    tag: 'Mailboxes',
    summary: 'What each oversight mode would have done with the mail of the last 7 days',
    description:
      'By the rules that decide, and the allowlist as it is now; of the newest 5,000 emails. `sent_last_week`: what would have gone without a person.',
    params: z.object({ mailbox_id: idField }),
    answer: z
      .object({
        mailbox_id: z.string(),
        mode: z.enum(MODES),
        from: z.string().openapi({ format: 'date-time' }),
        to: z.string().openapi({ format: 'date-time' }),
        emails: z.number(),
        received: z.number(),
        modes: z.array(RungSchema),
      })
      .openapi('Ladder'),
    async handle({ principal, params }) {
      const { reader } = context.database
      const mailbox = await requireMailbox(reader, principal, params.mailbox_id)
      const to = context.clock.now()
      const from = to - 7 * DAY_MS
      const past = await listSince(reader, principal, mailbox.id, from, LADDER_EMAILS)
      await recordReading(context, principal, {
        action: 'mailbox.read',
        resourceType: 'mailbox',
        resourceId: mailbox.id,
        mailboxId: mailbox.id,
      })
      const modes = await rungsOf(context, mailbox, past)
      const outbound = past.filter(({ direction }) => direction === 'outbound').length
      return {
        body: {
          mailbox_id: mailbox.id,
          mode: mailbox.mode,
          from: iso(from),
          to: iso(to),
          emails: outbound,
          received: past.length - outbound,
          modes,
        },
      }
    },
  })
}

async function rungsOf(context: Context, mailbox: Mailbox, past: readonly PastMessage[]) {
  const entries = await listEntries(context.database.reader, mailbox.id)
  const ownDomain = splitAddress(mailbox.address)?.domain ?? ''
  const seen = past.map((message) => ({
    ...message,
    allowlisted: coverage(entries, message.recipients, ownDomain) !== null,
  }))
  return MODES.map((mode) => {
    const policies = seen.map(({ direction, allowlisted }) => ({
      direction,
      policy: policyOf(mode, direction, allowlisted),
    }))
    const count = (direction: string, policy: string) =>
      policies.filter((one) => one.direction === direction && one.policy === policy).length
    const held = count('outbound', 'hold')
    const sent = count('outbound', 'release')
    const refused = count('outbound', 'deny')
    const heldReceived = count('inbound', 'hold')
    return {
      mode,
      current: mode === mailbox.mode,
      held_last_week: held,
      sent_last_week: sent,
      refused_last_week: refused,
      held_received_last_week: heldReceived,
      summary: summaryOf(mode, { held, sent, refused, heldReceived }),
    }
  })
}

interface Counts {
  readonly held: number
  readonly sent: number
  readonly refused: number
  readonly heldReceived: number
}

function summaryOf(mode: Mode, { held, sent, refused, heldReceived }: Counts): string {
  const emails = (count: number) => (count === 1 ? '1 email' : `${count} emails`)
  const total = held + sent + refused
  const inbound =
    mode === 'gated_all' && heldReceived > 0 ? ` ${emails(heldReceived)} that came in would have waited.` : ''
  if (total === 0) return `Nothing was written last week.${inbound}`
  if (refused > 0) return `None of ${emails(total)} could have been sent.${inbound}`
  const parts = [
    ...(held > 0 ? [`${emails(held)} would have waited for a person`] : []),
    ...(sent > 0 ? [`${emails(sent)} would have gone without one`] : []),
  ]
  return `Of ${emails(total)}: ${parts.join(', ')}.${inbound}`
}
