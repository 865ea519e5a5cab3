/**
 * The first schema. The permit is here: a row in `deliveries` needs a row in `releases`, and constraints make a
 * release that the rules do not allow impossible, whatever the code above does.
 */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(types: ColumnTypes): string[] {
  return [...owners(), ...messages(types), ...permits(), ...trail(), ...requests(types)]
}

const MODE = `('read_only','gated_all','gated_send','monitored','autonomous')`
const FLAG = (name: string) => `${name} integer NOT NULL CHECK (${name} IN (0, 1))`

function owners(): string[] {
  return [
    `CREATE TABLE settings (name text PRIMARY KEY, value text NOT NULL)`,
    `CREATE TABLE accounts (
      id text PRIMARY KEY, name text NOT NULL, slug text NOT NULL UNIQUE, oversight_email text NOT NULL,
      physical_address text, plan text NOT NULL, monthly_email_quota bigint NOT NULL,
      max_mailboxes bigint NOT NULL, max_storage_bytes bigint NOT NULL, ${FLAG('is_active')},
      created_at bigint NOT NULL)`,
    `CREATE TABLE mailboxes (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), address text NOT NULL UNIQUE,
      display_name text, mode text NOT NULL CHECK (mode IN ${MODE}), auto_cc text, auto_bcc text,
      ${FLAG('forward_inbound')}, signature_block text,
      default_gate_timing text NOT NULL CHECK (default_gate_timing IN ('gate_first','schedule_first')),
      ${FLAG('scheduling_enabled')}, ${FLAG('mcp_configured')},
      approvals_required integer NOT NULL CHECK (approvals_required >= 1),
      approval_ttl_seconds bigint NOT NULL CHECK (approval_ttl_seconds > 0),
      on_expiry text NOT NULL CHECK (on_expiry IN ('reject')), retention_days integer,
      created_at bigint NOT NULL, deleted_at bigint)`,
    `CREATE INDEX mailboxes_of_account ON mailboxes (account_id, id)`,
    `CREATE TABLE keys (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), name text NOT NULL,
      hash text NOT NULL UNIQUE, prefix text NOT NULL, ${FLAG('test')}, ${FLAG('can_read')},
      ${FLAG('can_send')}, ${FLAG('can_oversight')}, ${FLAG('can_admin')}, mailbox_ids text,
      created_at bigint NOT NULL, revoked_at bigint,
      CONSTRAINT nobody_approves_their_own_mail CHECK (NOT (can_send = 1 AND can_oversight = 1)))`,
    `CREATE INDEX keys_of_account ON keys (account_id, id)`,
  ]
}

