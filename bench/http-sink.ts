/** An HTTP server that takes every POST, as fast as it can, and notes when each came. */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface HttpSink {
  readonly url: string
  /** POSTs since the last {@link HttpSink.reset}, and when the first and last one came (`performance.now`). */
  readonly taken: { readonly count: number; readonly first: number; readonly last: number }
  /** Ms from the `timestamp` in each body to its coming. */
  readonly delays: readonly number[]
  reset(): void
  close(): Promise<void>
}

export async function startHttpSink(): Promise<HttpSink> {
  let taken = { count: 0, first: 0, last: 0 }
  let delays: number[] = []
  const server = createServer(async (request, response) => {
    const at = Date.now()
    const body = await text(request)
    response.end()
    const now = performance.now()
    taken = { count: taken.count + 1, first: taken.count === 0 ? now : taken.first, last: now }
    const timestamp = /"timestamp":"([^"]+)"/.exec(body)?.[1]
    if (timestamp !== undefined) delays.push(at - Date.parse(timestamp))
  })
  server.listen(0, '127.0.0.1', 2_048)
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get taken() {
      return taken
    },
    get delays() {
      return delays
    },
    reset() {
      taken = { count: 0, first: 0, last: 0 }
      delays = []
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
