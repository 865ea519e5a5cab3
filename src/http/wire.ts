/** From rows to what clients see (contract §4–§7): the only place where `message` becomes `email`. */

import type { Address } from '../core/address.ts'
import type { Authentication } from '../core/authentication.ts'
import { authenticityOf } from '../core/authenticity.ts'
import { reveal } from '../core/hidden-values.ts'
import type { Signal } from '../core/risk.ts'
import { seesHeld } from '../core/scopes.ts'
import type { Principal } from '../store/access.ts'
import type { AllowlistEntry } from '../store/allowlist.ts'
import type { Amendment } from '../store/amendments.ts'
import type { Delivery } from '../store/deliveries.ts'
import type { ListedEvent } from '../store/events.ts'
import { type Key, mailboxIdsOf, scopesOf } from '../store/keys.ts'
import type { Contact } from '../store/labels.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import {
  type Attachment,
  type Contents,
  type Message,
  outcomeOfMessage,
  statusOfMessage,
} from '../store/messages.ts'
import type { StandingApproval } from '../store/operator-requests.ts'
import type { Decision } from '../store/permits.ts'
import type { ReviewCase } from '../store/review-case.ts'
import type { Reviewer } from '../store/reviewers.ts'

/** Epoch ms as ISO 8601 in UTC. */
export const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

const addresses = (json: string) => (JSON.parse(json) as Address[]).map(({ address }) => address)

export function summaryOf(message: Message) {
  return {
    id: message.id,
    from: message.from_address,
    to: addresses(message.to_json),
    subject: message.subject,
    direction: message.direction,
    status: statusOfMessage(message),
    spam_score: message.spam_score,
    spam_verdict: message.spam_verdict,
    received_at: iso(message.created_at),
    thread_id: message.thread_id,
    has_attachments: message.has_attachments === 1,
    delivered_at: isoOrNull(message.delivered_at),
    bounced_at: isoOrNull(message.bounced_at),
    bounce_type: message.bounce_type,
    erased_at: isoOrNull(message.erased_at),
    test: message.test === 1,
  }
}

export function attachmentOf(attachment: Attachment) {
  return { name: attachment.name, size: attachment.size ?? 0, content_type: attachment.content_type }
}

interface EmailParts {
  readonly contents: Contents | undefined
  readonly attachments: readonly Attachment[]
  readonly tags: Readonly<Record<string, string>>
  readonly deliveries: readonly Delivery[]
  readonly amendments: readonly Amendment[]
}

/**
 * Who decided, as a reader is told: an agent does not learn the addresses of its reviewers, only that one of them
 * came by a link.
 */
/** Who decided, as a key may know it: agents do not see the addresses of reviewers. */
export function deciderOf(name: string, principal: Principal): string
export function deciderOf(name: string | null, principal: Principal): string | null
export function deciderOf(name: string | null, principal: Principal): string | null {
  return !seesHeld(principal.scopes) && /^(?:link|person):/.test(name ?? '') ? 'link' : name
}

export function emailOf(message: Message, principal: Principal, parts: EmailParts) {
  return {
    ...summaryOf(message),
    mailbox_id: message.mailbox_id,
    cc: addresses(message.cc_json),
    bcc: message.direction === 'outbound' ? addresses(message.bcc_json) : [],
    markdown: parts.contents?.markdown ?? '',
    markdown_reply: parts.contents?.markdown_reply ?? '',
    attachments: parts.attachments.map(attachmentOf),
    approved_at: isoOrNull(message.approved_at),
    approved_by: deciderOf(message.approved_by, principal),
    tags: parts.tags,
    authentication: authenticationOf(message),
    spam_reasons: JSON.parse(message.spam_reasons_json) as string[],
    rejected_reason: message.rejected_reason,
    decided_by: deciderOf(message.decided_by, principal),
    decision: outcomeOfMessage(message),
    edits: parts.amendments.map((amendment) => editOf(amendment, deciderOf(amendment.actor, principal))),
    sent_at: isoOrNull(message.sent_at),
    send_at: isoOrNull(message.send_at),
    from_name: message.from_name,
    reply_to: addresses(message.reply_to_json),
    message_id: message.header_message_id,
    content_hash: message.content_hash,
    automatic: message.automatic,
    user_label: message.user_label,
    deliveries: parts.deliveries.map(deliveryOf),
  }
}

