/**
 * Drafts: messages that their author is still writing (contract §5). A draft is no message: it has no state, is
 * never held and never due. It becomes a message when it is sent, once.
 */

import type { Selectable } from 'kysely'
import { AppError } from '../errors.ts'
import type { Access } from './access.ts'
import type { Reader, Writer } from './db.ts'
import { type Actor, appendEvent } from './events.ts'
import type { Page } from './message-list.ts'
import type { DraftsTable } from './schema.ts'

export type Draft = Selectable<DraftsTable>

/** One entry of `attachments_json`; its bytes are the blob of this hash. */
export interface DraftAttachment {
  readonly name: string
  readonly content_type: string
  /** Bytes. */
  readonly size: number
  readonly sha256: string
}

/** What an author may change in a draft. */
export type DraftContent = Pick<
  Draft,
  | 'to_json'
  | 'cc_json'
  | 'bcc_json'
  | 'reply_to_json'
  | 'subject'
  | 'markdown'
  | 'answers_id'
  | 'attachments_json'
>

/** A draft with nothing in it. */
export const EMPTY_DRAFT: DraftContent = {
  to_json: '[]',
  cc_json: '[]',
  bcc_json: '[]',
  reply_to_json: '[]',
  subject: '',
  markdown: '',
  answers_id: null,
  attachments_json: '[]',
}

export async function insertDraft(writer: Writer, draft: Draft): Promise<void> {
  await writer.db.insertInto('drafts').values(draft).execute()
}

/** A draft of a mailbox, in the environment of the access; the caller has found that the mailbox is within reach. */
export async function findDraft(
  reader: Reader,
  access: Access,
  mailboxId: string,
  id: string,
): Promise<Draft | undefined> {
  return ownDrafts(reader, access, mailboxId).where('id', '=', id).executeTakeFirst()
}

/** The drafts of a mailbox, sent ones too, newest first; `page.limit` of them at most. */
export async function listDrafts(
  reader: Reader,
  access: Access,
  mailboxId: string,
  page: Page,
): Promise<Draft[]> {
  return ownDrafts(reader, access, mailboxId)
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

function ownDrafts(reader: Reader, access: Access, mailboxId: string) {
  return reader
    .selectFrom('drafts')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .where('deleted_at', 'is', null)
}

/** Changes a draft; false when it was sent or deleted meanwhile. */
export async function updateDraft(
  writer: Writer,
  id: string,
  changes: Partial<DraftContent>,
): Promise<boolean> {
  return changeUnsent(writer, id, { ...changes, updated_at: writer.now })
}

/** Deletes a draft and what is in it; false when it was sent or deleted meanwhile. */
export async function deleteDraft(writer: Writer, id: string): Promise<boolean> {
  return changeUnsent(writer, id, { ...EMPTY_DRAFT, updated_at: writer.now, deleted_at: writer.now })
}

async function changeUnsent(writer: Writer, id: string, changes: Partial<Draft>): Promise<boolean> {
  const result = await writer.db
    .updateTable('drafts')
    .set(changes)
    .where('id', '=', id)
    .where('email_id', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The message that a draft became, and its thread. */
export interface DraftOutcome {
  readonly email_id: string
  readonly thread_id: string
}

/** What a draft became, or null while it can still be sent. */
export async function findDraftOutcome(reader: Reader, draftId: string): Promise<DraftOutcome | null> {
  const row = await reader
    .selectFrom('drafts')
    .innerJoin('messages', 'messages.id', 'drafts.email_id')
    .select(['messages.id', 'messages.thread_id'])
    .where('drafts.id', '=', draftId)
    .executeTakeFirst()
  return row === undefined ? null : { email_id: row.id, thread_id: row.thread_id }
}

/**
 * Notes that a draft became a message, which is written already, and records it. Throws AppError `conflict` when
 * the draft was sent or deleted before: the unit that wrote the message is then undone, so a draft is sent once.
 */
export async function markDraftSent(
  writer: Writer,
  draftId: string,
  messageId: string,
  actor: Actor,
): Promise<void> {
  if (!(await changeUnsent(writer, draftId, { email_id: messageId, updated_at: writer.now }))) {
    throw new AppError('conflict', { message: 'This draft was sent or deleted before.' })
  }
  const draft = await writer.db
    .selectFrom('drafts')
    .select(['account_id', 'mailbox_id', 'test'])
    .where('id', '=', draftId)
    .executeTakeFirstOrThrow()
  await appendEvent(writer, {
    accountId: draft.account_id,
    mailboxId: draft.mailbox_id,
    test: draft.test,
    action: 'draft.sent',
    resourceType: 'draft',
    resourceId: draftId,
    actor,
    metadata: { email_id: messageId },
  })
}
