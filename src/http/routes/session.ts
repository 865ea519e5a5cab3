/** Signing in and out at the console. Whether an address is anybody's, none of these routes tells. */

import { z } from '@hono/zod-openapi'
import { askForPasskey, verifyPasskey } from '../../actions/manage-passkeys.ts'
import { endSession } from '../../actions/manage-session.ts'
import { recordReading } from '../../actions/read-message.ts'
import { askForCode, confirmSession, type Entered, enterByPasskey, signIn } from '../../actions/sign-in.ts'
import type { Context } from '../../context.ts'
import { canonicalAddress, isAddress } from '../../core/address.ts'
import { isSessionOver, RECENT_SIGN_IN_MS, ROLES } from '../../core/people.ts'
import { AppError, badField } from '../../errors.ts'
import { findAccount } from '../../store/accounts.ts'
import { listPasskeys } from '../../store/passkeys.ts'
import { findPerson, type Person } from '../../store/people.ts'
import { listSessions } from '../../store/sessions.ts'
import { clientAddress } from '../client-address.ts'
import { addEndpoint, type RouteRequest } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField, optional } from '../fields.ts'
import { networkOf, takeSignInToken } from '../limits.ts'
import { requireConsole, requireSession, sessionCookie, userAgentOf } from '../session-auth.ts'
import { siteOf } from '../site.ts'
import { iso } from '../wire.ts'

const TAG = 'People'
const address = z.string().max(254).refine(isAddress, 'is not a mail address')
const short = optional(z.string().max(32))
const password = optional(z.string().max(1_024))

export const PersonSchema = z
  .object({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(ROLES) })
  .openapi('Person')

const SignedInSchema = z
  .object({
    status: z.enum(['signed_in', 'totp_required']),
    totp_required: z.boolean(),
    person: PersonSchema.nullable(),
  })
  .openapi('SignedIn')

const ConfirmedSchema = z
  .object({
    status: z.enum(['confirmed', 'totp_required']),
    totp_required: z.boolean(),
    confirmed_until: z.string().nullable().openapi({ format: 'date-time' }),
  })
  .openapi('Confirmed')

/** What a passkey answers, as the browser gives it (RegistrationResponseJSON, AuthenticationResponseJSON). */
export const passkeyResponse = z
  .record(z.string(), z.unknown())
  .openapi({ description: 'What the browser answered, as JSON (Web Authentication Level 3).' })

/** What a browser is asked, as JSON. */
export const PasskeyOptions = z.object({ options: z.record(z.string(), z.unknown()) })

type Anything = RouteRequest<unknown, unknown, unknown>

function placeOf({ context, from, header }: Pick<Anything, 'context' | 'from' | 'header'>) {
  return {
    ip: clientAddress(context, from, header('x-forwarded-for')),
    userAgent: userAgentOf(header),
  }
}

const personOf = ({ id, name, email, role }: Person) => ({ id, name, email, role })

/** Counts a try; `email` null where none is given. */
function countTry(context: Context, ip: string, email: string | null): void {
  takeSignInToken(context, 'try from', networkOf(ip))
  if (email === null) return
  takeSignInToken(context, 'try for', `${canonicalAddress(email)} ${networkOf(ip)}`)
  takeSignInToken(context, 'try anywhere for', canonicalAddress(email))
}

function answerOf(context: Context, entered: Entered | null): Response {
  if (entered === null) return Response.json({ status: 'totp_required', totp_required: true, person: null })
  const body = { status: 'signed_in', totp_required: false, person: personOf(entered.person) }
  return Response.json(body, { headers: { 'set-cookie': sessionCookie(context, entered.token) } })
}

/** Adds the routes. */
export function addSessionRoutes(app: App, context: Context): void {
  addCodeRoute(app, context)
  addSignInRoute(app, context)
  addPasskeySignIn(app, context)
  addOwnSession(app, context)
  addSignOut(app, context)
  addConfirmation(app, context)
  addSessionList(app, context)
}

function addCodeRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session/code',
    scopes: null,
    tag: TAG,
    summary: 'Ask for a code to sign in, which goes to the address by mail',
    description: 'The answer is the same for every address. A code works once, for 10 minutes.',
    body: z.object({ email: address }),
    answer: z.object({ status: z.literal('code_sent'), message: z.string() }),
    errors: ['not_from_console', 'rate_limited'],
    async handle(request) {
      requireConsole(context, request.header)
      const place = placeOf(request)
      takeSignInToken(context, 'code from', networkOf(place.ip))
      takeSignInToken(context, 'code for', canonicalAddress(request.body.email))
      await askForCode(context, request.body.email, place)
      const message = 'If somebody signs in with this address, a code is on its way to it.'
      return { body: { status: 'code_sent', message } }
    },
  })
}

function addSignInRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session',
    scopes: null,
    tag: TAG,
    summary: 'Sign in with a code by mail, or with a password and an authenticator app',
    description:
      'The session is a cookie. `totp_required`: the person has an authenticator app; make the same request again with `totp`.',
    body: z.object({
      email: address,
      code: short,
      password,
      totp: short,
      account: optional(z.string().max(64)),
    }),
    answer: SignedInSchema,
    errors: ['sign_in_failed', 'choose_account', 'not_from_console', 'rate_limited'],
    async handle(request) {
      requireConsole(context, request.header)
      const { email, code, password: word, totp, account } = request.body
      if ((code === undefined) === (word === undefined)) throw badField('code', 'or "password" is needed')
      const place = placeOf(request)
      countTry(context, place.ip, email)
      const proof = { code: code ?? null, password: word ?? null, totp: totp ?? null }
      return answerOf(context, await signIn(context, { ...place, ...proof, email, account: account ?? null }))
    },
  })
}

function addPasskeySignIn(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session/passkey/options',
    scopes: null,
    tag: TAG,
    summary: 'What a passkey is asked to sign',
    body: z.object({}),
    answer: PasskeyOptions,
    errors: ['not_from_console', 'rate_limited'],
    async handle(request) {
      requireConsole(context, request.header)
      countTry(context, placeOf(request).ip, null)
      return { body: { options: await askForPasskey(context, siteOf(context, request.header)) } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session/passkey',
    scopes: null,
    tag: TAG,
    summary: 'Sign in with a passkey',
    body: z.object({ response: passkeyResponse }),
    answer: SignedInSchema,
    errors: ['sign_in_failed', 'not_from_console', 'rate_limited'],
    async handle(request) {
      requireConsole(context, request.header)
      const place = placeOf(request)
      countTry(context, place.ip, null)
      const site = siteOf(context, request.header)
      const person = await verifyPasskey(context, site, request.body.response)
      return answerOf(context, await enterByPasskey(context, person, place))
    },
  })
}

const SessionSchema = z
  .object({
    person: PersonSchema,
    account: z.object({
      id: z.string(),
      name: z.string(),
      slug: z.string(),
      paused: z.boolean(),
      oversight_email: z.string(),
    }),
    sign_in_methods: z.object({ passkeys: z.number(), password: z.boolean(), totp: z.boolean() }),
    session: z.object({
      id: z.string(),
      created_at: z.string(),
      expires_at: z.string(),
      confirmed_until: z.string(),
    }),
  })
  .openapi('Session')

function addOwnSession(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/session',
    scopes: ['read'],
    tag: TAG,
    summary: 'Who is signed in',
    answer: SessionSchema,
    errors: ['session_required'],
    async handle({ principal }) {
      const { id, personId, confirmedAt } = requireSession(principal)
      const { reader } = context.database
      const person = await findPerson(reader, principal.accountId, personId)
      const account = await findAccount(reader, principal.accountId)
      const session = (await listSessions(reader, personId)).find((one) => one.id === id)
      if (person === undefined || account === undefined || session === undefined)
        throw new AppError('unauthorized')
      return {
        body: {
          person: personOf(person),
          account: {
            id: account.id,
            name: account.name,
            slug: account.slug,
            paused: account.paused_at !== null,
            oversight_email: account.oversight_email,
          },
          sign_in_methods: {
            passkeys: (await listPasskeys(reader, personId)).length,
            password: person.password_hash !== null,
            totp: person.totp_confirmed_at !== null,
          },
          session: {
            id,
            created_at: iso(session.created_at),
            expires_at: iso(session.expires_at),
            confirmed_until: iso(confirmedAt + RECENT_SIGN_IN_MS),
          },
        },
      }
    },
  })
}