/** What the checks of the sender found; null for what was not looked at. */
function authenticationOf(message: Message) {
  const found = JSON.parse(message.authentication_json) as Partial<Authentication>
  return {
    spf: found.spf ?? null,
    dkim: found.dkim ?? null,
    dmarc: found.dmarc ?? null,
    arc: found.arc ?? null,
    verdict: authenticityOf(found),
    from_domain: found.from_domain ?? null,
    aligned_domain: found.aligned_domain ?? null,
    policy: found.policy ?? null,
    vouched_by: found.vouched_by ?? null,
    results: found.results ?? null,
  }
}

function deliveryOf(delivery: Delivery) {
  return {
    recipient: delivery.recipient,
    state: delivery.state,
    attempts: delivery.attempts,
    next_attempt_at: isoOrNull(delivery.state === 'queued' ? delivery.due_at : null),
    last_reply: delivery.last_reply,
  }
}

/** What a reviewer changed, as readers see it. */
function editOf(amendment: Amendment, editedBy: string) {
  return {
    edited_by: editedBy,
    edited_at: iso(amendment.created_at),
    changes: JSON.parse(amendment.changes_json) as { field: string; before: string; after: string }[],
  }
}

interface PendingParts {
  /** The body as it will look, and as text. */
  readonly body: { readonly html: string; readonly text: string }
  /** Messages of the thread before it, oldest first. */
  readonly thread: readonly Message[]
  readonly approvals: readonly Decision[]
  readonly amendments: readonly Amendment[]
  readonly tags: Readonly<Record<string, string>>
}

export function pendingOf(found: ReviewCase, parts: PendingParts) {
  const { message, mailbox, account } = found
  return {
    id: message.id,
    mailbox_id: message.mailbox_id,
    direction: message.direction,
    from: message.from_address,
    to: addresses(message.to_json),
    cc: addresses(message.cc_json),
    bcc: addresses(message.bcc_json),
    subject: message.subject,
    body_markdown: found.contents.markdown ?? '',
    attachments: found.attachments.map(attachmentOf),
    status: statusOfMessage(message),
    received_at: iso(message.created_at),
    thread_id: message.thread_id,
    content_hash: message.content_hash,
    expires_at: isoOrNull(message.expires_at),
    approvals_required: mailbox.approvals_required,
    approvals_given: found.approvalsGiven,
    signals: JSON.parse(message.signals_json) as Signal[],
    mailbox: mailbox.address,
    oversight_mode: mailbox.mode,
    from_name: message.from_name,
    submitted_by: found.askedBy,
    send_at: isoOrNull(message.send_at),
    body_text: parts.body.text,
    body_html: parts.body.html,
    thread: parts.thread.map((earlier) => ({
      id: earlier.id,
      from: earlier.from_address,
      subject: earlier.subject,
      direction: earlier.direction,
      received_at: iso(earlier.created_at),
      preview: earlier.preview,
    })),
    approvals: parts.approvals.map((decision) => ({
      decided_by: decision.actor,
      method: decision.method,
      decided_at: iso(decision.created_at),
      reason: decision.reason,
    })),
    edits: parts.amendments.map((amendment) => editOf(amendment, amendment.actor)),
    tags: parts.tags,
    paused: mailbox.paused_at !== null || account.paused_at !== null,
    test: message.test === 1,
  }
}

export function allowlistEntryOf(entry: AllowlistEntry) {
  return {
    id: entry.id,
    entry: entry.entry,
    created_by: entry.created_by,
    created_at: iso(entry.created_at),
  }
}

