/**
 * Takes a message from outside for one or more mailboxes. Its bytes are hashed, scanned and stored as they come;
 * when this resolves, every mailbox has it durably and the sender may be told 250 (contract §4 "inbound").
 */

import type { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { type Address, canonicalAddress, splitAddress } from '../core/address.ts'
import { afterScan } from '../core/oversight.ts'
import { deliveryOf } from '../core/return-path.ts'
import { AppError } from '../errors.ts'
import { beginInspection, endInspection, type FilterColumns, judge, refusalOf } from '../filtering.ts'
import { classifyAutomatic } from '../mail/automatic.ts'
import { mayBeReport } from '../mail/delivery-report.ts'
import type { Client, Findings, Inspection } from '../mail/inspect.ts'
import { contentHash, uniqueName } from '../mail/outbound.ts'
import { baseSubject, type ParsedHeaders, parseHeaders, selectBody } from '../mail/parse.ts'
import { type Leaf, type MessageStructure, StructureScanner } from '../mail/structure.ts'
import {
  type ReportAddress,
  type RoleAddress,
  readLetter,
  readReturned,
  readTied,
  recordForNotice,
  recordTied,
  reportAddressOf,
  type TakenMail,
  type TiedReport,
} from '../returned.ts'
import { findAccountEnd } from '../store/account-end.ts'
import { type Account, findAccount } from '../store/accounts.ts'
import { admit } from '../store/advance.ts'
import { type Blob, recordBlob } from '../store/blobs.ts'
import { circumstances } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import { findByAddress, type Mailbox } from '../store/mailboxes.ts'
import type { Entry, Message } from '../store/messages.ts'
import { queueLetter } from '../store/role-letters.ts'
import { keepBytes, requireRoom } from '../store/storage.ts'
import { findThread, joinThread } from '../store/threads.ts'
import { countUsage } from '../store/usage.ts'

export interface Arrival {
  /** RFC 5321 reverse-path, empty for `<>`. */
  readonly envelopeFrom: string
  /** Forward-paths, each of a mailbox here. */
  readonly recipients: readonly string[]
  readonly stream: Readable
  /** Who handed it over by SMTP; absent when it came by another way. */
  readonly client?: Client
  /** 1 for simulated mail of the test environment. */
  readonly test: number
}

/** Whose mail for an address is: a mailbox's, or that of whoever sent the mail that a report is about. */
type Target =
  | { readonly kind: 'mailbox'; readonly mailbox: Mailbox }
  | { readonly kind: 'report'; readonly address: ReportAddress }

/**
 * Checks that somebody takes mail for this address, and has room for it. Throws AppError `unknown_mailbox`,
 * `storage_full`, and `delivery_under_way` for a return path whose mail is not yet through.
 */
export async function checkRecipient(context: Context, address: string): Promise<void> {
  const target = await targetOf(context, address)
  if (target.kind === 'mailbox') await requireShelf(context, target.mailbox)
}

/** What was accepted is kept, so room is asked for before. Throws AppError `storage_full`. */
export async function requireShelf({ database }: Context, mailbox: Mailbox): Promise<void> {
  const account = await findAccount(database.reader, mailbox.account_id)
  if (account !== undefined) await requireRoom(database.reader, account, 1)
}

async function targetOf(context: Context, address: string): Promise<Target> {
  const mailbox = await findByAddress(context.database.reader, address)
  if (mailbox !== undefined && mailbox.deleted_at === null) return { kind: 'mailbox', mailbox }
  const report = await reportAddressOf(context, address)
  if (report === null) throw new AppError('unknown_mailbox')
  return { kind: 'report', address: report }
}

/** What is to be done with a message: mailboxes that get it, and reports that it is. */
interface Plan {
  readonly mailboxes: ReadonlyMap<string, Mailbox>
  readonly reports: readonly TiedReport[]
  readonly notices: readonly string[]
  /** Letters to postmaster@ and abuse@. */
  readonly letters: readonly RoleAddress[]
}

/**
 * Stores a message for all its recipients' mailboxes at once; what reports on a mail that was sent is recorded with that
 * in their place. Returns the ids of what was made. Throws AppError `unknown_mailbox` when nobody takes it,
 * `dmarc_rejected`, `virus_found`, `scanner_unavailable`, `store_unavailable`, or what the stream failed with.
 */
export async function receiveMessage(context: Context, arrival: Arrival): Promise<readonly string[]> {
  // What a report says is believed for its address alone, so nobody needs to know who really sent it.
  const isOnlyReport = arrival.recipients.every(isReturnPath)
  const inspected = { ...arrival, client: arrival.client ?? null, now: context.clock.now() }
  const inspection = isOnlyReport ? null : beginInspection(context, inspected)
  const { blob, structure, findings } = await takeBytes(context, arrival.stream, inspection)
  const headers = parseHeaders(structure.headers)
  const mail = { structure, blob, envelopeFrom: arrival.envelopeFrom }
  const plan = await planFor(context, arrival, mail)
  const { mailboxes, letters } = plan
  if (mailboxes.size + letters.length > 0) await refuseUnwanted(context, [...mailboxes.values()], findings)
  const texts = await Promise.all(
    letters.map(async (to) => ({ to, text: await readLetter(context, mail, to, findings.authentication) })),
  )
  const judgements = new Map<string, FilterColumns>()
  for (const mailbox of mailboxes.values()) {
    judgements.set(
      mailbox.id,
      await judge(context, mailbox, { findings, headers, structure, blob }, arrival.test),
    )
  }
  const ids = await context.database.write(async (writer) => {
    const takers = await takersOf(writer, [...mailboxes.keys()].sort(), mailboxes)
    const others = plan.reports.length + plan.notices.length + letters.length
    if (mailboxes.size > 0 && takers.length + others === 0) throw new AppError('unknown_mailbox')
    if (takers.length > 0) await recordBlob(writer, blob, takers.length)
    const made: string[] = []
    // One order of mailboxes for everybody, so that two arrivals never wait for each other.
    for (const taker of takers) {
      const judgement = judgements.get(taker.mailbox.id)
      if (judgement !== undefined)
        made.push((await place(context, writer, taker, arrival, { blob, structure, headers, judgement })).id)
    }
    for (const tied of plan.reports) made.push(await recordTied(context, writer, tied))
    for (const noticeId of plan.notices) made.push(await recordForNotice(context, writer, noticeId, mail))
    for (const { to, text } of texts) made.push(await passOn(context, writer, to, text))
    return made
  })
  context.wake()
  return ids
}

/** Tells the operator of a letter. Returns the id of their account. */
function passOn({ config }: Context, writer: Writer, to: RoleAddress, text: string): Promise<string> {
  const transport = config.delivery === 'capture' ? ('capture' as const) : ('smtp' as const)
  return queueLetter(writer, {
    accountId: to.accountId,
    text,
    serverOperator: config.operatorEmail,
    transport,
  })
}

interface Taker {
  readonly mailbox: Mailbox
  readonly account: Account
}

/** Those mailboxes whose account was not deleted while the message came. */
async function takersOf(
  writer: Writer,
  ids: readonly string[],
  mailboxes: ReadonlyMap<string, Mailbox>,
): Promise<Taker[]> {
  const takers: Taker[] = []
  for (const id of ids) {
    const mailbox = mailboxes.get(id)
    const account = mailbox === undefined ? undefined : await findAccount(writer.db, mailbox.account_id)
    if (mailbox === undefined || account === undefined) throw new AppError('internal')
    const isGone = account.is_active === 0 && (await findAccountEnd(writer.db, account.id)) !== undefined
    if (!isGone) takers.push({ mailbox, account })
  }
  return takers
}

const isReturnPath = (address: string) => deliveryOf(splitAddress(address)?.local ?? '') !== null

/** Decides whose a message is. Throws AppError `unknown_mailbox`, and why the only recipient does not take it. */
async function planFor(context: Context, arrival: Arrival, mail: TakenMail): Promise<Plan> {
  const mailboxes = new Map<string, Mailbox>()
  const reports = new Map<string, TiedReport>()
  const notices = new Set<string>()
  const letters: RoleAddress[] = []
  let refusal: unknown = new AppError('unknown_mailbox')
  const isLookedAt = arrival.test === 0 && mayBeReport(mail)
  for (const address of arrival.recipients) {
    try {
      const target = await targetOf(context, address)
      if (target.kind === 'mailbox') {
        const { mailbox } = target
        const to = { cameTo: 'mailbox', mailboxId: mailbox.id } as const
        const tied = isLookedAt ? await readTied(context, mail, to) : null
        if (tied === null) mailboxes.set(mailbox.id, mailbox)
        else reports.set(tied.delivery.id, tied)
      } else if (target.address.kind === 'notice') notices.add(target.address.noticeId)
      else {
        const tied = await readReport(context, mail, target.address)
        if (tied !== null) reports.set(tied.delivery.id, tied)
        else if (target.address.kind === 'role' && arrival.test === 0) letters.push(target.address)
      }
    } catch (error) {
      // Trouble of our own must not lose the mail for one of several.
      if (!(error instanceof AppError) || error.status >= 500) throw error
      refusal = error
    }
  }
  if (mailboxes.size + reports.size + notices.size + letters.length === 0) throw refusal
  return { mailboxes, reports: [...reports.values()], notices: [...notices], letters }
}

/** A report; null for a letter to an address that takes letters. */
async function readReport(
  context: Context,
  mail: TakenMail,
  address: Exclude<ReportAddress, { readonly kind: 'notice' }>,
): Promise<TiedReport | null> {
  if (address.kind === 'delivery') return readReturned(context, address.deliveryId, mail)
  return readTied(context, mail, { cameTo: 'abuse' })
}

/** Refuses a message for what was found; the trail of each mailbox tells. */
async function refuseUnwanted(
  context: Context,
  mailboxes: readonly Mailbox[],
  findings: Findings,
): Promise<void> {
  const refusal = refusalOf(context, findings)
  if (refusal === null) return
  const { metadata } = refusal
  if (metadata !== null) {
    await context.database.write(async (writer) => {
      for (const mailbox of [...mailboxes].sort((a, b) => (a.id < b.id ? -1 : 1))) {
        await appendEvent(writer, {
          accountId: mailbox.account_id,
          mailboxId: mailbox.id,
          test: 0,
          action: 'message.refused',
          resourceType: 'mailbox',
          resourceId: mailbox.id,
          actor: SYSTEM,
          metadata,
        })
      }
    })
  }
  throw new AppError(refusal.code)
}

async function takeBytes(
  context: Context,
  stream: Readable,
  inspection: Inspection | null,
): Promise<{ readonly blob: Blob; readonly structure: MessageStructure; readonly findings: Findings }> {
  const sink = context.blobs.sink()
  const scanner = new StructureScanner()
  try {
    for await (const chunk of stream) {
      scanner.push(chunk as Buffer)
      await sink.write(chunk as Buffer)
      await inspection?.push(chunk as Buffer)
    }
    const blob = await sink.finish()
    return { blob, structure: scanner.end(), findings: await endInspection(context, inspection, blob) }
  } catch (error) {
    inspection?.abandon()
    await sink.discard()
    throw error
  }
}

interface Taken {
  readonly blob: Blob
  readonly structure: MessageStructure
  readonly headers: ParsedHeaders
  readonly judgement: FilterColumns
}

async function place(
  context: Context,
  writer: Writer,
  { mailbox, account }: Taker,
  arrival: Arrival,
  taken: Taken,
): Promise<Message> {
  await writer.backend.lockChain(writer.db, mailbox.id)
  const { blob, headers } = taken
  const scope = { accountId: account.id, mailboxId: mailbox.id, test: arrival.test }
  const id = writer.newId()
  const subject = baseSubject(headers.subject)
  const event = afterScan({
    modeAtSubmission: mailbox.mode,
    modeNow: mailbox.mode,
    direction: 'inbound',
    gateTiming: 'gate_first',
    allowlisted: false,
    isFuture: false,
    blocked: false,
    paused: false,
  })
  const isHeld = event !== 'release'
  const isHidden = isHeld || taken.judgement.spam_verdict === 'quarantined'
  const threadId = await joinThread(
    writer,
    scope,
    await findThread(writer.db, scope, threadHints(headers, mailbox, subject), writer.now),
    { id, subject, isHeld: isHidden },
  )
  const entry = entryOf(context, writer, mailbox, arrival, { ...taken, id, threadId, subject })
  const facts = circumstances(context.config, { mailbox, account }, SYSTEM)
  const { transport } = facts
  const message = await admit(writer, entry, event, {
    ...facts,
    metadata: { envelope_from: arrival.envelopeFrom, size: blob.size },
  })
  if (!isHeld) await countUsage(writer, scope, 'emails_received')
  const visibility = isHeld ? 'held' : 'seen'
  await keepBytes(writer, { account, shelf: scope, visibility, isAccepted: true, transport }, blob.size)
  return message
}

function threadHints(headers: ParsedHeaders, mailbox: Mailbox, subject: string) {
  const people = [headers.from, ...headers.replyTo, ...headers.to, ...headers.cc]
  const participants = people
    .filter((person) => person !== null)
    .map(({ address }) => canonicalAddress(address))
    .filter((address) => address !== mailbox.address)
  const referenceIds = [...headers.references, ...(headers.inReplyTo === null ? [] : [headers.inReplyTo])]
  return {
    referenceIds,
    subjectKey: subject.toLowerCase(),
    participants,
    isAnswer: subject !== headers.subject.trim(),
  }
}

const list = (addresses: readonly Address[]) => JSON.stringify(addresses.slice(0, 1_000))

function entryOf(
  context: Context,
  writer: Writer,
  mailbox: Mailbox,
  arrival: Arrival,
  taken: Taken & { readonly id: string; readonly threadId: string; readonly subject: string },
): Entry {
  const { blob, structure, headers } = taken
  const body = selectBody(structure.leaves)
  const from = headers.from ?? headers.sender ?? { address: arrival.envelopeFrom, name: '' }
  const references = [...headers.references]
  if (headers.messageId !== null) references.push(headers.messageId)
  return {
    message: {
      id: taken.id,
      account_id: mailbox.account_id,
      mailbox_id: mailbox.id,
      test: arrival.test,
      direction: 'inbound',
      state: 'scanning',
      stage: 'none',
      mode: mailbox.mode,
      content_hash: contentHash(blob.sha256, []),
      thread_id: taken.threadId,
      header_message_id: headers.messageId,
      reference_ids: JSON.stringify(references.slice(-100)),
      subject: taken.subject,
      subject_key: taken.subject.toLowerCase(),
      from_address: from.address,
      from_name: from.name,
      to_json: list(headers.to),
      cc_json: list(headers.cc),
      bcc_json: '[]',
      reply_to_json: list(headers.replyTo),
      sender_text: `${from.name} ${from.address}`.trim().toLowerCase(),
      envelope_from: arrival.envelopeFrom,
      raw_sha256: blob.sha256,
      raw_size: blob.size,
      has_attachments: body.attachments.length > 0 ? 1 : 0,
      preview: '',
      automatic: classifyAutomatic(structure.headers, arrival.envelopeFrom, context.config.domain),
      ...taken.judgement,
      created_at: writer.now,
    },
    contents: {
      markdown: null,
      markdown_reply: null,
      leaves_json: JSON.stringify({ text: body.text, html: body.html }),
    },
    attachments: attachmentsOf(body.attachments),
    recipients: [],
  }
}

function attachmentsOf(leaves: readonly Leaf[]): Entry['attachments'] {
  const taken = new Set<string>()
  return leaves.map((leaf, position) => ({
    position,
    name: uniqueName(leaf.fileName ?? `attachment-${position + 1}`, taken),
    content_type: leaf.contentType,
    size: null,
    leaf_json: JSON.stringify(leaf),
  }))
}
