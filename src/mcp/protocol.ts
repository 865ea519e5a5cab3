/**
 * The Model Context Protocol over one HTTP request: stateless, each request with a server of its own. Clients of the
 * revision 2026-07-28 and of those of 2025 are understood; answers are JSON, and a stream only for those who want to hear
 * how far a call is.
 */

import {
  createMcpHandler,
  isLegacyRequest,
  Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server'
import { VERSION } from '../http/version.ts'
import { callTool, type Ground } from './call.ts'
import { createCatalog } from './catalog.ts'
import { INSTRUCTIONS, ONBOARDING } from './instructions.ts'
import type { Session } from './tool.ts'
import { TOOLS } from './tools/all.ts'
import { ONBOARDING_TOOLS } from './tools/onboarding.ts'

/** What an endpoint has: all tools, or only those that make an account. */
export type Offer = 'everything' | 'onboarding'

const OFFERS = {
  everything: { tools: TOOLS, instructions: INSTRUCTIONS },
  onboarding: { tools: ONBOARDING_TOOLS, instructions: ONBOARDING },
} as const

/** Answers one request of the protocol; `message` is its parsed body. */
export type Exchange = (request: Request, message: unknown, session: Session) => Promise<Response>

/** We ask clients nothing, so nothing that they would answer is ever valid. */
const NO_VALIDATOR = {
  getValidator: () => () => ({ valid: false, data: undefined, errorMessage: 'nothing was asked' }) as const,
}

/** Makes what answers requests on an application. */
export function createExchange(on: Omit<Ground, 'catalog'>, offer: Offer): Exchange {
  const { tools, instructions } = OFFERS[offer]
  const ground = { ...on, catalog: createCatalog(on.app, tools) }
  const sessions = new WeakMap<Request, Session>()
  const modern = createMcpHandler(
    ({ requestInfo }) => {
      const session = requestInfo === undefined ? undefined : sessions.get(requestInfo)
      if (session === undefined) throw new Error('a request of the protocol came without who asks')
      return serverFor(ground, session, instructions)
    },
    // Nobody is told that tools changed: who lists them again sees it.
    {
      legacy: 'reject',
      maxSubscriptions: 0,
      onerror: (error) => ground.context.log.debug({ err: error }, 'mcp'),
    },
  )
  return async (request, message, session) => {
    sessions.set(request, session)
    if (!(await isLegacyRequest(request, message))) return modern.fetch(request, { parsedBody: message })
    return answerLegacy(serverFor(ground, session, instructions), request, message)
  }
}

function serverFor(ground: Ground, session: Session, instructions: string): Server {
  const server = new Server(
    { name: 'multimail', title: 'MultiMail', version: VERSION },
    { capabilities: { tools: {} }, instructions, jsonSchemaValidator: NO_VALIDATOR },
  )
  server.setRequestHandler('tools/list', () => {
    session.takeToken()
    return { tools: [...ground.catalog.listFor(session.principal?.scopes ?? null)] }
  })
  server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => {
    const token = mcpReq._meta?.progressToken
    return callTool(ground, {
      name: params.name,
      args: params.arguments ?? {},
      session,
      signal: mcpReq.signal,
      async progress(progress, total, message) {
        if (token === undefined) return
        const told = { progressToken: token, progress, total, message }
        await mcpReq.notify({ method: 'notifications/progress', params: told })
      },
    })
  })
  return server
}

async function answerLegacy(server: Server, request: Request, message: unknown): Promise<Response> {
  const isStream = wantsProgress(message)
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !isStream })
  await server.connect(transport)
  const { promise: gone, resolve } = Promise.withResolvers<Response>()
  const leave = () => {
    resolve(new Response(null, { status: 499 }))
    void server.close()
  }
  request.signal.addEventListener('abort', leave, { once: true })
  const response = await Promise.race([transport.handleRequest(request, { parsedBody: message }), gone])
  // A stream ends with the answer; until then the client may go away. What answered is then left to the collector:
  // closing it would only tell of calls that are over.
  if (!isStream) request.signal.removeEventListener('abort', leave)
  return response
}

/** Whether a client asked to be told how far a call is. */
function wantsProgress(message: unknown): boolean {
  if (typeof message !== 'object' || message === null || !('params' in message)) return false
  const { params } = message
  if (typeof params !== 'object' || params === null || !('_meta' in params)) return false
  const meta = params._meta
  return typeof meta === 'object' && meta !== null && 'progressToken' in meta
}
