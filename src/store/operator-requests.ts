/**
 * Requests that wait for the operator's one-time code, and standing approvals (contract §2). Only hashes of codes
 * are stored; the code itself is made when the notice is sent.
 */

import { hash, timingSafeEqual } from 'node:crypto'
import type { Selectable } from 'kysely'
import { canonicalCode, hostMatches, MAX_WRONG_TRIES, type OperatorAction } from '../core/operator-actions.ts'
import { AppError } from '../errors.ts'
import type { Reader, Writer } from './db.ts'
import { type Actor, appendEvent } from './events.ts'
import type { OperatorRequestsTable, StandingApprovalsTable } from './schema-oversight.ts'

export type OperatorRequest = Selectable<OperatorRequestsTable>
export type StandingApproval = Selectable<StandingApprovalsTable>

/** Which request: the exact one when `requestHash` is given, else the newest about the resource. */
export interface RequestName {
  readonly accountId: string
  readonly action: OperatorAction
  readonly resourceId: string
  readonly requestHash: string | null
}

export async function insertOperatorRequest(writer: Writer, request: OperatorRequest): Promise<void> {
  await writer.db.insertInto('operator_requests').values(request).execute()
}

/** The newest open request of this name. */
export async function findOpenRequest(
  reader: Reader,
  name: RequestName,
  now: number,
): Promise<OperatorRequest | undefined> {
  let query = reader
    .selectFrom('operator_requests')
    .selectAll()
    .where('account_id', '=', name.accountId)
    .where('action', '=', name.action)
    .where('resource_id', '=', name.resourceId)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
  if (name.requestHash !== null) query = query.where('request_hash', '=', name.requestHash)
  return query.orderBy('id', 'desc').limit(1).executeTakeFirst()
}

/** A request for the server itself, while it is open. */
export async function findAnsweredRequest(
  reader: Reader,
  id: string,
  now: number,
): Promise<OperatorRequest | undefined> {
  return reader
    .selectFrom('operator_requests')
    .selectAll()
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** How often an account, or one resource of it, asked since a moment (epoch ms); `action` null for all. */
export async function countAsked(
  reader: Reader,
  name: Pick<RequestName, 'accountId' | 'resourceId'> & { readonly action: OperatorAction | null },
  since: number,
): Promise<number> {
  let query = reader
    .selectFrom('operator_requests')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', name.accountId)
    .where('created_at', '>', since)
  if (name.action !== null) {
    query = query.where('action', '=', name.action).where('resource_id', '=', name.resourceId)
  }
  return Number((await query.executeTakeFirstOrThrow()).count)
}

/** Ends every open request of this name: a newer one takes its place. */
export async function endRequests(writer: Writer, name: RequestName): Promise<void> {
  let query = writer.db
    .updateTable('operator_requests')
    .set({ ended_at: writer.now })
    .where('account_id', '=', name.accountId)
    .where('action', '=', name.action)
    .where('resource_id', '=', name.resourceId)
    .where('used_at', 'is', null)
    .where('ended_at', 'is', null)
  if (name.requestHash !== null) query = query.where('request_hash', '=', name.requestHash)
  await query.execute()
}

const codeHash = (id: string, code: string) => hash('sha256', `${id} ${canonicalCode(code)}`, 'hex')

/** Sets the code of a request, in place of an earlier one. */
export async function setCode(writer: Writer, id: string, code: string): Promise<void> {
  await writer.db
    .updateTable('operator_requests')
    .set({ code_hash: codeHash(id, code) })
    .where('id', '=', id)
    .execute()
}

/** Whether a code is that of the request; takes the same time for any wrong one. */
export function isCodeOf(request: OperatorRequest, code: string): boolean {
  const expected = Buffer.from(request.code_hash ?? '', 'hex')
  const given = Buffer.from(codeHash(request.id, code), 'hex')
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** Counts one wrong try; the fifth ends the request. */
export async function countWrongTry(writer: Writer, request: OperatorRequest): Promise<void> {
  const tries = request.wrong_tries + 1
  await writer.db
    .updateTable('operator_requests')
    .set({ wrong_tries: tries, ...(tries >= MAX_WRONG_TRIES ? { ended_at: writer.now } : {}) })
    .where('id', '=', request.id)
    .execute()
}

/** How an operator let something through. */
export type OperatorLeave =
  | { readonly by: 'code'; readonly requestId: string }
  | { readonly by: 'standing'; readonly approvalId: string }
  | { readonly by: 'session'; readonly sessionId: string }
  | { readonly by: 'unattended' | 'terminal' }

/**
 * Uses an operator's leave, in the transaction of what it was given for: a code works once. Throws
 * `no_pending_approval` when it was used or ended meanwhile.
 */
export async function useLeave(
  writer: Writer,
  leave: OperatorLeave,
  used: {
    readonly accountId: string
    readonly action: OperatorAction
    readonly resourceId: string
    readonly actor: Actor
  },
): Promise<void> {
  // The operator at the terminal is the actor of the change itself.
  if (leave.by === 'terminal') return
  if (leave.by === 'code') {
    const result = await writer.db
      .updateTable('operator_requests')
      .set({ used_at: writer.now })
      .where('id', '=', leave.requestId)
      .where('used_at', 'is', null)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) throw new AppError('no_pending_approval')
  }
  const { by, ...which } = leave
  await appendEvent(writer, {
    accountId: used.accountId,
    mailboxId: null,
    test: 0,
    action: 'operator.approved',
    resourceType: 'operator_request',
    resourceId: 'requestId' in which ? which.requestId : used.resourceId,
    actor: used.actor,
    metadata: { action: used.action, by, ...which },
  })
}

export async function insertStandingApproval(writer: Writer, approval: StandingApproval): Promise<void> {
  await writer.db.insertInto('standing_approvals').values(approval).execute()
}

/** The standing approvals of a key that hold, oldest first. */
export async function listStandingApprovals(
  reader: Reader,
  accountId: string,
  keyId: string,
): Promise<StandingApproval[]> {
  return reader
    .selectFrom('standing_approvals')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** The standing approval of a key that covers an action, for a host where the action has one. */
export async function findStandingApproval(
  reader: Reader,
  accountId: string,
  keyId: string,
  wanted: { readonly action: OperatorAction; readonly host: string | null },
): Promise<StandingApproval | undefined> {
  const held = await listStandingApprovals(reader, accountId, keyId)
  return held.find(
    ({ action, host }) =>
      action === wanted.action &&
      (host === null ? wanted.host === null : wanted.host !== null && hostMatches(host, wanted.host)),
  )
}

/** Takes a standing approval back; undefined when there is none with this id. */
export async function revokeStandingApproval(
  writer: Writer,
  accountId: string,
  id: string,
): Promise<StandingApproval | undefined> {
  return writer.db
    .updateTable('standing_approvals')
    .set({ revoked_at: writer.now })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}
