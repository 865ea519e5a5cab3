/** Listening for HTTP: bounded, and stopped without cutting off what is under way. */

import type { Server } from 'node:http'
import { type ServerType, serve } from '@hono/node-server'
import { flushCalls } from '../actions/count-calls.ts'
import type { Context } from '../context.ts'
import { createApp, type Mount } from './app.ts'

export interface HttpServer {
  readonly port: number
  /** Stops listening, lets requests finish (at most `graceMs`), writes what was counted. */
  close(graceMs: number): Promise<void>
}

/** How often connections that became idle are closed while the server stops, in ms. */
const SWEEP_MS = 100

/** How often counted calls are written, in ms. */
const FLUSH_MS = 5_000

/** Starts listening on the host and port of the settings; rejects when the port is taken. */
export async function startHttp(context: Context, mounts: readonly Mount[] = []): Promise<HttpServer> {
  const stopping = new AbortController()
  const app = createApp(context, stopping.signal, mounts)
  const { host, httpPort } = context.config
  const server = await new Promise<ServerType>((resolve, reject) => {
    const starting = serve(
      {
        fetch: app.fetch,
        hostname: host,
        port: httpPort,
        serverOptions: { requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 },
      },
      () => resolve(starting),
    )
    starting.once('error', reject)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : httpPort
  const timer = setInterval(() => {
    flushCalls(context).catch((error) => context.log.warn({ err: error }, 'calls were not counted'))
  }, FLUSH_MS)
  timer.unref()
  return {
    port,
    async close(graceMs) {
      clearInterval(timer)
      // Whoever listens or waits is told to come again.
      stopping.abort()
      const node = server as Server
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      node.closeIdleConnections()
      // Connections that were busy become idle when they have their answer.
      const sweep = setInterval(() => node.closeIdleConnections(), SWEEP_MS)
      const cut = setTimeout(() => node.closeAllConnections(), graceMs)
      await closed
      clearInterval(sweep)
      clearTimeout(cut)
      await flushCalls(context)
    },
  }
}
