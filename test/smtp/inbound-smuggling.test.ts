/** Where a message ends: only at CRLF "." CRLF, however it is cut into packets (CVE-2023-51764 and its kin). */

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DataParser } from '../../src/smtp/data-parser.ts'
import { Conversation, readAll, startTestServer, type TestServer } from './conversation.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close(0))

describe('what does not end a message', () => {
  const smuggled = 'MAIL FROM:<ceo@b.example>\r\nRCPT TO:<bot@x.example>\r\nDATA\r\nforged\r\n.\r\n'
  const endings = ['\n.\n', '\n.\r\n', '\r.\r', '\r\n.\r', '\r\n.\n', '\r.\r\n', '\n.\r', '\r\n\0.\r\n']
  test.each(endings.map((ending) => [JSON.stringify(ending), ending]))('%s', async (_name, ending) => {
    const before = server.received.length
    const client = await Conversation.greeted(server.port)
    await client.toData()
    client.send(`first${ending}${smuggled}`)
    expect(await client.reply()).toMatch(/^250 2\.0\.0 Ok: queued/)
    expect(await client.ask('NOOP')).toBe('250 2.0.0 OK')
    expect(server.received).toHaveLength(before + 1)
    // The forged transaction is text of the one message; a dot after CRLF was a dot of transparency.
    const content = `first${ending.replace('\r\n.', '\r\n')}${smuggled.slice(0, -3)}`
    expect(server.received.at(-1)).toMatchObject({ session: { envelopeFrom: 'a@b.example' }, content })
    client.end()
  })

  test('a stuffed dot at the very start, alone in its packet', async () => {
    const client = await Conversation.greeted(server.port)
    await client.toData()
    await client.sent('..')
    await client.sent('\r')
    await client.sent('\nx\r\n')
    await client.sent('.')
    await client.sent('\r')
    await client.sent('\n')
    expect(await client.reply()).toMatch(/^250/)
    expect(server.received.at(-1)?.content).toBe('.\r\nx\r\n')
    client.end()
  })
})

test('an empty message is one', async () => {
  const client = await Conversation.greeted(server.port)
  await client.toData()
  expect(await client.ask('.')).toMatch(/^250/)
  expect(server.received.at(-1)?.content).toBe('')
  client.end()
})

/** Runs `wire` in these pieces through a parser already in a message; gives the message and the commands after. */
async function parse(pieces: readonly string[]): Promise<{ content: string; commands: string[] }> {
  const commands: string[] = []
  const parser = new DataParser({
    maxCommandLength: 1000,
    now: () => 0,
    onDataEnd: () => {},
    onFlood: () => {},
  })
  const stream = parser.startDataMode()
  const content = readAll(stream)
  const finished = new Promise<void>((resolve) => {
    parser.oncommand = (command: Buffer, next?: () => void) => {
      commands.push(command.toString('latin1'))
      if (command.toString() === 'QUIT') resolve()
      next?.()
    }
  })
  for (const piece of pieces) parser.write(Buffer.from(piece, 'latin1'))
  parser.write('QUIT\r\n')
  const text = await content
  parser.continue()
  await finished
  return { content: text, commands }
}

const octets = fc.string({ unit: fc.constantFrom('\r', '\n', '.', 'x'), maxLength: 40 })

test('any message, cut anywhere, arrives as it was before transparency, and what follows are commands', async () => {
  await fc.assert(
    fc.asyncProperty(
      octets,
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 }),
      async (text, sizes) => {
        const message = `${text}\r\n`
        const wire = `${message.replace(/^\.|(?<=\r\n)\./g, '..')}.\r\nNOOP\r\n`
        const pieces: string[] = []
        let at = 0
        for (const size of sizes) {
          pieces.push(wire.slice(at, at + size))
          at += size
        }
        pieces.push(wire.slice(at))
        expect(await parse(pieces.filter((piece) => piece !== ''))).toEqual({
          content: message,
          commands: ['NOOP', 'QUIT'],
        })
      },
    ),
    { numRuns: 2000 },
  )
})

test('a megabyte of nothing but stuffed dots is cheap: one piece for the reader per packet', async () => {
  const client = await Conversation.greeted(server.port)
  await client.toData()
  client.send(`${'..\r\n'.repeat(262_144)}.\r\n`)
  expect(await client.reply()).toMatch(/^250/)
  expect(server.received.at(-1)?.content).toBe('.\r\n'.repeat(262_144))
  client.end()
})
