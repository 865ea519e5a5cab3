/** What a person signs in with beside codes by mail: passkeys, an authenticator app, a password. */

import { z } from '@hono/zod-openapi'
import {
  beginTotp,
  confirmTotp,
  removePassword,
  removeTotp,
  setPassword,
} from '../../actions/manage-credentials.ts'
import { addPasskey, beginPasskey, removePasskey } from '../../actions/manage-passkeys.ts'
import type { Context } from '../../context.ts'
import { listPasskeys, type Passkey } from '../../store/passkeys.ts'
import { findPerson } from '../../store/people.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { headerText, idField, optional } from '../fields.ts'
import { requireRecent, requireSession } from '../session-auth.ts'
import { siteOf } from '../site.ts'
import { iso } from '../wire.ts'
import { PasskeyOptions, passkeyResponse } from './session.ts'

const TAG = 'People'

const PasskeySchema = z
  .object({ id: z.string(), name: z.string(), created_at: z.string(), last_used_at: z.string().nullable() })
  .openapi('Passkey')

const passkeyOf = ({ id, name, created_at, last_used_at }: Passkey) => ({
  id,
  name,
  created_at: iso(created_at),
  last_used_at: last_used_at === null ? null : iso(last_used_at),
})

const ERRORS = ['session_required', 'sign_in_again', 'conflict'] as const

/** Adds the routes. */
export function addCredentialRoutes(app: App, context: Context): void {
  addPasskeyRoutes(app, context)
  addPasskeyRemoval(app, context)
  addTotpRoutes(app, context)
  addPasswordRoutes(app, context)
}

function addPasskeyRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session/passkeys/options',
    scopes: ['read'],
    tag: TAG,
    summary: 'What a browser is asked to make a passkey',
    body: z.object({}),
    answer: PasskeyOptions,
    errors: ERRORS,
    async handle({ principal, header }) {
      const me = requireRecent(context, principal)
      const person = await findPerson(context.database.reader, principal.accountId, me.personId)
      const options = await beginPasskey(context, me, person?.name ?? '', siteOf(context, header))
      return { body: { options } }
    },
  })
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session/passkeys',
    scopes: ['read'],
    tag: TAG,
    summary: 'Register a passkey',
    body: z.object({ response: passkeyResponse, name: optional(headerText(100)) }),
    status: 201,
    answer: PasskeySchema,
    errors: ERRORS,
    async handle({ principal, body, header }) {
      const me = requireRecent(context, principal)
      const site = siteOf(context, header)
      const given = { response: body.response, name: body.name ?? 'Passkey', site }
      return { status: 201, body: passkeyOf(await addPasskey(context, principal, me, given)) }
    },
  })
}

function addPasskeyRemoval(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/session/passkeys',
    scopes: ['read'],
    tag: TAG,
    summary: 'Your passkeys',
    answer: z.object({ passkeys: z.array(PasskeySchema), cursor: z.null() }),
    errors: ['session_required'],
    async handle({ principal }) {
      const { personId } = requireSession(principal)
      const passkeys = (await listPasskeys(context.database.reader, personId)).map(passkeyOf)
      return { body: { passkeys, cursor: null } }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/session/passkeys/{id}',
    scopes: ['read'],
    tag: TAG,
    summary: 'Take a passkey away',
    params: z.object({ id: idField }),
    answer: z.object({ status: z.literal('deleted'), id: z.string() }),
    errors: ERRORS,
    async handle({ principal, params }) {
      await removePasskey(context, principal, requireRecent(context, principal), params.id)
      return { body: { status: 'deleted', id: params.id } }
    },
  })
}

const totpCode = z.string().min(6).max(16)

function addTotpRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'post',
    path: '/v1/session/totp',
    scopes: ['read'],
    tag: TAG,
    summary: 'Get a secret for an authenticator app; it counts once a code of it was given',
    body: z.object({}),
    answer: z.object({ secret: z.string(), otpauth_url: z.string() }),
    errors: ERRORS,
    async handle({ principal }) {
      const { secret, url } = await beginTotp(context, principal, requireRecent(context, principal))
      return { body: { secret, otpauth_url: url } }
    },
  })
  addEndpoint(app, context, {
    method: 'put',
    path: '/v1/session/totp',
    scopes: ['read'],
    tag: TAG,
    summary: 'Confirm the authenticator app: from then on it is asked for',
    body: z.object({ totp_code: totpCode }),
    answer: z.object({ status: z.literal('totp_set') }),
    errors: ERRORS,
    async handle({ principal, body }) {
      await confirmTotp(context, principal, requireRecent(context, principal), body.totp_code)
      return { body: { status: 'totp_set' } }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/session/totp',
    scopes: ['read'],
    tag: TAG,
    summary: 'Take the authenticator app away, and with it the password',
    answer: z.object({ status: z.literal('totp_removed') }),
    errors: ERRORS,
    async handle({ principal }) {
      await removeTotp(context, principal, requireRecent(context, principal))
      return { body: { status: 'totp_removed' } }
    },
  })
}

function addPasswordRoutes(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'put',
    path: '/v1/session/password',
    scopes: ['read'],
    tag: TAG,
    summary: 'Set a password; it works together with the authenticator app only',
    body: z.object({ password: z.string().max(1_024), totp_code: totpCode }),
    answer: z.object({ status: z.literal('password_set') }),
    errors: ERRORS,
    async handle({ principal, body }) {
      const me = requireRecent(context, principal)
      await setPassword(context, principal, me, body.password, body.totp_code)
      return { body: { status: 'password_set' } }
    },
  })
  addEndpoint(app, context, {
    method: 'delete',
    path: '/v1/session/password',
    scopes: ['read'],
    tag: TAG,
    summary: 'Take the password away',
    answer: z.object({ status: z.literal('password_removed') }),
    errors: ERRORS,
    async handle({ principal }) {
      await removePassword(context, principal, requireRecent(context, principal))
      return { body: { status: 'password_removed' } }
    },
  })
}
