/**
 * The append-only trail: every send, read, list, decision, setting and key event is one row, hash-chained per
 * mailbox (or per account, for what belongs to no mailbox), in the transaction that did it (contract §9).
 */

import { hash, randomBytes } from 'node:crypto'
import { type ChainHead, chainText, EMPTY_CHAIN } from '../core/chain.ts'
import type { EventAction } from '../core/events.ts'
import { hide, hidesSomething, reveal } from '../core/hidden-values.ts'
import { publishedBy } from '../core/published.ts'
import { countOf } from '../core/statistics.ts'
import type { Reader, Writer } from './db.ts'
import type { EventsTable } from './schema.ts'
import type { EventDetailsTable } from './schema-audit.ts'
import { rowOfHoles, statement } from './statement.ts'
import { countUsage } from './usage.ts'

/** Who acts: a key, the operator at the terminal, or the server itself. */
export interface Actor {
  readonly keyId: string | null
  /** As the audit log shows it: `key:agent`, `person:ada@example.com`, `operator`, `system`. */
  readonly name: string
  /** The address (canonical) of a person, whether they signed in or came by a link. */
  readonly person?: string
}

/** Who somebody is as an author, where that matters: a key, or a person whichever way they came; else null. */
export function authorOf({ keyId, person }: Actor): string | null {
  if (keyId !== null) return keyId
  return person === undefined ? null : `person:${person}`
}

/** Who somebody is as a reviewer: a person who comes twice, by a link and signed in, is one. */
export function reviewerNameOf(actor: Actor): string {
  return authorOf(actor) ?? actor.name
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

/** SHA-256 in lower-case hex: the hash of the chains. */
export const digest = (text: string) => hash('sha256', text, 'hex')

/**
 * Appends one event to its chain. What it says of people in an email is hashed there, and its clear text is kept
 * beside it until the email is erased.
 */
export async function appendEvent(writer: Writer, event: NewEvent): Promise<void> {
  const chainId = event.mailboxId ?? event.accountId
  await writer.backend.lockChain(writer.db, chainId)
  const head = writer.heads.get(chainId) ?? (await findHead(writer.db, chainId)) ?? EMPTY_CHAIN
  const id = writer.newId()
  const entry = {
    id,
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
    metadata: JSON.stringify(await recordHidden(writer, event, id)),
    created_at: writer.now,
    prev_hash: head.hash,
  }
  const published = publishedBy(event.action, event.metadata ?? {}) === null ? 0 : 1
  const row: EventsTable = { ...entry, hash: digest(chainText(entry)), published }
  if (published === 1) writer.publish()
  const counted = countOf(event.action, event.actor.name, event.metadata ?? {})
  if (counted !== null && event.mailboxId !== null) {
    const scope = { accountId: event.accountId, mailboxId: event.mailboxId, test: event.test }
    await countUsage(writer, scope, counted.counter, counted.by)
  }
  await insertEvent(writer.db, row)
  writer.heads.set(chainId, { position: row.chain_position, hash: row.hash })
}

/** The metadata as the chain gets it; what is hidden in it is written beside the event. */
async function recordHidden(
  writer: Writer,
  event: NewEvent,
  eventId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const metadata = event.metadata ?? {}
  if (event.resourceType !== 'email' || !hidesSomething(metadata)) return metadata
  const salt = randomBytes(16).toString('hex')
  const hidden = hide(metadata, salt, digest)
  await insertDetails(writer.db, {
    message_id: event.resourceId,
    event_id: eventId,
    salt,
    values_json: JSON.stringify(hidden.values),
  })
  return hidden.metadata
}

// What is recorded of an email that was erased meanwhile has no clear text.
const insertDetails = statement<EventDetailsTable>((db, holes) =>
  db
    .insertInto('event_details')
    .columns(['message_id', 'event_id', 'salt', 'values_json'])
    .expression(
      db
        .selectNoFrom(({ val }) => [
          val(holes.message_id).as('message_id'),
          val(holes.event_id).as('event_id'),
          val(holes.salt).as('salt'),
          val(holes.values_json).as('values_json'),
        ])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('messages')
                .select('id')
                .where('id', '=', holes.message_id)
                .where('erased_at', 'is not', null),
            ),
          ),
        ),
    ),
)

