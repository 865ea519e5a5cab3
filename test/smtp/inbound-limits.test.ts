/** Whoever floods, dawdles or leaves: limits on connections, commands, errors and time, and the stop. */

import { describe, expect, test } from 'vitest'
import { ConnectionCounter, senderNetwork } from '../../src/smtp/limits.ts'
import { Conversation, readAll, startTestServer, type TestServer } from './conversation.ts'

/** An expectation that will hold soon, on however busy a machine. */
function eventually<T>(actual: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(actual, { timeout: 20_000, interval: 5 })
}

/** A server on a clock that only the test moves. */
async function onClock(
  options: Parameters<typeof startTestServer>[0],
  use: (server: TestServer, advance: (ms: number) => void) => Promise<void>,
  handlers: Parameters<typeof startTestServer>[1] = {},
): Promise<void> {
  let clock = 0
  const server = await startTestServer({ commandTimeoutMs: 40, now: () => clock, ...options }, handlers)
  try {
    await use(server, (ms) => {
      clock += ms
    })
  } finally {
    await server.close(0)
  }
}

describe('connections', () => {
  test('200 at once all bring their message; the next is told 421 and closed; places come back', async () => {
    const server = await startTestServer({ maxConnectionsPerAddress: 500 })
    const clients = await Promise.all(Array.from({ length: 200 }, () => Conversation.greeted(server.port)))
    expect(server.connections()).toBe(200)
    const refused = Conversation.open(server.port)
    expect(await refused.reply()).toMatch(/^421 4\.7\.0 /)
    await refused.closed
    const replies = await Promise.all(
      clients.map(async (client) => {
        await client.toData()
        return client.ask('hello\r\n.')
      }),
    )
    expect(replies.filter((reply) => reply.startsWith('250'))).toHaveLength(200)
    expect(server.received).toHaveLength(200)
    await clients[0]?.ask('QUIT')
    await clients[0]?.closed
    await eventually(() => server.connections()).toBe(199)
    const next = await Conversation.greeted(server.port)
    expect(await next.ask('NOOP')).toMatch(/^250/)
    await server.close()
    await Promise.all(clients.map(({ closed }) => closed))
    expect(server.connections()).toBe(0)
  })

  test('one address has no more than its share', async () => {
    const server = await startTestServer({ maxConnectionsPerAddress: 2 })
    await Conversation.greeted(server.port)
    await Conversation.greeted(server.port)
    const third = Conversation.open(server.port)
    expect(await third.reply()).toMatch(/^421 4\.7\.0 Too many connections/)
    await third.closed
    await server.close(0)
  })

  test('an IPv6 /64 network counts as one sender, a mapped IPv4 address as itself', () => {
    expect(senderNetwork('2001:db8:1:2::1')).toBe(senderNetwork('2001:db8:1:2:ffff::9'))
    expect(senderNetwork('2001:db8:1:2::1')).not.toBe(senderNetwork('2001:db8:1:3::1'))
    expect(senderNetwork('::ffff:192.0.2.1')).toBe('192.0.2.1')
    const counter = new ConnectionCounter(3, 2)
    const takes = ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.3']
    expect(takes.map((address) => counter.take(address))).toEqual([null, null, 'sender', null, 'total'])
    counter.release('192.0.2.1')
    counter.release('never counted')
    expect([counter.total, counter.take('192.0.2.1')]).toEqual([2, null])
  })
})

