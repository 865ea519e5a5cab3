/**
 * The structure of a MIME message (RFC 2045, 2046), found in one pass over its bytes as they come: headers, and
 * where each leaf is. Nothing is decoded here, so a message of any size costs little memory.
 */

import { decodeHeaderBytes, parameterised, unfold } from './header-fields.ts'

/** How a part is encoded on the wire (RFC 2045 §6). */
export type TransferEncoding = 'identity' | 'base64' | 'quoted-printable'

/** A part without parts of its own. It is stored as JSON, so that its bytes can be found again. */
export interface Leaf {
  /** Lower-case `type/subtype`. */
  readonly contentType: string
  readonly charset: string | null
  readonly encoding: TransferEncoding
  readonly disposition: 'inline' | 'attachment' | null
  /** Decoded and harmless: no path, no control characters. */
  readonly fileName: string | null
  /** Without angle brackets. */
  readonly contentId: string | null
  /** Where its encoded body begins in the raw message, and how many bytes it has. */
  readonly offset: number
  readonly length: number
}

export type HeaderField = readonly [name: string, value: string]

export interface MessageStructure {
  /** Fields of the message itself, unfolded, in order. */
  readonly headers: readonly HeaderField[]
  readonly headerBytes: number
  readonly leaves: readonly Leaf[]
  readonly size: number
  /** What is wrong with the message, by short names. */
  readonly faults: readonly string[]
}

export interface StructureLimits {
  readonly parts: number
  readonly depth: number
  readonly headerLines: number
  readonly headerBytes: number
}

const LIMITS: StructureLimits = { parts: 1_000, depth: 32, headerLines: 2_000, headerBytes: 256 * 1024 }
const LF = 10
const CR = 13
const DASH = 45
/** A line that could be a delimiter is at most `--`, 70 characters (RFC 2046 §5.1.1) with some mercy, `--`. */
const LONGEST_DELIMITER = 256

/** An entity whose header is known: what its body is looked through for. */
interface Multipart {
  readonly boundary: string
  readonly isDigest: boolean
}

interface OpenLeaf extends Omit<Leaf, 'length'> {
  readonly depth: number
}

/** The structure of a whole message in memory. */
export function scan(raw: Buffer, limits: Partial<StructureLimits> = {}): MessageStructure {
  const scanner = new StructureScanner(limits)
  scanner.push(raw)
  return scanner.end()
}

/** Takes a message in pieces of any size; `end` gives what was found. Never throws. */
export class StructureScanner {
  readonly #limits: StructureLimits
  readonly #leaves: Leaf[] = []
  readonly #faults = new Set<string>()
  readonly #open: Multipart[] = []
  #headers: readonly HeaderField[] = []
  #headerBytes = 0
  /** Bytes of lines that are not complete, or of the header that is being collected. */
  #rest: Buffer = Buffer.alloc(0)
  /** Offset of `#rest` in the message. */
  #at = 0
  #size = 0
  #mode: 'header' | 'body' = 'header'
  #isTop = true
  #leaf: OpenLeaf | null = null
  #parts = 0
  /** The line that `#rest` begins in the middle of cannot be a delimiter. */
  #midLine = false
  #headerLines = 0
  /** How far `#rest` was searched for the end of the header. */
  #searched = 0

