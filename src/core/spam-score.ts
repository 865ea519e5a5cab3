/**
 * How likely inbound mail is unwanted, in points as SpamAssassin counts them (5 is spam for most people), from what
 * is known about it; and what is done about it: nothing, a flag, or a place where agents do not look.
 */

import type { Authentication, Disposition } from './authentication.ts'
import { authenticityOf } from './authenticity.ts'
import { shown, shownDomain } from './shown.ts'

/** What a spam filter said. `reject` is what it would refuse; nothing is refused for its word alone. */
export interface FilterAnswer {
  readonly result: 'ham' | 'spam' | 'reject' | 'unavailable' | 'too_large'
  readonly score: number | null
  /** Names of the rules that matched, those with most points first. */
  readonly symbols: readonly string[]
}

/** What a virus scanner said; `name` is that of the virus. */
export interface ScanAnswer {
  readonly result: 'clean' | 'infected' | 'unavailable' | 'too_large'
  readonly name: string | null
}

export interface SpamFacts {
  /** `{}` when nothing was checked. */
  readonly authentication: Partial<Authentication>
  /** What the policy of the author's domain leads to. */
  readonly disposition: Disposition
  readonly header: {
    readonly fromAddress: string | null
    readonly fromName: string
    readonly hasDate: boolean
    readonly hasMessageId: boolean
  }
  /** Null when none is set up. */
  readonly filter: FilterAnswer | null
  readonly scan: ScanAnswer | null
  /** How likely the words are those of spam, 0 to 1, by what the account was taught; null when too little was. */
  readonly likelihood: number | null
}

export interface SpamThresholds {
  readonly flagAt: number
  readonly quarantineAt: number
}

export interface SpamJudgement {
  /** Points, with one decimal. */
  readonly score: number
  readonly verdict: 'clean' | 'flagged' | 'quarantined'
  /** Sentences for the operator. */
  readonly reasons: readonly string[]
}

interface Count {
  readonly points: number
  readonly reason: string
}

/** Most points that the word of a filter has, in either direction. */
const FILTER_LIMIT = 20

/** Judges a message. */
export function judgeSpam(facts: SpamFacts, thresholds: SpamThresholds): SpamJudgement {
  const counts = [
    ...countAuthentication(facts),
    ...countHeader(facts.header),
    ...countWords(facts.likelihood),
    ...countFilter(facts.filter),
  ]
  const sum = counts.reduce((total, { points }) => total + points, 0)
  const least = leastScore(facts, thresholds)
  const score = Math.round(Math.max(sum, least) * 10) / 10
  const reasons = [...counts.map(({ reason }) => reason), ...notes(facts)]
  return { score, verdict: verdictOf(score, facts.disposition, thresholds), reasons }
}

function verdictOf(
  score: number,
  disposition: Disposition,
  { flagAt, quarantineAt }: SpamThresholds,
): SpamJudgement['verdict'] {
  if (disposition !== 'accept' || score >= quarantineAt) return 'quarantined'
  return score >= flagAt ? 'flagged' : 'clean'
}

/** The filter's own thresholds count, however few points it gave. */
function leastScore({ filter }: SpamFacts, { flagAt, quarantineAt }: SpamThresholds): number {
  if (filter?.result === 'reject') return quarantineAt
  return filter?.result === 'spam' ? flagAt : Number.NEGATIVE_INFINITY
}

function countAuthentication({ authentication, disposition }: SpamFacts): Count[] {
  const { spf, dkim, dmarc, policy } = authentication
  const domain = authentication.from_domain ? shownDomain(authentication.from_domain) : 'The author’s domain'
  const counts: Count[] = []
  const count = (points: number, reason: string) => counts.push({ points, reason })
  if (authentication.vouched_by) {
    count(
      -0.5,
      `${shownDomain(authentication.vouched_by)} vouches that it was genuine when it was forwarded.`,
    )
    return counts
  }
  if (dmarc === 'permerror') count(3, 'It does not have exactly one author (From).')
  if (dmarc === 'fail') {
    const asked = policy === null || policy === undefined ? 'none' : policy
    const consequence = disposition === 'accept' ? '' : ' That is why it is quarantined.'
    count(
      2.5,
      `It is not from ${domain}: DMARC failed, and the policy of the domain is ${asked}.${consequence}`,
    )
  }
  if (spf === 'fail') count(1.5, 'Its server may not send for the domain of its return path (SPF fail).')
  if (spf === 'softfail')
    count(1, 'Its server should not send for the domain of its return path (SPF softfail).')
  if (dkim === 'fail') count(1, 'It was changed after it was signed (DKIM fail).')
  if (authenticityOf({ ...authentication }) === 'passed') count(-0.5, `It is from ${domain}.`)
  return counts
}

function countHeader(header: SpamFacts['header']): Count[] {
  const counts: Count[] = []
  const count = (points: number, reason: string) => counts.push({ points, reason })
  if (header.fromAddress === null) count(2, 'It names no author.')
  if (!header.hasDate) count(0.5, 'It has no date.')
  if (!header.hasMessageId) count(0.5, 'It has no Message-ID.')
  const named = /[^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:]{1,255}/.exec(header.fromName.slice(0, 1_000))?.[0]
  if (named !== undefined && named.toLowerCase() !== header.fromAddress?.toLowerCase()) {
    count(2, 'The name of its author is another mail address.')
  }
  return counts
}

function countWords(likelihood: number | null): Count[] {
  if (likelihood === null) return []
  if (likelihood >= 0.95)
    return [{ points: 5, reason: 'Its words are those of mail that was reported as spam.' }]
  if (likelihood >= 0.8)
    return [{ points: 2.5, reason: 'Its words are like those of mail reported as spam.' }]
  return likelihood <= 0.05 ? [{ points: -2, reason: 'Its words are those of wanted mail.' }] : []
}

function countFilter(filter: FilterAnswer | null): Count[] {
  if (filter === null || filter.score === null || !Number.isFinite(filter.score)) return []
  const points = Math.max(-FILTER_LIMIT, Math.min(FILTER_LIMIT, filter.score))
  const symbols = filter.symbols.slice(0, 8).map((symbol) => shown(symbol))
  const because = symbols.length === 0 ? '' : ` (${symbols.join(', ')})`
  return [{ points, reason: `The spam filter gave it ${Math.round(points * 10) / 10} points${because}.` }]
}

/** What was not found out. */
function notes({ filter, scan }: SpamFacts): string[] {
  const said: string[] = []
  if (filter?.result === 'unavailable') said.push('The spam filter did not answer.')
  if (filter?.result === 'too_large') said.push('It is too large for the spam filter.')
  if (scan?.result === 'unavailable') said.push('The virus scanner did not answer.')
  if (scan?.result === 'too_large') said.push('It is too large for the virus scanner.')
  return said
}
