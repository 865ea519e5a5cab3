/** The shapes that answers have (contract §3–§9): every key every time, a missing value is null, a missing list []. */

import { z } from '@hono/zod-openapi'
import { MODES } from '../core/oversight.ts'
import { SCOPES } from '../core/scopes.ts'
import { STATUSES } from '../core/status.ts'

const time = z.string().nullable().openapi({ format: 'date-time' })
const flag01 = z
  .number()
  .int()
  .openapi({ enum: [0, 1] })

/** Some errors have further keys. */
export const ErrorSchema = z
  .looseObject({
    error: z.string(),
    code: z.string(),
    fix: z.string().nullable(),
    details: z.array(z.object({ path: z.string(), message: z.string() })),
    request_id: z.string(),
    retry_after: z.number().int().optional(),
  })
  .openapi('Error', {
    example: {
      error: 'to[0]: "ada" is not a mail address',
      code: 'bad_request',
      fix: 'Correct the fields named in "details" and send it again.',
      details: [{ path: 'to[0]', message: '"ada" is not a mail address' }],
      request_id: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B',
    },
  })

/** The first answer of what needs the operator (contract §2); it never carries an id. */
export const PendingApprovalSchema = z
  .object({
    status: z.literal('pending_approval'),
    message: z.string(),
    fix: z.string(),
    expires_at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('PendingApproval')

export const AccountSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    plan: z.string(),
    oversight_email: z.string(),
    physical_address: z.string().nullable(),
    monthly_email_quota: z.number(),
    emails_sent_this_month: z.number(),
    max_mailboxes: z.number(),
    storage_used_bytes: z.number(),
    max_storage_bytes: z.number(),
    is_active: z.boolean(),
    sending_disabled: z.boolean(),
    sending_disabled_reason: z.string().nullable(),
    enforcement_tier: z.string(),
    account: z.object({ name: z.string() }),
    paused: z.boolean().nullable(),
    paused_at: time,
    paused_by: z.string().nullable(),
    paused_reason: z.string().nullable(),
    test: z.boolean(),
  })
  .openapi('Account')

export const MailboxSchema = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    address: z.string(),
    display_name: z.string().nullable(),
    oversight_mode: z.enum(MODES),
    auto_cc: z.string().nullable(),
    auto_bcc: z.string().nullable(),
    forward_inbound: flag01,
    webhook_url: z.string().nullable(),
    oversight_webhook_url: z.string().nullable(),
    signature_block: z.string().nullable(),
    default_gate_timing: z.enum(['gate_first', 'schedule_first']),
    scheduling_enabled: flag01,
    ai_disclosure: flag01,
    mcp_configured: flag01,
    created_at: z.number().openapi({ description: 'Epoch ms.' }),
    is_active: flag01,
    approvals_required: z.number().nullable(),
    approval_ttl_seconds: z.number().nullable(),
    on_expiry: z.string().nullable(),
    retention_days: z.number().nullable(),
    paused: z.boolean().nullable(),
    paused_reason: z.string().nullable(),
  })
  .openapi('Mailbox')

const summaryShape = {
  id: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  status: z.enum(STATUSES),
  spam_score: z.number().nullable(),
  spam_verdict: z.string(),
  received_at: z.string().openapi({ format: 'date-time' }),
  thread_id: z.string(),
  has_attachments: z.boolean(),
  delivered_at: time,
  bounced_at: time,
  bounce_type: z.string().nullable(),
  erased_at: time,
  test: z.boolean(),
}

export const EmailSummarySchema = z.object(summaryShape).openapi('EmailSummary')

export const AttachmentSchema = z
  .object({ name: z.string(), size: z.number(), content_type: z.string() })
  .openapi('Attachment')

/** How oversight ended: a person approved or refused, nobody decided in time, the scan blocked it, or it was taken back. */
const DecisionOutcome = z.enum(['approved', 'refused', 'expired', 'blocked', 'cancelled'])

/** What a reviewer changed before approving. */
const EditSchema = z.object({
  edited_by: z.string(),
  edited_at: z.string().openapi({ format: 'date-time' }),
  changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
})

export const EmailSchema = z
  .object({
    ...summaryShape,
    mailbox_id: z.string(),
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    markdown: z.string(),
    markdown_reply: z.string(),
    attachments: z.array(AttachmentSchema),
    approved_at: time,
    approved_by: z.string().nullable(),
    tags: z.record(z.string(), z.string()),
    authentication: z.object({
      spf: z.string().nullable(),
      dkim: z.string().nullable(),
      dmarc: z.string().nullable(),
      arc: z.string().nullable(),
      verdict: z.enum(['passed', 'failed', 'unverified']),
      from_domain: z.string().nullable(),
      aligned_domain: z.string().nullable(),
      policy: z.enum(['none', 'quarantine', 'reject']).nullable(),
      vouched_by: z.string().nullable(),
      results: z.string().nullable(),
    }),
    spam_reasons: z.array(z.string()),
    rejected_reason: z.string().nullable(),
    decided_by: z.string().nullable(),
    decision: DecisionOutcome.nullable(),
    edits: z.array(EditSchema),
    sent_at: time,
    send_at: time,
    from_name: z.string(),
    reply_to: z.array(z.string()),
    message_id: z.string().nullable(),
    content_hash: z.string(),
    automatic: z.string().nullable(),
    user_label: z.string().nullable(),
    deliveries: z.array(
      z.object({
        recipient: z.string(),
        state: z.string(),
        attempts: z.number(),
        next_attempt_at: time,
        last_reply: z.string().nullable(),
      }),
    ),
  })
  .openapi('Email')

