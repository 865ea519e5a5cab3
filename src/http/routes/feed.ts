/** The live feed: the same events that subscribers get, by cursor and as server-sent events (contract §8). */

import { z } from '@hono/zod-openapi'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { EVENT_NAMES, eventOfSpelling } from '../../core/published.ts'
import { bodyOf, type WebhookBody } from '../../core/webhook-body.ts'
import { badField } from '../../errors.ts'
import { type Principal, reaches } from '../../store/access.ts'
import type { CommittedEvent } from '../../store/backend.ts'
import { findMessage, type Message } from '../../store/messages.ts'
import { postedEvent } from '../../store/posted-events.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { idField, optional, pageQuery } from '../fields.ts'
import { type Patience, untilPublished } from '../waiting.ts'
import { WebhookBodySchema } from '../webhook-wire.ts'
import { deciderOf } from '../wire.ts'

/** A comment is sent when nothing else is, so that nobody on the way takes the stream for dead, in ms. */
const HEARTBEAT_MS = 15_000
/** The database is looked at so often, because other processes may share it, in ms. */
const LOOK_EVERY_MS = 1_000
/** Rows read in one look. */
const PAGE = 100

const query = pageQuery.pick({ limit: true, cursor: true }).extend({
  events: optional(z.string().max(2_000)).openapi({
    type: 'string',
    description: 'Only these events, separated by commas.',
  }),
  mailbox_id: optional(idField),
})

type Query = z.infer<typeof query>

/** What a listener is told of. */
interface Filter {
  readonly principal: Principal
  readonly mailboxId: string | null
  readonly names: ReadonlySet<string> | null
}

function filterOf(principal: Principal, given: Query): Filter {
  const names = given.events?.split(',').map((name) => name.trim())
  const unknown = names?.find((name) => eventOfSpelling(name) === null)
  if (unknown !== undefined)
    throw badField('events', `"${unknown}" is no event; there are ${EVENT_NAMES.join(', ')}`)
  return {
    principal,
    mailboxId: given.mailbox_id ?? null,
    names: names === undefined ? null : new Set(names.map((name) => eventOfSpelling(name) ?? name)),
  }
}

/** Adds the route. */
export function addFeedRoute(app: App, context: Context, stopping: AbortSignal): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/events',
    scopes: ['read'],
    tag: 'Webhooks',
    summary: 'The feed of events, oldest first; with Accept: text/event-stream, live',
    description:
      'The `cursor` of an answer, or the id of an event, is where the next one begins; it never ends. As a stream it begins now, or after `Last-Event-ID`.',
    query,
    answer: z.object({
      events: z.array(WebhookBodySchema),
      cursor: z.string().nullable(),
      has_more: z.boolean(),
    }),
    async handle({ principal, query: given, header, signal }) {
      const filter = filterOf(principal, given)
      const isStream = header('accept')?.includes('text/event-stream') ?? false
      const after = (isStream ? header('last-event-id') : undefined) ?? given.cursor
      const place = await startOf(context, after, isStream)
      await recordReading(context, principal, {
        action: 'event.listed',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: filter.mailboxId,
        metadata: { stream: isStream },
      })
      if (isStream) return stream(context, filter, place, { signal, stopping })
      const { events, hasMore } = await pageAfter(context, filter, place, given.limit ?? 20)
      const cursor = events.at(-1)?.id ?? after ?? null
      return { body: { events, cursor, has_more: hasMore } }
    },
  })
}

/** The place after which events are wanted: of an event, of the newest one for a stream, else the beginning. */
async function startOf(
  context: Context,
  after: string | undefined,
  isStream: boolean,
): Promise<string | null> {
  const { backend, reader } = context.database
  if (after === undefined) return isStream ? backend.lastPlace(reader) : null
  const place = await backend.placeOf(reader, after)
  if (place === null) throw badField('cursor', 'is not the id of an event here')
  return place
}

/** Up to `limit` events that a listener may hear of, from a place on, and where the look ended. */
async function pageAfter(
  context: Context,
  filter: Filter,
  start: string | null,
  limit: number,
): Promise<{ readonly events: WebhookBody[]; readonly place: string | null; readonly hasMore: boolean }> {
  const { backend, reader } = context.database
  const events: WebhookBody[] = []
  let place = start
  for (;;) {
    const rows = await backend.listCommitted(reader, filter.principal, place, PAGE)
    for (const row of rows) {
      if (events.length >= limit) return { events, place, hasMore: true }
      const told = await tell(context, filter, row)
      if (told !== null) events.push(told)
      place = row.place
    }
    if (rows.length < PAGE) return { events, place, hasMore: false }
  }
}

/** An event as this listener may hear of it, or null. */
async function tell(context: Context, filter: Filter, event: CommittedEvent): Promise<WebhookBody | null> {
  const { principal, mailboxId, names } = filter
  if (event.test !== principal.test || (names !== null && !names.has(event.action))) return null
  if (mailboxId !== null && event.mailbox_id !== mailboxId) return null
  if (event.mailbox_id === null ? principal.mailboxIds !== null : !reaches(principal, event.mailbox_id))
    return null
  // Agents do not learn of pauses, nor of inbound mail that nobody let through.
  if (event.action === 'account.paused' && !principal.seesHeld) return null
  const message = await messageOf(context, event)
  if (message !== undefined && isWithheld(message) && !principal.seesHeld) return null
  const listener = { spelling: event.action, includesBody: false }
  const posted = await postedEvent(context.database.reader, event, message, listener)
  return bodyOf({ ...posted, decidedBy: deciderOf(posted.decidedBy, principal) })
}

async function messageOf(context: Context, event: CommittedEvent): Promise<Message | undefined> {
  return event.resource_type === 'email' ? findMessage(context.database.reader, event.resource_id) : undefined
}

const isWithheld = ({ direction, state }: Message) => direction === 'inbound' && state !== 'released'

/** The feed as it happens. Nothing is read ahead of a slow reader. */
function stream(context: Context, filter: Filter, start: string | null, patience: Patience): Response {
  let place = start
  const encoder = new TextEncoder()
  const ended = new AbortController()
  const signal = AbortSignal.any([patience.signal, ended.signal])
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode('retry: 2000\n\n')),
      async pull(controller) {
        const quietUntil = performance.now() + HEARTBEAT_MS
        try {
          while (!signal.aborted && !patience.stopping.aborted) {
            const page = await pageAfter(context, filter, place, PAGE)
            place = page.place
            if (page.events.length > 0)
              return controller.enqueue(encoder.encode(page.events.map(frameOf).join('')))
            const left = quietUntil - performance.now()
            if (left <= 0) return controller.enqueue(encoder.encode(': still here\n\n'))
            await untilPublished(context, Math.min(left, LOOK_EVERY_MS), { ...patience, signal })
          }
        } catch (error) {
          // The client comes again with its last id and misses nothing.
          context.log.warn({ err: error }, 'the feed ended')
        }
        controller.close()
      },
      cancel: () => ended.abort(),
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
