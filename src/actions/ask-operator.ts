/**
 * What an operator must let through first (contract §2): asked with a one-time code by mail, bound to the exact
 * request; let through by that code, by a standing approval, or by unattended set-up.
 */

import { hash } from 'node:crypto'
import type { Context } from '../context.ts'
import {
  ASKED_PER_HOUR,
  CODE_LIFETIME_MS,
  OPERATOR_ACTIONS,
  type OperatorAction,
  UPGRADES_PER_HOUR,
} from '../core/operator-actions.ts'
import { isRecent } from '../core/people.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { queueNotice } from '../store/notices.ts'
import {
  countAsked,
  countWrongTry,
  endRequests,
  findOpenRequest,
  findStandingApproval,
  insertOperatorRequest,
  isCodeOf,
  type OperatorLeave,
  type OperatorRequest,
} from '../store/operator-requests.ts'

/** What the operator is asked. */
export interface Question {
  readonly action: OperatorAction
  /** Id of the account, mailbox or key it is about. */
  readonly resourceId: string
  /** The mailbox whose trail tells of it, or null for the account's. */
  readonly mailboxId: string | null
  /** The exact request: whatever is asked with a code must equal it. Canonical JSON of it is hashed. */
  readonly request: unknown
  /** In plain words, one or two sentences: what it would allow. */
  readonly text: string
  /** Host that a standing approval would have to cover; null when the action has none. */
  readonly host: string | null
  /** The IP address it came from. */
  readonly from: string
  /** What applying the answer needs when it does not say it again. */
  readonly payload?: Readonly<Record<string, unknown>>
}

const HOUR_MS = 3_600_000
/** The same question again within this time sends no second notice, in ms. */
const PATIENCE_MS = 10 * 60_000

/**
 * The leave that exists without asking: unattended set-up, an owner who signed in just now, or a standing approval of
 * the key; else null. Throws `sign_in_again` for an owner who signed in long ago.
 */
export async function findLeave(
  context: Context,
  principal: Principal,
  question: Pick<Question, 'action' | 'host'>,
): Promise<OperatorLeave | null> {
  if (!context.config.operatorApproval) return { by: 'unattended' }
  const { session } = principal
  if (session?.role === 'owner') {
    if (!isRecent(session.confirmedAt, context.clock.now())) throw new AppError('sign_in_again')
    return { by: 'session', sessionId: session.id }
  }
  const { keyId } = principal.actor
  if (keyId === null || OPERATOR_ACTIONS[question.action] === 'no') return null
  const standing = await findStandingApproval(context.database.reader, principal.accountId, keyId, question)
  return standing === undefined ? null : { by: 'standing', approvalId: standing.id }
}

/**
 * Asks the operator by mail. The same question again within ten minutes changes nothing; later, and for an upgrade
 * each time, it sends a new code that ends the old one. Returns when the code expires (epoch ms). Throws
 * `rate_limited`.
 */
export async function askOperator(
  context: Context,
  principal: Principal,
  question: Question,
): Promise<{ readonly expiresAt: number }> {
  const asked = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, principal.accountId)
    const name = nameOf(principal, question)
    const open = await findOpenRequest(writer.db, name, writer.now)
    const isUpgrade = question.action === 'mailbox.upgrade'
    const isFresh = open !== undefined && writer.now - open.created_at < PATIENCE_MS
    if (isFresh && !isUpgrade) return open
    await refuseTooMany(writer, principal, question)
    await endRequests(writer, isUpgrade ? { ...name, requestHash: null } : name)
    return record(context, writer, principal, question)
  })
  context.wake()
  return { expiresAt: asked.expires_at }
}

const nameOf = (principal: Principal, question: Question) => ({
  accountId: principal.accountId,
  action: question.action,
  resourceId: question.resourceId,
  requestHash: requestHash(question),
})

/** The hash a code is bound to: the same request in other words (order of keys) is the same. */
function requestHash({ action, resourceId, request }: Question): string {
  return hash('sha256', canonicalJson([action, resourceId, request]), 'hex')
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

async function refuseTooMany(writer: Writer, principal: Principal, question: Question): Promise<void> {
  const since = writer.now - HOUR_MS
  const name = { accountId: principal.accountId, resourceId: question.resourceId }
  const isUpgrade = question.action === 'mailbox.upgrade'
  const limit = isUpgrade ? UPGRADES_PER_HOUR : ASKED_PER_HOUR
  const asked = await countAsked(writer.db, { ...name, action: isUpgrade ? question.action : null }, since)
  if (asked < limit) return
  throw new AppError('rate_limited', {
    message: `The operator was asked ${asked} times in the last hour: that is the limit.`,
    retryAfter: HOUR_MS / 1000,
  })
}

async function record(
  context: Context,
  writer: Writer,
  principal: Principal,
  question: Question,
): Promise<OperatorRequest> {
  const account = await findAccount(writer.db, principal.accountId)
  if (account === undefined) throw new AppError('not_found')
  const request: OperatorRequest = {
    id: writer.newId(),
    account_id: principal.accountId,
    action: question.action,
    resource_id: question.resourceId,
    request_hash: requestHash(question),
    question: question.text,
    asked_by: principal.actor.name,
    asked_by_key_id: principal.actor.keyId,
    asked_from: question.from,
    payload: JSON.stringify(question.payload ?? {}),
    code_hash: null,
    wrong_tries: 0,
    created_at: writer.now,
    expires_at: writer.now + CODE_LIFETIME_MS,
    used_at: null,
    ended_at: null,
  }
  await insertOperatorRequest(writer, request)
  await queueNotice(writer, {
    accountId: account.id,
    test: 0,
    kind: 'code',
    subjectId: request.id,
    recipient: account.oversight_email,
    transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
  })
  const metadata = { action: question.action, question: question.text, from: question.from }
  await appendEvent(writer, {
    ...trailOf(principal, request, question.mailboxId),
    action: 'operator.asked',
    metadata,
  })
  return request
}

const trailOf = (principal: Principal, request: OperatorRequest, mailboxId: string | null) => ({
  accountId: principal.accountId,
  mailboxId,
  test: 0,
  resourceType: 'operator_request',
  resourceId: request.id,
  actor: principal.actor,
})

/**
 * The leave that a code gives; it is used up by what is done with it. `question` null in `request` means: whatever
 * was asked last about the resource. Throws `no_pending_approval`, `wrong_code` (the fifth ends the request).
 */
export async function checkCode(
  context: Context,
  principal: Principal,
  question: Pick<Question, 'action' | 'resourceId' | 'mailboxId'> & { readonly asked: Question | null },
  code: string,
): Promise<{ readonly leave: OperatorLeave; readonly request: OperatorRequest }> {
  const checked = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, question.mailboxId ?? principal.accountId)
    const name = {
      accountId: principal.accountId,
      action: question.action,
      resourceId: question.resourceId,
      requestHash: question.asked === null ? null : requestHash(question.asked),
    }
    const request = await findOpenRequest(writer.db, name, writer.now)
    if (request === undefined) throw new AppError('no_pending_approval')
    if (isCodeOf(request, code)) return { request, isRight: true }
    await countWrongTry(writer, request)
    const metadata = { wrong_tries: request.wrong_tries + 1 }
    const trail = trailOf(principal, request, question.mailboxId)
    await appendEvent(writer, { ...trail, action: 'operator.refused_code', metadata })
    return { request, isRight: false }
  })
  if (!checked.isRight) throw new AppError('wrong_code')
  return { leave: { by: 'code', requestId: checked.request.id }, request: checked.request }
}
