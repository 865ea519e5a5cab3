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

/** The Markdown of a mail is posted up to so many bytes of UTF-8: 100 KB. */
export const MARKDOWN_BYTES = 100_000
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

/** How much of each thing is posted. Bytes are of UTF-8. */
interface Limits {
  readonly markdown: number
  readonly people: number
  readonly attachments: number
  readonly tags: number
  /** Bytes of a subject, a reason, a diagnostic or a preview. */
  readonly text: number
  /** Bytes of a name, an address or a tag. */
  readonly word: number
}

/** More than ever fits, so that nothing huge is made only to be measured. */
const WIDEST: Limits = {
  markdown: MARKDOWN_BYTES,
  people: 1_000,
  attachments: 500,
  tags: 500,
  text: 8_000,
  word: 4_000,
}

/** What gives way first, so that a body fits: the text of the mail, then long lists, then long words. */
const LIMITS: readonly Limits[] = [
  WIDEST,
  { ...WIDEST, markdown: 50_000 },
  { ...WIDEST, markdown: 20_000 },
  { ...WIDEST, markdown: 0, attachments: 100, people: 200, text: 4_000 },
  { markdown: 0, attachments: 20, people: 50, tags: 50, text: 2_000, word: 1_000 },
  // Even if JSON writes every byte as six.
  { markdown: 0, attachments: 8, people: 10, tags: 10, text: 500, word: 128 },
]

/** Room for the link that is put in when the body is posted, in bytes. */
const LINK_ROOM = 4_096

/** The body as JSON text; where it would be too long, lists and texts give way, never keys. */
export function bodyText(event: PostedEvent): string {
  for (const limits of LIMITS) {
    const text = JSON.stringify(bodyOf(limited(event, limits)))
    if (fits(text)) return text
  }
  return JSON.stringify(bodyOf({ ...event, email: null, reason: '', diagnostic: '', mailbox: '' }))
}

// A UTF-16 unit has at most three bytes.
const fits = (text: string) =>
  text.length * 3 < MOST_BYTES - LINK_ROOM ||
  (text.length < MOST_BYTES && utf8.encode(text).length < MOST_BYTES - LINK_ROOM)

const utf8 = new TextEncoder()

/** The beginning of a text: at most `bytes` bytes of UTF-8, and no half characters. */
function beginning(text: string, bytes: number): string {
  if (text.length * 3 <= bytes) return text
  const { read } = utf8.encodeInto(text, new Uint8Array(Math.min(bytes, text.length * 3)))
  return text.slice(0, read)
}

function limited(event: PostedEvent, limits: Limits): PostedEvent {
  const text = (long: string) => beginning(long, limits.text)
  return {
    ...event,
    email: event.email === null ? null : limitedEmail(event.email, limits),
    decidedBy: text(event.decidedBy),
    reason: text(event.reason),
    diagnostic: text(event.diagnostic),
  }
}

function limitedEmail(email: PostedEmail, limits: Limits): PostedEmail {
  const text = (long: string) => beginning(long, limits.text)
  const word = (long: string) => beginning(long, limits.word)
  const one = ({ address, name }: Address) => ({ address: word(address), name: word(name) })
  const tags = Object.entries(email.tags).slice(0, limits.tags)
  return {
    ...email,
    from: one(email.from),
    to: email.to.slice(0, limits.people).map(one),
    cc: email.cc.slice(0, limits.people).map(one),
    subject: text(email.subject),
    tags: Object.fromEntries(tags.map(([key, value]) => [word(key), word(value)])),
    attachments: email.attachments
      .slice(0, limits.attachments)
      .map(({ name, size, content_type }) => ({ name: word(name), size, content_type: word(content_type) })),
    preview: text(email.preview),
    markdown: beginning(email.markdown, limits.markdown),
  }
}

/** A stored body with the link in the place of {@link REVIEW_URL_HOLE}; words of the mail are never taken for it. */
export function withReviewUrl(body: string, url: string): string {
  const parsed = JSON.parse(body) as WebhookBody
  if (parsed.review_url !== REVIEW_URL_HOLE) return body
  return JSON.stringify({ ...parsed, review_url: url, data: { ...parsed.data, review_url: url } })
}

/** Whether a stored body waits for its link. */
export function wantsReviewUrl(body: string): boolean {
  return body.includes(REVIEW_URL_HOLE) && (JSON.parse(body) as WebhookBody).review_url === REVIEW_URL_HOLE
}

/** A sample in which no value is empty: what a test delivery carries, so that a tool learns every key. */
export function sampleEvent(name: PublishedEvent, spelling: string, now: string): PostedEvent {
  const isBounce = name === 'message.bounced'
  const isInbound = name === 'message.received'
  const agent = { address: 'agent@example.com', name: 'Example agent' }
  const ada = { address: 'ada@example.org', name: 'Ada Lovelace' }
  return {
    id: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B',
    event: spelling,
    timestamp: now,
    test: true,
    mailboxId: '01KAQ3T9M8ZK6W0R4Y2F7VHX5C',
    mailbox: agent.address,
    email: {
      id: '01KAQ3T9M8ZK6W0R4Y2F7VHX5D',
      threadId: '01KAQ3T9M8ZK6W0R4Y2F7VHX5E',
      direction: isInbound ? 'inbound' : 'outbound',
      status: SAMPLE_STATUS[name],
      from: isInbound ? ada : agent,
      to: [isInbound ? agent : ada],
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
    diagnostic: 'ada@example.org: 550 5.1.1 A sample diagnostic',
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
  'oversight.undone': 'pending_send_approval',
  'mailbox.mode_changed': 'sent',
  'domain.verified': 'sent',
  'domain.failing': 'sent',
  'domain.lapsed': 'sent',
  'account.sending_stopped': 'sent',
  'account.paused': 'sent',
}
