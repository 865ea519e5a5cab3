/**
 * Oversight, whole: permits by allowlist, decisions by link, codes of the operator, notices, review links, drafts,
 * pausing, what reviewers changed. The permit tables are made anew because SQLite cannot change a constraint.
 */

import type { ColumnTypes } from '../backend.ts'

const FLAG = (name: string) => `${name} integer NOT NULL CHECK (${name} IN (0, 1))`

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [...additions(), ...operator(), ...allowlist(), ...permits(), ...reviewing(), ...risk(), ...drafts()]
}

function additions(): string[] {
  const pause = ['paused_at bigint', 'paused_by text', 'paused_reason text']
  return [
    ...['accounts', 'mailboxes'].flatMap((table) => pause.map((c) => `ALTER TABLE ${table} ADD COLUMN ${c}`)),
    // When a held message is to be spoken of again; null when it was, or need not be.
    `ALTER TABLE messages ADD COLUMN remind_at bigint`,
    `CREATE INDEX messages_to_remind ON messages (remind_at) WHERE remind_at IS NOT NULL`,
    `ALTER TABLE messages ADD COLUMN signals_json text NOT NULL DEFAULT '[]'`,
    `ALTER TABLE messages ADD COLUMN answers_id text`,
  ]
}

function operator(): string[] {
  return [
    `CREATE TABLE operator_requests (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), action text NOT NULL,
      resource_id text NOT NULL, request_hash text NOT NULL, question text NOT NULL, asked_by text NOT NULL,
      asked_by_key_id text, asked_from text NOT NULL, payload text NOT NULL, code_hash text,
      wrong_tries integer NOT NULL CHECK (wrong_tries BETWEEN 0 AND 5),
      created_at bigint NOT NULL, expires_at bigint NOT NULL, used_at bigint, ended_at bigint)`,
    `CREATE INDEX operator_requests_open ON operator_requests (account_id, action, resource_id, id)
      WHERE used_at IS NULL AND ended_at IS NULL`,
    `CREATE INDEX operator_requests_of_account ON operator_requests (account_id, created_at)`,
    `CREATE TABLE standing_approvals (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id),
      key_id text NOT NULL REFERENCES keys (id), action text NOT NULL, host text,
      created_by text NOT NULL, created_at bigint NOT NULL, revoked_at bigint)`,
    `CREATE INDEX standing_approvals_of_key ON standing_approvals (key_id) WHERE revoked_at IS NULL`,
  ]
}

function allowlist(): string[] {
  return [
    `CREATE TABLE allowlist_entries (
      id text PRIMARY KEY, account_id text NOT NULL, mailbox_id text NOT NULL REFERENCES mailboxes (id),
      entry text NOT NULL, created_by text NOT NULL, created_at bigint NOT NULL, removed_at bigint)`,
    `CREATE UNIQUE INDEX allowlist_once ON allowlist_entries (mailbox_id, entry) WHERE removed_at IS NULL`,
  ]
}

/** Takes the rows of the permit tables aside, makes the tables anew, and puts the rows back. */
function permits(): string[] {
  const tables = ['decisions', 'releases', 'deliveries', 'attempts']
  return [
    ...tables.map((table) => `CREATE TABLE old_${table} AS SELECT * FROM ${table}`),
    ...[...tables].reverse().map((table) => `DROP TABLE ${table}`),
    ...permitTables(),
    `INSERT INTO decisions SELECT * FROM old_decisions`,
    `INSERT INTO releases SELECT * FROM old_releases`,
    `INSERT INTO deliveries (id, release_id, message_id, direction, test, basis, allowlist_entry_id, recipient,
        domain, transport, state, attempts, due_at, lease_until, last_reply, created_at, finished_at)
      SELECT d.id, d.release_id, d.message_id, d.direction, d.test, r.basis, NULL, d.recipient,
        d.domain, d.transport, d.state, d.attempts, d.due_at, d.lease_until, d.last_reply, d.created_at,
        d.finished_at
      FROM old_deliveries d JOIN old_releases r ON r.id = d.release_id`,
    `INSERT INTO attempts SELECT * FROM old_attempts`,
    ...tables.map((table) => `DROP TABLE old_${table}`),
    `CREATE INDEX deliveries_due ON deliveries (due_at) WHERE due_at IS NOT NULL`,
    `CREATE INDEX deliveries_of_release ON deliveries (release_id)`,
  ]
}

