/** What a decision about an existing message depends on, read in one go. */

import { AppError } from '../errors.ts'
import { type Account, findAccount } from './accounts.ts'
import type { Circumstances } from './advance.ts'
import type { Reader } from './db.ts'
import type { Actor } from './events.ts'
import type { Mailbox } from './mailboxes.ts'
import type { Message } from './messages.ts'

/** The mailbox and account of a message as they are now, deleted ones too. */
export async function findOwners(
  reader: Reader,
  message: Message,
): Promise<{ readonly mailbox: Mailbox; readonly account: Account }> {
  const mailbox = await reader
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', message.mailbox_id)
    .executeTakeFirst()
  const account = await findAccount(reader, message.account_id)
  if (mailbox === undefined || account === undefined) throw new AppError('internal')
  return { mailbox, account }
}

/** {@link Circumstances} of a message for an actor, with no approval yet. */
export async function circumstancesOf(
  reader: Reader,
  message: Message,
  actor: Actor,
  delivery: 'capture' | 'relay' | 'direct',
): Promise<Circumstances> {
  const { mailbox, account } = await findOwners(reader, message)
  return {
    mailbox,
    oversightEmail: account.oversight_email,
    transport: delivery === 'capture' ? 'capture' : 'smtp',
    actor,
    approval: null,
  }
}