function messages(types: ColumnTypes): string[] {
  return [
    `CREATE TABLE blobs (sha256 text PRIMARY KEY, size bigint NOT NULL, bytes ${types.bytes})`,
    `CREATE TABLE threads (
      id text PRIMARY KEY, account_id text NOT NULL, mailbox_id text NOT NULL REFERENCES mailboxes (id),
      ${FLAG('test')}, subject text NOT NULL, last_message_id text NOT NULL)`,
    `CREATE INDEX threads_of_mailbox ON threads (mailbox_id, test, last_message_id)`,
    `CREATE TABLE messages (
      position ${types.position}, id text NOT NULL UNIQUE,
      account_id text NOT NULL, mailbox_id text NOT NULL REFERENCES mailboxes (id), ${FLAG('test')},
      direction text NOT NULL CHECK (direction IN ('inbound','outbound')),
      state text NOT NULL CHECK (state IN
        ('scanning','held','parked','scheduled','released','rejected','expired','cancelled')),
      stage text NOT NULL, mode text NOT NULL CHECK (mode IN ${MODE}), gate_timing text,
      send_at bigint, due_at bigint, expires_at bigint, content_hash text NOT NULL, fingerprint text,
      thread_id text NOT NULL REFERENCES threads (id), header_message_id text, reference_ids text NOT NULL,
      subject text NOT NULL, subject_key text NOT NULL, from_address text NOT NULL, from_name text NOT NULL,
      to_json text NOT NULL, cc_json text NOT NULL, bcc_json text NOT NULL, reply_to_json text NOT NULL,
      sender_text text NOT NULL, envelope_from text,
      raw_sha256 text NOT NULL REFERENCES blobs (sha256), raw_size bigint NOT NULL,
      ${FLAG('has_attachments')}, preview text NOT NULL, submitted_by text,
      approved_at bigint, approved_by text, decided_by text, rejected_reason text,
      sent_at bigint, delivered_at bigint, bounced_at bigint, bounce_type text, complained_at bigint,
      spam_score double precision, spam_verdict text NOT NULL, user_label text, automatic text,
      authentication_json text NOT NULL, digested_at bigint, created_at bigint NOT NULL,
      CONSTRAINT only_released_mail_has_a_stage CHECK (stage = 'none' OR state = 'released'),
      CONSTRAINT what_a_release_names UNIQUE (id, content_hash, direction, test, mode))`,
    `CREATE INDEX messages_newest ON messages (mailbox_id, test, id)`,
    `CREATE INDEX messages_by_status ON messages (mailbox_id, test, state, stage, direction, id)`,
    `CREATE INDEX messages_by_direction ON messages (mailbox_id, test, direction, id)`,
    `CREATE INDEX messages_with_attachments ON messages (mailbox_id, test, id) WHERE has_attachments = 1`,
    `CREATE INDEX messages_by_header_id ON messages (mailbox_id, test, header_message_id)`,
    `CREATE INDEX messages_by_subject ON messages (mailbox_id, test, subject_key, id)`,
    `CREATE INDEX messages_of_thread ON messages (thread_id, id)`,
    `CREATE INDEX messages_held ON messages (account_id, test, id) WHERE state = 'held'`,
    `CREATE INDEX messages_spam ON messages (account_id, test, id)
      WHERE stage IN ('spam_flagged', 'spam_quarantined')`,
    `CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL`,
    `CREATE INDEX messages_to_digest ON messages (position) WHERE digested_at IS NULL`,
    `CREATE INDEX messages_by_fingerprint ON messages (mailbox_id, test, fingerprint, created_at)
      WHERE fingerprint IS NOT NULL`,
    `CREATE TABLE contents (
      message_id text PRIMARY KEY REFERENCES messages (id), markdown text, markdown_reply text,
      leaves_json text NOT NULL)`,
    `CREATE TABLE attachments (
      message_id text NOT NULL REFERENCES messages (id), position integer NOT NULL, name text NOT NULL,
      content_type text NOT NULL, size bigint, leaf_json text NOT NULL, PRIMARY KEY (message_id, position))`,
    `CREATE TABLE recipients (
      message_id text NOT NULL REFERENCES messages (id), address text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('to','cc','bcc','operator_copy')), PRIMARY KEY (message_id, address))`,
    `CREATE TABLE tags (
      message_id text NOT NULL REFERENCES messages (id), mailbox_id text NOT NULL, ${FLAG('test')},
      key text NOT NULL, value text NOT NULL, PRIMARY KEY (message_id, key))`,
    `CREATE INDEX tags_by_key ON tags (mailbox_id, test, key, message_id)`,
    `CREATE INDEX tags_by_value ON tags (mailbox_id, test, key, value, message_id)`,
  ]
}

