/** The routes of the server, as its own document tells of them. */

import type { TestServer } from './server.ts'

export interface Operation {
  readonly method: string
  /** With `{name}` for parameters. */
  readonly path: string
  /** Any of these opens it; none: open to all. */
  readonly scopes: readonly string[]
}

export async function operationsOf(app: TestServer): Promise<Operation[]> {
  const document = (await app.call(null, 'GET', '/openapi.json')).body as unknown as {
    paths: Record<string, Record<string, { 'x-scopes'?: string[] }>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      scopes: operation['x-scopes'] ?? [],
    })),
  )
}
