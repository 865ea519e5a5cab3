/** The real server, in this process, on a database of its own, with a clock that the test moves. */

import { type Initialized, initialize } from '../../src/actions/initialize.ts'
import type { Transport } from '../../src/mail/smtp-client.ts'
import { type RunningServer, startServer } from '../../src/serve.ts'
import { createWorker } from '../../src/worker/loop.ts'
import { undescribed } from './conformance.ts'
import { openTestContext } from './database.ts'

/** A JSON value that is looked into without ceremony; a wrong path gives undefined and fails the assertion. */
export interface Json {
  readonly [key: string]: Json
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Looked into by the documented keys. */
  readonly body: Json
}

export interface TestServer {
  readonly server: RunningServer
  readonly context: Awaited<ReturnType<typeof openTestContext>>
  readonly made: Initialized
  readonly url: string
  readonly smtpPort: number
  /** Sends a request with a key; the body, if any, as JSON. */
  call(
    key: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** Does everything that is due now. */
  drain(): Promise<void>
  stop(): Promise<void>
}

/** Starts a server; `settings` are environment variables. */
export async function startTestServer(
  options: { readonly settings?: Record<string, string>; readonly transport?: Transport | null } = {},
): Promise<TestServer> {
  const context = await openTestContext(options.settings)
  const made = await initialize(context)
  const server = await startServer(context, options.transport ?? null)
  const url = `http://127.0.0.1:${server.httpPort}`
  // Without the role of a worker nothing happens by itself, only when the test asks for it.
  const worker = server.worker ?? createWorker(context, options.transport ?? null)
  return {
    server,
    context,
    made,
    url,
    smtpPort: server.smtpPort ?? 0,
    async call(key, method, path, body, headers = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const isJson = /^application\/(?:\w+\+)?json\b/.test(response.headers.get('content-type') ?? '')
      const answer = {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(text) : { text },
      }
      const flaw = isJson ? undescribed(method, path, answer.status, answer.body) : null
      if (flaw !== null) throw new Error(`the OpenAPI document does not describe an answer: ${flaw}`)
      return answer
    },
    drain: () => worker.drain(),
    async stop() {
      await server.stop()
      await context.dispose()
    },
  }
}
