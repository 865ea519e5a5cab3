/** What travels with a request through the application. */

import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'

export interface Environment {
  readonly Bindings: HttpBindings
  readonly Variables: {
    requestId: string
    /** Headers that the answer gets, whatever it will be. */
    answerHeaders: Record<string, string>
  }
}

export type App = OpenAPIHono<Environment>
