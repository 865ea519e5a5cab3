/**
 * The tables as Kysely sees them. Ids are ULIDs in text, times are epoch ms, truth values are 0 or 1, lists and
 * maps are JSON in text. Migrations in `migrations/` make these tables; the two must agree.
 */

import type { Generated } from 'kysely'
import type { Direction, GateTiming, Mode, OversightState } from '../core/oversight.ts'
import type { Stage } from '../core/status.ts'
import type { AccountEndsTable, AccountExportsTable } from './schema-account.ts'
import type { AuditCheckpointsTable, EventDetailsTable, IdentityKeysTable } from './schema-audit.ts'
import type { DeliveryReportsTable, SendingDaysTable, SendingStandingsTable } from './schema-bounces.ts'
import type { DkimKeysTable, DomainsTable } from './schema-domains.ts'
import type { TaughtMailsTable, TaughtWordsTable } from './schema-filtering.ts'
import type {
  AllowlistEntriesTable,
  AmendmentsTable,
  AttemptsTable,
  DecisionsTable,
  DeliveriesTable,
  LinkHostsTable,
  MentionsTable,
  NoticesTable,
  OperatorRequestsTable,
  ReleasesTable,
  ReviewersTable,
  ReviewLinksTable,
  StandingApprovalsTable,
} from './schema-oversight.ts'
import type {
  MessageAuthorsTable,
  PasskeyChallengesTable,
  PasskeysTable,
  PeopleTable,
  SessionsTable,
  SignInCodesTable,
} from './schema-people.ts'
import type { SignUpTables } from './schema-sign-up.ts'
import type { WebhookDeliveriesTable, WebhooksTable } from './schema-webhooks.ts'

export interface AccountsTable {
  id: string
  name: string
  slug: string
  oversight_email: string
  physical_address: string | null
  plan: string
  monthly_email_quota: number
  max_mailboxes: number
  max_storage_bytes: number
  is_active: number
  created_at: number
  /** Since when nothing leaves, who said so and why; null while it is not paused. */
  paused_at: number | null
  paused_by: string | null
  paused_reason: string | null
}

export interface MailboxesTable {
  id: string
  account_id: string
  /** Canonical: lower case, A-label domain. Never given out twice, so it stays after deletion. */
  address: string
  display_name: string | null
  mode: Mode
  auto_cc: string | null
  auto_bcc: string | null
  forward_inbound: number
  signature_block: string | null
  default_gate_timing: GateTiming
  scheduling_enabled: number
  mcp_configured: number
  approvals_required: number
  approval_ttl_seconds: number
  on_expiry: string
  retention_days: number | null
  created_at: number
  deleted_at: number | null
  /** As in {@link AccountsTable}. */
  paused_at: number | null
  paused_by: string | null
  paused_reason: string | null
}

export interface KeysTable {
  id: string
  account_id: string
  name: string
  /** SHA-256 of the raw key, hex. */
  hash: string
  /** The first characters of the raw key, to tell keys apart. */
  prefix: string
  test: number
  can_read: number
  can_send: number
  can_oversight: number
  can_admin: number
  /** JSON list of mailbox ids this key is limited to, or null for all of the account. */
  mailbox_ids: string | null
  created_at: number
  revoked_at: number | null
}

export interface MessagesTable {
  /** Order of arrival in the store, for search and paging inside it; never shown. */
  position: Generated<number>
  id: string
  account_id: string
  mailbox_id: string
  test: number
  direction: Direction
  state: OversightState
  stage: Stage
  /** Oversight mode of the mailbox when the message was submitted or arrived. */
  mode: Mode
  gate_timing: GateTiming | null
  send_at: number | null
  /** When time itself next does something: a held one expires, a scheduled one comes due. */
  due_at: number | null
  expires_at: number | null
  content_hash: string
  /** Hash of what the client asked for, to find the same request again; null for inbound mail. */
  fingerprint: string | null
  thread_id: string
  /** RFC 5322 Message-ID without angle brackets. */
  header_message_id: string | null
  /** JSON list of Message-IDs: the References a reply to this message carries. */
  reference_ids: string
  subject: string
  /** Base subject in lower case (RFC 5256 §2.1), for threading. */
  subject_key: string
  from_address: string
  from_name: string
  to_json: string
  cc_json: string
  bcc_json: string
  reply_to_json: string
  /** `name address` of the author in lower case, for search by part. */
  sender_text: string
  envelope_from: string | null
  raw_sha256: string
  raw_size: number
  has_attachments: number
  preview: string
  submitted_by: string | null
  approved_at: number | null
  approved_by: string | null
  decided_by: string | null
  rejected_reason: string | null
  sent_at: number | null
  delivered_at: number | null
  bounced_at: number | null
  bounce_type: string | null
  complained_at: number | null
  spam_score: number | null
  spam_verdict: string
  /** JSON list of sentences: why it was judged so. */
  spam_reasons_json: string
  user_label: string | null
  /** Why this is not a person writing: `auto_reply`, `list`, `loop`, …; null when it may be one. */
  automatic: string | null
  authentication_json: string
  /** When the body was decoded and indexed; null until then. */
  digested_at: number | null
  /** When reviewers are to be reminded that it is held; null when they were, or need not be. */
  remind_at: number | null
  /** JSON list of {@link Signal}: what a reviewer should know of it. */
  signals_json: string
  /** The message it answers. */
  answers_id: string | null
  /** When its content was erased; null while it is there. */
  erased_at: number | null
  /** Until when, at least, its release waits because whoever approved it may take that back; null when it does not. */
  undo_until: number | null
  created_at: number
}

