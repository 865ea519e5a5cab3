/**
 * The structure of a MIME message (RFC 2045, 2046), found in one pass over its bytes as they come: headers, and
 * where each leaf is. Nothing is decoded here, so a message of any size costs little memory.
 */

import { describeEntity, type EntityDescription, type Leaf, type LeafDescription, OPAQUE } from './entity.ts'
import { decodeHeaderBytes, type HeaderField, unfold } from './header-fields.ts'
import { NestedName } from './nested-name.ts'
import { type Delimiter, LONGEST_BOUNDARY, LONGEST_DELIMITER, OpenMultiparts } from './open-multiparts.ts'
import { PendingBytes } from './pending-bytes.ts'

export type { Leaf, TransferEncoding } from './entity.ts'
export type { HeaderField } from './header-fields.ts'

/** What is wrong with a message. None of it keeps the rest from being read. */
export type Fault =
  | 'header_too_large'
  | 'too_many_headers'
  | 'too_many_parts'
  | 'nested_too_deeply'
  | 'missing_boundary'
  | 'boundary_too_long'
  | 'boundary_not_found'
  | 'unclosed_boundary'

export interface MessageStructure {
  /** Fields of the message itself, unfolded, in order; 8-bit bytes are UTF-8, or else windows-1252. */
  readonly headers: readonly HeaderField[]
  readonly headerBytes: number
  /** In the order of the message; their ranges do not overlap. */
  readonly leaves: readonly Leaf[]
  readonly size: number
  readonly faults: readonly Fault[]
}

export interface StructureLimits {
  /** Entities inside the message; what comes after them is one leaf that nobody looks into. */
  readonly parts: number
  /** Multiparts inside multiparts; deeper ones are a leaf that nobody looks into. */
  readonly depth: number
  /** Of each entity; the body begins where its header is cut. */
  readonly headerLines: number
  readonly headerBytes: number
}

const LIMITS: StructureLimits = { parts: 1_000, depth: 32, headerLines: 2_000, headerBytes: 256 * 1024 }
const LF = 10
const CR = 13
const DASH = 45
const LINE_OF_DASHES = Buffer.from('\n--')
interface OpenLeaf {
  readonly description: LeafDescription
  readonly offset: number
  readonly alternative: number | null
  /** Looks for a name inside, when the part has none. */
  readonly name: NestedName | null
}

/** The structure of a whole message in memory. */
export function scan(raw: Buffer, limits: Partial<StructureLimits> = {}): MessageStructure {
  const scanner = new StructureScanner(limits)
  scanner.push(raw)
  return scanner.end()
}

/** Takes a message in pieces of any size, and finds the same however it is cut. Never throws. */
export class StructureScanner {
  readonly #limits: StructureLimits
  readonly #leaves: Leaf[] = []
  readonly #faults = new Set<Fault>()
  readonly #open = new OpenMultiparts()
  readonly #pending = new PendingBytes()
  #headers: readonly HeaderField[] = []
  #headerBytes = 0
  /** Offset of the pending bytes in the message. */
  #at = 0
  #size = 0
  #mode: 'header' | 'body' = 'header'
  #isTop = true
  #leaf: OpenLeaf | null = null
  #parts = 0
  #headerLines = 0
  /** Of a header: where its unfinished line begins in the pending bytes, and how far its end was searched. */
  #line = 0
  #searched = 0
  /** Of a body: the pending bytes do not begin at a line's start. */
  #isMidLine = false

