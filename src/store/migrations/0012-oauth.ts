/** OAuth: clients, codes, tokens and grants, as the authorization server keeps them. */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [
    `CREATE TABLE oauth_rows (
      model text NOT NULL, id text NOT NULL, payload text NOT NULL, grant_id text, key_id text,
      consumed_at bigint, expires_at bigint NOT NULL, PRIMARY KEY (model, id))`,
    'CREATE INDEX oauth_rows_of_grant ON oauth_rows (grant_id) WHERE grant_id IS NOT NULL',
    'CREATE INDEX oauth_rows_of_key ON oauth_rows (key_id) WHERE key_id IS NOT NULL',
    'CREATE INDEX oauth_rows_expired ON oauth_rows (expires_at)',
  ]
}
