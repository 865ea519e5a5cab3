import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import type { Transport } from '../../src/mail/smtp-client.ts'
import { createDirectTransport, createRelayTransport } from '../../src/mail/transports.ts'
import { type Peer, type Script, startPeer, transmission } from './smtp-peer.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close()
})

async function relay(
  script: Script,
  options: Partial<Parameters<typeof createRelayTransport>[0]> = {},
): Promise<{ peer: Peer; transport: Transport }> {
  const peer = await startPeer(script)
  const transport = createRelayTransport({
    url: `smtp://127.0.0.1:${peer.port}`,
    name: 'we.example',
    timeouts: { connect: 2_000, greeting: 2_000, idle: 2_000 },
    ...options,
  })
  open.push(peer, transport)
  return { peer, transport }
}

const verbs = (peer: Peer): string[] => peer.lines.map((line) => line.slice(0, 4))
const mail = transmission(['ada@example.org'])

describe('a pool of connections', () => {
  it('uses one connection for many messages', async () => {
    const { peer, transport } = await relay({})
    for (let count = 0; count < 3; count++) await transport.transmit(mail)
    expect(peer.connections).toHaveLength(1)
    expect(peer.messages).toHaveLength(3)
  })

  it('sends RSET before the next message after one that ended early', async () => {
    const script: Script = { rcpt: () => '550 5.1.1 Unknown' }
    const { peer, transport } = await relay(script)
    await transport.transmit(mail)
    script.rcpt = () => '250 OK'
    await transport.transmit(mail)
    expect(verbs(peer)).toEqual(['EHLO', 'MAIL', 'RCPT', 'RSET', 'MAIL', 'RCPT', 'DATA'])
  })

  it('takes a fresh connection after so many messages', async () => {
    const { peer, transport } = await relay({}, { limits: { messagesPerConnection: 2 } })
    for (let count = 0; count < 5; count++) await transport.transmit(mail)
    expect(peer.connections).toHaveLength(3)
  })

  it('opens no more connections than it may; who waits is served in order', async () => {
    const { peer, transport } = await relay({}, { maxConnections: 2 })
    const done: number[] = []
    await Promise.all(
      Array.from({ length: 8 }, async (_, number) => {
        await transport.transmit(transmission([`r${number}@example.org`]))
        done.push(number)
      }),
    )
    expect(peer.connections).toHaveLength(2)
    const order = peer.lines.filter((line) => line.startsWith('RCPT')).map((line) => Number(line[10]))
    expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const [at, number] of order.entries()) expect(Math.abs(at - number)).toBeLessThanOrEqual(1)
    expect(done).toHaveLength(8)
  })

  it('closes a connection that has nothing to do', async () => {
    const { peer, transport } = await relay({}, { limits: { idleTime: 1 } })
    await transport.transmit(mail)
    await once(peer.connections[0] ?? process, 'close')
    expect(verbs(peer).at(-1)).toBe('QUIT')
    await transport.transmit(mail)
    expect(peer.connections).toHaveLength(2)
  })

  it('replaces a used connection that the server has meanwhile closed', async () => {
    const { peer, transport } = await relay({})
    await transport.transmit(mail)
    peer.connections[0]?.destroy()
    const result = await transport.transmit(mail)
    expect(result.outcomes[0]?.kind).toBe('accepted')
    expect(peer.connections).toHaveLength(2)
  })

  it.each(['hang up', '421 4.4.2 Idle too long', 'silence'])(
    'tries once more on a fresh connection when a used one answers MAIL with: %s',
    async (answer) => {
      const script: Script = {}
      const { peer, transport } = await relay(script, { timeouts: { idle: 100 } })
      await transport.transmit(mail)
      script.mail = answer
      const failed = await transport.transmit(mail)
      expect(failed.outcomes[0]).toMatchObject({ kind: 'deferred', stage: 'mail' })
      expect(peer.connections).toHaveLength(2)
      expect(peer.lines.filter((line) => line.startsWith('MAIL'))).toHaveLength(3)
    },
  )

  it('does not try again when the connection is lost after MAIL was answered', async () => {
    const script: Script = {}
    const { peer, transport } = await relay(script)
    await transport.transmit(mail)
    script.rcpt = () => 'hang up'
    const failed = await transport.transmit(mail)
    expect(failed.outcomes[0]).toMatchObject({ kind: 'deferred', stage: 'rcpt' })
    expect(peer.connections).toHaveLength(1)
  })

  it('tells everybody who waits when no connection can be had', async () => {
    const { peer, transport } = await relay({ greeting: '421 4.3.2 Busy' }, { maxConnections: 1 })
    const results = await Promise.all([1, 2, 3].map(() => transport.transmit(mail)))
    expect(results.map(({ outcomes }) => outcomes[0]?.kind)).toEqual(['deferred', 'deferred', 'deferred'])
    expect(peer.connections).toHaveLength(1)
  })

  it('waits for the connections it has when the server wants no more', async () => {
    const script: Script = {}
    const { peer, transport } = await relay(script, { maxConnections: 3 })
    await transport.transmit(mail)
    script.greeting = '421 4.7.0 Too many connections'
    const results = await Promise.all([1, 2, 3, 4].map(() => transport.transmit(mail)))
    expect(results.every(({ outcomes }) => outcomes[0]?.kind === 'accepted')).toBe(true)
    expect(peer.messages).toHaveLength(5)
  })

  it('finishes what is in flight when it is closed, defers what waits, and says QUIT', async () => {
    const { peer, transport } = await relay({}, { maxConnections: 1 })
    await transport.transmit(mail)
    const [flying, waiting] = [transport.transmit(mail), transport.transmit(mail)]
    await transport.close()
    expect((await flying).outcomes[0]?.kind).toBe('accepted')
    expect((await waiting).outcomes[0]).toMatchObject({ kind: 'deferred', enhanced: '4.3.2' })
    expect((await transport.transmit(mail)).outcomes[0]?.kind).toBe('deferred')
    expect(verbs(peer).at(-1)).toBe('QUIT')
  })
})

describe('connections to many domains', () => {
  it('are limited for each domain and in all, and an idle one makes room', async () => {
    const peer = await startPeer({})
    const transport = createDirectTransport({
      name: 'we.example',
      port: peer.port,
      allowLoopback: true,
      perDomainConnections: 2,
      totalConnections: 3,
      resolver: {
        resolveMx: async () => [],
        resolve4: async () => ['127.0.0.1'],
        resolve6: async () => [],
      },
    })
    open.push(peer, transport)
    let most = 0
    await Promise.all(
      Array.from({ length: 40 }, async (_, number) => {
        const result = await transport.transmit(transmission([`ada@d${number % 5}.example`]))
        most = Math.max(most, peer.connections.filter(({ destroyed }) => !destroyed).length)
        expect(result.outcomes[0]?.kind).toBe('accepted')
      }),
    )
    expect(peer.messages).toHaveLength(40)
    expect(most).toBeLessThanOrEqual(6)
  })
})
