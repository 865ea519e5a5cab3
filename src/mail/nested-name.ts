/** A file name for a message inside a message, from its subject; nothing else of it is read (RFC 2046 §5.2.1). */

import { decodeWords } from 'postal-mime'
import { harmlessName, type TransferEncoding } from './entity.ts'
import { decodeHeaderBytes, unfold } from './header-fields.ts'

/** The subject is looked for in so many bytes. */
const MOST_BYTES = 16 * 1024
const LONGEST_SUBJECT = 100

/** Takes the beginning of a part, in pieces, as it goes by. */
export class NestedName {
  readonly #encoding: TransferEncoding
  readonly #pieces: Buffer[] = []
  #length = 0

  constructor(encoding: TransferEncoding) {
    this.#encoding = encoding
  }

  add(bytes: Buffer): void {
    if (this.#length >= MOST_BYTES || bytes.length === 0) return
    const piece = Buffer.from(bytes.subarray(0, MOST_BYTES - this.#length))
    this.#pieces.push(piece)
    this.#length += piece.length
  }

  /** `Plans.eml`, or `message.eml` when no subject is found. */
  fileName(): string {
    const bytes = Buffer.concat(this.#pieces)
    const text = this.#encoding === 'base64' ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes
    const [header = ''] = decodeHeaderBytes(text).split(/\r?\n\r?\n/, 1)
    const subject = unfold(header).find(([name]) => name.toLowerCase() === 'subject')?.[1] ?? ''
    const name = harmlessName(decodeWords(subject).replace(/[/\\]+/g, '-')).slice(0, LONGEST_SUBJECT)
    return name === '' ? 'message.eml' : `${name.replace(/[\ud800-\udbff]$/, '').trim()}.eml`
  }
}
