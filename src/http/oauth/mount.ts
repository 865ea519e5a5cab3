/** OAuth 2.1 for remote MCP (contract §12): metadata, registration, tokens, and the page on which access is given. */

import type { IncomingMessage } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type Provider from 'oidc-provider'
import type { Context } from '../../context.ts'
import { FirstUse } from '../../core/first-use.ts'
import { SCOPES } from '../../core/scopes.ts'
import { clientOf } from '../../core/sign-up.ts'
import { AppError } from '../../errors.ts'
import { countOrRefuse } from '../../onboarding.ts'
import { audienceOf, type Resource } from '../auth.ts'
import { MAX_FORM_BYTES, readBody } from '../body.ts'
import { clientAddress } from '../client-address.ts'
import type { App, Environment } from '../environment.ts'
import { takeQuestion } from '../limits.ts'
import { OAUTH_PATHS } from './paths.ts'
import { readRegistration, withBody } from './registration.ts'

type Request = HonoContext<Environment>

/** Adds the routes. */
export function addOauthRoutes(app: App, context: Context): void {
  addMetadata(app, context)
  const load = async () => (await import('./provider.ts')).createProvider(context)
  let made: { readonly at: string; readonly provider: FirstUse<Provider> } | null = null
  // The library is large, and before the server listens its address may not be known.
  const provider = () => {
    if (made?.at !== context.publicUrl) made = { at: context.publicUrl, provider: new FirstUse(load) }
    return made.provider.get()
  }
  const consent = () => import('./consent.ts')
  app.get(`${OAUTH_PATHS.consent}/:uid`, async (c) =>
    (await consent()).showConsent(context, await provider(), withAddress(context, c)),
  )
  app.post(`${OAUTH_PATHS.consent}/:uid`, async (c) =>
    (await consent()).answerConsent(context, await provider(), withAddress(context, c)),
  )
  app.on(['GET', 'POST'], [OAUTH_PATHS.authorization, `${OAUTH_PATHS.authorization}/:uid`], async (c) => {
    takeQuestion(context, addressOf(context, c))
    return hand(await provider(), withAddress(context, c), c.env.incoming)
  })
  for (const path of [OAUTH_PATHS.token, OAUTH_PATHS.revocation]) {
    app.options(path, () => preflight('POST'))
    app.post(path, async (c) => hand(await provider(), withCors(withAddress(context, c)), c.env.incoming))
  }
  app.options(OAUTH_PATHS.registration, () => preflight('POST'))
  app.post(OAUTH_PATHS.registration, async (c) =>
    register(context, await provider(), withCors(withAddress(context, c))),
  )
}

/** The library builds addresses from the request: it gets those of the public address, whoever asked how. */
function withAddress({ publicUrl }: Context, c: Request): Request {
  const { protocol, host, pathname } = new URL(publicUrl)
  const { headers } = c.env.incoming
  headers.host = host
  headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = protocol.slice(0, -1)
  // Where a proxy takes a prefix off the path, addresses have it all the same.
  if (pathname !== '/') Object.assign(c.env.incoming, { originalUrl: `${pathname}${c.env.incoming.url}` })
  return c
}

/** Browsers of other sites may ask: these routes take no cookie, and what they give is for whoever has the code. */
function withCors(c: Request): Request {
  c.env.outgoing.setHeader('access-control-allow-origin', '*')
  c.get('answerHeaders')['access-control-allow-origin'] = '*'
  return c
}

function preflight(method: string): Response {
  return new Response(null, {
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': method,
      'access-control-allow-headers': 'content-type, authorization, mcp-protocol-version',
      'access-control-max-age': '3600',
    },
  })
}

/** The IP address of the client. */
function addressOf(context: Context, c: Request): string {
  const connected = c.env.incoming.socket.remoteAddress ?? 'unknown'
  return clientAddress(context, connected, c.req.header('x-forwarded-for'))
}

/** Lets the library answer. */
async function hand(provider: Provider, c: Request, incoming: IncomingMessage): Promise<Response> {
  const { outgoing } = c.env
  for (const [name, value] of Object.entries(c.get('answerHeaders'))) outgoing.setHeader(name, value)
  await provider.callback()(incoming, outgoing as Parameters<ReturnType<Provider['callback']>>[1])
  return RESPONSE_ALREADY_SENT
}

async function register(context: Context, provider: Provider, c: Request): Promise<Response> {
  const refused = (error: string, words: string, status: number) =>
    Response.json({ error, error_description: words }, { status, headers: { 'cache-control': 'no-store' } })
  try {
    await countOrRefuse(context, 'register_by_client', clientOf(addressOf(context, c)))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'rate_limited') throw error
    c.get('answerHeaders')['Retry-After'] = String(error.retryAfter ?? 60)
    return refused('temporarily_unavailable', error.message, 429)
  }
  const { bytes } = await readBody(c.env.incoming, MAX_FORM_BYTES)
  const read = readRegistration(parsed(bytes))
  if ('error' in read) return refused(read.error, read.words, 400)
  return hand(provider, c, withBody(c.env.incoming, JSON.stringify(read.metadata)))
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}

/** Metadata of the authorization server (RFC 8414) and of what it protects (RFC 9728). */
function addMetadata(app: App, context: Context): void {
  const url = (path: string) => `${context.publicUrl}${path}`
  const server = () => ({
    issuer: context.publicUrl,
    authorization_endpoint: url(OAUTH_PATHS.authorization),
    token_endpoint: url(OAUTH_PATHS.token),
    registration_endpoint: url(OAUTH_PATHS.registration),
    revocation_endpoint: url(OAUTH_PATHS.revocation),
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    protected_resources: [audienceOf(context, 'mcp'), audienceOf(context, 'api')],
  })
  const resource = (name: Resource) => ({
    resource: audienceOf(context, name),
    authorization_servers: [context.publicUrl],
    // What an agent needs: those who approve ask for `oversight`, without `send`.
    scopes_supported: ['read', 'send'],
    bearer_methods_supported: ['header'],
    resource_name: name === 'mcp' ? 'MultiMail by MCP' : 'MultiMail REST API',
  })
  const paths = [
    ['/.well-known/oauth-authorization-server', 'Metadata of the authorization server (RFC 8414)', server],
    ['/.well-known/oauth-protected-resource', 'What protects the REST API (RFC 9728)', () => resource('api')],
    ['/.well-known/oauth-protected-resource/mcp', 'What protects /mcp (RFC 9728)', () => resource('mcp')],
  ] as const
  for (const [path, summary, body] of paths) {
    app.get(path, (c) => Response.json(body(), { headers: withCors(c).get('answerHeaders') }))
    app.options(path, () => preflight('GET'))
    document(app, path, summary)
  }
  // Clients put the path of what they talk to behind it.
  app.get('/.well-known/oauth-authorization-server/*', (c) =>
    Response.json(server(), { headers: withCors(c).get('answerHeaders') }),
  )
}

function document(app: App, path: string, summary: string): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    tags: ['OAuth'],
    security: [],
    operationId: `get${path.replace(/[^a-z]+/g, '_')}`,
    summary,
    responses: {
      200: {
        description: summary,
        content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } },
      },
    },
  })
}