describe('commands', () => {
  test('the tenth bad one is answered 421', async () => {
    const server = await startTestServer()
    const client = await Conversation.greeted(server.port)
    for (let count = 1; count < 10; count += 1) expect(await client.ask('NONSENSE')).toMatch(/^500/)
    expect(await client.ask('RCPT TO:<bot@x.example>')).toBe('421 4.7.0 Too many errors')
    await client.closed
    await server.close(0)
  })

  test('too many without a message end the connection, a message starts the count anew', async () => {
    const server = await startTestServer({ maxCommandsPerSession: 8 })
    const client = await Conversation.greeted(server.port)
    for (let count = 0; count < 4; count += 1) {
      await client.toData()
      expect(await client.ask('x\r\n.')).toMatch(/^250/)
    }
    for (let count = 0; count < 8; count += 1) expect(await client.ask('NOOP')).toMatch(/^250/)
    expect(await client.ask('NOOP')).toBe('421 4.7.0 Too many commands')
    await client.closed
    await server.close(0)
  })

  test('who guesses addresses is stopped', async () => {
    const server = await startTestServer({ maxRecipients: 5 })
    const client = await Conversation.greeted(server.port)
    await client.ask('MAIL FROM:<>')
    for (let count = 0; count < 5; count += 1) {
      expect(await client.ask(`RCPT TO:<nobody${count}@x.example>`)).toMatch(/^550 5\.1\.1/)
    }
    expect(await client.ask('RCPT TO:<nobody@x.example>')).toMatch(/^421 4\.7\.0/)
    await client.closed
    await server.close(0)
  })

  test('a browser that was tricked into posting here is cut off', async () => {
    const server = await startTestServer()
    const client = Conversation.open(server.port)
    await client.reply()
    expect(await client.ask('POST / HTTP/1.1')).toMatch(/^421 4\.7\.0/)
    await client.closed
    await server.close(0)
  })
})

describe('time', () => {
  test('who sends nothing, or a command octet by octet, is told 421 and dropped', async () => {
    await onClock({}, async ({ port }, advance) => {
      const silent = Conversation.open(port)
      const trickling = Conversation.open(port)
      await silent.reply()
      await trickling.reply()
      await trickling.sent('NO')
      advance(30)
      await trickling.sent('OP')
      advance(30)
      expect(await silent.reply()).toBe('421 4.4.2 Timeout: no command came')
      expect(await trickling.reply()).toBe('421 4.4.2 Timeout: no command came')
      await Promise.all([silent.closed, trickling.closed])
    })
  })

  test('who starts a TLS handshake and never finishes it is dropped', async () => {
    const { createSelfSignedCertificate } = await import('../../src/smtp/certificate.ts')
    const tls = createSelfSignedCertificate('mx.example', Date.UTC(2026, 0, 1))
    await onClock({ tls }, async ({ port, connections }, advance) => {
      const client = await Conversation.greeted(port)
      expect(await client.ask('STARTTLS')).toMatch(/^220 2\.0\.0/)
      await client.sent(Buffer.from([0x16, 0x03, 0x01]))
      advance(50)
      await client.closed
      await eventually(connections).toBe(0)
    })
  })

  test('a message that stands still is broken off, and its stream with it', async () => {
    const started = Promise.withResolvers<void>()
    const outcome = Promise.withResolvers<unknown>()
    await onClock(
      { dataTimeoutMs: 100 },
      async ({ port }, advance) => {
        const client = await Conversation.greeted(port)
        await client.toData()
        client.send('Subject: half a mess')
        await started.promise
        advance(101)
        expect(await client.reply()).toMatch(/^421 4\.4\.2 /)
        expect(await outcome.promise).toMatchObject({ code: 'ECONNECTION' })
      },
      {
        async receive(_session, stream) {
          stream.once('readable', () => started.resolve())
          return readAll(stream).then(
            () => ({ id: 'whole' }),
            (error) => {
              outcome.resolve(error)
              throw error
            },
          )
        },
      },
    )
  })

  test('a message that trickles in for ever is broken off, though it never stands still', async () => {
    let arrived = (): void => {}
    await onClock(
      { dataTimeoutMs: 100_000, commandTimeoutMs: 40 },
      async ({ port, received }, advance) => {
        const client = await Conversation.greeted(port)
        await client.toData()
        for (const minute of [0, 60_000]) {
          advance(minute)
          const chunk = new Promise<void>((resolve) => {
            arrived = resolve
          })
          client.send('a line of a very long message\r\n')
          await chunk
        }
        advance(60_000)
        expect(await client.reply()).toBe('421 4.4.2 Timeout: the message came too slowly')
        await client.closed
        expect(received).toEqual([])
      },
      {
        async receive(_session, stream) {
          stream.on('data', () => arrived())
          await readAll(stream)
          return { id: 'x' }
        },
      },
    )
  })

  test('a slow handler is not the client’s fault', async () => {
    const store = Promise.withResolvers<void>()
    const read = Promise.withResolvers<void>()
    await onClock(
      {},
      async ({ port }, advance) => {
        const client = await Conversation.greeted(port)
        await client.toData()
        client.send('x\r\n.\r\n')
        await read.promise
        const silent = await Conversation.greeted(port)
        const witness = await Conversation.greeted(port)
        advance(20)
        await witness.ask('NOOP')
        advance(21)
        // The sweep that dropped the silent one has passed by the one who waits for us.
        expect(await silent.reply()).toMatch(/^421/)
        store.resolve()
        expect(await client.reply()).toBe('250 2.0.0 Ok: queued as patient')
        advance(20)
        // And so has the next, for which the time counts from the answer.
        expect(await witness.reply()).toMatch(/^421/)
        expect(await client.ask('NOOP')).toBe('250 2.0.0 OK')
      },
      {
        async receive(_session, stream) {
          await readAll(stream)
          read.resolve()
          await store.promise
          return { id: 'patient' }
        },
      },
    )
  })
})

