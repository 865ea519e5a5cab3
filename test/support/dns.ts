/**
 * A DNS server in this process, on UDP and TCP of one port of 127.0.0.1: it knows what a test tells it, says NXDOMAIN
 * of all else, and fails as a test wants.
 */

import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import packet, { type Answer, type Packet, type Question } from 'dns-packet'

/** Data of a record by type: a string for most, `{preference, exchange}` for MX; for TXT a string or its pieces. */
type RecordData = string | readonly string[] | { readonly preference: number; readonly exchange: string }

/** `servfail` answers that it failed, `silent` answers nothing. */
type Trouble = 'servfail' | 'silent'

export interface DnsServer {
  readonly port: number
  /** For MULTIMAIL_DNS_SERVERS and Resolver.setServers. */
  readonly address: string
  /** Every question that came, as `TYPE name`. */
  readonly asked: string[]
  /** Replaces the records of a name and type. */
  set(name: string, type: string, ...data: readonly RecordData[]): void
  /** Every question about this name, or all with `*`, fails from now on; null ends that. */
  fail(name: string, trouble: Trouble | null): void
  /** Asks this server as the program does. */
  resolve(name: string, type: string): Promise<string[][] | string[]>
  close(): Promise<void>
}

const TRUNCATED = 512

/** Starts a server that knows nothing yet. `timeoutMs`: how long its own `resolve` waits. */
export async function startDns(timeoutMs = 1_000): Promise<DnsServer> {
  const records = new Map<string, RecordData[]>()
  const troubles = new Map<string, Trouble>()
  const asked: string[] = []
  const answer = (query: Packet): Buffer | null => {
    const question = query.questions?.[0]
    if (question === undefined) return null
    const name = question.name.toLowerCase()
    asked.push(`${question.type} ${name}`)
    const trouble = troubles.get(name) ?? troubles.get('*')
    if (trouble === 'silent') return null
    return packet.encode(responseTo(query, question, trouble ?? null, records))
  }
  const { udp, tcp, port } = await listen(answer)
  const address = `127.0.0.1:${port}`
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 })
  resolver.setServers([address])
  const open = new Set<Socket>()
  tcp.on('connection', (socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  return {
    port,
    address,
    asked,
    set: (name, type, ...data) => void records.set(`${type} ${name.toLowerCase()}`, [...data]),
    fail(name, trouble) {
      if (trouble === null) troubles.delete(name.toLowerCase())
      else troubles.set(name.toLowerCase(), trouble)
    },
    resolve: (name, type) => resolver.resolve(name, type) as Promise<string[][] | string[]>,
    async close() {
      resolver.cancel()
      for (const socket of open) socket.destroy()
      udp.close()
      tcp.close()
      await Promise.all([once(udp, 'close'), once(tcp, 'close')])
    },
  }
}

/** UDP and TCP on the same free port; another process may take one of the two between, then the next try. */
async function listen(answer: (query: Packet) => Buffer | null) {
  for (;;) {
    const tcp = createServer((socket) => serveTcp(socket, answer))
    tcp.listen(0, '127.0.0.1')
    await once(tcp, 'listening')
    const { port } = tcp.address() as AddressInfo
    const udp = createSocket('udp4')
    udp.on('message', (message, from) => {
      const reply = answer(packet.decode(message))
      if (reply === null) return
      udp.send(reply.length > TRUNCATED ? truncated(reply) : reply, from.port, from.address)
    })
    udp.bind(port, '127.0.0.1')
    const isBound = await Promise.race([
      once(udp, 'listening').then(() => true),
      once(udp, 'error').then(() => false),
    ])
    if (isBound) return { udp, tcp, port }
    tcp.close()
  }
}

/** RFC 1035 §4.2.1: what does not fit says so, and the client asks again by TCP. */
function truncated(reply: Buffer): Buffer {
  const { answers: _, ...rest } = packet.decode(reply)
  return packet.encode({ ...rest, flags: (rest.flags ?? 0) | packet.TRUNCATED_RESPONSE })
}

function serveTcp(socket: Socket, answer: (query: Packet) => Buffer | null): void {
  let waiting: Buffer = Buffer.alloc(0)
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0)
      const reply = answer(packet.decode(waiting.subarray(2, end)))
      waiting = waiting.subarray(end)
      if (reply === null) continue
      const length = Buffer.alloc(2)
      length.writeUInt16BE(reply.length)
      socket.write(Buffer.concat([length, reply]))
    }
  })
}

function responseTo(
  query: Packet,
  question: Question,
  trouble: Trouble | null,
  records: ReadonlyMap<string, readonly RecordData[]>,
): Packet {
  const name = question.name.toLowerCase()
  const found = records.get(`${question.type} ${name}`) ?? []
  const answers = found.map((data) => ({ type: question.type, name: question.name, ttl: 1, data }) as Answer)
  const isKnown = [...records.keys()].some((key) => key.endsWith(` ${name}`) || key.endsWith(`.${name}`))
  const code = trouble === 'servfail' ? 2 : isKnown ? 0 : 3
  return {
    type: 'response',
    id: query.id ?? 0,
    flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | code,
    questions: [question],
    answers: trouble === null ? answers : [],
  }
}
