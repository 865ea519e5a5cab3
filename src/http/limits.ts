/** Requests per key (contract §10). */

import type { Context } from '../context.ts'
import { takeToken } from '../core/limits.ts'
import { AppError } from '../errors.ts'

/** So many buckets are remembered; the oldest are then forgotten, which fills them. */
const BUCKET_LIMIT = 100_000

/**
 * Takes one request out of a key's bucket. Returns the headers that tell how it stands. Throws AppError
 * `rate_limited` with the seconds to wait.
 */
export function takeRequestToken(context: Context, keyId: string): Record<string, string> {
  const { rateLimit } = context.config
  if (rateLimit === null) return {}
  const name = `key:${keyId}`
  const verdict = takeToken(rateLimit, context.buckets.get(name) ?? null, context.clock.now())
  if (context.buckets.size > BUCKET_LIMIT) context.buckets.clear()
  context.buckets.set(name, verdict.level)
  if (!verdict.allowed) {
    throw new AppError('rate_limited', {
      message: `Too many requests: at most ${rateLimit.perSecond} a second, ${rateLimit.burst} at once.`,
      retryAfter: verdict.resetSeconds,
      extra: { limit: rateLimit.burst },
    })
  }
  return {
    'RateLimit-Limit': String(rateLimit.burst),
    'RateLimit-Remaining': String(verdict.remaining),
    'RateLimit-Reset': String(verdict.resetSeconds),
  }
}
