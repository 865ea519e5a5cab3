/** Who is asking: the key of a request and what it may do (contract §1, §2). */

import { hash } from 'node:crypto'
import type { Context } from '../context.ts'
import { type Scope, seesHeld } from '../core/scopes.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { findKeyByHash, type Key, mailboxIdsOf, scopesOf } from '../store/keys.ts'

/** The raw key of a request, from `Authorization: Bearer` or `X-API-Key`; null when there is none. */
export function keyOf(headers: Headers): string | null {
  const match = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')
  return match?.[1] ?? headers.get('x-api-key')
}

/** The holder of a key, and the key's id. Throws AppError `unauthorized`. */
export async function authenticate(
  context: Context,
  headers: Headers,
): Promise<Principal & { readonly keyId: string }> {
  const raw = keyOf(headers)
  if (raw === null) throw new AppError('unauthorized')
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
