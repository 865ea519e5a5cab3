/**
 * Messages and the one function that moves them: {@link moveMessage}. It asks the table in `core/oversight`,
 * changes the row only if nobody was faster, and appends the event, in the caller's transaction.
 */

import type { Insertable, Selectable } from 'kysely'
import type { EventAction } from '../core/events.ts'
import { type OversightEvent, transition } from '../core/oversight.ts'
import { outcomeOf, type ReadingEvent, readingTransition, statusOf } from '../core/status.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import { type Access, ownMessages, visibleMessages } from './access.ts'
import type { Reader, Writer } from './db.ts'
import { type Actor, appendEvent, SYSTEM } from './events.ts'
import type { AttachmentsTable, ContentsTable, MessagesTable, RecipientsTable } from './schema.ts'
import { rowOfHoles, statement } from './statement.ts'

export type Message = Selectable<MessagesTable>
export type NewMessage = Omit<
  Insertable<MessagesTable>,
  'position' | 'signals_json' | 'spam_reasons_json'
> & {
  readonly signals_json?: string
  readonly spam_reasons_json?: string
}
export type Contents = Selectable<ContentsTable>
export type Attachment = Selectable<AttachmentsTable>
export type Recipient = Selectable<RecipientsTable>

/** A message as it enters the store, with all that belongs to it. */
export interface Entry {
  readonly message: NewMessage
  readonly contents: Omit<Contents, 'message_id' | 'footer'> & { readonly footer?: string | null }
  readonly attachments: readonly Omit<Attachment, 'message_id'>[]
  /** Canonical addresses of the envelope. */
  readonly recipients: readonly Omit<Recipient, 'message_id'>[]
}

/** Writes a message with its contents, attachments and envelope; returns its row. */
export async function insertMessage(writer: Writer, entry: Entry): Promise<Message> {
  const message = withDefaults(entry.message)
  const [row] = await insertRow(writer.db, message)
  if (row === undefined) throw new AppError('internal')
  const message_id = message.id
  await insertContents(writer.db, { message_id, footer: null, ...entry.contents })
  await insertParts(writer, message_id, entry)
  return { ...message, position: row.position }
}

const insertRow = statement<Omit<Message, 'position'>, { position: number }>((db, holes) =>
  db.insertInto('messages').values(rowOfHoles(holes, MESSAGE_COLUMNS)).returning('position'),
)

const insertContents = statement<Contents>((db, holes) =>
  db
    .insertInto('contents')
    .values(rowOfHoles(holes, ['message_id', 'markdown', 'markdown_reply', 'leaves_json', 'footer'])),
)

const insertRecipient = statement<Recipient>((db, holes) =>
  db.insertInto('recipients').values(rowOfHoles(holes, ['message_id', 'address', 'kind'])),
)

/** Replaces contents, attachments and envelope of a message whose content was edited. */
export async function replaceParts(writer: Writer, id: string, entry: Omit<Entry, 'message'>): Promise<void> {
  await writer.db.updateTable('contents').set(entry.contents).where('message_id', '=', id).execute()
  await writer.db.deleteFrom('attachments').where('message_id', '=', id).execute()
  await writer.db.deleteFrom('recipients').where('message_id', '=', id).execute()
  await insertParts(writer, id, entry)
}

async function insertParts(
  writer: Writer,
  message_id: string,
  entry: Pick<Entry, 'attachments' | 'recipients'>,
): Promise<void> {
  if (entry.attachments.length > 0) {
    const rows = entry.attachments.map((attachment) => ({ message_id, ...attachment }))
    // Statements have a limit of parameters; a message of a thousand parts is written in pieces.
    for (let start = 0; start < rows.length; start += 200) {
      await writer.db
        .insertInto('attachments')
        .values(rows.slice(start, start + 200))
        .execute()
    }
  }
  for (const recipient of entry.recipients) await insertRecipient(writer.db, { message_id, ...recipient })
}

