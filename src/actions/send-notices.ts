/**
 * Sends the mail of the server itself: what waits, codes, news. Its text is made in the moment it is claimed, so
 * that links and codes are nowhere but in the mail; an attempt that fails makes new ones.
 */

import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { type AttemptOutcome, afterAttempt } from '../core/delivery.ts'
import {
  codeNotice,
  invitationNotice,
  type NoticeText,
  reviewListNotice,
  reviewNotice,
  signInNotice,
  type WaitingMail,
} from '../core/notice-text.ts'
import { codeOf } from '../core/operator-actions.ts'
import { DELIVERY_WAITS_MS, nextWait } from '../core/retry.ts'
import { compose, needsSmtpUtf8 } from '../mail/compose.ts'
import type { Transport } from '../mail/smtp-client.ts'
import { strangerText } from '../onboarding.ts'
import { sealOwnMail } from '../sender-domain.ts'
import { findAccountEnd } from '../store/account-end.ts'
import { findAccount } from '../store/accounts.ts'
import { recordBlob } from '../store/blobs.ts'
import { insertCaptured } from '../store/captured.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import type { Message } from '../store/messages.ts'
import { deleteNotices, listDueNotices, moveNotice, type Notice, STRANGER_KINDS } from '../store/notices.ts'
import { findAnsweredRequest, setCode } from '../store/operator-requests.ts'
import { findPerson } from '../store/people.ts'
import { findReviewCase, type ReviewCase } from '../store/review-case.ts'
import { makeReviewLink } from '../store/review-links.ts'
import { findOpenCode, setSignInCode } from '../store/sign-in-codes.ts'

const isToStranger = (kind: string) => STRANGER_KINDS.some((one) => one === kind)

/** Notices looked at in one call; one mail tells of at most so many messages. */
const BATCH = 50
/** A claim ends after this, in ms: longer than any conversation lasts. */
const LEASE_MS = 15 * 60_000

/** Sends what is due. `transport` is null where mail is only captured. Returns how many mails were attempted. */
export async function sendNotices(context: Context, transport: Transport | null): Promise<number> {
  const due = await listDueNotices(context.database.reader, context.clock.now(), BATCH)
  let attempted = 0
  for (const group of grouped(due)) {
    try {
      if (await sendGroup(context, transport, group)) attempted++
    } catch (error) {
      // One that cannot be sent must not keep the others from their readers.
      context.log.error({ err: error, notice: group[0]?.id }, 'a notice was not sent')
    }
  }
  return attempted
}

async function sendGroup(
  context: Context,
  transport: Transport | null,
  group: readonly Notice[],
): Promise<boolean> {
  const parcel = await context.database.write((writer) => claim(context, writer, group))
  if (parcel === null) return false
  const sealed = await sealOwnMail(context, parcel.notices[0]?.id ?? '', parcel.raw)
  const leaving = { ...parcel, from: sealed.envelopeFrom, raw: sealed.raw }
  const { outcome, reply } = await carry(transport, leaving)
  await record(context, leaving, outcome, reply)
  return true
}

/** Notices that go in one mail: those about what waits for the same person; every other alone. */
function grouped(due: readonly Notice[]): Notice[][] {
  const groups = Map.groupBy(due, (notice) =>
    notice.kind === 'review'
      ? [notice.account_id, notice.recipient, notice.test, notice.transport].join(' ')
      : notice.id,
  )
  return [...groups.values()]
}

interface Parcel {
  readonly notices: readonly Notice[]
  readonly recipient: string
  /** MAIL FROM. */
  readonly from: string
  readonly raw: Buffer
}

async function claim(context: Context, writer: Writer, group: readonly Notice[]): Promise<Parcel | null> {
  const claimed: Notice[] = []
  const texts: { notice: Notice; mail: WaitingMail }[] = []
  let text: NoticeText | null = null
  for (const notice of group) {
    if (notice.state === 'sending') {
      // Its worker died: nobody knows whether it was taken.
      await moveNotice(writer, notice, 'lose', { due_at: writer.now, lease_until: null })
      continue
    }
    const content = await contentOf(context, writer, notice)
    if (content === 'moot') await deleteNotices(writer, [notice.id])
    if (content === 'moot' || content === 'early') continue
    const lease = writer.now + LEASE_MS
    const moved = await moveNotice(writer, notice, 'claim', {
      attempts: notice.attempts + 1,
      due_at: lease,
      lease_until: lease,
    })
    if (moved === null) continue
    claimed.push(moved)
    if ('markdown' in content) text = content
    else texts.push({ notice: moved, mail: content })
  }
  const [first] = claimed
  if (first === undefined) return null
  const [only] = texts
  if (only !== undefined) {
    text =
      texts.length === 1
        ? reviewNotice(only.mail, only.notice.kind === 'reminder')
        : reviewListNotice(texts.map(({ mail }) => mail))
  }
  if (text === null) return null
  return { notices: claimed, recipient: first.recipient, ...composed(context, writer.now, first, text) }
}

