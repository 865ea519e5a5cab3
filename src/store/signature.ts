/**
 * Signatures in the name of this server: ECDSA P-256 with SHA-256, 64 bytes r‖s as in JWS ES256 (RFC 7518 §3.4),
 * base64url, over ASCII text. Keys are JWKs (RFC 7517), named by their thumbprint (RFC 7638).
 */

import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import type { PublicJwk } from '../core/checkpoint.ts'

/** The thumbprint of a key: SHA-256 over its required members, base64url (RFC 7638 §3). */
export function thumbprintOf({ x, y }: Pick<PublicJwk, 'x' | 'y'>): string {
  return hash('sha256', JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }), 'base64url')
}

/** The public half of a P-256 key, as it is published. Throws when it is another kind of key. */
export function publicJwkOf(key: KeyObject): PublicJwk {
  const { crv, x, y } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  if (crv !== 'P-256' || x === undefined || y === undefined) throw new Error('is not an EC key on P-256')
  return { kty: 'EC', crv, x, y, kid: thumbprintOf({ x, y }), use: 'sig', alg: 'ES256' }
}

/** Reads a private key from PEM (PKCS #8 or SEC 1) or JWK text. Throws when it is none, or not on P-256. */
export function readPrivateKey(text: string): KeyObject {
  const key = text.trimStart().startsWith('{')
    ? createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
    : createPrivateKey(text)
  publicJwkOf(key)
  return key
}

/** Reads public keys from PEM, a JWK, or a set of them `{"keys": […]}`. Throws when there is none. */
export function readPublicKeys(text: string): PublicJwk[] {
  if (!text.trimStart().startsWith('{')) return [publicJwkOf(createPublicKey(text))]
  const given = JSON.parse(text) as { readonly keys?: readonly PublicJwk[] } & PublicJwk
  const keys = (given.keys ?? [given]).map(({ kty, crv, x, y }) =>
    publicJwkOf(createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })),
  )
  if (keys.length === 0) throw new Error('has no key')
  return keys
}

export function signText(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
}

/** The same on the thread pool, so that the event loop goes on meanwhile. */
export function signTextAside(key: KeyObject, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, (error, signature) => {
      if (error === null) resolve(signature.toString('base64url'))
      else reject(error)
    })
  })
}

const parsed = new Map<string, KeyObject>()

/** Whether a signature over `text` is by this key; false for anything malformed. */
export function isSignedBy({ x, y }: Pick<PublicJwk, 'x' | 'y'>, text: string, signature: string): boolean {
  const name = `${x}.${y}`
  try {
    const key = parsed.get(name) ?? createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    if (parsed.size < 100) parsed.set(name, key)
    const bytes = Buffer.from(signature, 'base64url')
    // Other spellings of the same bytes are refused, so that a signature has one form.
    if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return false
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes)
  } catch {
    return false
  }
}
