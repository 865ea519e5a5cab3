/**
 * A reviewer approves, rejects, or changes and approves a held message; the decision is bound to its exact content
 * (contract §7).
 */

import type { Context } from '../context.ts'
import { afterApproval, isEnough, mayDecide, transition } from '../core/oversight.ts'
import { AppError, badField } from '../errors.ts'
import { amend, differences, type MessageEdits, type Recomposed, recompose } from '../recompose.ts'
import type { Principal } from '../store/access.ts'
import { advance, announce } from '../store/advance.ts'
import { type Circumstances, circumstancesOf, findOwners } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { reviewerNameOf } from '../store/events.ts'
import { isAuthorOf } from '../store/message-authors.ts'
import { findVisible, type Message, outcomeOfMessage, statusOfMessage } from '../store/messages.ts'
import { countApprovals, type Decision, insertDecision, listDecisions } from '../store/permits.ts'
import { type ReviewLink, spendReviewLink } from '../store/review-links.ts'
import { isReviewer } from '../store/reviewers.ts'
import { countUsage } from '../store/usage.ts'

export interface DecisionInput {
  readonly emailId: string
  readonly action: 'approve' | 'reject'
  readonly reason: string | null
  /** The hash of the content that the reviewer saw; null when it was not given. */
  readonly contentHash: string | null
  readonly method: Decision['method']
  /** What to change before it is approved. */
  readonly edits?: MessageEdits | null
  /** How long the release waits, so that the approval can be taken back, in ms. */
  readonly undoMs?: number
  /** The link the reviewer came by; it is used up. */
  readonly link?: ReviewLink
}

export interface Decided {
  readonly message: Message
  /** `approved`: decided, but not on its way yet (scheduled, inbound, or more approvals needed). */
  readonly verdict: 'approved' | 'approved_and_sent' | 'rejected'
  readonly approvalsGiven: number
  readonly approvalsRequired: number
  /** Until when it waits so that the approval may be taken back (epoch ms); null when it does not. */
  readonly undoUntil: number | null
}

/**
 * Decides on a message. Throws AppError `not_found`, `already_decided` (saying how), `content_changed`, `own_mail`,
 * `read_only`, `paused`, `link_used`, `link_expired`, `bad_request`, `suppressed`, `store_unavailable`.
 */
export async function decideMessage(
  context: Context,
  principal: Principal,
  input: DecisionInput,
): Promise<Decided> {
  const changed = await prepareEdits(context, principal, input)
  const decided = await context.database.write(async (writer) => {
    const message = await openMessage(writer, principal, input)
    if (changed !== null && changed.of !== message.content_hash) throw contentChanged(message)
    const facts = await circumstancesOf(writer.db, message, principal.actor, context.config)
    const isAuthor = await isAuthorOf(writer.db, message, principal.actor)
    refuseUnlessAllowed(message, facts, isAuthor, input)
    if (input.link !== undefined) await useLink(writer, message, facts, input.link)
    await countUsage(
      writer,
      { accountId: message.account_id, mailboxId: message.mailbox_id, test: message.test },
      'oversight_actions',
    )
    if (input.action === 'reject') return reject(writer, principal, message, facts, input)
    const current =
      changed === null ? message : await amend(writer, message, changed.recomposed, principal.actor)
    return approve(writer, principal, current, facts, input)
  })
  context.wake()
  return decided
}

interface Changed {
  readonly recomposed: Recomposed
  /** Hash of the content that the edits were made on. */
  readonly of: string
}

/** Composes the edited message, outside the transaction; null when nothing is to be changed. */
async function prepareEdits(
  context: Context,
  principal: Principal,
  input: DecisionInput,
): Promise<Changed | null> {
  const edits = input.edits ?? null
  if (edits === null || Object.values(edits).every((field) => field === null)) return null
  if (input.action === 'reject') throw badField('edits', 'go with "approve" only')
  const { reader } = context.database
  const message = await findVisible(reader, principal, input.emailId)
  if (message === undefined) throw new AppError('not_found')
  if (message.direction === 'inbound') throw badField('edits', 'inbound mail cannot be changed')
  if (transition(message.state, 'amend') === null) throw alreadyDecided(message)
  const { mailbox } = await findOwners(reader, message)
  const recomposed = await recompose(context, message, mailbox, edits)
  const { leaked } = recomposed.screening
  if (leaked !== null)
    throw badField('edits', `the text contains an API key of this server (${leaked.prefix}…)`)
  return differences(recomposed).length === 0 ? null : { recomposed, of: message.content_hash }
}

async function openMessage(writer: Writer, principal: Principal, input: DecisionInput): Promise<Message> {
  const found = await findVisible(writer.db, principal, input.emailId)
  if (found === undefined) throw new AppError('not_found')
  await writer.backend.lockChain(writer.db, found.mailbox_id)
  // Whoever held the lock before may have decided.
  const message = await findVisible(writer.db, principal, input.emailId)
  if (message === undefined) throw new AppError('not_found')
  if (transition(message.state, 'reject') === null) throw alreadyDecided(message)
  if (message.expires_at !== null && message.expires_at <= writer.now) throw tooLate(message)
  const expected = input.link?.content_hash ?? input.contentHash
  if (expected !== null && expected !== message.content_hash) throw contentChanged(message)
  if (input.contentHash !== null && input.contentHash !== message.content_hash) throw contentChanged(message)
  return message
}

const contentChanged = (message: Message) =>
  new AppError('content_changed', { extra: { content_hash: message.content_hash } })

/** Who decides, as decisions name them. */
const reviewerName = (principal: Principal) => reviewerNameOf(principal.actor)

