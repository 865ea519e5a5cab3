/** The tables of what comes back, as in `schema.ts`. */

import type { SendingTier } from '../core/sending-standing.ts'

/** A report about a delivery, or about a notice of the server itself. */
export interface DeliveryReportsTable {
  id: string
  account_id: string
  delivery_id: string | null
  message_id: string | null
  notice_id: string | null
  /**
   * `mailbox`: a server answered the author in place of the return path · `abuse`: to abuse@ or postmaster@ the domain
   * · `provider`: the service that sends for us told it by HTTP.
   */
  came_to: 'return_path' | 'mailbox' | 'abuse' | 'provider'
  kind: string
  /** Whom the report names. */
  recipient: string | null
  status_code: string | null
  diagnostic: string
  bounce_type: string | null
  /** What it changed; `noted`: nothing. */
  effect: 'bounced' | 'complained' | 'unsubscribed' | 'delivered' | 'noted' | 'repeated' | 'late'
  raw_sha256: string
  raw_size: number
  created_at: number
}

/** What became of an account's live mail on a day (UTC); a new era begins when an operator allows sending again. */
export interface SendingDaysTable {
  account_id: string
  era: number
  date: string
  finished: number
  bounced: number
  complained: number
}

/** Whether an account may send; no row: nothing ever was wrong. */
export interface SendingStandingsTable {
  account_id: string
  era: number
  tier: SendingTier
  reason: string | null
  changed_at: number
}
