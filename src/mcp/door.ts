/**
 * `POST /mcp`: who asks, whether they may ask from there, and what they say (contract §12); and `POST /mcp/onboarding`,
 * which needs no key and has only what makes an account (contract §3).
 */

import type { Context as HonoContext } from 'hono'
import type { Context } from '../context.ts'
import { FirstUse } from '../core/first-use.ts'
import { AppError } from '../errors.ts'
import type { Mount } from '../http/app.ts'
import { authenticate } from '../http/auth.ts'
import { readBody } from '../http/body.ts'
import type { App, Environment } from '../http/environment.ts'
import { takeRequestToken } from '../http/limits.ts'
import { requireOwnOrigin } from './origin.ts'
import { MCP_PATH, ONBOARDING_PATH } from './path.ts'
import type { Exchange, Offer } from './protocol.ts'
import type { Session } from './tool.ts'

type Finding = (context: Context, c: HonoContext<Environment>) => Promise<Session>

/** Adds the endpoints of the Model Context Protocol to an application. */
export const addMcp: Mount = (app: App, context: Context, stopping: AbortSignal): void => {
  const add = (path: string, offer: Offer, find: Finding) => {
    // The first request loads the protocol and makes the tools: it takes a moment that not every start needs.
    const exchange = new FirstUse<Exchange>(async () =>
      (await import('./protocol.ts')).createExchange({ app, context, stopping }, offer),
    )
    app.on('POST', path, async (c) => {
      requireOwnOrigin(context, c.req.header('origin'), c.req.header('host'))
      const session = await find(context, c)
      const message = await messageOf(c)
      if (message === undefined) return unreadable()
      return (await exchange.get())(accepting(c.req.raw), message, session)
    })
  }
  add(MCP_PATH, 'everything', holderOfKey)
  add(ONBOARDING_PATH, 'onboarding', anybody)
}

const outsideOf = (c: HonoContext<Environment>) => ({
  from: c.env.incoming.socket.remoteAddress ?? 'unknown',
  requestId: c.get('requestId'),
  header: (name: string) => c.req.header(name),
})

async function holderOfKey(context: Context, c: HonoContext<Environment>): Promise<Session> {
  const find = () => authenticate(context, c.req.header('authorization'), c.req.header('x-api-key'), 'mcp')
  const principal = await find().catch((error: unknown) => {
    const metadata = `${context.publicUrl}/.well-known/oauth-protected-resource${MCP_PATH}`
    if (error instanceof AppError && error.status === 401)
      c.get('answerHeaders')['WWW-Authenticate'] = `Bearer resource_metadata="${metadata}"`
    throw error
  })
  return {
    ...outsideOf(c),
    principal,
    readmit: find,
    takeToken: () => {
      Object.assign(c.get('answerHeaders'), takeRequestToken(context, principal.keyId))
    },
  }
}

/** Nobody in particular: what they may ask is limited by their address, in the routes themselves. */
async function anybody(_: Context, c: HonoContext<Environment>): Promise<Session> {
  const readmit = () => Promise.reject(new AppError('unauthorized'))
  return { ...outsideOf(c), principal: null, readmit, takeToken: () => {} }
}

/** The parsed body; undefined for what is not JSON. Throws AppError `too_large`. */
async function messageOf(c: HonoContext<Environment>): Promise<unknown> {
  const { bytes } = await readBody(c.env.incoming)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

const unreadable = () =>
  Response.json(
    { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'The body is not JSON in UTF-8.' } },
    { status: 400 },
  )

/** The request of a client that does not say that it takes streams too: it gets none. */
function accepting(request: Request): Request {
  const accept = request.headers.get('accept') ?? ''
  if (accept.includes('application/json') && accept.includes('text/event-stream')) return request
  const headers = new Headers(request.headers)
  headers.set('accept', 'application/json, text/event-stream')
  return new Request(request.url, { method: request.method, headers, signal: request.signal })
}