const DEFAULTS = {
  gate_timing: null,
  send_at: null,
  due_at: null,
  expires_at: null,
  fingerprint: null,
  header_message_id: null,
  envelope_from: null,
  submitted_by: null,
  approved_at: null,
  approved_by: null,
  decided_by: null,
  rejected_reason: null,
  sent_at: null,
  delivered_at: null,
  bounced_at: null,
  bounce_type: null,
  complained_at: null,
  spam_score: null,
  spam_reasons_json: '[]',
  user_label: null,
  automatic: null,
  digested_at: null,
  remind_at: null,
  signals_json: '[]',
  answers_id: null,
  erased_at: null,
  undo_until: null,
} as const

const MESSAGE_COLUMNS = [
  'id',
  'account_id',
  'mailbox_id',
  'test',
  'direction',
  'state',
  'stage',
  'mode',
  'gate_timing',
  'send_at',
  'due_at',
  'expires_at',
  'content_hash',
  'fingerprint',
  'thread_id',
  'header_message_id',
  'reference_ids',
  'subject',
  'subject_key',
  'from_address',
  'from_name',
  'to_json',
  'cc_json',
  'bcc_json',
  'reply_to_json',
  'sender_text',
  'envelope_from',
  'raw_sha256',
  'raw_size',
  'has_attachments',
  'preview',
  'submitted_by',
  'approved_at',
  'approved_by',
  'decided_by',
  'rejected_reason',
  'sent_at',
  'delivered_at',
  'bounced_at',
  'bounce_type',
  'complained_at',
  'spam_score',
  'spam_verdict',
  'spam_reasons_json',
  'user_label',
  'automatic',
  'authentication_json',
  'digested_at',
  'remind_at',
  'signals_json',
  'answers_id',
  'erased_at',
  'undo_until',
  'created_at',
] as const satisfies readonly (keyof Message)[]

function withDefaults(message: NewMessage): Omit<Message, 'position'> {
  return { ...DEFAULTS, ...message }
}

/** A message that may be read with this access. */
export async function findVisible(reader: Reader, access: Access, id: string): Promise<Message | undefined> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', id)
    .where(visibleMessages(access))
    .executeTakeFirst()
}

/** A message that may be acted upon with this access, though its content may not be shown. */
export async function findOwn(reader: Reader, access: Access, id: string): Promise<Message | undefined> {
  return reader
    .selectFrom('messages')
    .selectAll()
    .where('id', '=', id)
    .where(ownMessages(access))
    .executeTakeFirst()
}

/** A message for the server itself, whoever owns it. */
export async function findMessage(reader: Reader, id: string): Promise<Message | undefined> {
  return (await selectMessage(reader, { id }))[0]
}

const selectMessage = statement<{ id: string }, Message>((db, { id }) =>
  db.selectFrom('messages').selectAll().where('id', '=', id),
)

export async function findContents(reader: Reader, id: string): Promise<Contents | undefined> {
  return (await selectContents(reader, { id }))[0]
}

const selectContents = statement<{ id: string }, Contents>((db, { id }) =>
  db.selectFrom('contents').selectAll().where('message_id', '=', id),
)

export async function listAttachments(reader: Reader, id: string): Promise<Attachment[]> {
  return reader
    .selectFrom('attachments')
    .selectAll()
    .where('message_id', '=', id)
    .orderBy('position')
    .execute()
}

export async function listRecipients(reader: Reader, id: string): Promise<Recipient[]> {
  return selectRecipients(reader, { id })
}

const selectRecipients = statement<{ id: string }, Recipient>((db, { id }) =>
  db.selectFrom('recipients').selectAll().where('message_id', '=', id),
)

/** The mail sent with a Message-ID, without angle brackets, whoever sent it. */
export async function findSentByHeaderId(reader: Reader, headerId: string): Promise<Message | undefined> {
  return (await selectSentByHeaderId(reader, { headerId }))[0]
}

const selectSentByHeaderId = statement<{ headerId: string }, Message>((db, { headerId }) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('header_message_id', '=', headerId)
    .where('direction', '=', 'outbound')
    .limit(1),
)

/** The status word that clients see. */
export function statusOfMessage(message: Pick<Message, 'direction' | 'state' | 'stage'>) {
  return statusOf(message.direction, message.state, message.stage)
}

