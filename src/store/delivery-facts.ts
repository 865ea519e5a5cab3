/**
 * What an attempt's result means for its delivery, its message and the trail: recorded together, in one
 * transaction, after the conversation is over.
 */

import { canonicalAddress } from '../core/address.ts'
import { type BounceType, bounceClass } from '../core/bounce-class.ts'
import { type AttemptEvent, type AttemptOutcome, afterAttempt } from '../core/delivery.ts'
import type { EventAction } from '../core/events.ts'
import { DELIVERY_WAITS_MS, nextWait } from '../core/retry.ts'
import { type Stage, stageOfDeliveries } from '../core/status.ts'
import type { Reader, Writer } from './db.ts'
import { type Delivery, finishAttempt, listDeliveries, moveDelivery } from './deliveries.ts'
import { appendEvent, SYSTEM } from './events.ts'
import { findMessage, listRecipients, type Message, statusOfMessage, updateMessage } from './messages.ts'
import { countOutcome } from './sending-standings.ts'
import { suppress } from './suppressions.ts'

/** What one attempt came to for one recipient, whatever carried it. */
export interface AttemptResult {
  readonly outcome: AttemptOutcome
  readonly host: string | null
  readonly tls: string | null
  readonly stage: string | null
  readonly code: number | null
  readonly enhanced: string | null
  readonly reply: string
  /** Whether the server that took it was the recipient's own, so that delivery is known. */
  readonly isDelivered: boolean
  readonly complained: boolean
  /** Whether a deferral is the last one. */
  readonly isLast: boolean
}

/** The name of each outcome in the trail (contract §8). */
const ACTION: Readonly<Record<AttemptEvent, EventAction>> = {
  accept: 'message.sent',
  defer: 'message.deferred',
  lose: 'message.uncertain',
  refuse: 'message.bounced',
  give_up: 'message.failed',
}

/**
 * Records one attempt's result; `random` spreads the next one. Nothing happens when somebody else has moved the
 * delivery since it was claimed, except that the attempt keeps its result.
 */
export async function recordResult(
  writer: Writer,
  delivery: Delivery,
  result: AttemptResult,
  random: number,
): Promise<void> {
  await finishAttempt(writer, delivery.id, delivery.attempts, {
    finished_at: writer.now,
    outcome: result.outcome,
    host: result.host,
    tls: result.tls,
    stage: result.stage,
    reply_code: result.code,
    enhanced_code: result.enhanced,
    reply: result.reply,
  })
  const decided = afterAttempt(result.outcome, writer.now - delivery.created_at)
  const event = result.isLast && decided === 'defer' ? 'give_up' : decided
  const isOpen = event === 'defer' || event === 'lose'
  const moved = await moveDelivery(writer, delivery, event, {
    due_at: isOpen ? writer.now + nextWait(DELIVERY_WAITS_MS, delivery.attempts, random) : null,
    lease_until: null,
    last_reply: result.reply,
    finished_at: isOpen ? null : writer.now,
  })
  const message = moved === null ? undefined : await findMessage(writer.db, delivery.message_id)
  if (message === undefined) return
  await recordOnMessage(writer, message, delivery, event, result)
}

async function recordOnMessage(
  writer: Writer,
  message: Message,
  delivery: Delivery,
  event: AttemptEvent,
  result: AttemptResult,
): Promise<void> {
  const trail = {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    resourceType: 'email',
    resourceId: message.id,
    actor: SYSTEM,
  }
  const bounceType = bounceClass({ status: result.enhanced, code: result.code, diagnostic: result.reply })
  const metadata = {
    recipient: delivery.recipient,
    attempt: delivery.attempts,
    host: result.host,
    reply: result.reply,
  }
  await writer.backend.lockChain(writer.db, message.mailbox_id)
  const { facts, isCopy } = await factsOf(writer, message, delivery, event, result, bounceType)
  await updateMessage(writer, message.id, facts)
  if (delivery.transport === 'smtp' && !isCopy && event !== 'defer' && event !== 'lose')
    await countOutcome(writer, message.account_id, { finished: 1, bounced: event === 'refuse' ? 1 : 0 })
  const told = {
    ...metadata,
    status: statusOfMessage({ ...message, ...facts }),
    ...(isCopy ? { copy: true } : {}),
  }
  // The first of its recipients to get it: subscribers hear of each mail once.
  const isFirst = (before: number | null) => (!isCopy && before === null ? { first: true } : {})
  await appendEvent(writer, {
    ...trail,
    action: ACTION[event],
    metadata: {
      ...told,
      ...(event === 'refuse' ? { bounce_type: bounceType } : {}),
      ...(event === 'accept' ? isFirst(message.sent_at) : {}),
    },
  })
  if (event === 'accept' && result.isDelivered) {
    const delivered = { ...told, ...isFirst(message.delivered_at) }
    await appendEvent(writer, { ...trail, action: 'message.delivered', metadata: delivered })
  }
  if (event === 'accept' && result.complained)
    await appendEvent(writer, { ...trail, action: 'message.complained', metadata: told })
  if (event === 'refuse' && bounceType === 'hard') {
    const scope = { accountId: message.account_id, test: message.test }
    await suppress(writer, scope, canonicalAddress(delivery.recipient), 'hard_bounce')
  }
  if (result.complained) {
    const scope = { accountId: message.account_id, test: message.test }
    await suppress(writer, scope, canonicalAddress(delivery.recipient), 'complaint')
  }
}

/** The stage that a message's deliveries sum up to; copies for the operator do not count. */
export async function stageOf(reader: Reader, message: Pick<Message, 'id' | 'sent_at'>): Promise<Stage> {
  return (await standing(reader, message)).stage
}

/** The same, with the recipients that are copies for the operator. */
export async function standing(
  reader: Reader,
  { id: messageId, sent_at: sentAt }: Pick<Message, 'id' | 'sent_at'>,
): Promise<{ readonly stage: Stage; readonly copies: ReadonlySet<string> }> {
  const recipients = await listRecipients(reader, messageId)
  const copies = new Set(
    recipients.filter(({ kind }) => kind === 'operator_copy').map(({ address }) => address),
  )
  const deliveries = await listDeliveries(reader, messageId)
  const own = deliveries.filter(({ recipient }) => !copies.has(recipient))
  return { stage: stageOfDeliveries(own, sentAt !== null), copies }
}

/** Of several recipients the one whose address is bad tells more. */
export function worse({ bounce_type: before }: Pick<Message, 'bounce_type'>, now: BounceType): BounceType {
  return before === 'hard' ? 'hard' : now
}

type Facts = Partial<Omit<Message, 'id' | 'state' | 'position'>>

/** The stage and the timestamps beside it. */
async function factsOf(
  writer: Writer,
  message: Message,
  delivery: Delivery,
  event: AttemptEvent,
  result: AttemptResult,
  bounceType: BounceType,
): Promise<{ readonly facts: Facts; readonly isCopy: boolean }> {
  const { stage, copies } = await standing(writer.db, message)
  const { now } = writer
  const isCopy = copies.has(delivery.recipient)
  if (isCopy || (event !== 'refuse' && event !== 'accept')) return { facts: { stage }, isCopy }
  if (event === 'refuse') {
    const facts = { stage, bounced_at: message.bounced_at ?? now, bounce_type: worse(message, bounceType) }
    return { facts, isCopy }
  }
  const facts = {
    stage,
    sent_at: message.sent_at ?? now,
    delivered_at: result.isDelivered ? (message.delivered_at ?? now) : message.delivered_at,
    complained_at: result.complained ? now : message.complained_at,
  }
  return { facts, isCopy }
}
