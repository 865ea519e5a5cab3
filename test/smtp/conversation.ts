/** A literal SMTP conversation over a real socket, and an inbound server whose handlers only remember. */

import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { AppError } from '../../src/errors.ts'
import {
  type InboundHandlers,
  type InboundOptions,
  type InboundServer,
  type InboundSession,
  startInbound,
} from '../../src/smtp/inbound.ts'

export class Conversation {
  #socket: Socket
  #text = ''
  #wake = (): void => {}
  /** Resolves when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>

  constructor(socket: Socket) {
    this.#socket = socket
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    this.#listen()
  }

  static open(port: number): Conversation {
    return new Conversation(connect({ port, host: '127.0.0.1' }))
  }

  /** Opened, greeted and past EHLO. */
  static async greeted(port: number): Promise<Conversation> {
    const client = Conversation.open(port)
    await client.reply()
    await client.ask('EHLO client.example')
    return client
  }

  #listen(): void {
    this.#socket.on('data', (chunk) => {
      this.#text += chunk.toString('utf8')
      this.#wake()
    })
    this.#socket.on('error', () => {})
    this.#socket.on('close', () => this.#wake())
  }

  /** Sends exactly this. */
  send(text: string | Buffer): void {
    this.#socket.write(text)
  }

  /** Sends and waits until the system has taken it. */
  sent(text: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.#socket.write(text, () => resolve()))
  }

  /** The next reply, all its lines, CRLF as `\n`; rejects when the connection ends first. */
  async reply(): Promise<string> {
    for (;;) {
      const end = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3} [^\r\n]*\r\n/.exec(this.#text)
      if (end !== null) {
        this.#text = this.#text.slice(end[0].length)
        return end[0].trimEnd().replaceAll('\r\n', '\n')
      }
      if (this.#socket.closed) throw new Error(`closed, unread: ${JSON.stringify(this.#text)}`)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** Sends one command line and gives its reply. */
  async ask(line: string): Promise<string> {
    this.send(`${line}\r\n`)
    return this.reply()
  }

  /** Several commands one after the other; gives the replies. */
  async askAll(...lines: readonly string[]): Promise<string[]> {
    const replies: string[] = []
    for (const line of lines) replies.push(await this.ask(line))
    return replies
  }

  /** Everything up to and with the 354. */
  async toData(recipient = 'bot@x.example'): Promise<void> {
    const replies = await this.askAll('MAIL FROM:<a@b.example>', `RCPT TO:<${recipient}>`, 'DATA')
    if (!replies[2]?.startsWith('354')) throw new Error(replies.join(' / '))
  }

  /**
   * STARTTLS, without checking the name; `before` (one command) and `injected` go out with it in the clear. Returns the certificate's
   * common name.
   */
  async startTls({ before = '', injected = '' } = {}): Promise<string> {
    this.send(`${before}STARTTLS\r\n${injected}`)
    if (before !== '') await this.reply()
    const reply = await this.reply()
    if (!reply.startsWith('220')) throw new Error(reply)
    this.#socket.removeAllListeners('data')
    const socket = connectTls({ socket: this.#socket, rejectUnauthorized: false })
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
    })
    this.#socket = socket
    this.#listen()
    return String(socket.getPeerCertificate().subject.CN)
  }

  /** Cuts the connection without a word. */
  vanish(): void {
    this.#socket.resetAndDestroy()
  }

  /** Closes our side. */
  end(): void {
    this.#socket.end()
  }
}

export interface Received {
  readonly session: InboundSession
  readonly content: string
}

export interface TestServer extends InboundServer {
  readonly received: Received[]
  readonly logged: { level: string; message: string; fields: Readonly<Record<string, unknown>> }[]
}

/** Reads a stream to its end as octets (latin1). */
export async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}

/** A server for `…@x.example` (not `nobody@`) that keeps what it received in memory. */
export async function startTestServer(
  options: Partial<InboundOptions> = {},
  handlers: Partial<InboundHandlers> = {},
): Promise<TestServer> {
  const received: Received[] = []
  const logged: TestServer['logged'] = []
  const server = await startInbound(
    {
      host: '127.0.0.1',
      port: 0,
      name: 'mx.example',
      tls: null,
      log: (level, message, fields) => logged.push({ level, message, fields }),
      ...options,
    },
    {
      async checkRecipient(address) {
        if (!address.endsWith('@x.example') || address.startsWith('nobody')) {
          throw new AppError('unknown_mailbox')
        }
      },
      async receive(session, stream) {
        received.push({ session, content: await readAll(stream) })
        return { id: `msg_${received.length}` }
      },
      ...handlers,
    },
  )
  return { ...server, received, logged }
}
