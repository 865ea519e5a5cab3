/** Passkeys of people, and what authenticators were asked to sign (Web Authentication Level 3). */

import { hash } from 'node:crypto'
import type { Selectable } from 'kysely'
import { CHALLENGE_MS } from '../core/people.ts'
import type { Reader, Writer } from './db.ts'
import type { PasskeyChallengesTable, PasskeysTable } from './schema-people.ts'

export type Passkey = Selectable<PasskeysTable>
export type Challenge = Selectable<PasskeyChallengesTable>

export async function insertPasskey(writer: Writer, passkey: Passkey): Promise<void> {
  await writer.db.insertInto('passkeys').values(passkey).execute()
}

/** The passkeys of a person, oldest first. */
export async function listPasskeys(reader: Reader, personId: string): Promise<Passkey[]> {
  return reader.selectFrom('passkeys').selectAll().where('person_id', '=', personId).orderBy('id').execute()
}

export async function findPasskey(reader: Reader, credentialId: string): Promise<Passkey | undefined> {
  return reader
    .selectFrom('passkeys')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .executeTakeFirst()
}

/** Notes a use; `counter` as the authenticator says. */
export async function notePasskeyUse(writer: Writer, id: string, counter: number): Promise<void> {
  await writer.db
    .updateTable('passkeys')
    .set({ counter, last_used_at: writer.now })
    .where('id', '=', id)
    .execute()
}

/** Deletes one passkey of a person, or all when `id` is null. Returns how many are gone. */
export async function deletePasskeys(writer: Writer, personId: string, id: string | null): Promise<number> {
  let query = writer.db.deleteFrom('passkeys').where('person_id', '=', personId)
  if (id !== null) query = query.where('id', '=', id)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

const challengeHash = (challenge: string) => hash('sha256', challenge, 'hex')

/** Remembers a challenge (base64url); `personId` null for signing in. */
export async function insertChallenge(
  writer: Writer,
  challenge: string,
  purpose: Challenge['purpose'],
  personId: string | null,
): Promise<void> {
  await writer.db
    .insertInto('passkey_challenges')
    .values({
      challenge_hash: challengeHash(challenge),
      purpose,
      person_id: personId,
      expires_at: writer.now + CHALLENGE_MS,
    })
    .execute()
}

/** Takes a challenge: true once, while it is good. */
export async function takeChallenge(
  writer: Writer,
  challenge: string,
  purpose: Challenge['purpose'],
  personId: string | null,
): Promise<boolean> {
  const row = await writer.db
    .deleteFrom('passkey_challenges')
    .where('challenge_hash', '=', challengeHash(challenge))
    .returningAll()
    .executeTakeFirst()
  return (
    row !== undefined && row.purpose === purpose && row.person_id === personId && row.expires_at > writer.now
  )
}
