/** At half-time, whoever has not decided on a held message is reminded (contract §7). */

import type { Context } from '../context.ts'
import { findOwners } from '../store/circumstances.ts'
import type { Writer } from '../store/db.ts'
import { listToRemind, takeReminder } from '../store/due-messages.ts'
import { appendEvent, SYSTEM } from '../store/events.ts'
import type { Message } from '../store/messages.ts'
import { queueNotice } from '../store/notices.ts'
import { listDecisions } from '../store/permits.ts'
import { reviewAddresses } from '../store/reviewers.ts'

/** So many are handled in one call. */
const BATCH = 100

/** Queues the reminders that are due. Returns for how many messages. */
export async function remindReviewers(context: Context): Promise<number> {
  const due = await listToRemind(context.database.reader, context.clock.now(), BATCH)
  for (const message of due) await context.database.write((writer) => remind(context, writer, message))
  return due.length
}

async function remind(context: Context, writer: Writer, message: Message): Promise<void> {
  if (!(await takeReminder(writer, message.id))) return
  const { account } = await findOwners(writer.db, message)
  const decided = await listDecisions(writer.db, message.id, message.content_hash)
  const addresses = await reviewAddresses(writer.db, account)
  const waiting = addresses.filter((address) => decided.every(({ actor }) => actor !== `person:${address}`))
  for (const recipient of waiting) {
    await queueNotice(writer, {
      accountId: account.id,
      test: message.test,
      kind: 'reminder',
      subjectId: message.id,
      recipient,
      transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
    })
  }
  await appendEvent(writer, {
    accountId: account.id,
    mailboxId: message.mailbox_id,
    test: message.test,
    action: 'oversight.reminded',
    resourceType: 'email',
    resourceId: message.id,
    actor: SYSTEM,
    metadata: { reviewers: waiting.length },
  })
}
