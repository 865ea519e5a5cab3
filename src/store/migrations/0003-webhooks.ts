/** Webhooks and the live feed: subscriptions, their deliveries, and the order in which events were committed. */

import type { ColumnTypes } from '../backend.ts'

const FLAG = (name: string) => `${name} integer NOT NULL CHECK (${name} IN (0, 1))`

/** The statements of this migration, in order. */
export function statements(types: ColumnTypes): string[] {
  return [
    `ALTER TABLE events ADD COLUMN published integer NOT NULL DEFAULT 0`,
    `ALTER TABLE events ADD COLUMN committed_in ${types.transaction}`,
    `CREATE INDEX events_published ON events (account_id, committed_in, id) WHERE published = 1`,
    `CREATE INDEX events_in_order ON events (committed_in, id) WHERE published = 1`,
    `CREATE TABLE webhooks (
      id text PRIMARY KEY, account_id text NOT NULL REFERENCES accounts (id),
      mailbox_id text REFERENCES mailboxes (id), ${FLAG('test')}, url text NOT NULL, events_json text NOT NULL,
      description text NOT NULL, ${FLAG('include_body')}, headers_json text NOT NULL,
      secret text NOT NULL, former_secret text, former_until bigint, ${FLAG('is_active')},
      disabled_at bigint, disabled_reason text, failing_since bigint, created_by text NOT NULL,
      created_at bigint NOT NULL, deleted_at bigint)`,
    `CREATE INDEX webhooks_of_account ON webhooks (account_id, id) WHERE deleted_at IS NULL`,
    `CREATE TABLE webhook_deliveries (
      position ${types.position}, id text NOT NULL UNIQUE,
      webhook_id text NOT NULL REFERENCES webhooks (id), account_id text NOT NULL, mailbox_id text,
      ${FLAG('test')}, event_id text NOT NULL, event_type text NOT NULL, message_id text, url text NOT NULL,
      body text NOT NULL,
      state text NOT NULL CHECK (state IN ('pending','sending','delivered','failed')),
      attempts integer NOT NULL, due_at bigint, lease_until bigint,
      response_status integer, response_body text, created_at bigint NOT NULL, last_attempt_at bigint,
      CONSTRAINT each_event_once UNIQUE (webhook_id, event_id))`,
    `CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, due_at) WHERE due_at IS NOT NULL`,
    `CREATE INDEX webhook_deliveries_open ON webhook_deliveries (webhook_id, message_id, position)
      WHERE state IN ('pending', 'sending')`,
    `CREATE INDEX webhook_deliveries_of_account ON webhook_deliveries (account_id, id)`,
  ]
}
