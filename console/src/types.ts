/** What the server answers, as far as the console looks at it (see /openapi.json). */

export type Role = 'owner' | 'reviewer' | 'viewer'
export type Mode = 'read_only' | 'gated_all' | 'gated_send' | 'monitored' | 'autonomous'

export interface Session {
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role }
  readonly account: {
    readonly id: string
    readonly name: string
    readonly slug: string
    readonly paused: boolean
    readonly oversight_email: string
  }
  readonly sign_in_methods: { readonly passkeys: number; readonly password: boolean; readonly totp: boolean }
}

export interface Attachment {
  readonly name: string
  readonly size: number
  readonly content_type: string
}

export interface Edit {
  readonly edited_by: string
  readonly edited_at: string
  readonly changes: readonly { readonly field: string; readonly before: string; readonly after: string }[]
}

export interface Pending {
  readonly id: string
  readonly mailbox_id: string
  readonly mailbox: string
  readonly direction: 'inbound' | 'outbound'
  readonly oversight_mode: Mode
  readonly from: string
  readonly from_name: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly body_markdown: string
  readonly body_text: string
  readonly attachments: readonly Attachment[]
  readonly received_at: string
  readonly expires_at: string | null
  readonly send_at: string | null
  readonly submitted_by: string | null
  readonly content_hash: string
  readonly approvals_required: number
  readonly approvals_given: number
  readonly approvals: readonly { readonly decided_by: string; readonly decided_at: string }[]
  readonly signals: readonly { readonly code: string; readonly message: string }[]
  readonly thread: readonly {
    readonly id: string
    readonly from: string
    readonly subject: string
    readonly direction: 'inbound' | 'outbound'
    readonly received_at: string
    readonly preview: string
  }[]
  readonly edits: readonly Edit[]
  readonly paused: boolean
}

export interface Mailbox {
  readonly id: string
  readonly address: string
  readonly display_name: string | null
  readonly oversight_mode: Mode
  readonly auto_cc: string | null
  readonly auto_bcc: string | null
  readonly forward_inbound: 0 | 1
  readonly signature_block: string | null
  readonly is_active: 0 | 1
  readonly approvals_required: number | null
  readonly approval_ttl_seconds: number | null
  readonly paused: boolean | null
}

export interface EmailSummary {
  readonly id: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly direction: 'inbound' | 'outbound'
  readonly status: string
  readonly received_at: string
  readonly thread_id: string
  readonly has_attachments: boolean
  readonly delivered_at: string | null
  readonly bounced_at: string | null
}

export interface Email extends EmailSummary {
  readonly mailbox_id: string
  readonly from_name: string
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly markdown: string
  readonly attachments: readonly Attachment[]
  readonly approved_at: string | null
  readonly approved_by: string | null
  readonly decided_by: string | null
  readonly decision: string | null
  readonly rejected_reason: string | null
  readonly sent_at: string | null
  readonly send_at: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly edits: readonly Edit[]
  readonly spam_verdict: string
  readonly spam_reasons: readonly string[]
  readonly authentication: {
    readonly verdict: string
    readonly spf: string | null
    readonly dkim: string | null
    readonly dmarc: string | null
  }
}

export interface Draft {
  readonly id: string
  readonly mailbox_id: string
  readonly to: readonly string[]
  readonly subject: string
  readonly markdown: string
  readonly status: string
  readonly updated_at: string
}

export interface Delivery {
  readonly recipient: string
  readonly status: string
  readonly delivered_at: string | null
  readonly bounced_at: string | null
  readonly next_attempt_at: string | null
  readonly last_reply: string | null
  readonly attempts: readonly {
    readonly at: string
    readonly outcome: string
    readonly host: string | null
    readonly reply: string | null
    readonly tls: string | null
  }[]
}

export interface Key {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly test: boolean
  readonly mailbox_ids: readonly string[] | null
  readonly created_at: string
  readonly revoked_at: string | null
}

export interface Webhook {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly is_active: boolean
  readonly disabled_reason: string | null
  readonly failing_since: string | null
}

export interface WebhookDelivery {
  readonly id: string
  readonly event_type: string
  readonly url: string
  readonly status: string
  readonly attempts: number
  readonly response_status: number | null
  readonly response_body: string | null
  readonly created_at: string
}

export interface DnsRecord {
  readonly purpose: string
  readonly type: string
  readonly name: string
  readonly value: string
  readonly priority: number | null
  readonly required: boolean
  readonly status: string
  readonly found: readonly string[]
  readonly problem: string | null
}

export interface Domain {
  readonly id: string
  readonly domain: string
  readonly status: string
  readonly dns_records: readonly DnsRecord[]
}

export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly status: string
  readonly is_oversight_address: boolean
  readonly last_seen_at: string | null
}

export interface SignInSession {
  readonly id: string
  readonly current: boolean
  readonly method: string
  readonly ip: string
  readonly user_agent: string
  readonly last_used_at: string
}

export interface Ladder {
  readonly emails: number
  readonly modes: readonly {
    readonly mode: Mode
    readonly current: boolean
    readonly held_last_week: number
    readonly sent_last_week: number
    readonly summary: string
  }[]
}

export interface StatisticsDay {
  readonly date: string
  readonly sent: number
  readonly held: number
  readonly approved: number
  readonly rejected: number
  readonly expired: number
  readonly bounced: number
  readonly complained: number
  readonly received: number
}

export interface Statistics {
  readonly days: readonly StatisticsDay[]
  readonly median_wait_seconds: number | null
  readonly waiting_now: number
}

export interface AuditEntry {
  readonly id: string
  readonly action: string
  readonly actor: string
  readonly resource_type: string
  readonly resource_id: string
  readonly mailbox_id: string | null
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly hash: string
}

export interface LiveEvent {
  readonly id: string
  readonly event: string
  readonly email_id: string | null
  readonly decided_by: string
  readonly subject: string
}
