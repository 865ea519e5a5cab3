/**
 * The trail as proof: the key that signs, signed checkpoints, what of an entry can be erased, and erased mail.
 * Blobs count who uses them, so that what nobody uses any more can go.
 */

import type { ColumnTypes } from '../backend.ts'

/** Stands for "nobody knows how many": such a blob is never erased. */
const UNCOUNTED = 1_000_000_000

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [...signing(), ...erasing(), ...counting()]
}

function signing(): string[] {
  return [
    `CREATE TABLE identity_keys (
      kid text PRIMARY KEY, public_jwk text NOT NULL, private_jwk text, created_at bigint NOT NULL,
      retired_at bigint)`,
    `CREATE TABLE audit_checkpoints (
      id text PRIMARY KEY, account_id text NOT NULL, chain_id text NOT NULL, chain_position bigint NOT NULL,
      head_hash text NOT NULL, created_at bigint NOT NULL, kid text NOT NULL REFERENCES identity_keys (kid),
      signature text NOT NULL, CONSTRAINT one_for_each_position UNIQUE (chain_id, chain_position))`,
  ]
}

function erasing(): string[] {
  return [
    `CREATE TABLE event_details (
      message_id text NOT NULL, event_id text NOT NULL, salt text NOT NULL, values_json text NOT NULL,
      PRIMARY KEY (message_id, event_id))`,
    `ALTER TABLE messages ADD COLUMN erased_at bigint`,
    `CREATE INDEX messages_to_erase ON messages (mailbox_id, created_at) WHERE erased_at IS NULL`,
    `ALTER TABLE notices ADD COLUMN captured_id text`,
    // What belongs to a message is found by it.
    `CREATE INDEX captured_of_message ON captured (message_id) WHERE message_id IS NOT NULL`,
    `CREATE INDEX drafts_of_message ON drafts (email_id) WHERE email_id IS NOT NULL`,
    `CREATE INDEX link_hosts_of_message ON link_hosts (message_id)`,
    `CREATE INDEX webhook_deliveries_of_message ON webhook_deliveries (message_id)
      WHERE message_id IS NOT NULL`,
  ]
}

function counting(): string[] {
  return [
    `ALTER TABLE blobs ADD COLUMN uses bigint NOT NULL DEFAULT 1`,
    `CREATE TABLE blob_users AS SELECT sha256, count(*) AS uses FROM (
      SELECT raw_sha256 AS sha256 FROM messages UNION ALL SELECT original_sha256 FROM amendments
      UNION ALL SELECT raw_sha256 FROM captured WHERE message_id IS NULL) AS users GROUP BY sha256`,
    `CREATE INDEX blob_users_by_hash ON blob_users (sha256)`,
    `UPDATE blobs SET uses = coalesce(
      (SELECT uses FROM blob_users WHERE blob_users.sha256 = blobs.sha256), ${UNCOUNTED})`,
    `DROP TABLE blob_users`,
  ]
}