const selectDetails = statement<
  { messageId: string; eventId: string },
  Pick<EventDetailsTable, 'values_json'>
>((db, { messageId, eventId }) =>
  db
    .selectFrom('event_details')
    .select('values_json')
    .where('message_id', '=', messageId)
    .where('event_id', '=', eventId),
)

/** The metadata of an event, in clear text where that was not erased. Throws when somebody made it unreadable. */
export async function readMetadata(
  reader: Reader,
  event: Pick<EventsTable, 'id' | 'resource_id' | 'resource_type' | 'metadata'>,
): Promise<Readonly<Record<string, unknown>>> {
  const metadata = JSON.parse(event.metadata) as Record<string, unknown>
  if (event.resource_type !== 'email' || !hidesSomething(metadata)) return metadata
  const [row] = await selectDetails(reader, { messageId: event.resource_id, eventId: event.id })
  return reveal(metadata, row === undefined ? null : (JSON.parse(row.values_json) as Record<string, string>))
}

const insertEvent = statement<EventsTable>((db, holes) =>
  db.insertInto('events').values(rowOfHoles(holes, EVENT_COLUMNS)),
)

const selectHead = statement<{ chainId: string }, ChainHead>((db, { chainId }) =>
  db.selectFrom('chain_heads').select(['position', 'hash']).where('chain_id', '=', chainId),
)

/** Where a chain ends by the note that is kept of it. */
export async function findHead(reader: Reader, chainId: string): Promise<ChainHead | undefined> {
  return (await selectHead(reader, { chainId }))[0]
}

/** An event with the clear text of what is hidden in it, as JSON; null where that is erased, or nothing was hidden. */
export type ListedEvent = EventsTable & { readonly values_json: string | null }

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
): Promise<ListedEvent[]> {
  let query = reader
    .selectFrom('events')
    .leftJoin('event_details', (join) =>
      join
        .onRef('event_details.message_id', '=', 'events.resource_id')
        .onRef('event_details.event_id', '=', 'events.id'),
    )
    .selectAll('events')
    .select('event_details.values_json')
    .where('account_id', '=', filter.accountId)
  if (filter.mailboxId !== null) query = query.where('mailbox_id', '=', filter.mailboxId)
  if (filter.mailboxIds !== null) query = query.where('mailbox_id', 'in', [...filter.mailboxIds, ''])
  if (filter.action !== null) query = query.where('action', '=', filter.action)
  if (filter.from !== null) query = query.where('created_at', '>=', filter.from)
  if (filter.to !== null) query = query.where('created_at', '<=', filter.to)
  if (filter.before !== null) query = query.where('id', '<', filter.before)
  return query.orderBy('id', 'desc').limit(filter.limit).offset(filter.offset).execute()
}

/** An event with the clear text of what is hidden in it, and what that is hashed with. */
export type ProvenEvent = EventsTable & { readonly salt: string | null; readonly values_json: string | null }

/** The entries of a chain at positions from `after` (excluded) to `to` (included), in order. */
export async function listEntries(
  reader: Reader,
  chainId: string,
  after: number,
  to: number,
): Promise<ProvenEvent[]> {
  return reader
    .selectFrom('events')
    .leftJoin('event_details', (join) =>
      join
        .onRef('event_details.message_id', '=', 'events.resource_id')
        .onRef('event_details.event_id', '=', 'events.id'),
    )
    .selectAll('events')
    .select(['event_details.salt', 'event_details.values_json'])
    .where('events.chain_id', '=', chainId)
    .where('events.chain_position', '>', after)
    .where('events.chain_position', '<=', to)
    .orderBy('events.chain_position')
    .execute()
}