describe('a client that leaves', () => {
  test.each(['vanish', 'end'] as const)(
    'within a message (%s): the stream fails, nothing is stored',
    async (leave) => {
      const outcome = Promise.withResolvers<unknown>()
      const started = Promise.withResolvers<void>()
      const server = await startTestServer(
        {},
        {
          async receive(_session, stream) {
            stream.once('readable', () => started.resolve())
            const id = await readAll(stream).catch((error) => {
              outcome.resolve(error)
              throw error
            })
            outcome.resolve('whole')
            return { id }
          },
        },
      )
      const client = await Conversation.greeted(server.port)
      await client.toData()
      client.send('Subject: half\r\n\r\n.')
      await started.promise
      client[leave]()
      expect(await outcome.promise).toMatchObject({ code: 'ECONNECTION' })
      await client.closed
      await eventually(server.connections).toBe(0)
      expect(server.logged.filter(({ level }) => level === 'error')).toEqual([])
      await server.close(0)
    },
  )

  test('after the message, before the answer: the message stays, and the log has its id', async () => {
    const store = Promise.withResolvers<void>()
    const read = Promise.withResolvers<void>()
    const server = await startTestServer(
      {},
      {
        async receive(_session, stream) {
          await readAll(stream)
          read.resolve()
          await store.promise
          return { id: 'kept' }
        },
      },
    )
    const client = await Conversation.greeted(server.port)
    await client.toData()
    client.send('x\r\n.\r\n')
    await read.promise
    client.vanish()
    await eventually(server.connections).toBe(0)
    store.resolve()
    await expect
      .poll(() => server.logged.find(({ level }) => level === 'warn'))
      .toMatchObject({
        message: 'smtp client left before its message was answered',
        fields: { id: 'kept' },
      })
    await server.close(0)
  })
})

describe('the stop', () => {
  test('lets a running message finish, tells the idle 421, takes no new connection', async () => {
    const server = await startTestServer()
    const idle = await Conversation.greeted(server.port)
    const busy = await Conversation.greeted(server.port)
    await busy.toData()
    const stopped = server.close()
    expect(await idle.reply()).toMatch(/^421 4\.3\.2 /)
    await expect(Conversation.open(server.port).reply()).rejects.toThrow('closed')
    expect(await busy.ask('the rest\r\n.')).toBe('250 2.0.0 Ok: queued as msg_1')
    expect(await busy.reply()).toMatch(/^421 4\.3\.2 /)
    await stopped
    expect(server.connections()).toBe(0)
  })

  test('breaks off what has not finished when the grace is over', async () => {
    const server = await startTestServer()
    const client = await Conversation.greeted(server.port)
    await client.toData()
    await server.close(20)
    await client.closed
    expect(server.received).toEqual([])
  })
})
