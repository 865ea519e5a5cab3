/** The multiparts that a place in a message is inside of, and the lines that end their parts (RFC 2046 §5.1.1). */

import type { EntityDescription } from './entity.ts'
import { decodeHeaderBytes } from './header-fields.ts'

/** RFC 2046 §5.1.1 allows 70 characters; programs that write more do not write so many. */
export const LONGEST_BOUNDARY = 900
/** Bytes; a longer line is no delimiter. */
export const LONGEST_DELIMITER = 1_000
const DASH = 45

/** A multipart that is being read. */
export interface Multipart {
  readonly description: EntityDescription
  readonly boundary: string
  /** Where its body begins. */
  readonly offset: number
  hasParts: boolean
}

interface OpenMultipart extends Multipart {
  /** The number of the innermost multipart/alternative that this is or lies in. */
  readonly alternative: number | null
}

export interface Delimiter {
  /** Which open multipart it belongs to. */
  readonly index: number
  readonly isClose: boolean
}

export class OpenMultiparts {
  readonly #stack: OpenMultipart[] = []
  /** Lines that delimit, without white space at their end. */
  readonly #delimiters = new Map<string, Delimiter>()
  /** Of all delimiters. */
  #shortest = 0
  #is8Bit = false

  get depth(): number {
    return this.#stack.length
  }

  get innermost(): OpenMultipart | undefined {
    return this.#stack.at(-1)
  }

  at(index: number): Multipart | undefined {
    return this.#stack[index]
  }

  open(multipart: Multipart): void {
    const isAlternative = multipart.description.contentType === 'multipart/alternative'
    const alternative = isAlternative ? multipart.offset : (this.innermost?.alternative ?? null)
    this.#stack.push({ ...multipart, alternative })
    this.#nameDelimiters()
  }

  /** Only the outermost so many stay open. */
  keep(depth: number): void {
    if (this.#stack.length <= depth) return
    this.#stack.length = depth
    this.#nameDelimiters()
  }

  /** The delimiter that the line from `start` to `end` is, or null. */
  delimiterOf(bytes: Buffer, start: number, end: number): Delimiter | null {
    if (bytes[start] !== DASH || bytes[start + 1] !== DASH || this.#stack.length === 0) return null
    if (end - start < this.#shortest || end - start > LONGEST_DELIMITER) return null
    const text = this.#is8Bit
      ? decodeHeaderBytes(bytes.subarray(start, end))
      : bytes.toString('latin1', start, end)
    return this.#delimiters.get(text.trimEnd()) ?? null
  }

  #nameDelimiters(): void {
    this.#delimiters.clear()
    this.#shortest = 2 + Math.min(...this.#stack.map(({ boundary }) => boundary.length))
    this.#is8Bit = this.#stack.some(({ boundary }) => /[^\x20-\x7e]/.test(boundary))
    // Inner ones come last, and win when they are named like outer ones.
    for (const [index, { boundary }] of this.#stack.entries()) {
      this.#delimiters.set(`--${boundary}`, { index, isClose: false })
      this.#delimiters.set(`--${boundary}--`, { index, isClose: true })
    }
  }
}
