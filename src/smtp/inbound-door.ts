/** Ties smtp-server to our handlers: admits connections, passes recipients and messages on, words the refusals. */

import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { AppError } from '../errors.ts'
import { type ConnectionSettings, InboundConnection } from './inbound-connection.ts'
import type { InboundHandlers, InboundLog, InboundOptions, InboundSession } from './inbound-contract.ts'
import { ConnectionCounter } from './limits.ts'

/** How long a refused connection may stay to read why, ms. */
const REFUSAL_LINGER_MS = 1000
const STOPPING = '421 4.3.2 The server is stopping, try again in a few seconds'

type Reply = (error?: Error | null, text?: string) => void

/** An error as smtp-server takes it: the reply code apart from the rest of the line. */
class ReplyError extends Error {
  readonly responseCode: number

  constructor(reply: string) {
    super(reply.slice(4))
    this.responseCode = Number(reply.slice(0, 3))
  }
}

export class InboundDoor extends SMTPServer {
  readonly alive = new Set<InboundConnection>()
  readonly bySession = new WeakMap<SMTPServerSession, InboundConnection>()
  readonly #counter: ConnectionCounter
  readonly #settings: ConnectionSettings
  readonly #handlers: InboundHandlers
  readonly #log: InboundLog
  readonly #emptied = Promise.withResolvers<void>()
  #draining = false
  #refused: { readonly count: number; readonly limit: string; readonly last: string } | null = null

  constructor(options: Required<InboundOptions>, handlers: InboundHandlers) {
    super({
      name: options.name,
      heloResponse: '%s',
      size: options.maxMessageBytes,
      rejectOversized: true,
      maxRecipients: options.maxRecipients,
      hideENHANCEDSTATUSCODES: false,
      disableReverseLookup: true,
      disabledCommands: [
        ...['AUTH', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL', 'KILL'],
        ...(options.tls === null ? ['STARTTLS'] : []),
      ],
      ...(options.tls ?? {}),
      minVersion: 'TLSv1.2',
      logger: false,
      // At once: a later turn would answer an early talker with 421.
      onConnect: (_session, callback) => callback(),
      onMailFrom: (address, _session, callback) => callback(unknownParameter(address, MAIL_PARAMETERS)),
      onRcptTo: (address, session, callback) => void this.#checkRecipient(address, session, callback),
      onData: (stream, session, callback) => void this.#receive(stream, session, callback),
    })
    this.#handlers = handlers
    this.#log = options.log
    this.#counter = new ConnectionCounter(options.maxConnections, options.maxConnectionsPerAddress)
    this.#settings = {
      maxErrors: options.maxErrorsPerSession,
      maxCommands: options.maxCommandsPerSession,
      maxRefusedRecipients: options.maxRecipients,
      commandTimeoutMs: options.commandTimeoutMs,
      dataTimeoutMs: options.dataTimeoutMs,
      now: options.now,
      onGone: (connection) => {
        this.alive.delete(connection)
        this.#counter.release(connection.openingAddress)
        if (this.#draining && this.alive.size === 0) this.#emptied.resolve()
      },
    }
    // Even those that are refused hold a descriptor for a moment; beyond this they are cut off unheard.
    this.server.maxConnections = options.maxConnections * 2 + 100
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    if (this.#draining) {
      refuse(socket, STOPPING)
      return
    }
    const connection = new InboundConnection(this, socket, options, this.#settings)
    const limit = this.#counter.take(connection.openingAddress)
    if (limit !== null) {
      this.#refused = { count: (this.#refused?.count ?? 0) + 1, limit, last: connection.openingAddress }
      refuse(socket, '421 4.7.0 Too many connections, try again later')
      return
    }
    this.alive.add(connection)
    this.connections.add(connection)
    this.bySession.set(connection.session, connection)
    connection.on('error', (error: Error) => this.#noteSocketError(connection, error))
    connection.init()
  }

  /** Ends what is slow, and logs what was refused since the last time: one line, however great the flood. */
  sweep(now: number): void {
    for (const connection of this.alive) connection.check(now)
    if (this.#refused !== null) this.#log('warn', 'smtp connections refused', { ...this.#refused })
    this.#refused = null
  }

  /** Lets no one in any more and ends every conversation at its next pause. Resolves when all are gone. */
  drain(): Promise<void> {
    this.#draining = true
    if (this.alive.size === 0) this.#emptied.resolve()
    for (const connection of this.alive) connection.drain()
    return this.#emptied.promise
  }

  async #checkRecipient(address: SMTPServerAddress, session: SMTPServerSession, reply: Reply): Promise<void> {
    const unknown = unknownParameter(address, NO_PARAMETERS)
    if (unknown !== null) return reply(unknown)
    const connection = this.bySession.get(session)
    try {
      await this.#handlers.checkRecipient(address.address, describe(session, connection))
      reply()
    } catch (error) {
      const refusal = this.#refusal(error, session)
      const mayGoOn = refusal.responseCode < 500 || connection?.noteRefusedRecipient() !== false
      reply(mayGoOn ? refusal : new ReplyError('421 4.7.0 Too many unknown recipients'))
    }
  }

  async #receive(stream: Readable, session: SMTPServerSession, reply: Reply): Promise<void> {
    const connection = this.bySession.get(session)
    const described = describe(session, connection)
    let error: ReplyError | null = null
    let id = ''
    // A broken stream is the handler's to notice; without a listener it would end the process.
    stream.on('error', () => {})
    try {
      const received = await this.#handlers.receive(described, stream)
      if (!stream.readableEnded) throw new Error('the message was not read to its end')
      id = received.id
    } catch (failure) {
      stream.destroy()
      if (connection?.gone !== true) error = this.#refusal(failure, session)
    }
    await connection?.dataEnded
    if (connection?.gone === true) return this.#noteGone(described, id)
    const fields = { session: described.id, recipients: described.recipients.length }
    if (error === null) {
      connection?.noteAccepted()
      this.#log('info', 'smtp message accepted', { ...fields, id })
    } else {
      this.#log('info', 'smtp message refused', { ...fields, reply: error.responseCode })
    }
    reply(error, `2.0.0 Ok: queued as ${id}`)
    if (this.#draining) connection?.drain()
  }

  /** What a client is told of a failure. Only AppErrors are written for its eyes. */
  #refusal(failure: unknown, session: SMTPServerSession): ReplyError {
    if (failure instanceof AppError) {
      if (failure.status >= 500) this.#logFailure(failure, session)
      return new ReplyError(failure.smtpReply)
    }
    this.#logFailure(failure, session)
    return new ReplyError(new AppError('internal').smtpReply)
  }

  /** Logs the kind and place of a failure, not its text, which may quote the message. */
  #logFailure(failure: unknown, session: SMTPServerSession): void {
    const error = failure instanceof Error ? failure : new Error()
    const place = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
    const code = 'code' in error ? error.code : undefined
    this.#log('error', 'smtp handler failed', {
      session: session.id,
      error: error.name,
      code,
      at: place.slice(0, 5).map((line) => line.trim()),
    })
  }

  #noteGone(session: InboundSession, id: string): void {
    this.#log(id === '' ? 'info' : 'warn', 'smtp client left before its message was answered', {
      session: session.id,
      ...(id === '' ? {} : { id }),
    })
  }

  #noteSocketError(connection: InboundConnection, error: Error): void {
    const code = 'code' in error ? error.code : error.name
    this.#log('debug', 'smtp connection failed', {
      session: connection.id,
      remoteAddress: connection.openingAddress,
      code,
    })
  }
}