  constructor(limits: Partial<StructureLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits }
  }

  push(chunk: Buffer): void {
    this.#size += chunk.length
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    while (this.#step(false)) {
      // Each step takes at least one byte, or waits for more.
    }
    // The caller may use its buffer again.
    if (this.#rest.buffer === chunk.buffer) this.#rest = Buffer.from(this.#rest)
  }

  end(): MessageStructure {
    while (this.#step(true)) {
      // The rest is all there is.
    }
    if (this.#mode === 'header') this.#endHeader(this.#rest, this.#rest.length)
    this.#closeLeaf(this.#size)
    if (this.#open.length > 0) this.#faults.add('unclosed_boundary')
    // A multipart without one part still has words that somebody should read.
    const isUnread = this.#leaves.length === 0 && this.#size > this.#headerBytes
    if (isUnread)
      this.#leaves.push({ ...UNDIVIDED, offset: this.#headerBytes, length: this.#size - this.#headerBytes })
    return {
      headers: this.#headers,
      headerBytes: this.#headerBytes,
      leaves: this.#leaves,
      size: this.#size,
      faults: [...this.#faults],
    }
  }

  #take(length: number): void {
    this.#rest = this.#rest.subarray(length)
    this.#at += length
    this.#searched = 0
  }

  #step(isEnd: boolean): boolean {
    if (this.#rest.length === 0) return false
    return this.#mode === 'header' ? this.#stepHeader(isEnd) : this.#stepBody(isEnd)
  }

  /** Looks for the empty line that ends a header, or for a delimiter that comes before it. */
  #stepHeader(isEnd: boolean): boolean {
    let start = this.#searched
    for (;;) {
      const lf = this.#rest.indexOf(LF, start)
      const isTooLong = (lf < 0 ? this.#rest.length : start) > this.#limits.headerBytes
      if (lf < 0 && isTooLong) {
        this.#faults.add('header_too_large')
        this.#endHeader(this.#rest.subarray(0, start), start)
        return true
      }
      if (lf < 0) {
        this.#searched = start
        if (!isEnd) return false
        const level = this.#delimiterLevel(this.#rest.subarray(start))
        if (level !== null) this.#endHeader(this.#rest.subarray(0, start), start)
        return level !== null
      }
      const line = this.#rest.subarray(start, lf > start && this.#rest[lf - 1] === CR ? lf - 1 : lf)
      const isDelimiter = line[0] === DASH && this.#delimiterLevel(line) !== null
      this.#headerLines++
      if (line.length === 0 || isDelimiter || isTooLong || this.#headerLines > this.#limits.headerLines) {
        if (isTooLong || this.#headerLines > this.#limits.headerLines) this.#faults.add('too_many_headers')
        this.#endHeader(this.#rest.subarray(0, start), isDelimiter ? start : lf + 1)
        return true
      }
      start = lf + 1
      this.#searched = start
    }
  }

  /** The header of an entity is complete: `length` bytes of the message belong to it. */
  #endHeader(bytes: Buffer, length: number): void {
    const fields = unfold(decodeHeaderBytes(bytes))
    if (this.#isTop) {
      this.#headers = fields
      this.#headerBytes = length
    }
    const isTop = this.#isTop
    this.#isTop = false
    this.#headerLines = 0
    this.#mode = 'body'
    this.#midLine = false
    this.#take(length)
    this.#beginEntity(fields, isTop)
  }

  #beginEntity(fields: readonly HeaderField[], isTop: boolean): void {
    const described = describe(fields, this.#open.at(-1)?.isDigest ?? false)
    const { boundary } = described
    if (described.contentType.startsWith('multipart/')) {
      if (boundary !== null && this.#open.length < this.#limits.depth) {
        this.#open.push({ boundary, isDigest: described.contentType === 'multipart/digest' })
        return
      }
      this.#faults.add(boundary === null ? 'missing_boundary' : 'nested_too_deeply')
    }
    if (!isTop && ++this.#parts > this.#limits.parts) {
      this.#faults.add('too_many_parts')
      // Everything that follows is one leaf that nobody looks into.
      this.#open.length = 0
      this.#leaf = { ...OPAQUE, offset: this.#at, depth: 0 }
      return
    }
    const contentType = described.contentType.startsWith('multipart/') ? 'text/plain' : described.contentType
    this.#leaf = { ...described.leaf, contentType, offset: this.#at, depth: this.#open.length }
  }

  /** Looks for the next delimiter of any open multipart. */
  #stepBody(isEnd: boolean): boolean {
    if (this.#open.length === 0) {
      this.#take(this.#rest.length)
      return false
    }
    const start = this.#nextCandidate()
    if (start < 0) {
      // A delimiter, with the line break before it, may begin in the last bytes.
      const keep = isEnd ? 0 : 3
      const taken = Math.max(0, this.#rest.length - keep)
      this.#take(taken)
      if (taken > 0) this.#midLine = true
      return false
    }
    const lf = this.#rest.indexOf(LF, start)
    const isWhole = lf >= 0 || isEnd || this.#rest.length - start > LONGEST_DELIMITER
    if (!isWhole) {
      // The line break before it stays, because it belongs to the delimiter.
      if (start > 2) {
        this.#take(start - 2)
        this.#midLine = true
      }
      return false
    }
    const end = lf < 0 ? this.#rest.length : lf
    const line = this.#rest.subarray(start, Math.min(end, start + LONGEST_DELIMITER))
    const level = this.#delimiterLevel(line)
    if (level === null) {
      // The line break stays: it may belong to the next delimiter.
      this.#take(lf < 0 ? this.#rest.length : this.#rest[lf - 1] === CR ? lf - 1 : lf)
      this.#midLine = true
      return this.#rest.length > 0
    }
    this.#reachDelimiter(level, this.#at + start, start)
    this.#take(lf < 0 ? this.#rest.length : lf + 1)
    return true
  }

  /** Where a line beginning with `--` starts in `#rest`, or -1. */
  #nextCandidate(): number {
    if (!this.#midLine && this.#rest[0] === DASH && this.#rest[1] === DASH) return 0
    const found = this.#rest.indexOf('\n--')
    return found < 0 ? -1 : found + 1
  }

  /** Which open multipart a line delimits: its index, negative (and one off) when the line closes it. */
  #delimiterLevel(line: Buffer): { readonly index: number; readonly isClose: boolean } | null {
    if (line[0] !== DASH || line[1] !== DASH) return null
    const text = line.toString('latin1').trimEnd()
    for (let index = this.#open.length - 1; index >= 0; index--) {
      const delimiter = `--${this.#open[index]?.boundary}`
      if (text === delimiter) return { index, isClose: false }
      if (text === `${delimiter}--`) return { index, isClose: true }
    }
    return null
  }

  #reachDelimiter(
    level: { readonly index: number; readonly isClose: boolean },
    lineAt: number,
    start: number,
  ): void {
    // The line break before a delimiter belongs to it (RFC 2046 §5.1.1).
    const before = start > 0 && this.#rest[start - 1] === LF ? (this.#rest[start - 2] === CR ? 2 : 1) : 0
    this.#closeLeaf(Math.max(this.#leaf?.offset ?? 0, lineAt - before))
    if (this.#open.length > level.index + 1) this.#faults.add('unclosed_boundary')
    this.#open.length = level.isClose ? level.index : level.index + 1
    this.#mode = level.isClose ? 'body' : 'header'
    this.#midLine = false
  }

  #closeLeaf(end: number): void {
    if (this.#leaf === null) return
    const { depth: _, ...leaf } = this.#leaf
    this.#leaf = null
    this.#leaves.push({ ...leaf, length: Math.max(0, end - leaf.offset) })
  }
}

const OPAQUE = {
  contentType: 'application/octet-stream',
  charset: null,
  encoding: 'identity',
  disposition: 'attachment',
  fileName: 'unread-parts.bin',
  contentId: null,
} as const

const UNDIVIDED = { ...OPAQUE, contentType: 'text/plain', disposition: null, fileName: null } as const

/** What a header says of its entity. */
function describe(fields: readonly HeaderField[], isInDigest: boolean) {
  const find = (name: string) => fields.find(([given]) => given.toLowerCase() === name)?.[1] ?? ''
  const type = parameterised(find('content-type'))
  const disposition = parameterised(find('content-disposition'))
  const isType = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type.value)
  const contentType = isType ? type.value : isInDigest ? 'message/rfc822' : 'text/plain'
  const encoding = find('content-transfer-encoding').trim().toLowerCase()
  const name = disposition.parameters.get('filename') ?? type.parameters.get('name') ?? null
  return {
    contentType,
    boundary: type.parameters.get('boundary') || null,
    leaf: {
      charset: type.parameters.get('charset')?.toLowerCase() ?? null,
      encoding: (encoding === 'base64' || encoding === 'quoted-printable'
        ? encoding
        : 'identity') as TransferEncoding,
      disposition:
        disposition.value === 'attachment' || disposition.value === 'inline' ? disposition.value : null,
      fileName: name,
      contentId: /<([^<>\s]{1,998})>/.exec(find('content-id'))?.[1] ?? null,
    } as const,
  }
}