export function reviewerOf(reviewer: Reviewer) {
  return {
    id: reviewer.id,
    address: reviewer.address,
    created_by: reviewer.created_by,
    created_at: iso(reviewer.created_at),
  }
}

export function standingApprovalOf(approval: StandingApproval) {
  return {
    id: approval.id,
    key_id: approval.key_id,
    action: approval.action,
    host: approval.host,
    created_by: approval.created_by,
    created_at: iso(approval.created_at),
  }
}

/** An agent does not learn its own thresholds: they are null for keys without `admin` or `oversight`. */
export function mailboxOf(mailbox: Mailbox, principal: Principal) {
  const mayKnow = seesHeld(principal.scopes)
  return {
    id: mailbox.id,
    tenant_id: mailbox.account_id,
    address: mailbox.address,
    display_name: mailbox.display_name,
    oversight_mode: mailbox.mode,
    auto_cc: mailbox.auto_cc,
    auto_bcc: mailbox.auto_bcc,
    forward_inbound: mailbox.forward_inbound,
    webhook_url: null,
    oversight_webhook_url: null,
    signature_block: mailbox.signature_block,
    default_gate_timing: mailbox.default_gate_timing,
    scheduling_enabled: mailbox.scheduling_enabled,
    ai_disclosure: 1,
    mcp_configured: mailbox.mcp_configured,
    created_at: mailbox.created_at,
    is_active: mailbox.deleted_at === null ? 1 : 0,
    approvals_required: mayKnow ? mailbox.approvals_required : null,
    approval_ttl_seconds: mayKnow ? mailbox.approval_ttl_seconds : null,
    on_expiry: mayKnow ? mailbox.on_expiry : null,
    retention_days: mayKnow ? mailbox.retention_days : null,
    paused: mayKnow ? mailbox.paused_at !== null : null,
    paused_reason: mayKnow ? mailbox.paused_reason : null,
  }
}

export function keyOf(key: Key) {
  return {
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: scopesOf(key),
    test: key.test === 1,
    mailbox_ids: mailboxIdsOf(key),
    created_at: iso(key.created_at),
    revoked_at: isoOrNull(key.revoked_at),
  }
}

export function contactOf(contact: Contact) {
  return {
    id: contact.id,
    name: contact.name,
    email: contact.email,
    tags: JSON.parse(contact.tags_json) as string[],
    created_at: iso(contact.created_at),
  }
}

export function auditEntryOf(event: ListedEvent) {
  return {
    id: event.id,
    action: event.action,
    resource_type: event.resource_type,
    resource_id: event.resource_id,
    mailbox_id: event.mailbox_id,
    actor_key_id: event.actor_key_id,
    actor: event.actor,
    metadata: clearMetadata(event),
    created_at: iso(event.created_at),
    hash: event.hash,
    prev_hash: event.prev_hash,
    chain_position: event.chain_position,
    test: event.test === 1,
  }
}

/** Even an entry that somebody tampered with must be shown. */
function clearMetadata({ metadata, values_json: values }: ListedEvent): Record<string, unknown> {
  try {
    const hidden = values === null ? null : (JSON.parse(values) as Record<string, string>)
    return { ...reveal(JSON.parse(metadata) as Record<string, unknown>, hidden) }
  } catch {
    return { unreadable: metadata }
  }
}

/** What a thread's visible messages add up to; null when none may be seen. */
export function threadOf(threadId: string, messages: readonly Message[]) {
  const [first, last] = [messages[0], messages.at(-1)]
  if (first === undefined || last === undefined) return null
  const people = messages.flatMap((message) => [
    message.from_address,
    ...addresses(message.to_json),
    ...addresses(message.cc_json),
  ])
  return {
    thread_id: threadId,
    subject: first.subject,
    message_count: messages.length,
    participants: [...new Set(people.map((person) => person.toLowerCase()))],
    last_activity: iso(last.created_at),
    has_unanswered_inbound: last.direction === 'inbound',
    emails: messages.map(summaryOf),
  }
}
