/** How much of an account's live mail bounces or is complained of, and whether it may send on. */

import { type Kysely, type Selectable, sql } from 'kysely'
import type { EventAction } from '../core/events.ts'
import { dayOf } from '../core/limits.ts'
import { codeSpan } from '../core/notice-text.ts'
import {
  nextTier,
  RATES_WINDOW_MS,
  type SendingCounts,
  type SendingLimits,
  type SendingTier,
  standingReason,
} from '../core/sending-standing.ts'
import { type Account, findAccount } from './accounts.ts'
import type { Reader, Writer } from './db.ts'
import { type Actor, appendEvent, SYSTEM } from './events.ts'
import { queueNotice } from './notices.ts'
import type { Schema } from './schema.ts'
import type { SendingDaysTable, SendingStandingsTable } from './schema-bounces.ts'
import { rowOfHoles, statement } from './statement.ts'

export type SendingStanding = Selectable<SendingStandingsTable>

const selectStanding = statement<{ accountId: string }, SendingStanding>((db, { accountId }) =>
  db.selectFrom('sending_standings').selectAll().where('account_id', '=', accountId),
)

/** How an account stands, as it was last decided. */
export async function findStanding(reader: Reader, accountId: string): Promise<SendingStanding> {
  const [row] = await selectStanding(reader, { accountId })
  return row ?? { account_id: accountId, era: 0, tier: 'none', reason: null, changed_at: 0 }
}

/** Whether nothing of an account's live mail may leave. */
export async function isStopped(reader: Reader, accountId: string): Promise<boolean> {
  return (await findStanding(reader, accountId)).tier === 'stopped'
}

/** Adds to what became of an account's live mail today. */
export async function countOutcome(
  writer: Writer,
  accountId: string,
  counts: Partial<SendingCounts>,
): Promise<void> {
  const { era } = await findStanding(writer.db, accountId)
  const { finished = 0, bounced = 0, complained = 0 } = counts
  const date = dayOf(writer.now)
  await addCounts(writer.db, { account_id: accountId, era, date, finished, bounced, complained })
}

const addCounts = statement<SendingDaysTable>((db, holes) =>
  db
    .insertInto('sending_days')
    .values(rowOfHoles(holes, ['account_id', 'era', 'date', 'finished', 'bounced', 'complained']))
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'era', 'date']).doUpdateSet({
        finished: sql`sending_days.finished + excluded.finished`,
        bounced: sql`sending_days.bounced + excluded.bounced`,
        complained: sql`sending_days.complained + excluded.complained`,
      }),
    ),
)

type Sums = { readonly [K in keyof SendingCounts]: number | string | null }

const sums = (db: Kysely<Schema>) =>
  db
    .selectFrom('sending_days')
    .select((eb) => [
      eb.fn.sum<number | string | null>('finished').as('finished'),
      eb.fn.sum<number | string | null>('bounced').as('bounced'),
      eb.fn.sum<number | string | null>('complained').as('complained'),
    ])

const selectAll = statement<{ accountId: string; since: string }, Sums>((db, { accountId, since }) =>
  sums(db).where('account_id', '=', accountId).where('date', '>=', since),
)

const selectEra = statement<{ accountId: string; since: string; era: number }, Sums>(
  (db, { accountId, since, era }) =>
    sums(db).where('account_id', '=', accountId).where('era', '=', era).where('date', '>=', since),
)

const numbers = (row: Sums | undefined): SendingCounts => ({
  finished: Number(row?.finished ?? 0),
  bounced: Number(row?.bounced ?? 0),
  complained: Number(row?.complained ?? 0),
})

/** What became of the mail of the last 30 days; with `era` of that since sending was last allowed again. */
export async function readCounts(
  reader: Reader,
  accountId: string,
  now: number,
  era: number | null,
): Promise<SendingCounts> {
  const since = dayOf(now - RATES_WINDOW_MS)
  const rows =
    era === null
      ? await selectAll(reader, { accountId, since })
      : await selectEra(reader, { accountId, since, era })
  return numbers(rows[0])
}

