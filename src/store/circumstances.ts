/** What a decision about a message depends on beside the message itself, read in one go. */

import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { type Account, findAccount } from './accounts.ts'
import type { Reader } from './db.ts'
import type { Actor } from './events.ts'
import type { Mailbox } from './mailboxes.ts'
import type { Message } from './messages.ts'
import type { Decision } from './permits.ts'
import { statement } from './statement.ts'

export interface Circumstances {
  readonly mailbox: Mailbox
  readonly account: Account
  /** Whether the mailbox or its account is paused. */
  readonly paused: boolean
  /** How live mail leaves this server. */
  readonly transport: 'smtp' | 'capture'
  /** Whether reviewers get mail about what waits. */
  readonly reviewMail: boolean
  readonly actor: Actor
  /** The approval that satisfies the gate, if one does. */
  readonly approval: Decision | null
  /** The entry of the allowlist for each recipient, when every one has one. */
  readonly coverage: ReadonlyMap<string, string> | null
  /** Until when a release waits so that its approval may be taken back, epoch ms; absent when it does not wait. */
  readonly undoUntil?: number
  /** Why it is refused, when it is. */
  readonly reason?: string | null
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** {@link Circumstances} for an actor, with no approval and no allowlist yet. */
export function circumstances(
  config: Pick<Config, 'delivery' | 'reviewMail'>,
  owners: { readonly mailbox: Mailbox; readonly account: Account },
  actor: Actor,
): Circumstances {
  const { mailbox, account } = owners
  return {
    mailbox,
    account,
    paused: mailbox.paused_at !== null || account.paused_at !== null,
    transport: config.delivery === 'capture' ? 'capture' : 'smtp',
    reviewMail: config.reviewMail,
    actor,
    approval: null,
    coverage: null,
  }
}

/** The mailbox and account of a message as they are now, deleted ones too. */
export async function findOwners(
  reader: Reader,
  message: Pick<Message, 'mailbox_id' | 'account_id'>,
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

/** {@link Circumstances} of an existing message. */
export async function circumstancesOf(
  reader: Reader,
  message: Message,
  actor: Actor,
  config: Pick<Config, 'delivery' | 'reviewMail'>,
): Promise<Circumstances> {
  return circumstances(config, await findOwners(reader, message), actor)
}

/** Whether a mailbox or its account is paused. */
export async function isPaused(reader: Reader, mailboxId: string): Promise<boolean> {
  return (await selectPaused(reader, { mailboxId })).length > 0
}

const selectPaused = statement<{ mailboxId: string }, { id: string }>((db, { mailboxId }) =>
  db
    .selectFrom('mailboxes')
    .innerJoin('accounts', 'accounts.id', 'mailboxes.account_id')
    .select('mailboxes.id')
    .where('mailboxes.id', '=', mailboxId)
    .where((eb) =>
      eb.or([eb('mailboxes.paused_at', 'is not', null), eb('accounts.paused_at', 'is not', null)]),
    ),
)
