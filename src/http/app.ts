/** The HTTP front door: every route, and what all of them share. */

import { readFile } from 'node:fs/promises'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { errorBody } from './errors.ts'
import { createRequestId } from './request-id.ts'
import { addAccountRoutes } from './routes/account.ts'
import { addContentRoutes } from './routes/content.ts'
import { addEmailRoutes } from './routes/emails.ts'
import { addHealthRoute } from './routes/health.ts'
import { addLabelRoutes } from './routes/labels.ts'
import { addMailboxRoutes } from './routes/mailboxes.ts'
import { addOversightRoutes } from './routes/oversight.ts'
import { addSendRoutes } from './routes/send.ts'
import { addTestRoutes } from './routes/test.ts'

/** The version in `package.json`. */
export const VERSION = (
  JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version

/** Builds the application on a context. */
export function createApp(context: Context): OpenAPIHono {
  const app = new OpenAPIHono()
  addSharedBehaviour(app, context)
  // Fixed paths come before those with parameters that would swallow them.
  addHealthRoute(app, context, VERSION)
  addAccountRoutes(app, context)
  addMailboxRoutes(app, context)
  addOversightRoutes(app, context)
  addSendRoutes(app, context)
  addEmailRoutes(app, context)
  addContentRoutes(app, context)
  addLabelRoutes(app, context)
  addTestRoutes(app, context)
  addDocuments(app)
  return app
}

function addSharedBehaviour(app: OpenAPIHono, context: Context): void {
  app.use(async (c, next) => {
    const started = performance.now()
    const requestId = createRequestId(c.req.raw.headers, context)
    c.header('X-Request-Id', requestId)
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('X-MultiMail-Delivery', context.config.delivery)
    await next()
    context.log.info(
      {
        request_id: requestId,
        method: c.req.method,
        path: new URL(c.req.url).pathname,
        status: c.res.status,
        ms: Math.round(performance.now() - started),
      },
      'request',
    )
  })
  app.onError((error, c) => {
    const requestId = c.res.headers.get('X-Request-Id') ?? createRequestId(c.req.raw.headers, context)
    const { status, body } = errorBody(error, requestId)
    if (status >= 500) context.log.error({ request_id: requestId, err: error }, 'request failed')
    const headers: Record<string, string> = {}
    if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="multimail"'
    if (error instanceof AppError && error.retryAfter !== null)
      headers['Retry-After'] = String(error.retryAfter)
    return Response.json(body, { status, headers })
  })
  app.notFound((c) => {
    const allowed = methodsOf(app, new URL(c.req.url).pathname)
    if (allowed.length === 0) throw new AppError('not_found', { message: 'There is no such path.' })
    c.header('Allow', allowed.join(', '))
    throw new AppError('method_not_allowed', { message: `This path takes ${allowed.join(', ')} only.` })
  })
}

/** The methods under which a path is known. */
function methodsOf(app: OpenAPIHono, path: string): string[] {
  const matching = app.routes.filter(({ method, path: pattern }) => {
    if (method === 'ALL') return false
    const expression = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')
    return new RegExp(`^${expression}$`).test(path)
  })
  return [...new Set(matching.map(({ method }) => method))].sort()
}

function addDocuments(app: OpenAPIHono): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
  })
  app.get('/openapi.json', (c) => c.json(openApiDocument(app)))
  app.get('/llms.txt', async () => {
    const text = await readFile(new URL('../../llms.txt', import.meta.url), 'utf8')
    return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  })
  app.get('/', (c) =>
    c.json({
      name: 'MultiMail',
      version: VERSION,
      openapi: '/openapi.json',
      health: '/health',
      llms: '/llms.txt',
    }),
  )
}

/** The OpenAPI 3.1 document, generated from the schemas that validate. */
export function openApiDocument(app: OpenAPIHono): object {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'MultiMail',
      version: VERSION,
      description: 'The mail server for AI agents: an agent writes, a person decides, MultiMail sends.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/' }],
  })
}
