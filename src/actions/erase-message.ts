/** Erasing the content of mail: one at once, or all that is older than its mailbox keeps it (GDPR Art. 17). */

import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import type { Reader, Writer } from '../store/db.ts'
import { eraseMessage, listErasable, listRetentions, mayErase, PURGE_DUE } from '../store/erase.ts'
import { SYSTEM } from '../store/events.ts'
import { findMessage, findOwn, type Message, statusOfMessage } from '../store/messages.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'
import { findSetting, removeSetting } from '../store/settings.ts'

/** Messages erased in one transaction. */
const PIECE = 10
const DAY_MS = 86_400_000
/** A file that was written so recently may belong to a message that is being stored, in ms. */
const FRESH_MS = 3_600_000

/**
 * Erases one message; live mail only with the operator's leave. Returns it as it is then; one that was erased before
 * stays as it is. Throws AppError `not_found`, `not_over`, `no_pending_approval`.
 */
export async function eraseAtOnce(
  context: Context,
  principal: Principal,
  target: { readonly mailboxId: string; readonly emailId: string },
  leave: OperatorLeave | null,
): Promise<Message> {
  const { message, blobs } = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, target.mailboxId)
    const found = await findErasable(writer.db, principal, target)
    if (found.erased_at !== null) return { message: found, blobs: [] }
    if (found.test === 0) await useLeaveToErase(writer, principal, found, leave)
    const erased = await eraseMessage(writer, found, { actor: principal.actor, basis: 'request' })
    return erased ?? { message: found, blobs: [] }
  })
  await removeFiles(context, blobs)
  return message
}

/** The message, when it was erased or may be. Throws AppError `not_found`, `not_over`. */
export async function findErasable(
  reader: Reader,
  principal: Principal,
  target: { readonly mailboxId: string; readonly emailId: string },
): Promise<Message> {
  const found = await findOwn(reader, principal, target.emailId)
  if (found === undefined || found.mailbox_id !== target.mailboxId) throw new AppError('not_found')
  if (found.erased_at === null && !(await mayErase(reader, found))) {
    throw new AppError('not_over', {
      message: `This email is ${statusOfMessage(found)}: its content cannot be erased yet.`,
    })
  }
  return found
}

/** Live mail is evidence: only the operator has it erased. */
async function useLeaveToErase(
  writer: Writer,
  { accountId, actor }: Principal,
  { id }: Message,
  leave: OperatorLeave | null,
): Promise<void> {
  if (leave === null) throw new AppError('no_pending_approval')
  await useLeave(writer, leave, { accountId, action: 'email.erase', resourceId: id, actor })
}

/** Erases every message that is older than its mailbox keeps it, until `signal` is aborted. Returns how many. */
export async function eraseOld(context: Context, signal: AbortSignal): Promise<number> {
  const { database, clock } = context
  let erased = 0
  for (const { id, days } of await listRetentions(database.reader)) {
    const before = clock.now() - days * DAY_MS
    for (let after = 0; ; ) {
      const old = await listErasable(database.reader, id, before, { after, limit: PIECE })
      erased += await erasePiece(context, id, old)
      after = old.at(-1)?.position ?? after
      if (old.length < PIECE || signal.aborted) break
      // Others get their turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return erased
}

async function erasePiece(context: Context, mailboxId: string, old: readonly Message[]): Promise<number> {
  if (old.length === 0) return 0
  const done = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, mailboxId)
    const blobs: string[] = []
    let count = 0
    for (const { id } of old) {
      const message = await findMessage(writer.db, id)
      if (message === undefined || !(await mayErase(writer.db, message))) continue
      const erased = await eraseMessage(writer, message, { actor: SYSTEM, basis: 'retention' })
      if (erased === null) continue
      blobs.push(...erased.blobs)
      count++
    }
    return { blobs, count }
  })
  await removeFiles(context, done.blobs)
  return done.count
}

/** Removes files that nobody uses any more; what is too young for that goes with the next daily look. */
async function removeFiles(context: Context, blobs: readonly string[]): Promise<void> {
  const before = context.clock.now() - FRESH_MS
  for (const sha256 of blobs) await context.blobs.removeUnused(context.database.reader, sha256, before)
}

/** Removes the words of erased mail from the file of the search index, in small pieces, if any was erased. */
export async function purgeErased(context: Context, signal: AbortSignal): Promise<void> {
  const { database } = context
  const due = await findSetting(database.reader, PURGE_DUE)
  if (due === null) return
  for (let isFirst = true, isMore = true; isMore; isFirst = false) {
    const first = isFirst
    isMore = await database.write((writer) => writer.backend.purgeIndex(writer.db, first))
    if (signal.aborted) return
    await new Promise((resolve) => setImmediate(resolve))
  }
  await database.write((writer) => removeSetting(writer, PURGE_DUE, due))
}

/** Removes files of large messages that no row names, when they are older than a day. Returns how many. */
export async function removeUnusedFiles(context: Context): Promise<number> {
  const removed = await context.blobs.removeAllUnused(context.database, context.clock.now() - DAY_MS)
  if (removed === null)
    context.log.warn(
      'the folder of large messages is not the one of this database: nothing was removed from it',
    )
  return removed ?? 0
}
