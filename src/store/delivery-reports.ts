/**
 * What came back for a delivery after the next server had taken it: one row for each report, and its effect on the
 * delivery, the message, the list of suppressed addresses and the trail, in one transaction.
 */

import type { Selectable } from 'kysely'
import { canonicalAddress } from '../core/address.ts'
import type { BounceType } from '../core/bounce-class.ts'
import type { EventAction } from '../core/events.ts'
import { type Blob, recordBlob, releaseBlob } from './blobs.ts'
import type { Reader, Writer } from './db.ts'
import { type Delivery, moveDelivery } from './deliveries.ts'
import { standing, worse } from './delivery-facts.ts'
import { appendEvent, SYSTEM } from './events.ts'
import { type Message, statusOfMessage, updateMessage } from './messages.ts'
import type { DeliveryReportsTable } from './schema-bounces.ts'
import { countOutcome, reviewStanding, type StandingFacts } from './sending-standings.ts'
import { suppressForAll } from './suppressions.ts'

export type StoredReport = Selectable<DeliveryReportsTable>
export type ReportEffect = StoredReport['effect']

/** Reports change something for so long after the delivery: 30 days, in ms. */
export const REPORT_LIFETIME_MS = 30 * 86_400_000
/** So many are kept of one delivery; whoever knows its return path cannot fill the disk. */
export const MOST_REPORTS = 10

/** What a report means for the delivery that it is about. */
export interface Returned {
  /** What is to be done, or nothing. */
  readonly meaning: 'bounced' | 'complained' | 'unsubscribed' | 'delivered' | 'nothing'
  /** As `core` reads it: `failed`, `delayed`, `complaint`, …, or `unknown`. */
  readonly kind: string
  readonly cameTo: StoredReport['came_to']
  readonly recipient: string | null
  readonly status: string | null
  readonly diagnostic: string
  readonly bounceType: BounceType | null
  /** The report itself, or its beginning. */
  readonly raw: Blob
}