function permits(): string[] {
  return [
    `CREATE TABLE decisions (
      id text PRIMARY KEY, account_id text NOT NULL, message_id text NOT NULL REFERENCES messages (id),
      content_hash text NOT NULL, action text NOT NULL CHECK (action IN ('approve','reject')),
      actor text NOT NULL, method text NOT NULL CHECK (method IN ('key','terminal')), reason text,
      created_at bigint NOT NULL,
      CONSTRAINT one_decision_of_each_reviewer UNIQUE (message_id, content_hash, actor),
      CONSTRAINT what_an_approval_names UNIQUE (id, message_id, content_hash, action))`,
    `CREATE TABLE releases (
      id text PRIMARY KEY, message_id text NOT NULL UNIQUE,
      direction text NOT NULL, ${FLAG('test')}, mode text NOT NULL,
      basis text NOT NULL CHECK (basis IN ('mode','approval')),
      content_hash text NOT NULL, decision_id text, decision_action text, created_at bigint NOT NULL,
      CONSTRAINT of_this_very_message FOREIGN KEY (message_id, content_hash, direction, test, mode)
        REFERENCES messages (id, content_hash, direction, test, mode),
      CONSTRAINT approval_is_of_this_content FOREIGN KEY (decision_id, message_id, content_hash, decision_action)
        REFERENCES decisions (id, message_id, content_hash, action),
      CONSTRAINT no_gated_mode_lets_go_by_itself CHECK (basis <> 'mode'
        OR (direction = 'outbound' AND mode IN ('monitored','autonomous'))
        OR (direction = 'inbound' AND mode <> 'gated_all')),
      CONSTRAINT approval_needs_a_decision CHECK (
        (basis = 'approval' AND decision_id IS NOT NULL AND decision_action IS NOT NULL
          AND decision_action = 'approve')
        OR (basis = 'mode' AND decision_id IS NULL AND decision_action IS NULL)),
      CONSTRAINT a_read_only_mailbox_sends_nothing CHECK (NOT (direction = 'outbound' AND mode = 'read_only')),
      CONSTRAINT what_a_delivery_names UNIQUE (id, message_id, direction, test))`,
    `CREATE TABLE deliveries (
      id text PRIMARY KEY, release_id text NOT NULL, message_id text NOT NULL, direction text NOT NULL,
      ${FLAG('test')}, recipient text NOT NULL, domain text NOT NULL,
      transport text NOT NULL CHECK (transport IN ('smtp','capture','simulated')),
      state text NOT NULL CHECK (state IN ('queued','sending','sent','bounced','failed')),
      attempts integer NOT NULL, due_at bigint, lease_until bigint, last_reply text,
      created_at bigint NOT NULL, finished_at bigint,
      CONSTRAINT only_what_was_let_go FOREIGN KEY (release_id, message_id, direction, test)
        REFERENCES releases (id, message_id, direction, test),
      CONSTRAINT only_to_those_it_names FOREIGN KEY (message_id, recipient)
        REFERENCES recipients (message_id, address),
      CONSTRAINT only_outbound_mail_is_delivered CHECK (direction = 'outbound'),
      CONSTRAINT test_mail_never_leaves CHECK ((test = 1) = (transport = 'simulated')),
      CONSTRAINT once_to_each UNIQUE (message_id, recipient))`,
    `CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL`,
    `CREATE INDEX deliveries_of_release ON deliveries (release_id)`,
    `CREATE TABLE attempts (
      id text PRIMARY KEY, delivery_id text NOT NULL REFERENCES deliveries (id), number integer NOT NULL,
      started_at bigint NOT NULL, finished_at bigint,
      outcome text NOT NULL CHECK (outcome IN ('started','accepted','deferred','refused','uncertain')),
      host text, tls text, stage text, reply_code integer, enhanced_code text, reply text,
      UNIQUE (delivery_id, number))`,
    `CREATE TABLE captured (
      id text PRIMARY KEY, account_id text NOT NULL, message_id text, envelope_from text NOT NULL,
      recipients_json text NOT NULL, raw_sha256 text NOT NULL REFERENCES blobs (sha256),
      captured_at bigint NOT NULL)`,
    `CREATE INDEX captured_of_account ON captured (account_id, id)`,
    `CREATE TABLE suppressions (
      id text PRIMARY KEY, account_id text NOT NULL, ${FLAG('test')}, email_address text NOT NULL,
      reason text NOT NULL, mailbox_id text, created_at bigint NOT NULL,
      UNIQUE (account_id, test, email_address))`,
  ]
}

function trail(): string[] {
  return [
    `CREATE TABLE events (
      id text PRIMARY KEY, account_id text NOT NULL, mailbox_id text, chain_id text NOT NULL,
      chain_position bigint NOT NULL, ${FLAG('test')}, action text NOT NULL, resource_type text NOT NULL,
      resource_id text NOT NULL, actor_key_id text, actor text NOT NULL, metadata text NOT NULL,
      created_at bigint NOT NULL, prev_hash text NOT NULL, hash text NOT NULL,
      UNIQUE (chain_id, chain_position))`,
    `CREATE INDEX events_of_account ON events (account_id, id)`,
    `CREATE INDEX events_of_mailbox ON events (mailbox_id, id)`,
    `CREATE TABLE chain_heads (chain_id text PRIMARY KEY, position bigint NOT NULL, hash text NOT NULL)`,
    `CREATE TABLE usage (
      account_id text NOT NULL, mailbox_id text NOT NULL, ${FLAG('test')}, date text NOT NULL,
      event_type text NOT NULL, count bigint NOT NULL,
      PRIMARY KEY (account_id, test, date, event_type, mailbox_id))`,
  ]
}

function requests(types: ColumnTypes): string[] {
  return [
    `CREATE TABLE submission_keys (
      mailbox_id text NOT NULL, ${FLAG('test')}, idempotency_key text NOT NULL,
      message_id text NOT NULL REFERENCES messages (id), created_at bigint NOT NULL,
      PRIMARY KEY (mailbox_id, test, idempotency_key))`,
    `CREATE TABLE idempotency (
      key_id text NOT NULL REFERENCES keys (id), idempotency_key text NOT NULL, request_hash text NOT NULL,
      response_status integer, response_body text, created_at bigint NOT NULL,
      PRIMARY KEY (key_id, idempotency_key))`,
    `CREATE TABLE contacts (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), ${FLAG('test')},
      name text NOT NULL, email text NOT NULL, tags_json text NOT NULL, created_at bigint NOT NULL)`,
    `CREATE INDEX contacts_of_account ON contacts (account_id, test, id)`,
    ...types.search,
  ]
}
