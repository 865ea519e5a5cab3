/**
 * What the authorization server keeps: clients, codes, tokens, grants, consents under way. What a holder shows (a code,
 * a token) is stored as its hash, so that nobody reads a usable token out of the database.
 */

import { hash } from 'node:crypto'
import type { Reader, Writer } from './db.ts'
import type { OauthRowsTable } from './schema-sign-up.ts'
import { statement } from './statement.ts'

/** What a model knows of itself, as JSON. */
export type OauthPayload = Readonly<Record<string, unknown>>

/** Ids of these are shown to everybody; of all others only their holder knows them. */
const PUBLIC = new Set(['Client', 'Grant'])

const storedId = (model: string, id: string) => (PUBLIC.has(model) ? id : hash('sha256', id, 'hex'))

/** The model of {@link ConsentProof}: of no grant yet. */
const PROOF = 'ConsentProof'

/** Fields in which a model repeats its own id. */
const OWN_ID = ['jti', 'uid']

/** Writes a row, in place of an earlier one. `expiresAt` is epoch ms. */
export async function putOauthRow(
  writer: Writer,
  row: {
    readonly model: string
    readonly id: string
    readonly payload: OauthPayload
    readonly expiresAt: number
  },
): Promise<void> {
  const { model, payload } = row
  const kept = Object.fromEntries(
    Object.entries(payload).filter(([name, value]) => !(OWN_ID.includes(name) && value === row.id)),
  )
  const text = (name: string) => (typeof payload[name] === 'string' ? (payload[name] as string) : null)
  const stored = {
    payload: JSON.stringify(kept),
    grant_id: model === 'Grant' ? row.id : text('grantId'),
    key_id: model === PROOF ? null : text('accountId'),
    expires_at: row.expiresAt,
  }
  await writer.db
    .insertInto('oauth_rows')
    .values({ model, id: storedId(model, row.id), consumed_at: null, ...stored })
    .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(stored))
    .execute()
}

const selectRow = statement<{ model: string; id: string }, OauthRowsTable>((db, { model, id }) =>
  db.selectFrom('oauth_rows').selectAll().where('model', '=', model).where('id', '=', id),
)

/** What a model knows, with `jti`, `uid` and `consumed` (epoch s) as it expects them; undefined when it expired. */
export async function findOauthRow(
  reader: Reader,
  model: string,
  id: string,
  now: number,
): Promise<OauthPayload | undefined> {
  const [row] = await selectRow(reader, { model, id: storedId(model, id) })
  if (row === undefined || row.expires_at <= now) return undefined
  const payload = JSON.parse(row.payload) as OauthPayload
  const own = model === 'Interaction' ? { jti: id, uid: id } : { jti: id }
  const consumed = row.consumed_at === null ? {} : { consumed: Math.floor(row.consumed_at / 1000) }
  return { ...(model === 'Client' ? {} : own), ...payload, ...consumed }
}

/** Marks a code or token as used; false when it was before, so that of two at once only one is first. */
export async function consumeOauthRow(writer: Writer, model: string, id: string): Promise<boolean> {
  const used = await writer.db
    .updateTable('oauth_rows')
    .set({ consumed_at: writer.now })
    .where('model', '=', model)
    .where('id', '=', storedId(model, id))
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

export async function deleteOauthRow(writer: Writer, model: string, id: string): Promise<void> {
  await writer.db
    .deleteFrom('oauth_rows')
    .where('model', '=', model)
    .where('id', '=', storedId(model, id))
    .execute()
}

/** Ends everything of a grant. Returns the keys that stood for it. */
export async function deleteGrant(writer: Writer, grantId: string): Promise<string[]> {
  const rows = await writer.db
    .selectFrom('oauth_rows')
    .select('key_id')
    .distinct()
    .where('grant_id', '=', grantId)
    .where('key_id', 'is not', null)
    .execute()
  await writer.db.deleteFrom('oauth_rows').where('grant_id', '=', grantId).execute()
  return rows.flatMap(({ key_id }) => (key_id === null ? [] : [key_id]))
}

/** Keeps a client until `expiresAt` (epoch ms). */
export async function keepOauthClient(writer: Writer, clientId: string, expiresAt: number): Promise<void> {
  await writer.db
    .updateTable('oauth_rows')
    .set({ expires_at: expiresAt })
    .where('model', '=', 'Client')
    .where('id', '=', clientId)
    .execute()
}

/** Removes what has expired. */
export async function forgetOauthRows(writer: Writer): Promise<void> {
  await writer.db.deleteFrom('oauth_rows').where('expires_at', '<=', writer.now).execute()
}

/** How an operator proves that an account is theirs, on the page where they let a client in. */
export interface ConsentProof {
  /** Canonical oversight address, as it was typed. */
  readonly email: string
  readonly client: string
  readonly host: string
  /** IP address. */
  readonly askedFrom: string
  readonly askedAt: number
  readonly expiresAt: number
  /** SHA-256 of the code, hex; null until its mail was made, and when there is no such account. */
  readonly codeHash: string | null
  readonly wrongTries: number
  readonly isProved: boolean
  /** Set when an owner who is signed in at the console vouches: their account, and their name as an actor. */
  readonly accountId: string | null
  readonly owner: string | null
}

/** The proof of the consent with this id, if it has not expired. */
export async function findConsentProof(
  reader: Reader,
  id: string,
  now: number,
): Promise<ConsentProof | undefined> {
  const found = await findOauthRow(reader, PROOF, id, now)
  return found as unknown as ConsentProof | undefined
}

export async function saveConsentProof(writer: Writer, id: string, proof: ConsentProof): Promise<void> {
  const { jti: _, ...payload } = proof as ConsentProof & { readonly jti?: string }
  await putOauthRow(writer, { model: PROOF, id, payload, expiresAt: proof.expiresAt })
}

export async function forgetConsentProof(writer: Writer, id: string): Promise<void> {
  await deleteOauthRow(writer, PROOF, id)
}
