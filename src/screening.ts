/**
 * What is found out about an outbound message before it is gated: whether it must not go at all, and what a
 * reviewer should know of it.
 */

import type { Context } from './context.ts'
import { splitAddress } from './core/address.ts'
import { POLICY } from './core/oversight.ts'
import type { Signal } from './core/risk.ts'
import { linkHostsOf } from './core/risk-facts.ts'
import type { OutboundContent } from './mail/outbound.ts'
import { riskContentOf } from './mail/risk-content.ts'
import { assess } from './store/assess.ts'
import { isPaused } from './store/circumstances.ts'
import type { Writer } from './store/db.ts'
import { findLeakedKey, type Key } from './store/keys.ts'
import type { Mailbox } from './store/mailboxes.ts'
import { forgetLinkHosts, rememberLinkHosts } from './store/risk-memory.ts'

export interface Screening {
  /** A key of this server that the message gives away: then it is blocked. */
  readonly leaked: Key | null
  readonly signals: readonly Signal[]
  /** Web hosts it links to, as A-labels. */
  readonly hosts: readonly string[]
}

/** Which message is screened; ids are null where there is none yet. */
export interface ScreenedMessage {
  readonly mailbox: Mailbox
  readonly test: number
  readonly messageId: string | null
  readonly threadId: string | null
  readonly answersId: string | null
}

/** Screens content. Signals are computed only where a person will look: `isHeld`, or by the mode of the mailbox. */
export async function screen(
  context: Context,
  message: ScreenedMessage,
  content: OutboundContent,
  isHeld = false,
): Promise<Screening> {
  const { reader } = context.database
  const { mailbox } = message
  const texts = [content.subject, content.markdown, ...content.attachments.map((one) => one.content)]
  const leaked = await findLeakedKey(reader, texts)
  const goes = POLICY[mailbox.mode].outbound === 'release'
  const isFree = !isHeld && goes && !(await isPaused(reader, mailbox.id))
  // Nearly every mail without a link is told at a glance, and needs no second parse.
  if (isFree && !/https?:/i.test(content.markdown)) return { leaked, signals: [], hosts: [] }
  const risk = riskContentOf(content)
  const hosts = linkHostsOf(risk)
  if (isFree) return { leaked, signals: [], hosts }
  const scope = {
    accountId: mailbox.account_id,
    mailboxId: mailbox.id,
    test: message.test,
    ownDomain: splitAddress(mailbox.address)?.domain ?? '',
    messageId: message.messageId,
    threadId: message.threadId,
    answersId: message.answersId,
    now: context.clock.now(),
  }
  return { leaked, signals: await assess(reader, scope, risk), hosts }
}

/** Why a message that gives a key away is blocked; null when it does not. */
export function blockReason({ leaked }: Screening): string | null {
  if (leaked === null) return null
  return `Blocked by the scan: it contains an API key of this server (${leaked.prefix}…). Revoke that key.`
}

/** Remembers which hosts a message links to, in place of what its former content linked to. */
export async function rememberHosts(
  writer: Writer,
  message: { readonly id: string; readonly mailbox_id: string; readonly test: number },
  screening: Screening,
  isRewritten: boolean,
): Promise<void> {
  const scope = { mailboxId: message.mailbox_id, test: message.test }
  if (isRewritten) await forgetLinkHosts(writer, scope, message.id)
  if (screening.hosts.length > 0) await rememberLinkHosts(writer, scope, message.id, screening.hosts)
}
