/**
 * The header of a message on its way to the verifier of signatures: passed on when it is of a size and shape that
 * cannot keep the verifier busy, without the signatures beyond those that are looked at (RFC 6376 §6.1 lets a
 * verifier limit them).
 */

/** Longest header that is checked, in bytes and lines. */
const MAX_HEADER_BYTES = 128 * 1024
const MAX_HEADER_LINES = 2_000
/** So many signatures are looked at, the newest first. */
const MAX_SIGNATURES = 8
/** Longest signature field, in characters; real ones have some hundred. */
const MAX_SIGNATURE_LENGTH = 4_096
/** An ARC set has three fields, and a chain at most 50 sets (RFC 8617 §4.2.1). */
const MAX_ARC_FIELDS = 150
const MAX_ARC_LENGTH = 8_192

export class HeaderGate {
  #held: Buffer[] = []
  #heldBytes = 0
  /** The last bytes seen, to find an empty line across pieces. */
  #tail = ''
  #state: 'header' | 'body' | 'refused' = 'header'

  /** Whether the header was too long to be checked. */
  get isRefused(): boolean {
    return this.#state === 'refused'
  }

  /** Takes the next bytes; returns those that may be passed on now. */
  push(chunk: Buffer): readonly Buffer[] {
    if (this.#state === 'body') return [chunk]
    if (this.#state === 'refused') return []
    const end = this.#endIn(chunk)
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
    const length = end === null ? this.#heldBytes : this.#heldBytes - chunk.length + end
    if (length > MAX_HEADER_BYTES) return this.#refuse()
    return end === null ? [] : this.#release(length)
  }

  /** What is left at the end of a message that is nothing but header. */
  end(): readonly Buffer[] {
    return this.#state === 'header' ? this.#release(this.#heldBytes) : []
  }

  /** The offset in `chunk` after the empty line that ends the header, or null. */
  #endIn(chunk: Buffer): number | null {
    const before = this.#tail
    const text = before + chunk.toString('latin1')
    this.#tail = text.slice(-3)
    const isStart = this.#heldBytes === 0
    if (isStart && text.startsWith('\r\n')) return 2
    const at = text.indexOf('\n\r\n')
    const bare = text.indexOf('\n\n')
    const ends = [at < 0 ? null : at + 3, bare < 0 ? null : bare + 2].filter((end) => end !== null)
    return ends.length === 0 ? null : Math.min(...ends) - before.length
  }

  #release(length: number): readonly Buffer[] {
    const all = Buffer.concat(this.#held)
    this.#held = []
    const header = withFewSignatures(all.toString('latin1', 0, length))
    if (header === null) return this.#refuse()
    this.#state = 'body'
    const body = all.subarray(length)
    return body.length === 0 ? [header] : [header, body]
  }

  #refuse(): readonly Buffer[] {
    this.#state = 'refused'
    this.#held = []
    return []
  }
}

/** The header without the signatures that are too many or too long; null when it has too many lines. */
function withFewSignatures(header: string): Buffer | null {
  const lines = header.split('\n')
  if (lines.length > MAX_HEADER_LINES) return null
  const kept: string[] = []
  const counts = { signatures: 0, arc: 0 }
  for (const field of fieldsOf(lines)) if (mayBeChecked(field, counts)) kept.push(field)
  return Buffer.from(kept.join('\n'), 'latin1')
}

/** Lines joined to fields, the fold kept as it is. */
function fieldsOf(lines: readonly string[]): string[] {
  const fields: string[][] = []
  for (const line of lines) {
    const last = fields.at(-1)
    if (last !== undefined && (line.startsWith(' ') || line.startsWith('\t'))) last.push(line)
    else fields.push([line])
  }
  return fields.map((parts) => parts.join('\n'))
}

function mayBeChecked(field: string, counts: { signatures: number; arc: number }): boolean {
  const name = field.slice(0, 64).split(':', 1)[0]?.trim().toLowerCase() ?? ''
  if (name === 'dkim-signature') {
    if (field.length > MAX_SIGNATURE_LENGTH) return false
    counts.signatures++
    return counts.signatures <= MAX_SIGNATURES
  }
  if (name.startsWith('arc-')) {
    counts.arc++
    return counts.arc <= MAX_ARC_FIELDS && field.length <= MAX_ARC_LENGTH
  }
  return true
}