function composed(context: Context, now: number, notice: Notice, text: NoticeText) {
  const from = `multimail@${context.config.domain}`
  const { raw } = compose({
    from: { address: from, name: 'MultiMail' },
    to: [{ address: notice.recipient, name: '' }],
    cc: [],
    replyTo: null,
    subject: text.subject,
    markdown: text.markdown,
    attachments: [],
    messageId: context.newMessageId(),
    date: now,
    inReplyTo: null,
    references: [],
    // RFC 3834 §5: nobody's vacation responder answers it.
    headers: [
      ['Auto-Submitted', 'auto-generated'],
      ['X-MultiMail-Notice', notice.kind],
    ],
  })
  return { from, raw }
}

/** What a notice says; `moot` when nobody needs it any more, `early` when its mail is not decoded yet. */
async function contentOf(
  context: Context,
  writer: Writer,
  notice: Notice,
): Promise<NoticeText | WaitingMail | 'moot' | 'early'> {
  if (isToStranger(notice.kind)) return strangerText(context, writer, notice)
  if (notice.kind === 'farewell') return { subject: 'Your account was deleted', markdown: notice.text ?? '' }
  // Of an account that was deleted nobody needs to know any more.
  if ((await findAccountEnd(writer.db, notice.account_id)) !== undefined) return 'moot'
  if (notice.kind === 'letter') return { subject: 'Mail to your postmaster', markdown: notice.text ?? '' }
  if (notice.kind === 'news') return { subject: 'News from your mail server', markdown: notice.text ?? '' }
  if (notice.kind === 'code') return codeText(writer, notice)
  if (notice.kind === 'sign_in') return signInText(context, writer, notice)
  if (notice.kind === 'invitation') return invitationText(context, writer, notice)
  const found = await findReviewCase(writer.db, notice.subject_id)
  if (found === undefined || found.message.state !== 'held') return 'moot'
  if (found.contents.markdown === null) return 'early'
  const token = await makeReviewLink(writer, {
    account_id: found.message.account_id,
    message_id: found.message.id,
    content_hash: found.message.content_hash,
    reviewer: notice.recipient,
    expires_at: found.message.expires_at ?? writer.now,
  })
  return waitingMail(found, `${context.publicUrl}/v1/approve/${token}`)
}

async function codeText(writer: Writer, notice: Notice): Promise<NoticeText | 'moot'> {
  const request = await findAnsweredRequest(writer.db, notice.subject_id, writer.now)
  if (request === undefined) return 'moot'
  const code = codeOf(randomBytes(6))
  await setCode(writer, request.id, code)
  return codeNotice({
    question: request.question,
    askedBy: request.asked_by,
    askedFrom: request.asked_from,
    askedAt: request.created_at,
    expiresAt: request.expires_at,
    code,
  })
}

async function signInText(context: Context, writer: Writer, notice: Notice): Promise<NoticeText | 'moot'> {
  const row = await findOpenCode(writer.db, notice.subject_id, writer.now)
  if (row === undefined) return 'moot'
  const code = codeOf(randomBytes(6))
  await setSignInCode(writer, row.id, code)
  // Behind the #, so that it is in no log of a server.
  const page = `${signInPage(context, notice)}#code=${code}`
  return signInNotice({ code, page, expiresAt: row.expires_at })
}

const signInPage = ({ publicUrl }: Context, { recipient }: Notice) =>
  `${publicUrl}/sign-in?email=${encodeURIComponent(recipient)}`

