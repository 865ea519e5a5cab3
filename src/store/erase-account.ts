/**
 * Erasing everything an account owned, a piece in each transaction; whoever comes after a crash goes on where rows
 * are left. The order is that of what refers to what.
 */

import { sql } from 'kysely'
import { SEALED } from '../core/chain.ts'
import { findAccountEnd, tombstoneOf, updateAccountEnd } from './account-end.ts'
import { releaseBlob } from './blobs.ts'
import type { Writer } from './db.ts'
import type { DraftAttachment } from './drafts.ts'
import { PURGE_DUE } from './erase.ts'
import type { Message } from './messages.ts'
import { setSetting } from './settings.ts'
import { QUEUED_UNTIL } from './webhooks.ts'

/** Emails erased in one transaction. */
const EMAILS = 20
/** Smaller rows deleted in one transaction. */
const ROWS = 500

/** What a step did. */
export interface Piece {
  /** Rows that are gone; 0 when there was nothing. */
  readonly rows: number
  readonly emails: number
  /** Blobs whose files may not be needed any more. */
  readonly blobs: readonly string[]
}

/** The kind of the notice that says that the account is gone. */
export const FAREWELL = 'farewell'

const NOTHING: Piece = { rows: 0, emails: 0, blobs: [] }

/** Whether an attempt for a mail of the account is under way, which nobody can call back. */
export async function hasAttemptUnderWay({ db, now }: Writer, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .innerJoin('messages', 'messages.id', 'deliveries.message_id')
    .select('deliveries.id')
    .where('messages.account_id', '=', accountId)
    // Those under way are in the index of what is due, at the end of their lease.
    .where('deliveries.due_at', '>', now)
    .where('deliveries.state', '=', 'sending')
    .where('deliveries.lease_until', '>', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Erases the next piece of an account; a piece of no rows means that nothing is left. */
export async function erasePiece(writer: Writer, accountId: string): Promise<Piece> {
  for (const step of STEPS) {
    const piece = await step(writer, accountId)
    if (piece.rows > 0) {
      for (const sha256 of piece.blobs) await releaseBlob(writer, sha256)
      return piece
    }
  }
  return NOTHING
}

const BESIDE = [
  'review_links',
  'message_authors',
  'amendments',
  'contents',
  'attachments',
  'recipients',
  'tags',
  'link_hosts',
  'submission_keys',
  'event_details',
  'webhook_deliveries',
  'captured',
] as const

type Doomed = Pick<Message, 'id' | 'position' | 'raw_sha256' | 'erased_at'>

async function eraseEmails(writer: Writer, accountId: string): Promise<Piece> {
  const { db } = writer
  const doomed: Doomed[] = await db
    .selectFrom('messages')
    .select(['id', 'position', 'raw_sha256', 'erased_at'])
    .where('mailbox_id', 'in', (eb) =>
      eb.selectFrom('mailboxes').select('id').where('account_id', '=', accountId),
    )
    .orderBy('mailbox_id')
    .limit(EMAILS)
    .execute()
  if (doomed.length === 0) return NOTHING
  // What subscribers are told is made of the message as it is.
  await writer.backend.lockChain(writer.db, QUEUED_UNTIL)
  const ids = doomed.map(({ id }) => id)
  const blobs = await blobsOf(writer, doomed)
  const deliveries = db.selectFrom('deliveries').select('id').where('message_id', 'in', ids)
  await db.deleteFrom('attempts').where('delivery_id', 'in', deliveries).execute()
  for (const table of ['deliveries', 'releases', 'decisions'] as const)
    await db.deleteFrom(table).where('message_id', 'in', ids).execute()
  await db.deleteFrom('drafts').where('email_id', 'in', ids).execute()
  for (const table of BESIDE) await db.deleteFrom(table).where('message_id', 'in', ids).execute()
  await db.deleteFrom('delivery_reports').where('message_id', 'in', ids).execute()
  await db.deleteFrom('notices').where('subject_id', 'in', ids).execute()
  for (const { position } of doomed) await writer.backend.forgetDocument(db, position)
  await db.deleteFrom('messages').where('id', 'in', ids).execute()
  await setSetting(writer, PURGE_DUE, String(writer.now))
  return { rows: doomed.length, emails: doomed.length, blobs }
}

/** Every use of a blob by these messages; those that were erased before use none any more. */
async function blobsOf(writer: Writer, doomed: readonly Doomed[]): Promise<string[]> {
  const { db } = writer
  const whole = doomed.filter(({ erased_at }) => erased_at === null)
  if (whole.length === 0) return []
  const ids = whole.map(({ id }) => id)
  const amended = await db
    .selectFrom('amendments')
    .select('original_sha256 as sha256')
    .where('message_id', 'in', ids)
    .execute()
  const reported = await db
    .selectFrom('delivery_reports')
    .select('raw_sha256 as sha256')
    .where('message_id', 'in', ids)
    .execute()
  const drafts = await db
    .selectFrom('drafts')
    .select('attachments_json')
    .where('email_id', 'in', ids)
    .execute()
  return [
    ...whole.map(({ raw_sha256 }) => raw_sha256),
    ...[...amended, ...reported].map(({ sha256 }) => sha256),
    ...drafts.flatMap(({ attachments_json }) => attachmentsOf(attachments_json)),
  ]
}

const attachmentsOf = (json: string) => (JSON.parse(json) as DraftAttachment[]).map(({ sha256 }) => sha256)

/** Drafts that became no email. */
async function eraseDrafts({ db }: Writer, accountId: string): Promise<Piece> {
  const drafts = await db
    .selectFrom('drafts')
    .select(['id', 'attachments_json'])
    .where('account_id', '=', accountId)
    .limit(ROWS)
    .execute()
  if (drafts.length === 0) return NOTHING
  const ids = drafts.map(({ id }) => id)
  await db.deleteFrom('drafts').where('id', 'in', ids).execute()
  const blobs = drafts.flatMap(({ attachments_json }) => attachmentsOf(attachments_json))
  return { rows: drafts.length, emails: 0, blobs }
}

/** What came back for notices of the server. */
async function eraseReports({ db }: Writer, accountId: string): Promise<Piece> {
  const reports = await db
    .selectFrom('delivery_reports')
    .select(['id', 'raw_sha256'])
    .where('account_id', '=', accountId)
    .limit(ROWS)
    .execute()
  if (reports.length === 0) return NOTHING
  const ids = reports.map(({ id }) => id)
  await db.deleteFrom('delivery_reports').where('id', 'in', ids).execute()
  return { rows: reports.length, emails: 0, blobs: reports.map(({ raw_sha256 }) => raw_sha256) }
}

/** Mail of the server itself that stayed here; the last one says that the account is gone, and stays for a time. */
async function eraseCaptured({ db }: Writer, accountId: string): Promise<Piece> {
  const captured = await db
    .selectFrom('captured')
    .select(['id', 'raw_sha256', 'message_id'])
    .where('account_id', '=', accountId)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('notices')
        .select('captured_id')
        .where('kind', '=', FAREWELL)
        .where('subject_id', '=', accountId)
        .where('captured_id', 'is not', null)
        .$castTo<{ captured_id: string }>(),
    )
    .limit(ROWS)
    .execute()
  if (captured.length === 0) return NOTHING
  const ids = captured.map(({ id }) => id)
  await db.deleteFrom('captured').where('id', 'in', ids).execute()
  const own = captured.filter(({ message_id }) => message_id === null)
  return { rows: captured.length, emails: 0, blobs: own.map(({ raw_sha256 }) => raw_sha256) }
}

/** A table with rows of an account. `scope` names whose rows they are, `part` tells rows of one owner apart. */
interface Owned {
  readonly table: string
  readonly owner: 'account' | 'mailbox' | 'key'
  readonly scope: string
  readonly part: string
}

const own = (table: string, part = 'id'): Owned => ({ table, owner: 'account', scope: 'account_id', part })

/** What refers to something stands before it. */
const OWNED: readonly Owned[] = [
  { table: 'mentions', owner: 'mailbox', scope: 'mailbox_id', part: 'address' },
  { table: 'idempotency', owner: 'key', scope: 'key_id', part: 'idempotency_key' },
  { table: 'oauth_rows', owner: 'key', scope: 'key_id', part: 'id' },
  { table: 'oauth_rows', owner: 'key', scope: 'key_id', part: 'id' },
  own('sign_ups'),
  own('account_names', 'account_id'),
  { table: 'threads', owner: 'mailbox', scope: 'mailbox_id', part: 'id' },
  own('allowlist_entries'),
  own('webhook_deliveries'),
  own('webhooks'),
  own('standing_approvals'),
  own('operator_requests'),
  own('reviewers'),
  own('sessions'),
  own('passkeys'),
  own('people'),
  own('keys'),
  own('contacts'),
  own('suppressions'),
  own('taught_words', 'bucket'),
  own('taught_mails', 'test'),
  own('usage', 'date'),
  own('sign_ups'),
  own('account_names', 'account_id'),
  own('sending_days', 'date'),
  own('sending_standings', 'account_id'),
  own('account_exports', 'test'),
]

const OWNERS = {
  mailbox: sql`SELECT id FROM mailboxes WHERE account_id = `,
  key: sql`SELECT id FROM keys WHERE account_id = `,
}

async function eraseRows(writer: Writer, accountId: string): Promise<Piece> {
  for (const owned of OWNED) {
    const rows = await eraseOwned(writer, accountId, owned)
    if (rows > 0) return { ...NOTHING, rows }
  }
  return NOTHING
}

/** Deletes some rows of a table. Returns how many. */
async function eraseOwned({ db }: Writer, accountId: string, owned: Owned): Promise<number> {
  const { owner, part } = owned
  const [table, scope] = [sql.table(owned.table), sql.ref(owned.scope)]
  let name = accountId
  if (owner !== 'account') {
    const found = await sql<{ name: string }>`SELECT ${scope} AS name FROM ${table}
      WHERE ${scope} IN (${OWNERS[owner]}${accountId}) LIMIT 1`.execute(db)
    const first = found.rows[0]
    if (first === undefined) return 0
    name = first.name
  }
  const chosen = sql`SELECT ${sql.ref(part)} FROM ${table} WHERE ${scope} = ${name} LIMIT ${sql.lit(ROWS)}`
  const gone =
    await sql`DELETE FROM ${table} WHERE ${scope} = ${name} AND ${sql.ref(part)} IN (${chosen})`.execute(db)
  return Number(gone.numAffectedRows ?? 0n)
}

/** Notices but the last one. */
async function eraseNotices({ db }: Writer, accountId: string): Promise<Piece> {
  const doomed = db
    .selectFrom('notices')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '<>', FAREWELL)
    .limit(ROWS)
  const gone = await db.deleteFrom('notices').where('id', 'in', doomed).executeTakeFirst()
  return { ...NOTHING, rows: Number(gone.numDeletedRows) }
}

