/** The tables of people and how they sign in, as in `schema.ts`. */

import type { Role } from '../core/people.ts'

/** A person of an account; one who was removed stays, because sessions and the trail name them. */
export interface PeopleTable {
  id: string
  account_id: string
  /** Canonical. */
  email: string
  name: string
  role: Role
  invited_by: string
  created_at: number
  /** When they signed in first; null while they are only invited. */
  joined_at: number | null
  removed_at: number | null
  /** `argon2id$memory$passes$salt$hash`; null while there is none. */
  password_hash: string | null
  /** Base32 (RFC 4648); counts once it is confirmed. */
  totp_secret: string | null
  totp_confirmed_at: number | null
  /** The last time step that was used (RFC 6238 §5.2): none is taken twice. */
  totp_last_step: number | null
}

/** A browser in which a person is signed in. */
export interface SessionsTable {
  id: string
  /** SHA-256 of what the cookie holds, hex. */
  token_hash: string
  account_id: string
  person_id: string
  method: 'code' | 'terminal' | 'password' | 'passkey'
  /** IP address it was made from. */
  ip: string
  user_agent: string
  created_at: number
  last_used_at: number
  expires_at: number
  /** When the person last proved who they are. */
  confirmed_at: number
  ended_at: number | null
}

/** A code for signing in, asked for with an address; whether that is anybody's is not said. */
export interface SignInCodesTable {
  id: string
  /** SHA-256 of the canonical address, hex. */
  email_hash: string
  /** SHA-256 of id and code, hex; null until the mail with it was made. */
  code_hash: string | null
  method: 'code' | 'terminal'
  wrong_tries: number
  created_at: number
  expires_at: number
  used_at: number | null
}

/** A public key that a person signs in with (Web Authentication). */
export interface PasskeysTable {
  id: string
  account_id: string
  person_id: string
  /** Base64url, as the authenticator gave it. */
  credential_id: string
  /** COSE, base64url. */
  public_key: string
  counter: number
  /** JSON list. */
  transports_json: string
  name: string
  created_at: number
  last_used_at: number | null
}

/** What an authenticator was asked to sign; good once. */
export interface PasskeyChallengesTable {
  /** SHA-256 of the challenge, hex. */
  challenge_hash: string
  purpose: 'sign_in' | 'register'
  /** Who registers; null for signing in. */
  person_id: string | null
  expires_at: number
}

/** People who wrote or changed a mail before it was decided on: none of them decides. */
export interface MessageAuthorsTable {
  message_id: string
  /** `person:` and their address. */
  author: string
}
