/** Filters that are down, silent, or talk nonsense never lose mail; the verdict tells. */

import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FILTER_SETTINGS, type ServiceAddress } from '../../src/core/filter-settings.ts'
import { scanForViruses } from '../../src/mail/clamd.ts'
import { askSpamFilter } from '../../src/mail/spam-filter.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { mail } from '../support/signed-mail.ts'
import { sendMail } from '../support/smtp-sender.ts'

interface Fake {
  readonly port: number
  close(): Promise<void>
}

/** Answers everybody with the same bytes as soon as anything comes; null answers nothing. */
async function fake(answer: string | Buffer | null): Promise<Fake> {
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    socket.on('data', () => answer !== null && !socket.writableEnded && socket.end(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function closedPort(): Promise<number> {
  const { port, close } = await fake(null)
  await close()
  return port
}

const RAW = Buffer.from(mail('ada@a.test'))
async function* content() {
  yield RAW
}
const ENVELOPE = {
  clientAddress: '192.0.2.1',
  heloName: 'x',
  envelopeFrom: 'ada@a.test',
  recipients: ['b@b.test'],
}
const UNAVAILABLE = { result: 'unavailable', score: null, symbols: [] }

const http = (body: string, length = body.length) =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\nContent-Type: application/json\r\n\r\n${body}`

const NONSENSE: readonly (readonly [string, string | Buffer | null])[] = [
  ['nothing', null],
  ['an empty answer', ''],
  ['bytes', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 256))],
  ['an endless answer', 'SPAMD/1.1 0 EX_OK\r\n'.repeat(40_000)],
  ['an endless HTTP answer', http('{"score":'.repeat(100_000))],
  ['an HTTP answer that breaks off', http('{"score":', 5_000)],
  ['JSON of another kind', http('[]')],
  ['a number that is none', http('{"score":"x","action":"reject"}')],
  ['a score without end', 'SPAMD/1.1 0 EX_OK\r\nSpam: True ; 9e999 / 5\r\n\r\n'],
  ['an error', 'SPAMD/1.0 76 Bad header line\r\n\r\n'],
]

describe.each(['http', 'spamd'])('a spam filter at %s://', (scheme) => {
  const filterAt = (port: number) => {
    const setting = FILTER_SETTINGS.spamFilter.parse(`${scheme}://127.0.0.1:${port}`)
    if (setting === null) throw new Error('no filter')
    return setting
  }

  it.each(NONSENSE)('that gives %s is as good as none', async (_what, answer) => {
    const service = await fake(answer)
    const filter = filterAt(service.port)
    expect(await askSpamFilter(filter, content(), ENVELOPE, 150)).toEqual(UNAVAILABLE)
    await service.close()
  })

  it('that is down is as good as none', async () => {
    expect(await askSpamFilter(filterAt(await closedPort()), content(), ENVELOPE, 500)).toEqual(UNAVAILABLE)
  })
})

describe('a virus scanner', () => {
  const scan = (port: number) => {
    const address: ServiceAddress = { host: '127.0.0.1', port }
    return scanForViruses(address, content(), 150)
  }

  it.each([...NONSENSE, ['an error of its own', 'stream: Can not open file ERROR\0'] as const])(
    'that gives %s has said nothing',
    async (_what, answer) => {
      const service = await fake(answer)
      expect(await scan(service.port)).toEqual({ result: 'unavailable', name: null })
      await service.close()
    },
  )

  it('that is down has said nothing', async () => {
    expect((await scan(await closedPort())).result).toBe('unavailable')
  })
})

describe('mail while a filter is down', () => {
  const servers: TestServer[] = []
  let port: number
  beforeAll(async () => {
    port = await closedPort()
  })
  afterAll(async () => {
    for (const server of servers) await server.stop()
  })
  const start = async (settings: Record<string, string>) => {
    const server = await startTestServer({ settings })
    servers.push(server)
    return server
  }

  it('is taken, and its verdict says so', async () => {
    const server = await start({
      MULTIMAIL_SPAM_FILTER: `http://127.0.0.1:${port}`,
      MULTIMAIL_VIRUS_SCANNER: `clamd://127.0.0.1:${port}`,
    })
    expect(await sendMail(server.smtpPort, mail('ada@a.test'))).toMatch(/^250 /)
    const { body } = await server.call(
      server.made.keys.agent,
      'GET',
      `/v1/mailboxes/${server.made.mailbox.id}/emails`,
    )
    const [email] = body.emails as unknown as { id: string; spam_verdict: string }[]
    expect(email?.spam_verdict).toBe('clean')
    const shown = await server.call(server.made.keys.agent, 'GET', `/v1/emails/${email?.id}`)
    expect(shown.body.spam_reasons).toEqual([
      'The spam filter did not answer.',
      'The virus scanner did not answer.',
    ])
  })

  it('is deferred where the settings want every mail scanned', async () => {
    const server = await start({
      MULTIMAIL_VIRUS_SCANNER: `clamd://127.0.0.1:${port}`,
      MULTIMAIL_VIRUS_SCANNER_DOWN: 'defer',
    })
    expect(await sendMail(server.smtpPort, mail('ada@a.test'))).toBe(
      '451 4.7.1 The mail cannot be checked for viruses right now.',
    )
  })
})
