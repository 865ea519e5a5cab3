/**
 * The links by which recipients say that they want no more mail (RFC 8058): each names one delivery and its address,
 * sealed with a key of this server, so that nothing is stored for it and it works for as long as the server does,
 * also when the mail was erased. Nobody else can make one or read it.
 */

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { Database } from './db.ts'
import { addSetting, findSetting } from './settings.ts'

/** What a token names. */
export interface Unsubscription {
  readonly deliveryId: string
  /** The recipient, as in the envelope. */
  readonly address: string
}

const SETTING = 'unsubscribe_key'
const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Longer tokens are none, in characters. */
const LONGEST_TOKEN = 1_024

const known = new WeakMap<Database, Promise<Buffer>>()

/** The key that seals, 32 bytes; it is made at first need. Throws `store_unavailable`. */
export function unsubscribeKey(database: Database): Promise<Buffer> {
  const loaded = known.get(database) ?? load(database)
  // A failure is not remembered.
  loaded.catch(() => known.delete(database))
  known.set(database, loaded)
  return loaded
}

async function load(database: Database): Promise<Buffer> {
  const present = await findSetting(database.reader, SETTING)
  if (present !== null) return Buffer.from(present, 'base64url')
  const value = await database.write(async (writer) => {
    await addSetting(writer, SETTING, randomBytes(32).toString('base64url'))
    // Another process may have been faster.
    return findSetting(writer.db, SETTING)
  })
  return Buffer.from(value ?? '', 'base64url')
}

/** The token of a delivery, base64url; the same every time, so that every attempt says the same. */
export function sealUnsubscription(key: Buffer, { deliveryId, address }: Unsubscription): string {
  const text = `${deliveryId} ${address}`
  const nonce = createHmac('sha256', key).update(text).digest().subarray(0, NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
}

/** What a token names; null for anything that this server did not make. */
export function openUnsubscription(key: Buffer, token: string): Unsubscription | null {
  const bytes = Buffer.from(token.slice(0, LONGEST_TOKEN), 'base64url')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) return null
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const opened = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]
    const [deliveryId = '', ...rest] = Buffer.concat(opened).toString('utf8').split(' ')
    return { deliveryId, address: rest.join(' ') }
  } catch {
    return null
  }
}