const MAIL_PARAMETERS: ReadonlySet<string> = new Set(['SIZE', 'BODY', 'SMTPUTF8'])
const NO_PARAMETERS: ReadonlySet<string> = new Set()

/** RFC 5321 §4.1.1.11: a parameter of an extension that was not offered is refused, not ignored. */
function unknownParameter(address: SMTPServerAddress, known: ReadonlySet<string>): ReplyError | null {
  const unknown = Object.keys(address.args || {}).some((name) => !known.has(name))
  return unknown ? new ReplyError('555 5.5.4 Error: parameter not supported') : null
}

function describe(session: SMTPServerSession, connection: InboundConnection | undefined): InboundSession {
  const { mailFrom, rcptTo, smtpUtf8, bodyType } = session.envelope
  return {
    id: session.id,
    remoteAddress: session.remoteAddress,
    heloName: session.hostNameAppearsAs || '',
    envelopeFrom: mailFrom ? mailFrom.address : '',
    recipients: rcptTo.map(({ address }) => address),
    tls: connection?.tls ?? null,
    smtpUtf8: smtpUtf8 === true,
    body8bit: bodyType === '8bitmime',
  }
}

/** Tells a connection why it is not wanted and lets it go. */
function refuse(socket: Socket, reply: string): void {
  const timer = setTimeout(() => socket.destroy(), REFUSAL_LINGER_MS).unref()
  socket.on('error', () => {})
  socket.on('close', () => clearTimeout(timer))
  socket.resume()
  socket.end(`${reply}\r\n`)
}
