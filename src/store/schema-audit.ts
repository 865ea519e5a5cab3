/** The tables of the trail as proof, as in `schema.ts`. */

/** The keys that sign in the name of this server: P-256, newest in use. */
export interface IdentityKeysTable {
  /** RFC 7638 thumbprint. */
  kid: string
  /** JSON. */
  public_jwk: string
  /** JSON; null when the key is kept in a file. */
  private_jwk: string | null
  created_at: number
  /** Since when it signs no more; what it signed stays valid. */
  retired_at: number | null
}

/** A signed statement of where a chain ended at a time. */
export interface AuditCheckpointsTable {
  id: string
  account_id: string
  chain_id: string
  chain_position: number
  head_hash: string
  created_at: number
  kid: string
  /** 64 bytes r‖s, base64url, over `checkpointText`. */
  signature: string
}

/** The clear text of values that an entry of the trail holds as salted hashes; gone when the mail is erased. */
export interface EventDetailsTable {
  message_id: string
  event_id: string
  salt: string
  /** JSON map of the value of each hidden key. */
  values_json: string
}
