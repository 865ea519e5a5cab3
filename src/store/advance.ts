/**
 * Carrying out what the oversight table decided: which times and facts of the row change with each event, which
 * event the trail gets, and, for a release, the permit and its deliveries. Every way to hold, schedule, let go or
 * refuse a message ends here, in the caller's transaction.
 */

import { canonicalAddress } from '../core/address.ts'
import { transportFor } from '../core/delivery.ts'
import type { EventAction } from '../core/events.ts'
import { basisOf, COPIES_OPERATOR, type OversightEvent, stricterMode, transition } from '../core/oversight.ts'
import { FIRST_STAGE } from '../core/status.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Circumstances } from './circumstances.ts'
import type { Writer } from './db.ts'
import { insertDeliveries } from './deliveries.ts'
import { appendEvent, SYSTEM } from './events.ts'
import { isForwarded, queueForward } from './forwards.ts'
import {
  type Entry,
  insertMessage,
  listRecipients,
  type Message,
  moveMessage,
  statusOfMessage,
} from './messages.ts'
import { queueNotice } from './notices.ts'
import { insertRelease } from './permits.ts'
import { reviewAddresses } from './reviewers.ts'
import { countStored } from './storage.ts'
import { bringForward } from './threads.ts'
import { countUsage } from './usage.ts'

/** The events that are carried out here; edits have their own actions. */
export type Step = Exclude<OversightEvent, 'edit' | 'amend'>

/** The name of each event in the audit log; those that subscribers know have the contract's name (§8). */
const ACTION: Readonly<Record<Step, EventAction>> = {
  block: 'oversight.rejected',
  hold: 'oversight.pending',
  park: 'message.scheduled',
  schedule: 'message.scheduled',
  release: 'message.released',
  approve: 'oversight.approval_given',
  reject: 'oversight.rejected',
  expire: 'oversight.rejected',
  cancel: 'message.cancelled',
  withdraw: 'oversight.undone',
}

/**
 * The action that the log records for an event: an approval that is enough is told as that; inbound mail that may
 * be read has been received.
 */
function actionOf(event: Step, message: Pick<Message, 'direction'>, isApproved: boolean): EventAction {
  if (isApproved && (event === 'release' || event === 'schedule')) return 'oversight.approved'
  return event === 'release' && message.direction === 'inbound' ? 'message.received' : ACTION[event]
}

type Changes = Partial<Omit<Message, 'id' | 'state' | 'position'>>

/** What an event changes in the row beside the state. `now` is epoch ms. */
function changesOf(event: Step, message: Changes, facts: Circumstances, now: number): Changes {
  const approved: Changes =
    facts.approval === null
      ? {}
      : {
          approved_at: facts.approval.created_at,
          approved_by: facts.actor.name,
          decided_by: facts.actor.name,
        }
  const expiresAt = now + facts.mailbox.approval_ttl_seconds * 1000
  const refused: Changes = {
    due_at: null,
    remind_at: null,
    rejected_reason: facts.reason ?? null,
    decided_by: facts.actor.name,
  }
  switch (event) {
    case 'hold':
      return {
        due_at: expiresAt,
        expires_at: expiresAt,
        remind_at: facts.reviewMail ? now + (expiresAt - now) / 2 : null,
      }
    case 'park':
      return { due_at: message.send_at ?? now }
    case 'schedule':
      return {
        ...approved,
        due_at: Math.max(message.send_at ?? now, facts.undoUntil ?? now),
        undo_until: facts.undoUntil ?? null,
        // It may come back to those who decide.
        expires_at: facts.undoUntil === undefined ? null : (message.expires_at ?? null),
        remind_at: null,
      }
    case 'release':
      return {
        ...(message.approved_at ? {} : approved),
        due_at: null,
        expires_at: null,
        remind_at: null,
        undo_until: null,
        stage: firstStage(message, facts.approval !== null),
      }
    case 'approve':
      return {}
    case 'withdraw':
      return takenBack(message, facts, now)
    case 'cancel':
      return { due_at: null, remind_at: null }
    case 'block':
    case 'reject':
    case 'expire':
      return refused
  }
}

/** What a withdrawn approval leaves: one that waited to go waits for a decision as it did, or for a whole new time. */
function takenBack(message: Changes, facts: Circumstances, now: number): Changes {
  if (!message.approved_at) return {}
  const before = message.expires_at ?? 0
  const expiresAt = before > now ? before : now + facts.mailbox.approval_ttl_seconds * 1000
  return {
    due_at: expiresAt,
    expires_at: expiresAt,
    remind_at: facts.reviewMail ? now + (expiresAt - now) / 2 : null,
    undo_until: null,
    approved_at: null,
    approved_by: null,
    decided_by: null,
  }
}

/** Inbound mail that was found to be spam when it came starts there, unless a person let it through. */
function firstStage(message: Changes, isApproved: boolean) {
  if (message.direction !== 'inbound') return FIRST_STAGE.outbound
  if (isApproved) return FIRST_STAGE.inbound
  if (message.spam_verdict === 'quarantined') return 'spam_quarantined'
  return message.spam_verdict === 'flagged' ? 'spam_flagged' : FIRST_STAGE.inbound
}

