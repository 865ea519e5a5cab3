/** Deliveries, one per recipient, and the attempts made for each. */

import type { Selectable } from 'kysely'
import { splitAddress } from '../core/address.ts'
import { type DeliveryEvent, type DeliveryState, deliveryTransition } from '../core/delivery.ts'
import type { Reader, Writer } from './db.ts'
import type { Message } from './messages.ts'
import type { AttemptsTable, DeliveriesTable } from './schema.ts'

export type Delivery = Selectable<DeliveriesTable>
export type Attempt = Selectable<AttemptsTable>

/** Queues one delivery for each recipient of a released message. */
export async function insertDeliveries(
  writer: Writer,
  message: Message,
  releaseId: string,
  recipients: readonly string[],
  transport: Delivery['transport'],
): Promise<void> {
  if (recipients.length === 0) return
  await writer.db
    .insertInto('deliveries')
    .values(
      recipients.map((recipient) => ({
        id: writer.newId(),
        release_id: releaseId,
        message_id: message.id,
        direction: message.direction,
        test: message.test,
        recipient,
        domain: splitAddress(recipient)?.domain ?? '',
        transport,
        state: 'queued' as const,
        attempts: 0,
        due_at: writer.now,
        lease_until: null,
        last_reply: null,
        created_at: writer.now,
        finished_at: null,
      })),
    )
    .execute()
}

export async function listDeliveries(reader: Reader, messageId: string): Promise<Delivery[]> {
  return reader
    .selectFrom('deliveries')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('id')
    .execute()
}

/** Deliveries whose time has come, oldest first: queued ones, and claimed ones whose worker died. */
export async function listDueDeliveries(reader: Reader, now: number, limit: number): Promise<Delivery[]> {
  return reader
    .selectFrom('deliveries')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

/** The next moment (epoch ms) at which {@link listDueDeliveries} has something, or null. */
export async function nextDueDelivery(reader: Reader): Promise<number | null> {
  const row = await reader
    .selectFrom('deliveries')
    .select('due_at')
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at ?? null
}

/**
 * Moves a delivery by one event of the delivery table; null when somebody else was faster or the table has no
 * such move.
 */
export async function moveDelivery(
  writer: Writer,
  delivery: Delivery,
  event: DeliveryEvent,
  changes: Partial<Omit<Delivery, 'id' | 'state'>>,
): Promise<Delivery | null> {
  const state: DeliveryState | null = deliveryTransition(delivery.state, event)
  if (state === null) return null
  const result = await writer.db
    .updateTable('deliveries')
    .set({ ...changes, state })
    .where('id', '=', delivery.id)
    .where('state', '=', delivery.state)
    .where('attempts', '=', delivery.attempts)
    .executeTakeFirst()
  return result.numUpdatedRows === 0n ? null : { ...delivery, ...changes, state }
}

/** Keeps claims alive while their attempts run. */
export async function renewLeases(writer: Writer, ids: readonly string[], until: number): Promise<void> {
  if (ids.length === 0) return
  await writer.db
    .updateTable('deliveries')
    .set({ due_at: until, lease_until: until })
    .where('id', 'in', [...ids])
    .where('state', '=', 'sending')
    .execute()
}

/** Ends every claim now: for a process that knows it is the only worker and has just started. */
export async function endAllLeases(writer: Writer): Promise<void> {
  await writer.db
    .updateTable('deliveries')
    .set({ due_at: writer.now, lease_until: writer.now })
    .where('state', '=', 'sending')
    .execute()
}

export async function insertAttempt(writer: Writer, attempt: Attempt): Promise<void> {
  await writer.db.insertInto('attempts').values(attempt).execute()
}

/** Records how an attempt ended. */
export async function finishAttempt(
  writer: Writer,
  deliveryId: string,
  number: number,
  result: Partial<Omit<Attempt, 'id' | 'delivery_id' | 'number'>>,
): Promise<void> {
  await writer.db
    .updateTable('attempts')
    .set(result)
    .where('delivery_id', '=', deliveryId)
    .where('number', '=', number)
    .execute()
}

/** All attempts for a message's deliveries, oldest first. */
export async function listAttempts(
  reader: Reader,
  messageId: string,
): Promise<(Attempt & { recipient: string })[]> {
  return reader
    .selectFrom('attempts')
    .innerJoin('deliveries', 'deliveries.id', 'attempts.delivery_id')
    .selectAll('attempts')
    .select('deliveries.recipient')
    .where('deliveries.message_id', '=', messageId)
    .orderBy('attempts.id')
    .execute()
}
