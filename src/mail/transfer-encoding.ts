/** Bodies made fit for lines of 7-bit mail: quoted-printable and base64 (RFC 2045 §6.7, §6.8). */

/** RFC 2045 §6.7 (5) and §6.8. */
const LINE = 76
const CR = 0x0d
const LF = 0x0a
const EQUALS = 0x3d
const HEX = Buffer.from('0123456789ABCDEF')

/** What an octet may be in quoted-printable. */
const ENCODED = 0
const LITERAL = 1
/** Literal too, but not at the end of a line. */
const SPACE = 2
const KINDS = new Uint8Array(256)
KINDS.fill(LITERAL, 0x21, 0x7f)
KINDS[EQUALS] = ENCODED
KINDS[0x20] = SPACE
KINDS[0x09] = SPACE

/**
 * Text (line breaks: LF) in quoted-printable: lines of at most 76 octets, CRLF, no space at the end of a line,
 * and no character of UTF-8 cut in two by a soft line break.
 */
export function quotedPrintable(text: string): Buffer {
  const input = Buffer.from(text)
  // At worst every octet takes three, and every 72 of them a soft line break.
  const output = Buffer.allocUnsafe(Math.ceil(input.length * 3.2) + 8)
  let length = 0
  let column = 0
  for (let index = 0; index < input.length; index++) {
    const octet = input[index] ?? 0
    if (octet === LF) {
      output[length++] = CR
      output[length++] = LF
      column = 0
      continue
    }
    const kind = KINDS[octet]
    const literal = kind === LITERAL || (kind === SPACE && !endsLine(input, index))
    // The first octet of a character makes room for all of it, and every line leaves room for a soft break.
    if (column + (literal ? 1 : 3 * octetsOfCharacter(octet)) >= LINE) {
      output[length++] = EQUALS
      output[length++] = CR
      output[length++] = LF
      column = 0
    }
    if (literal) {
      output[length++] = octet
      column++
    } else {
      output[length++] = EQUALS
      output[length++] = HEX[octet >> 4] ?? 0
      output[length++] = HEX[octet & 15] ?? 0
      column += 3
    }
  }
  return output.subarray(0, length)
}

function endsLine(input: Buffer, index: number): boolean {
  return index + 1 === input.length || input[index + 1] === LF
}

/** How many octets the character has that begins with this one; 1 within a character. */
function octetsOfCharacter(first: number): number {
  if (first < 0xc0) return 1
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
}

/** Octets in base64: lines of 76, each ended by CRLF but the last. */
export function base64(content: Buffer): Buffer {
  const encoded = Buffer.from(content.toString('base64'), 'latin1')
  const lines = Math.ceil(encoded.length / LINE)
  const output = Buffer.allocUnsafe(encoded.length + Math.max(0, lines - 1) * 2)
  let length = 0
  for (let start = 0; start < encoded.length; start += LINE) {
    if (start > 0) {
      output[length++] = CR
      output[length++] = LF
    }
    length += encoded.copy(output, length, start, start + LINE)
  }
  return output
}
