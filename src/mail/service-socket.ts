/** One question to a service on a socket: what is written, and the answer, within a time and a length. */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { ServiceAddress } from '../core/filter-settings.ts'

/** Longest answer that is read, in bytes. */
const ANSWER_LIMIT = 256 * 1024

/** A connection on which one question is asked. Every method rejects when it fails or is silent for too long. */
export class ServiceSocket {
  readonly #socket: Socket
  readonly #answer: Promise<Buffer>
  readonly #failed: Promise<never>

  /** `timeoutMs`: the longest silence. */
  constructor(address: ServiceAddress, timeoutMs: number) {
    const socket = connect(address)
    this.#socket = socket
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('the service is silent')))
    const answer = Promise.withResolvers<Buffer>()
    const failed = Promise.withResolvers<never>()
    this.#answer = answer.promise
    this.#failed = failed.promise
    // Nobody may be waiting just now.
    this.#answer.catch(() => {})
    this.#failed.catch(() => {})
    const chunks: Buffer[] = []
    let length = 0
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length > ANSWER_LIMIT) socket.destroy(new Error('the answer is too long'))
    })
    socket.on('end', () => answer.resolve(Buffer.concat(chunks)))
    socket.on('error', (error) => {
      failed.reject(error)
      // What it said before it hung up still counts.
      if (chunks.length > 0 && length <= ANSWER_LIMIT) answer.resolve(Buffer.concat(chunks))
      else answer.reject(error)
    })
    socket.on('close', () => {
      failed.reject(new Error('the service has hung up'))
      answer.reject(new Error('the service has hung up'))
    })
  }

  /** Writes; resolves when there is room for more. */
  async write(bytes: Buffer | string): Promise<void> {
    if (this.#socket.destroyed) await this.#failed
    if (this.#socket.write(bytes)) return
    await Promise.race([once(this.#socket, 'drain'), this.#failed])
  }

  /** Says that nothing more comes, unless `isOpen`, and reads the whole answer. */
  async answer(isOpen = false): Promise<Buffer> {
    if (!isOpen) this.#socket.end()
    try {
      return await this.#answer
    } finally {
      this.#socket.destroy()
    }
  }

  /** Hangs up. */
  close(): void {
    this.#socket.destroy()
  }
}
