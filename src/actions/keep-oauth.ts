/** What the authorization server writes: clients, codes, tokens and grants, each in a transaction of its own. */

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import { findKeyById, keyEvent, revokeKey } from '../store/keys.ts'
import {
  consumeOauthRow,
  deleteGrant,
  deleteOauthRow,
  type OauthPayload,
  putOauthRow,
} from '../store/oauth-rows.ts'
import { addSetting, findSetting } from '../store/settings.ts'
import { hostAccount } from '../store/sign-ups.ts'

/** A client that nobody let in is forgotten after this, in s: 30 days. */
const UNUSED_CLIENT_S = 30 * 86_400
/** What says nothing of its end is kept this long, in s. */
const DEFAULT_S = 86_400

/** Writes a row; `seconds` is how long it is good for. */
export async function keepOauthRow(
  context: Context,
  model: string,
  id: string,
  payload: OauthPayload,
  seconds: number | undefined,
): Promise<void> {
  const lifetime = seconds ?? (model === 'Client' ? UNUSED_CLIENT_S : DEFAULT_S)
  await context.database.write(async (writer) => {
    await putOauthRow(writer, { model, id, payload, expiresAt: writer.now + lifetime * 1000 })
    if (model !== 'Client') return
    const host = await hostAccount(writer.db)
    if (host === undefined) return
    await appendEvent(writer, {
      accountId: host.id,
      mailboxId: null,
      test: 0,
      action: 'oauth.client_registered',
      resourceType: 'oauth_client',
      resourceId: id,
      actor: SYSTEM,
      metadata: { name: payload.client_name ?? null, redirect_uris: payload.redirect_uris ?? [] },
    })
  })
}

/** Uses a code or token up; false when somebody was faster. */
export async function useOauthRow(context: Context, model: string, id: string): Promise<boolean> {
  return context.database.write((writer) => consumeOauthRow(writer, model, id))
}

export async function dropOauthRow(context: Context, model: string, id: string): Promise<void> {
  await context.database.write((writer) => deleteOauthRow(writer, model, id))
}

/**
 * Ends a grant, with its tokens and the key that stands for it. `isTheft`: something of it was shown a second time.
 */
export async function endGrant(context: Context, grantId: string, isTheft: boolean): Promise<void> {
  await context.database.write(async (writer) => {
    for (const id of await deleteGrant(writer, grantId)) {
      const key = await findKeyById(writer.db, id)
      if (key === undefined) continue
      const maker = { accountId: key.account_id, actor: SYSTEM }
      if (isTheft) await appendEvent(writer, keyEvent(maker, key, 'oauth.token_replayed', { name: key.name }))
      if (await revokeKey(writer, id)) {
        await appendEvent(writer, keyEvent(maker, key, 'key.revoked', { name: key.name, by: 'oauth' }))
      }
    }
  })
}

/** The secrets of the authorization server. Tokens are opaque: the key signs nothing that leaves. */
export interface OauthSecrets {
  readonly jwk: Readonly<Record<string, unknown>>
  readonly cookieKey: string
}

const SECRETS = 'oauth_secrets'

/** The secrets, made at first need and kept in the database beside the other keys of this server. */
export async function oauthSecrets(context: Context): Promise<OauthSecrets> {
  const present = await findSetting(context.database.reader, SECRETS)
  if (present !== null) return JSON.parse(present) as OauthSecrets
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const made: OauthSecrets = {
    jwk: { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' },
    cookieKey: randomBytes(32).toString('base64url'),
  }
  return context.database.write(async (writer) => {
    // Another process may have been faster.
    await addSetting(writer, SECRETS, JSON.stringify(made))
    return JSON.parse((await findSetting(writer.db, SECRETS)) ?? '{}') as OauthSecrets
  })
}
