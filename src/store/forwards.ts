/**
 * Copies of inbound mail for the operator (`forward_inbound`). They are mail that the server passes on, not mail of
 * the agent: like other mail to the operator they need no permit, and are rows of `notices` whose subject is the mail.
 */

import { canonicalAddress } from '../core/address.ts'
import { authenticityOf } from '../core/authenticity.ts'
import type { Circumstances } from './circumstances.ts'
import type { Reader, Writer } from './db.ts'
import type { Message } from './messages.ts'
import { type Notice, queueNotice } from './notices.ts'

/** The kind of these notices. */
export const FORWARD = 'forward'

/**
 * Whether a message that was let go is passed on: its mailbox wants it, it is live, no spam, from a person, and its
 * author is who they say.
 */
export function isForwarded(
  message: Message,
  { mailbox, account }: Pick<Circumstances, 'mailbox' | 'account'>,
): boolean {
  if (mailbox.forward_inbound === 0 || message.direction !== 'inbound' || message.test === 1) return false
  if (message.stage !== 'unread' || message.automatic !== null) return false
  if (canonicalAddress(account.oversight_email) === mailbox.address) return false
  const authentication = JSON.parse(message.authentication_json) as Record<string, unknown>
  return authenticityOf(authentication) === 'passed'
}

/** Queues the copy of a message that {@link isForwarded}. */
export async function queueForward(
  writer: Writer,
  message: Message,
  facts: Pick<Circumstances, 'account' | 'transport'>,
): Promise<void> {
  await queueNotice(writer, {
    accountId: message.account_id,
    test: 0,
    kind: FORWARD,
    subjectId: message.id,
    recipient: facts.account.oversight_email,
    transport: facts.transport,
  })
}

/** Copies whose time has come, oldest first. */
export async function listDueForwards(reader: Reader, now: number, limit: number): Promise<Notice[]> {
  return reader
    .selectFrom('notices')
    .selectAll()
    .where('due_at', '<=', now)
    .where('kind', '=', FORWARD)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Looks at a copy again later. */
export async function postponeForward(writer: Writer, id: string, until: number): Promise<void> {
  await writer.db
    .updateTable('notices')
    .set({ due_at: until })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
}
