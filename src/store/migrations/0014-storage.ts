/** How much an account stores is known by a few rows, one for each mailbox, instead of one for each of its days. */

import type { ColumnTypes } from '../backend.ts'

const OF_BYTES = `event_type IN ('bytes_stored', 'bytes_held') AND date <> ''`

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [
    `INSERT INTO usage (account_id, mailbox_id, test, date, event_type, count)
      SELECT account_id, mailbox_id, test, '', event_type, sum(count) FROM usage WHERE ${OF_BYTES}
      GROUP BY account_id, mailbox_id, test, event_type`,
    `DELETE FROM usage WHERE ${OF_BYTES}`,
  ]
}
