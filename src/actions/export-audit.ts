/**
 * Exporting the audit trail: a stream of lines that proves itself, read page by page, so that it needs little memory
 * however long the trail is (contract §9). One export of an account at a time.
 */

import type { Context } from '../context.ts'
import { CSV_COLUMNS, cellsOf, csvRow } from '../core/audit-csv.ts'
import { addToDigest, type ExportRecord, lineOf } from '../core/audit-export.ts'
import type { ChainHead } from '../core/chain.ts'
import { exportText, secondsOf } from '../core/checkpoint.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { listCheckpoints } from '../store/audit-checkpoints.ts'
import { appendEvent, digest, listEntries, type ProvenEvent } from '../store/events.ts'
import { listIdentityKeys } from '../store/identity-keys.ts'
import { type SignedHead, signChain } from '../store/sign-chain.ts'
import { chainsOf } from '../store/verify-chains.ts'

export type ExportFormat = 'jsonl' | 'csv'

export interface ExportRequest {
  readonly format: ExportFormat
  readonly mailboxId: string | null
  readonly action: string | null
  /** Epoch ms, both included. */
  readonly from: number | null
  readonly to: number | null
}

/** Entries read at once. */
const PAGE = 500
/** An export that nobody has read from for so long gives way to the next one, in ms. */
const STALLED_MS = 60_000

interface Running {
  readonly ended: AbortController
  readAt: number
}

/** The exports that this process is writing, by account. */
const running = new WeakMap<Context, Map<string, Running>>()

/**
 * Begins an export and records it. Gives the text in pieces as they are asked for. Throws AppError `not_found`,
 * `export_running`. The stream fails when the store does, and ends early when a newer export took its place; a file
 * that is not whole says so when it is verified. `progress` hears how many entries were written so far.
 */
export async function exportAudit(
  context: Context,
  principal: Principal,
  request: ExportRequest,
  progress: (entries: number) => void = () => {},
): Promise<AsyncGenerator<string, void>> {
  const all = await chainsOf(context.database.reader, principal.accountId)
  const own = all.filter((id) => principal.mailboxIds === null || principal.mailboxIds.includes(id))
  const chains = request.mailboxId === null ? own : own.filter((id) => id === request.mailboxId)
  const isUnknown = request.mailboxId === principal.accountId || chains.length === 0
  if (request.mailboxId !== null && isUnknown) throw new AppError('not_found')
  const slot = takeSlot(context, principal.accountId)
  const pieces = written(context, principal, { request, chains, slot, progress })
  // Its first step records it. From then on it frees its slot whenever it ends, even if nobody reads it.
  await pieces.next()
  return pieces
}

function takeSlot(context: Context, accountId: string): Running {
  const slots = running.get(context) ?? new Map<string, Running>()
  running.set(context, slots)
  const now = context.clock.now()
  const other = slots.get(accountId)
  if (other !== undefined && now - other.readAt < STALLED_MS)
    throw new AppError('export_running', { retryAfter: 10 })
  other?.ended.abort()
  const slot = { ended: new AbortController(), readAt: now }
  slots.set(accountId, slot)
  return slot
}

function freeSlot(context: Context, accountId: string, slot: Running): void {
  const slots = running.get(context)
  if (slots?.get(accountId) === slot) slots.delete(accountId)
}

async function record(context: Context, principal: Principal, request: ExportRequest): Promise<void> {
  await context.database.write((writer) =>
    appendEvent(writer, {
      accountId: principal.accountId,
      mailboxId: request.mailboxId,
      test: principal.test,
      action: 'audit.exported',
      resourceType: 'account',
      resourceId: principal.accountId,
      actor: principal.actor,
      metadata: { format: request.format, filters: filtersOf(request) },
    }),
  )
}

const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString())

function filtersOf({ mailboxId, action, from, to }: ExportRequest) {
  return { mailbox_id: mailboxId, action, from: isoOrNull(from), to: isoOrNull(to) }
}

interface Job {
  readonly request: ExportRequest
  readonly chains: readonly string[]
  readonly slot: Running
  readonly progress: (entries: number) => void
}

