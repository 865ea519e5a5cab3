/**
 * A passkey in software: makes a P-256 key and signs as an authenticator does (Web Authentication Level 3, §6), with no
 * attestation.
 */

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()
const base64url = (data: Buffer | string) => Buffer.from(data).toString('base64url')

/** What of a browser's options is looked at. */
interface Options {
  readonly challenge: string
  readonly rp?: { readonly id: string }
  readonly rpId?: string
}

const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

export class Authenticator {
  readonly id: string
  readonly #private: KeyObject
  readonly #public: KeyObject
  counter = 0

  /** `id`: of another one that it pretends to be. */
  constructor(id = randomBytes(16).toString('base64url')) {
    this.id = id
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#private = privateKey
    this.#public = publicKey
  }

  /** What `navigator.credentials.create` gives on a page of `origin`. */
  create(given: unknown, origin: string) {
    const options = given as Options
    const id = Buffer.from(this.id, 'base64url')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const credential = Buffer.concat([Buffer.alloc(16), length, id, this.#coseKey()])
    const flags = PRESENT | VERIFIED | ATTESTED
    const data = Buffer.concat([this.#head(options.rp?.id ?? '', flags), credential])
    // CBOR: {fmt: "none", attStmt: {}, authData: bytes}
    const size = Buffer.alloc(2)
    size.writeUInt16BE(data.length)
    const attestation = Buffer.concat([
      Buffer.from([0xa3, 0x63]),
      Buffer.from('fmt'),
      Buffer.from([0x64]),
      Buffer.from('none'),
      Buffer.from([0x67]),
      Buffer.from('attStmt'),
      Buffer.from([0xa0, 0x68]),
      Buffer.from('authData'),
      Buffer.from([0x59]),
      size,
      data,
    ])
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(this.#client('webauthn.create', options, origin)),
        attestationObject: base64url(attestation),
        transports: ['internal'],
      },
    }
  }

  /** What `navigator.credentials.get` gives on a page of `origin`. */
  get(given: unknown, origin: string, { verified = true }: { readonly verified?: boolean } = {}) {
    const options = given as Options
    this.counter++
    const data = this.#head(options.rpId ?? '', PRESENT | (verified ? VERIFIED : 0))
    const client = this.#client('webauthn.get', options, origin)
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.#private)
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
      },
    }
  }

  #client(type: string, { challenge }: Options, origin: string): string {
    return JSON.stringify({ type, challenge, origin, crossOrigin: false })
  }

  #head(site: string, flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([sha256(site), Buffer.from([flags]), counter])
  }

  /** The public key as COSE (RFC 9053 §7.1): {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#public.export({ format: 'jwk' })
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
      Buffer.from(x, 'base64url'),
      Buffer.from([0x22, 0x58, 0x20]),
      Buffer.from(y, 'base64url'),
    ])
  }
}
