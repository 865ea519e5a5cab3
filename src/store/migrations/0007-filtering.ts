/** Why inbound mail was judged as it was, and what accounts were taught about spam. */

import type { ColumnTypes } from '../backend.ts'

const FLAG = (name: string) => `${name} integer NOT NULL CHECK (${name} IN (0, 1))`

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [
    `ALTER TABLE messages ADD COLUMN spam_reasons_json text NOT NULL DEFAULT '[]'`,
    `CREATE TABLE taught_mails (
      account_id text NOT NULL REFERENCES accounts (id), ${FLAG('test')},
      spam integer NOT NULL, ham integer NOT NULL, PRIMARY KEY (account_id, test))`,
    `CREATE TABLE taught_words (
      account_id text NOT NULL, ${FLAG('test')}, bucket integer NOT NULL,
      spam integer NOT NULL, ham integer NOT NULL, PRIMARY KEY (account_id, test, bucket))`,
  ]
}
