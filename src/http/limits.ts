/** Requests per key, and their count for `GET /v1/usage` (contract §3, §10). */

import type { Context } from '../context.ts'
import { takeToken } from '../core/limits.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { countUsage, WHOLE_ACCOUNT } from '../store/usage.ts'

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

/** Calls not yet written, by account and environment. */
const calls = new WeakMap<Context, Map<string, { readonly principal: Principal; count: number }>>()

/** Counts one call; written together with others a little later. */
export function meterCall(context: Context, principal: Principal): void {
  const waiting = calls.get(context) ?? new Map()
  calls.set(context, waiting)
  const name = `${principal.accountId} ${principal.test}`
  const entry = waiting.get(name) ?? { principal, count: 0 }
  entry.count++
  waiting.set(name, entry)
}

/** Writes the calls counted so far. */
export async function flushCalls(context: Context): Promise<void> {
  const waiting = calls.get(context)
  if (waiting === undefined || waiting.size === 0) return
  calls.delete(context)
  await context.database.write(async (writer) => {
    for (const { principal, count } of waiting.values()) {
      const scope = { accountId: principal.accountId, mailboxId: WHOLE_ACCOUNT, test: principal.test }
      await countUsage(writer, scope, 'api_calls', count)
    }
  })
}
