/**
 * The append-only trail: every send, read, list, decision, setting and key event is one row, hash-chained per
 * mailbox (or per account, for what belongs to no mailbox), in the transaction that did it (contract §9).
 */

import { hash } from 'node:crypto'
import { type ChainFault, type ChainHead, chainText, checkLink, EMPTY_CHAIN } from '../core/chain.ts'
import type { EventAction } from '../core/events.ts'
import { publishedBy } from '../core/published.ts'
import type { Reader, Writer } from './db.ts'
import type { EventsTable } from './schema.ts'
import { rowOfHoles, statement } from './statement.ts'

/** Who acts: a key, the operator at the terminal, or the server itself. */
export interface Actor {
  readonly keyId: string | null
  /** As the audit log shows it: `key:agent`, `operator`, `system`. */
  readonly name: string
}

export const SYSTEM: Actor = { keyId: null, name: 'system' }
export const OPERATOR: Actor = { keyId: null, name: 'operator' }

export interface NewEvent {
  readonly accountId: string
  readonly mailboxId: string | null
  readonly test: number
  readonly action: EventAction
  readonly resourceType: string
  readonly resourceId: string
  readonly actor: Actor
  readonly metadata?: Readonly<Record<string, unknown>>
}

const EVENT_COLUMNS = [
  'id',
  'account_id',
  'mailbox_id',
  'chain_id',
  'chain_position',
  'test',
  'action',
  'resource_type',
  'resource_id',
  'actor_key_id',
  'actor',
  'metadata',
  'created_at',
  'prev_hash',
  'hash',
  'published',
] as const satisfies readonly (keyof EventsTable)[]

const digest = (text: string) => hash('sha256', text, 'hex')

/** Appends one event to its chain. */
export async function appendEvent(writer: Writer, event: NewEvent): Promise<void> {
  const chainId = event.mailboxId ?? event.accountId
  await writer.backend.lockChain(writer.db, chainId)
  const head = writer.heads.get(chainId) ?? (await findHead(writer.db, chainId)) ?? EMPTY_CHAIN
  const entry = {
    id: writer.newId(),
    account_id: event.accountId,
    mailbox_id: event.mailboxId,
    chain_id: chainId,
    chain_position: head.position + 1,
    test: event.test,
    action: event.action,
    resource_type: event.resourceType,
    resource_id: event.resourceId,
    actor_key_id: event.actor.keyId,
    actor: event.actor.name,
    metadata: JSON.stringify(event.metadata ?? {}),
    created_at: writer.now,
    prev_hash: head.hash,
  }
  const published = publishedBy(event.action, event.metadata ?? {}) === null ? 0 : 1
  const row: EventsTable = { ...entry, hash: digest(chainText(entry)), published }
  if (published === 1) writer.publish()
  await insertEvent(writer.db, row)
  writer.heads.set(chainId, { position: row.chain_position, hash: row.hash })
}

const insertEvent = statement<EventsTable>((db, holes) =>
  db.insertInto('events').values(rowOfHoles(holes, EVENT_COLUMNS)),
)

const selectHead = statement<{ chainId: string }, ChainHead>((db, { chainId }) =>
  db.selectFrom('chain_heads').select(['position', 'hash']).where('chain_id', '=', chainId),
)

async function findHead(reader: Reader, chainId: string): Promise<ChainHead | undefined> {
  return (await selectHead(reader, { chainId }))[0]
}

/** One page of an account's events, newest first. Times are epoch ms; `before` is an event id. */
export async function listEvents(
  reader: Reader,
  filter: {
    readonly accountId: string
    readonly mailboxIds: readonly string[] | null
    readonly mailboxId: string | null
    readonly action: string | null
    readonly from: number | null
    readonly to: number | null
    readonly before: string | null
    readonly offset: number
    readonly limit: number
  },
): Promise<EventsTable[]> {
  let query = reader.selectFrom('events').selectAll().where('account_id', '=', filter.accountId)
  if (filter.mailboxId !== null) query = query.where('mailbox_id', '=', filter.mailboxId)
  if (filter.mailboxIds !== null) query = query.where('mailbox_id', 'in', [...filter.mailboxIds, ''])
  if (filter.action !== null) query = query.where('action', '=', filter.action)
  if (filter.from !== null) query = query.where('created_at', '>=', filter.from)
  if (filter.to !== null) query = query.where('created_at', '<=', filter.to)
  if (filter.before !== null) query = query.where('id', '<', filter.before)
  return query.orderBy('id', 'desc').limit(filter.limit).offset(filter.offset).execute()
}

