/**
 * The keys that sign mail by DKIM (RFC 6376): one RSA and one Ed25519 key for each domain that somebody claims, made
 * at first need. Two claims of one domain have different keys and selectors, so that what one publishes proves
 * nothing for the other. New keys wait until their records are published; old ones stay listed for a time, because
 * mail that they signed may be on its way.
 */

import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Database, Reader, Writer } from './db.ts'
import type { DkimKeysTable } from './schema-domains.ts'

/** Which keys: of the domain of the server (`domainId` is ''), or of the claim of an account. */
export interface KeyOwner {
  readonly domain: string
  readonly domainId: string
}

/** A key without its private half. */
export interface DkimPublicKey {
  readonly algorithm: 'rsa' | 'ed25519'
  readonly selector: string
  /** What stands behind `p=`: base64. */
  readonly publicKey: string
  readonly state: DkimKeysTable['state']
}

export interface DkimSigningKey {
  readonly algorithm: 'rsa' | 'ed25519'
  readonly selector: string
  readonly key: KeyObject
}

const generate = promisify(generateKeyPair)
/** Bits of the RSA key: fewer are weak, more do not fit one UDP answer (RFC 8301 §3.2). */
const RSA_BITS = 2_048
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const MOST_REMEMBERED = 1_000
/** Keys are read anew after this, in ms: another process may have changed them. */
const FRESH_MS = 60_000
/** A key that signs no more is to stay published for so long: 7 days, in ms. */
export const RETIRED_FOR_MS = 7 * 86_400_000

interface Remembered {
  readonly keys: Promise<readonly DkimSigningKey[]>
  /** By the clock that only goes forward, in ms. */
  readonly until: number
}

const remembered = new WeakMap<Database, Map<string, Remembered>>()

/**
 * The public keys of an owner, those that sign before others, RSA first; they are made when there are none. Not inside
 * a transaction.
 */
export async function publicDkimKeys(database: Database, owner: KeyOwner): Promise<DkimPublicKey[]> {
  const order = ['signing', 'next', 'retired']
  const keys = (await keysOf(database, owner)).map(({ algorithm, selector, public_key, state }) => ({
    algorithm,
    selector,
    publicKey: public_key,
    state,
  }))
  return keys.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

/** The keys to sign with, RSA first; they are made when there are none. Not inside a transaction. */
export function signingKeys(database: Database, owner: KeyOwner): Promise<readonly DkimSigningKey[]> {
  const known = remembered.get(database) ?? new Map<string, Remembered>()
  remembered.set(database, known)
  const name = nameOf(owner)
  const found = known.get(name)
  const now = performance.now()
  if (found !== undefined && found.until > now) return found.keys
  const keys = keysOf(database, owner).then((rows) =>
    rows
      .filter(({ state }) => state === 'signing')
      .map(({ algorithm, selector, private_key }) => ({
        algorithm,
        selector,
        key: createPrivateKey(private_key),
      })),
  )
  // A failure is not remembered.
  keys.catch(() => known.delete(name))
  known.delete(name)
  const [oldest] = known.keys()
  if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
  known.set(name, { keys, until: now + FRESH_MS })
  return keys
}

const nameOf = ({ domain, domainId }: KeyOwner) => `${domainId} ${domain}`

async function keysOf(database: Database, owner: KeyOwner): Promise<DkimKeysTable[]> {
  const present = await listKeys(database.reader, owner)
  if (present.some(({ state }) => state === 'signing')) return present
  return insertKeys(database, owner, 'signing')
}

/** Makes keys of a state, unless there are some by now. Returns all of the owner's. */
async function insertKeys(
  database: Database,
  owner: KeyOwner,
  state: 'signing' | 'next',
  record: (writer: Writer) => Promise<void> = async () => {},
): Promise<DkimKeysTable[]> {
  const made = await makeKeys()
  return database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, 'dkim')
    // Another process may have been faster.
    const now = await listKeys(writer.db, owner)
    if (now.some((key) => key.state === state)) return now
    const rows = made.map((key) => ({
      ...key,
      domain: owner.domain,
      domain_id: owner.domainId,
      created_at: writer.now,
      state,
      retired_at: null,
    }))
    await writer.db.insertInto('dkim_keys').values(rows).execute()
    await record(writer)
    return [...now, ...rows]
  })
}

