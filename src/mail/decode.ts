/** From the bytes of a part to what it says: transfer encodings (RFC 2045 §6), then charsets. */

import { PassThrough, Transform, type TransformCallback } from 'node:stream'
import { decodeCharset } from './charset.ts'
import type { Leaf, TransferEncoding } from './entity.ts'

const LF = 0x0a
const CR = 0x0d
const TAB = 0x09
const SPACE = 0x20
const EQUALS = 0x3d
/** Bytes; a longer line is cut while it streams, so that memory stays flat. */
const LONGEST_LINE = 64 * 1024

/**
 * The text of a part, without NUL and half surrogates. Charsets that are unknown, or not what they claim, are read
 * as UTF-8, else windows-1252. Never throws.
 */
export function decodeText(body: Buffer, leaf: Pick<Leaf, 'charset' | 'encoding'>): string {
  const bytes = decodeBytes(body, leaf.encoding)
  return decodeCharset(bytes, leaf.charset).replaceAll('\0', '').toWellFormed()
}

/** The bytes that an encoded body stands for; garbage in it is passed over. */
export function decodeBytes(body: Buffer, encoding: TransferEncoding): Buffer {
  if (encoding === 'base64') return base64Piece(body, true)[0]
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(body) : body
}

/** Decodes a body as it streams by, a piece at a time, to the same bytes as `decodeBytes`. */
export function decodeStream(encoding: TransferEncoding): Transform {
  if (encoding === 'identity') return new PassThrough()
  return new PieceDecoder(encoding === 'base64' ? base64Piece : quotedPrintablePiece)
}

/** Decodes what it can of some bytes, and gives back those that must wait for more. */
type DecodePiece = (bytes: Buffer, isLast: boolean) => readonly [decoded: Buffer, rest: Buffer]

function base64Piece(bytes: Buffer, isLast: boolean): readonly [Buffer, Buffer] {
  const letters = bytes.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, '')
  // Padding ends a run; some programs encode in pieces, and a new run follows.
  const runs = letters.split(/=+/)
  const last = runs.pop() ?? ''
  const whole = isLast ? last.length : last.length - (last.length % 4)
  runs.push(last.slice(0, whole))
  const decoded = runs.filter((run) => run !== '').map((run) => Buffer.from(run, 'base64'))
  const [only] = decoded
  const joined = decoded.length === 1 && only !== undefined ? only : Buffer.concat(decoded)
  return [joined, Buffer.from(last.slice(whole), 'latin1')]
}

function quotedPrintablePiece(bytes: Buffer, isLast: boolean): readonly [Buffer, Buffer] {
  let end = isLast ? bytes.length : bytes.lastIndexOf(LF) + 1
  if (end === 0 && bytes.length > LONGEST_LINE) end = cutInLine(bytes)
  return [decodeQuotedPrintable(bytes.subarray(0, end)), bytes.subarray(end)]
}

/** Where a line may be cut: not within `=XX`, not before white space that may turn out to be its end. */
function cutInLine(bytes: Buffer): number {
  let end = bytes.length
  while (end > 0 && isBlank(bytes[end - 1])) end--
  if (end === 0) return bytes.length
  if (bytes[end - 1] === EQUALS) return end - 1
  return bytes[end - 2] === EQUALS ? end - 2 : end
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === CR
}

/** RFC 2045 §6.7; a `=` that encodes nothing stays. */
function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const output = Buffer.allocUnsafe(bytes.length)
  let length = 0
  /** Where the line ends if only white space follows: that was added on the way. */
  let solid = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    if (byte === EQUALS) {
      const value = hexValue(bytes[index + 1]) * 16 + hexValue(bytes[index + 2])
      const next = value >= 0 ? -1 : endOfSoftBreak(bytes, index + 1)
      if (next >= 0) index = next - 1
      else if (value >= 0) index += 2
      if (next < 0) output[length++] = value >= 0 ? value : EQUALS
      solid = length
    } else if (byte === LF) {
      length = solid
      if (bytes[index - 1] === CR) output[length++] = CR
      output[length++] = LF
      solid = length
    } else {
      output[length++] = byte
      if (!isBlank(byte)) solid = length
    }
  }
  return output.subarray(0, solid)
}

/** Where the next line begins when nothing but white space is left of this one, or -1. */
function endOfSoftBreak(bytes: Buffer, from: number): number {
  let index = from
  while (isBlank(bytes[index])) index++
  if (index >= bytes.length) return bytes.length
  return bytes[index] === LF ? index + 1 : -1
}

/** 0 to 15, or so far below that no sum with another digit is positive. */
function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1_000
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1_000
}

class PieceDecoder extends Transform {
  readonly #decode: DecodePiece
  #rest: Buffer = Buffer.alloc(0)

  constructor(decode: DecodePiece) {
    super()
    this.#decode = decode
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const [decoded, rest] = this.#decode(bytes, false)
    this.#rest = rest
    done(null, decoded)
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#decode(this.#rest, true)[0])
  }
}