async function eraseDomains({ db }: Writer, accountId: string): Promise<Piece> {
  const domains = await db.selectFrom('domains').select('id').where('account_id', '=', accountId).execute()
  if (domains.length === 0) return NOTHING
  const ids = domains.map(({ id }) => id)
  await db.deleteFrom('dkim_keys').where('domain_id', 'in', ids).execute()
  await db.deleteFrom('domains').where('id', 'in', ids).execute()
  return { ...NOTHING, rows: ids.length }
}

/** Mailboxes stay as rows that say nothing, so that their chains can be found and their addresses are not given out. */
async function blankMailboxes(writer: Writer, accountId: string): Promise<Piece> {
  const { db } = writer
  const mailboxes = await db
    .selectFrom('mailboxes')
    .select(['id', 'address'])
    .where('account_id', '=', accountId)
    .where('address', 'not like', 'erased:%')
    .limit(ROWS / 10)
    .execute()
  for (const { id, address } of mailboxes) {
    await db
      .updateTable('mailboxes')
      .set({
        address: await tombstoneOf(writer, 'address', address),
        deleted_at: writer.now,
        display_name: null,
        auto_cc: null,
        auto_bcc: null,
        signature_block: null,
        retention_days: null,
        paused_at: null,
        paused_by: null,
        paused_reason: null,
      })
      .where('id', '=', id)
      .execute()
  }
  return { ...NOTHING, rows: mailboxes.length }
}