function refuseUnlessAllowed(
  message: Message,
  facts: Circumstances,
  isAuthor: boolean,
  input: DecisionInput,
): void {
  const verdict = mayDecide({
    action: input.action,
    modeNow: facts.mailbox.mode,
    direction: message.direction,
    paused: facts.paused,
    isAuthor,
  })
  if (verdict === 'yes') return
  const fix = { fix: 'Reject it, or raise the oversight mode of the mailbox first.' }
  throw new AppError(verdict, verdict === 'read_only' ? fix : {})
}

async function useLink(
  writer: Writer,
  message: Message,
  facts: Circumstances,
  link: ReviewLink,
): Promise<void> {
  if (link.message_id !== message.id) throw new AppError('not_found')
  // A link does not outlive the reviewer it was sent to.
  if (!(await isReviewer(writer.db, facts.account, link.reviewer))) throw new AppError('link_expired')
  await spendReviewLink(writer, link)
}

async function reject(
  writer: Writer,
  principal: Principal,
  message: Message,
  facts: Circumstances,
  input: DecisionInput,
): Promise<Decided> {
  const earlier = await ownDecision(writer, principal, message)
  const decision = earlier ?? (await recordDecision(writer, principal, message, input))
  if (decision.action !== 'reject') throw decidedBefore()
  const reason = input.reason ?? 'A person refused it.'
  const metadata = metadataOf(decision, input)
  const moved = await advance(writer, message, 'reject', { ...facts, reason, metadata }, 'already_decided')
  const approvalsRequired = facts.mailbox.approvals_required
  return { message: moved, verdict: 'rejected', approvalsGiven: 0, approvalsRequired, undoUntil: null }
}

async function approve(
  writer: Writer,
  principal: Principal,
  message: Message,
  facts: Circumstances,
  input: DecisionInput,
): Promise<Decided> {
  const required = facts.mailbox.approvals_required
  const earlier = await ownDecision(writer, principal, message)
  const decision = earlier ?? (await recordDecision(writer, principal, message, input))
  const given = (await countApprovals(writer.db, [message])).get(message.id) ?? 0
  // Somebody who approved before counts once; asking again helps only when that has become enough.
  if (earlier !== undefined && (earlier.action === 'reject' || !isEnough(given, required)))
    throw decidedBefore()
  const { undoMs = 0 } = input
  const isFuture = undoMs > 0 || (message.send_at !== null && message.send_at > writer.now)
  const event = afterApproval({ given, required, isFuture })
  const undo = undoMs > 0 ? { undoUntil: writer.now + undoMs } : {}
  const approved = { ...facts, ...undo, approval: decision, metadata: metadataOf(decision, input) }
  const moved = await advance(writer, message, event, approved, 'already_decided')
  if (event === 'approve' && input.edits) await announce(writer, moved, facts, principal.actor.name)
  const isSent = moved.state === 'released' && moved.direction === 'outbound'
  return {
    message: moved,
    verdict: isSent ? 'approved_and_sent' : 'approved',
    approvalsGiven: given,
    approvalsRequired: required,
    undoUntil: moved.undo_until,
  }
}

const metadataOf = (decision: Decision, input: DecisionInput) => ({
  decision_id: decision.id,
  method: decision.method,
  reason: input.reason,
})

function decidedBefore(): AppError {
  return new AppError('already_decided', {
    message: 'You decided on this email already; it needs another reviewer.',
    fix: 'Ask another reviewer, with a key or link of their own.',
  })
}

/** What this reviewer decided on the present content before. */
async function ownDecision(
  writer: Writer,
  principal: Principal,
  message: Message,
): Promise<Decision | undefined> {
  const decisions = await listDecisions(writer.db, message.id, message.content_hash)
  return decisions.find(({ actor }) => actor === reviewerName(principal))
}

async function recordDecision(
  writer: Writer,
  principal: Principal,
  message: Message,
  input: DecisionInput,
): Promise<Decision> {
  const decision: Decision = {
    id: writer.newId(),
    account_id: message.account_id,
    message_id: message.id,
    content_hash: message.content_hash,
    action: input.action,
    actor: reviewerName(principal),
    method: input.method,
    reason: input.reason,
    created_at: writer.now,
  }
  await insertDecision(writer, decision)
  return decision
}

/** How a message that no longer waits came to be what it is. */
const DECIDED: Readonly<Record<NonNullable<ReturnType<typeof outcomeOfMessage>>, string>> = {
  approved: 'was approved',
  refused: 'was rejected',
  expired: 'has expired: nobody decided in time',
  blocked: 'was blocked by the scan',
  cancelled: 'was taken back by its author',
}

/** Its time is over, though the worker has not come to it yet. */
function tooLate(message: Message): AppError {
  return new AppError('already_decided', {
    message: `This email ${DECIDED.expired}.`,
    extra: {
      status: statusOfMessage({ ...message, state: 'expired' }),
      decision: 'expired',
      decided_by: null,
      rejected_reason: null,
    },
  })
}

function alreadyDecided(message: Message): AppError {
  const status = statusOfMessage(message)
  const outcome = outcomeOfMessage(message)
  const isByPerson = outcome === 'approved' || outcome === 'refused'
  const by = isByPerson && message.decided_by !== null ? ` by ${message.decided_by}` : ''
  const why = outcome === 'refused' || outcome === 'blocked' ? ` (${message.rejected_reason})` : ''
  const what = outcome === null ? 'waits for no decision' : `${DECIDED[outcome]}${by}${why}`
  return new AppError('already_decided', {
    message: `This email ${what}; its status is ${status}.`,
    extra: {
      status,
      decision: outcome,
      decided_by: message.decided_by,
      rejected_reason: message.rejected_reason,
    },
  })
}
