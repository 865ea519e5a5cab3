/**
 * People: who may sign in, with what, and where they are. An approval may wait until it cannot be taken back any more.
 * A person who decides by link and one who signed in with the same address are the same reviewer.
 */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [...people(), ...passkeys(), ...deciding()]
}

function people(): string[] {
  return [
    `CREATE TABLE people (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), email text NOT NULL,
      name text NOT NULL, role text NOT NULL CHECK (role IN ('owner', 'reviewer', 'viewer')),
      invited_by text NOT NULL, created_at bigint NOT NULL, joined_at bigint, removed_at bigint,
      password_hash text, totp_secret text, totp_confirmed_at bigint, totp_last_step bigint,
      CONSTRAINT a_password_needs_a_second_factor CHECK (password_hash IS NULL OR totp_confirmed_at IS NOT NULL))`,
    `CREATE UNIQUE INDEX people_once ON people (account_id, email) WHERE removed_at IS NULL`,
    `CREATE INDEX people_by_email ON people (email) WHERE removed_at IS NULL`,
    `CREATE INDEX accounts_by_oversight_email ON accounts (lower(oversight_email))`,
    `CREATE TABLE sessions (
      id text PRIMARY KEY, token_hash text NOT NULL UNIQUE, account_id text NOT NULL,
      person_id text NOT NULL REFERENCES people (id),
      method text NOT NULL CHECK (method IN ('code', 'terminal', 'password', 'passkey')),
      ip text NOT NULL, user_agent text NOT NULL, created_at bigint NOT NULL, last_used_at bigint NOT NULL,
      expires_at bigint NOT NULL, confirmed_at bigint NOT NULL, ended_at bigint)`,
    `CREATE INDEX sessions_of_person ON sessions (person_id) WHERE ended_at IS NULL`,
    `CREATE INDEX sessions_of_account ON sessions (account_id)`,
    `CREATE INDEX sessions_by_end ON sessions (expires_at)`,
    `CREATE TABLE sign_in_codes (
      id text PRIMARY KEY, email_hash text NOT NULL, code_hash text,
      method text NOT NULL CHECK (method IN ('code', 'terminal')),
      wrong_tries integer NOT NULL CHECK (wrong_tries BETWEEN 0 AND 5),
      created_at bigint NOT NULL, expires_at bigint NOT NULL, used_at bigint)`,
    `CREATE INDEX sign_in_codes_open ON sign_in_codes (email_hash) WHERE used_at IS NULL`,
    `CREATE INDEX sign_in_codes_by_end ON sign_in_codes (expires_at)`,
  ]
}

function passkeys(): string[] {
  return [
    `CREATE TABLE passkeys (
      id text PRIMARY KEY, account_id text NOT NULL, person_id text NOT NULL REFERENCES people (id),
      credential_id text NOT NULL UNIQUE, public_key text NOT NULL, counter bigint NOT NULL,
      transports_json text NOT NULL, name text NOT NULL, created_at bigint NOT NULL, last_used_at bigint)`,
    `CREATE INDEX passkeys_of_person ON passkeys (person_id)`,
    `CREATE INDEX passkeys_of_account ON passkeys (account_id)`,
    `CREATE TABLE passkey_challenges (
      challenge_hash text PRIMARY KEY, purpose text NOT NULL CHECK (purpose IN ('sign_in', 'register')),
      person_id text, expires_at bigint NOT NULL)`,
    `CREATE INDEX passkey_challenges_by_end ON passkey_challenges (expires_at)`,
  ]
}

function deciding(): string[] {
  return [
    // Until when, at least, a release waits that its approver may take back; null when nothing waits for that.
    `ALTER TABLE messages ADD COLUMN undo_until bigint`,
    `CREATE TABLE message_authors (
      message_id text NOT NULL REFERENCES messages (id), author text NOT NULL, PRIMARY KEY (message_id, author))`,
    `UPDATE decisions SET actor = 'person:' || substr(actor, 6)
      WHERE actor LIKE 'link:%' AND actor NOT LIKE 'link:webhook:%'`,
    `CREATE INDEX decisions_of_account ON decisions (account_id, created_at)`,
  ]
}
