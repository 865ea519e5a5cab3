/** Writing drafts: made, changed and deleted by an author; nobody is asked, nothing leaves (contract §5). */

import type { Context } from '../context.ts'
import type { Address } from '../core/address.ts'
import type { EventAction } from '../core/events.ts'
import { AppError } from '../errors.ts'
import { checkContentSize, checkRecipientCount } from '../mail/content-limits.ts'
import type { OutboundAttachment } from '../mail/outbound.ts'
import type { Principal } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import { type Blob, recordBlob, releaseBlob } from '../store/blobs.ts'
import type { Reader, Writer } from '../store/db.ts'
import {
  type Draft,
  type DraftAttachment,
  type DraftContent,
  deleteDraft,
  EMPTY_DRAFT,
  findDraft,
  insertDraft,
  updateDraft,
} from '../store/drafts.ts'
import { appendEvent } from '../store/events.ts'
import { findMailbox, type Mailbox } from '../store/mailboxes.ts'
import { findVisible } from '../store/messages.ts'
import { countStored, keepBytes } from '../store/storage.ts'

/** What an author gives of a draft: `undefined` leaves a field as it is, `null` empties it. */
export interface DraftFields {
  readonly to?: readonly Address[] | null | undefined
  readonly cc?: readonly Address[] | null | undefined
  readonly bcc?: readonly Address[] | null | undefined
  readonly replyTo?: Address | null | undefined
  readonly subject?: string | null | undefined
  readonly markdown?: string | null | undefined
  /** Id of the message it will answer. */
  readonly inReplyTo?: string | null | undefined
  readonly attachments?: readonly OutboundAttachment[] | null | undefined
}

export interface DraftTarget {
  readonly mailboxId: string
  readonly draftId: string
}

/**
 * Makes a draft. Throws AppError `not_found` (mailbox, or the message it answers), `bad_request` (over 50
 * recipients), `too_large`, `storage_full`, `store_unavailable`.
 */
export async function createDraft(
  context: Context,
  principal: Principal,
  mailboxId: string,
  fields: DraftFields,
): Promise<Draft> {
  await openMailbox(context.database.reader, principal, mailboxId)
  const stored = await storeAttachments(context, fields)
  return context.database.write(async (writer) => {
    const mailbox = await openMailbox(writer.db, principal, mailboxId)
    // Ids of drafts sort as they were committed, so that no page of a list misses one.
    await writer.backend.lockChain(writer.db, mailbox.id)
    const content = {
      ...EMPTY_DRAFT,
      ...(await changesOf(writer.db, principal, mailbox.id, fields, stored)),
    }
    checkContent(content)
    const draft: Draft = {
      id: writer.newId(),
      account_id: mailbox.account_id,
      mailbox_id: mailbox.id,
      test: principal.test,
      ...content,
      created_by: principal.actor.name,
      created_at: writer.now,
      updated_at: writer.now,
      deleted_at: null,
      email_id: null,
    }
    await insertDraft(writer, draft)
    await keepBlobs(context, writer, draft, stored)
    await record(writer, principal, draft, 'draft.created')
    return draft
  })
}

/**
 * Changes the fields of a draft that are given; `attachments` replaces all of them. Returns it as it is now.
 * Throws as {@link createDraft}, and `conflict` when it was sent.
 */
export async function changeDraft(
  context: Context,
  principal: Principal,
  target: DraftTarget,
  fields: DraftFields,
): Promise<Draft> {
  await findUnsent(context.database.reader, principal, target)
  const stored = await storeAttachments(context, fields)
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, target.mailboxId)
    const draft = await findUnsent(writer.db, principal, target)
    const changes = await changesOf(writer.db, principal, draft.mailbox_id, fields, stored)
    if (Object.keys(changes).length === 0) return draft
    const changed = { ...draft, ...changes, updated_at: writer.now }
    checkContent(changed)
    if (!(await updateDraft(writer, draft.id, changes))) throw sentBefore(draft)
    if (stored !== null) await releaseAttachments(writer, draft)
    await keepBlobs(context, writer, draft, stored)
    const names = Object.keys(changes).map((column) => FIELD_OF[column as keyof DraftContent])
    await record(writer, principal, draft, 'draft.updated', { fields: names })
    return changed
  })
}

/** Deletes a draft. Throws AppError `not_found`, `conflict` when it was sent. */
export async function removeDraft(
  context: Context,
  principal: Principal,
  target: DraftTarget,
): Promise<void> {
  await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, target.mailboxId)
    const draft = await findUnsent(writer.db, principal, target)
    if (!(await deleteDraft(writer, draft.id))) throw sentBefore(draft)
    await releaseAttachments(writer, draft)
    await record(writer, principal, draft, 'draft.deleted')
  })
}

/** As clients call what each column holds. */
const FIELD_OF: Readonly<Record<keyof DraftContent, string>> = {
  to_json: 'to',
  cc_json: 'cc',
  bcc_json: 'bcc',
  reply_to_json: 'reply_to',
  subject: 'subject',
  markdown: 'markdown',
  answers_id: 'in_reply_to',
  attachments_json: 'attachments',
}

async function openMailbox(reader: Reader, principal: Principal, mailboxId: string): Promise<Mailbox> {
  const mailbox = await findMailbox(reader, principal, mailboxId)
  if (mailbox !== undefined) return mailbox
  throw new AppError('not_found', { message: 'There is no such mailbox, or it is not yours.' })
}