/** How the oversight of a message ended, or null. */
export function outcomeOfMessage(message: Pick<Message, 'state' | 'approved_at' | 'decided_by'>) {
  const isBySystem = message.decided_by === SYSTEM.name
  return outcomeOf({ state: message.state, approvedAt: message.approved_at, isBySystem })
}

export interface Move {
  readonly event: OversightEvent
  /** What else changes in the row. */
  readonly changes?: Partial<Omit<Message, 'id' | 'state' | 'position'>>
  readonly actor: Actor
  /** The action that the audit log records, and what it says of it. */
  readonly action: EventAction
  readonly metadata?: Readonly<Record<string, unknown>>
  /** The error when the table has no such move, or somebody was faster. */
  readonly otherwise: ErrorCode
}

/**
 * Moves a message by one event of the oversight table. Returns the row as it is now. Throws `otherwise` when the
 * table has no such move from the state the message is in, or the message was moved by somebody else meanwhile.
 */
export async function moveMessage(writer: Writer, message: Message, move: Move): Promise<Message> {
  const state = transition(message.state, move.event)
  if (state === null) throw impossible(message, move)
  const changes = { ...move.changes, state }
  const result = await writer.db
    .updateTable('messages')
    .set(changes)
    .where('id', '=', message.id)
    .where('state', '=', message.state)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw impossible(message, move)
  const moved = { ...message, ...changes }
  await appendEvent(writer, {
    accountId: message.account_id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action: move.action,
    resourceType: 'email',
    resourceId: message.id,
    actor: move.actor,
    metadata: { from_status: statusOfMessage(message), status: statusOfMessage(moved), ...move.metadata },
  })
  return moved
}

function impossible(message: Message, move: Move): AppError {
  const status = statusOfMessage(message)
  const by = message.decided_by === null ? '' : ` (by ${message.decided_by})`
  return new AppError(move.otherwise, {
    message: `This email is ${status}${by}: "${move.action}" is not possible.`,
    extra: { status, decided_by: message.decided_by },
  })
}

/**
 * Moves an inbound message by one event of the reading table; null when there is nothing to change. Throws
 * `conflict` when the table has no such move. The caller appends the event.
 */
export async function moveReading(
  writer: Writer,
  message: Message,
  event: ReadingEvent,
  changes: Partial<Omit<Message, 'id' | 'state' | 'position' | 'stage'>> = {},
): Promise<Message> {
  const stage = readingTransition(message.stage, event)
  if (stage === null) {
    throw new AppError('conflict', {
      message: `This email is ${statusOfMessage(message)}: it cannot be changed so.`,
    })
  }
  if (stage === message.stage && Object.keys(changes).length === 0) return message
  const result = await writer.db
    .updateTable('messages')
    .set({ ...changes, stage })
    .where('id', '=', message.id)
    .where('stage', '=', message.stage)
    .executeTakeFirst()
  if (result.numUpdatedRows === 0n) throw new AppError('conflict')
  return { ...message, ...changes, stage }
}

/** Changes facts beside the state: never `state` itself. */
export async function updateMessage(
  writer: Writer,
  id: string,
  changes: Partial<Omit<Message, 'id' | 'state' | 'position'>>,
): Promise<void> {
  await writer.db.updateTable('messages').set(changes).where('id', '=', id).execute()
}

/** The newest message of a mailbox with the same fingerprint made at `since` (epoch ms) or later. */
export async function findRepeated(
  reader: Reader,
  scope: { readonly mailboxId: string; readonly test: number },
  fingerprint: string,
  since: number,
): Promise<Pick<Message, 'id'> | undefined> {
  return (await selectRepeated(reader, { ...scope, fingerprint, since }))[0]
}

const selectRepeated = statement<
  { mailboxId: string; test: number; fingerprint: string; since: number },
  Pick<Message, 'id'>
>((db, { mailboxId, test, fingerprint, since }) =>
  db
    .selectFrom('messages')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('test', '=', test)
    .where('fingerprint', '=', fingerprint)
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .limit(1),
)
