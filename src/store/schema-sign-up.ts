/** The tables of sign-up, and of OAuth, which lets clients in that others wrote; as in `schema.ts`. */

export interface SignUpsTable {
  id: string
  /** As it was asked for; null: whatever of the operator's name is free. */
  slug: string | null
  operator_name: string
  /** Canonical. */
  oversight_email: string
  physical_address: string | null
  use_case: string | null
  mode: 'gated_all' | 'gated_send' | 'monitored'
  /** IP address. */
  asked_from: string
  invitation_id: string | null
  /** SHA-256 of the code, hex; null until the mail with the code was made. */
  code_hash: string | null
  created_at: number
  expires_at: number
  used_at: number | null
  /** The account it became. */
  account_id: string | null
}

export interface InvitationsTable {
  id: string
  /** Canonical; only this address may use it. */
  email: string
  code_hash: string
  created_at: number
  expires_at: number
  used_at: number | null
}

/** What the eye makes of the names of accounts. */
export interface AccountNamesTable {
  account_id: string
  skeleton: string
}

/** What is remembered for minutes or hours: proofs of work that were used, requests, tries that count. */
export interface ShortMemoryTable {
  kind: string
  name: string
  value: string
  expires_at: number
}

/** A client, code, token, grant or consent under way. */
export interface OauthRowsTable {
  model: string
  /** SHA-256, hex, of what its holder shows; of a client, its id as it is. */
  id: string
  /** JSON, without what its holder shows. */
  payload: string
  grant_id: string | null
  /** The key that the grant works like. */
  key_id: string | null
  consumed_at: number | null
  expires_at: number
}

/** These tables by their names. */
export interface SignUpTables {
  sign_ups: SignUpsTable
  invitations: InvitationsTable
  account_names: AccountNamesTable
  short_memory: ShortMemoryTable
  oauth_rows: OauthRowsTable
}
