/** What a key may do, and what it may see (contract §2, §4). */

import type { Direction, OversightState } from './oversight.ts'

export const SCOPES = ['read', 'send', 'oversight', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** Whether a set of scopes would let somebody approve their own mail. */
export function scopesConflict(scopes: readonly Scope[]): boolean {
  return scopes.includes('send') && scopes.includes('oversight')
}

/** Whether a holder of `scopes` may see held inbound mail and the thresholds of a mailbox (contract §4). */
export function seesHeld(scopes: readonly Scope[]): boolean {
  return scopes.includes('oversight') || scopes.includes('admin')
}

/**
 * Whether a message in a state may be read. Inbound mail that waits for approval, or was refused, does not exist
 * for those who may not see held mail; outbound mail is its author's own.
 */
export function mayRead(direction: Direction, state: OversightState, seesHeldMail: boolean): boolean {
  return seesHeldMail || direction === 'outbound' || state === 'released'
}