  constructor(limits: Partial<StructureLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits }
  }

  push(chunk: Buffer): void {
    this.#size += chunk.length
    this.#pending.append(chunk)
    this.#work(false)
    this.#pending.keep()
  }

  end(): MessageStructure {
    this.#work(true)
    if (this.#mode === 'header') this.#endHeader(0, 0)
    this.#closeLeaf(this.#size)
    if (this.#open.depth > 0) this.#faults.add('unclosed_boundary')
    this.#closeMultiparts(0, this.#size)
    return {
      headers: this.#headers,
      headerBytes: this.#headerBytes,
      leaves: this.#leaves,
      size: this.#size,
      faults: [...this.#faults],
    }
  }

  /** Works through the pending bytes as far as they can be understood without those to come. */
  #work(isEnd: boolean): void {
    let goesOn = true
    while (goesOn && this.#pending.bytes.length > 0) {
      goesOn = this.#mode === 'header' ? this.#readHeaderLine(isEnd) : this.#readBody(isEnd)
    }
  }

  #take(length: number): void {
    this.#leaf?.name?.add(this.#pending.bytes.subarray(0, length))
    this.#pending.take(length)
    this.#at += length
  }

  /** Takes one line into the header, or ends it before or after this line. False when more bytes are needed. */
  #readHeaderLine(isEnd: boolean): boolean {
    const { bytes } = this.#pending
    const start = this.#line
    const lf = bytes.indexOf(LF, this.#searched)
    const end = lf < 0 ? bytes.length : lf + 1
    this.#searched = end
    if (end > this.#limits.headerBytes) {
      this.#faults.add('header_too_large')
      this.#endHeader(start, start)
      return true
    }
    if (lf < 0 && !isEnd) return false
    const lineEnd = lf < 0 ? end : lf > start && bytes[lf - 1] === CR ? lf - 1 : lf
    if (lineEnd === start && lf >= 0) this.#endHeader(start, end)
    else if (this.#open.delimiterOf(bytes, start, lineEnd) !== null) this.#endHeader(start, start)
    else if (this.#headerLines === this.#limits.headerLines) {
      this.#faults.add('too_many_headers')
      this.#endHeader(start, start)
    } else if (lf < 0) this.#endHeader(end, end)
    else {
      this.#headerLines++
      this.#line = end
    }
    return true
  }

  /** The header of an entity is complete: `length` bytes have its fields, the body begins after `end`. */
  #endHeader(length: number, end: number): void {
    const fields = unfold(decodeHeaderBytes(this.#pending.bytes.subarray(0, length)))
    // Lines of which none is a field are the text of a part that has no header.
    const bodyAt = fields.length === 0 && length > 0 ? 0 : end
    const isTop = this.#isTop
    if (isTop) {
      this.#headers = fields
      this.#headerBytes = bodyAt
    }
    this.#isTop = false
    this.#mode = 'body'
    this.#isMidLine = false
    this.#headerLines = 0
    this.#line = 0
    this.#searched = 0
    const headerAt = this.#at
    this.#take(bodyAt)
    this.#beginEntity(fields, isTop, headerAt)
  }

  #beginEntity(fields: readonly HeaderField[], isTop: boolean, headerAt: number): void {
    if (!isTop && ++this.#parts > this.#limits.parts) {
      this.#faults.add('too_many_parts')
      this.#open.keep(0)
      this.#openLeaf(OPAQUE, headerAt)
      return
    }
    const isInDigest = this.#open.innermost?.description.contentType === 'multipart/digest'
    const description = describeEntity(fields, isInDigest)
    if (description.contentType.startsWith('multipart/')) this.#beginMultipart(description)
    else this.#openLeaf(description, this.#at)
  }

  #beginMultipart(description: EntityDescription): void {
    const { boundary } = description
    if (boundary === null || boundary.length > LONGEST_BOUNDARY) {
      this.#faults.add(boundary === null ? 'missing_boundary' : 'boundary_too_long')
      this.#openLeaf({ ...description, contentType: 'text/plain' }, this.#at)
      return
    }
    if (this.#open.depth === this.#limits.depth) {
      this.#faults.add('nested_too_deeply')
      this.#openLeaf(OPAQUE, this.#at)
      return
    }
    this.#open.open({ description, boundary, offset: this.#at, hasParts: false })
  }

  #openLeaf(description: LeafDescription, offset: number): void {
    const isMessage = /^message\/(?:rfc822|global)$/.test(description.contentType)
    this.#leaf = {
      description,
      offset,
      alternative: this.#open.innermost?.alternative ?? null,
      name: isMessage && description.fileName === null ? new NestedName(description.encoding) : null,
    }
  }

  /** Looks for the next delimiter of any open multipart. False when more bytes are needed. */
  #readBody(isEnd: boolean): boolean {
    const { bytes } = this.#pending
    if (this.#open.depth === 0) {
      this.#take(bytes.length)
      return false
    }
    for (let from = 0; ; ) {
      const start = this.#candidate(bytes, from)
      if (start < 0) {
        // A delimiter, with the line break before it, may begin in the last bytes.
        this.#skip(isEnd ? bytes.length : bytes.length - 3)
        return false
      }
      const lf = bytes.indexOf(LF, start)
      if (lf < 0 && !isEnd && bytes.length - start <= LONGEST_DELIMITER) {
        // The line break before it stays, because it would belong to the delimiter.
        this.#skip(start - 2)
        return false
      }
      const delimiter = this.#open.delimiterOf(bytes, start, lf < 0 ? bytes.length : lf)
      if (delimiter !== null) {
        // The line break before a delimiter belongs to it (RFC 2046 §5.1.1).
        this.#reach(delimiter, start - (start === 0 ? 0 : bytes[start - 2] === CR ? 2 : 1))
        this.#take(lf < 0 ? bytes.length : lf + 1)
        return true
      }
      from = start + 2
    }
  }

  /** Where the next line begins that starts with two dashes, or -1. */
  #candidate(bytes: Buffer, from: number): number {
    if (from === 0 && !this.#isMidLine && bytes[0] === DASH && bytes[1] === DASH) return 0
    const found = bytes.indexOf(LINE_OF_DASHES, from)
    return found < 0 ? -1 : found + 1
  }

  /** Takes bytes of a body in which no delimiter begins. */
  #skip(length: number): void {
    if (length <= 0) return
    this.#take(length)
    this.#isMidLine = true
  }

  /** A delimiter was found; what it delimits ends `length` bytes into the pending ones. */
  #reach({ index, isClose }: Delimiter, length: number): void {
    const end = this.#at + length
    this.#leaf?.name?.add(this.#pending.bytes.subarray(0, length))
    this.#closeLeaf(end)
    if (this.#open.depth > index + 1) this.#faults.add('unclosed_boundary')
    const multipart = this.#open.at(index)
    if (multipart !== undefined && !isClose) multipart.hasParts = true
    this.#closeMultiparts(isClose ? index : index + 1, end)
    this.#mode = isClose ? 'body' : 'header'
    this.#isMidLine = false
  }

  #closeLeaf(end: number): void {
    if (this.#leaf === null) return
    const { description, offset, alternative, name } = this.#leaf
    this.#leaf = null
    const fileName = description.fileName ?? name?.fileName() ?? null
    this.#addLeaf({ ...description, fileName }, { offset, end, alternative })
  }

  /** Ends the multiparts from this index on. One in which no part was found is text itself. */
  #closeMultiparts(from: number, end: number): void {
    const last = this.#open.innermost
    if (last !== undefined && this.#open.depth > from && !last.hasParts && end > last.offset) {
      this.#faults.add('boundary_not_found')
      this.#addLeaf({ ...last.description, contentType: 'text/plain' }, { ...last, end })
    }
    this.#open.keep(from)
  }

  #addLeaf(
    { contentType, charset, encoding, disposition, fileName, contentId }: LeafDescription,
    place: { readonly offset: number; readonly end: number; readonly alternative: number | null },
  ): void {
    const { offset, end, alternative } = place
    const leaf = { contentType, charset, encoding, disposition, fileName, contentId, offset }
    const length = Math.max(0, end - offset)
    this.#leaves.push(alternative === null ? { ...leaf, length } : { ...leaf, length, alternative })
  }
}
