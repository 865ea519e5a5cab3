/**
 * The keys that sign mail by DKIM (RFC 6376): one RSA and one Ed25519 key for each domain that somebody claims, made
 * at first need. Two claims of one domain have different keys and selectors, so that what one publishes proves
 * nothing for the other.
 */

import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { Database, Reader } from './db.ts'
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

const remembered = new WeakMap<Database, Map<string, Promise<readonly DkimSigningKey[]>>>()

/** The public keys of an owner, RSA first; they are made when there are none. Not inside a transaction. */
export async function publicDkimKeys(database: Database, owner: KeyOwner): Promise<DkimPublicKey[]> {
  return (await keysOf(database, owner)).map(({ algorithm, selector, public_key }) => ({
    algorithm,
    selector,
    publicKey: public_key,
  }))
}

/** The keys to sign with, RSA first; they are made when there are none. Not inside a transaction. */
export function signingKeys(database: Database, owner: KeyOwner): Promise<readonly DkimSigningKey[]> {
  const known = remembered.get(database) ?? new Map<string, Promise<readonly DkimSigningKey[]>>()
  remembered.set(database, known)
  const name = `${owner.domainId} ${owner.domain}`
  const found = known.get(name)
  if (found !== undefined) return found
  const loaded = keysOf(database, owner).then((rows) =>
    rows.map(({ algorithm, selector, private_key }) => ({
      algorithm,
      selector,
      key: createPrivateKey(private_key),
    })),
  )
  // A failure is not remembered.
  loaded.catch(() => known.delete(name))
  const [oldest] = known.keys()
  if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
  known.set(name, loaded)
  return loaded
}

async function keysOf(database: Database, owner: KeyOwner): Promise<DkimKeysTable[]> {
  const present = await listKeys(database.reader, owner)
  if (present.length === 2) return present
  const made = await makeKeys()
  return database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, 'dkim')
    // Another process may have been faster.
    const now = await listKeys(writer.db, owner)
    if (now.length > 0) return now
    const rows = made.map((key) => ({
      ...key,
      domain: owner.domain,
      domain_id: owner.domainId,
      created_at: writer.now,
      state: 'signing' as const,
      retired_at: null,
    }))
    await writer.db.insertInto('dkim_keys').values(rows).execute()
    return rows
  })
}

async function listKeys(reader: Reader, { domain, domainId }: KeyOwner): Promise<DkimKeysTable[]> {
  return reader
    .selectFrom('dkim_keys')
    .selectAll()
    .where('domain', '=', domain)
    .where('domain_id', '=', domainId)
    .where('state', '=', 'signing')
    .orderBy('algorithm', 'desc')
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
