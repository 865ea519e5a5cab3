/**
 * Erasing what a message says and about whom, everywhere it is kept. What stays proves that it was handled rightly:
 * ids, times, states, hashes, who decided and why. Entries of the trail are never touched.
 */

import type { Address } from '../core/address.ts'
import { canonicalAddress } from '../core/address.ts'
import { mentionedAddresses } from '../core/mentions.ts'
import { isOver, OVER } from '../core/status.ts'
import { releaseBlob } from './blobs.ts'
import type { Reader, Writer } from './db.ts'
import { eraseReports } from './delivery-reports.ts'
import { type DraftAttachment, EMPTY_DRAFT } from './drafts.ts'
import { type Actor, appendEvent } from './events.ts'
import { findContents, type Message, statusOfMessage } from './messages.ts'
import { setSetting } from './settings.ts'
import { countStored } from './storage.ts'
import { QUEUED_UNTIL } from './webhooks.ts'

/** The setting that says, by the time of the last one, that words of erased mail are still in the index. */
export const PURGE_DUE = 'index_purge_due'

/** Why a message is erased: its time is over, or somebody asked for it. */
export type ErasureBasis = 'retention' | 'request'

/** Whether nothing is decided or sent any more, copies for the operator included. */
export async function mayErase(reader: Reader, message: Message): Promise<boolean> {
  if (!isOver(message.state, message.stage)) return false
  const open = await reader
    .selectFrom('deliveries')
    .select('id')
    .where('message_id', '=', message.id)
    .where('state', 'in', ['queued', 'sending'])
    .limit(1)
    .executeTakeFirst()
  return open === undefined
}

/** Messages of a mailbox from before a moment (epoch ms) that are over and still have their content, oldest first. */
export async function listErasable(
  reader: Reader,
  mailboxId: string,
  before: number,
  page: { readonly after: number; readonly limit: number },
): Promise<Message[]> {
  return (
    reader
      .selectFrom('messages')
      .selectAll()
      .where('mailbox_id', '=', mailboxId)
      .where('erased_at', 'is', null)
      .where('created_at', '<', before)
      .where('position', '>', page.after)
      .where((eb) =>
        eb.or([
          eb('state', 'in', [...OVER.ended]),
          eb.and([eb('state', '=', 'released'), eb('stage', 'in', [...OVER.stages])]),
        ]),
      )
      // What was sent or approved late is kept as long as what came late.
      .where((eb) => eb.or([eb('sent_at', 'is', null), eb('sent_at', '<', before)]))
      .where((eb) => eb.or([eb('approved_at', 'is', null), eb('approved_at', '<', before)]))
      .orderBy('position')
      .limit(page.limit)
      .execute()
  )
}

/** Mailboxes that keep mail for a time only, ended ones too. */
export async function listRetentions(
  reader: Reader,
): Promise<{ readonly id: string; readonly days: number }[]> {
  const rows = await reader
    .selectFrom('mailboxes')
    .select(['id', 'retention_days'])
    .where('retention_days', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.flatMap(({ id, retention_days: days }) => (days === null ? [] : [{ id, days }]))
}

/**
 * Erases the content of a message that {@link mayErase} allows, and records it. Returns the row as it is now, and the
 * blobs whose files may not be needed any more; null when it was erased before.
 */
export async function eraseMessage(
  writer: Writer,
  message: Message,
  by: { readonly actor: Actor; readonly basis: ErasureBasis },
): Promise<{ readonly message: Message; readonly blobs: readonly string[] } | null> {
  // What subscribers are told is made of the message as it is: what was begun before is in the table by now.
  await writer.backend.lockChain(writer.db, QUEUED_UNTIL)
  const blank = blankColumns(writer, message)
  const result = await writer.db
    .updateTable('messages')
    .set(blank)
    .where('id', '=', message.id)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) return null
  await forgetMentions(writer, message)
  const drafts = await eraseDrafts(writer, message.id)
  const blobs = [
    message.raw_sha256,
    ...drafts.map(({ sha256 }) => sha256),
    ...(await eraseBeside(writer, message)),
  ]
  await anonymizeEnvelope(writer, message)
  await writer.backend.forgetDocument(writer.db, message.position)
  await setSetting(writer, PURGE_DUE, String(writer.now))
  for (const sha256 of blobs) await releaseBlob(writer, sha256)
  const scope = { accountId: message.account_id, mailboxId: message.mailbox_id, test: message.test }
  const size = drafts.reduce((sum, attachment) => sum + attachment.size, message.raw_size)
  await countStored(writer, scope, -size)
  await appendEvent(writer, {
    ...scope,
    action: 'message.erased',
    resourceType: 'email',
    resourceId: message.id,
    actor: by.actor,
    metadata: {
      basis: by.basis,
      status: statusOfMessage(message),
      content_hash: message.content_hash,
      raw_sha256: message.raw_sha256,
      size: message.raw_size,
    },
  })
  return { message: { ...message, ...blank }, blobs }
}

/** The columns of the row without what was said and about whom; the address of the mailbox itself stays. */
function blankColumns(writer: Writer, message: Message) {
  const isOwn = message.direction === 'outbound'
  return {
    erased_at: writer.now,
    digested_at: message.digested_at ?? writer.now,
    fingerprint: null,
    header_message_id: isOwn ? message.header_message_id : null,
    reference_ids: '[]',
    subject: '',
    subject_key: '',
    from_address: isOwn ? message.from_address : '',
    from_name: '',
    to_json: '[]',
    cc_json: '[]',
    bcc_json: '[]',
    reply_to_json: '[]',
    sender_text: '',
    envelope_from: null,
    has_attachments: 0,
    preview: '',
    authentication_json: verdictsOf(message.authentication_json),
    spam_reasons_json: '[]',
    signals_json: '[]',
  }
}

