/** Bounces and complaints that a provider tells by HTTP: tied to their delivery, then as those that come by mail. */

import type { Context } from '../context.ts'
import { canonicalAddress, splitAddress } from '../core/address.ts'
import type { ProviderReport } from '../core/provider-reports.ts'
import { deliveryOf } from '../core/return-path.ts'
import { AppError } from '../errors.ts'
import { recordTied } from '../returned.ts'
import type { Reader } from '../store/db.ts'
import { type Delivery, findDelivery, listDeliveries } from '../store/deliveries.ts'
import { countReports, findDeliveryByReply, MOST_REPORTS } from '../store/delivery-reports.ts'
import { findMessage, findSentByHeaderId } from '../store/messages.ts'

/** What became of reports. */
export interface TakenReports {
  readonly ids: readonly string[]
  /** Recipients of whom nothing is known here. */
  readonly unknown: readonly string[]
}

/**
 * Records reports; `raw` is what the provider sent. Throws AppError `delivery_under_way`, `store_unavailable`.
 */
export async function takeProviderReports(
  context: Context,
  reports: readonly ProviderReport[],
  raw: Buffer,
): Promise<TakenReports> {
  const { reader } = context.database
  const ids: string[] = []
  const unknown: string[] = []
  for (const report of reports) {
    const delivery = await deliveryMeant(reader, report)
    const message = delivery === null ? undefined : await findMessage(reader, delivery.message_id)
    const isFull = delivery !== null && (await countReports(reader, delivery.id)) >= MOST_REPORTS
    if (delivery === null || message === undefined || isFull) {
      unknown.push(report.recipient)
      continue
    }
    if (delivery.state === 'queued' || delivery.state === 'sending') throw new AppError('delivery_under_way')
    const blob = await context.blobs.put(raw)
    const { meaning, kind, recipient, status, diagnostic, bounceType } = report
    const returned = { meaning, kind, recipient, status, diagnostic, bounceType, raw: blob }
    const tied = { message, delivery, returned: { ...returned, cameTo: 'provider' as const } }
    ids.push(await context.database.write((writer) => recordTied(context, writer, tied)))
  }
  return { ids, unknown }
}

/** By the return path, which is of one copy; by the Message-ID and the recipient; or by the provider's own name for it. */
async function deliveryMeant(reader: Reader, report: ProviderReport): Promise<Delivery | null> {
  const { returnPath, messageId, providerId } = report
  const id = deliveryOf(splitAddress(returnPath)?.local ?? '')
  const byPath = id === null ? undefined : await findDelivery(reader, id)
  if (byPath?.transport === 'smtp') return byPath
  const recipient = canonicalAddress(report.recipient)
  const sent = messageId === null ? undefined : await findSentByHeaderId(reader, messageId)
  if (sent !== undefined) {
    const deliveries = await listDeliveries(reader, sent.id)
    const own = deliveries.find((one) => canonicalAddress(one.recipient) === recipient)
    if (own?.transport === 'smtp') return own
  }
  if (!/^[\w.@-]{16,200}$/.test(providerId)) return null
  return (await findDeliveryByReply(reader, [report.recipient, recipient], providerId)) ?? null
}
