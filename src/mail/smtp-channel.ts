/**
 * The line to one server: a socket on which whole replies arrive, each within its time, and on which writing
 * waits for the peer. It knows nothing of what is said.
 */

import { connect, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls, TLSSocket } from 'node:tls'
import { type Reply, ReplyReader } from './smtp-replies.ts'

/** Why nothing more can be said on a line. */
export type Loss = 'lost' | 'timeout' | 'malformed'

/** The line is unusable; `message` says why, for a person. */
export class LineError extends Error {
  readonly loss: Loss
  /** The system's code, e.g. `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
  readonly code: string | null

  constructor(loss: Loss, message: string, code: string | null = null) {
    super(message)
    this.name = 'LineError'
    this.loss = loss
    this.code = code
  }
}

interface Waiter {
  /** What ends the wait besides a failure: a reply, or room to write. */
  readonly kind: 'reply' | 'room'
  readonly wake: () => void
}

/** One connected socket. All waiting methods throw {@link LineError}, after which the socket is gone. */
export class SmtpChannel {
  #socket: Socket
  #reader = new ReplyReader()
  readonly #replies: Reply[] = []
  #failure: LineError | null = null
  #waiter: Waiter | null = null
  /** Called once when the line breaks or anything arrives while nobody waits for it. */
  onDisturbed: () => void = () => {}

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setKeepAlive(true, 30_000)
    this.#listen()
  }

  /** e.g. `TLSv1.3 TLS_AES_256_GCM_SHA384`; null while it is plain. */
  get tls(): string | null {
    if (!(this.#socket instanceof TLSSocket)) return null
    return `${this.#socket.getProtocol()} ${this.#socket.getCipher().name}`
  }

  get remoteAddress(): string {
    return this.#socket.remoteAddress ?? ''
  }

  get isBroken(): boolean {
    return this.#failure !== null || !this.#socket.writable
  }

  /** Whether the server said something that nobody has read yet. */
  get hasReply(): boolean {
    return this.#replies.length > 0
  }

  /** The next reply, within `timeout` ms. */
  async read(timeout: number): Promise<Reply> {
    if (this.#replies.length === 0) await this.#wait('reply', timeout)
    const reply = this.#replies.shift()
    if (reply === undefined) throw this.#failure ?? new LineError('lost', 'The connection was lost.')
    if (reply.code === 0) throw this.fail('malformed', `The server sent what is no SMTP reply: ${reply.text}`)
    return reply
  }

  /** Hands `chunk` to the socket; false when the peer is behind and {@link room} should be awaited. */
  write(chunk: string | Buffer): boolean {
    return this.#failure === null && this.#socket.write(chunk)
  }

  /** Lets the writes of `writing` leave together. */
  together(writing: () => void): void {
    this.#socket.cork()
    writing()
    this.#socket.uncork()
  }

  /** Waits until the socket takes more, at most `timeout` ms; ends early when a reply arrives. */
  async room(timeout: number): Promise<void> {
    if (this.#socket.writableNeedDrain && this.#replies.length === 0) await this.#wait('room', timeout)
  }

  /** Puts TLS on the line (RFC 3207 §4.2); what was said before counts no more. Within `timeout` ms. */
  async secure(options: ConnectionOptions & { readonly host: string }, timeout: number): Promise<void> {
    if (this.#reader.isAmidReply || this.#replies.length > 0)
      throw this.fail('malformed', 'The server spoke in the clear between STARTTLS and the TLS handshake.')
    const plain = this.#socket
    const servername = isIP(options.host) === 0 ? { servername: options.host } : {}
    const secured = connectTls({ ...servername, ...options, socket: plain })
    this.#socket = secured
    this.#reader = new ReplyReader()
    this.#listen()
    const ready = Promise.withResolvers<void>()
    secured.once('secureConnect', ready.resolve)
    const timer = setTimeout(() => this.fail('timeout', 'The TLS handshake took too long.'), timeout)
    this.#waiter = { kind: 'room', wake: ready.resolve }
    await ready.promise
    clearTimeout(timer)
    this.#waiter = null
    if (this.#failure !== null) throw this.#failure
  }

  /** Breaks the line for a reason of ours and returns the error to throw. */
  fail(loss: Loss, message: string, code: string | null = null): LineError {
    this.#failure ??= new LineError(loss, message, code)
    this.#socket.destroy()
    this.#waiter?.wake()
    this.onDisturbed()
    return this.#failure
  }

  /** Says QUIT and hangs up; resolves when the socket is closed, after `timeout` ms at most. */
  async quit(timeout: number): Promise<void> {
    this.onDisturbed = () => {}
    if (this.#socket.destroyed) return
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()))
    const timer = setTimeout(() => this.#socket.destroy(), timeout).unref()
    if (this.#socket.writable) this.#socket.end('QUIT\r\n')
    else this.#socket.destroy()
    await closed
    clearTimeout(timer)
  }

  #listen(): void {
    const socket = this.#socket
    // Once TLS is on the line, its events count and no more those of the plain socket under it.
    const current = (react: () => void) => () => {
      if (socket === this.#socket) react()
    }
    socket.on('data', (chunk: Buffer) => socket === this.#socket && this.#receive(chunk))
    socket.on(
      'drain',
      current(() => this.#waiter?.kind === 'room' && this.#waiter.wake()),
    )
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (socket === this.#socket) {
        this.fail('lost', `The connection was lost: ${error.message}`, error.code ?? null)
      }
    })
    socket.on(
      'end',
      current(() => this.fail('lost', 'The server closed the connection.')),
    )
    socket.on(
      'close',
      current(() => this.fail('lost', 'The connection was closed.')),
    )
  }

  #receive(chunk: Buffer): void {
    if (this.#failure !== null) return
    const replies = this.#reader.push(chunk)
    if (replies.length === 0) return
    this.#replies.push(...replies)
    if (this.#waiter === null) this.onDisturbed()
    else this.#waiter.wake()
  }

  async #wait(kind: Waiter['kind'], timeout: number): Promise<void> {
    if (this.#failure !== null) throw this.#failure
    const waiting = Promise.withResolvers<void>()
    const timer = setTimeout(() => {
      this.fail('timeout', `The server did not answer within ${timeout / 1_000} s.`)
    }, timeout)
    this.#waiter = { kind, wake: waiting.resolve }
    await waiting.promise
    clearTimeout(timer)
    this.#waiter = null
    if (this.#failure !== null && this.#replies.length === 0) throw this.#failure
  }
}

/**
 * Connects to `address` (an IP address or a host name) within `timeout` ms. Throws {@link LineError} with the
 * code of the system.
 */
export async function dial(address: string, port: number, timeout: number): Promise<SmtpChannel> {
  const socket = connect({ host: address, port })
  const connected = Promise.withResolvers<void>()
  const timer = setTimeout(
    () => connected.reject(new LineError('timeout', `No connection within ${timeout / 1_000} s.`)),
    timeout,
  )
  socket.once('connect', connected.resolve)
  socket.once('error', (error: NodeJS.ErrnoException) =>
    connected.reject(new LineError('lost', describe(error), error.code ?? null)),
  )
  try {
    await connected.promise
  } catch (error) {
    socket.on('error', () => {})
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
  return new SmtpChannel(socket)
}

function describe(error: NodeJS.ErrnoException): string {
  return error.message === '' ? `No connection: ${error.code ?? 'unknown error'}.` : error.message
}
