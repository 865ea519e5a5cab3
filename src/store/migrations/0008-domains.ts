/** Domains of accounts, and the keys that sign mail by DKIM. */

import type { ColumnTypes } from '../backend.ts'

const FLAG = (name: string) => `${name} integer NOT NULL DEFAULT 0 CHECK (${name} IN (0, 1))`

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [
    `CREATE TABLE domains (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), domain text NOT NULL,
      state text NOT NULL CHECK (state IN ('pending', 'active', 'failing')),
      ${FLAG('dkim_verified')}, ${FLAG('ed25519_verified')}, ${FLAG('spf_verified')}, ${FLAG('mx_verified')},
      ${FLAG('return_path_verified')}, records_json text, checks integer NOT NULL, check_at bigint NOT NULL,
      checked_at bigint, failing_since bigint, created_at bigint NOT NULL, verified_at bigint,
      CONSTRAINT once_in_an_account UNIQUE (account_id, domain))`,
    // Whoever proved it first holds it.
    `CREATE UNIQUE INDEX one_account_holds_a_domain ON domains (domain) WHERE state <> 'pending'`,
    'CREATE INDEX domains_due ON domains (check_at)',
    `CREATE TABLE dkim_keys (
      domain text NOT NULL, domain_id text NOT NULL, algorithm text NOT NULL CHECK (algorithm IN ('rsa', 'ed25519')),
      selector text NOT NULL UNIQUE, public_key text NOT NULL, private_key text NOT NULL, created_at bigint NOT NULL,
      PRIMARY KEY (domain, domain_id, algorithm))`,
  ]
}