/** How many reports there are of a delivery, or of a notice. */
export async function countReports(
  reader: Reader,
  id: string,
  of: 'delivery_id' | 'notice_id' = 'delivery_id',
): Promise<number> {
  const row = await reader
    .selectFrom('delivery_reports')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(of, '=', id)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** The reports about a message, oldest first. */
export async function listReports(reader: Reader, messageId: string): Promise<StoredReport[]> {
  return reader
    .selectFrom('delivery_reports')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('id')
    .execute()
}

/** Records a report and does what it means. Returns its id. */
export async function recordReport(
  writer: Writer,
  { message, delivery }: { readonly message: Message; readonly delivery: Delivery },
  returned: Returned,
  facts: StandingFacts,
): Promise<string> {
  await writer.backend.lockChain(writer.db, message.mailbox_id)
  const effect = await effectOf(writer, message, delivery, returned)
  const id = writer.newId()
  // Of a mail that was erased nothing is said any more.
  const isErased = message.erased_at !== null
  await recordBlob(writer, returned.raw)
  const { raw } = returned
  await writer.db
    .insertInto('delivery_reports')
    .values({
      id,
      account_id: message.account_id,
      delivery_id: delivery.id,
      message_id: message.id,
      notice_id: null,
      came_to: returned.cameTo,
      kind: returned.kind,
      recipient: isErased ? null : returned.recipient,
      status_code: returned.status,
      diagnostic: isErased ? '' : returned.diagnostic,
      bounce_type: returned.bounceType,
      effect,
      raw_sha256: raw.sha256,
      raw_size: raw.size,
      created_at: writer.now,
    })
    .execute()
  if (isErased) await releaseBlob(writer, raw.sha256)
  await tell(writer, message, delivery, returned, { id, effect })
  if (effect === 'bounced' || effect === 'complained') await reviewStanding(writer, message.account_id, facts)
  return id
}

async function effectOf(
  writer: Writer,
  message: Message,
  delivery: Delivery,
  { meaning, bounceType, diagnostic }: Returned,
): Promise<ReportEffect> {
  if (meaning === 'nothing') return 'noted'
  if (writer.now - (delivery.finished_at ?? delivery.created_at) > REPORT_LIFETIME_MS) return 'late'
  if (meaning === 'delivered') return delivery.state === 'sent' ? 'delivered' : 'repeated'
  if (meaning !== 'bounced') return (await hadEffect(writer, delivery.id, meaning)) ? 'repeated' : meaning
  const moved = await moveDelivery(writer, delivery, 'come_back', {
    last_reply: message.erased_at === null ? diagnostic : null,
    due_at: null,
    finished_at: writer.now,
  })
  if (moved === null) return 'repeated'
  const { copies } = await standing(writer.db, message)
  if (copies.has(delivery.recipient)) return 'bounced'
  await updateMessage(writer, message.id, {
    bounced_at: message.bounced_at ?? writer.now,
    bounce_type: worse(message, bounceType ?? 'soft'),
  })
  return 'bounced'
}

async function hadEffect(writer: Writer, deliveryId: string, effect: ReportEffect): Promise<boolean> {
  const row = await writer.db
    .selectFrom('delivery_reports')
    .select('id')
    .where('delivery_id', '=', deliveryId)
    .where('effect', '=', effect)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const ACTION: Readonly<Record<ReportEffect, EventAction>> = {
  bounced: 'message.bounced',
  complained: 'message.complained',
  unsubscribed: 'message.unsubscribed',
  delivered: 'message.delivered',
  noted: 'message.reported',
  repeated: 'message.reported',
  late: 'message.reported',
}

/** Why an address is not mailed any more, by what came back. */
function suppressionFor(effect: ReportEffect, { bounceType }: Returned): string | null {
  if (effect === 'complained') return 'complaint'
  if (effect === 'unsubscribed') return 'unsubscribed'
  return effect === 'bounced' && bounceType === 'hard' ? 'hard_bounce' : null
}

/** The trail, the suppression and the rates. */
async function tell(
  writer: Writer,
  message: Message,
  delivery: Delivery,
  returned: Returned,
  { id, effect }: { readonly id: string; readonly effect: ReportEffect },
): Promise<void> {
  const { copies } = await standing(writer.db, message)
  const isCopy = copies.has(delivery.recipient)
  const isErased = message.erased_at !== null
  if (!isCopy && effect === 'complained')
    await updateMessage(writer, message.id, { complained_at: writer.now })
  if (!isCopy && effect === 'delivered')
    await updateMessage(writer, message.id, { delivered_at: message.delivered_at ?? writer.now })
  const said = isErased ? {} : { recipient: delivery.recipient, reply: returned.diagnostic }
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action: ACTION[effect],
    resourceType: 'email',
    resourceId: message.id,
    actor: SYSTEM,
    metadata: {
      ...said,
      report: id,
      kind: returned.kind,
      effect,
      status: statusOfMessage(message),
      ...(effect === 'bounced' ? { bounce_type: returned.bounceType ?? 'soft' } : {}),
      ...(effect === 'delivered' && !isCopy && message.delivered_at === null ? { first: true } : {}),
      ...(isCopy ? { copy: true } : {}),
    },
  })
  if (isCopy) return
  const reason = suppressionFor(effect, returned)
  if (reason !== null && !isErased) {
    const scope = { accountId: message.account_id, test: message.test }
    await suppressForAll(writer, scope, canonicalAddress(delivery.recipient), reason)
  }
  if (effect === 'bounced') await countOutcome(writer, message.account_id, { bounced: 1 })
  if (effect === 'complained') await countOutcome(writer, message.account_id, { complained: 1 })
}

/** What reports said of a message is erased with it; returns the blobs that were used. */
export async function eraseReports({ db }: Pick<Writer, 'db'>, messageId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery_reports')
    .select('raw_sha256')
    .where('message_id', '=', messageId)
    .execute()
  await db
    .updateTable('delivery_reports')
    .set({ recipient: null, diagnostic: '' })
    .where('message_id', '=', messageId)
    .execute()
  return rows.map(({ raw_sha256 }) => raw_sha256)
}

/** The delivery to a recipient (each spelling) for which a reply has a word in it: the name the next server gave. */
export async function findDeliveryByReply(
  reader: Reader,
  recipient: readonly string[],
  word: string,
): Promise<Delivery | undefined> {
  return reader
    .selectFrom('recipients')
    .innerJoin('deliveries', (join) =>
      join
        .onRef('deliveries.message_id', '=', 'recipients.message_id')
        .onRef('deliveries.recipient', '=', 'recipients.address'),
    )
    .innerJoin('attempts', 'attempts.delivery_id', 'deliveries.id')
    .selectAll('deliveries')
    .where('recipients.address', 'in', [...recipient])
    .where('deliveries.transport', '=', 'smtp')
    .where('attempts.reply', 'like', `%${word.replace(/[\\%_]/g, '_')}%`)
    .limit(1)
    .executeTakeFirst()
}

/** One report about a message. */
export async function findReport(
  reader: Reader,
  messageId: string,
  id: string,
): Promise<StoredReport | undefined> {
  return reader
    .selectFrom('delivery_reports')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('id', '=', id)
    .executeTakeFirst()
}
