/**
 * The author changes a scheduled message that nobody approved yet: it is composed, hashed and gated anew
 * (contract §5). An approved one may only change its time.
 */

import type { Context } from '../context.ts'
import { AUTHOR_MAY_EDIT, afterScan } from '../core/oversight.ts'
import { AppError } from '../errors.ts'
import { type MessageEdits, type Recomposed, recompose, rewriteParts, rewritten } from '../recompose.ts'
import { blockReason } from '../screening.ts'
import type { Principal } from '../store/access.ts'
import { advance } from '../store/advance.ts'
import { findCoverage } from '../store/allowlist.ts'
import { recordBlob, releaseBlob } from '../store/blobs.ts'
import { circumstancesOf, findOwners } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent, authorOf, SYSTEM } from '../store/events.ts'
import { noteAuthor } from '../store/message-authors.ts'
import { findVisible, type Message, moveMessage, statusOfMessage, updateMessage } from '../store/messages.ts'
import { findApproval } from '../store/permits.ts'

export interface ScheduleEdit extends MessageEdits {
  readonly mailboxId: string
  readonly emailId: string
  /** Epoch ms; null leaves it, as with every other field. */
  readonly sendAt: number | null
}

/**
 * Changes a scheduled message. Returns it as it is now. Throws AppError `not_found`, `not_editable`,
 * `already_approved`, `bad_request`, `conflict` (somebody else changed it meanwhile), `store_unavailable`.
 */
export async function editScheduled(
  context: Context,
  principal: Principal,
  edit: ScheduleEdit,
): Promise<Message> {
  const { database } = context
  const message = await findEditable(context, principal, edit)
  if (!changesContent(edit)) {
    return database.write(async (writer) => reschedule(writer, principal, message, edit.sendAt))
  }
  const { mailbox } = await findOwners(database.reader, message)
  const recomposed = await recompose(context, message, mailbox, edit)
  const edited = await database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, message.mailbox_id)
    // What was composed outside the transaction is only valid for the content it was composed from.
    const current = await findVisible(writer.db, principal, message.id)
    if (current?.content_hash !== message.content_hash) throw new AppError('conflict')
    if ((await findApproval(writer.db, current, 1)) !== null) throw new AppError('already_approved')
    return replace(context, writer, principal, { message: current, edit, recomposed })
  })
  context.wake()
  return edited
}

function changesContent(edit: ScheduleEdit): boolean {
  return [edit.to, edit.cc, edit.bcc, edit.subject, edit.markdown].some((field) => field !== null)
}

async function findEditable(context: Context, principal: Principal, edit: ScheduleEdit): Promise<Message> {
  const message = await findVisible(context.database.reader, principal, edit.emailId)
  if (message === undefined || message.mailbox_id !== edit.mailboxId) throw new AppError('not_found')
  if (message.direction === 'inbound' || !AUTHOR_MAY_EDIT[message.state]) {
    const status = statusOfMessage(message)
    throw new AppError('not_editable', {
      message: `This email is ${status}: only a scheduled one can be changed.`,
    })
  }
  const isApproved = (await findApproval(context.database.reader, message, 1)) !== null
  if (isApproved && changesContent(edit)) throw new AppError('already_approved')
  return message
}

async function reschedule(
  writer: Writer,
  principal: Principal,
  message: Message,
  sendAt: number | null,
): Promise<Message> {
  if (sendAt === null) return message
  await writer.backend.lockChain(writer.db, message.mailbox_id)
  const current = await findVisible(writer.db, principal, message.id)
  if (current === undefined || !AUTHOR_MAY_EDIT[current.state]) throw new AppError('not_editable')
  const dueAt = Math.max(sendAt, current.undo_until ?? sendAt)
  await updateMessage(writer, message.id, { send_at: sendAt, due_at: dueAt })
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action: 'message.rescheduled',
    resourceType: 'email',
    resourceId: message.id,
    actor: principal.actor,
    metadata: { send_at: new Date(sendAt).toISOString() },
  })
  return { ...current, send_at: sendAt, due_at: dueAt }
}

interface Replacement {
  readonly message: Message
  readonly edit: ScheduleEdit
  readonly recomposed: Recomposed
}

async function replace(
  context: Context,
  writer: Writer,
  principal: Principal,
  { message, edit, recomposed }: Replacement,
): Promise<Message> {
  const facts = await circumstancesOf(writer.db, message, principal.actor, context.config)
  const sendAt = edit.sendAt ?? message.send_at
  await recordBlob(writer, recomposed.blob)
  const { prepared } = recomposed
  const rescanned = await moveMessage(writer, message, {
    event: 'edit',
    changes: {
      ...rewritten(recomposed),
      send_at: sendAt,
      due_at: null,
      // Who wrote what is to be decided on is who may not decide.
      submitted_by: authorOf(principal.actor) ?? message.submitted_by,
    },
    actor: principal.actor,
    action: 'message.edited',
    metadata: { old_content_hash: message.content_hash, content_hash: prepared.contentHash },
    otherwise: 'not_editable',
  })
  await noteAuthor(writer, message.id, principal.actor)
  await rewriteParts(writer, message, recomposed)
  await releaseBlob(writer, message.raw_sha256)
  const recipients = prepared.recipients.map(({ address }) => address)
  const coverage = await findCoverage(writer.db, facts.mailbox, message, recipients)
  const reason = blockReason(recomposed.screening)
  const event = afterScan({
    modeAtSubmission: message.mode,
    modeNow: facts.mailbox.mode,
    direction: 'outbound',
    allowlisted: coverage !== null,
    gateTiming: message.gate_timing ?? 'gate_first',
    isFuture: sendAt !== null && sendAt > writer.now,
    blocked: reason !== null,
    paused: facts.paused,
  })
  return advance(
    writer,
    rescanned,
    event,
    { ...facts, coverage, ...(reason === null ? {} : { actor: SYSTEM, reason }) },
    'conflict',
  )
}