function permitTables(): string[] {
  return [
    `CREATE TABLE decisions (
      id text PRIMARY KEY, account_id text NOT NULL, message_id text NOT NULL REFERENCES messages (id),
      content_hash text NOT NULL, action text NOT NULL CHECK (action IN ('approve','reject')),
      actor text NOT NULL, method text NOT NULL CHECK (method IN ('key','terminal','link','console')),
      reason text, created_at bigint NOT NULL,
      CONSTRAINT one_decision_of_each_reviewer UNIQUE (message_id, content_hash, actor),
      CONSTRAINT what_an_approval_names UNIQUE (id, message_id, content_hash, action))`,
    `CREATE TABLE releases (
      id text PRIMARY KEY, message_id text NOT NULL UNIQUE,
      direction text NOT NULL, ${FLAG('test')}, mode text NOT NULL,
      basis text NOT NULL CHECK (basis IN ('mode','allowlist','approval')),
      content_hash text NOT NULL, decision_id text, decision_action text, created_at bigint NOT NULL,
      CONSTRAINT of_this_very_message FOREIGN KEY (message_id, content_hash, direction, test, mode)
        REFERENCES messages (id, content_hash, direction, test, mode),
      CONSTRAINT approval_is_of_this_content FOREIGN KEY (decision_id, message_id, content_hash, decision_action)
        REFERENCES decisions (id, message_id, content_hash, action),
      CONSTRAINT no_gated_mode_lets_go_by_itself CHECK (basis <> 'mode'
        OR (direction = 'outbound' AND mode IN ('monitored','autonomous'))
        OR (direction = 'inbound' AND mode <> 'gated_all')),
      CONSTRAINT allowlist_is_for_gated_send CHECK (basis <> 'allowlist'
        OR (direction = 'outbound' AND mode IN ('gated_send','monitored','autonomous'))),
      CONSTRAINT approval_needs_a_decision CHECK (
        (basis = 'approval' AND decision_id IS NOT NULL AND decision_action IS NOT NULL
          AND decision_action = 'approve')
        OR (basis <> 'approval' AND decision_id IS NULL AND decision_action IS NULL)),
      CONSTRAINT a_read_only_mailbox_sends_nothing CHECK (NOT (direction = 'outbound' AND mode = 'read_only')),
      CONSTRAINT what_a_delivery_names UNIQUE (id, message_id, direction, test, basis))`,
    `CREATE TABLE deliveries (
      id text PRIMARY KEY, release_id text NOT NULL, message_id text NOT NULL, direction text NOT NULL,
      ${FLAG('test')}, basis text NOT NULL, allowlist_entry_id text REFERENCES allowlist_entries (id),
      recipient text NOT NULL, domain text NOT NULL,
      transport text NOT NULL CHECK (transport IN ('smtp','capture','simulated')),
      state text NOT NULL CHECK (state IN ('queued','sending','sent','bounced','failed')),
      attempts integer NOT NULL, due_at bigint, lease_until bigint, last_reply text,
      created_at bigint NOT NULL, finished_at bigint,
      CONSTRAINT only_what_was_let_go FOREIGN KEY (release_id, message_id, direction, test, basis)
        REFERENCES releases (id, message_id, direction, test, basis),
      CONSTRAINT only_to_those_it_names FOREIGN KEY (message_id, recipient)
        REFERENCES recipients (message_id, address),
      CONSTRAINT allowlisted_by_an_entry CHECK ((basis = 'allowlist') = (allowlist_entry_id IS NOT NULL)),
      CONSTRAINT only_outbound_mail_is_delivered CHECK (direction = 'outbound'),
      CONSTRAINT test_mail_never_leaves CHECK ((test = 1) = (transport = 'simulated')),
      CONSTRAINT once_to_each UNIQUE (message_id, recipient))`,
    `CREATE TABLE attempts (
      id text PRIMARY KEY, delivery_id text NOT NULL REFERENCES deliveries (id), number integer NOT NULL,
      started_at bigint NOT NULL, finished_at bigint,
      outcome text NOT NULL CHECK (outcome IN ('started','accepted','deferred','refused','uncertain')),
      host text, tls text, stage text, reply_code integer, enhanced_code text, reply text,
      UNIQUE (delivery_id, number))`,
  ]
}