/**
 * Makes keys that are to take over, unless some wait already; `record` is called in the transaction that does. Not
 * inside a transaction.
 */
export async function makeNextKeys(
  database: Database,
  owner: KeyOwner,
  record: (writer: Writer) => Promise<void>,
): Promise<void> {
  await keysOf(database, owner)
  await insertKeys(database, owner, 'next', record)
}

/** Whether keys wait for their records, and when the oldest was made (epoch ms); null when none does. */
export async function waitingSince(reader: Reader, owner: KeyOwner): Promise<number | null> {
  const waiting = (await listKeys(reader, owner)).filter(({ state }) => state === 'next')
  return waiting.length === 0 ? null : Math.min(...waiting.map(({ created_at }) => created_at))
}

/**
 * Lets a waiting key sign, by its selector; the one before signs no more and its private half is forgotten. Null when
 * it did not wait any more.
 */
export async function takeOver(
  writer: Writer,
  owner: KeyOwner,
  selector: string,
): Promise<{ readonly algorithm: 'rsa' | 'ed25519'; readonly former: string | null } | null> {
  await writer.backend.lockChain(writer.db, 'dkim')
  const keys = await listKeys(writer.db, owner)
  const next = keys.find((key) => key.selector === selector && key.state === 'next')
  if (next === undefined) return null
  const former = keys.find(({ algorithm, state }) => algorithm === next.algorithm && state === 'signing')
  if (former !== undefined) {
    await writer.db
      .updateTable('dkim_keys')
      .set({ state: 'retired', retired_at: writer.now, private_key: '' })
      .where('selector', '=', former.selector)
      .execute()
  }
  await writer.db
    .updateTable('dkim_keys')
    .set({ state: 'signing' })
    .where('selector', '=', selector)
    .execute()
  return { algorithm: next.algorithm, former: former?.selector ?? null }
}

/** Has the keys of an owner read anew by this process: after the commit that changed them. */
export function forgetKeys(database: Database, owner: KeyOwner): void {
  remembered.get(database)?.delete(nameOf(owner))
}

/** Deletes keys that need not be published any more. */
export async function deleteRetiredKeys(writer: Writer): Promise<void> {
  await writer.db
    .deleteFrom('dkim_keys')
    .where('state', '=', 'retired')
    .where('retired_at', '<=', writer.now - RETIRED_FOR_MS)
    .execute()
}

async function listKeys(reader: Reader, { domain, domainId }: KeyOwner): Promise<DkimKeysTable[]> {
  return reader
    .selectFrom('dkim_keys')
    .selectAll()
    .where('domain', '=', domain)
    .where('domain_id', '=', domainId)
    .orderBy('algorithm', 'desc')
    .orderBy('created_at')
    .execute()
}

async function makeKeys(): Promise<NewKey[]> {
  const [rsa, ed25519] = await Promise.all([
    generate('rsa', { modulusLength: RSA_BITS }),
    generate('ed25519', {}),
  ])
  const name = Array.from(randomBytes(10), (byte) => ALPHABET[byte % 32]).join('')
  // RFC 8463 §4: of an Ed25519 key the 32 bytes alone are published, of an RSA key the whole structure.
  const { x = '' } = ed25519.publicKey.export({ format: 'jwk' })
  return [
    {
      algorithm: 'rsa',
      selector: `mm-${name}-r`,
      public_key: rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      private_key: pemOf(rsa.privateKey),
    },
    {
      algorithm: 'ed25519',
      selector: `mm-${name}-e`,
      public_key: Buffer.from(x, 'base64url').toString('base64'),
      private_key: pemOf(ed25519.privateKey),
    },
  ]
}

type NewKey = Pick<DkimKeysTable, 'algorithm' | 'selector' | 'public_key' | 'private_key'>

const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()
