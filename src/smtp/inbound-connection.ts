/**
 * One inbound SMTP conversation: smtp-server's connection, which greets at once, cuts messages with
 * {@link DataParser}, gives every reply an enhanced status code (RFC 2034), and ends conversations that make too
 * many errors, ask too much or are too slow.
 */

import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { DataParser } from './data-parser.ts'

/** RFC 5321 §4.5.3.1.4 asks for 512 octets and more for extensions; no lawful line comes near this. */
const MAX_COMMAND_LENGTH = 1000
/** A line that has not ended by here ends the connection, since its end need not come. */
const MAX_BUFFERED_LINE = 8192
/** Average below which a sender only holds a place, after a grace of `dataTimeoutMs`. */
const MIN_BYTES_PER_SECOND = 2048

/** Replies that blame the client's command (RFC 5321 §4.2.2), as opposed to its mail. */
const COMMAND_ERRORS: ReadonlySet<number> = new Set([500, 501, 502, 503, 504, 555])
const STOPPING = '4.3.2 The server is stopping, try again in a few seconds'
const LINE_TOO_LONG = '5.5.2 Error: command line too long'
const ENHANCED_CODE = /^[245]\.\d{1,3}\.\d{1,3} /

export interface ConnectionSettings {
  /** Bad commands after which the connection ends. */
  readonly maxErrors: number
  /** Commands after which it ends when none of them brought a message. */
  readonly maxCommands: number
  /** Refused recipients after which it ends, since somebody is guessing addresses. */
  readonly maxRefusedRecipients: number
  /** How long the client may take for one whole command line or for the TLS handshake, ms. */
  readonly commandTimeoutMs: number
  /** How long the client may be silent within a message, ms. */
  readonly dataTimeoutMs: number
  /** Monotonic clock, ms. */
  readonly now: () => number
  /** Called once, when the connection is gone. */
  readonly onGone: (connection: InboundConnection) => void
}

export class InboundConnection extends SMTPConnection {
  readonly #settings: ConnectionSettings
  readonly #openingAddress: string
  #quietSince: number
  #errors = 0
  #commands = 0
  #refusedRecipients = 0
  #draining = false
  #gone = false
  #dataEnded = Promise.withResolvers<void>()

  constructor(
    server: SMTPServer,
    socket: Socket,
    options: SMTPConnectionOptions | null | undefined,
    settings: ConnectionSettings,
  ) {
    super(server, socket, options)
    this.#settings = settings
    this.#openingAddress = this.remoteAddress
    this.#quietSince = settings.now()
  }

  /** The address this connection was counted under. */
  get openingAddress(): string {
    return this.#openingAddress
  }

  /** The TLS version and cipher, e.g. `TLSv1.3 TLS_AES_256_GCM_SHA384`; null without TLS. */
  get tls(): string | null {
    if (!(this._socket instanceof TLSSocket)) return null
    return `${this._socket.getProtocol() ?? 'TLS'} ${this._socket.getCipher()?.name ?? ''}`.trim()
  }

  get gone(): boolean {
    return this.#gone
  }

  /** Resolves when the message now coming in has ended, or the connection is gone. */
  get dataEnded(): Promise<void> {
    return this.#dataEnded.promise
  }

  /** Sends a reply with its enhanced status code; 421 ends the connection. */
  reply(code: number, text: string): void {
    this.#gather(code)
    super.send(code, text, false)
  }

  /** Notes that a message was accepted: a client that brings mail may go on. */
  noteAccepted(): void {
    this.#errors = 0
    this.#commands = 0
  }

  /** Notes a refused recipient. Returns whether the client may go on asking. */
  noteRefusedRecipient(): boolean {
    this.#refusedRecipients += 1
    return this.#refusedRecipients <= this.#settings.maxRefusedRecipients
  }

