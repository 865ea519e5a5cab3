/**
 * Takes a message from its author: checks who may send what to whom, composes the exact bytes, and writes it,
 * held, scheduled or released as the table says, in one transaction (contract §5).
 */

import { hash } from 'node:crypto'
import { warmupApplies } from '../config.ts'
import type { Context } from '../context.ts'
import { type Address, canonicalAddress } from '../core/address.ts'
import { takeToken } from '../core/limits.ts'
import { afterScan, type GateTiming, maySubmit } from '../core/oversight.ts'
import { AppError } from '../errors.ts'
import { footerOf } from '../identity.ts'
import { checkContentSize } from '../mail/content-limits.ts'
import {
  envelopeOf,
  type OutboundAttachment,
  type OutboundContent,
  type PreparedMessage,
  prepareOutbound,
  withFixedCopy,
} from '../mail/outbound.ts'
import { baseSubject } from '../mail/parse.ts'
import { blockReason, rememberHosts, type Screening, screen } from '../screening.ts'
import type { Principal } from '../store/access.ts'
import { type Account, findAccount } from '../store/accounts.ts'
import { admit } from '../store/advance.ts'
import { findCoverage } from '../store/allowlist.ts'
import { type Blob, recordBlob } from '../store/blobs.ts'
import { circumstances } from '../store/circumstances.ts'
import type { Reader, Writer } from '../store/db.ts'
import { findDraftOutcome, markDraftSent } from '../store/drafts.ts'
import { appendEvent, authorOf, SYSTEM } from '../store/events.ts'
import { setTags } from '../store/labels.ts'
import { findMailbox, type Mailbox } from '../store/mailboxes.ts'
import { noteAuthor, noteDraftAuthor } from '../store/message-authors.ts'
import { type Entry, findRepeated, type Message } from '../store/messages.ts'
import { chargeSend } from '../store/quota.ts'
import { findSubmission, rememberSubmission } from '../store/requests.ts'
import { keepBytes } from '../store/storage.ts'
import { refuseSuppressed } from '../store/suppressions.ts'
import { findThread, joinThread } from '../store/threads.ts'

export interface Submission {
  readonly mailboxId: string
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly bcc: readonly Address[]
  readonly replyTo: Address | null
  readonly subject: string
  readonly markdown: string
  readonly attachments: readonly OutboundAttachment[]
  readonly idempotencyKey: string | null
  /** Epoch ms, or null for now. */
  readonly sendAt: number | null
  readonly gateTiming: GateTiming | null
  /** The message this one answers. */
  readonly answerTo: Message | null
  /** The draft it was written as, which then is sent. */
  readonly draftId?: string
  /** Tags that it has from the beginning. */
  readonly tags?: Readonly<Record<string, string>>
}

export interface Submitted {
  readonly id: string
  readonly threadId: string
  /** True when an earlier submission with the same key was found instead. */
  readonly repeated: boolean
}

/** The same content to the same recipients is refused this long: 60 s, in ms. */
const DUPLICATE_WINDOW_MS = 60_000
/** Sends a mailbox may make in a burst, and how fast they come back: 60 a minute (contract §10). */
const SENDS_PER_MAILBOX = { burst: 60, perSecond: 1 }

/**
 * Submits a message. Throws AppError `not_found` (mailbox), `read_only`, `suppressed`, `too_large`, `duplicate`,
 * `rate_limited`, `warmup_limit`, `quota_exceeded`, `storage_full`, `store_unavailable`.
 */
export async function submitMessage(
  context: Context,
  principal: Principal,
  submission: Submission,
): Promise<Submitted> {
  const { database, clock } = context
  const mailbox = await openMailbox(database.reader, principal, submission)
  const scope = { mailboxId: mailbox.id, test: principal.test }
  const earlier = await findEarlier(database.reader, scope, submission, clock.now())
  if (earlier !== null) return earlier
  await refuseSuppressed(database.reader, { ...scope, accountId: principal.accountId }, submission)
  takeSendToken(context, principal, mailbox)
  const { answerTo } = submission
  const content = await contentOf(context, principal, mailbox, submission)
  const prepared = prepareOutbound(content)
  const blob = await context.blobs.put(prepared.raw)
  const { test } = principal
  const ids = { messageId: null, threadId: answerTo?.thread_id ?? null, answersId: answerTo?.id ?? null }
  const screening = await screen(context, { mailbox, test, ...ids }, content)
  const submitted = await database.write(async (writer) => {
    const current = await openMailbox(writer.db, principal, submission)
    // The footer says what a person does: it must be of the mode that the message is submitted under.
    if (current.mode !== mailbox.mode) return null
    const account = await findAccount(writer.db, principal.accountId)
    if (account === undefined) throw new AppError('not_found')
    await writer.backend.lockChain(writer.db, mailbox.id)
    const meanwhile = await findEarlier(writer.db, scope, submission, writer.now)
    if (meanwhile !== null) return meanwhile
    const fingerprint = fingerprintOf(submission)
    await refuseDuplicate(writer, scope, fingerprint, submission)
    await chargeSend(writer, account, current, principal.test, { warmup: warmupApplies(context.config) })
    return write(context, writer, principal, {
      account,
      mailbox: current,
      submission,
      content,
      prepared,
      blob,
      fingerprint,
      screening,
    })
  })
  if (submitted === null) return submitMessage(context, principal, submission)
  context.wake()
  return submitted
}

