/** What the server says of itself to programs and their authors: OpenAPI, `/docs`, `/llms.txt` (contract §12). */

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { App, Environment } from '../environment.ts'
import type { OpenApi } from '../reference/openapi-types.ts'

/** Adds the routes. The document does not change while the server runs: it is made when first asked for. */
export function addReferenceRoutes(app: App, describe: () => OpenApi): void {
  document(app)
  let made: Made | null = null
  app.get('/openapi.json', (c) => {
    made ??= madeOf(JSON.stringify(describe()), 'application/json; charset=utf-8')
    return answer(c, made)
  })
  for (const name of ['llms.txt', 'llms-full.txt']) {
    let text: Promise<Made> | null = null
    app.get(`/${name}`, async (c) => {
      text ??= readFile(new URL(`../../../${name}`, import.meta.url), 'utf8').then((content) =>
        madeOf(content, 'text/plain; charset=utf-8'),
      )
      return answer(c, await text)
    })
  }
}

interface Made {
  readonly text: string
  readonly type: string
  /** A strong validator (RFC 9110 §8.8.3). */
  readonly tag: string
}

const madeOf = (text: string, type: string): Made => ({
  text,
  type,
  tag: `"${hash('sha256', text, 'base64url')}"`,
})

/** The text, or 304 for who has it already: it may be kept, and is asked for again after five minutes. */
function answer(c: HonoContext<Environment>, { text, type, tag }: Made): Response {
  const headers = { 'content-type': type, etag: tag, 'cache-control': 'public, max-age=300' }
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag) || known.includes('*')) return new Response(null, { status: 304, headers })
  return new Response(text, { headers })
}

function document(app: App): void {
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
