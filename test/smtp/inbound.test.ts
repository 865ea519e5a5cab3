/** What the inbound server answers, command by command (RFC 5321, 2034, 1870, 6152, 6531). */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { Conversation, readAll, startTestServer, type TestServer } from './conversation.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ maxMessageBytes: 100_000 })
})
afterAll(() => server.close(0))

/** Another server for one test, closed after it. */
async function withServer(
  start: Promise<TestServer>,
  use: (server: TestServer) => Promise<void>,
): Promise<void> {
  const own = await start
  try {
    await use(own)
  } finally {
    await own.close(0)
  }
}

describe('greeting', () => {
  test('comes at once, also to those who talk first', async () => {
    const client = Conversation.open(server.port)
    client.send('EHLO early.example\r\nNOOP\r\n')
    expect(await client.reply()).toBe('220 mx.example ESMTP')
    expect(await client.reply()).toMatch(/^250-mx\.example\n/)
    expect(await client.reply()).toBe('250 2.0.0 OK')
    client.end()
  })

  test('EHLO offers what is there and nothing else', async () => {
    const client = Conversation.open(server.port)
    await client.reply()
    expect((await client.ask('EHLO client.example')).split('\n')).toEqual([
      '250-mx.example',
      '250-PIPELINING',
      '250-8BITMIME',
      '250-SMTPUTF8',
      '250-ENHANCEDSTATUSCODES',
      '250 SIZE 100000',
    ])
    expect(await client.ask('HELO client.example')).toBe('250 mx.example')
    client.end()
  })
})

describe('a message', () => {
  test('is answered 250 with its queue id, and reaches the handler with its envelope', async () => {
    const client = await Conversation.greeted(server.port)
    expect(
      await client.askAll(
        'MAIL FROM:<sender@b.example> SIZE=20 BODY=8BITMIME SMTPUTF8',
        'RCPT TO:<Bot@x.example>',
        'RCPT TO:<nobody@x.example>',
        'RCPT TO:<müller@x.example>',
        'DATA',
      ),
    ).toEqual([
      '250 2.1.0 Accepted',
      '250 2.1.5 Accepted',
      '550 5.1.1 There is no such mailbox here.',
      '250 2.1.5 Accepted',
      '354 End data with <CR><LF>.<CR><LF>',
    ])
    const reply = await client.ask('Subject: hi\r\n\r\nhello\r\n..dotted\r\n.')
    expect(reply).toMatch(/^250 2\.0\.0 Ok: queued as msg_\d+$/)
    expect(await client.ask('QUIT')).toBe('221 2.0.0 Bye')
    await client.closed
    const { session, content } = server.received.at(-1) ?? {}
    expect(content).toBe('Subject: hi\r\n\r\nhello\r\n.dotted\r\n')
    expect(session).toEqual({
      id: expect.any(String),
      remoteAddress: '127.0.0.1',
      heloName: 'client.example',
      envelopeFrom: 'sender@b.example',
      recipients: ['Bot@x.example', 'müller@x.example'],
      tls: null,
      smtpUtf8: true,
      body8bit: true,
    })
  })

  test('may have the empty reverse-path', async () => {
    const client = await Conversation.greeted(server.port)
    await client.askAll('MAIL FROM:<>', 'RCPT TO:<bot@x.example>', 'DATA')
    expect(await client.ask('bounce\r\n.')).toMatch(/^250/)
    expect(server.received.at(-1)?.session).toMatchObject({
      envelopeFrom: '',
      smtpUtf8: false,
      body8bit: false,
    })
    client.end()
  })

  test('may be one of several on a connection, all commands sent without waiting', async () => {
    const client = Conversation.open(server.port)
    const transaction = 'MAIL FROM:<a@b.example>\r\nRCPT TO:<bot@x.example>\r\nDATA\r\n'
    client.send(`EHLO c\r\n${transaction}one\r\n.\r\n${transaction}two\r\n.\r\nQUIT\r\n`)
    const codes: string[] = []
    for (let count = 0; count < 11; count += 1) codes.push((await client.reply()).slice(0, 3))
    expect(codes.join(' ')).toBe('220 250 250 250 354 250 250 250 354 250 221')
    expect(server.received.slice(-2).map(({ content }) => content)).toEqual(['one\r\n', 'two\r\n'])
  })

  test('is accepted only after the handler has resolved', async () => {
    const stored = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    const slow = startTestServer(
      {},
      {
        async receive(_session, stream) {
          await readAll(stream)
          arrived.resolve()
          await stored.promise
          return { id: 'late' }
        },
      },
    )
    await withServer(slow, async ({ port }) => {
      const client = await Conversation.greeted(port)
      await client.toData()
      let answered = false
      const reply = client.ask('x\r\n.').then((text) => {
        answered = true
        return text
      })
      await arrived.promise
      const other = await Conversation.greeted(port)
      expect(await other.ask('NOOP')).toBe('250 2.0.0 OK')
      expect(answered).toBe(false)
      stored.resolve()
      expect(await reply).toBe('250 2.0.0 Ok: queued as late')
    })
  })

  test('with very long lines, NULs and 8-bit octets arrives unchanged', async () => {
    const client = await Conversation.greeted(server.port)
    await client.toData()
    const odd = Buffer.concat([Buffer.alloc(50_000, 'x'), Buffer.from([0, 0xff, 0xc3, 0, 0x0a, 0x0d, 0x2e])])
    client.send(Buffer.concat([odd, Buffer.from('\r\n.\r\n')]))
    expect(await client.reply()).toMatch(/^250/)
    expect(server.received.at(-1)?.content).toBe(`${odd.toString('latin1')}\r\n`)
    client.end()
  })
})

