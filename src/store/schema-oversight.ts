/** The tables of oversight as Kysely sees them: decisions, permits, deliveries, and what the operator is asked. */

import type { DeliveryState, DeliveryTransport } from '../core/delivery.ts'
import type { Basis, Direction, Mode } from '../core/oversight.ts'

export interface DecisionsTable {
  id: string
  account_id: string
  message_id: string
  content_hash: string
  action: 'approve' | 'reject'
  /** Who decided: a key id, `operator`, `person:` and their address, or `link:webhook:` and an id. */
  actor: string
  method: 'key' | 'terminal' | 'link' | 'console'
  reason: string | null
  created_at: number
}

export interface ReleasesTable {
  id: string
  message_id: string
  direction: Direction
  test: number
  mode: Mode
  basis: Basis
  content_hash: string
  decision_id: string | null
  decision_action: string | null
  created_at: number
}

export interface DeliveriesTable {
  id: string
  release_id: string
  message_id: string
  direction: Direction
  test: number
  basis: Basis
  /** The entry that lets this recipient through, when the permit rests on the allowlist. */
  allowlist_entry_id: string | null
  recipient: string
  domain: string
  transport: DeliveryTransport
  state: DeliveryState
  attempts: number
  due_at: number | null
  /** A claim ends then, if its worker died. */
  lease_until: number | null
  last_reply: string | null
  created_at: number
  finished_at: number | null
}

export interface AttemptsTable {
  id: string
  delivery_id: string
  number: number
  started_at: number
  finished_at: number | null
  outcome: 'started' | 'accepted' | 'deferred' | 'refused' | 'uncertain'
  host: string | null
  tls: string | null
  stage: string | null
  reply_code: number | null
  enhanced_code: string | null
  reply: string | null
}

/** A request that waits for the one-time code of the operator (contract §2). */
export interface OperatorRequestsTable {
  id: string
  account_id: string
  action: string
  /** What it is about: the id of an account, mailbox or key. */
  resource_id: string
  /** SHA-256 of the exact request, hex. */
  request_hash: string
  /** What is asked, in plain words, as the notice says it. */
  question: string
  asked_by: string
  asked_by_key_id: string | null
  /** IP address. */
  asked_from: string
  /** JSON: what carrying it out needs, when the second call does not say it again. */
  payload: string
  /** SHA-256 of the code, hex; null until the notice with the code was made. */
  code_hash: string | null
  wrong_tries: number
  created_at: number
  expires_at: number
  used_at: number | null
  /** When it was replaced by a newer one, or died of wrong tries. */
  ended_at: number | null
}

/** An operator's leave for one key to do one narrow action without asking each time (contract §2). */
export interface StandingApprovalsTable {
  id: string
  account_id: string
  key_id: string
  action: string
  /** Host it is limited to, `*.example.com` for all below; null when the action has none. */
  host: string | null
  created_by: string
  created_at: number
  revoked_at: number | null
}

export interface AllowlistEntriesTable {
  id: string
  account_id: string
  mailbox_id: string
  /** Canonical address, or `*@domain`. */
  entry: string
  created_by: string
  created_at: number
  removed_at: number | null
}

/** Addresses that are asked to decide, beside the oversight address of the account. */
export interface ReviewersTable {
  id: string
  account_id: string
  /** Canonical. */
  address: string
  created_by: string
  created_at: number
  removed_at: number | null
}

/** A link by which one reviewer can decide on one content of one message (contract §7 "Hosted page"). */
export interface ReviewLinksTable {
  /** SHA-256 of the token, hex. */
  token_hash: string
  account_id: string
  message_id: string
  content_hash: string
  /** The address it was sent to. */
  reviewer: string
  created_at: number
  expires_at: number
  used_at: number | null
}

/** A mail of the server itself to an operator or reviewer. Its text is made when it is sent. */
export interface NoticesTable {
  id: string
  account_id: string
  test: number
  kind: string
  /** What it is about: a message, an operator request. */
  subject_id: string
  recipient: string
  /** Markdown, where it holds no secret; null when it is made when it is sent. */
  text: string | null
  transport: 'smtp' | 'capture'
  state: DeliveryState
  attempts: number
  due_at: number | null
  lease_until: number | null
  last_reply: string | null
  created_at: number
  finished_at: number | null
  /** The captured mail that it became, where mail stays here. */
  captured_id: string | null
}

/** What a reviewer changed before approving; the original is kept. */
export interface AmendmentsTable {
  id: string
  message_id: string
  old_content_hash: string
  new_content_hash: string
  original_sha256: string
  /** JSON list of `{field, before, after}`. */
  changes_json: string
  actor: string
  created_at: number
}

/** Addresses that inbound mail of a mailbox has named: from, to, or in its text. */
export interface MentionsTable {
  mailbox_id: string
  test: number
  /** Canonical. */
  address: string
  /** 1 when a mail whose sender was authenticated named it. */
  trusted: number
}

/** Hosts that outbound mail of a mailbox links to. */
export interface LinkHostsTable {
  mailbox_id: string
  test: number
  host: string
  message_id: string
}
