/** From the bytes of a part to what it says: transfer encodings (RFC 2045 §6) and charsets. */

import { Transform, type TransformCallback } from 'node:stream'
import type { Leaf, TransferEncoding } from './structure.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** The text of a part. Charsets that are unknown, or not what they claim, are read as UTF-8, else windows-1252. */
export function decodeText(body: Buffer, leaf: Pick<Leaf, 'charset' | 'encoding'>): string {
  const bytes = decodeBytes(body, leaf.encoding)
  return decodeCharset(bytes, leaf.charset).replaceAll('\0', '').toWellFormed()
}

/** The bytes that an encoded body stands for; garbage in it is passed over. */
export function decodeBytes(body: Buffer, encoding: TransferEncoding): Buffer {
  if (encoding === 'base64')
    return Buffer.from(body.toString('latin1').replace(/[^A-Za-z0-9+/]/g, ''), 'base64')
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(body.toString('latin1')) : body
}

function decodeQuotedPrintable(text: string): Buffer {
  // White space at the end of a line was added on the way, a final "=" joins it with the next (RFC 2045 §6.7).
  let whole = ''
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    const trimmed = trimmedEnd(line)
    if (trimmed.endsWith('=')) whole += trimmed.slice(0, -1)
    else whole += index === lines.length - 1 ? trimmed : `${trimmed}\n`
  }
  const bytes = whole.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}

/** Without spaces and tabs at its end; a carriage return there stays. */
function trimmedEnd(line: string): string {
  const hasReturn = line.endsWith('\r')
  let end = hasReturn ? line.length - 1 : line.length
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--
  if (line[end - 1] === '=') return line.slice(0, end)
  return line.slice(0, end) + (hasReturn ? '\r' : '')
}

function decodeCharset(bytes: Buffer, charset: string | null): string {
  const label = charset?.trim().toLowerCase() ?? 'utf-8'
  const decoder = decoderOf(label === 'us-ascii' || label === 'ascii' ? 'utf-8' : label)
  if (decoder !== null && decoder.encoding !== 'utf-8') return decoder.decode(bytes)
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

/** Decodes a body as it streams by, a piece at a time. */
export function decodeStream(encoding: TransferEncoding): Transform {
  if (encoding === 'identity') return new PieceDecoder((text) => [Buffer.from(text, 'latin1'), ''])
  return new PieceDecoder(encoding === 'base64' ? base64Piece : quotedPrintablePiece)
}

/** Decodes what it can of a text, and gives back what must wait for more. */
type DecodePiece = (text: string, isLast: boolean) => readonly [decoded: Buffer, rest: string]

function base64Piece(text: string, isLast: boolean): readonly [Buffer, string] {
  const letters = text.replace(/[^A-Za-z0-9+/]/g, '')
  const whole = isLast ? letters.length : letters.length - (letters.length % 4)
  return [Buffer.from(letters.slice(0, whole), 'base64'), letters.slice(whole)]
}

function quotedPrintablePiece(text: string, isLast: boolean): readonly [Buffer, string] {
  const end = isLast ? text.length : text.lastIndexOf('\n') + 1
  // A line longer than any mail may have is taken as it is, so that memory stays flat.
  const cut = end === 0 && text.length > 64 * 1024 ? text.length - 3 : end
  return [decodeQuotedPrintable(text.slice(0, cut)), text.slice(cut)]
}

class PieceDecoder extends Transform {
  readonly #decode: DecodePiece
  #rest = ''

  constructor(decode: DecodePiece) {
    super()
    this.#decode = decode
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const [decoded, rest] = this.#decode(this.#rest + chunk.toString('latin1'), false)
    this.#rest = rest
    done(null, decoded)
  }

  override _flush(done: TransformCallback): void {
    const [decoded] = this.#decode(this.#rest, true)
    done(null, decoded)
  }
}
