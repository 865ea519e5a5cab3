/** Answers that are streams, and break half-way. */

import type { HttpBindings } from '@hono/node-server'
import type { Log } from '../log.ts'

type Outgoing = HttpBindings['outgoing']

/**
 * The same answer, but where its stream fails the connection breaks: a client must not take half an answer for all of
 * it (RFC 9112 §8), nor find the words of an error among its bytes.
 */
export function breakable(response: Response, outgoing: Outgoing, log: Log): Response {
  if (response.body === null) return response
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (!done) return controller.enqueue(value)
        } catch (error) {
          if (!outgoing.destroyed) log.warn({ err: error }, 'an answer broke off')
          outgoing.destroy()
        }
        controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status: response.status, headers: response.headers })
}
