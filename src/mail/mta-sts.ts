/**
 * MTA-STS (RFC 8461): what a domain demands of whoever delivers mail to it. A policy that was fetched holds for as
 * long as it says, also when it cannot be fetched again; policies are kept in memory.
 */

import type { MTASTSPolicy } from 'mailauth'
import type { Resolve } from './lookups.ts'

/** `enforce`: only to these hosts, with a valid certificate. */
export interface StsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none'
  /** Whether a mail host is one of the policy's. */
  allows(host: string): boolean
}

/** What a domain demands; null when it demands nothing. Never rejects. */
export type PolicyOf = (domain: string) => Promise<StsPolicy | null>

interface Kept {
  readonly id: string | null
  readonly policy: MTASTSPolicy | null
  /** Epoch ms. */
  readonly expiresAt: number
  /** When its id is asked for again, epoch ms. */
  readonly askAgainAt: number
}

/** How long an answer is good without asking whether there is a newer one, in ms. */
const FRESH_MS = 10 * 60_000
const MOST_KEPT = 5_000

/** Keeps policies. `fetchText` gets a document by HTTPS and follows no redirect; `now` is epoch ms. */
export function keepPolicies(
  resolve: Resolve,
  fetchText: (url: string) => Promise<string>,
  now: () => number,
): PolicyOf {
  const kept = new Map<string, Promise<Kept>>()
  const renew = async (domain: string, before: Kept | null): Promise<Kept> => {
    const held = before !== null && before.expiresAt > now() ? before : null
    const nothing = { id: null, policy: null, expiresAt: 0 }
    const askAgainAt = now() + FRESH_MS
    try {
      const { parsePolicy, resolvePolicy } = await import('mailauth/lib/mta-sts.js')
      const id = await resolvePolicy(domain, { resolver: resolve })
      if (id === false || id === held?.id) return { ...(held ?? nothing), askAgainAt }
      const policy = parsePolicy(await fetchText(`https://mta-sts.${domain}/.well-known/mta-sts.txt`))
      const lifetime = Math.min(Math.max(Number(policy.maxAge ?? 0), 0), 31_557_600) * 1_000
      return { id, policy, expiresAt: now() + lifetime, askAgainAt }
    } catch {
      return { ...(held ?? nothing), askAgainAt }
    }
  }
  return async (domain) => {
    const known = await kept.get(domain)
    let current = known ?? null
    if (known === undefined || known.askAgainAt <= now()) {
      const renewed = renew(domain, current)
      const [oldest] = kept.keys()
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      kept.delete(domain)
      kept.set(domain, renewed)
      current = await renewed
    }
    return current?.policy == null ? null : readPolicy(current.policy)
  }
}

function readPolicy(policy: MTASTSPolicy): StsPolicy {
  const mode = policy.mode === 'enforce' || policy.mode === 'testing' ? policy.mode : 'none'
  const patterns = (policy.mx ?? []).map((pattern) => pattern.toLowerCase())
  return {
    mode,
    // RFC 8461 §4.1: `*.` stands for exactly one label.
    allows: (host) => {
      const below = host.slice(host.indexOf('.') + 1)
      return patterns.some(
        (pattern) => pattern === host || (pattern.startsWith('*.') && pattern.slice(2) === below),
      )
    },
  }
}
