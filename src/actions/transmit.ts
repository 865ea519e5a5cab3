/**
 * One conversation for one consignment: with the next server, with the simulation for test mail, or with the
 * capture. Never inside a transaction; what came of it is recorded in a short one afterwards.
 */

import { PassThrough, type Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { simulate } from '../core/simulation.ts'
import { needsSmtpUtf8 } from '../mail/compose.ts'
import type { RecipientOutcome, Transport } from '../mail/smtp-client.ts'
import { insertCaptured } from '../store/captured.ts'
import type { Delivery } from '../store/deliveries.ts'
import { type AttemptResult, recordResult } from '../store/delivery-facts.ts'
import type { Message } from '../store/messages.ts'

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
  const results = await carry(context, transport, message, deliveries)
  await context.database.write(async (writer) => {
    const captured = deliveries.filter(({ transport: kind }) => kind === 'capture')
    if (captured.length > 0) {
      await insertCaptured(writer, {
        id: writer.newId(),
        account_id: message.account_id,
        message_id: message.id,
        envelope_from: message.envelope_from ?? '',
        recipients_json: JSON.stringify(captured.map(({ recipient }) => recipient)),
        raw_sha256: message.raw_sha256,
        captured_at: writer.now,
      })
    }
    for (const delivery of deliveries) {
      const result = results.get(delivery.id)
      if (result !== undefined) await recordResult(writer, delivery, result, context.random())
    }
  })
}

async function carry(
  context: Context,
  transport: Transport | null,
  message: Message,
  deliveries: readonly Delivery[],
): Promise<Map<string, AttemptResult>> {
  const results = new Map<string, AttemptResult>()
  for (const delivery of deliveries) {
    if (delivery.transport === 'simulated') results.set(delivery.id, simulated(delivery))
    if (delivery.transport === 'capture') results.set(delivery.id, CAPTURED)
  }
  const bySmtp = deliveries.filter((delivery) => delivery.transport === 'smtp')
  if (bySmtp.length === 0) return results
  if (transport === null) {
    for (const { id } of bySmtp) results.set(id, NO_TRANSPORT)
    return results
  }
  const isFinalServer = context.config.delivery === 'direct'
  const recipients = bySmtp.map(({ recipient }) => recipient)
  const answer = await transport.transmit({
    from: message.envelope_from ?? '',
    recipients,
    size: message.raw_size,
    open: () => lazily(() => context.blobs.read(context.database.reader, message.raw_sha256)),
    smtpUtf8: needsSmtpUtf8([message.envelope_from ?? '', ...recipients, ...headerAddresses(message)]),
  })
  for (const delivery of bySmtp) {
    const outcome = answer.outcomes.find(({ recipient }) => recipient === delivery.recipient)
    if (outcome !== undefined) results.set(delivery.id, resultOf(outcome, answer, isFinalServer))
  }
  return results
}

/** A stream that is opened when somebody reads it. */
function lazily(open: () => Promise<Readable>): Readable {
  const stream = new PassThrough()
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
