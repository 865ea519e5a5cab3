/**
 * Passes copies of inbound mail on to the operator: its bytes as they came, behind fields that say what happened to it
 * here, with an ARC seal. Bounces come to us and never to its author.
 */

import { PassThrough, type Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { type AttemptOutcome, afterAttempt } from '../core/delivery.ts'
import { DELIVERY_WAITS_MS, nextWait } from '../core/retry.ts'
import { needsSmtpUtf8 } from '../mail/compose.ts'
import type { Transport } from '../mail/smtp-client.ts'
import { type ForwardedCopy, prepareForward } from '../outgoing.ts'
import { findAccountEnd } from '../store/account-end.ts'
import { insertCaptured } from '../store/captured.ts'
import { findOwners, isPaused } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import { listDueForwards, postponeForward } from '../store/forwards.ts'
import { findMessage, type Message } from '../store/messages.ts'
import { deleteNotices, moveNotice, type Notice } from '../store/notices.ts'

/** Copies looked at in one call. */
const BATCH = 20
/** A claim ends after this, in ms: longer than any conversation lasts. */
const LEASE_MS = 15 * 60_000
/** While a mailbox is paused its copies are looked at so often, in ms. */
const PAUSED_MS = 60_000

interface Claimed {
  readonly notice: Notice
  readonly message: Message
  readonly mailbox: string
}

/** Passes on what is due. `transport` is null where mail is only captured. Returns how many copies were looked at. */
export async function forwardMail(context: Context, transport: Transport | null): Promise<number> {
  const due = await listDueForwards(context.database.reader, context.clock.now(), BATCH)
  for (const notice of due) {
    try {
      await forward(context, transport, notice)
    } catch (error) {
      // One that cannot be sent must not keep the others.
      context.log.error({ err: error, notice: notice.id }, 'a mail was not forwarded')
    }
  }
  return due.length
}

async function forward(context: Context, transport: Transport | null, notice: Notice): Promise<void> {
  const claimed = await context.database.write((writer) => claim(writer, notice))
  if (claimed === null) return
  const copy = await prepareForward(context, claimed.message, { ...claimed.notice, mailbox: claimed.mailbox })
  if (copy === 'loop') {
    await context.database.write((writer) => drop(writer, claimed))
    return
  }
  const { outcome, reply } = await carry(context, transport, claimed, copy)
  await context.database.write((writer) => record(context, writer, claimed, copy, { outcome, reply }))
}

async function claim(writer: Writer, notice: Notice): Promise<Claimed | null> {
  if (notice.state === 'sending') {
    // Its worker died: nobody knows whether it was taken.
    await moveNotice(writer, notice, 'lose', { due_at: writer.now, lease_until: null })
    return null
  }
  const message = await findMessage(writer.db, notice.subject_id)
  const isEnded = (await findAccountEnd(writer.db, notice.account_id)) !== undefined
  if (message === undefined || message.erased_at !== null || isEnded) {
    await deleteNotices(writer, [notice.id])
    return null
  }
  const { mailbox } = await findOwners(writer.db, message)
  if (mailbox.forward_inbound === 0 || mailbox.deleted_at !== null) {
    await deleteNotices(writer, [notice.id])
    return null
  }
  if (await isPaused(writer.db, message.mailbox_id)) {
    await postponeForward(writer, notice.id, writer.now + PAUSED_MS)
    return null
  }
  const lease = writer.now + LEASE_MS
  const facts = { attempts: notice.attempts + 1, due_at: lease, lease_until: lease }
  const moved = await moveNotice(writer, notice, 'claim', facts)
  return moved === null ? null : { notice: moved, message, mailbox: mailbox.address }
}

/** What went in a circle is not sent on. */
async function drop(writer: Writer, { notice, message }: Claimed): Promise<void> {
  await deleteNotices(writer, [notice.id])
  await tell(writer, message, 'message.not_forwarded', { reason: 'loop' })
}

async function carry(
  context: Context,
  transport: Transport | null,
  { notice, message }: Claimed,
  copy: ForwardedCopy,
): Promise<{ readonly outcome: AttemptOutcome; readonly reply: string }> {
  if (notice.transport === 'capture') return { outcome: 'accepted', reply: 'Captured.' }
  if (transport === null) return { outcome: 'deferred', reply: 'No relay is set up.' }
  const fields = Buffer.from(copy.fields, 'latin1')
  const answer = await transport.transmit({
    from: copy.envelopeFrom,
    recipients: [notice.recipient],
    size: fields.length + message.raw_size,
    open: () => behind(fields, () => context.blobs.read(context.database.reader, message.raw_sha256)),
    smtpUtf8: copy.isHeaderUtf8 || needsSmtpUtf8([notice.recipient]),
  })
  const [outcome] = answer.outcomes
  return outcome === undefined
    ? { outcome: 'uncertain', reply: 'The next server did not answer for it.' }
    : { outcome: outcome.kind, reply: outcome.reply }
}

/** The fields, and behind them the message. */
function behind(fields: Buffer, open: () => Promise<Readable>): Readable {
  const stream = new PassThrough()
  stream.write(fields)
  open().then(
    (source) => source.on('error', (error) => stream.destroy(error)).pipe(stream),
    (error) => stream.destroy(error),
  )
  return stream
}

async function record(
  context: Context,
  writer: Writer,
  { notice, message }: Claimed,
  copy: ForwardedCopy,
  { outcome, reply }: { readonly outcome: AttemptOutcome; readonly reply: string },
): Promise<void> {
  const event = afterAttempt(outcome, writer.now - notice.created_at)
  const isOpen = event === 'defer' || event === 'lose'
  const wait = nextWait(DELIVERY_WAITS_MS, notice.attempts, context.random())
  const capturedId = notice.transport === 'capture' && outcome === 'accepted' ? writer.newId() : null
  const moved = await moveNotice(writer, notice, event, {
    due_at: isOpen ? writer.now + wait : null,
    lease_until: null,
    last_reply: reply,
    finished_at: isOpen ? null : writer.now,
  })
  if (moved === null) return
  if (capturedId !== null) {
    await insertCaptured(writer, {
      id: capturedId,
      account_id: message.account_id,
      message_id: message.id,
      envelope_from: copy.envelopeFrom,
      recipients_json: JSON.stringify([notice.recipient]),
      raw_sha256: message.raw_sha256,
      added_fields: copy.fields,
      captured_at: writer.now,
    })
  }
  const { recipient } = notice
  if (outcome === 'accepted') await tell(writer, message, 'message.forwarded', { recipient })
  if (event === 'refuse' || event === 'give_up')
    await tell(writer, message, 'message.not_forwarded', { reason: 'refused', recipient, reply })
}

async function tell(
  writer: Writer,
  message: Message,
  action: 'message.forwarded' | 'message.not_forwarded',
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action,
    resourceType: 'email',
    resourceId: message.id,
    actor: SYSTEM,
    metadata,
  })
}
