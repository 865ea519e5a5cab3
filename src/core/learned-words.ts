/**
 * What an account was taught about its mail: how often words stood in mail that was called spam and in mail that was
 * called wanted (naive Bayes, Robinson's smoothing). A word is only the number of one of a million buckets that it
 * shares with many others, so that nobody can tell from the counts what an erased mail said.
 */

import { wordsOf } from './words.ts'

/** 2^20: a dictionary has several words for each. */
const BUCKETS = 1_048_576
/** So much of a text is looked at, in characters, and so many of its buckets. */
const TEXT_LIMIT = 32_768
const MOST_BUCKETS = 300
/** Words that say most for or against; the others only make noise. */
const MOST_TELLING = 25
/** Fewer mails of either kind teach nothing yet. */
export const LEAST_TAUGHT = 3

export interface Counts {
  readonly spam: number
  readonly ham: number
}

/**
 * The buckets of the words of a text, each once. `salt` makes those of one account differ from those of another.
 */
export function bucketsOf(text: string, salt: string): number[] {
  const found = new Set<number>()
  for (const word of wordsOf(text.slice(0, TEXT_LIMIT))) {
    if (word.length < 3 || word.length > 30) continue
    found.add(bucketOf(`${salt} ${word}`))
    if (found.size >= MOST_BUCKETS) break
  }
  return [...found]
}

/** FNV-1a, folded. */
function bucketOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  return ((hash >>> 20) ^ hash) & (BUCKETS - 1)
}

/**
 * How likely a text with these buckets is spam, 0 to 1; null while too little was taught. `totals` counts mails,
 * `counts` mails by bucket.
 */
export function likelihoodOf(
  buckets: readonly number[],
  totals: Counts,
  counts: ReadonlyMap<number, Counts>,
): number | null {
  if (totals.spam < LEAST_TAUGHT || totals.ham < LEAST_TAUGHT) return null
  const telling = buckets
    .map((bucket) => shareOf(counts.get(bucket), totals))
    .sort((a, b) => Math.abs(b - 0.5) - Math.abs(a - 0.5))
    .slice(0, MOST_TELLING)
  const odds = telling.reduce((sum, share) => sum + Math.log(share / (1 - share)), 0)
  return 1 / (1 + Math.exp(-odds))
}

/** How likely a mail with this word is spam: 0.5 for one never seen, never quite 0 or 1. */
function shareOf(counts: Counts | undefined, totals: Counts): number {
  const spam = Math.max(0, counts?.spam ?? 0) / totals.spam
  const ham = Math.max(0, counts?.ham ?? 0) / totals.ham
  const seen = Math.max(0, counts?.spam ?? 0) + Math.max(0, counts?.ham ?? 0)
  if (seen === 0 || spam + ham === 0) return 0.5
  return (0.5 + seen * (spam / (spam + ham))) / (1 + seen)
}