function reviewing(): string[] {
  return [
    `CREATE TABLE reviewers (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), address text NOT NULL,
      created_by text NOT NULL, created_at bigint NOT NULL, removed_at bigint)`,
    `CREATE UNIQUE INDEX reviewers_once ON reviewers (account_id, address) WHERE removed_at IS NULL`,
    `CREATE TABLE review_links (
      token_hash text PRIMARY KEY, account_id text NOT NULL, message_id text NOT NULL REFERENCES messages (id),
      content_hash text NOT NULL, reviewer text NOT NULL, created_at bigint NOT NULL,
      expires_at bigint NOT NULL, used_at bigint)`,
    `CREATE INDEX review_links_of_message ON review_links (message_id)`,
    `CREATE TABLE notices (
      id text PRIMARY KEY, account_id text NOT NULL, ${FLAG('test')}, kind text NOT NULL,
      subject_id text NOT NULL, recipient text NOT NULL, text text,
      transport text NOT NULL CHECK (transport IN ('smtp','capture')),
      state text NOT NULL CHECK (state IN ('queued','sending','sent','bounced','failed')),
      attempts integer NOT NULL, due_at bigint, lease_until bigint, last_reply text,
      created_at bigint NOT NULL, finished_at bigint,
      CONSTRAINT notices_of_test_mail_never_leave CHECK (test = 0 OR transport = 'capture'))`,
    `CREATE INDEX notices_due ON notices (due_at) WHERE due_at IS NOT NULL`,
    `CREATE INDEX notices_to ON notices (account_id, recipient, kind, id)`,
    `CREATE INDEX notices_about ON notices (subject_id)`,
    `CREATE TABLE amendments (
      id text PRIMARY KEY, message_id text NOT NULL REFERENCES messages (id),
      old_content_hash text NOT NULL, new_content_hash text NOT NULL,
      original_sha256 text NOT NULL REFERENCES blobs (sha256), changes_json text NOT NULL,
      actor text NOT NULL, created_at bigint NOT NULL)`,
    `CREATE INDEX amendments_of_message ON amendments (message_id, id)`,
  ]
}

/** What signals are computed from: whom a mailbox has heard of, and to which hosts its mail has linked. */
function risk(): string[] {
  return [
    `CREATE INDEX recipients_by_address ON recipients (address, message_id)`,
    `CREATE TABLE mentions (
      mailbox_id text NOT NULL, ${FLAG('test')}, address text NOT NULL, ${FLAG('trusted')},
      PRIMARY KEY (mailbox_id, test, address))`,
    `CREATE TABLE link_hosts (
      mailbox_id text NOT NULL, ${FLAG('test')}, host text NOT NULL,
      message_id text NOT NULL REFERENCES messages (id), PRIMARY KEY (mailbox_id, test, host, message_id))`,
  ]
}

function drafts(): string[] {
  return [
    `CREATE TABLE drafts (
      id text PRIMARY KEY, account_id text NOT NULL, mailbox_id text NOT NULL REFERENCES mailboxes (id),
      ${FLAG('test')}, to_json text NOT NULL, cc_json text NOT NULL, bcc_json text NOT NULL,
      reply_to_json text NOT NULL, subject text NOT NULL, markdown text NOT NULL, answers_id text,
      attachments_json text NOT NULL, created_by text NOT NULL,
      created_at bigint NOT NULL, updated_at bigint NOT NULL, deleted_at bigint,
      email_id text REFERENCES messages (id))`,
    `CREATE INDEX drafts_of_mailbox ON drafts (mailbox_id, test, id) WHERE deleted_at IS NULL`,
  ]
}
