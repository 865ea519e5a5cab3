/** What comes back for mail that was sent, and how much of an account's mail does. */

import type { ColumnTypes } from '../backend.ts'

/** The statements of this migration, in order. */
export function statements(_types: ColumnTypes): string[] {
  return [
    `CREATE TABLE delivery_reports (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id), delivery_id text, message_id text,
      notice_id text, came_to text NOT NULL CHECK (came_to IN ('return_path','mailbox','abuse')),
      kind text NOT NULL, recipient text, status_code text, diagnostic text NOT NULL, bounce_type text,
      effect text NOT NULL CHECK (effect IN
        ('bounced','complained','unsubscribed','delivered','noted','repeated','late')),
      raw_sha256 text NOT NULL, raw_size bigint NOT NULL, created_at bigint NOT NULL,
      CONSTRAINT about_one_thing CHECK ((delivery_id IS NULL) <> (notice_id IS NULL)))`,
    'CREATE INDEX delivery_reports_of_delivery ON delivery_reports (delivery_id, id)',
    'CREATE INDEX delivery_reports_of_message ON delivery_reports (message_id, id)',
    'CREATE INDEX delivery_reports_of_notice ON delivery_reports (notice_id) WHERE notice_id IS NOT NULL',
    "CREATE INDEX messages_sent_by_header_id ON messages (header_message_id) WHERE direction = 'outbound'",
    `CREATE TABLE sending_days (
      account_id text NOT NULL REFERENCES accounts (id), era integer NOT NULL, date text NOT NULL,
      finished integer NOT NULL, bounced integer NOT NULL, complained integer NOT NULL,
      PRIMARY KEY (account_id, era, date))`,
    `CREATE TABLE sending_standings (
      account_id text PRIMARY KEY REFERENCES accounts (id), era integer NOT NULL,
      tier text NOT NULL CHECK (tier IN ('none','warning','restricted','stopped')), reason text,
      changed_at bigint NOT NULL)`,
  ]
}
