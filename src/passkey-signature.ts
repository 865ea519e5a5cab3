/**
 * What a passkey signed (Web Authentication Level 3 §7.2), verified with the cryptography of Node.js: fields are read by
 * the library that reads registrations, which is large and loaded with the first passkey.
 */

import { createPublicKey, hash, type KeyObject, timingSafeEqual, verify } from 'node:crypto'

/** A signature as the browser gave it, and what it must be of. */
export interface Assertion {
  /** AuthenticationResponseJSON; anything may be in it. */
  readonly response: unknown
  /** The registered key: COSE, base64url. */
  readonly publicKey: string
  /** What the authenticator counted to at its last use. */
  readonly counter: number
  /** `https://mail.example.com` */
  readonly origin: string
  /** Host name that the key is bound to. */
  readonly siteId: string
}

interface Parts {
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
}

function partsOf(response: unknown): Parts | null {
  const inner = (response as { readonly response?: Partial<Parts> } | null)?.response
  const { clientDataJSON, authenticatorData, signature } = inner ?? {}
  const isText = [clientDataJSON, authenticatorData, signature].every(
    (part) => typeof part === 'string' && part.length < 65_536,
  )
  return isText ? ({ clientDataJSON, authenticatorData, signature } as Parts) : null
}

/**
 * The challenge that was signed and what the authenticator counts now; null for whatever is wrong. That the challenge is
 * one of ours, and still good, is asked by the caller.
 */
export async function signedChallenge(
  assertion: Assertion,
): Promise<{ readonly challenge: string; readonly counter: number } | null> {
  const parts = partsOf(assertion.response)
  if (parts === null) return null
  const reading = await import('@simplewebauthn/server/helpers')
  try {
    return checked(reading, assertion, parts)
  } catch {
    // Bytes that are not what they should be.
    return null
  }
}

type Reading = typeof import('@simplewebauthn/server/helpers')

function checked(reading: Reading, assertion: Assertion, parts: Parts) {
  const client = reading.decodeClientDataJSON(parts.clientDataJSON)
  const isHere = client.origin === assertion.origin && client.crossOrigin !== true
  if (client.type !== 'webauthn.get' || !isHere || typeof client.challenge !== 'string') return null
  const data = new Uint8Array(Buffer.from(parts.authenticatorData, 'base64url'))
  const { rpIdHash, flags, counter } = reading.parseAuthenticatorData(data)
  const site = hash('sha256', assertion.siteId, 'buffer')
  if (rpIdHash.length !== site.length || !timingSafeEqual(rpIdHash, site)) return null
  // The person touched it, and it knows that it was they.
  if (!flags.up || !flags.uv) return null
  const clientHash = hash('sha256', Buffer.from(parts.clientDataJSON, 'base64url'), 'buffer')
  const signature = Buffer.from(parts.signature, 'base64url')
  const cose = reading.decodeCredentialPublicKey(
    new Uint8Array(Buffer.from(assertion.publicKey, 'base64url')),
  )
  if (!isSigned(cose as unknown as CoseKey, Buffer.concat([data, clientHash]), signature)) return null
  // One that counts never counts back: then there are two of it.
  const counts = counter > 0 || assertion.counter > 0
  if (counts && counter <= assertion.counter) return null
  return { challenge: client.challenge, counter }
}

/** COSE (RFC 9053): labels of what a key has, and algorithms. */
const [KTY, ALG, CRV, X, Y, N, E] = [1, 3, -1, -2, -3, -1, -2]
const [ES256, EDDSA, RS256] = [-7, -8, -257]

type CoseKey = ReadonlyMap<number, unknown>

function isSigned(fields: CoseKey, signed: Buffer, signature: Buffer): boolean {
  const key = keyOf(fields)
  if (key === null) return false
  const algorithm = fields.get(ALG) === EDDSA ? null : 'sha256'
  return verify(algorithm, signed, { key, dsaEncoding: 'der' }, signature)
}

function keyOf(fields: CoseKey): KeyObject | null {
  const text = (label: number) => Buffer.from(fields.get(label) as Uint8Array).toString('base64url')
  const kind = `${fields.get(KTY)} ${fields.get(ALG)} ${typeof fields.get(CRV) === 'number' ? fields.get(CRV) : ''}`
  switch (kind) {
    case `2 ${ES256} 1`:
      return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: text(X), y: text(Y) }, format: 'jwk' })
    case `1 ${EDDSA} 6`:
      return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text(X) }, format: 'jwk' })
    case `3 ${RS256} `:
      return createPublicKey({ key: { kty: 'RSA', n: text(N), e: text(E) }, format: 'jwk' })
    default:
      return null
  }
}
