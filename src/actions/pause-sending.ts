/** The kill switch: while an account or a mailbox is paused nothing leaves; what is sent is held (contract §3). */

import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { type Account, findAccount, updateAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { resumeDeliveries } from '../store/deliveries.ts'
import { resumeMessages } from '../store/due-messages.ts'
import { appendEvent } from '../store/events.ts'
import { findMailbox, type Mailbox, updateMailbox } from '../store/mailboxes.ts'

/** What is paused or resumed: a mailbox, or, when null, the whole account. */
export type Target = string | null

/** The account or mailbox as it is then. */
export type Paused = Account | Mailbox

/**
 * Pauses. What is being transmitted this very second ends; nothing else leaves. Pausing what is paused changes
 * only the reason. Throws AppError `not_found`.
 */
export async function pauseSending(
  context: Context,
  principal: Principal,
  mailboxId: Target,
  reason: string,
): Promise<Paused> {
  return context.database.write(async (writer) => {
    const target = await open(writer, principal, mailboxId)
    const change = {
      paused_at: target.paused_at ?? writer.now,
      paused_by: principal.actor.name,
      paused_reason: reason,
    }
    await update(writer, principal, mailboxId, change)
    await record(writer, principal, mailboxId, 'paused', reason)
    return { ...target, ...change }
  })
}

/**
 * Resumes: what was let go before goes on, what came due meanwhile comes to its gate, what is held stays held.
 * Resuming what is not paused changes nothing. Throws AppError `not_found`.
 */
export async function resumeSending(
  context: Context,
  principal: Principal,
  mailboxId: Target,
  reason: string | null,
): Promise<Paused> {
  const resumed = await context.database.write(async (writer) => {
    const target = await open(writer, principal, mailboxId)
    if (target.paused_at === null) return target
    const change = { paused_at: null, paused_by: null, paused_reason: null }
    await update(writer, principal, mailboxId, change)
    const scope = { accountId: principal.accountId, mailboxId }
    await resumeMessages(writer, scope)
    await resumeDeliveries(writer, scope)
    await record(writer, principal, mailboxId, 'resumed', reason)
    return { ...target, ...change }
  })
  context.wake()
  return resumed
}

async function open(writer: Writer, principal: Principal, mailboxId: Target): Promise<Paused> {
  await writer.backend.lockChain(writer.db, mailboxId ?? principal.accountId)
  const target =
    mailboxId === null
      ? await findAccount(writer.db, principal.accountId)
      : await findMailbox(writer.db, principal, mailboxId)
  if (target === undefined) throw new AppError('not_found')
  // One that was deleted stays as it is.
  if ('is_active' in target && target.is_active === 0) throw new AppError('not_found')
  return target
}

async function update(
  writer: Writer,
  principal: Principal,
  mailboxId: Target,
  change: Pick<Account, 'paused_at' | 'paused_by' | 'paused_reason'>,
): Promise<void> {
  if (mailboxId === null) await updateAccount(writer, principal.accountId, change)
  else await updateMailbox(writer, mailboxId, change)
}

async function record(
  writer: Writer,
  principal: Principal,
  mailboxId: Target,
  what: 'paused' | 'resumed',
  reason: string | null,
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId,
    test: principal.test,
    action: mailboxId === null ? `account.${what}` : `mailbox.${what}`,
    resourceType: mailboxId === null ? 'account' : 'mailbox',
    resourceId: mailboxId ?? principal.accountId,
    actor: principal.actor,
    metadata: { reason },
  })
}
