/**
 * People who are signed in at the console: their cookie, and how a request shows that it comes from a page of this
 * server. The cookie alone changes nothing: a header that no other site can send must be there too.
 */

import type { IncomingMessage } from 'node:http'
import { noteSessionUse } from '../actions/manage-session.ts'
import type { Context } from '../context.ts'
import { isRecent, isSessionOver, SCOPES_OF_ROLE, SESSION_LIFETIME_MS } from '../core/people.ts'
import { seesHeld } from '../core/scopes.ts'
import { AppError } from '../errors.ts'
import type { Principal, SignedIn } from '../store/access.ts'
import { findSession } from '../store/sessions.ts'

export type HeaderOf = (name: string) => string | undefined

/** What of a request tells who asks. */
export interface Asking {
  readonly method: string
  readonly header: HeaderOf
  /** Value of `test` in the query. */
  readonly test: string | undefined
}

const isSecure = ({ publicUrl }: Context) => publicUrl.startsWith('https:')

/** With the prefix, browsers take it over TLS only, and for this very host (RFC 6265bis §4.1.3.2). */
const cookieName = (context: Context) =>
  isSecure(context) ? '__Host-multimail_session' : 'multimail_session'

/** The value of `Set-Cookie` that signs in; an empty token signs out. */
export function sessionCookie(context: Context, token: string): string {
  const age = token === '' ? 0 : SESSION_LIFETIME_MS / 1000
  const parts = [`${cookieName(context)}=${token}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${age}`]
  return [...parts, ...(isSecure(context) ? ['Secure'] : [])].join('; ')
}

function tokenOf(context: Context, header: HeaderOf): string | null {
  const name = `${cookieName(context)}=`
  for (const part of (header('cookie') ?? '').split(';')) {
    const pair = part.trim()
    if (pair.startsWith(name)) return pair.slice(name.length)
  }
  return null
}

/** Whether a request carries the cookie of a session, good or not, and no key. */
export function bringsSession(context: Context, header: HeaderOf): boolean {
  const hasKey = header('authorization') !== undefined || header('x-api-key') !== undefined
  return !hasKey && tokenOf(context, header) !== null
}

/** Where pages of this server come from, as a request names it. */
function isOwnOrigin(context: Context, origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.origin === new URL(context.publicUrl).origin || url.host === host
}

/**
 * Throws AppError `not_from_console` unless a request comes from a page of this server: another site cannot send the
 * header without asking, which is never allowed, and cannot hide its origin.
 */
export function requireConsole(context: Context, header: HeaderOf): void {
  const origin = header('origin')
  const site = header('sec-fetch-site')
  const isOurs = origin === undefined || isOwnOrigin(context, origin, header('host'))
  const isNear = site === undefined || site === 'same-origin' || site === 'none'
  if (header('x-multimail-console') !== '1' || !isOurs || !isNear) throw new AppError('not_from_console')
}

/**
 * The person whose session a request carries. `isNew`: the request itself, not a look again while it is answered.
 * Throws `unauthorized`, `not_from_console`.
 */
export async function sessionPrincipal(
  context: Context,
  { method, header, test }: Asking,
  isNew: boolean,
): Promise<Principal & { readonly keyId: string; readonly session: SignedIn }> {
  const isReading = method === 'GET' || method === 'HEAD'
  if (!isReading) requireConsole(context, header)
  const token = tokenOf(context, header) ?? ''
  const found = await findSession(context.database.reader, token)
  if (found === undefined || isSessionOver(found.session, context.clock.now()))
    throw new AppError('unauthorized', {
      message: 'You are not signed in, or no longer.',
      fix: 'Sign in again.',
    })
  const { session, person } = found
  if (isNew) await noteSessionUse(context, session)
  const scopes = SCOPES_OF_ROLE[person.role]
  const isTest = header('x-multimail-test') === '1' || (isReading && test === '1')
  return {
    accountId: session.account_id,
    test: isTest ? 1 : 0,
    mailboxIds: null,
    seesHeld: seesHeld(scopes),
    scopes,
    actor: { keyId: null, name: `person:${person.email}`, person: person.email },
    session: {
      id: session.id,
      personId: person.id,
      email: person.email,
      role: person.role,
      confirmedAt: session.confirmed_at,
    },
    keyId: `person ${person.id}`,
  }
}

/** The session of whoever asks. Throws AppError `session_required` for a key. */
export function requireSession({ session }: Principal): SignedIn {
  if (session === undefined) throw new AppError('session_required')
  return session
}

/** The same of a person who signed in just now. Throws `session_required`, `sign_in_again`. */
export function requireRecent(context: Context, principal: Principal): SignedIn {
  const session = requireSession(principal)
  if (!isRecent(session.confirmedAt, context.clock.now())) throw new AppError('sign_in_again')
  return session
}

/** The User-Agent of a request, in a form that is kept. */
export function userAgentOf(header: HeaderOf): string {
  return (header('user-agent') ?? '').replace(/\p{Cc}/gu, ' ').slice(0, 300)
}

/** The value of `test` in the query of a request, as far as it tells the environment. */
export function testOf(incoming: IncomingMessage): string | undefined {
  const query = (incoming.url ?? '').split('?')[1] ?? ''
  return new URLSearchParams(query).get('test') ?? undefined
}
