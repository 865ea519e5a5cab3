/**
 * The end of an account, exports of everything it owns, keys of DKIM that take turns, and reports that a provider
 * tells of. Two tables are made anew because SQLite cannot change a constraint.
 */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [
    `CREATE TABLE account_ends (
      account_id text PRIMARY KEY REFERENCES accounts (id), deleted_at bigint NOT NULL, deleted_by text NOT NULL,
      erased_at bigint, closed_at bigint, emails bigint NOT NULL, sealed_to text NOT NULL)`,
    'CREATE INDEX drafts_of_account ON drafts (account_id)',
    'CREATE INDEX account_ends_open ON account_ends (account_id) WHERE closed_at IS NULL',
    `CREATE TABLE account_exports (
      account_id text NOT NULL REFERENCES accounts (id), test integer NOT NULL CHECK (test IN (0, 1)),
      exported_at bigint NOT NULL, PRIMARY KEY (account_id, test))`,
    ...dkimKeys(),
    ...reports(),
  ]
}

function dkimKeys(): string[] {
  return [
    `CREATE TABLE new_dkim_keys (
      domain text NOT NULL, domain_id text NOT NULL,
      algorithm text NOT NULL CHECK (algorithm IN ('rsa', 'ed25519')),
      selector text PRIMARY KEY, public_key text NOT NULL, private_key text NOT NULL, created_at bigint NOT NULL,
      state text NOT NULL CHECK (state IN ('signing', 'next', 'retired')), retired_at bigint,
      CONSTRAINT retired_at_a_time CHECK ((state = 'retired') = (retired_at IS NOT NULL)))`,
    `INSERT INTO new_dkim_keys (domain, domain_id, algorithm, selector, public_key, private_key, created_at, state)
      SELECT domain, domain_id, algorithm, selector, public_key, private_key, created_at, 'signing' FROM dkim_keys`,
    'DROP TABLE dkim_keys',
    'ALTER TABLE new_dkim_keys RENAME TO dkim_keys',
    // One of each kind signs, one may wait for its turn.
    `CREATE UNIQUE INDEX dkim_keys_in_use ON dkim_keys (domain, domain_id, algorithm, state)
      WHERE state <> 'retired'`,
    'CREATE INDEX dkim_keys_of_domain ON dkim_keys (domain, domain_id)',
  ]
}

function reports(): string[] {
  return [
    `CREATE TABLE new_delivery_reports (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), delivery_id text, message_id text,
      notice_id text,
      came_to text NOT NULL CHECK (came_to IN ('return_path','mailbox','abuse','provider')),
      kind text NOT NULL, recipient text, status_code text, diagnostic text NOT NULL, bounce_type text,
      effect text NOT NULL CHECK (effect IN
        ('bounced','complained','unsubscribed','delivered','noted','repeated','late')),
      raw_sha256 text NOT NULL, raw_size bigint NOT NULL, created_at bigint NOT NULL,
      CONSTRAINT about_one_thing CHECK ((delivery_id IS NULL) <> (notice_id IS NULL)))`,
    `INSERT INTO new_delivery_reports SELECT id, account_id, delivery_id, message_id, notice_id, came_to, kind,
      recipient, status_code, diagnostic, bounce_type, effect, raw_sha256, raw_size, created_at
      FROM delivery_reports`,
    'DROP TABLE delivery_reports',
    'ALTER TABLE new_delivery_reports RENAME TO delivery_reports',
    'CREATE INDEX delivery_reports_of_delivery ON delivery_reports (delivery_id, id)',
    'CREATE INDEX delivery_reports_of_message ON delivery_reports (message_id, id)',
    'CREATE INDEX delivery_reports_of_notice ON delivery_reports (notice_id) WHERE notice_id IS NOT NULL',
    'CREATE INDEX delivery_reports_of_account ON delivery_reports (account_id)',
  ]
}
