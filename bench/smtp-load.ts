/** Load over SMTP (RFC 5321): connections that each send one mail after the other, envelope pipelined (RFC 2920). */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Sample } from './measure.ts'
import type { Mails } from './texts.ts'

export interface SmtpTarget {
  readonly port: number
  readonly recipient: string
  readonly mails: Mails
}

/** Replies of one conversation, in order. */
class Replies {
  readonly #socket: Socket
  #text = ''
  #wake: (() => void) | null = null
  #failure: Error | null = null

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => {
      this.#text += chunk
      this.#wake?.()
    })
    const fail = (error: Error) => {
      this.#failure = error
      this.#wake?.()
    }
    socket.on('error', fail)
    socket.on('close', () => fail(new Error('the server closed the connection')))
  }

  send(bytes: string | Buffer): void {
    this.#socket.write(bytes)
  }

  /** Waits for the last line of the next reply; throws unless it begins with `code`. */
  async expect(code: string): Promise<void> {
    for (;;) {
      const line = this.#line()
      if (line === null) {
        if (this.#failure !== null) throw this.#failure
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
        this.#wake = null
      } else if (line[3] !== '-') {
        if (!line.startsWith(code)) throw new Error(`wanted ${code}, got: ${line}`)
        return
      }
    }
  }

  #line(): string | null {
    const end = this.#text.indexOf('\r\n')
    if (end < 0) return null
    const line = this.#text.slice(0, end)
    this.#text = this.#text.slice(end + 2)
    return line
  }
}

async function open(port: number): Promise<{ readonly socket: Socket; readonly replies: Replies }> {
  const socket = connect(port, '127.0.0.1')
  const replies = new Replies(socket)
  await replies.expect('220')
  replies.send('EHLO bench.example.org\r\n')
  await replies.expect('250')
  return { socket, replies }
}

async function deliver(replies: Replies, target: SmtpTarget): Promise<void> {
  replies.send(`MAIL FROM:<ada@example.org>\r\nRCPT TO:<${target.recipient}>\r\nDATA\r\n`)
  await replies.expect('250')
  await replies.expect('250')
  await replies.expect('354')
  replies.send(target.mails())
  await replies.expect('250')
}

async function close(socket: Socket, replies: Replies): Promise<void> {
  const closed = once(socket, 'close')
  replies.send('QUIT\r\n')
  await replies.expect('221')
  socket.end()
  await closed
}

/**
 * Sends `count` mails over `connections` persistent connections. Returns mails a second until the last 250, and
 * the time of each mail from MAIL to its 250.
 */
export async function sendMails(target: SmtpTarget, count: number, connections: number): Promise<Sample> {
  const opened = await Promise.all(Array.from({ length: connections }, () => open(target.port)))
  const latencies: number[] = []
  let left = count
  const started = performance.now()
  await Promise.all(
    opened.map(async ({ replies }) => {
      while (left-- > 0) {
        const begun = performance.now()
        await deliver(replies, target)
        latencies.push(performance.now() - begun)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1_000
  await Promise.all(opened.map(({ socket, replies }) => close(socket, replies)))
  return { rate: count / seconds, latencies }
}

/** Sends `count` mails, each on a connection of its own, `atOnce` at a time. */
export async function sendSingly(target: SmtpTarget, count: number, atOnce: number): Promise<Sample> {
  const latencies: number[] = []
  let left = count
  const started = performance.now()
  const loop = async () => {
    while (left-- > 0) {
      const begun = performance.now()
      const { socket, replies } = await open(target.port)
      await deliver(replies, target)
      await close(socket, replies)
      latencies.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, loop))
  return { rate: count / ((performance.now() - started) / 1_000), latencies }
}
