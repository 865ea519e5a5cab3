/** The tables of subscriptions, as in `schema.ts`. */

import type { Generated } from 'kysely'
import type { PostState } from '../core/webhook-delivery.ts'

/** A subscription to events: where they are posted (contract §8). */
export interface WebhooksTable {
  id: string
  account_id: string
  /** The mailbox it is limited to, or null for the whole account. */
  mailbox_id: string | null
  test: number
  url: string
  /** JSON list of event names, in the spelling that the subscriber used. */
  events_json: string
  description: string
  /** Whether bodies of mails are posted too. */
  include_body: number
  /** JSON map of headers that each POST carries, such as `x-make-apikey`. */
  headers_json: string
  /** `whsec_…`: what POSTs are signed with; kept, because signing needs it. */
  secret: string
  /** The secret before the last rotation, valid until `former_until`. */
  former_secret: string | null
  former_until: number | null
  is_active: number
  disabled_at: number | null
  disabled_reason: string | null
  /** Since when nothing was taken; null while it works. */
  failing_since: number | null
  created_by: string
  created_at: number
  deleted_at: number | null
}

/** One event on its way to one subscription. */
export interface WebhookDeliveriesTable {
  /** Order of events; never shown. */
  position: Generated<number>
  id: string
  webhook_id: string
  account_id: string
  mailbox_id: string | null
  test: number
  event_id: string
  /** In the subscriber's spelling. */
  event_type: string
  /** Events of one message go in order. */
  message_id: string | null
  url: string
  /** JSON text as it was when the event happened; links that decide are put in when it is posted. */
  body: string
  state: PostState
  attempts: number
  due_at: number | null
  lease_until: number | null
  response_status: number | null
  response_body: string | null
  created_at: number
  last_attempt_at: number | null
}
