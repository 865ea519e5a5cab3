/**
 * Decisions and permits. A message goes out, or may be read, only by a row in `releases`; the database itself
 * refuses one that the rules do not allow (see the constraints in the first migration).
 */

import type { Selectable } from 'kysely'
import { type Basis, countReviewers, isEnough } from '../core/oversight.ts'
import type { Reader, Writer } from './db.ts'
import type { Message } from './messages.ts'
import type { DecisionsTable, ReleasesTable } from './schema-oversight.ts'
import { rowOfHoles, statement } from './statement.ts'

export type Decision = Selectable<DecisionsTable>
export type Release = Selectable<ReleasesTable>

export async function insertDecision(writer: Writer, decision: Decision): Promise<void> {
  await writer.db.insertInto('decisions').values(decision).execute()
}

/** Takes a decision away that nothing rests on; the trail keeps it. */
export async function deleteDecision(writer: Writer, id: string): Promise<void> {
  await writer.db.deleteFrom('decisions').where('id', '=', id).execute()
}

/** Decisions on exactly this content. */
export async function listDecisions(
  reader: Reader,
  messageId: string,
  contentHash: string,
): Promise<Decision[]> {
  return reader
    .selectFrom('decisions')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('content_hash', '=', contentHash)
    .orderBy('id')
    .execute()
}

/** How many different reviewers approved exactly this content of each message. */
export async function countApprovals(
  reader: Reader,
  messages: readonly Pick<Message, 'id' | 'content_hash'>[],
): Promise<Map<string, number>> {
  const actors = new Map<string, string[]>()
  if (messages.length === 0) return new Map()
  const hashes = new Map(messages.map(({ id, content_hash }) => [id, content_hash]))
  const rows = await reader
    .selectFrom('decisions')
    .select(['message_id', 'content_hash', 'actor'])
    .where('message_id', 'in', [...hashes.keys()])
    .where('action', '=', 'approve')
    .execute()
  for (const row of rows) {
    if (hashes.get(row.message_id) !== row.content_hash) continue
    actors.set(row.message_id, [...(actors.get(row.message_id) ?? []), row.actor])
  }
  return new Map([...actors].map(([id, names]) => [id, countReviewers(names)]))
}

/** The last approval of a message's present content, when enough different reviewers gave one; else null. */
export async function findApproval(
  reader: Reader,
  message: Message,
  required: number,
): Promise<Decision | null> {
  const decisions = await listDecisions(reader, message.id, message.content_hash)
  const approvals = decisions.filter(({ action }) => action === 'approve')
  const given = countReviewers(approvals.map(({ actor }) => actor))
  return isEnough(given, required) ? (approvals.at(-1) ?? null) : null
}

/** Writes the permit of a message and returns its id; `decision` is the approval it rests on, if it does. */
export async function insertRelease(
  writer: Writer,
  message: Message,
  basis: Basis,
  decision: Decision | null,
): Promise<string> {
  const id = writer.newId()
  await insertPermit(writer.db, {
    id,
    message_id: message.id,
    direction: message.direction,
    test: message.test,
    mode: message.mode,
    basis,
    content_hash: message.content_hash,
    decision_id: decision?.id ?? null,
    decision_action: decision?.action ?? null,
    created_at: writer.now,
  })
  return id
}

/** A permit by its id. */
export async function findRelease(reader: Reader, id: string): Promise<Release | undefined> {
  return (await selectRelease(reader, { id }))[0]
}

const selectRelease = statement<{ id: string }, Release>((db, { id }) =>
  db.selectFrom('releases').selectAll().where('id', '=', id),
)

const insertPermit = statement<ReleasesTable>((db, holes) =>
  db
    .insertInto('releases')
    .values(
      rowOfHoles(holes, [
        'id',
        'message_id',
        'direction',
        'test',
        'mode',
        'basis',
        'content_hash',
        'decision_id',
        'decision_action',
        'created_at',
      ]),
    ),
)