/** What the same draft, or a submission with the same key, became before; null when there was none. */
async function findEarlier(
  reader: Reader,
  scope: { readonly mailboxId: string; readonly test: number },
  { draftId, idempotencyKey }: Submission,
  now: number,
): Promise<Submitted | null> {
  const sent = draftId === undefined ? null : await findDraftOutcome(reader, draftId)
  if (sent !== null) return { id: sent.email_id, threadId: sent.thread_id, repeated: true }
  if (idempotencyKey === null) return null
  const earlier = await findSubmission(reader, scope, idempotencyKey, now)
  return earlier === undefined ? null : { id: earlier.id, threadId: earlier.thread_id, repeated: true }
}

async function openMailbox(reader: Reader, principal: Principal, submission: Submission): Promise<Mailbox> {
  const mailbox = await findMailbox(reader, principal, submission.mailboxId)
  if (mailbox === undefined)
    throw new AppError('not_found', { message: 'There is no such mailbox, or it is not yours.' })
  if (!maySubmit(mailbox.mode)) throw new AppError('read_only')
  if (submission.sendAt !== null && mailbox.scheduling_enabled === 0) {
    throw new AppError('bad_request', {
      message: 'send_at: scheduling is switched off for this mailbox.',
      details: [{ path: 'send_at', message: 'scheduling is switched off for this mailbox' }],
    })
  }
  return mailbox
}

function takeSendToken(context: Context, principal: Principal, mailbox: Mailbox): void {
  if (context.config.rateLimit === null) return
  const name = `send:${mailbox.id}:${principal.test}`
  const verdict = takeToken(SENDS_PER_MAILBOX, context.buckets.get(name) ?? null, context.clock.now())
  context.buckets.set(name, verdict.level)
  if (verdict.allowed) return
  throw new AppError('rate_limited', {
    message: 'This mailbox sends too fast: at most 60 a minute.',
    retryAfter: verdict.resetSeconds,
  })
}

async function contentOf(
  context: Context,
  principal: Principal,
  mailbox: Mailbox,
  submission: Submission,
): Promise<OutboundContent> {
  checkContentSize(
    submission.markdown,
    submission.attachments.map(({ content }) => content.length),
  )
  const now = context.clock.now()
  const answerTo = submission.answerTo
  const references = answerTo === null ? [] : (JSON.parse(answerTo.reference_ids) as string[])
  const account = await findAccount(context.database.reader, principal.accountId)
  if (account === undefined) throw new AppError('not_found')
  const messageId = context.newMessageId()
  return {
    from: { address: mailbox.address, name: mailbox.display_name ?? '' },
    to: submission.to,
    cc: withFixedCopy(submission.cc, mailbox.auto_cc),
    bcc: withFixedCopy(submission.bcc, mailbox.auto_bcc),
    replyTo: submission.replyTo,
    subject: submission.subject,
    markdown: submission.markdown,
    attachments: submission.attachments,
    footer: await footerOf(context, account, mailbox, { messageId, mode: mailbox.mode, at: now }),
    messageId,
    date: now,
    inReplyTo: answerTo?.header_message_id ?? null,
    references,
  }
}

/** What the client asked for, as a hash, to know the same request again. */
function fingerprintOf(submission: Submission): string {
  const attachments = submission.attachments.map(({ name, content }) => [
    name,
    hash('sha256', content, 'hex'),
  ])
  const recipients = envelopeOf(submission).map(({ kind, address }) => `${kind} ${canonicalAddress(address)}`)
  const parts = [
    recipients.sort(),
    submission.subject,
    submission.markdown,
    attachments,
    submission.answerTo?.id,
  ]
  return hash('sha256', JSON.stringify(parts), 'hex')
}

async function refuseDuplicate(
  writer: Writer,
  scope: { readonly mailboxId: string; readonly test: number },
  fingerprint: string,
  submission: Submission,
): Promise<void> {
  if (submission.idempotencyKey !== null) return
  const twin = await findRepeated(writer.db, scope, fingerprint, writer.now - DUPLICATE_WINDOW_MS)
  if (twin !== undefined) throw new AppError('duplicate', { extra: { id: twin.id } })
}

interface Parts {
  readonly account: Account
  readonly mailbox: Mailbox
  readonly submission: Submission
  readonly content: OutboundContent
  readonly prepared: PreparedMessage
  readonly blob: Blob
  readonly fingerprint: string
  readonly screening: Screening
}

