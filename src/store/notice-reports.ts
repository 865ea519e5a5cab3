/** What came back for mail of the server itself: whoever should decide or have a code does not get it. */

import type { BounceType } from '../core/bounce-class.ts'
import { AppError } from '../errors.ts'
import { type Blob, recordBlob } from './blobs.ts'
import type { Reader, Writer } from './db.ts'
import { appendEvent, SYSTEM } from './events.ts'
import { moveNotice, type Notice } from './notices.ts'

export async function findNotice(reader: Reader, id: string): Promise<Notice | undefined> {
  return reader.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst()
}

export interface NoticeReport {
  readonly isFailure: boolean
  readonly kind: string
  readonly status: string | null
  readonly bounceType: BounceType | null
  readonly reply: string
  readonly raw: Blob
}

/** Records a report; the first that says it did not arrive is told in the trail. Returns its id. */
export async function recordNoticeReport(
  writer: Writer,
  noticeId: string,
  report: NoticeReport,
): Promise<string> {
  const notice = await findNotice(writer.db, noticeId)
  if (notice === undefined) throw new AppError('unknown_mailbox')
  await writer.backend.lockChain(writer.db, notice.account_id)
  const moved = report.isFailure
    ? await moveNotice(writer, notice, 'come_back', { last_reply: report.reply, finished_at: writer.now })
    : null
  const id = writer.newId()
  await recordBlob(writer, report.raw)
  await writer.db
    .insertInto('delivery_reports')
    .values({
      id,
      account_id: notice.account_id,
      delivery_id: null,
      message_id: null,
      notice_id: notice.id,
      came_to: 'return_path',
      kind: report.kind,
      recipient: notice.recipient,
      status_code: report.status,
      diagnostic: report.reply,
      bounce_type: report.bounceType,
      effect: moved === null ? (report.isFailure ? 'repeated' : 'noted') : 'bounced',
      raw_sha256: report.raw.sha256,
      raw_size: report.raw.size,
      created_at: writer.now,
    })
    .execute()
  if (moved === null) return id
  await appendEvent(writer, {
    accountId: notice.account_id,
    mailboxId: null,
    test: notice.test,
    action: 'notice.failed',
    resourceType: 'notice',
    resourceId: notice.id,
    actor: SYSTEM,
    metadata: { recipient: notice.recipient, kind: notice.kind, reply: report.reply },
  })
  return id
}
