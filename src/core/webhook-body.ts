/**
 * What is posted to a subscriber (contract §8): the same keys in every event, each always of one type, so that a
 * no-code tool that learned them from the first one knows them all. Missing text is "", a missing list is []; null
 * stands only for ids and dates.
 */

import type { Address } from './address.ts'
import type { Direction } from './oversight.ts'
import type { PublishedEvent } from './published.ts'

/** An email as subscribers see it. */
export interface PostedEmail {
  readonly id: string
  readonly threadId: string
  readonly direction: Direction
  readonly status: string
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly subject: string
  readonly tags: Readonly<Record<string, string>>
  readonly attachments: readonly {
    readonly name: string
    readonly size: number
    readonly content_type: string
  }[]
  readonly preview: string
  readonly markdown: string
}

export interface PostedEvent {
  readonly id: string
  /** In the spelling of the subscriber. */
  readonly event: string
  /** ISO 8601. */
  readonly timestamp: string
  readonly test: boolean
  readonly mailboxId: string | null
  /** Address of the mailbox, "" for what belongs to none. */
  readonly mailbox: string
  readonly email: PostedEmail | null
  readonly decidedBy: string
  readonly reason: string
  readonly bounceType: string
  readonly diagnostic: string
  /** Where a person decides; put in when it is posted. */
  readonly reviewUrl: string
}

/** At most so many characters of a body are posted: 100 KB, however they are encoded. */
export const BODY_CHARACTERS = 100_000 / 4
/** A posted body stays under this: 256 KB, in bytes. */
export const MOST_BYTES = 256 * 1024

/** Stands in a stored body for the link that is made when it is posted. */
export const REVIEW_URL_HOLE = '{review_url}'

const NO_EMAIL: PostedEmail = {
  id: '',
  threadId: '',
  direction: 'outbound',
  status: '',
  from: { address: '', name: '' },
  to: [],
  cc: [],
  subject: '',
  tags: {},
  attachments: [],
  preview: '',
  markdown: '',
}

const person = ({ address, name }: Address) => ({ address, name })
const plain = (people: readonly Address[]) => people.map(({ address }) => address)
const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }))

/** The object that is posted, with its keys in the contract's order. */
export function bodyOf(event: PostedEvent) {
  const email = event.email ?? NO_EMAIL
  const hasEmail = event.email !== null
  const common = {
    email_id: hasEmail ? email.id : null,
    thread_id: hasEmail ? email.threadId : null,
    mailbox_id: event.mailboxId,
    mailbox: event.mailbox,
    direction: hasEmail ? email.direction : '',
    status: email.status,
  }
  const content = {
    to_text: plain(email.to).join(', '),
    subject: email.subject,
    tags: email.tags,
    tags_list: tagList(email.tags),
    has_attachments: email.attachments.length > 0,
    attachments: email.attachments,
    preview: email.preview,
    markdown: email.markdown,
    review_url: event.reviewUrl,
    decided_by: event.decidedBy,
    reason: event.reason,
    bounce_type: event.bounceType,
    diagnostic: event.diagnostic,
  }
  return {
    id: event.id,
    event_id: event.id,
    event: event.event,
    timestamp: event.timestamp,
    test: event.test,
    ...common,
    from: person(email.from),
    to: email.to.map(person),
    cc: email.cc.map(person),
    ...content,
    data: { ...common, from: email.from.address, to: plain(email.to), cc: plain(email.cc), ...content },
  }
}

export type WebhookBody = ReturnType<typeof bodyOf>

/** The body as JSON text; where it would be too long, lists and texts give way, never keys. */
export function bodyText(event: PostedEvent): string {
  const whole = JSON.stringify(bodyOf(event))
  if (fits(whole) || event.email === null) return whole
  const shorter = { ...event.email, markdown: '', attachments: event.email.attachments.slice(0, 20) }
  const cut = JSON.stringify(bodyOf({ ...event, email: shorter }))
  if (fits(cut)) return cut
  const few = { ...shorter, to: shorter.to.slice(0, 20), cc: [], tags: {}, attachments: [] }
  return JSON.stringify(bodyOf({ ...event, email: { ...few, subject: few.subject.slice(0, 998) } }))
}

// A character has at most three bytes per UTF-16 unit.
const fits = (text: string) =>
  text.length * 3 < MOST_BYTES || new TextEncoder().encode(text).length < MOST_BYTES

/** A sample in which no value is empty: what a test delivery carries, so that a tool learns every key. */
export function sampleEvent(name: PublishedEvent, spelling: string, now: string): PostedEvent {
  const isBounce = name === 'message.bounced'
  return {
    id: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B',
    event: spelling,
    timestamp: now,
    test: true,
    mailboxId: '01KAQ3T9M8ZK6W0R4Y2F7VHX5C',
    mailbox: 'agent@example.com',
    email: {
      id: '01KAQ3T9M8ZK6W0R4Y2F7VHX5D',
      threadId: '01KAQ3T9M8ZK6W0R4Y2F7VHX5E',
      direction: name === 'message.received' ? 'inbound' : 'outbound',
      status: SAMPLE_STATUS[name],
      from: { address: 'agent@example.com', name: 'Example agent' },
      to: [{ address: 'ada@example.org', name: 'Ada Lovelace' }],
      cc: [{ address: 'bob@example.org', name: 'Bob' }],
      subject: 'A sample',
      tags: { project: 'sample' },
      attachments: [{ name: 'sample.pdf', size: 1024, content_type: 'application/pdf' }],
      preview: 'This is what a mail begins with.',
      markdown: 'This is what a mail **says**.',
    },
    decidedBy: 'key:reviewer',
    reason: 'A sample reason.',
    bounceType: isBounce ? 'hard' : 'soft',
    diagnostic: '550 5.1.1 A sample diagnostic',
    reviewUrl: 'https://mail.example.com/v1/approve/sample',
  }
}

const SAMPLE_STATUS: Readonly<Record<PublishedEvent, string>> = {
  'message.received': 'unread',
  'message.sent': 'sent',
  'message.delivered': 'sent',
  'message.bounced': 'send_failed',
  'message.complained': 'sent',
  'message.unsubscribed': 'sent',
  'message.failed': 'send_failed',
  'oversight.pending': 'pending_send_approval',
  'oversight.approved': 'queued',
  'oversight.rejected': 'rejected',
  'mailbox.mode_changed': 'sent',
  'domain.verified': 'sent',
  'domain.failing': 'sent',
  'domain.lapsed': 'sent',
  'account.sending_stopped': 'sent',
  'account.paused': 'sent',
}