/** How an account stands by what is known now, and why. A warning ends by itself when the rate is down again. */
export async function standingNow(
  reader: Reader,
  accountId: string,
  now: number,
  limits: SendingLimits,
): Promise<{ readonly tier: SendingTier; readonly reason: string | null }> {
  const { tier, reason, era } = await findStanding(reader, accountId)
  if (tier === 'stopped') return { tier, reason }
  const counts = await readCounts(reader, accountId, now, era)
  const present = nextTier(tier, counts, limits)
  // Only {@link reviewStanding} stops anybody.
  const shown = present === 'stopped' ? tier : present
  return { tier: shown, reason: standingReason(shown, counts, limits) }
}

/** What deciding about an account's sending needs of the settings. */
export interface StandingFacts {
  readonly limits: SendingLimits
  /** How mail to the operator leaves this server. */
  readonly transport: 'smtp' | 'capture'
}

const ACTION: Readonly<Partial<Record<SendingTier, EventAction>>> = {
  warning: 'account.sending_warned',
  stopped: 'account.sending_stopped',
}

/** Decides anew after something bounced or was complained of; the operator is told of a warning and a stop. */
export async function reviewStanding(writer: Writer, accountId: string, facts: StandingFacts): Promise<void> {
  await writer.backend.lockChain(writer.db, accountId)
  const before = await findStanding(writer.db, accountId)
  const counts = await readCounts(writer.db, accountId, writer.now, before.era)
  const tier = nextTier(before.tier, counts, facts.limits)
  if (tier === before.tier) return
  const reason = standingReason(tier, counts, facts.limits)
  await writeStanding(writer, { ...before, tier, reason, changed_at: writer.now })
  const action = ACTION[tier]
  const account = await findAccount(writer.db, accountId)
  if (action === undefined || account === undefined) return
  await record(writer, accountId, action, SYSTEM, { reason, ...counts })
  await tellOperator(writer, account, tier, reason ?? '', facts.transport)
}

/** Lets an account send again after a stop, restricted, with rates that begin anew. Returns whether it was stopped. */
export async function liftStop(
  writer: Writer,
  accountId: string,
  by: { readonly actor: Actor; readonly reason: string },
): Promise<boolean> {
  await writer.backend.lockChain(writer.db, accountId)
  const before = await findStanding(writer.db, accountId)
  if (before.tier !== 'stopped') return false
  const counts = { finished: 0, bounced: 0, complained: 0 }
  const nothing = { bounceWarning: 1, bounceStop: 1, complaintStop: 1, after: 0 }
  await writeStanding(writer, {
    account_id: accountId,
    era: before.era + 1,
    tier: 'restricted',
    reason: standingReason('restricted', counts, nothing),
    changed_at: writer.now,
  })
  await record(writer, accountId, 'account.sending_allowed', by.actor, { reason: by.reason })
  return true
}

async function writeStanding(writer: Writer, standing: SendingStanding): Promise<void> {
  const { account_id: _, ...changes } = standing
  await writer.db
    .insertInto('sending_standings')
    .values(standing)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(changes))
    .execute()
}

async function record(
  writer: Writer,
  accountId: string,
  action: EventAction,
  actor: Actor,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(writer, {
    accountId,
    mailboxId: null,
    test: 0,
    action,
    resourceType: 'account',
    resourceId: accountId,
    actor,
    metadata,
  })
}

async function tellOperator(
  writer: Writer,
  account: Account,
  tier: SendingTier,
  reason: string,
  transport: 'smtp' | 'capture',
): Promise<void> {
  const lift =
    'What waits stays here. Find out why with `GET /v1/events` or `multimail audit export`, then allow it again with `multimail allow-sending --reason TEXT`, or `POST /v1/account/allow-sending` with an admin key.'
  const what = tier === 'stopped' ? 'Sending is stopped' : 'Much of the mail bounces'
  await queueNotice(writer, {
    accountId: account.id,
    test: 0,
    kind: 'news',
    subjectId: account.id,
    recipient: account.oversight_email,
    text: [
      `**${what}** for the account ${codeSpan(account.name)}.`,
      reason,
      ...(tier === 'stopped' ? [lift] : []),
    ].join('\n\n'),
    transport,
  })
}
