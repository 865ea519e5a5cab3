/**
 * The bytes of mail that an account keeps, of the limit that it has: the mails as they are now, and attachments of
 * drafts. They are counted for each mailbox in one row that has no day (contract §3).
 */

import { passedPart, sizeText } from '../core/storage.ts'
import { AppError } from '../errors.ts'
import type { Account } from './accounts.ts'
import type { Reader, Writer } from './db.ts'
import { queueNotice } from './notices.ts'
import { statement } from './statement.ts'
import { addUsage } from './usage.ts'

/** Where bytes are kept. */
export interface Shelf {
  readonly accountId: string
  readonly mailboxId: string
  readonly test: number
}

/** Stored for all to see who may read; `held`: of inbound mail that was not let in, so that a count does not tell of it. */
export type Visibility = 'seen' | 'held'

const NO_DAY = ''
const TYPES = { seen: 'bytes_stored', held: 'bytes_held' } as const

/** Counts bytes that are kept from now on, or, below 0, are not any more. */
export async function countStored(
  writer: Writer,
  shelf: Shelf,
  bytes: number,
  visibility: Visibility = 'seen',
): Promise<void> {
  if (bytes === 0) return
  await addUsage(writer.db, {
    account_id: shelf.accountId,
    mailbox_id: shelf.mailboxId,
    test: shelf.test,
    date: NO_DAY,
    event_type: TYPES[visibility],
    count: bytes,
  })
}

const sumStored = statement<{ accountId: string; held: string }, { bytes: number | null }>(
  (db, { accountId, held }) =>
    db
      .selectFrom('usage')
      .select((eb) => eb.fn.sum<number>('count').as('bytes'))
      .where('account_id', '=', accountId)
      .where('test', 'in', [0, 1])
      .where('date', '=', NO_DAY)
      .where((eb) => eb.or([eb('event_type', '=', TYPES.seen), eb('event_type', '=', held)])),
)

/** Bytes that an account keeps; those that were not let in only where held mail may be seen. */
export async function storedBytes(reader: Reader, accountId: string, seesHeld: boolean): Promise<number> {
  const [row] = await sumStored(reader, { accountId, held: seesHeld ? TYPES.held : TYPES.seen })
  return Number(row?.bytes ?? 0)
}

/** Throws `storage_full` where an account that keeps `kept` bytes has no room for `more`. */
function refuseOver(account: Account, kept: number, more: number): void {
  if (kept + more <= account.max_storage_bytes) return
  throw new AppError('storage_full', {
    message: `The storage of the account is full: there is no room for ${sizeText(more)} more.`,
  })
}

/** Throws AppError `storage_full` where an account has no room for `more` bytes. */
export async function requireRoom(reader: Reader, account: Account, more: number): Promise<void> {
  refuseOver(account, await storedBytes(reader, account.id, true), more)
}

export interface Keeping {
  readonly account: Account
  readonly shelf: Shelf
  readonly visibility?: Visibility
  /** Whether it was accepted before and is kept in any case. */
  readonly isAccepted: boolean
  /** How mail to the operator leaves this server. */
  readonly transport: 'smtp' | 'capture'
}

/**
 * Keeps more bytes, and tells the operator when they fill another part of the limit. What other transactions keep at the
 * same time is not seen: together they may pass the limit. Throws AppError `storage_full`.
 */
export async function keepBytes(writer: Writer, keeping: Keeping, bytes: number): Promise<void> {
  const { account, shelf, visibility, isAccepted } = keeping
  const before = await storedBytes(writer.db, account.id, true)
  if (!isAccepted) refuseOver(account, before, bytes)
  await countStored(writer, shelf, bytes, visibility)
  const part = passedPart(before, before + bytes, account.max_storage_bytes)
  if (part !== null) await tellOperator(writer, keeping, part)
}

async function tellOperator(writer: Writer, { account, transport }: Keeping, part: number): Promise<void> {
  const state = part === 1 ? 'full' : `${part * 100} % full`
  await queueNotice(writer, {
    accountId: account.id,
    test: 0,
    kind: 'news',
    subjectId: account.id,
    recipient: account.oversight_email,
    text: [
      `**The storage of your account is ${state}**; it may keep ${sizeText(account.max_storage_bytes)}.`,
      'When it is full, nothing can be sent, and mail that comes in is asked to come again later. Let old mail be erased by itself (`multimail mailboxes change ADDRESS --keep DAYS`), or raise the limit (`multimail limits --storage SIZE`).',
    ].join('\n\n'),
    transport,
  })
}