async function invitationText(
  context: Context,
  writer: Writer,
  notice: Notice,
): Promise<NoticeText | 'moot'> {
  const person = await findPerson(writer.db, notice.account_id, notice.subject_id)
  const account = await findAccount(writer.db, notice.account_id)
  if (person === undefined || account === undefined) return 'moot'
  const { role, invited_by: invitedBy } = person
  return invitationNotice({ account: account.name, role, invitedBy, page: signInPage(context, notice) })
}

function waitingMail(found: ReviewCase, link: string): WaitingMail {
  const { message, mailbox } = found
  const addresses = (json: string) =>
    (JSON.parse(json) as { address: string }[]).map(({ address }) => address)
  return {
    direction: message.direction,
    mailbox: mailbox.address,
    mode: mailbox.mode,
    from: fromOf(message),
    to: addresses(message.to_json),
    cc: addresses(message.cc_json),
    bcc: addresses(message.bcc_json),
    subject: message.subject,
    text: found.contents.markdown ?? '',
    attachments: found.attachments.map(({ name, content_type, size }) => ({
      name,
      type: content_type,
      size: size ?? 0,
    })),
    signals: JSON.parse(message.signals_json) as { message: string }[],
    askedBy: found.askedBy,
    since: message.created_at,
    expiresAt: message.expires_at,
    approvalsGiven: found.approvalsGiven,
    approvalsRequired: mailbox.approvals_required,
    link,
    test: message.test === 1,
  }
}

const fromOf = ({ from_name: name, from_address: address }: Message) =>
  name === '' ? address : `${name} <${address}>`

async function carry(
  transport: Transport | null,
  parcel: Parcel,
): Promise<{ readonly outcome: AttemptOutcome; readonly reply: string }> {
  if (parcel.notices[0]?.transport === 'capture') return { outcome: 'accepted', reply: 'Captured.' }
  if (transport === null) return { outcome: 'deferred', reply: 'No relay is set up.' }
  const { from, recipient, raw } = parcel
  const answer = await transport.transmit({
    from,
    recipients: [recipient],
    size: raw.length,
    open: () => Readable.from([raw]),
    smtpUtf8: needsSmtpUtf8([from, recipient]),
  })
  const [outcome] = answer.outcomes
  return outcome === undefined
    ? { outcome: 'uncertain', reply: 'The next server did not answer for it.' }
    : { outcome: outcome.kind, reply: outcome.reply }
}

async function record(
  context: Context,
  parcel: Parcel,
  outcome: AttemptOutcome,
  reply: string,
): Promise<void> {
  const isCaptured = parcel.notices[0]?.transport === 'capture'
  const blob = isCaptured ? await context.blobs.put(parcel.raw) : null
  await context.database.write(async (writer) => {
    const capturedId = isCaptured ? writer.newId() : null
    for (const notice of parcel.notices) {
      const event = afterAttempt(outcome, writer.now - notice.created_at)
      const isOpen = event === 'defer' || event === 'lose'
      const wait = nextWait(DELIVERY_WAITS_MS, notice.attempts, context.random())
      await moveNotice(writer, notice, event, {
        due_at: isOpen ? writer.now + wait : null,
        lease_until: null,
        last_reply: reply,
        captured_id: capturedId,
        finished_at: isOpen ? null : writer.now,
      })
      if (event === 'refuse' || event === 'give_up') await recordFailure(context, writer, notice, reply)
    }
    if (blob === null || capturedId === null) return
    await recordBlob(writer, blob)
    await insertCaptured(writer, {
      id: capturedId,
      account_id: parcel.notices[0]?.account_id ?? '',
      message_id: null,
      envelope_from: parcel.from,
      recipients_json: JSON.stringify([parcel.recipient]),
      raw_sha256: blob.sha256,
      added_fields: '',
      captured_at: writer.now,
    })
  })
}

/** Whoever should have decided does not know: that must not stay unseen. */
async function recordFailure(context: Context, writer: Writer, notice: Notice, reply: string): Promise<void> {
  const metadata = { recipient: notice.recipient, kind: notice.kind, reply }
  context.log.error(metadata, 'mail to an operator or reviewer was refused')
  await writer.backend.lockChain(writer.db, notice.account_id)
  await appendEvent(writer, {
    accountId: notice.account_id,
    mailboxId: null,
    test: notice.test,
    action: 'notice.failed',
    resourceType: 'notice',
    resourceId: notice.id,
    actor: SYSTEM,
    metadata,
  })
}
