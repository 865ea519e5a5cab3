/** What the server says of itself to programs and their authors: OpenAPI, `/docs`, `/llms.txt` (contract §12). */

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { FirstUse } from '../../core/first-use.ts'
import type { App, Environment } from '../environment.ts'
import { documentOauth } from '../reference/oauth.ts'
import type { OpenApi } from '../reference/openapi-types.ts'

/** Adds the routes. The document does not change while the server runs: it is made when first asked for. */
export function addReferenceRoutes(app: App, describe: () => Promise<OpenApi>): void {
  document(app)
  const described = new FirstUse(async () =>
    madeOf(JSON.stringify(await describe()), 'application/json; charset=utf-8'),
  )
  app.get('/openapi.json', async (c) => answer(c, await described.get()))
  const page = new FirstUse(async () => {
    const { PAGE_HEADERS, referencePage } = await import('../reference/page.ts')
    return madeOf(await referencePage(await describe()), 'text/html; charset=utf-8', PAGE_HEADERS)
  })
  app.get('/docs', async (c) => answer(c, await page.get()))
  for (const name of ['llms.txt', 'llms-full.txt']) {
    const text = new FirstUse(async () => {
      const content = await readFile(new URL(`../../../${name}`, import.meta.url), 'utf8')
      return madeOf(content, 'text/plain; charset=utf-8')
    })
    app.get(`/${name}`, async (c) => answer(c, await text.get()))
  }
}

interface Made {
  readonly text: string
  /** The same compressed. */
  readonly gzip: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  /** A strong validator (RFC 9110 §8.8.3). */
  readonly tag: string
}

const madeOf = (text: string, type: string, headers: Readonly<Record<string, string>> = {}): Made => ({
  text,
  gzip: gzipSync(text),
  headers: { 'content-type': type, ...headers },
  tag: `"${hash('sha256', text, 'base64url')}"`,
})

/** The text, or 304 for who has it already: it may be kept, and is asked for again after five minutes. */
function answer(c: HonoContext<Environment>, made: Made): Response {
  const isGzip = /\bgzip\b(?!;q=0(?:\.0*)?(?:,|$))/.test(c.req.header('accept-encoding') ?? '')
  const etag = isGzip ? made.tag.replace(/"$/, '-gzip"') : made.tag
  const headers = {
    ...made.headers,
    etag,
    'cache-control': 'public, max-age=300',
    vary: 'accept-encoding',
    ...(isGzip ? { 'content-encoding': 'gzip' } : {}),
  }
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers })
  return new Response(isGzip ? new Uint8Array(made.gzip) : made.text, { headers })
}

/** What stands above these routes is described here too: `src/mcp` answers it. */
function documentMcp(app: App): void {
  const message = z
    .looseObject({
      jsonrpc: z.literal('2.0').openapi({ description: 'The version of JSON-RPC.' }),
    })
    .openapi('JsonRpcMessage', { description: 'A message of JSON-RPC 2.0; the protocol says what is in it.' })
  const content = { 'application/json': { schema: message } }
  const shared = {
    method: 'post' as const,
    tags: ['MCP'],
    request: { body: { required: true, content } },
    responses: {
      200: { description: 'The answer of the protocol.', content },
      202: { description: 'A notification was taken; the answer has no body.' },
      400: { description: 'The message is not one of the protocol; `error` of JSON-RPC says why.', content },
    },
  }
  app.openAPIRegistry.registerPath({
    ...shared,
    path: '/mcp',
    summary: 'The tools for agents: a server of the Model Context Protocol (Streamable HTTP)',
    description:
      'Each request stands alone; there are no sessions. A key lists the tools that its scopes open. Clients that sign in by OAuth find out how from the 401.',
    operationId: 'post_mcp',
    security: [{ bearer: [] }, { apiKey: [] }, { oauth: [] }],
    'x-scopes': ['read', 'send', 'oversight', 'admin'],
  })
  app.openAPIRegistry.registerPath({
    ...shared,
    path: '/mcp/onboarding',
    summary: 'The tools with which an agent signs its operator up; no key is needed',
    description:
      'Only the tools of sign-up: check a name, ask for an account, confirm it with the code from the mail.',
    operationId: 'post_mcp_onboarding',
    security: [],
  })
}

function document(app: App): void {
  documentMcp(app)
  documentOauth(app)
  const text = (type: string) => ({ [type]: { schema: z.string() } })
  const routes = [
    ['get_', '/', 'What this server is, and where to read on', 'application/json'],
    ['get_openapi_json', '/openapi.json', 'This document', 'application/json'],
    ['get_docs', '/docs', 'This document as a page to read', 'text/html'],
    ['get_llms_txt', '/llms.txt', 'What an agent needs to know, in short', 'text/plain'],
    ['get_llms_full_txt', '/llms-full.txt', 'Everything an agent may need to know', 'text/plain'],
  ] as const
  for (const [operationId, path, summary, type] of routes) {
    const schema = path === '/' ? IndexSchema : z.record(z.string(), z.unknown())
    app.openAPIRegistry.registerPath({
      method: 'get',
      path,
      tags: ['Server'],
      summary,
      operationId: operationId === 'get_' ? 'get_index' : operationId,
      security: [],
      responses: {
        200: {
          description: summary,
          content: type === 'application/json' ? { [type]: { schema } } : text(type),
        },
      },
    })
  }
}

const IndexSchema = z.object({
  name: z.literal('MultiMail').openapi({ description: 'The name of the program.' }),
  version: z.string().openapi({ description: 'The version of the server.' }),
  openapi: z.string().openapi({ description: 'Where the OpenAPI document is.' }),
  health: z.string().openapi({ description: 'Where monitors ask.' }),
  docs: z.string().openapi({ description: 'The reference to read.' }),
  llms: z.string().openapi({ description: 'What an agent needs to know.' }),
})
