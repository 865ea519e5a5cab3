/** A reviewer approves or rejects a held message; the decision is bound to its exact content (contract §7). */

import type { Context } from '../context.ts'
import { afterApproval, mayApprove, transition } from '../core/oversight.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { advance } from '../store/advance.ts'
import { circumstancesOf } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { findVisible, type Message, statusOfMessage } from '../store/messages.ts'
import { countApprovals, type Decision, insertDecision, listDecisions } from '../store/permits.ts'
import { countUsage } from '../store/usage.ts'

export interface DecisionInput {
  readonly emailId: string
  readonly action: 'approve' | 'reject'
  readonly reason: string | null
  /** The hash of the content that the reviewer saw; null when it was not given. */
  readonly contentHash: string | null
  readonly method: 'key' | 'terminal'
}

export interface Decided {
  readonly message: Message
  /** `approved`: decided, but not on its way yet (scheduled, inbound, or more approvals needed). */
  readonly verdict: 'approved' | 'approved_and_sent' | 'rejected'
  readonly approvalsGiven: number
  readonly approvalsRequired: number
}

/**
 * Decides on a message. Throws AppError `not_found`, `already_decided` (saying how), `content_changed`,
 * `read_only` (the mailbox may no longer send), `store_unavailable`.
 */
export async function decideMessage(
  context: Context,
  principal: Principal,
  input: DecisionInput,
): Promise<Decided> {
  const decided = await context.database.write(async (writer) => {
    const message = await findVisible(writer.db, principal, input.emailId)
    if (message === undefined) throw new AppError('not_found')
    await writer.backend.lockChain(writer.db, message.mailbox_id)
    if (transition(message.state, 'reject') === null) throw alreadyDecided(message)
    if (input.contentHash !== null && input.contentHash !== message.content_hash) {
      throw new AppError('content_changed', { extra: { content_hash: message.content_hash } })
    }
    return decide(context, writer, principal, message, input)
  })
  context.wake()
  return decided
}

async function decide(
  context: Context,
  writer: Writer,
  principal: Principal,
  message: Message,
  input: DecisionInput,
): Promise<Decided> {
  const facts = await circumstancesOf(writer.db, message, principal.actor, context.config.delivery)
  const { mailbox } = facts
  if (input.action === 'approve' && !mayApprove(mailbox.mode, message.direction)) {
    throw new AppError('read_only', { fix: 'Reject it, or raise the oversight mode of the mailbox first.' })
  }
  const decision = await recordDecision(writer, principal, message, input)
  const required = mailbox.approvals_required
  await countUsage(
    writer,
    { accountId: message.account_id, mailboxId: message.mailbox_id, test: message.test },
    'oversight_actions',
  )
  const metadata = { decision_id: decision.id, method: input.method, reason: input.reason }
  if (input.action === 'reject') {
    const reason = input.reason ?? 'A person refused it.'
    const moved = await advance(writer, message, 'reject', { ...facts, reason, metadata }, 'already_decided')
    return { message: moved, verdict: 'rejected', approvalsGiven: 0, approvalsRequired: required }
  }
  const given = (await countApprovals(writer.db, [message])).get(message.id) ?? 0
  const isFuture = message.send_at !== null && message.send_at > writer.now
  const event = afterApproval({ given, required, isFuture })
  const moved = await advance(
    writer,
    message,
    event,
    { ...facts, approval: decision, metadata },
    'already_decided',
  )
  const isSent = moved.state === 'released' && moved.direction === 'outbound'
  return {
    message: moved,
    verdict: isSent ? 'approved_and_sent' : 'approved',
    approvalsGiven: given,
    approvalsRequired: required,
  }
}

async function recordDecision(
  writer: Writer,
  principal: Principal,
  message: Message,
  input: DecisionInput,
): Promise<Decision> {
  const actor = principal.actor.keyId ?? principal.actor.name
  const earlier = await listDecisions(writer.db, message.id, message.content_hash)
  if (earlier.some((decision) => decision.actor === actor)) {
    throw new AppError('already_decided', {
      message: 'You approved this email already; it needs another reviewer.',
      fix: 'Ask another reviewer, with a key of their own.',
    })
  }
  const decision: Decision = {
    id: writer.newId(),
    account_id: message.account_id,
    message_id: message.id,
    content_hash: message.content_hash,
    action: input.action,
    actor,
    method: input.method,
    reason: input.reason,
    created_at: writer.now,
  }
  await insertDecision(writer, decision)
  return decision
}

function alreadyDecided(message: Message): AppError {
  const status = statusOfMessage(message)
  const by = message.decided_by === null ? '' : ` by ${message.decided_by}`
  const why = message.rejected_reason === null ? '' : ` (${message.rejected_reason})`
  return new AppError('already_decided', {
    message: `This email is not waiting for a decision: it is ${status}${by}${why}.`,
    extra: { status, decided_by: message.decided_by, rejected_reason: message.rejected_reason },
  })
}
