/**
 * Notices: mail of the server itself to operators and reviewers. A row says that one is due and what it is about;
 * its text, with links and codes that are stored nowhere, is made when it is sent.
 */

import type { Selectable } from 'kysely'
import { type DeliveryEvent, deliveryTransition } from '../core/delivery.ts'
import type { Reader, Writer } from './db.ts'
import type { NoticesTable } from './schema-oversight.ts'

export type Notice = Selectable<NoticesTable>

/** `review`: a message waits · `reminder`: it still does at half-time · `code`: a one-time code · `news`: plain text ·
 * `farewell`: the account is gone · `forward`: a copy of inbound mail, which is sent by itself · `letter`: somebody
 * wrote to postmaster@ · `sign_in`: a code for signing in · `invitation`: a person may sign in · `sign_up`, `sign_up_again`: to somebody who has no account yet · `consent`: the code that lets a
 * client in. */
export type NoticeKind =
  | 'review'
  | 'reminder'
  | 'code'
  | 'news'
  | 'farewell'
  | 'forward'
  | 'letter'
  | 'sign_in'
  | 'invitation'
  | StrangerKind

/** To people who may have no account. */
export const STRANGER_KINDS = ['sign_up', 'sign_up_again', 'consent'] as const
export type StrangerKind = (typeof STRANGER_KINDS)[number]

/** After a mail about what waits, the next to the same reviewer collects what comes within this time, in ms. */
export const REVIEW_MAIL_EVERY_MS = 60_000

export interface NewNotice {
  readonly accountId: string
  readonly test: number
  readonly kind: NoticeKind
  readonly subjectId: string
  readonly recipient: string
  readonly text?: string
  /** How live mail leaves this server; notices about test mail are always captured. */
  readonly transport: 'smtp' | 'capture'
}

/** Queues a notice. Those about messages that wait are spaced, so that a burst becomes few mails. */
export async function queueNotice(writer: Writer, notice: NewNotice): Promise<void> {
  await writer.db
    .insertInto('notices')
    .values({
      id: writer.newId(),
      account_id: notice.accountId,
      test: notice.test,
      kind: notice.kind,
      subject_id: notice.subjectId,
      recipient: notice.recipient,
      text: notice.text ?? null,
      transport: notice.test === 1 ? 'capture' : notice.transport,
      state: 'queued',
      attempts: 0,
      due_at: notice.kind === 'review' ? await nextReviewMail(writer, notice) : writer.now,
      lease_until: null,
      last_reply: null,
      created_at: writer.now,
      finished_at: null,
    })
    .execute()
}

async function nextReviewMail(writer: Writer, notice: NewNotice): Promise<number> {
  const last = await writer.db
    .selectFrom('notices')
    .select(['state', 'attempts', 'due_at', 'created_at', 'finished_at'])
    .where('account_id', '=', notice.accountId)
    .where('recipient', '=', notice.recipient)
    .where('kind', '=', 'review')
    .where('test', '=', notice.test)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return writer.now
  // One that waits for its first attempt takes this one along.
  if (last.state === 'queued' && last.attempts === 0) return last.due_at ?? writer.now
  return Math.max(writer.now, (last.finished_at ?? last.created_at) + REVIEW_MAIL_EVERY_MS)
}

/** Notices whose time has come, oldest first: queued ones, and claimed ones whose worker died. */
export async function listDueNotices(reader: Reader, now: number, limit: number): Promise<Notice[]> {
  return reader
    .selectFrom('notices')
    .selectAll()
    .where('due_at', '<=', now)
    .where('kind', '<>', 'forward')
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Moves a notice by one event of the delivery table; null when somebody was faster or there is no such move. */
export async function moveNotice(
  writer: Writer,
  notice: Notice,
  event: DeliveryEvent,
  facts: Partial<
    Pick<Notice, 'attempts' | 'due_at' | 'lease_until' | 'last_reply' | 'finished_at' | 'captured_id'>
  >,
): Promise<Notice | null> {
  const state = deliveryTransition(notice.state, event)
  if (state === null) return null
  const result = await writer.db
    .updateTable('notices')
    .set({ ...facts, state })
    .where('id', '=', notice.id)
    .where('state', '=', notice.state)
    .where('attempts', '=', notice.attempts)
    .executeTakeFirst()
  return result.numUpdatedRows === 0n ? null : { ...notice, ...facts, state }
}

/** Ends every claim now: for a process that knows it is the only worker and has just started. */
export async function endNoticeLeases(writer: Writer): Promise<void> {
  await writer.db
    .updateTable('notices')
    .set({ due_at: writer.now, lease_until: writer.now })
    .where('state', '=', 'sending')
    .execute()
}

/** Forgets notices that nobody needs any more. */
export async function deleteNotices(writer: Writer, ids: readonly string[]): Promise<void> {
  await writer.db
    .deleteFrom('notices')
    .where('id', 'in', [...ids])
    .execute()
}
