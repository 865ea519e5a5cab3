/** The live feed: the same events that subscribers get, by cursor and as server-sent events (contract §8). */

import { z } from '@hono/zod-openapi'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { EVENT_NAMES, eventOfSpelling } from '../../core/published.ts'
import { badField } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { eventStream } from '../event-stream.ts'
import { type Filter, pageAfter } from '../feed-pages.ts'
import { idField, optional, pageQuery } from '../fields.ts'
import { WebhookBodySchema } from '../webhook-wire.ts'

const query = pageQuery.pick({ limit: true, cursor: true }).extend({
  events: optional(z.string().max(2_000)).openapi({
    type: 'string',
    description: 'Only these events, separated by commas.',
  }),
  mailbox_id: optional(idField),
})

type Query = z.infer<typeof query>

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
    async handle({ principal, query: given, header, signal, readmit }) {
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
      if (isStream) return eventStream(context, { filter, readmit }, place, { signal, stopping })
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
