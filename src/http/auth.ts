/** Who is asking: the key of a request and what it may do (contract §1, §2). */

import { hash } from 'node:crypto'
import type { Context } from '../context.ts'
import { type Scope, seesHeld } from '../core/scopes.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { findKeyByHash, findKeyById, type Key, mailboxIdsOf, scopesOf } from '../store/keys.ts'
import { findOauthRow } from '../store/oauth-rows.ts'

/** Which door is asked: access tokens of OAuth are good for one only. */
export type Resource = 'api' | 'mcp'

/** What a resource is called in OAuth (RFC 8707): the audience of its tokens. */
export function audienceOf({ publicUrl }: Pick<Context, 'publicUrl'>, resource: Resource): string {
  return resource === 'mcp' ? `${publicUrl}/mcp` : publicUrl
}

/**
 * The holder of the key in `Authorization: Bearer …` or `X-API-Key`, or of an access token for this resource, and the
 * id of the key, or of the one that the token stands for. Throws AppError `unauthorized`.
 */
export async function authenticate(
  context: Context,
  authorization: string | undefined,
  apiKey: string | undefined,
  resource: Resource = 'api',
): Promise<Principal & { readonly keyId: string }> {
  const raw = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? apiKey
  if (raw === undefined) throw new AppError('unauthorized')
  if (!raw.startsWith('mm_')) return tokenHolder(context, raw, resource)
  const key = await findKeyByHash(context.database.reader, hash('sha256', raw, 'hex'))
  if (key === undefined || key.revoked_at !== null) throw new AppError('unauthorized')
  return { ...principalOf(key), keyId: key.id }
}

/** Whoever shows an access token: the key of its grant, with what the token was narrowed to. */
async function tokenHolder(
  context: Context,
  token: string,
  resource: Resource,
): Promise<Principal & { readonly keyId: string }> {
  const { reader } = context.database
  const payload = await findOauthRow(reader, 'AccessToken', token, context.clock.now())
  if (payload === undefined) throw new AppError('unauthorized')
  const audience = audienceOf(context, resource)
  if (payload.aud !== audience) {
    throw new AppError('unauthorized', {
      message: `This access token is not for ${audience}.`,
      fix: `Ask for a token with the resource ${audience}; the REST API also takes API keys.`,
    })
  }
  const key = await findKeyById(reader, String(payload.accountId))
  if (key === undefined || key.revoked_at !== null) throw new AppError('unauthorized')
  const granted = String(payload.scope ?? '').split(' ')
  const scopes = scopesOf(key).filter((scope) => granted.includes(scope))
  return { ...principalOf(key, scopes), keyId: key.id }
}

/** What a key may see and do; `scopes`: no more than these. */
export function principalOf(key: Key, scopes: readonly Scope[] = scopesOf(key)): Principal {
  return {
    accountId: key.account_id,
    test: key.test,
    mailboxIds: mailboxIdsOf(key),
    seesHeld: seesHeld(scopes),
    scopes,
    actor: { keyId: key.id, name: `key:${key.name}` },
  }
}

/** Throws AppError `forbidden_scope` unless the holder has one of the scopes. */
export function requireScope(principal: Principal, anyOf: readonly Scope[]): void {
  if (anyOf.some((scope) => principal.scopes.includes(scope))) return
  throw new AppError('forbidden_scope', {
    message: `${principal.session === undefined ? 'This key' : `Your role, ${principal.session.role},`} lacks the scope ${anyOf.map((scope) => `"${scope}"`).join(' or ')}.`,
  })
}

/** Throws AppError `forbidden_scope` for a key limited to some mailboxes, where the whole account is concerned. */
export function requireWholeAccount(principal: Principal): void {
  if (principal.mailboxIds === null) return
  throw new AppError('forbidden_scope', {
    message: 'This concerns the whole account, and this key is limited to some mailboxes.',
    fix: 'Use a key that is not limited to mailboxes.',
  })
}
