/** Who is asking: the key of a request and what it may do (contract §1, §2). */

import { hash } from 'node:crypto'
import type { Context } from '../context.ts'
import { type Scope, seesHeld } from '../core/scopes.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { findKeyByHash, type Key, mailboxIdsOf, scopesOf } from '../store/keys.ts'

/**
 * The holder of the key in `Authorization: Bearer …` or `X-API-Key`, and the key's id. Throws AppError
 * `unauthorized`.
 */
export async function authenticate(
  context: Context,
  authorization: string | undefined,
  apiKey: string | undefined,
): Promise<Principal & { readonly keyId: string }> {
  const raw = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? apiKey
  if (raw === undefined) throw new AppError('unauthorized')
  const key = await findKeyByHash(context.database.reader, hash('sha256', raw, 'hex'))
  if (key === undefined || key.revoked_at !== null) throw new AppError('unauthorized')
  return { ...principalOf(key), keyId: key.id }
}

/** What a key may see and do. */
export function principalOf(key: Key): Principal {
  const scopes = scopesOf(key)
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
    message: `This key lacks the scope ${anyOf.map((scope) => `"${scope}"`).join(' or ')}.`,
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
