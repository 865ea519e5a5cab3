/** An SMTP server that takes everything and keeps nothing, as fast as it can. */

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface Sink {
  readonly port: number
  /** Messages taken since the last {@link Sink.reset}, and when the first and last one came (`performance.now`). */
  readonly taken: { readonly count: number; readonly first: number; readonly last: number }
  reset(): void
  close(): Promise<void>
}

const END = Buffer.from('\r\n.\r\n')
const EHLO = '250-sink.bench.test\r\n250-PIPELINING\r\n250-SIZE 50000000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n'

export async function startSink(): Promise<Sink> {
  let taken = { count: 0, first: 0, last: 0 }
  const sockets = new Set<Socket>()
  const onMessage = () => {
    const now = performance.now()
    taken = { count: taken.count + 1, first: taken.count === 0 ? now : taken.first, last: now }
  }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    converse(socket, onMessage)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    get taken() {
      return taken
    },
    reset() {
      taken = { count: 0, first: 0, last: 0 }
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function converse(socket: Socket, onMessage: () => void): void {
  let waiting: Buffer = Buffer.alloc(0)
  let isData = false
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.write('220 sink.bench.test ESMTP\r\n')
  socket.on('data', (chunk) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk])
    let answer = ''
    for (;;) {
      const mark = isData ? END : '\r\n'
      const end = waiting.indexOf(mark)
      if (end < 0) break
      const line = isData ? '' : waiting.toString('latin1', 0, Math.min(end, 8)).toUpperCase()
      waiting = waiting.subarray(end + mark.length)
      if (isData) {
        isData = false
        onMessage()
        answer += '250 2.0.0 taken\r\n'
      } else if (line.startsWith('DATA')) {
        isData = true
        answer += '354 go on\r\n'
      } else if (line.startsWith('EHLO')) answer += EHLO
      else if (line.startsWith('QUIT')) {
        socket.end(`${answer}221 2.0.0 bye\r\n`)
        return
      } else answer += '250 2.0.0 ok\r\n'
    }
    if (answer !== '') socket.write(answer)
  })
}