/** Entries of the trail lose their words and keep their place and hash: see `isSealed` in `core/chain.ts`. */
async function sealTrail(writer: Writer, accountId: string): Promise<Piece> {
  const { db } = writer
  const end = await findAccountEnd(db, accountId)
  if (end === undefined) return NOTHING
  const entries = await db
    .selectFrom('events')
    .select(['id', 'resource_id'])
    .where('account_id', '=', accountId)
    .where('id', '>', end.sealed_to)
    .where('action', 'not in', ['account.deletion_begun', 'account.deleted'])
    .orderBy('id')
    .limit(ROWS)
    .execute()
  const last = entries.at(-1)
  if (last === undefined) return NOTHING
  const ids = entries.map(({ id }) => id)
  // What was recorded of an email while it was being erased.
  await db
    .deleteFrom('event_details')
    .where(
      'message_id',
      'in',
      entries.map(({ resource_id }) => resource_id),
    )
    .where('event_id', 'in', ids)
    .execute()
  await db.updateTable('events').set(SEALED).where('id', 'in', ids).execute()
  await updateAccountEnd(writer, accountId, { sealed_to: last.id })
  return { ...NOTHING, rows: ids.length }
}

const STEPS = [
  eraseEmails,
  eraseDrafts,
  eraseReports,
  eraseCaptured,
  eraseNotices,
  eraseRows,
  eraseDomains,
  blankMailboxes,
  sealTrail,
]

/** Takes the last mail away too, with the address it went to. */
export async function forgetFarewell(writer: Writer, accountId: string): Promise<void> {
  const { db } = writer
  const captured = await db
    .selectFrom('captured')
    .select(['id', 'raw_sha256'])
    .where('account_id', '=', accountId)
    .execute()
  for (const { id, raw_sha256 } of captured) {
    await db.deleteFrom('captured').where('id', '=', id).execute()
    await releaseBlob(writer, raw_sha256)
  }
  await db.deleteFrom('notices').where('account_id', '=', accountId).execute()
}
