/**
 * The events that subscribers and the live feed hear of, with the other spellings a subscriber may use (contract
 * §8). Each is published when one of the audit trail's actions is recorded.
 */

import type { EventAction } from './events.ts'

interface Published {
  readonly aliases: readonly string[]
  readonly about: string
}

export const PUBLISHED = {
  'message.received': { aliases: ['email.received'], about: 'An inbound mail may be read.' },
  'message.sent': { aliases: ['email.sent'], about: 'The next server took it; told once for each mail.' },
  'message.delivered': {
    aliases: ['email.delivered'],
    about: 'It is known to have reached a recipient’s server; told once for each mail.',
  },
  'message.bounced': {
    aliases: ['email.bounced'],
    about: 'A server refused it for good for one recipient; `diagnostic` tells which and why.',
  },
  'message.complained': { aliases: ['email.complained'], about: 'A recipient reported it as spam.' },
  'message.unsubscribed': {
    aliases: ['email.unsubscribed'],
    about: 'A recipient wants no more mail from the account.',
  },
  'message.failed': { aliases: ['email.failed'], about: 'It was given up for one recipient.' },
  'oversight.pending': { aliases: ['approval.requested'], about: 'A mail waits for a decision.' },
  'oversight.approved': {
    aliases: ['approval.approved', 'message.approved'],
    about: 'A person let it go.',
  },
  'oversight.rejected': {
    aliases: ['approval.rejected', 'message.rejected'],
    about: 'A person refused it, nobody decided in time, or the scan blocked it; `reason` tells which.',
  },
  'oversight.undone': {
    aliases: ['approval.undone', 'message.undone'],
    about: 'Whoever approved it took that back before it went; it waits for a decision again.',
  },
  'mailbox.mode_changed': { aliases: [], about: 'The oversight mode of a mailbox was changed.' },
  'domain.verified': { aliases: [], about: 'A domain was verified.' },
  'domain.failing': {
    aliases: [],
    about: 'The DNS records of a domain broke; `reason` tells which. Its mail goes on for 7 days.',
  },
  'domain.lapsed': {
    aliases: [],
    about: 'A domain was failing for 7 days: mail from its mailboxes waits until it is verified again.',
  },
  'account.sending_stopped': {
    aliases: [],
    about: 'Too much mail bounced or was reported as spam: nothing is sent until the operator allows it.',
  },
  'account.paused': { aliases: [], about: 'Sending was paused for the whole account.' },
} as const satisfies Readonly<Record<string, Published>>

export type PublishedEvent = keyof typeof PUBLISHED

/** Every name a subscriber may use, the first spelling of each event first. */
export const EVENT_NAMES: readonly string[] = Object.entries(PUBLISHED).flatMap(([name, { aliases }]) => [
  name,
  ...aliases,
])

const BY_SPELLING = new Map<string, PublishedEvent>(
  Object.entries(PUBLISHED).flatMap(([name, { aliases }]) =>
    [name, ...aliases].map((spelling) => [spelling, name as PublishedEvent] as const),
  ),
)

/** The event that a spelling means, or null. */
export function eventOfSpelling(spelling: string): PublishedEvent | null {
  return BY_SPELLING.get(spelling) ?? null
}

const isPublished = (action: EventAction): action is EventAction & PublishedEvent => action in PUBLISHED

/** Told once for each mail, though the trail records them for each recipient. */
const ONCE: ReadonlySet<EventAction> = new Set<EventAction>(['message.sent', 'message.delivered'])

/**
 * The event that an entry of the trail publishes, or null. Copies for the operator are nobody's event.
 * `metadata.first` marks the first recipient of a mail for which something happened. Mail that was quarantined when it
 * came is announced to nobody before somebody says that it is not spam.
 */
export function publishedBy(
  action: EventAction,
  metadata: Readonly<Record<string, unknown>>,
): PublishedEvent | null {
  if (!isPublished(action) || metadata.copy === true) return null
  if (action === 'message.received' && metadata.status === 'spam_quarantined') return null
  return ONCE.has(action) && metadata.first !== true ? null : action
}
