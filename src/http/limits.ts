/** Requests per key (contract §10). */

import type { Context } from '../context.ts'
import { takeToken } from '../core/limits.ts'
import { clientOf } from '../core/sign-up.ts'
import { AppError } from '../errors.ts'

/** So many buckets are remembered; the oldest are then forgotten, which fills them. */
const BUCKET_LIMIT = 100_000

/** How often somebody may try to sign in; always on, whatever the settings say of keys. */
const SIGN_IN_LIMITS = {
  /** Codes asked for by one IP address, and for one mail address. */
  'code from': { burst: 20, perSecond: 1 / 60 },
  'code for': { burst: 5, perSecond: 1 / 300 },
  /** Tries from one IP address, for one mail address from there, and for it from everywhere. */
  'try from': { burst: 40, perSecond: 1 / 10 },
  'try for': { burst: 10, perSecond: 1 / 30 },
  'try anywhere for': { burst: 100, perSecond: 1 / 10 },
} as const

/** Counts one try to sign in. Throws AppError `rate_limited`, the same for addresses that are nobody's. */
export function takeSignInToken(context: Context, limit: keyof typeof SIGN_IN_LIMITS, whom: string): void {
  const name = `sign-in ${limit} ${whom}`
  const verdict = takeToken(SIGN_IN_LIMITS[limit], context.buckets.get(name) ?? null, context.clock.now())
  if (context.buckets.size > BUCKET_LIMIT) context.buckets.clear()
  context.buckets.set(name, verdict.level)
  if (verdict.allowed) return
  throw new AppError('rate_limited', {
    message: 'Too many tries to sign in.',
    retryAfter: verdict.resetSeconds,
  })
}

/** The network that an IP address belongs to as far as limits go: the /64 of IPv6 is one customer. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/, '')
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain
}

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

/** Questions that a client without a key may ask: a second, and at once. */
const QUESTIONS = { perSecond: 1, burst: 60 }

/** Takes one question out of the bucket of an IP address. Throws AppError `rate_limited`. */
export function takeQuestion(context: Context, ip: string): void {
  if (context.config.rateLimit === null) return
  const name = `question:${clientOf(ip)}`
  const verdict = takeToken(QUESTIONS, context.buckets.get(name) ?? null, context.clock.now())
  if (context.buckets.size > BUCKET_LIMIT) context.buckets.clear()
  context.buckets.set(name, verdict.level)
  if (!verdict.allowed) throw new AppError('rate_limited', { retryAfter: verdict.resetSeconds })
}