function addSignOut(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/session',
    scopes: ['read'],
    tag: TAG,
    summary: 'Sign out',
    answer: z.object({ status: z.literal('signed_out') }),
    errors: ['session_required'],
    async handle({ principal }) {
      const session = requireSession(principal)
      await endSession(context, principal, session, session.id)
      const headers = { 'set-cookie': sessionCookie(context, ''), 'clear-site-data': '"cache"' }
      return Response.json({ status: 'signed_out' }, { headers })
    },
  })
}

function addConfirmation(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session/confirm',
    scopes: ['read'],
    tag: TAG,
    summary: 'Prove again who you are, for what needs the operator',
    description:
      'With a code by mail, a password and an authenticator app, or a passkey. Good for 30 minutes.',
    body: z.object({ code: short, password, totp: short, response: optional(passkeyResponse) }),
    answer: ConfirmedSchema,
    errors: ['sign_in_failed', 'session_required'],
    async handle(request) {
      const { principal, body, header } = request
      const session = requireSession(principal)
      const place = placeOf(request)
      countTry(context, place.ip, session.email)
      let isByPasskey = false
      if (body.response !== undefined) {
        const person = await verifyPasskey(context, siteOf(context, header), body.response)
        if (person.id !== session.personId) throw new AppError('sign_in_failed')
        isByPasskey = true
      } else if ((body.code === undefined) === (body.password === undefined)) {
        throw badField('code', 'or "password" or "response" is needed')
      }
      const at = await confirmSession(context, {
        code: body.code ?? null,
        password: body.password ?? null,
        totp: body.totp ?? null,
        sessionId: session.id,
        personId: session.personId,
        accountId: principal.accountId,
        isByPasskey,
      })
      return {
        body: {
          status: at === null ? 'totp_required' : 'confirmed',
          totp_required: at === null,
          confirmed_until: at === null ? null : iso(at + RECENT_SIGN_IN_MS),
        },
      }
    },
  })
}

function addSessionList(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/sessions',
    scopes: ['read'],
    tag: TAG,
    summary: 'Where you are signed in',
    answer: z.object({
      sessions: z.array(
        z.object({
          id: z.string(),
          current: z.boolean(),
          method: z.string(),
          ip: z.string(),
          user_agent: z.string(),
          created_at: z.string(),
          last_used_at: z.string(),
          expires_at: z.string(),
        }),
      ),
      cursor: z.null(),
    }),
    errors: ['session_required'],
    async handle({ principal }) {
      const me = requireSession(principal)
      const all = await listSessions(context.database.reader, me.personId)
      const sessions = all.filter((one) => !isSessionOver(one, context.clock.now()))
      await recordReading(context, principal, {
        action: 'session.listed',
        resourceType: 'person',
        resourceId: me.personId,
        mailboxId: null,
      })
      return {
        body: {
          sessions: sessions.map((one) => ({
            id: one.id,
            current: one.id === me.id,
            method: one.method,
            ip: one.ip,
            user_agent: one.user_agent,
            created_at: iso(one.created_at),
            last_used_at: iso(one.last_used_at),
            expires_at: iso(one.expires_at),
          })),
          cursor: null,
        },
      }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/sessions/{id}',
    scopes: ['read'],
    tag: TAG,
    summary: 'Sign out somewhere else',
    params: z.object({ id: idField }),
    answer: z.object({ status: z.literal('ended'), id: z.string() }),
    errors: ['session_required'],
    async handle({ principal, params }) {
      await endSession(context, principal, requireSession(principal), params.id)
      return { body: { status: 'ended', id: params.id } }
    },
  })
}
