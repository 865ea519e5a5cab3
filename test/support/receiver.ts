/** Somebody who subscribed: a real HTTP server that answers as the test says, and keeps what it got. */

import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Json } from './server.ts'

export interface Posted {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly raw: string
  readonly body: Json
  /** Epoch ms at which it came. */
  readonly at: number
}

export interface Receiver {
  readonly url: string
  /** Everything that came, in order. */
  readonly posted: Posted[]
  /** How to answer from now on; the default is 200 `Accepted`. */
  answer: (response: ServerResponse, posted: Posted) => void
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const posted: Posted[] = []
  const receiver = {
    posted,
    answer: (response: ServerResponse) => void response.end('Accepted'),
  } as { posted: Posted[]; answer: Receiver['answer'] }
  const server = createServer(async (request, response) => {
    const raw = (await buffer(request)).toString()
    const one = {
      path: request.url ?? '',
      headers: request.headers,
      raw,
      body: JSON.parse(raw) as Json,
      at: Date.now(),
    }
    posted.push(one)
    receiver.answer(response, one)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
