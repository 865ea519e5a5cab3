/** Sign-up: accounts that wait for their code, invitations, names that are taken, and what is remembered briefly. */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [
    `CREATE TABLE sign_ups (
      id text PRIMARY KEY, slug text, operator_name text NOT NULL, oversight_email text NOT NULL,
      physical_address text, use_case text,
      mode text NOT NULL CHECK (mode IN ('gated_all', 'gated_send', 'monitored')),
      asked_from text NOT NULL, invitation_id text, code_hash text, created_at bigint NOT NULL,
      expires_at bigint NOT NULL, used_at bigint, account_id text REFERENCES accounts (id),
      CONSTRAINT used_for_an_account CHECK ((used_at IS NULL) = (account_id IS NULL)))`,
    'CREATE UNIQUE INDEX sign_ups_by_code ON sign_ups (code_hash) WHERE code_hash IS NOT NULL',
    'CREATE INDEX sign_ups_of_address ON sign_ups (oversight_email, id)',
    'CREATE INDEX sign_ups_of_account ON sign_ups (account_id) WHERE account_id IS NOT NULL',
    `CREATE TABLE invitations (
      id text PRIMARY KEY, email text NOT NULL, code_hash text NOT NULL UNIQUE, created_at bigint NOT NULL,
      expires_at bigint NOT NULL, used_at bigint)`,
    // An account from before has no row: its name is compared all the same.
    `CREATE TABLE account_names (
      account_id text PRIMARY KEY REFERENCES accounts (id), skeleton text NOT NULL)`,
    'CREATE INDEX account_names_by_skeleton ON account_names (skeleton)',
    `CREATE TABLE short_memory (
      kind text NOT NULL, name text NOT NULL, value text NOT NULL, expires_at bigint NOT NULL,
      PRIMARY KEY (kind, name))`,
    'CREATE INDEX short_memory_expired ON short_memory (expires_at)',
  ]
}
