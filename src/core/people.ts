/** People of an account: their roles, and how long what they sign in with lasts. */

import type { Scope } from './scopes.ts'

/** Roles, from most to least. */
export const ROLES = ['owner', 'reviewer', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/**
 * What a person may do. An owner writes and decides, which a key never may: whoever wrote a mail does not decide on
 * it, whatever they may do (`mayDecide`).
 */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['read', 'send', 'oversight', 'admin'],
  reviewer: ['read', 'oversight'],
  viewer: ['read'],
}

/** A session ends when it was not used for this long, and at most this long after signing in, in ms. */
export const SESSION_IDLE_MS = 12 * 3_600_000
export const SESSION_LIFETIME_MS = 7 * 86_400_000
/** Use is noted this often, in ms. */
export const SESSION_NOTED_EVERY_MS = 5 * 60_000
/** What needs the operator is done by an owner who signed in, or confirmed it, within this time, in ms. */
export const RECENT_SIGN_IN_MS = 30 * 60_000

/** A sign-in code lives this long, in ms, and dies after so many wrong tries. */
export const SIGN_IN_CODE_MS = 10 * 60_000
export const SIGN_IN_TRIES = 5
/** So long may somebody take to touch their passkey, in ms. */
export const CHALLENGE_MS = 5 * 60_000

/** Passwords have so many characters. */
export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 256

/** Whether a session that was last used and is to end at these times (epoch ms) is over. */
export function isSessionOver(
  session: { readonly last_used_at: number; readonly expires_at: number; readonly ended_at: number | null },
  now: number,
): boolean {
  return (
    session.ended_at !== null || now >= session.expires_at || now >= session.last_used_at + SESSION_IDLE_MS
  )
}

/** Whether a sign-in, or its confirmation, at `confirmedAt` (epoch ms) still is a recent one. */
export function isRecent(confirmedAt: number, now: number): boolean {
  return now < confirmedAt + RECENT_SIGN_IN_MS
}