describe('size', () => {
  test('a declared size over the limit is refused at MAIL', async () => {
    const client = await Conversation.greeted(server.port)
    expect(await client.ask('MAIL FROM:<a@b.example> SIZE=100001')).toMatch(/^552 5\.3\.4 /)
    expect(await client.ask('MAIL FROM:<a@b.example> SIZE=100000')).toMatch(/^250/)
    client.end()
  })

  test('a message over the limit is refused, its stream broken, the connection kept', async () => {
    const failures: unknown[] = []
    const own = startTestServer(
      { maxMessageBytes: 1000 },
      {
        async receive(_session, stream) {
          let text = ''
          try {
            text = await readAll(stream)
          } catch (error) {
            failures.push(error)
            throw error
          }
          return { id: String(text.length) }
        },
      },
    )
    await withServer(own, async ({ port }) => {
      const client = await Conversation.greeted(port)
      await client.toData()
      expect(await client.ask(`${'x'.repeat(200_000)}\r\n.`)).toMatch(/^552 5\.3\.4 /)
      expect(failures).toMatchObject([{ code: 'too_large' }])
      await client.toData()
      expect(await client.ask(`${'x'.repeat(998)}\r\n.`)).toBe('250 2.0.0 Ok: queued as 1000')
      await client.toData()
      expect(await client.ask(`${'x'.repeat(999)}\r\n.`)).toMatch(/^552 5\.3\.4 /)
    })
  })

  test('who goes on far over the limit is cut off', async () => {
    await withServer(startTestServer({ maxMessageBytes: 1000 }), async ({ port, received }) => {
      const client = await Conversation.greeted(port)
      await client.toData()
      client.send(Buffer.alloc(8_000_000, 'x'))
      await client.closed
      expect(received).toEqual([])
    })
  })
})

describe('refusals', () => {
  test('DATA without an accepted recipient', async () => {
    const client = await Conversation.greeted(server.port)
    expect(
      await client.askAll('MAIL FROM:<a@b.example>', 'RCPT TO:<nobody@x.example>', 'DATA'),
    ).toMatchObject([/^250/, /^550 5\.1\.1/, /^503 5\.5\.1/].map((pattern) => expect.stringMatching(pattern)))
    client.end()
  })

  test('relaying: an address elsewhere, in any spelling', async () => {
    const client = await Conversation.greeted(server.port)
    await client.ask('MAIL FROM:<a@b.example>')
    for (const path of ['<u@other.example>', '<u%other.example@b.example>', '<@x.example:u@other.example>']) {
      expect(await client.ask(`RCPT TO:${path}`)).toMatch(/^550 5\.1\.1/)
    }
    for (const path of ['<u@other.example@x.example>', 'u@x.example', '<>', '<a@x.example\0>']) {
      expect(await client.ask(`RCPT TO:${path}`)).toMatch(/^501 5\.1\.3/)
    }
    client.end()
  })

  test('more recipients than allowed; those accepted still get the message', async () => {
    await withServer(startTestServer({ maxRecipients: 2 }), async ({ port, received }) => {
      const client = await Conversation.greeted(port)
      await client.askAll('MAIL FROM:<>', 'RCPT TO:<a@x.example>', 'RCPT TO:<b@x.example>')
      expect(await client.ask('RCPT TO:<c@x.example>')).toMatch(/^452 4\.5\.3/)
      await client.ask('DATA')
      expect(await client.ask('x\r\n.')).toMatch(/^250/)
      expect(received[0]?.session.recipients).toEqual(['a@x.example', 'b@x.example'])
    })
  })

  test('each has its enhanced status code', async () => {
    await withServer(startTestServer({ maxErrorsPerSession: 100 }), async ({ port }) => {
      const client = Conversation.open(port)
      await client.reply()
      const expected: [string, string][] = [
        ['MAIL FROM:<a@b.example>', '503 5.5.1'],
        ['EHLO', '501 5.5.4'],
        ['EHLO client.example', '250'],
        ['NONSENSE', '500 5.5.2'],
        ['', '500 5.5.2'],
        ['\0', '500 5.5.2'],
        ['AUTH PLAIN AGEAYg==', '500 5.5.2'],
        ['STARTTLS', '500 5.5.2'],
        ['XCLIENT ADDR=10.0.0.1', '500 5.5.2'],
        ['BDAT 10 LAST', '500 5.5.2'],
        ['WIZ x', '500 5.5.2'],
        ['VRFY bot@x.example', '252 2.5.0 Not verified'],
        ['VRFY nobody@x.example', '252 2.5.0 Not verified'],
        ['EXPN staff', '252 2.5.0 Not verified'],
        ['HELP', '214 2.0.0'],
        ['NOOP', '250 2.0.0'],
        ['RCPT TO:<bot@x.example>', '503 5.5.1'],
        ['DATA', '503 5.5.1'],
        ['MAIL FROM:a@b.example', '501 5.1.7'],
        ['MAIL FROM:<a@b.example> FOO=1', '555 5.5.4'],
        ['MAIL FROM:<a@b.example> BODY=BINARYMIME', '501 5.5.4'],
        ['MAIL FROM:<a@b.example> SIZE=x', '501 5.5.4'],
        ['MAIL FROM:<a@b.example>', '250 2.1.0'],
        ['MAIL FROM:<a@b.example>', '503 5.5.1'],
        ['RCPT TO:<bot@x.example> NOTIFY=NEVER', '555 5.5.4'],
        ['RSET', '250 2.0.0'],
        ['RCPT TO:<bot@x.example>', '503 5.5.1'],
        [`NOOP ${'x'.repeat(995)}`, '250 2.0.0'],
        [`NOOP ${'x'.repeat(996)}`, '500 5.5.2 Error: command line too long'],
        ['NOOP', '250 2.0.0'],
        ['QUIT', '221 2.0.0'],
      ]
      for (const [command, answer] of expected) {
        const reply = await client.ask(command)
        expect({ command, reply: reply.slice(0, answer.length) }).toEqual({ command, reply: answer })
      }
    })
  })

  test('an endless command line ends the connection', async () => {
    const client = await Conversation.greeted(server.port)
    client.send('x'.repeat(20_000))
    expect(await client.reply()).toBe('500 5.5.2 Error: command line too long')
    client.end()
    await client.closed
  })
})

