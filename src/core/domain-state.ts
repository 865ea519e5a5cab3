/**
 * The states of a domain that an account wants to send from. It is proved by its DNS records again and again; one
 * that was proved and is not any more goes on for a time in which its owner is told, and then sends nothing.
 */

/** `failing`: proved before, but something that is needed is missing now. On the wire it is still `active`. */
export type DomainState = 'pending' | 'active' | 'failing'

/**
 * What a check came to. `unanswered`: nothing is known to be wrong, but the DNS did not say all · `overdue`: it has
 * been incomplete for {@link FAILING_FOR_MS}.
 */
export type DomainFinding = 'complete' | 'incomplete' | 'unanswered' | 'overdue'

/** What is told of a move; null when nothing is. */
export type DomainNews = 'verified' | 'failing' | 'recovered' | 'lapsed' | null

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** For so long mail from a domain whose records broke goes on: 7 days, in ms. */
export const FAILING_FOR_MS = 7 * DAY

export const DOMAIN_TRANSITIONS: Readonly<
  Record<DomainState, Readonly<Record<DomainFinding, readonly [DomainState, DomainNews]>>>
> = {
  pending: {
    complete: ['active', 'verified'],
    incomplete: ['pending', null],
    unanswered: ['pending', null],
    overdue: ['pending', null],
  },
  active: {
    complete: ['active', null],
    incomplete: ['failing', 'failing'],
    // Trouble with the DNS is not trouble with the domain.
    unanswered: ['active', null],
    overdue: ['failing', 'failing'],
  },
  failing: {
    complete: ['active', 'recovered'],
    incomplete: ['failing', null],
    unanswered: ['failing', null],
    overdue: ['pending', 'lapsed'],
  },
}

/** Waits between checks while a domain is not proved, in ms; the last one repeats. */
export const PENDING_WAITS_MS: readonly number[] = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
]

/** When to look again, in ms, after `checks` checks (≥ 1) in this state; spread by `random` (0 ≤ random < 1). */
export function nextCheckWait(state: DomainState, checks: number, random: number): number {
  const wait =
    state === 'active'
      ? DAY
      : state === 'failing'
        ? HOUR
        : (PENDING_WAITS_MS[Math.min(Math.max(checks, 1), PENDING_WAITS_MS.length) - 1] ?? DAY)
  return Math.round(wait * (0.9 + 0.2 * random))
}

/** The finding of a check, with the time since which the domain has been failing (epoch ms), if it has. */
export function findingOf(
  required: readonly ('verified' | 'missing' | 'wrong' | 'unknown')[],
  failingSince: number | null,
  now: number,
): DomainFinding {
  if (required.every((status) => status === 'verified')) return 'complete'
  if (required.every((status) => status === 'verified' || status === 'unknown')) return 'unanswered'
  return failingSince !== null && now - failingSince >= FAILING_FOR_MS ? 'overdue' : 'incomplete'
}
