/** Where people are signed in. What the cookie holds is nowhere else; a session is found by its hash. */

import { hash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import { SESSION_LIFETIME_MS } from '../core/people.ts'
import type { Account } from './accounts.ts'
import { findAccount } from './accounts.ts'
import type { Reader, Writer } from './db.ts'
import type { Person } from './people.ts'
import type { SessionsTable } from './schema-people.ts'
import { statement } from './statement.ts'

export type Session = Selectable<SessionsTable>

const tokenHash = (token: string) => hash('sha256', token, 'hex')

/** Makes a session; `token` is what the cookie holds: 256 random bits. */
export async function insertSession(
  writer: Writer,
  given: Pick<Session, 'account_id' | 'person_id' | 'method' | 'ip' | 'user_agent'>,
): Promise<{ readonly session: Session; readonly token: string }> {
  const token = randomBytes(32).toString('base64url')
  const session: Session = {
    id: writer.newId(),
    token_hash: tokenHash(token),
    ...given,
    created_at: writer.now,
    last_used_at: writer.now,
    expires_at: writer.now + SESSION_LIFETIME_MS,
    confirmed_at: writer.now,
    ended_at: null,
  }
  await writer.db.insertInto('sessions').values(session).execute()
  return { session, token }
}

const selectSession = statement<{ tokenHash: string }, Session>((db, holes) =>
  db.selectFrom('sessions').selectAll().where('token_hash', '=', holes.tokenHash),
)

const selectPerson = statement<{ id: string }, Person>((db, { id }) =>
  db.selectFrom('people').selectAll().where('id', '=', id).where('removed_at', 'is', null),
)

/** Everything about who is signed in with a token; undefined when nobody is. Whether it is over is not asked. */
export async function findSession(
  reader: Reader,
  token: string,
): Promise<{ readonly session: Session; readonly person: Person; readonly account: Account } | undefined> {
  const [session] = await selectSession(reader, { tokenHash: tokenHash(token) })
  if (session === undefined) return undefined
  const [person] = await selectPerson(reader, { id: session.person_id })
  const account = await findAccount(reader, session.account_id)
  if (person === undefined || account === undefined || account.is_active === 0) return undefined
  return { session, person, account }
}

/** The sessions of a person that were not ended, newest first. */
export async function listSessions(reader: Reader, personId: string): Promise<Session[]> {
  return reader
    .selectFrom('sessions')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
}

export async function updateSession(
  writer: Writer,
  id: string,
  changes: Partial<Pick<Session, 'last_used_at' | 'confirmed_at'>>,
): Promise<void> {
  await writer.db.updateTable('sessions').set(changes).where('id', '=', id).execute()
}

/** Ends one session of a person, or all when `id` is null. Returns how many were ended. */
export async function endSessions(writer: Writer, personId: string, id: string | null): Promise<number> {
  let query = writer.db
    .updateTable('sessions')
    .set({ ended_at: writer.now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
  if (id !== null) query = query.where('id', '=', id)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

/** Codes and challenges that are over are kept for a day, in ms: their mail may still be on its way. */
const CODES_KEPT_MS = 86_400_000

/** Forgets sessions that ended before a moment (epoch ms), and codes and challenges that are over. */
export async function forgetSignIns(writer: Writer, before: number): Promise<void> {
  await writer.db.deleteFrom('sessions').where('expires_at', '<', before).execute()
  const over = writer.now - CODES_KEPT_MS
  await writer.db.deleteFrom('sign_in_codes').where('expires_at', '<', over).execute()
  await writer.db.deleteFrom('passkey_challenges').where('expires_at', '<', over).execute()
}
