/**
 * Whether an account may go on sending, by how much of its mail comes back and how many recipients complain (contract
 * §9, §10). Receivers judge a whole domain by the same numbers, so a sender that is wrong about its recipients is stopped
 * before others are hurt by it.
 */

export const SENDING_TIERS = ['none', 'warning', 'restricted', 'stopped'] as const
/**
 * `none`: nothing is wrong · `warning`: the operator was told · `restricted`: the operator allowed sending again after a
 * stop, with a daily limit for each mailbox · `stopped`: nothing is taken and nothing leaves.
 */
export type SendingTier = (typeof SENDING_TIERS)[number]

/** What became of mails to recipients in a time. */
export interface SendingCounts {
  /** Deliveries that came to an end: taken, bounced or given up. */
  readonly finished: number
  readonly bounced: number
  readonly complained: number
}

/** Limits, rates as parts of one: 0.05 is 5 %. */
export interface SendingLimits {
  readonly bounceWarning: number
  readonly bounceStop: number
  readonly complaintStop: number
  /** Rates count after so many deliveries. */
  readonly after: number
}

/** Rates are of so many days, in ms. */
export const RATES_WINDOW_MS = 30 * 86_400_000
/** Mails a day that each mailbox may send while it is restricted. */
export const RESTRICTED_PER_DAY = 50
/** A restriction ends by itself after so many deliveries of which few enough bounced. */
export const RESTRICTED_DELIVERIES = 100

/** What the counts alone come to. */
export function judgeCounts(
  counts: SendingCounts,
  limits: SendingLimits,
): Exclude<SendingTier, 'restricted'> {
  if (counts.finished < limits.after) return 'none'
  if (counts.complained > limits.complaintStop * counts.finished) return 'stopped'
  if (counts.bounced > limits.bounceStop * counts.finished) return 'stopped'
  return counts.bounced > limits.bounceWarning * counts.finished ? 'warning' : 'none'
}

/**
 * The tier after the tier before. Only a person ends a stop; `counts` are those since they last did. A restriction ends
 * when enough was delivered well.
 */
export const NEXT_TIER: Readonly<
  Record<SendingTier, Readonly<Record<Exclude<SendingTier, 'restricted'>, SendingTier>>>
> = {
  none: { none: 'none', warning: 'warning', stopped: 'stopped' },
  warning: { none: 'none', warning: 'warning', stopped: 'stopped' },
  restricted: { none: 'restricted', warning: 'restricted', stopped: 'stopped' },
  stopped: { none: 'stopped', warning: 'stopped', stopped: 'stopped' },
}

/** The tier that follows from counts. */
export function nextTier(before: SendingTier, counts: SendingCounts, limits: SendingLimits): SendingTier {
  const judged = judgeCounts(counts, limits)
  const isProved = counts.finished >= RESTRICTED_DELIVERIES && judged === 'none'
  return before === 'restricted' && isProved ? 'none' : NEXT_TIER[before][judged]
}

/** A part of one as people read it: `8.8 %`. */
export function percent(part: number): string {
  return `${Number((part * 100).toFixed(part < 0.01 ? 2 : 1))} %`
}

/** Why sending is warned of, restricted or stopped, for whoever asks; null when nothing is. */
export function standingReason(
  tier: SendingTier,
  counts: SendingCounts,
  limits: SendingLimits,
): string | null {
  if (tier === 'none') return null
  const all = Math.max(1, counts.finished)
  const isComplaints = counts.complained > limits.complaintStop * all
  const limit = tier === 'warning' ? limits.bounceWarning : limits.bounceStop
  const what = isComplaints
    ? `${counts.complained} of the last ${counts.finished} mails were reported as spam (${percent(counts.complained / all)}; the limit is ${percent(limits.complaintStop)}).`
    : `${counts.bounced} of the last ${counts.finished} mails bounced (${percent(counts.bounced / all)}; the limit is ${percent(limit)}).`
  const stop = limits.bounceStop < 1 ? ` Over ${percent(limits.bounceStop)} sending is stopped.` : ''
  if (tier === 'warning') return `${what}${stop} Check the addresses.`
  if (tier === 'stopped') return `${what} Nothing is sent until the operator allows it again.`
  return `Sending was stopped and then allowed again: each mailbox may send ${RESTRICTED_PER_DAY} mails a day until ${RESTRICTED_DELIVERIES} were delivered well.`
}
