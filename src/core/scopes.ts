/** What a key may do (contract §2). */

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