describe('failures of the handlers', () => {
  const failing = (error: unknown): Promise<TestServer> =>
    startTestServer(
      {},
      {
        async receive(_session, stream) {
          await readAll(stream)
          throw error
        },
      },
    )

  test('an AppError is told as its SMTP reply, and the connection stays usable', async () => {
    await withServer(failing(new AppError('store_unavailable')), async ({ port }) => {
      const client = await Conversation.greeted(port)
      for (let count = 0; count < 3; count += 1) {
        await client.toData()
        expect(await client.ask('x\r\n.')).toBe(
          '451 4.3.0 The server cannot store anything right now; nothing was done.',
        )
      }
    })
  })

  test('anything else is 451 without its text, and logged without its text', async () => {
    await withServer(failing(new TypeError('secret\r\n250 fine')), async ({ port, logged }) => {
      const client = await Conversation.greeted(port)
      await client.toData()
      expect(await client.ask('x\r\n.')).toBe('451 4.3.0 The server made a mistake; nothing was done.')
      const entry = logged.find(({ level }) => level === 'error')
      expect(entry?.fields).toMatchObject({ error: 'TypeError' })
      expect(JSON.stringify(logged)).not.toContain('secret')
    })
  })

  test('a handler that refuses without reading is answered for after the message has ended', async () => {
    const refused = Promise.withResolvers<void>()
    const deaf = startTestServer(
      {},
      {
        async receive() {
          refused.resolve()
          throw new AppError('rate_limited')
        },
      },
    )
    await withServer(deaf, async ({ port }) => {
      const client = await Conversation.greeted(port)
      await client.toData()
      let answered = false
      const reply = client.reply().then((text) => {
        answered = true
        return text
      })
      client.send('x'.repeat(300_000))
      await refused.promise
      await Conversation.greeted(port)
      expect(answered).toBe(false)
      client.send('\r\n.\r\n')
      expect(await reply).toMatch(/^451 4\.7\.1/)
      expect(await client.ask('NOOP')).toBe('250 2.0.0 OK')
    })
  })

  test('a handler that resolves without reading has not stored anything: 451', async () => {
    const careless = startTestServer({}, { receive: async () => ({ id: 'x' }) })
    await withServer(careless, async ({ port }) => {
      const client = await Conversation.greeted(port)
      await client.toData()
      expect(await client.ask('x\r\n.')).toMatch(/^451 4\.3\.0/)
    })
  })

  test('a recipient that cannot be checked now is refused for now', async () => {
    const down = startTestServer(
      {},
      {
        async checkRecipient() {
          throw new AppError('store_unavailable')
        },
      },
    )
    await withServer(down, async ({ port }) => {
      const client = await Conversation.greeted(port)
      await client.ask('MAIL FROM:<>')
      expect(await client.ask('RCPT TO:<bot@x.example>')).toMatch(/^451 4\.3\.0/)
    })
  })
})
