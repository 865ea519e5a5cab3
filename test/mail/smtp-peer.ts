/** An SMTP server that answers as it is told, literally, so that tests can have it misbehave. */

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { Transmission } from '../../src/mail/smtp-client.ts'

/** A reply, or what to do instead: `silence` lasts. */
export type Answer = string | 'hang up' | 'silence'

export interface Script {
  greeting?: Answer
  ehlo?: readonly string[]
  mail?: Answer
  rcpt?: (line: string) => Answer
  data?: Answer
  /** Called with the octets of the message so far; hangs up or answers early when it returns something. */
  midway?: (octets: number) => Answer | null
  dot?: Answer
  reset?: Answer
}

export interface Peer {
  readonly port: number
  readonly lines: string[]
  /** Messages as they came over the wire, without the final dot. */
  readonly messages: string[]
  readonly connections: Socket[]
  close(): Promise<void>
}

/** Starts a peer on a free port of 127.0.0.1; `script` may be changed while it runs. */
export async function startPeer(script: Script, host = '127.0.0.1', port = 0): Promise<Peer> {
  const [lines, messages, connections] = [[] as string[], [] as string[], [] as Socket[]]
  const server = createServer((socket) => {
    connections.push(socket)
    serve(socket, script, lines, messages)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lines,
    messages,
    connections,
    async close() {
      for (const socket of connections) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function serve(socket: Socket, script: Script, lines: string[], messages: string[]): void {
  let input = ''
  let isMessage = false
  let isMute = false
  const say = (answer: Answer): void => {
    if (answer === 'hang up') socket.destroy()
    else if (answer === 'silence') isMute = true
    else if (!isMute && socket.writable) socket.write(`${answer}\r\n`)
  }
  const react = (line: string): void => {
    lines.push(line)
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') {
      const offer = ['peer.example', ...(script.ehlo ?? [])]
      say(offer.map((text, at) => `250${at === offer.length - 1 ? ' ' : '-'}${text}`).join('\r\n'))
    } else if (verb === 'MAIL') say(script.mail ?? '250 2.1.0 OK')
    else if (verb === 'RCPT') say(script.rcpt?.(line) ?? '250 2.1.5 OK')
    else if (verb === 'DATA') {
      const answer = script.data ?? '354 Go on'
      isMessage = answer.startsWith('3')
      say(answer)
    } else if (verb === 'RSET') say(script.reset ?? '250 OK')
    else if (verb === 'QUIT') socket.end('221 Bye\r\n')
    else say('502 5.5.1 What?')
  }
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    input += chunk.toString('latin1')
    while (!socket.destroyed) {
      if (isMessage) {
        const early = script.midway?.(input.length) ?? null
        if (early !== null) return say(early)
        const end = input.startsWith('.\r\n') ? 0 : input.indexOf('\r\n.\r\n') + 2
        if (end === 1) return
        messages.push(input.slice(0, end))
        input = input.slice(end + 3)
        isMessage = false
        say(script.dot ?? '250 2.0.0 Taken')
        continue
      }
      const end = input.indexOf('\r\n')
      if (end < 0) return
      const line = input.slice(0, end)
      input = input.slice(end + 2)
      react(line)
    }
  })
  say(script.greeting ?? '220 peer.example ESMTP')
}

/** A transmission of `raw` to `recipients`. */
export function transmission(recipients: readonly string[], raw = 'Subject: x\r\n\r\nHi\r\n'): Transmission {
  const bytes = Buffer.from(raw)
  return {
    from: 'agent@example.com',
    recipients,
    size: bytes.length,
    open: () => Readable.from([bytes]),
    smtpUtf8: false,
  }
}
