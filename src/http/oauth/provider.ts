/**
 * The authorization server (OAuth 2.1): the certified library oidc-provider, over our database, with everything
 * switched off that remote MCP does not need. Only public clients, only codes with PKCE S256, only opaque tokens.
 */

import Provider, {
  type Adapter,
  type AdapterPayload,
  type Configuration,
  errors,
  interactionPolicy,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { dropOauthRow, endGrant, keepOauthRow, oauthSecrets, useOauthRow } from '../../actions/keep-oauth.ts'
import type { Context } from '../../context.ts'
import { SCOPES, scopesConflict } from '../../core/scopes.ts'
import { findKeyById } from '../../store/keys.ts'
import { findOauthRow, type OauthPayload } from '../../store/oauth-rows.ts'
import { audienceOf } from '../auth.ts'
import { pageOf } from '../pages/layout.ts'
import { calmPage } from '../pages/review-page.ts'
import { OAUTH_PATHS, scopesIn } from './paths.ts'

/** How long things are good for, in s: an access token an hour, a refresh token 60 days after its last use. */
const TTL = {
  AccessToken: 3_600,
  AuthorizationCode: 60,
  Grant: 365 * 86_400,
  Interaction: 3_600,
  RefreshToken: 60 * 86_400,
  Session: 3_600,
}

/** Builds the authorization server for the address that the server has by now. */
export async function createProvider(context: Context): Promise<Provider> {
  const { jwk, cookieKey } = await oauthSecrets(context)
  const provider = new Provider(context.publicUrl, configurationOf(context, jwk, cookieKey))
  // The request says which address it came to; see `asked` in mount.ts.
  provider.proxy = true
  provider.on('server_error', (_, error) => context.log.error({ err: error }, 'the OAuth server failed'))
  return provider
}

function configurationOf(
  context: Context,
  jwk: Readonly<Record<string, unknown>>,
  cookieKey: string,
): Configuration {
  return {
    adapter: (model: string) => adapterOf(context, model),
    clientBasedCORS: () => false,
    clientDefaults: {
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'ES256',
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    clientAuthMethods: ['none'],
    cookies: {
      keys: [cookieKey],
      names: {
        session: 'multimail_oauth',
        interaction: 'multimail_consent',
        resume: 'multimail_consent_resume',
      },
      long: { signed: true },
      short: { signed: true },
    },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    // A code or token that outlives the browser's session is what agents need.
    expiresWithSession: () => false,
    features: features(context),
    async findAccount(_, sub) {
      // Subjects are keys: what is revoked gets no further token.
      const key = await findKeyById(context.database.reader, sub)
      if (key === undefined || key.revoked_at !== null) return undefined
      return { accountId: sub, claims: () => ({ sub }) }
    },
    interactions: {
      policy: policyOf(),
      url: (_, interaction) => `${context.publicUrl}${OAUTH_PATHS.consent}/${interaction.uid}`,
    },
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    jwks: { keys: [jwk] } as NonNullable<Configuration['jwks']>,
    // Every request is consented to anew.
    async loadExistingGrant(ctx) {
      const grantId = ctx.oidc.result?.consent?.grantId
      return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId)
    },
    pkce: { required: () => true },
    renderError: (ctx, out) => renderError(ctx, out.error_description ?? out.error),
    responseTypes: ['code'],
    rotateRefreshToken: () => true,
    routes: {
      authorization: OAUTH_PATHS.authorization,
      token: OAUTH_PATHS.token,
      registration: OAUTH_PATHS.registration,
      revocation: OAUTH_PATHS.revocation,
      jwks: '/oauth/jwks',
    },
    ttl: TTL,
  }
}

function features(context: Context): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    registration: { enabled: true },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_, __, oneOf) => oneOf?.[0] ?? audienceOf(context, 'mcp'),
      useGrantedResource: () => true,
      getResourceServerInfo(_, resource) {
        const known = [audienceOf(context, 'mcp'), audienceOf(context, 'api')]
        if (!known.includes(resource))
          throw new errors.InvalidTarget(`this server has no resource ${resource}`)
        return {
          scope: SCOPES.join(' '),
          audience: resource,
          accessTokenTTL: TTL.AccessToken,
          accessTokenFormat: 'opaque',
        }
      },
    },
  }
}

/** Who may consent is found out on our page; what may be asked for at all, here. */
function policyOf(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  const check = new Check('scopes_of_ours', 'the scopes are looked at', (ctx) => {
    const { params } = ctx.oidc
    const scopes = scopesIn(typeof params?.scope === 'string' ? params.scope : undefined)
    if (scopesConflict(scopes)) {
      throw new errors.InvalidScope(
        'send and oversight are never granted together: nobody approves their own mail; ask for one of them',
        'send oversight',
      )
    }
    // Of OpenID nothing is offered; whoever asks for nothing may read.
    if (params !== undefined) params.scope = scopes.length === 0 ? 'read' : scopes.join(' ')
    return Check.NO_NEED_TO_PROMPT
  })
  policy.get('login')?.checks.add(check, 0)
  return policy
}

async function renderError(ctx: KoaContextWithOIDC, words: string): Promise<void> {
  const page = await pageOf('This did not work', calmPage('Access was not given', [words]), ctx.status)
  ctx.body = await page.text()
  for (const [name, value] of page.headers) ctx.set(name, value)
}

/** The library's view of our database. Sessions of browsers are not kept: every consent is proved anew. */
function adapterOf(context: Context, model: string): Adapter {
  const isKept = model !== 'Session'
  return {
    async upsert(id, payload, expiresIn) {
      if (isKept) await keepOauthRow(context, model, id, payload as unknown as OauthPayload, expiresIn)
    },
    async find(id) {
      if (!isKept) return undefined
      const found = await findOauthRow(context.database.reader, model, id, context.clock.now())
      return found as AdapterPayload | undefined
    },
    findByUserCode: async () => undefined,
    findByUid: async () => undefined,
    async consume(id) {
      if (await useOauthRow(context, model, id)) return
      const found = await findOauthRow(context.database.reader, model, id, context.clock.now())
      // Of two that came at once one was stolen, and nobody knows which.
      if (typeof found?.grantId === 'string') await endGrant(context, found.grantId, true)
      throw new errors.InvalidGrant('this was used before')
    },
    async destroy(id) {
      await dropOauthRow(context, model, id)
    },
    async revokeByGrantId(grantId) {
      await endGrant(context, grantId, Provider.ctx?.oidc.route === 'token')
    },
  }
}
