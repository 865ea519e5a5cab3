/** What a listener of the feed may hear, page by page (contract §8). */

import { digestMessage } from '../actions/digest-message.ts'
import type { Context } from '../context.ts'
import { bodyOf, type WebhookBody } from '../core/webhook-body.ts'
import { type Principal, reaches } from '../store/access.ts'
import type { CommittedEvent } from '../store/backend.ts'
import { findMessage, type Message } from '../store/messages.ts'
import { postedEvent } from '../store/posted-events.ts'
import { deciderOf } from './wire.ts'

/** Rows read in one look. */
const ROWS = 100

/** What a listener is told of. */
export interface Filter {
  readonly principal: Principal
  readonly mailboxId: string | null
  /** Events by their first names; null for all. */
  readonly names: ReadonlySet<string> | null
}

/** Up to `limit` events that a listener may hear of, from a place on, and where the look ended. */
export async function pageAfter(
  context: Context,
  filter: Filter,
  start: string | null,
  limit: number,
): Promise<{ readonly events: WebhookBody[]; readonly place: string | null; readonly hasMore: boolean }> {
  const { backend, reader } = context.database
  const events: WebhookBody[] = []
  let place = start
  for (;;) {
    const rows = await backend.listCommitted(reader, filter.principal, place, ROWS)
    for (const row of rows) {
      if (events.length >= limit) return { events, place, hasMore: true }
      const told = await tell(context, filter, row)
      if (told !== null) events.push(told)
      place = row.place
    }
    if (rows.length < ROWS) return { events, place, hasMore: false }
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
  if (event.resource_type !== 'email') return undefined
  const message = await findMessage(context.database.reader, event.resource_id)
  // Its text is there for whoever hears of it.
  if (message !== undefined && message.digested_at === null) await digestMessage(context, message)
  return message
}

const isWithheld = ({ direction, state }: Message) => direction === 'inbound' && state !== 'released'