async function write(
  context: Context,
  writer: Writer,
  principal: Principal,
  parts: Parts,
): Promise<Submitted> {
  const { account, mailbox, submission, content, prepared, blob, fingerprint } = parts
  const scope = { accountId: account.id, mailboxId: mailbox.id, test: principal.test }
  const id = writer.newId()
  await recordBlob(writer, blob)
  const subjectKey = baseSubject(submission.subject).toLowerCase()
  const thread =
    submission.answerTo?.thread_id ??
    (await findThread(
      writer.db,
      scope,
      { referenceIds: content.references, subjectKey, participants: [], isAnswer: false },
      writer.now,
    ))
  const threadId = await joinThread(writer, scope, thread, { id, subject: baseSubject(submission.subject) })
  const mode = { mode: mailbox.mode, direction: 'outbound' } as const
  const recipients = prepared.recipients.map(({ address }) => address)
  const coverage = await findCoverage(writer.db, mailbox, mode, recipients)
  const facts = { ...circumstances(context.config, { mailbox, account }, principal.actor), coverage }
  const reason = blockReason(parts.screening)
  const event = afterScan({
    modeAtSubmission: mailbox.mode,
    modeNow: mailbox.mode,
    direction: 'outbound',
    allowlisted: coverage !== null,
    gateTiming: submission.gateTiming ?? mailbox.default_gate_timing,
    isFuture: submission.sendAt !== null && submission.sendAt > writer.now,
    blocked: reason !== null,
    paused: facts.paused,
  })
  const entry = entryOf(writer, principal, { ...parts, id, threadId, subjectKey, fingerprint })
  await appendEvent(writer, {
    ...scope,
    action: 'message.submitted',
    resourceType: 'email',
    resourceId: id,
    actor: principal.actor,
    metadata: { recipients: prepared.recipients.length, content_hash: prepared.contentHash },
  })
  // What the scan blocks, the server refused, not the author.
  const blocked = reason === null ? {} : { actor: SYSTEM, reason }
  const message = await admit(writer, entry, event, { ...facts, ...blocked })
  await noteAuthor(writer, message.id, principal.actor)
  await setTags(writer, message, submission.tags ?? {})
  await rememberHosts(writer, message, parts.screening, false)
  const { draftId } = submission
  if (draftId !== undefined) {
    await noteDraftAuthor(writer, id, draftId)
    await markDraftSent(writer, draftId, id, principal.actor)
  }
  if (submission.idempotencyKey !== null)
    await rememberSubmission(writer, scope, submission.idempotencyKey, id)
  const { transport } = facts
  await keepBytes(writer, { account, shelf: scope, isAccepted: false, transport }, blob.size)
  return { id, threadId, repeated: false }
}

function entryOf(
  writer: Writer,
  principal: Principal,
  parts: Parts & { readonly id: string; readonly threadId: string; readonly subjectKey: string },
): Entry {
  const { mailbox, submission, content, prepared, blob } = parts
  return {
    message: {
      id: parts.id,
      account_id: principal.accountId,
      mailbox_id: mailbox.id,
      test: principal.test,
      direction: 'outbound',
      state: 'scanning',
      stage: 'none',
      mode: mailbox.mode,
      gate_timing: submission.gateTiming ?? mailbox.default_gate_timing,
      send_at: submission.sendAt,
      content_hash: prepared.contentHash,
      fingerprint: parts.fingerprint,
      thread_id: parts.threadId,
      header_message_id: content.messageId,
      reference_ids: JSON.stringify([...content.references, content.messageId]),
      subject: submission.subject,
      subject_key: parts.subjectKey,
      from_address: content.from.address,
      from_name: content.from.name,
      to_json: JSON.stringify(content.to),
      cc_json: JSON.stringify(content.cc),
      bcc_json: JSON.stringify(content.bcc),
      reply_to_json: JSON.stringify(content.replyTo === null ? [] : [content.replyTo]),
      sender_text: `${content.from.name} ${content.from.address}`.trim().toLowerCase(),
      envelope_from: mailbox.address,
      raw_sha256: blob.sha256,
      raw_size: blob.size,
      has_attachments: prepared.attachments.length > 0 ? 1 : 0,
      preview: prepared.preview,
      submitted_by: authorOf(principal.actor),
      answers_id: submission.answerTo?.id ?? null,
      spam_verdict: 'clean',
      signals_json: JSON.stringify(parts.screening.signals),
      authentication_json: '{}',
      created_at: writer.now,
    },
    contents: {
      markdown: submission.markdown,
      markdown_reply: submission.markdown,
      leaves_json: '{}',
      footer: JSON.stringify(content.footer),
    },
    attachments: prepared.attachments,
    recipients: prepared.recipients,
  }
}