/** What verifying one chain came to. */
export interface ChainReport {
  readonly chain_id: string
  readonly entries: number
  readonly head_hash: string
  readonly faults: readonly ChainFault[]
}

const PAGE = 1_000

/**
 * Recomputes the chains of an account (or one of them) and names the first fault of each: a changed, missing or
 * inserted entry, or an end that was cut off. `progress` hears how many entries were read so far.
 */
export async function verifyChains(
  reader: Reader,
  accountId: string,
  mailboxId: string | null,
  progress: (entries: number) => void = () => {},
): Promise<ChainReport[]> {
  const chains = await reader
    .selectFrom('mailboxes')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  const ids = mailboxId === null ? [accountId, ...chains.map(({ id }) => id)] : [mailboxId]
  const reports: ChainReport[] = []
  let total = 0
  for (const id of ids) {
    const report = await verifyChain(reader, id, (entries) => progress(total + entries))
    total += report.entries
    reports.push(report)
  }
  return reports
}

async function verifyChain(
  reader: Reader,
  chainId: string,
  progress: (entries: number) => void,
): Promise<ChainReport> {
  // The end is read first: entries that come while we verify are beyond it.
  const end = (await findHead(reader, chainId)) ?? EMPTY_CHAIN
  let head = EMPTY_CHAIN
  for (;;) {
    const entries = await reader
      .selectFrom('events')
      .selectAll()
      .where('chain_id', '=', chainId)
      .where('chain_position', '>', head.position)
      .where('chain_position', '<=', end.position)
      .orderBy('chain_position')
      .limit(PAGE)
      .execute()
    for (const entry of entries) {
      const fault = checkLink(head, entry, digest)
      if (fault !== null)
        return { chain_id: chainId, entries: head.position, head_hash: head.hash, faults: [fault] }
      head = { position: entry.chain_position, hash: entry.hash }
    }
    progress(head.position)
    if (entries.length === 0) break
    // Others get their turn between pages.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const stray = await findStray(reader, chainId)
  const faults: ChainFault[] = []
  if (head.position !== end.position || head.hash !== end.hash) {
    faults.push({
      entry_id: null,
      position: head.position + 1,
      problem: `The chain ends at entry ${head.position}, but ${end.position} were written: entries are missing at its end.`,
    })
  }
  if (stray !== undefined) {
    const end = stray.chain_position < 1 ? 'before the first one' : 'after the last one'
    const problem = `An entry was inserted ${end}.`
    faults.push({ entry_id: stray.id, position: stray.chain_position, problem })
  }
  return { chain_id: chainId, entries: head.position, head_hash: head.hash, faults }
}

/** An entry outside the chain's positions; the end is read in the same statement, so that new ones do not count. */
async function findStray(
  reader: Reader,
  chainId: string,
): Promise<Pick<EventsTable, 'id' | 'chain_position'> | undefined> {
  return reader
    .selectFrom('events')
    .leftJoin('chain_heads', 'chain_heads.chain_id', 'events.chain_id')
    .select(['events.id', 'events.chain_position'])
    .where('events.chain_id', '=', chainId)
    .where((eb) =>
      eb.or([
        eb('events.chain_position', '<', 1),
        eb('chain_heads.position', 'is', null),
        eb('events.chain_position', '>', eb.ref('chain_heads.position')),
      ]),
    )
    .orderBy('events.chain_position')
    .limit(1)
    .executeTakeFirst()
}
