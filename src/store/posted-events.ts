/** Events of the trail as subscribers and the live feed are told of them (contract §8). */

import type { Address } from '../core/address.ts'
import type { PostedEmail, PostedEvent } from '../core/webhook-body.ts'
import type { Reader } from './db.ts'
import { readMetadata } from './events.ts'
import { findTags } from './labels.ts'
import { findContents, listAttachments, type Message } from './messages.ts'
import type { EventsTable } from './schema.ts'

/** How somebody wants to hear of an event. */
export interface Listener {
  /** The name of the event, in their spelling. */
  readonly spelling: string
  readonly includesBody: boolean
}

/** An event with the email it is about, as it is told; `message` is that email. */
export async function postedEvent(
  reader: Reader,
  event: EventsTable,
  message: Message | undefined,
  listener: Listener,
): Promise<PostedEvent> {
  const metadata = await readMetadata(reader, event)
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const recipient = text(metadata.recipient)
  const reply = text(metadata.reply)
  const isDecision = event.action === 'oversight.approved' || event.action === 'oversight.rejected'
  return {
    id: event.id,
    event: listener.spelling,
    timestamp: new Date(event.created_at).toISOString(),
    test: event.test === 1,
    mailboxId: event.mailbox_id,
    mailbox: await addressOf(reader, event.mailbox_id),
    email: message === undefined ? null : await postedEmail(reader, message, metadata, listener),
    decidedBy: isDecision ? event.actor : '',
    reason: text(metadata.reason) || modeChange(event, metadata),
    bounceType: text(metadata.bounce_type),
    diagnostic: recipient === '' || reply === '' ? reply : `${recipient}: ${reply}`,
    reviewUrl: '',
  }
}

function modeChange(event: EventsTable, metadata: Readonly<Record<string, unknown>>): string {
  return event.action === 'mailbox.mode_changed' ? `From ${metadata.from} to ${metadata.to}.` : ''
}

async function addressOf(reader: Reader, mailboxId: string | null): Promise<string> {
  if (mailboxId === null) return ''
  const row = await reader
    .selectFrom('mailboxes')
    .select('address')
    .where('id', '=', mailboxId)
    .executeTakeFirst()
  return row?.address ?? ''
}

async function postedEmail(
  reader: Reader,
  message: Message,
  metadata: Readonly<Record<string, unknown>>,
  { includesBody }: Listener,
): Promise<PostedEmail> {
  const people = (json: string) => JSON.parse(json) as Address[]
  const shown = {
    id: message.id,
    threadId: message.thread_id,
    direction: message.direction,
    status: typeof metadata.status === 'string' ? metadata.status : '',
  }
  // Inbound mail that nobody has let through is not shown to anybody but its reviewers.
  if (message.direction === 'inbound' && message.state !== 'released') return { ...HIDDEN, ...shown }
  const contents = includesBody ? await findContents(reader, message.id) : undefined
  return {
    ...shown,
    from: { address: message.from_address, name: message.from_name },
    to: people(message.to_json),
    cc: people(message.cc_json),
    subject: message.subject,
    tags: await findTags(reader, message.id),
    attachments: (await listAttachments(reader, message.id)).map(({ name, size, content_type }) => ({
      name,
      size: size ?? 0,
      content_type,
    })),
    preview: message.preview,
    markdown: contents?.markdown ?? '',
  }
}

const HIDDEN = {
  from: { address: '', name: '' },
  to: [],
  cc: [],
  subject: '',
  tags: {},
  attachments: [],
  preview: '',
  markdown: '',
}
