/** The feed of events as it happens: server-sent events (WHATWG HTML §9.2). */

import type { Context } from '../context.ts'
import type { WebhookBody } from '../core/webhook-body.ts'
import type { Principal } from '../store/access.ts'
import { type Filter, pageAfter } from './feed-pages.ts'
import { News, type Patience } from './waiting.ts'

/** A comment is sent when nothing else is, so that nobody on the way takes the stream for dead, in ms. */
export const HEARTBEAT_MS = 15_000
/** Events read ahead of a slow reader. */
const AHEAD = 100

/** A listener who stays: what they may hear is looked up again before each look. */
export interface Listening {
  readonly filter: Filter
  readonly readmit: () => Promise<Principal>
}

/** The events after a place, then those to come. No more is read than its reader takes. */
export function eventStream(
  context: Context,
  { filter, readmit }: Listening,
  start: string | null,
  patience: Patience,
  heartbeat = HEARTBEAT_MS,
): Response {
  let place = start
  const encoder = new TextEncoder()
  const ended = new AbortController()
  const signal = AbortSignal.any([patience.signal, ended.signal])
  const news = new News(context)
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode('retry: 2000\n\n')),
      async pull(controller) {
        const quietUntil = performance.now() + heartbeat
        try {
          while (!signal.aborted && !patience.stopping.aborted) {
            const page = await pageAfter(context, { ...filter, principal: await readmit() }, place, AHEAD)
            place = page.place
            if (page.events.length > 0)
              return controller.enqueue(encoder.encode(page.events.map(frameOf).join('')))
            const left = quietUntil - performance.now()
            if (left <= 0) return controller.enqueue(encoder.encode(': still here\n\n'))
            await news.next(left, { ...patience, signal })
          }
        } catch (error) {
          // The client comes again with its last id and misses nothing; one whose key was revoked does not.
          context.log.info({ err: error }, 'the feed ended')
        }
        news.close()
        if (!ended.signal.aborted) controller.close()
      },
      cancel() {
        ended.abort()
        news.close()
      },
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  })
}

function frameOf(event: WebhookBody): string {
  return `id: ${event.id}\nevent: ${event.event}\ndata: ${JSON.stringify(event)}\n\n`
}