/** The records as text in their format, page by page. */
async function* written(context: Context, principal: Principal, job: Job): AsyncGenerator<string, void> {
  const isCsv = job.request.format === 'csv'
  try {
    await record(context, principal, job.request)
    yield ''
    if (isCsv) yield csvRow(CSV_COLUMNS)
    for await (const records of recordsOf(context, principal, job)) {
      job.slot.readAt = context.clock.now()
      yield records.map((record) => (isCsv ? csvRow(cellsOf(record)) : `${lineOf(record)}\n`)).join('')
      job.slot.ended.signal.throwIfAborted()
    }
  } finally {
    freeSlot(context, principal.accountId, job.slot)
  }
}

/** The records, page by page; the last one signs all before it. */
async function* recordsOf(
  context: Context,
  principal: Principal,
  job: Job,
): AsyncGenerator<readonly ExportRecord[], void> {
  const { identity, clock } = context
  let running = ''
  let entries = 0
  for await (const page of unsignedRecordsOf(context, principal, job)) {
    for (const record of page) {
      running = addToDigest(running, lineOf(record), digest)
      if (record.type === 'entry') entries++
    }
    job.progress(entries)
    yield page
  }
  const issuedAt = secondsOf(clock.now())
  const signed = { accountId: principal.accountId, digest: running, entries, issuedAt }
  const { kid, signature } = await identity.sign(exportText(signed))
  yield [{ type: 'end', entries, digest: running, iat: issuedAt, kid, signature }]
}

async function* unsignedRecordsOf(
  context: Context,
  principal: Principal,
  { request, chains }: Job,
): AsyncGenerator<readonly ExportRecord[], void> {
  const { database, identity, clock } = context
  const { accountId } = principal
  const heads: SignedHead[] = []
  await identity.prepare()
  yield [
    {
      type: 'multimail-audit-export',
      version: 1,
      account_id: accountId,
      exported_at: new Date(clock.now()).toISOString(),
      filters: filtersOf(request),
      partial: isPartial(request),
      keys: await listIdentityKeys(database.reader),
    },
  ]
  for (const chainId of chains) {
    const head = await signChain(database, identity, { accountId, chainId }, clock.now())
    heads.push(head)
    yield* chainRecords(context, chainId, head, request)
  }
  for (let start = 0; start < heads.length; start += PAGE)
    yield heads.slice(start, start + PAGE).map(headRecord)
}

/** Whether entries may be left out within a chain. */
const isPartial = ({ action, from, to }: ExportRequest) => action !== null || from !== null || to !== null

async function* chainRecords(
  context: Context,
  chainId: string,
  end: ChainHead,
  request: ExportRequest,
): AsyncGenerator<readonly ExportRecord[], void> {
  const { reader } = context.database
  for (let after = 0; after < end.position; after += PAGE) {
    const to = Math.min(after + PAGE, end.position)
    const entries = (await listEntries(reader, chainId, after, to)).filter((entry) => matches(entry, request))
    const checkpoints = new Map(
      (await listCheckpoints(reader, chainId, after, to)).map((one) => [one.chain_position, one]),
    )
    yield entries.flatMap((entry): ExportRecord[] => {
      const checkpoint = checkpoints.get(entry.chain_position)
      if (checkpoint === undefined) return [entryRecord(entry)]
      const { chain_position: position, head_hash: hash, kid, signature } = checkpoint
      const iat = secondsOf(checkpoint.created_at)
      return [
        entryRecord(entry),
        { type: 'checkpoint', chain_id: chainId, position, hash, iat, kid, signature },
      ]
    })
    // Others get their turn, however fast the reader is.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function matches(entry: ProvenEvent, { action, from, to }: ExportRequest): boolean {
  if (action !== null && entry.action !== action) return false
  return (from === null || entry.created_at >= from) && (to === null || entry.created_at <= to)
}

function entryRecord(entry: ProvenEvent): ExportRecord {
  const { salt, values_json: values } = entry
  const hidden =
    salt === null || values === null ? null : { salt, values: JSON.parse(values) as Record<string, string> }
  return { ...entry, type: 'entry', hidden }
}

function headRecord({ chainId, position, hash, issuedAt, signed }: SignedHead): ExportRecord {
  const { kid, signature } = signed ?? { kid: null, signature: null }
  return { type: 'head', chain_id: chainId, position, hash, iat: issuedAt, kid, signature }
}
