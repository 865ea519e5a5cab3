/** Deliveries, one per recipient, and the attempts made for each. */

import type { Selectable } from 'kysely'
import { splitAddress } from '../core/address.ts'
import { type DeliveryEvent, type DeliveryState, deliveryTransition } from '../core/delivery.ts'
import type { Basis } from '../core/oversight.ts'
import type { Reader, Writer } from './db.ts'
import type { Message } from './messages.ts'
import type { AttemptsTable, DeliveriesTable } from './schema-oversight.ts'
import { changes, rowOfHoles, statement } from './statement.ts'

export type Delivery = Selectable<DeliveriesTable>
export type Attempt = Selectable<AttemptsTable>

/** Queues one delivery for each recipient of a released message. */
export async function insertDeliveries(
  writer: Writer,
  message: Message,
  release: {
    readonly id: string
    readonly basis: Basis
    /** The entry of the allowlist for each recipient, when the permit rests on it. */
    readonly entries: ReadonlyMap<string, string> | null
  },
  recipients: readonly string[],
  transport: Delivery['transport'],
): Promise<void> {
  for (const recipient of recipients) {
    await addDelivery(writer.db, {
      id: writer.newId(),
      release_id: release.id,
      message_id: message.id,
      direction: message.direction,
      test: message.test,
      basis: release.basis,
      allowlist_entry_id: release.entries?.get(recipient) ?? null,
      recipient,
      domain: splitAddress(recipient)?.domain ?? '',
      transport,
      state: 'queued',
      attempts: 0,
      due_at: writer.now,
      lease_until: null,
      last_reply: null,
      created_at: writer.now,
      finished_at: null,
    })
  }
}

const DELIVERY_COLUMNS = [
  'id',
  'release_id',
  'message_id',
  'direction',
  'test',
  'basis',
  'allowlist_entry_id',
  'recipient',
  'domain',
  'transport',
  'state',
  'attempts',
  'due_at',
  'lease_until',
  'last_reply',
  'created_at',
  'finished_at',
] as const satisfies readonly (keyof Delivery)[]

const addDelivery = statement<Delivery>((db, holes) =>
  db.insertInto('deliveries').values(rowOfHoles(holes, DELIVERY_COLUMNS)),
)

export async function findDelivery(reader: Reader, id: string): Promise<Delivery | undefined> {
  return reader.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listDeliveries(reader: Reader, messageId: string): Promise<Delivery[]> {
  return selectDeliveries(reader, { messageId })
}

const selectDeliveries = statement<{ messageId: string }, Delivery>((db, { messageId }) =>
  db.selectFrom('deliveries').selectAll().where('message_id', '=', messageId).orderBy('id'),
)

/** So many domains can be left out of what is due. */
const MOST_LEFT_OUT = 1_000

/**
 * Deliveries whose time has come, oldest first: queued ones, and claimed ones whose worker died. Those to the domains
 * `except` are left out.
 */
export async function listDueDeliveries(
  reader: Reader,
  now: number,
  limit: number,
  except: readonly string[] = [],
): Promise<Delivery[]> {
  if (except.length === 0) return selectDue(reader, { now, limit })
  return reader
    .selectFrom('deliveries')
    .selectAll()
    .where('due_at', '<=', now)
    .where('domain', 'not in', except.slice(0, MOST_LEFT_OUT))
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

const selectDue = statement<{ now: number; limit: number }, Delivery>((db, { now, limit }) =>
  db.selectFrom('deliveries').selectAll().where('due_at', '<=', now).orderBy('due_at').limit(limit),
)

/**
 * Moves a delivery by one event of the delivery table; null when somebody else was faster or the table has no
 * such move.
 */
export async function moveDelivery(
  writer: Writer,
  delivery: Delivery,
  event: DeliveryEvent,
  facts: Partial<Pick<Delivery, 'attempts' | 'due_at' | 'lease_until' | 'last_reply' | 'finished_at'>>,
): Promise<Delivery | null> {
  const state: DeliveryState | null = deliveryTransition(delivery.state, event)
  if (state === null) return null
  const moved = { ...delivery, ...facts, state }
  const { changed } = await updateDelivery(writer.db, {
    ...moved,
    previousState: delivery.state,
    previousAttempts: delivery.attempts,
  })
  return changed === 0 ? null : moved
}

const updateDelivery = changes<Delivery & { previousState: DeliveryState; previousAttempts: number }>(
  (db, holes) =>
    db
      .updateTable('deliveries')
      .set({
        state: holes.state,
        attempts: holes.attempts,
        due_at: holes.due_at,
        lease_until: holes.lease_until,
        last_reply: holes.last_reply,
        finished_at: holes.finished_at,
      })
      .where('id', '=', holes.id)
      .where('state', '=', holes.previousState)
      .where('attempts', '=', holes.previousAttempts),
)

/** Lets queued deliveries of a mailbox, or of an account, that a pause had stopped go on now. */
export async function resumeDeliveries(
  writer: Writer,
  scope: { readonly accountId: string; readonly mailboxId: string | null },
): Promise<void> {
  await writer.db
    .updateTable('deliveries')
    .set({ due_at: writer.now })
    .where('state', '=', 'queued')
    .where('due_at', 'is', null)
    .where('message_id', 'in', (eb) => {
      const own = eb.selectFrom('messages').select('id').where('account_id', '=', scope.accountId)
      return scope.mailboxId === null ? own : own.where('mailbox_id', '=', scope.mailboxId)
    })
    .execute()
}

/** Stops a delivery until its mailbox is resumed. */
export async function stopDelivery(writer: Writer, delivery: Delivery): Promise<void> {
  await writer.db
    .updateTable('deliveries')
    .set({ due_at: null })
    .where('id', '=', delivery.id)
    .where('state', '=', 'queued')
    .execute()
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

/** Every attempt of some deliveries, in order. */
export async function listAttempts(reader: Reader, deliveryIds: readonly string[]): Promise<Attempt[]> {
  return reader
    .selectFrom('attempts')
    .selectAll()
    .where('delivery_id', 'in', ['', ...deliveryIds])
    .orderBy('started_at')
    .orderBy('number')
    .execute()
}

export async function insertAttempt(writer: Writer, attempt: Attempt): Promise<void> {
  await addAttempt(writer.db, attempt)
}

const addAttempt = statement<Attempt>((db, holes) =>
  db.insertInto('attempts').values(rowOfHoles(holes, ATTEMPT_COLUMNS)),
)

const ATTEMPT_COLUMNS = [
  'id',
  'delivery_id',
  'number',
  'started_at',
  'finished_at',
  'outcome',
  'host',
  'tls',
  'stage',
  'reply_code',
  'enhanced_code',
  'reply',
] as const satisfies readonly (keyof Attempt)[]

/** Records how an attempt ended. */
export async function finishAttempt(
  writer: Writer,
  deliveryId: string,
  number: number,
  result: Omit<Attempt, 'id' | 'delivery_id' | 'number' | 'started_at'>,
): Promise<void> {
  await endAttempt(writer.db, { ...result, delivery_id: deliveryId, number })
}

const endAttempt = statement<Omit<Attempt, 'id' | 'started_at'>>((db, holes) =>
  db
    .updateTable('attempts')
    .set({
      finished_at: holes.finished_at,
      outcome: holes.outcome,
      host: holes.host,
      tls: holes.tls,
      stage: holes.stage,
      reply_code: holes.reply_code,
      enhanced_code: holes.enhanced_code,
      reply: holes.reply,
    })
    .where('delivery_id', '=', holes.delivery_id)
    .where('number', '=', holes.number),
)
