/** Limits as arithmetic: token buckets, warm-up of new mailboxes, months and days in UTC (contract §10). */

/** A token bucket: how many tokens it holds at most, and how many come back each second. */
export interface BucketSize {
  readonly burst: number
  readonly perSecond: number
}

/** What a bucket held at a moment (epoch ms). */
export interface BucketLevel {
  readonly tokens: number
  readonly at: number
}

export interface BucketVerdict {
  readonly allowed: boolean
  readonly level: BucketLevel
  /** Whole tokens left. */
  readonly remaining: number
  /** Seconds until one token is there (when refused) or until the bucket is full; whole, ≥ 1 when refused. */
  readonly resetSeconds: number
}

/** Takes one token out of a bucket at `now` (epoch ms); a bucket never seen before (`null`) is full. */
export function takeToken(size: BucketSize, level: BucketLevel | null, now: number): BucketVerdict {
  const elapsed = level === null ? 0 : Math.max(0, now - level.at) / 1000
  const available =
    level === null ? size.burst : Math.min(size.burst, level.tokens + elapsed * size.perSecond)
  const allowed = available >= 1
  const tokens = allowed ? available - 1 : available
  const missing = allowed ? size.burst - tokens : 1 - tokens
  return {
    allowed,
    level: { tokens, at: now },
    remaining: Math.floor(tokens),
    resetSeconds: Math.max(1, Math.ceil(missing / size.perSecond)),
  }
}

/** Days of warm-up, and how many messages a mailbox may send on each day of its stage. */
export const WARMUP_STAGES: readonly { readonly untilDay: number; readonly perDay: number }[] = [
  { untilDay: 10, perDay: 50 },
  { untilDay: 20, perDay: 500 },
  { untilDay: 30, perDay: 5_000 },
]

const DAY_MS = 86_400_000

/** The stage (1, 2, 3) and daily limit of a mailbox of this age, or null when it is warm. */
export function warmupStage(
  createdAt: number,
  now: number,
): { readonly stage: number; readonly dailyLimit: number } | null {
  const day = Math.floor((now - createdAt) / DAY_MS)
  const index = WARMUP_STAGES.findIndex(({ untilDay }) => day < untilDay)
  const stage = WARMUP_STAGES[index]
  return stage === undefined ? null : { stage: index + 1, dailyLimit: stage.perDay }
}

/** The UTC date of a moment, `2026-01-31`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** Epoch ms at which the UTC day after `at` begins. */
export function nextDay(at: number): number {
  return (Math.floor(at / DAY_MS) + 1) * DAY_MS
}

/** Epoch ms at which the UTC month of `at` begins, and at which the next one does. */
export function monthOf(at: number): { readonly start: number; readonly next: number } {
  const date = new Date(at)
  return {
    start: Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
    next: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
  }
}
