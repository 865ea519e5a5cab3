/** `/verify`: the page on which recipients verify a mail (contract §9), and its script. */

import { readFileSync } from 'node:fs'
import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import type { App } from '../environment.ts'
import { pageOf } from '../pages/layout.ts'
import { verifyPage } from '../pages/verify-page.ts'

const SCRIPT = readFileSync(new URL('../pages/verify-script.txt', import.meta.url), 'utf8')

/** Adds the routes. */
export function addVerifyRoutes(app: App, context: Context): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/verify',
    tags: ['Server'],
    security: [],
    operationId: 'get_verify',
    summary: 'The page on which anybody verifies who sent a mail; it works in the browser alone',
    responses: { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } },
  })
  app.get('/verify', () =>
    pageOf('Who sent this mail?', verifyPage(context.publicUrl), 200, 'verify/script.js'),
  )
  app.get(
    '/verify/script.js',
    () =>
      new Response(SCRIPT, {
        headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
      }),
  )
}
