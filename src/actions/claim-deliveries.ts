/**
 * Takes deliveries whose time has come, so that no other worker does; and takes back those whose worker died in
 * the middle, with their attempt recorded as uncertain: nobody can know whether the message was taken.
 */

import type { Context } from '../context.ts'
import { isPaused } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import {
  type Delivery,
  insertAttempt,
  listDueDeliveries,
  moveDelivery,
  stopDelivery,
} from '../store/deliveries.ts'
import { recordResult, stageOf } from '../store/delivery-facts.ts'
import { findMessage, type Message, updateMessage } from '../store/messages.ts'
import { isStopped } from '../store/sending-standings.ts'

/** Deliveries of one message that go in one conversation. */
export interface Consignment {
  readonly message: Message
  readonly deliveries: readonly Delivery[]
}

/**
 * Claims up to `limit` deliveries. Returns them grouped: by message, and in direct delivery also by the domain of
 * the recipients, because each domain has servers of its own. There, each gets no more than it bears, so that a slow
 * one keeps no other waiting.
 */
export async function claimDeliveries(context: Context, limit: number): Promise<Consignment[]> {
  const now = context.clock.now()
  const isDirect = context.config.delivery === 'direct'
  const busy = isDirect ? context.pace.full(now) : []
  const found = await listDueDeliveries(context.database.reader, now, limit, busy)
  const due = isDirect ? atTheirPace(context, found, now) : found
  const byMessage = Map.groupBy(due, ({ message_id }) => message_id)
  const claims = [...byMessage.values()].map((deliveries) =>
    context.database.write((writer) => claim(context, writer, deliveries)),
  )
  return (await Promise.all(claims)).flatMap((claimed) => (claimed === null ? [] : split(context, claimed)))
}

/** As many for each domain as it has room for. */
function atTheirPace(context: Context, due: readonly Delivery[], now: number): Delivery[] {
  const taken = new Map<string, number>()
  return due.filter(({ domain }) => {
    const count = (taken.get(domain) ?? 0) + 1
    taken.set(domain, count)
    return count <= context.pace.room(domain, now)
  })
}

async function claim(
  context: Context,
  writer: Writer,
  deliveries: readonly Delivery[],
): Promise<Consignment | null> {
  const message = await findMessage(writer.db, deliveries[0]?.message_id ?? '')
  if (message === undefined) return null
  if (await mustWait(writer, message)) {
    for (const delivery of deliveries) await stop(context, writer, delivery)
    return null
  }
  const claimed: Delivery[] = []
  const lease = writer.now + context.config.lease * 1000
  for (const delivery of deliveries) {
    const attempts = delivery.attempts + 1
    const moved = await moveDelivery(writer, delivery, 'claim', {
      attempts,
      due_at: lease,
      lease_until: lease,
    })
    if (moved !== null) {
      await beginAttempt(writer, moved)
      claimed.push(moved)
    } else if (delivery.lease_until !== null) {
      await takeBack(context, writer, delivery)
    }
  }
  if (claimed.length === 0) return null
  const stage = await stageOf(writer.db, message)
  await updateMessage(writer, message.id, { stage })
  return { message: { ...message, stage }, deliveries: claimed }
}

/** Paused, or, for live mail, stopped because too much came back. */
async function mustWait(writer: Writer, message: Message): Promise<boolean> {
  if (await isPaused(writer.db, message.mailbox_id)) return true
  return message.test === 0 && (await isStopped(writer.db, message.account_id))
}

/** Nothing leaves a paused mailbox: whoever resumes it lets its deliveries go on. */
async function stop(context: Context, writer: Writer, delivery: Delivery): Promise<void> {
  if (delivery.lease_until === null) await stopDelivery(writer, delivery)
  else await takeBack(context, writer, delivery)
}

async function beginAttempt(writer: Writer, delivery: Delivery): Promise<void> {
  await insertAttempt(writer, {
    id: writer.newId(),
    delivery_id: delivery.id,
    number: delivery.attempts,
    started_at: writer.now,
    finished_at: null,
    outcome: 'started',
    host: null,
    tls: null,
    stage: null,
    reply_code: null,
    enhanced_code: null,
    reply: null,
  })
}

async function takeBack(context: Context, writer: Writer, delivery: Delivery): Promise<void> {
  await recordResult(
    writer,
    delivery,
    {
      outcome: 'uncertain',
      host: null,
      tls: null,
      stage: null,
      code: null,
      enhanced: null,
      reply: 'The server stopped during this attempt: the next server may have the mail or not.',
      isDelivered: false,
      complained: false,
      isLast: false,
    },
    context.random(),
  )
}

function split(context: Context, consignment: Consignment): Consignment[] {
  if (context.config.delivery !== 'direct') return [consignment]
  const byDomain = Map.groupBy(consignment.deliveries, ({ domain }) => domain)
  return [...byDomain.values()].map((deliveries) => ({ message: consignment.message, deliveries }))
}
