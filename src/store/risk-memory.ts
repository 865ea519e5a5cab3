/** What is remembered of mail so that later mail can be judged: whom it named, and where it linked. */

import { MOST_MENTIONS } from '../core/mentions.ts'
import { RISK_LINK_LIMIT } from '../core/risk-facts.ts'
import type { Writer } from './db.ts'
import { type MailboxScope, selectLinkedHosts } from './risk-statements.ts'

/**
 * Remembers that an inbound mail named these canonical addresses; at most 50 of them. An address that a mail with
 * an authenticated sender has named stays trusted.
 */
export async function rememberMentions(
  writer: Writer,
  { mailboxId, test }: MailboxScope,
  addresses: readonly string[],
  trusted: boolean,
): Promise<void> {
  // One order for everybody, so that two units never wait for each other.
  const named = [...new Set(addresses)].slice(0, MOST_MENTIONS).sort()
  if (named.length === 0) return
  const rows = named.map((address) => ({
    mailbox_id: mailboxId,
    test,
    address,
    trusted: trusted ? 1 : 0,
  }))
  await writer.db
    .insertInto('mentions')
    .values(rows)
    .onConflict((conflict) => {
      const known = conflict.columns(['mailbox_id', 'test', 'address'])
      return trusted ? known.doUpdateSet({ trusted: 1 }) : known.doNothing()
    })
    .execute()
}

/**
 * Remembers that an outbound message links to these A-label hosts, unless a released message of the mailbox does
 * already: then there is nothing to be learnt from it.
 */
export async function rememberLinkHosts(
  writer: Writer,
  { mailboxId, test }: MailboxScope,
  messageId: string,
  hosts: readonly string[],
): Promise<void> {
  const named = [...new Set(hosts)].slice(0, RISK_LINK_LIMIT).sort()
  const known = await selectLinkedHosts(writer.db, { mailboxId, test }, named)
  const rows = named
    .filter((host) => !known.has(host))
    .map((host) => ({ mailbox_id: mailboxId, test, host, message_id: messageId }))
  if (rows.length === 0) return
  await writer.db
    .insertInto('link_hosts')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Forgets where a message linked, before its content is replaced: what never went out vouches for no host. */
export async function forgetLinkHosts(
  writer: Writer,
  { mailboxId, test }: MailboxScope,
  messageId: string,
): Promise<void> {
  await writer.db
    .deleteFrom('link_hosts')
    .where('mailbox_id', '=', mailboxId)
    .where('test', '=', test)
    .where('message_id', '=', messageId)
    .execute()
}
