/**
 * How fast each domain is mailed: so many conversations at once as it bears, none for a while after it asked for less.
 * What is learned lives as long as the process; a domain that slows us down takes no room from others.
 */

/** How an attempt ended, as far as pace is concerned. */
export interface PaceFact {
  readonly outcome: 'accepted' | 'deferred' | 'refused' | 'uncertain'
  /** Where in the conversation; null when there was none. */
  readonly stage: string | null
  readonly code: number | null
  readonly enhanced: string | null
}

interface Standing {
  /** Conversations allowed at once. */
  limit: number
  inFlight: number
  /** Epoch ms before which nothing is begun. */
  notBefore: number
  /** Slowdowns since the last success. */
  slowdowns: number
  /** Successes since the limit changed. */
  successes: number
}

/** After so many successes in a row one more conversation is allowed. */
const SUCCESSES_TO_GROW = 10
/** Waits after the first, second, … slowdown in a row, in ms; the last one repeats. */
export const SLOWDOWN_WAITS_MS: readonly number[] = [10_000, 60_000, 300_000, 900_000, 1_800_000]
/** Domains remembered; the longest unused are forgotten first. */
const MOST_DOMAINS = 10_000

/** Stages in which a server speaks of us, not of one message or recipient. */
const ABOUT_US = new Set(['connect', 'greeting', 'tls', 'auth', 'mail'])

/**
 * Whether a server asked for less, or cannot be reached: 421 anywhere, a deferral before any recipient was named, or
 * one that names a rate or policy (RFC 3463 4.7.x, 4.4.5, 4.3.2). A deferral of one recipient, as greylisting gives,
 * is not: it concerns this recipient alone.
 */
export function isSlowdown({ outcome, stage, code, enhanced }: PaceFact): boolean {
  if (outcome !== 'deferred') return false
  if (code === 421) return true
  if (stage !== null && ABOUT_US.has(stage)) return true
  return stage !== 'rcpt' && enhanced !== null && /^4\.(?:7\.\d+|4\.5|3\.2)$/.test(enhanced)
}

/** The pace of every domain that is mailed. Times are epoch ms and come from outside. */
export class Pace {
  readonly #most: number
  readonly #standings = new Map<string, Standing>()

  /** `most`: conversations with one domain at once, at best. */
  constructor(most: number) {
    this.#most = Math.max(1, most)
  }

  /** How many conversations may be begun with a domain now. */
  room(domain: string, now: number): number {
    const standing = this.#standings.get(domain)
    if (standing === undefined) return this.#most
    return now < standing.notBefore ? 0 : Math.max(0, standing.limit - standing.inFlight)
  }

  /** Domains with which nothing may be begun now. */
  full(now: number): string[] {
    return [...this.#standings.keys()].filter((domain) => this.room(domain, now) === 0)
  }

  begin(domain: string): void {
    const standing = this.#standings.get(domain) ?? this.#fresh()
    standing.inFlight++
    // The longest unused come first.
    this.#standings.delete(domain)
    this.#standings.set(domain, standing)
    this.#forget()
  }

  /** A conversation that was begun is over; `fact` is null when nothing came of it. */
  end(domain: string, fact: PaceFact | null, now: number): void {
    const standing = this.#standings.get(domain)
    if (standing === undefined) return
    standing.inFlight = Math.max(0, standing.inFlight - 1)
    if (fact === null) return
    if (isSlowdown(fact)) this.#slowDown(standing, now)
    else if (fact.outcome === 'accepted') this.#speedUp(standing)
  }

  #slowDown(standing: Standing, now: number): void {
    // Conversations that were under way together say one thing together.
    if (now < standing.notBefore) return
    const wait = SLOWDOWN_WAITS_MS[Math.min(standing.slowdowns, SLOWDOWN_WAITS_MS.length - 1)] ?? 0
    standing.slowdowns++
    standing.successes = 0
    standing.limit = Math.max(1, Math.floor(standing.limit / 2))
    standing.notBefore = now + wait
  }

  #speedUp(standing: Standing): void {
    standing.slowdowns = 0
    if (++standing.successes < SUCCESSES_TO_GROW) return
    standing.successes = 0
    standing.limit = Math.min(this.#most, standing.limit + 1)
  }

  #fresh(): Standing {
    return { limit: this.#most, inFlight: 0, notBefore: 0, slowdowns: 0, successes: 0 }
  }

  #forget(): void {
    if (this.#standings.size <= MOST_DOMAINS) return
    for (const [domain, { inFlight }] of this.#standings) {
      if (inFlight > 0) continue
      this.#standings.delete(domain)
      return
    }
  }
}
