/**
 * DKIM signatures (RFC 6376; Ed25519 by RFC 8463): relaxed header and body. The body is hashed once for a message, as
 * it streams by; what each copy adds to the header is signed with the rest, on the thread pool.
 */

import { createHash, hash, type KeyObject, sign } from 'node:crypto'
import type { Readable } from 'node:stream'

export interface DkimKey {
  readonly selector: string
  readonly algorithm: 'rsa' | 'ed25519'
  readonly key: KeyObject
}

/** What of a stored message a signature needs. */
export interface SignedParts {
  /** The header without the empty line behind it, one character for each byte. */
  readonly header: string
  /** SHA-256 of the body in relaxed form, base64. */
  readonly bodyHash: string
}

/** A header longer than this is not signed, in bytes. */
const LONGEST_HEADER = 1_048_576

/**
 * Fields that are signed once more than they are there, so that nobody can add another one (RFC 6376 §8.15). What
 * tells who sends a mail, what it is and how to end it.
 */
const OVERSIGNED = [
  'from',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'x-multimail-identity',
  'list-unsubscribe',
  'list-unsubscribe-post',
]

/** Fields that servers on the way add, or may change (RFC 6376 §5.4.1). */
const UNSIGNED = new Set(['return-path', 'received', 'dkim-signature', 'authentication-results', 'bcc'])

const CR = 13
const LF = 10
const SPACE = 32
const TAB = 9

/**
 * Reads a message (CRLF line ends) once, piece by piece, holding no more than its header. Rejects with what the
 * stream fails with, and when the header is longer than a mebibyte.
 */
export async function readSignedParts(stream: Readable): Promise<SignedParts> {
  const body = new RelaxedBody()
  let header: string | null = null
  let pieces: Buffer[] = []
  let length = 0
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (header !== null) {
      body.update(piece)
      continue
    }
    pieces.push(piece)
    length += piece.length
    // The empty line may lie across two pieces.
    const head = pieces.length === 1 ? piece : Buffer.concat(pieces, length)
    const end = head.indexOf('\r\n\r\n')
    if (end >= 0) {
      header = head.toString('latin1', 0, end + 2)
      body.update(head.subarray(end + 4))
    } else if (length > LONGEST_HEADER) throw new Error('the header of the message is too long to sign')
    pieces = end >= 0 ? [] : [head]
  }
  return { header: header ?? Buffer.concat(pieces).toString('latin1'), bodyHash: body.digest() }
}

/** The hash of a body in relaxed form (RFC 6376 §3.4.4), of which it is given one piece after the other. */
class RelaxedBody {
  readonly #hash = createHash('sha256')
  readonly #out = Buffer.allocUnsafe(16_384)
  #used = 0
  /** Line ends that count only when something follows. */
  #lineEnds = 0
  #hasSpace = false
  #hasCr = false

  update(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte === LF) {
        this.#lineEnds++
        this.#hasSpace = false
        this.#hasCr = false
        continue
      }
      if (this.#hasCr) this.#content(CR)
      this.#hasCr = byte === CR
      if (byte === SPACE || byte === TAB) this.#hasSpace = true
      else if (byte !== CR) this.#content(byte)
    }
  }

  digest(): string {
    if (this.#hasCr) this.#content(CR)
    if (this.#isBegun || this.#used > 0) this.#lineEnd()
    this.#flush()
    return this.#hash.digest('base64')
  }

  #isBegun = false

  #content(byte: number): void {
    for (; this.#lineEnds > 0; this.#lineEnds--) this.#lineEnd()
    if (this.#hasSpace) this.#put(SPACE)
    this.#hasSpace = false
    this.#put(byte)
  }

  #lineEnd(): void {
    this.#put(CR)
    this.#put(LF)
  }

  #put(byte: number): void {
    if (this.#used === this.#out.length) this.#flush()
    this.#out[this.#used++] = byte
  }

  #flush(): void {
    if (this.#used === 0) return
    this.#isBegun = true
    this.#hash.update(this.#out.subarray(0, this.#used))
    this.#used = 0
  }
}

interface Field {
  /** In lower case. */
  readonly name: string
  /** `name:value` in relaxed form (RFC 6376 §3.4.2). */
  readonly canonical: string
}

function readFields(header: string): Field[] {
  const raw: string[] = []
  for (const line of header.split('\r\n')) {
    if (/^[ \t]/.test(line) && raw.length > 0) raw.push(`${raw.pop()}${line}`)
    else if (line !== '') raw.push(line)
  }
  return raw.flatMap((field) => {
    const colon = field.indexOf(':')
    return colon < 1 ? [] : [canonicalField(field.slice(0, colon), field.slice(colon + 1))]
  })
}

function canonicalField(fieldName: string, value: string): Field {
  const name = fieldName.trim().toLowerCase()
  const words = value.split(/[ \t\r\n]/).filter((word) => word !== '')
  return { name, canonical: `${name}:${words.join(' ')}` }
}

/** The names of `h=`, and the fields they mean in that order: of several the last comes first (RFC 6376 §5.4.2). */
function choose(fields: readonly Field[]): { readonly names: string[]; readonly canonical: string[] } {
  const signed = fields.filter(({ name }) => !UNSIGNED.has(name)).reverse()
  return {
    names: [...signed.map(({ name }) => name), ...OVERSIGNED],
    canonical: signed.map(({ canonical }) => canonical),
  }
}

/**
 * The DKIM-Signature fields of a copy, one for each key: lines with CRLF, which go before everything else. `fields`
 * are lines that stand before the stored header; `at` is epoch ms, `domain` in A-labels.
 */
export async function dkimSignatures(
  keys: readonly DkimKey[],
  domain: string,
  copy: { readonly fields: string; readonly parts: SignedParts; readonly at: number },
): Promise<string> {
  const { names, canonical } = choose(readFields(`${copy.fields}${copy.parts.header}`))
  const covered = canonical.map((field) => `${field}\r\n`).join('')
  const signatures = keys.map(async ({ selector, algorithm, key }) => {
    const start = `DKIM-Signature: v=1; a=${algorithm}-sha256; c=relaxed/relaxed; d=${domain};\r\n s=${selector}; t=${Math.floor(copy.at / 1_000)};\r\n h=${foldedNames(names)};\r\n bh=${copy.parts.bodyHash};\r\n b=`
    const own = canonicalField('dkim-signature', start.slice(start.indexOf(':') + 1)).canonical
    const signature = await signAside(algorithm, key, Buffer.from(`${covered}${own}`, 'latin1'))
    return `${start}${signature.match(/.{1,72}/g)?.join('\r\n  ') ?? ''}\r\n`
  })
  return (await Promise.all(signatures)).join('')
}

/** Names with colons between, in lines of at most 76 characters where that is possible (RFC 5322 §2.1.1). */
function foldedNames(names: readonly string[]): string {
  let line = 3
  return names.reduce((text, name, index) => {
    const piece = index === 0 ? name : `:${name}`
    line += piece.length
    if (line <= 74) return text + piece
    line = piece.length + 2
    return `${text}:\r\n  ${piece.replace(/^:/, '')}`
  }, '')
}

/** RFC 8463 §3: Ed25519 signs the hash of what RSA signs. */
function signAside(algorithm: DkimKey['algorithm'], key: KeyObject, data: Buffer): Promise<string> {
  const [digest, input] =
    algorithm === 'rsa' ? (['sha256', data] as const) : ([null, hash('sha256', data, 'buffer')] as const)
  return new Promise((resolve, reject) => {
    sign(digest, input, key, (error, signature) => {
      if (error === null) resolve(signature.toString('base64'))
      else reject(error)
    })
  })
}