/** What authentication found, without domains and addresses. */
function verdictsOf(json: string): string {
  const found = JSON.parse(json) as Record<string, unknown>
  const verdicts = ['spf', 'dkim', 'dmarc', 'arc', 'policy'].filter((name) => typeof found[name] === 'string')
  return JSON.stringify(Object.fromEntries(verdicts.map((name) => [name, found[name]])))
}

/** Whom it named is not known to the mailbox any more; warnings about them become more cautious by that. */
async function forgetMentions(writer: Writer, message: Message): Promise<void> {
  const lists = [message.reply_to_json, message.to_json, message.cc_json]
  const people = lists.flatMap((json) => (JSON.parse(json) as Address[]).map(({ address }) => address))
  const markdown = (await findContents(writer.db, message.id))?.markdown ?? ''
  const named = [message.from_address, ...people].filter((address) => address !== '').map(canonicalAddress)
  const addresses = [...new Set([...named, ...mentionedAddresses(markdown)])]
  for (let start = 0; start < addresses.length; start += 100) {
    await writer.db
      .deleteFrom('mentions')
      .where('mailbox_id', '=', message.mailbox_id)
      .where('test', '=', message.test)
      .where('address', 'in', addresses.slice(start, start + 100))
      .execute()
  }
}

/** Erases what lies beside the row; returns the blobs that were used there. */
async function eraseBeside(writer: Writer, { id, thread_id }: Message): Promise<string[]> {
  const { db } = writer
  for (const table of ['contents', 'attachments', 'tags', 'link_hosts', 'event_details'] as const)
    await db.deleteFrom(table).where('message_id', '=', id).execute()
  // What subscribers were told of it, and what they will not be told any more.
  await db.deleteFrom('webhook_deliveries').where('message_id', '=', id).execute()
  const others = await db
    .selectFrom('messages')
    .select('id')
    .where('thread_id', '=', thread_id)
    .where('erased_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (others === undefined)
    await db.updateTable('threads').set({ subject: '' }).where('id', '=', thread_id).execute()
  return [
    ...(await eraseAmendments(writer, id)),
    ...(await eraseCaptured(writer, id)),
    ...(await eraseReports(writer, id)),
  ]
}

/** That a reviewer changed it stays, with both hashes; what it said before and after goes. */
async function eraseAmendments({ db }: Writer, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('amendments')
    .select('original_sha256')
    .where('message_id', '=', id)
    .execute()
  await db.updateTable('amendments').set({ changes_json: '[]' }).where('message_id', '=', id).execute()
  return rows.map(({ original_sha256 }) => original_sha256)
}

/** Erases the drafts that became it; returns the attachments that they had. */
async function eraseDrafts({ db }: Writer, id: string): Promise<DraftAttachment[]> {
  const rows = await db.selectFrom('drafts').select('attachments_json').where('email_id', '=', id).execute()
  const { answers_id: _, ...empty } = EMPTY_DRAFT
  await db.updateTable('drafts').set(empty).where('email_id', '=', id).execute()
  return rows.flatMap(({ attachments_json: json }) => JSON.parse(json) as DraftAttachment[])
}

/** Copies that stayed here: of the message, and of mail to reviewers that showed it. */
async function eraseCaptured({ db }: Writer, id: string): Promise<string[]> {
  await db.deleteFrom('captured').where('message_id', '=', id).execute()
  const notices = await db
    .selectFrom('captured')
    .select(['id', 'raw_sha256'])
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('notices')
        .select('captured_id')
        .where('subject_id', '=', id)
        .where('captured_id', 'is not', null)
        .$castTo<{ captured_id: string }>(),
    )
    .execute()
  for (const notice of notices) await db.deleteFrom('captured').where('id', '=', notice.id).execute()
  return notices.map(({ raw_sha256 }) => raw_sha256)
}

/** Recipients become numbers: how many there were, and what came of each, stays. */
async function anonymizeEnvelope({ db }: Writer, { id }: Message): Promise<void> {
  const recipients = await db
    .selectFrom('recipients')
    .selectAll()
    .where('message_id', '=', id)
    .orderBy('kind')
    .orderBy('address')
    .execute()
  const deliveries = db.selectFrom('deliveries').select('id').where('message_id', '=', id)
  await db
    .updateTable('attempts')
    .set({ host: null, reply: null })
    .where('delivery_id', 'in', deliveries)
    .execute()
  for (const [index, recipient] of recipients.entries()) {
    const name = `recipient-${index + 1}`
    // A delivery is to a recipient of its message, so the new one must be there before the old one goes.
    await db
      .insertInto('recipients')
      .values({ ...recipient, address: name })
      .execute()
    await db
      .updateTable('deliveries')
      .set({ recipient: name, domain: '', last_reply: null })
      .where('message_id', '=', id)
      .where('recipient', '=', recipient.address)
      .execute()
    await db
      .deleteFrom('recipients')
      .where('message_id', '=', id)
      .where('address', '=', recipient.address)
      .execute()
  }
}
