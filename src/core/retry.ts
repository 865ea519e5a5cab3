/** When to try again: schedules as data, jitter from a number that the caller draws. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Waits between attempts to deliver a mail, in ms; the last one repeats (RFC 5321 §4.5.4.1). */
export const DELIVERY_WAITS_MS: readonly number[] = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
]

/** Waits between attempts to post an event to a subscriber, in ms; after the last one it is given up (contract §8). */
export const WEBHOOK_WAITS_MS: readonly number[] = [
  5_000,
  30_000,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  24 * HOUR,
]

/** A subscription that takes nothing for this long is disabled: five days, in ms. */
export const WEBHOOK_PATIENCE_MS = 5 * 24 * HOUR

/**
 * The wait before the next attempt, in ms, after `attempts` failed ones (≥ 1); null when it is given up. A server
 * that asks for more time (`retryAfterMs`) gets it, up to a day.
 */
export function nextWebhookWait(attempts: number, retryAfterMs: number, random: number): number | null {
  if (attempts > WEBHOOK_WAITS_MS.length) return null
  const asked = Math.min(Math.max(retryAfterMs, 0), 24 * HOUR)
  return Math.max(nextWait(WEBHOOK_WAITS_MS, attempts, random), asked)
}

/**
 * What a `Retry-After` asks for, in ms from `now` (epoch ms): seconds, or a date (RFC 9110 §10.2.3); 0 when it asks
 * for nothing that can be understood.
 */
export function retryAfterMsOf(header: string | undefined, now: number): number {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  // Only what has the form of an HTTP date; Date.parse takes much that is none. Each of its forms means UTC, said or not.
  const isDate = /^[A-Z][a-z]{2,8},? [\w :-]{9,24}(?: GMT)?$/.test(text)
  const at = isDate ? Date.parse(text.endsWith(' GMT') ? text : `${text} GMT`) : Number.NaN
  return Number.isNaN(at) ? 0 : Math.max(0, at - now)
}

/**
 * The wait before the next attempt, in ms, after `attempts` failed ones (≥ 1): the schedule's wait, spread by
 * ±10 % with `random` (0 ≤ random < 1) so that deliveries that failed together do not come back together.
 */
export function nextWait(waits: readonly number[], attempts: number, random: number): number {
  const wait = waits[Math.min(Math.max(attempts, 1), waits.length) - 1] ?? MINUTE
  return Math.round(wait * (0.9 + 0.2 * random))
}