/** Writes a new message in the state that the first event after its scan leads to. Returns its row. */
export async function admit(
  writer: Writer,
  entry: Entry,
  event: Step,
  facts: Circumstances,
): Promise<Message> {
  const state = transition('scanning', event)
  if (state === null) throw new AppError('internal')
  const changes = changesOf(event, entry.message as Changes, facts, writer.now)
  const message = await insertMessage(writer, { ...entry, message: { ...entry.message, ...changes, state } })
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action: actionOf(event, message, false),
    resourceType: 'email',
    resourceId: message.id,
    actor: facts.actor,
    metadata: {
      ...facts.metadata,
      status: statusOfMessage(message),
      content_hash: message.content_hash,
      ...reasonOf(facts),
    },
  })
  if (event === 'release') await letGo(writer, message, facts)
  if (event === 'hold') await announce(writer, message, facts)
  return message
}

/**
 * Moves a message by one event of the table and does what goes with it. Returns its row as it is now; throws
 * `otherwise` when the table has no such move or somebody was faster.
 */
export async function advance(
  writer: Writer,
  message: Message,
  event: Step,
  facts: Circumstances,
  otherwise: ErrorCode,
): Promise<Message> {
  // A message approved earlier, whose time has come, is not approved again.
  const isDecision = facts.approval !== null && message.approved_at === null
  const moved = await moveMessage(writer, message, {
    event,
    changes: changesOf(event, message, facts, writer.now),
    actor: facts.actor,
    action: actionOf(event, message, isDecision),
    metadata: { content_hash: message.content_hash, ...reasonOf(facts), ...facts.metadata },
    otherwise,
  })
  if (event === 'release') await letGo(writer, moved, facts)
  if (event === 'hold') await announce(writer, moved, facts)
  if (event === 'release' && facts.approval !== null && moved.direction === 'inbound')
    await recordReceived(writer, moved, isDecision)
  return moved
}

/**
 * Approved inbound mail has been received as well: it counts, now, and whoever waits for mail hears of it. `isTold`: not
 * by the move itself.
 */
async function recordReceived(writer: Writer, message: Message, isTold: boolean): Promise<void> {
  const scope = { accountId: message.account_id, mailboxId: message.mailbox_id, test: message.test }
  await bringForward(writer, message.thread_id, message.id)
  await countUsage(writer, scope, 'emails_received')
  await countStored(writer, scope, message.raw_size)
  await countStored(writer, scope, -message.raw_size, 'held')
  if (!isTold) return
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action: 'message.received',
    resourceType: 'email',
    resourceId: message.id,
    actor: SYSTEM,
    metadata: { status: statusOfMessage(message) },
  })
}

function reasonOf(facts: Circumstances): Record<string, unknown> {
  return facts.reason === undefined ? {} : { reason: facts.reason }
}

/** Lets everybody who decides by mail know that a message waits; `except` names an actor who knows it. */
export async function announce(
  writer: Writer,
  message: Message,
  facts: Pick<Circumstances, 'account' | 'reviewMail' | 'transport'>,
  except: string | null = null,
): Promise<void> {
  if (!facts.reviewMail) return
  for (const recipient of await reviewAddresses(writer.db, facts.account)) {
    if (except === `link:${recipient}` || except === `person:${recipient}`) continue
    await queueNotice(writer, {
      accountId: message.account_id,
      test: message.test,
      kind: 'review',
      subjectId: message.id,
      recipient,
      transport: facts.transport,
    })
  }
}

/** Writes the permit and, for outbound mail, one delivery for each recipient. */
async function letGo(writer: Writer, message: Message, facts: Circumstances): Promise<void> {
  const basis = basisOf({
    modeAtSubmission: message.mode,
    modeNow: facts.mailbox.mode,
    direction: message.direction,
    approved: facts.approval !== null,
    allowlisted: facts.coverage !== null,
  })
  const releaseId = await insertRelease(writer, message, basis, facts.approval)
  if (message.direction === 'inbound') {
    if (isForwarded(message, facts)) await queueForward(writer, message, facts)
    return
  }
  const recipients = (await listRecipients(writer.db, message.id)).map(({ address }) => address)
  const mode = stricterMode(message.mode, facts.mailbox.mode)
  const copyTo = facts.account.oversight_email
  if (COPIES_OPERATOR[mode] && !includesAddress(recipients, copyTo)) {
    await writer.db
      .insertInto('recipients')
      .values({ message_id: message.id, address: copyTo, kind: 'operator_copy' })
      .execute()
    recipients.push(copyTo)
  }
  const transport = transportFor(message.test === 1, facts.transport)
  const entries = basis === 'allowlist' ? facts.coverage : null
  await insertDeliveries(writer, message, { id: releaseId, basis, entries }, recipients, transport)
}

function includesAddress(addresses: readonly string[], address: string): boolean {
  return addresses.some((candidate) => canonicalAddress(candidate) === canonicalAddress(address))
}