export const PendingSchema = z
  .object({
    id: z.string(),
    mailbox_id: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    from: z.string(),
    to: z.array(z.string()),
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    subject: z.string(),
    body_markdown: z.string(),
    attachments: z.array(AttachmentSchema),
    status: z.enum(STATUSES),
    received_at: z.string(),
    thread_id: z.string(),
    content_hash: z.string(),
    expires_at: time,
    approvals_required: z.number(),
    approvals_given: z.number(),
    signals: z.array(z.object({ code: z.string(), message: z.string() })),
    mailbox: z.string(),
    oversight_mode: z.enum(MODES),
    from_name: z.string(),
    submitted_by: z.string().nullable(),
    send_at: time,
    body_text: z.string(),
    body_html: z.string(),
    thread: z.array(
      z.object({
        id: z.string(),
        from: z.string(),
        subject: z.string(),
        direction: z.enum(['inbound', 'outbound']),
        received_at: z.string().openapi({ format: 'date-time' }),
        preview: z.string(),
      }),
    ),
    approvals: z.array(
      z.object({
        decided_by: z.string(),
        method: z.string(),
        decided_at: z.string().openapi({ format: 'date-time' }),
        reason: z.string().nullable(),
      }),
    ),
    edits: z.array(EditSchema),
    tags: z.record(z.string(), z.string()),
    paused: z.boolean(),
    test: z.boolean(),
  })
  .openapi('PendingEmail')

export const SubmittedSchema = z
  .object({
    id: z.string(),
    status: z.enum(['pending_scan', 'already_sent']),
    thread_id: z.string(),
    message: z.string(),
    idempotent: z.boolean(),
    test: z.boolean(),
  })
  .openapi('Submitted')

export const DecisionSchema = z
  .object({
    id: z.string(),
    status: z.enum(['approved', 'approved_and_sent', 'rejected']),
    email_status: z.enum(STATUSES),
    decided_by: z.string(),
    reason: z.string().nullable(),
    approvals_given: z.number(),
    approvals_required: z.number(),
    content_hash: z.string(),
    undo_until: time,
    test: z.boolean(),
  })
  .openapi('Decision')

export const ThreadSchema = z
  .object({
    thread_id: z.string(),
    subject: z.string(),
    message_count: z.number(),
    participants: z.array(z.string()),
    last_activity: z.string().openapi({ format: 'date-time' }),
    has_unanswered_inbound: z.boolean(),
    emails: z.array(EmailSummarySchema),
  })
  .openapi('Thread')

export const ContactSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    tags: z.array(z.string()),
    created_at: z.string(),
  })
  .openapi('Contact')

export const KeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    test: z.boolean(),
    mailbox_ids: z.array(z.string()).nullable(),
    created_at: z.string(),
    revoked_at: time,
  })
  .openapi('Key')

export const AllowlistEntrySchema = z
  .object({ id: z.string(), entry: z.string(), created_by: z.string(), created_at: z.string() })
  .openapi('AllowlistEntry')

export const ReviewerSchema = z
  .object({ id: z.string(), address: z.string(), created_by: z.string(), created_at: z.string() })
  .openapi('Reviewer')

export const StandingApprovalSchema = z
  .object({
    id: z.string(),
    key_id: z.string(),
    action: z.string(),
    host: z.string().nullable(),
    created_by: z.string(),
    created_at: z.string(),
  })
  .openapi('StandingApproval')

/** A subscription without its secret. */
export const WebhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    mailbox_id: z.string().nullable(),
    description: z.string(),
    include_body: z.boolean(),
    headers: z.array(z.string()).openapi({ description: 'Names of the headers each POST carries.' }),
    is_active: z.boolean(),
    disabled_at: time,
    disabled_reason: z.string().nullable(),
    failing_since: time,
    created_by: z.string(),
    created_at: z.string().openapi({ format: 'date-time' }),
    test: z.boolean(),
  })
  .openapi('Webhook')

export const WebhookDeliverySchema = z
  .object({
    id: z.string(),
    webhook_id: z.string(),
    event_id: z.string(),
    event_type: z.string(),
    email_id: z.string().nullable(),
    url: z.string(),
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.number(),
    response_status: z.number().nullable(),
    response_body: z.string().nullable(),
    created_at: z.string().openapi({ format: 'date-time' }),
    last_attempt_at: time,
    next_attempt_at: time,
    test: z.boolean(),
  })
  .openapi('WebhookDelivery')

export const AuditEntrySchema = z
  .object({
    id: z.string(),
    action: z.string(),
    resource_type: z.string(),
    resource_id: z.string(),
    mailbox_id: z.string().nullable(),
    actor_key_id: z.string().nullable(),
    actor: z.string(),
    metadata: z.record(z.string(), z.unknown()),
    created_at: z.string(),
    hash: z.string(),
    prev_hash: z.string(),
    chain_position: z.number(),
    test: z.boolean(),
  })
  .openapi('AuditEntry')

/** `{name: [items], cursor}`, as every list answers. */
export function listOf(name: string, item: z.ZodType) {
  return z.object({ [name]: z.array(item), cursor: z.string().nullable() })
}