async function findUnsent(reader: Reader, principal: Principal, target: DraftTarget): Promise<Draft> {
  const mailbox = await openMailbox(reader, principal, target.mailboxId)
  const draft = await findDraft(reader, principal, mailbox.id, target.draftId)
  if (draft === undefined)
    throw new AppError('not_found', { message: 'There is no such draft, or it is not yours.' })
  if (draft.email_id !== null) throw sentBefore(draft)
  return draft
}

function sentBefore(draft: Draft): AppError {
  return new AppError('conflict', {
    message: 'This draft was sent: it can no longer be changed.',
    fix: 'Make a new draft.',
    extra: { status: 'sent', email_id: draft.email_id },
  })
}

interface Stored {
  readonly attachment: DraftAttachment
  readonly blob: Blob
}

/** Makes given attachments safe to name; null when none are given. */
async function storeAttachments(context: Context, fields: DraftFields): Promise<Stored[] | null> {
  if (fields.attachments === undefined) return null
  const attachments = fields.attachments ?? []
  checkContentSize(
    fields.markdown ?? '',
    attachments.map(({ content }) => content.length),
  )
  const stored: Stored[] = []
  for (const { name, contentType, content } of attachments) {
    const blob = await context.blobs.put(content)
    const attachment = { name, content_type: contentType, size: blob.size, sha256: blob.sha256 }
    stored.push({ attachment, blob })
  }
  return stored
}

async function keepBlobs(
  { config }: Context,
  writer: Writer,
  draft: Draft,
  stored: readonly Stored[] | null,
): Promise<void> {
  if (stored === null || stored.length === 0) return
  const account = await findAccount(writer.db, draft.account_id)
  if (account === undefined) throw new AppError('not_found')
  for (const { blob } of stored) await recordBlob(writer, blob)
  const bytes = stored.reduce((sum, { blob }) => sum + blob.size, 0)
  const transport = config.delivery === 'capture' ? 'capture' : 'smtp'
  await keepBytes(writer, { account, shelf: shelfOf(draft), isAccepted: false, transport }, bytes)
}

/** The attachments that a draft had are not its own any more. */
async function releaseAttachments(writer: Writer, draft: Draft): Promise<void> {
  const attachments = JSON.parse(draft.attachments_json) as DraftAttachment[]
  for (const { sha256 } of attachments) await releaseBlob(writer, sha256)
  const bytes = attachments.reduce((sum, { size }) => sum + size, 0)
  await countStored(writer, shelfOf(draft), -bytes)
}

const shelfOf = (draft: Draft) => ({
  accountId: draft.account_id,
  mailboxId: draft.mailbox_id,
  test: draft.test,
})

/** The columns that the given fields change. */
async function changesOf(
  reader: Reader,
  principal: Principal,
  mailboxId: string,
  fields: DraftFields,
  stored: readonly Stored[] | null,
): Promise<Partial<DraftContent>> {
  const { inReplyTo, replyTo } = fields
  if (typeof inReplyTo === 'string') await requireAnswered(reader, principal, mailboxId, inReplyTo)
  const replyToList = replyTo === undefined || replyTo === null ? [] : [replyTo]
  return {
    ...(fields.to === undefined ? {} : { to_json: JSON.stringify(fields.to ?? []) }),
    ...(fields.cc === undefined ? {} : { cc_json: JSON.stringify(fields.cc ?? []) }),
    ...(fields.bcc === undefined ? {} : { bcc_json: JSON.stringify(fields.bcc ?? []) }),
    ...(replyTo === undefined ? {} : { reply_to_json: JSON.stringify(replyToList) }),
    ...(fields.subject === undefined ? {} : { subject: fields.subject ?? '' }),
    ...(fields.markdown === undefined ? {} : { markdown: fields.markdown ?? '' }),
    ...(inReplyTo === undefined ? {} : { answers_id: inReplyTo }),
    ...(stored === null
      ? {}
      : { attachments_json: JSON.stringify(stored.map(({ attachment }) => attachment)) }),
  }
}

/** A draft answers only what its author may read, in the same mailbox. */
async function requireAnswered(
  reader: Reader,
  principal: Principal,
  mailboxId: string,
  id: string,
): Promise<void> {
  const original = await findVisible(reader, principal, id)
  if (original?.mailbox_id === mailboxId) return
  const message = 'there is no such email in this mailbox, or it is not yours'
  throw new AppError('not_found', {
    message: `in_reply_to: ${message}.`,
    details: [{ path: 'in_reply_to', message }],
  })
}

/** What holds for every message holds for a draft, though it may lack anything. */
function checkContent(content: DraftContent): void {
  const list = (json: string) => JSON.parse(json) as unknown[]
  checkRecipientCount({
    to: list(content.to_json),
    cc: list(content.cc_json),
    bcc: list(content.bcc_json),
  })
  const attachments = JSON.parse(content.attachments_json) as DraftAttachment[]
  checkContentSize(
    content.markdown,
    attachments.map(({ size }) => size),
  )
}

async function record(
  writer: Writer,
  principal: Principal,
  draft: Draft,
  action: EventAction,
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await appendEvent(writer, {
    accountId: draft.account_id,
    mailboxId: draft.mailbox_id,
    test: draft.test,
    action,
    resourceType: 'draft',
    resourceId: draft.id,
    actor: principal.actor,
    metadata,
  })
}
