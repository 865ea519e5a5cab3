/**
 * One conversation for one consignment: with the next server, with the simulation for test mail, or with the
 * capture. Never inside a transaction; what came of it is recorded in a short one afterwards.
 */

import { PassThrough, type Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { sendingLimitsOf } from '../core/sending-settings.ts'
import { simulate } from '../core/simulation.ts'
import { needsSmtpUtf8 } from '../mail/compose.ts'
import type { RecipientOutcome, Transport } from '../mail/smtp-client.ts'
import { type OutgoingCopy, prepareCopy } from '../outgoing.ts'
import { insertCaptured } from '../store/captured.ts'
import { isPaused } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import type { Delivery } from '../store/deliveries.ts'
import { type AttemptResult, recordResult } from '../store/delivery-facts.ts'
import type { Message } from '../store/messages.ts'
import { isStopped, reviewStanding } from '../store/sending-standings.ts'

/**
 * Delivers claimed deliveries of one message. `transport` speaks SMTP; null where mail is only captured. Throws
 * `store_unavailable` when the result could not be recorded: the claim then ends by its lease.
 */
export async function transmit(
  context: Context,
  transport: Transport | null,
  consignment: { readonly message: Message; readonly deliveries: readonly Delivery[] },
): Promise<void> {
  const { message, deliveries } = consignment
  const outcomes = await Promise.allSettled(
    deliveries.map((delivery) => carry(context, transport, message, delivery)),
  )
  const carried = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  await context.database.write(async (writer) => {
    for (const { delivery, copy, result } of carried) {
      if (copy !== null && delivery.transport === 'capture') await keep(writer, message, delivery, copy)
      await recordResult(writer, delivery, result, context.random())
    }
    const isRefused = carried.some(({ result }) => result.outcome === 'refused')
    if (isRefused && message.test === 0) {
      const transport = context.config.delivery === 'capture' ? 'capture' : 'smtp'
      const limits = sendingLimitsOf(context.config)
      await reviewStanding(writer, message.account_id, { limits, transport })
    }
  })
  // What went is recorded; what could not even be prepared is claimed again when its lease ends.
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

interface Carried {
  readonly delivery: Delivery
  /** What went, where something did. */
  readonly copy: OutgoingCopy | null
  readonly result: AttemptResult
}

async function carry(
  context: Context,
  transport: Transport | null,
  message: Message,
  delivery: Delivery,
): Promise<Carried> {
  if (delivery.transport === 'simulated') return { delivery, copy: null, result: simulated(delivery) }
  if (delivery.transport === 'smtp' && transport === null)
    return { delivery, copy: null, result: NO_TRANSPORT }
  const { pace, clock } = context
  const { domain } = delivery
  pace.begin(domain)
  let result: AttemptResult | null = null
  try {
    const copy = await prepareCopy(context, message, delivery)
    if (typeof copy === 'string') return { delivery, copy: null, result: REFUSED[copy] }
    if (delivery.transport === 'capture' || transport === null) return { delivery, copy, result: CAPTURED }
    result = await inLane(context, message, () => bySmtp(context, transport, message, delivery, copy))
    return { delivery, copy, result }
  } finally {
    pace.end(domain, result, clock.now())
  }
}

/** Waits for a connection's worth of room; who was paused meanwhile stays. */
async function inLane(
  context: Context,
  message: Message,
  send: () => Promise<AttemptResult>,
): Promise<AttemptResult> {
  await context.lanes.enter()
  try {
    const { reader } = context.database
    if (await isPaused(reader, message.mailbox_id)) return PAUSED
    if (message.test === 0 && (await isStopped(reader, message.account_id))) return STOPPED
    return await send()
  } finally {
    context.lanes.leave()
  }
}

async function keep(writer: Writer, message: Message, delivery: Delivery, copy: OutgoingCopy): Promise<void> {
  await insertCaptured(writer, {
    id: writer.newId(),
    account_id: message.account_id,
    message_id: message.id,
    envelope_from: copy.envelopeFrom,
    recipients_json: JSON.stringify([delivery.recipient]),
    raw_sha256: message.raw_sha256,
    added_fields: copy.fields,
    captured_at: writer.now,
  })
}

async function bySmtp(
  context: Context,
  transport: Transport,
  message: Message,
  delivery: Delivery,
  copy: OutgoingCopy,
): Promise<AttemptResult> {
  const { recipient } = delivery
  const fields = Buffer.from(copy.fields)
  const answer = await transport.transmit({
    from: copy.envelopeFrom,
    recipients: [recipient],
    size: fields.length + message.raw_size,
    open: () => behind(fields, () => context.blobs.read(context.database.reader, message.raw_sha256)),
    smtpUtf8: needsSmtpUtf8([copy.envelopeFrom, recipient, ...headerAddresses(message)]),
  })
  const [outcome] = answer.outcomes
  if (outcome === undefined) throw new Error('the transport gave no outcome')
  return resultOf(outcome, answer, context.config.delivery === 'direct')
}

/** The fields, and behind them a stream that is opened when somebody reads it. */
function behind(fields: Buffer, open: () => Promise<Readable>): Readable {
  const stream = new PassThrough()
  stream.write(fields)
  open().then(
    (source) => source.on('error', (error) => stream.destroy(error)).pipe(stream),
    (error) => stream.destroy(error),
  )
  return stream
}

/** Addresses in the headers need SMTPUTF8 as much as those in the envelope (RFC 6531 §3.4). */
function headerAddresses(message: Message): string[] {
  const lists = [message.to_json, message.cc_json, message.reply_to_json]
  return lists.flatMap((json) => (JSON.parse(json) as { address: string }[]).map(({ address }) => address))
}

function resultOf(
  outcome: RecipientOutcome,
  answer: { readonly host: string; readonly tls: string | null },
  isFinalServer: boolean,
): AttemptResult {
  return {
    outcome: outcome.kind,
    host: answer.host,
    tls: answer.tls,
    stage: outcome.stage,
    code: outcome.code,
    enhanced: outcome.enhanced,
    reply: outcome.reply,
    isDelivered: isFinalServer && outcome.kind === 'accepted',
    complained: false,
    isLast: false,
  }
}

const BASE = {
  host: null,
  tls: null,
  stage: null,
  isDelivered: false,
  complained: false,
  isLast: false,
} as const

const CAPTURED: AttemptResult = {
  ...BASE,
  outcome: 'accepted',
  code: null,
  enhanced: null,
  reply: 'Captured: nothing leaves this server until a relay is set up.',
}

/** The recipient bounced, complained or unsubscribed after the mail was taken. */
const SUPPRESSED: AttemptResult = {
  ...BASE,
  outcome: 'deferred',
  code: null,
  enhanced: null,
  reply: 'This address must not be mailed any more: see GET /v1/suppression.',
  isLast: true,
}

/** The mailbox or its account was paused after this was claimed; claiming it again stops it. */
const PAUSED: AttemptResult = {
  ...BASE,
  outcome: 'deferred',
  code: null,
  enhanced: null,
  reply: 'Sending was paused before this attempt began.',
}

/** Too much came back for the account after this was claimed; claiming it again stops it. */
const STOPPED: AttemptResult = {
  ...PAUSED,
  reply: 'Sending was stopped before this attempt began.',
}

/** The domain of the mailbox was proved once, and is not any more; it may be again. */
const LAPSED: AttemptResult = {
  ...BASE,
  outcome: 'deferred',
  code: null,
  enhanced: null,
  reply:
    'The domain of this mailbox is not verified any more: see GET /v1/domains for the records to publish.',
}

const REFUSED = { suppressed: SUPPRESSED, lapsed: LAPSED } as const

/** SMTP deliveries from a time when a relay was set up; they wait until one is again. */
const NO_TRANSPORT: AttemptResult = {
  ...BASE,
  outcome: 'deferred',
  code: null,
  enhanced: null,
  reply: 'No relay is set up.',
}

function simulated(delivery: Delivery): AttemptResult {
  const { outcome, reply, complained, final } = simulate(delivery.recipient, delivery.attempts)
  const [code, enhanced] = reply.split(' ')
  return {
    ...BASE,
    host: 'simulation',
    outcome,
    code: Number(code),
    enhanced: enhanced ?? null,
    reply,
    isDelivered: outcome === 'accepted',
    complained,
    isLast: final,
  }
}