export interface ContentsTable {
  message_id: string
  /** Null until an inbound body is decoded. */
  markdown: string | null
  markdown_reply: string | null
  /** JSON `{text, html}`: leaves of the raw message that hold the body. */
  leaves_json: string
  /** JSON `Footer` of outbound mail: what was composed below the author's words; null where there is none. */
  footer: string | null
}

export interface AttachmentsTable {
  message_id: string
  position: number
  name: string
  content_type: string
  /** Decoded size in bytes; null until an inbound message is decoded. */
  size: number | null
  /** JSON: where in the raw message it is and how it is encoded. */
  leaf_json: string
}

export interface RecipientsTable {
  message_id: string
  address: string
  kind: 'to' | 'cc' | 'bcc' | 'operator_copy'
}

export interface CapturedTable {
  id: string
  account_id: string
  message_id: string | null
  envelope_from: string
  recipients_json: string
  raw_sha256: string
  /** Fields that stand before the stored message, with CRLF. */
  added_fields: string
  captured_at: number
}

export interface EventsTable {
  id: string
  account_id: string
  mailbox_id: string | null
  chain_id: string
  chain_position: number
  test: number
  action: string
  resource_type: string
  resource_id: string
  actor_key_id: string | null
  actor: string
  metadata: string
  created_at: number
  prev_hash: string
  hash: string
  /** 1 when subscribers and the live feed hear of it. */
  published: number
}

export interface ChainHeadsTable {
  chain_id: string
  position: number
  hash: string
}

export interface ThreadsTable {
  id: string
  account_id: string
  mailbox_id: string
  test: number
  subject: string
  last_message_id: string
}

export interface BlobsTable {
  sha256: string
  size: number
  /** The bytes of a small blob; null when they are in a file. */
  bytes: Uint8Array | null
  /** How many rows use it; 0 when its bytes were erased. */
  uses: number
}

export interface SubmissionKeysTable {
  mailbox_id: string
  test: number
  idempotency_key: string
  message_id: string
  created_at: number
}

export interface IdempotencyTable {
  key_id: string
  idempotency_key: string
  request_hash: string
  /** Null while the first request is running. */
  response_status: number | null
  response_body: string | null
  created_at: number
}

export interface TagsTable {
  message_id: string
  mailbox_id: string
  test: number
  key: string
  value: string
}

export interface ContactsTable {
  id: string
  account_id: string
  test: number
  name: string
  email: string
  tags_json: string
  created_at: number
}

export interface SuppressionsTable {
  id: string
  account_id: string
  test: number
  email_address: string
  reason: string
  mailbox_id: string | null
  created_at: number
}

export interface UsageTable {
  account_id: string
  mailbox_id: string
  test: number
  date: string
  event_type: string
  count: number
}

export interface SettingsTable {
  name: string
  value: string
}

export interface DraftsTable {
  id: string
  account_id: string
  mailbox_id: string
  test: number
  to_json: string
  cc_json: string
  bcc_json: string
  reply_to_json: string
  subject: string
  markdown: string
  /** The message it will answer. */
  answers_id: string | null
  /** JSON list of `{name, content_type, size, sha256}`. */
  attachments_json: string
  created_by: string
  created_at: number
  updated_at: number
  deleted_at: number | null
  /** The message it became. */
  email_id: string | null
}

export interface Schema extends SignUpTables {
  accounts: AccountsTable
  mailboxes: MailboxesTable
  keys: KeysTable
  messages: MessagesTable
  contents: ContentsTable
  attachments: AttachmentsTable
  recipients: RecipientsTable
  decisions: DecisionsTable
  releases: ReleasesTable
  deliveries: DeliveriesTable
  attempts: AttemptsTable
  captured: CapturedTable
  events: EventsTable
  chain_heads: ChainHeadsTable
  threads: ThreadsTable
  blobs: BlobsTable
  submission_keys: SubmissionKeysTable
  idempotency: IdempotencyTable
  tags: TagsTable
  contacts: ContactsTable
  suppressions: SuppressionsTable
  usage: UsageTable
  settings: SettingsTable
  operator_requests: OperatorRequestsTable
  standing_approvals: StandingApprovalsTable
  allowlist_entries: AllowlistEntriesTable
  reviewers: ReviewersTable
  review_links: ReviewLinksTable
  notices: NoticesTable
  amendments: AmendmentsTable
  mentions: MentionsTable
  link_hosts: LinkHostsTable
  drafts: DraftsTable
  webhooks: WebhooksTable
  webhook_deliveries: WebhookDeliveriesTable
  identity_keys: IdentityKeysTable
  audit_checkpoints: AuditCheckpointsTable
  event_details: EventDetailsTable
  taught_mails: TaughtMailsTable
  taught_words: TaughtWordsTable
  domains: DomainsTable
  dkim_keys: DkimKeysTable
  delivery_reports: DeliveryReportsTable
  sending_days: SendingDaysTable
  sending_standings: SendingStandingsTable
  account_ends: AccountEndsTable
  account_exports: AccountExportsTable
  people: PeopleTable
  sessions: SessionsTable
  sign_in_codes: SignInCodesTable
  passkeys: PasskeysTable
  passkey_challenges: PasskeyChallengesTable
  message_authors: MessageAuthorsTable
}
