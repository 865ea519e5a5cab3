/** Where the authorization server is, and which scopes it knows: what is needed without loading it. */

import { SCOPES, type Scope } from '../../core/scopes.ts'

/** Paths of the authorization server, below the public address. */
export const OAUTH_PATHS = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  registration: '/oauth/register',
  revocation: '/oauth/revoke',
  consent: '/oauth/consent',
} as const

/** The scopes of ours in a list, in the contract's order. */
export function scopesIn(text: string | undefined): Scope[] {
  const asked = (text ?? '').split(' ')
  return SCOPES.filter((scope) => asked.includes(scope))
}
