/**
 * The parser of one inbound connection. Command lines are smtp-server's; the message is cut here, strictly by
 * RFC 5321 §4.5.2: only CRLF "." CRLF ends it (no bare CR or LF, so nothing can be smuggled in behind a line that
 * another server reads differently), a leading dot is removed only after CRLF, everything else passes untouched.
 */

import type { PassThrough } from 'node:stream'
import type { SMTPServerDataStream } from 'smtp-server'
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { AppError } from '../errors.ts'

const NOTHING = Buffer.alloc(0)
const LINE_START_DOT = Buffer.from('\r\n.')
const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e

type Done = (error?: Error | null) => void

export interface DataParserOptions {
  /** Longest command line that is read at all, in octets; the connection ends at a longer one. */
  readonly maxCommandLength: number
  /** Monotonic clock, ms. */
  readonly now: () => number
  /** Called once when a message has ended, before the stream's own end. */
  readonly onDataEnd: () => void
  /** Called while a message goes on long after its size limit: four times the limit and a megabyte. */
  readonly onFlood: () => void
}

export class DataParser extends SMTPStream {
  readonly #options: DataParserOptions
  /** Octets at the end of the last chunk that may belong to CRLF "." CRLF. */
  #held = NOTHING
  #startedAt = 0
  #fedAt = 0
  /** Octets of this message as they came over the wire. */
  #received = 0
  /** Since when the reader of the message holds us up; null when it does not. */
  #stalledAt: number | null = null
  /** How long the reader held us up in this message, ms. */
  #stalledFor = 0

  constructor(options: DataParserOptions) {
    super({ maxCommandLength: options.maxCommandLength })
    this.#options = options
  }

  /** Whether a message is being received. */
  get inData(): boolean {
    return this._dataMode
  }

  override startDataMode(maxBytes?: number | string | null): SMTPServerDataStream {
    const now = this.#options.now()
    this.#held = NOTHING
    this.#startedAt = now
    this.#fedAt = now
    this.#received = 0
    this.#stalledAt = null
    this.#stalledFor = 0
    return super.startDataMode(maxBytes)
  }

  /**
   * Whether the sender of the running message is too slow: silent for `idleMs`, or on average below
   * `bytesPerSecond` after the first `idleMs`. Time in which our own side was not reading does not count.
   */
  isTooSlow(now: number, idleMs: number, bytesPerSecond: number): boolean {
    if (!this._dataMode || this.#stalledAt !== null) return false
    if (now - this.#fedAt > idleMs) return true
    const elapsed = now - this.#startedAt - this.#stalledFor
    return elapsed > idleMs + (this.#received / bytesPerSecond) * 1000
  }

  override _feedDataStream(chunk: Buffer, done: Done): void {
    this.#fedAt = this.#options.now()
    this.#received += chunk.length
    const data = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    this.#held = NOTHING
    const { length, rest } = this.#unstuff(data)
    const content = data.subarray(0, length)
    this._countDataBytes(content.length)
    this.#enforceSize()
    if (rest === null) this.#pass(content, done)
    else this._endDataMode(content, rest, done)
  }

  override _endDataMode(content: Buffer | false, rest: Buffer, callback: Done): void {
    this.#options.onDataEnd()
    super._endDataMode(content, rest, callback)
  }

  /**
   * Removes the dots of transparency from `data` in place. Returns how many octets at its front are content, and
   * what follows the end of the message (null when it has not ended); what cannot be judged yet is held.
   */
  #unstuff(data: Buffer): { readonly length: number; readonly rest: Buffer | null } {
    let length = 0
    let from = 0
    for (;;) {
      const atStart = this._atDataStart && from === 0 && data[0] === DOT
      const found = atStart ? 0 : data.indexOf(LINE_START_DOT, from)
      const dot = atStart || found < 0 ? found : found + 2
      if (dot < 0) {
        const end = data.length - unfinishedLineEnd(data, from)
        return { length: this.#keep(data, { length, from, end }), rest: null }
      }
      const after = data[dot + 1]
      const undecided = after === undefined || (after === CR && data[dot + 2] === undefined)
      if (undecided) return { length: this.#keep(data, { length, from, end: found }), rest: null }
      data.copyWithin(length, from, dot)
      length += dot - from
      if (after === CR && data[dot + 2] === LF) return { length, rest: data.subarray(dot + 3) }
      from = dot + 1
    }
  }

  /** Moves `data[from, end)` to `length` and holds what follows. Returns the new length. */
  #keep(data: Buffer, at: { readonly length: number; readonly from: number; readonly end: number }): number {
    this.#held = Buffer.from(data.subarray(at.end))
    data.copyWithin(at.length, at.from, at.end)
    return at.length + at.end - at.from
  }

  /** Breaks the stream of a message over the limit, so that nothing of it is stored; the rest is thrown away. */
  #enforceSize(): void {
    if (this.dataBytes <= this._maxBytes) return
    if (this._dataStream !== null && !this._dataStream.destroyed) {
      this._dataStream.destroy(new AppError('too_large'))
    }
    if (this.dataBytes > this._maxBytes * 4 + 1_000_000) this.#options.onFlood()
  }

  /** Hands `content` to the reader and waits while the reader is behind. */
  #pass(content: Buffer, done: Done): void {
    const stream: PassThrough | null = this._dataStream
    if (stream === null || !stream.writable || content.length === 0 || stream.write(content)) {
      done()
      return
    }
    const since = this.#options.now()
    this.#stalledAt = since
    const resume = (): void => {
      stream.off('drain', resume)
      stream.off('close', resume)
      const now = this.#options.now()
      this.#stalledFor += now - since
      this.#stalledAt = null
      this.#fedAt = now
      done()
    }
    stream.on('drain', resume)
    stream.on('close', resume)
  }
}

/** How many octets at the end of `data`, none before `from`, may be the beginning of CRLF ".". */
function unfinishedLineEnd(data: Buffer, from: number): number {
  const last = data.length - 1
  if (last >= from && data[last] === CR) return 1
  return last - 1 >= from && data[last] === LF && data[last - 1] === CR ? 2 : 0
}
