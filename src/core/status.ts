/**
 * The one status word that clients see, computed from the oversight state and the stage, never stored
 * (contract §5 "States").
 */

import type { DeliveryState } from './delivery.ts'
import type { Direction, OversightState } from './oversight.ts'

/**
 * How far a released message has come. Outbound: the sum of its deliveries. Inbound: how the agent has treated
 * it. `none` until it is released.
 */
export const STAGES = [
  'none',
  'queued',
  'sending',
  'sent',
  'send_failed',
  'unread',
  'read',
  'archived',
  'deleted',
  'spam_flagged',
  'spam_quarantined',
] as const
export type Stage = (typeof STAGES)[number]

export const STATUSES = [
  'pending_scan',
  'pending_send_approval',
  'pending_inbound_approval',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'send_failed',
  'rejected',
  'cancelled',
  'unread',
  'read',
  'archived',
  'deleted',
  'spam_flagged',
  'spam_quarantined',
] as const
export type Status = (typeof STATUSES)[number]

/** Status words of messages that are not released. */
const BEFORE_RELEASE: Readonly<
  Record<Exclude<OversightState, 'released'>, Readonly<Record<Direction, Status>>>
> = {
  scanning: { inbound: 'pending_scan', outbound: 'pending_scan' },
  held: { inbound: 'pending_inbound_approval', outbound: 'pending_send_approval' },
  parked: { inbound: 'pending_inbound_approval', outbound: 'scheduled' },
  scheduled: { inbound: 'pending_inbound_approval', outbound: 'scheduled' },
  rejected: { inbound: 'rejected', outbound: 'rejected' },
  expired: { inbound: 'rejected', outbound: 'rejected' },
  cancelled: { inbound: 'cancelled', outbound: 'cancelled' },
}

/** The status word of a message. */
export function statusOf(direction: Direction, state: OversightState, stage: Stage): Status {
  if (state !== 'released') return BEFORE_RELEASE[state][direction]
  if (stage !== 'none') return stage
  return FIRST_STAGE[direction]
}

/** How the oversight of a message ended; null while it has not, or when nobody had to decide. */
export type Outcome = 'approved' | 'refused' | 'expired' | 'blocked' | 'cancelled'

/**
 * Tells apart what one status word does not: a person refused it, nobody decided in time, or the scan blocked it.
 */
export function outcomeOf(facts: {
  readonly state: OversightState
  readonly approvedAt: number | null
  /** Whether the server itself decided, not a person. */
  readonly isBySystem: boolean
}): Outcome | null {
  if (facts.state === 'rejected') return facts.isBySystem ? 'blocked' : 'refused'
  if (facts.state === 'expired' || facts.state === 'cancelled') return facts.state
  return facts.approvedAt === null ? null : 'approved'
}

/** Which direction the messages in a stage have; `none` has both. */
const DIRECTION_OF_STAGE: Readonly<Record<Exclude<Stage, 'none'>, Direction>> = {
  queued: 'outbound',
  sending: 'outbound',
  sent: 'outbound',
  send_failed: 'outbound',
  unread: 'inbound',
  read: 'inbound',
  archived: 'inbound',
  deleted: 'inbound',
  spam_flagged: 'inbound',
  spam_quarantined: 'inbound',
}

/** One combination of columns that a status word stands for. */
export interface StatusColumns {
  readonly state: OversightState
  readonly stage: Stage
  readonly direction: Direction
}

/** The combinations that a status word stands for: what a list filter looks up. */
export function columnsOf(status: Status): readonly StatusColumns[] {
  const columns: StatusColumns[] = []
  for (const [state, words] of Object.entries(BEFORE_RELEASE)) {
    for (const [direction, word] of Object.entries(words)) {
      if (word !== status) continue
      columns.push({ state: state as OversightState, stage: 'none', direction: direction as Direction })
    }
  }
  const stage = STAGES.find((candidate) => candidate === status)
  if (stage !== undefined && stage !== 'none') {
    columns.push({ state: 'released', stage, direction: DIRECTION_OF_STAGE[stage] })
  }
  return columns
}

/** The stage of a message at the moment it is released. */
export const FIRST_STAGE: Readonly<Record<Direction, Exclude<Stage, 'none'>>> = {
  inbound: 'unread',
  outbound: 'queued',
}

/**
 * The stage of an outbound message whose deliveries stand as given: `queued` until the first attempt, `sending`
 * while one is undecided, then `sent` if any recipient's server took it, else `send_failed`. `wasTaken`: one did once,
 * so that a bounce which comes later is a fact beside the status and not another status (contract §5).
 */
export function stageOfDeliveries(
  deliveries: readonly { readonly state: DeliveryState; readonly attempts: number }[],
  wasTaken = false,
): Stage {
  const open = deliveries.some(({ state }) => state === 'queued' || state === 'sending')
  if (open) return deliveries.every(({ attempts }) => attempts === 0) ? 'queued' : 'sending'
  return wasTaken || deliveries.some(({ state }) => state === 'sent') ? 'sent' : 'send_failed'
}

export const READING_EVENTS = ['read', 'archive', 'delete', 'report_spam', 'not_spam', 'mark_unread'] as const
/** What an agent or a person may do with an inbound message that may be read. */
export type ReadingEvent = (typeof READING_EVENTS)[number]

/** What may follow what among the stages of inbound mail. A pair that is absent is impossible. */
export const READING: Readonly<Partial<Record<Stage, Readonly<Partial<Record<ReadingEvent, Stage>>>>>> = {
  unread: {
    read: 'read',
    archive: 'archived',
    delete: 'deleted',
    report_spam: 'spam_quarantined',
    not_spam: 'unread',
  },
  read: {
    read: 'read',
    mark_unread: 'unread',
    archive: 'archived',
    delete: 'deleted',
    report_spam: 'spam_quarantined',
    not_spam: 'unread',
  },
  archived: { mark_unread: 'unread', delete: 'deleted', report_spam: 'spam_quarantined', not_spam: 'unread' },
  deleted: {},
  spam_flagged: { report_spam: 'spam_quarantined', not_spam: 'unread', delete: 'deleted' },
  spam_quarantined: { report_spam: 'spam_quarantined', not_spam: 'unread', delete: 'deleted' },
}

/** The stage of an inbound message after `event`, or null when it cannot happen. */
export function readingTransition(stage: Stage, event: ReadingEvent): Stage | null {
  return READING[stage]?.[event] ?? null
}

/** Stages in which a released message is still on its way. */
const ON_ITS_WAY: ReadonlySet<Stage> = new Set<Stage>(['none', 'queued', 'sending'])
const ENDED: ReadonlySet<OversightState> = new Set<OversightState>(['rejected', 'expired', 'cancelled'])

/** Whether nothing is to be decided or sent any more, so that the content of a message may be erased. */
export function isOver(state: OversightState, stage: Stage): boolean {
  return ENDED.has(state) || (state === 'released' && !ON_ITS_WAY.has(stage))
}

/** The states and stages of which {@link isOver} is true, for a query. */
export const OVER = {
  ended: [...ENDED],
  stages: STAGES.filter((stage) => !ON_ITS_WAY.has(stage)),
} as const
