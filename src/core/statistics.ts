/** What is counted day by day (UTC) as it happens, so that a chart costs as many rows as it has days. */

import type { EventAction } from './events.ts'

/** Counters beside those of `GET /v1/usage`. */
export const COUNTERS = [
  'sent',
  'held',
  'approved',
  'rejected',
  'expired',
  'blocked',
  'bounced',
  'complained',
] as const
export type Counter = (typeof COUNTERS)[number]

const COUNTED: Readonly<Partial<Record<EventAction, Counter>>> = {
  'message.sent': 'sent',
  'message.bounced': 'bounced',
  'message.complained': 'complained',
  'oversight.pending': 'held',
  'oversight.approved': 'approved',
}

/**
 * What an entry of the trail counts as, and by how much; null for nothing. A mail counts as sent once; bounces and
 * complaints count for each recipient; copies for the operator do not count. An approval that is taken back is one less.
 */
export function countOf(
  action: EventAction,
  actor: string,
  metadata: Readonly<Record<string, unknown>>,
): { readonly counter: Counter; readonly by: 1 | -1 } | null {
  if (metadata.copy === true) return null
  if (action === 'message.sent' && metadata.first !== true) return null
  if (action === 'oversight.undone') return metadata.cleared === true ? { counter: 'approved', by: -1 } : null
  if (action === 'oversight.rejected') return { counter: refusalOf(actor, metadata), by: 1 }
  const counter = COUNTED[action]
  return counter === undefined ? null : { counter, by: 1 }
}

/** A person refused it; nobody decided in time; or the scan blocked it, before anybody was asked. */
function refusalOf(actor: string, { from_status: before }: Readonly<Record<string, unknown>>): Counter {
  if (actor !== 'system') return 'rejected'
  return before === undefined || before === 'pending_scan' ? 'blocked' : 'expired'
}

/** The one in the middle, of an even number the mean of the two; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