  /** Ends this conversation at its next pause, so that the server can stop; a running message is finished first. */
  drain(): void {
    this.#draining = true
    this.check(this.#settings.now())
  }

  /** Ends it now, whatever it does. */
  destroy(): void {
    this._socket.destroy()
  }

  /** Ends the conversation if the client is too slow, or if the server is stopping and nothing is under way. */
  check(now: number): void {
    if (this._closing || this._closed) return
    const { commandTimeoutMs, dataTimeoutMs } = this.#settings
    if (this._parser instanceof DataParser && this._parser.inData) {
      if (!this._parser.isTooSlow(now, dataTimeoutMs, MIN_BYTES_PER_SECOND)) return
      this.reply(421, '4.4.2 Timeout: the message came too slowly')
      this._socket.destroySoon()
    } else if (this._handlerPending || this._dataStream) {
      this.#quietSince = now
    } else if (this.#draining) {
      this.reply(421, STOPPING)
    } else if (now - this.#quietSince > commandTimeoutMs) {
      this.reply(421, '4.4.2 Timeout: no command came')
    }
  }

  /** Greets without the library's 100 ms for early talkers; what they sent waits in the socket until then. */
  override init(): void {
    this._setListeners(() => this.connectionReady())
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (COMMAND_ERRORS.has(code)) this.#errors += 1
    if (this.#errors >= this.#settings.maxErrors) this.reply(421, '4.7.0 Too many errors')
    else if (typeof data === 'string' && ENHANCED_CODE.test(data)) this.reply(code, data)
    else if (typeof data === 'string' && code === 421) this.reply(code, `4.7.0 ${data}`)
    else {
      this.#gather(code)
      // Only the greeting and the answer to EHLO go without a code (RFC 2034 §3), not their refusals.
      super.send(code, data, code >= 400 && context === false ? undefined : context)
    }
  }

  /** Lets the replies to pipelined commands leave in one write; a write for each costs more than all else here. */
  #gather(code: number): void {
    const socket = this._socket
    if (socket.writableCorked > 0) {
      // After the 220 of STARTTLS the socket belongs to TLS.
      if (code === 220) socket.uncork()
    } else if (code !== 220) {
      socket.cork()
      setImmediate(() => socket.uncork())
    }
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    this.#quietSince = this.#settings.now()
    this.#commands += 1
    this._unrecognizedCommands = 0
    if (this._upgrading) {
      super._onCommand(command, callback)
    } else if (this.#draining) {
      this.reply(421, STOPPING)
    } else if (this.#commands > this.#settings.maxCommands) {
      this.reply(421, '4.7.0 Too many commands')
    } else if (command.length > MAX_COMMAND_LENGTH) {
      this.send(500, LINE_TOO_LONG)
      if (callback !== undefined) setImmediate(() => this._whenWritable(callback))
    } else {
      super._onCommand(command, callback)
    }
  }

  override handler_DATA(command: Buffer, callback: () => void): void {
    this.#dataEnded = Promise.withResolvers<void>()
    super.handler_DATA(command, callback)
  }

  override handler_VRFY(_command: Buffer, callback: () => void): void {
    this.send(252, '2.5.0 Not verified; send the message and see')
    callback()
  }

  /** EXPN tells no more than VRFY (RFC 5321 §7.3). The name is how smtp-server finds the method of a command. */
  handler_EXPN(command: Buffer, callback: () => void): void {
    this.handler_VRFY(command, callback)
  }

  override handler_HELP(_command: Buffer, callback: () => void): void {
    this.send(214, '2.0.0 See RFC 5321; this server takes mail for its own mailboxes only')
    callback()
  }

  override _createParser(): DataParser {
    const parser = new DataParser({
      maxCommandLength: MAX_BUFFERED_LINE,
      now: () => this.#settings.now(),
      onDataEnd: () => this.#dataEnded.resolve(),
      onFlood: () => this.#refuseFlood(),
    })
    parser.oncommand = (command: Buffer, callback?: () => void) => this._onCommand(command, callback)
    parser.on('error', () => {
      this.send(500, LINE_TOO_LONG)
      this.close()
    })
    return parser
  }

  /** Slow clients are found by {@link check}, which trickling octets do not put off as they do a socket's timer. */
  override _armTimeout(): void {}

  override _onClose(): void {
    super._onClose()
    if (this.#gone) return
    this.#gone = true
    this.#dataEnded.resolve()
    this.#settings.onGone(this)
  }

  #refuseFlood(): void {
    if (this._closing) return
    this.reply(552, '5.3.4 The message is far over the size limit')
    this.close()
    this._socket.destroySoon()
  }
}
