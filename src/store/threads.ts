/** Conversations: which one a message belongs to, and what they hold. */

import type { Access } from './access.ts'
import { visibleMessages } from './access.ts'
import type { Reader, Writer } from './db.ts'
import type { Message } from './messages.ts'
import type { ThreadsTable } from './schema.ts'
import { rowOfHoles, statement } from './statement.ts'

export interface ThreadScope {
  readonly accountId: string
  readonly mailboxId: string
  readonly test: number
}

export interface ThreadHints {
  /** Message-IDs of In-Reply-To and References, without angle brackets. */
  readonly referenceIds: readonly string[]
  /** Base subject in lower case. */
  readonly subjectKey: string
  /** Canonical addresses of everybody in the message but the mailbox itself. */
  readonly participants: readonly string[]
  /** Whether the message calls itself an answer (its subject had `Re:` or the like). */
  readonly isAnswer: boolean
}

/** Threads by subject reach back this far: 30 days, in ms. */
const SUBJECT_WINDOW_MS = 30 * 86_400_000

/**
 * The thread of a message that refers to one we have, else of a recent one with the same base subject and a
 * common participant when it calls itself an answer; null when it starts a thread of its own.
 */
export async function findThread(
  reader: Reader,
  scope: ThreadScope,
  hints: ThreadHints,
  now: number,
): Promise<string | null> {
  if (hints.referenceIds.length > 0) {
    const parents = await reader
      .selectFrom('messages')
      .select(['thread_id', 'header_message_id'])
      .where('mailbox_id', '=', scope.mailboxId)
      .where('test', '=', scope.test)
      .where('header_message_id', 'in', hints.referenceIds.slice(-50))
      .orderBy('id', 'desc')
      .limit(50)
      .execute()
    // The last reference is the nearest relative.
    for (const id of hints.referenceIds.toReversed()) {
      const parent = parents.find(({ header_message_id }) => header_message_id === id)
      if (parent !== undefined) return parent.thread_id
    }
  }
  if (!hints.isAnswer || hints.subjectKey === '') return null
  const candidates = await reader
    .selectFrom('messages')
    .select(['thread_id', 'from_address', 'to_json', 'cc_json'])
    .where('mailbox_id', '=', scope.mailboxId)
    .where('test', '=', scope.test)
    .where('subject_key', '=', hints.subjectKey)
    .where('created_at', '>=', now - SUBJECT_WINDOW_MS)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  const match = candidates.find((candidate) => {
    const people = `${candidate.from_address} ${candidate.to_json} ${candidate.cc_json}`.toLowerCase()
    return hints.participants.some((participant) => people.includes(participant))
  })
  return match?.thread_id ?? null
}

/**
 * Puts a message at the end of a thread, making the thread when `threadId` is null. Returns its id. A held message
 * does not move a thread that is there: where the thread stands would tell of it.
 */
export async function joinThread(
  writer: Writer,
  scope: ThreadScope,
  threadId: string | null,
  message: { readonly id: string; readonly subject: string; readonly isHeld?: boolean },
): Promise<string> {
  if (threadId !== null) {
    if (message.isHeld !== true) await bringForward(writer, threadId, message.id)
    return threadId
  }
  const id = writer.newId()
  await insertThread(writer.db, {
    id,
    account_id: scope.accountId,
    mailbox_id: scope.mailboxId,
    test: scope.test,
    subject: message.subject,
    last_message_id: message.id,
  })
  return id
}

/** Puts a thread where a message that may be read stands, unless a newer one does. */
export async function bringForward(writer: Writer, threadId: string, messageId: string): Promise<void> {
  await touchThread(writer.db, { id: threadId, last: messageId })
}

const touchThread = statement<{ id: string; last: string }>((db, { id, last }) =>
  db
    .updateTable('threads')
    .set({ last_message_id: last })
    .where('id', '=', id)
    .where('last_message_id', '<', last),
)

const insertThread = statement<ThreadsTable>((db, holes) =>
  db
    .insertInto('threads')
    .values(rowOfHoles(holes, ['id', 'account_id', 'mailbox_id', 'test', 'subject', 'last_message_id'])),
)

/** At most so many messages of a thread are shown. */
const THREAD_LIMIT = 500

/** The visible messages of a thread without those that are quarantined, oldest first. */
export async function listThreadMessages(
  reader: Reader,
  access: Access,
  mailboxId: string | null,
  threadId: string,
): Promise<Message[]> {
  let query = reader
    .selectFrom('messages')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('stage', '<>', 'spam_quarantined')
    .where(visibleMessages(access))
  if (mailboxId !== null) query = query.where('mailbox_id', '=', mailboxId)
  const newest = await query.orderBy('id', 'desc').limit(THREAD_LIMIT).execute()
  return newest.reverse()
}

/**
 * Ids of a mailbox's threads that hold something visible, the one with the newest message first; `before` is a
 * message id.
 */
export async function listThreadIds(
  reader: Reader,
  access: Access,
  mailboxId: string,
  before: string | null,
  limit: number,
): Promise<{ id: string; last_message_id: string }[]> {
  let query = reader
    .selectFrom('threads')
    .select(['id', 'last_message_id'])
    .where('mailbox_id', '=', mailboxId)
    .where('test', '=', access.test)
  if (!access.seesHeld) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('messages')
          .select('messages.id')
          .whereRef('messages.thread_id', '=', 'threads.id')
          .where(visibleMessages(access)),
      ),
    )
  }
  if (before !== null) query = query.where('last_message_id', '<', before)
  return query.orderBy('last_message_id', 'desc').limit(limit).execute()
}
