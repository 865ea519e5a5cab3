/**
 * The end of a stream of bytes that was not worked through yet. Chunks are looked at where they are; only what is
 * left of one is copied, into memory that doubles, so that many small chunks take linear time too.
 */

const NONE: Buffer = Buffer.alloc(0)

export class PendingBytes {
  #bytes: Buffer = NONE
  /** Memory of our own that `#bytes` lies in, or null while it is the caller's. */
  #own: Buffer | null = null

  get bytes(): Buffer {
    return this.#bytes
  }

  append(chunk: Buffer): void {
    if (this.#bytes.length === 0) {
      this.#bytes = chunk
      this.#own = null
      return
    }
    const length = this.#bytes.length + chunk.length
    const own = this.#ownWithRoom(length)
    const start = this.#bytes.byteOffset - own.byteOffset
    chunk.copy(own, start + this.#bytes.length)
    this.#bytes = own.subarray(start, start + length)
  }

  /** The first so many bytes are done with. */
  take(length: number): void {
    this.#bytes = this.#bytes.subarray(length)
  }

  /** The caller may use its chunk again after this. */
  keep(): void {
    if (this.#bytes.length === 0) this.#bytes = NONE
    else if (this.#own === null) this.#moveTo(this.#bytes.length)
  }

  /** Memory of our own that the bytes lie in, with room behind them until they are `length` long. */
  #ownWithRoom(length: number): Buffer {
    const own = this.#own
    if (own !== null && this.#bytes.byteOffset - own.byteOffset + length <= own.length) return own
    return this.#moveTo(Math.max(length, 2 * this.#bytes.length))
  }

  #moveTo(size: number): Buffer {
    const own = Buffer.allocUnsafe(size)
    this.#bytes.copy(own)
    this.#own = own
    this.#bytes = own.subarray(0, this.#bytes.length)
    return own
  }
}
