import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, it } from 'vitest'
import type { RecipientOutcome, Transmission, Transport } from '../../src/mail/smtp-client.ts'
import { createRelayTransport } from '../../src/mail/transports.ts'
import { type Peer, type Script, startPeer, transmission } from './smtp-peer.ts'

const key = readFileSync(new URL('localhost.key.pem', import.meta.url), 'utf8')
const cert = readFileSync(new URL('localhost.cert.pem', import.meta.url), 'utf8')

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close()
})

type RelayOptions = Parameters<typeof createRelayTransport>[0]

function transportTo(
  port: number,
  options: Partial<RelayOptions> & { readonly query?: string } = {},
): Transport {
  const transport = createRelayTransport({
    url: `smtp://127.0.0.1:${port}${options.query ?? ''}`,
    name: 'we.example',
    timeouts: { connect: 2_000, greeting: 2_000, idle: 2_000, finalDot: 2_000 },
    ...options,
  })
  open.push(transport)
  return transport
}

/** What becomes of one message to a peer that follows `script`. */
async function outcomesWith(
  script: Script,
  recipients: readonly string[] = ['ada@example.org'],
  options: Partial<RelayOptions> = {},
): Promise<{ readonly outcomes: readonly RecipientOutcome[]; readonly peer: Peer }> {
  const peer = await startPeer(script)
  open.push(peer)
  const { outcomes } = await transportTo(peer.port, options).transmit(transmission(recipients))
  return { outcomes, peer }
}

interface Arrival {
  readonly from: string
  readonly to: readonly string[]
  readonly parameters: unknown
  readonly raw: Buffer
}

async function startReceiver(options: SMTPServerOptions = {}): Promise<{ port: number; arrived: Arrival[] }> {
  const arrived: Arrival[] = []
  const server = new SMTPServer({
    authOptional: true,
    key,
    cert,
    logger: false,
    ...options,
    async onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope
      const raw = await buffer(stream)
      const [from, parameters] = mailFrom === false ? ['', {}] : [mailFrom.address, mailFrom.args]
      arrived.push({ from, to: rcptTo.map(({ address }) => address), parameters, raw })
      done()
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) })
  return { port: (server.server.address() as AddressInfo).port, arrived }
}

describe.each([
  ['one by one', []],
  ['with PIPELINING', ['PIPELINING']],
])('a conversation, commands %s', (_, ehlo) => {
  it('gives each recipient its own outcome', async () => {
    const answers: Record<string, string> = {
      a: '250 2.1.5 OK',
      b: '550-5.1.1 No such\r\n550 5.1.1 user',
      c: '452 4.2.2 Full',
      d: '599 Strange',
    }
    const rcpt = (line: string): string => answers[line[9] ?? ''] ?? '250 OK'
    const addresses = ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example']
    const { outcomes } = await outcomesWith({ ehlo, rcpt }, addresses)
    expect(outcomes).toMatchObject([
      { recipient: 'a@x.example', kind: 'accepted', stage: 'after_data', code: 250, enhanced: '2.0.0' },
      { kind: 'refused', stage: 'rcpt', code: 550, enhanced: '5.1.1', reply: '550 5.1.1 No such user' },
      { kind: 'deferred', stage: 'rcpt', code: 452, enhanced: '4.2.2' },
      { kind: 'refused', stage: 'rcpt', code: 599, enhanced: null },
    ])
  })

  it.each([
    ['421 after MAIL', 'deferred', 'mail', 421, { mail: '421 4.3.2 Bye' }],
    ['5xx to MAIL', 'refused', 'mail', 550, { mail: '550 5.7.1 Not you' }],
    ['4xx to MAIL', 'deferred', 'mail', 451, { mail: '451 4.3.0 Later' }],
    ['a demand for AUTH', 'deferred', 'mail', 530, { mail: '530 5.7.0 Log in first' }],
    ['421 to RCPT', 'deferred', 'rcpt', 421, { rcpt: () => '421 4.3.2 Bye' }],
    ['4xx to DATA', 'deferred', 'data', 451, { data: '451 4.3.0 Later' }],
    ['5xx to DATA', 'refused', 'data', 554, { data: '554 5.5.1 No' }],
    ['2xx to DATA', 'deferred', 'data', 250, { data: '250 Fine' }],
    ['an early 4xx', 'deferred', 'data', 452, { midway: () => '452 4.3.1 Disk full' }],
    ['4xx to the dot', 'deferred', 'after_data', 451, { dot: '451 4.7.1 Greylisted' }],
    ['421 to the dot', 'deferred', 'after_data', 421, { dot: '421 4.3.2 Bye' }],
    ['5xx to the dot', 'refused', 'after_data', 550, { dot: '550 5.7.1 Spam' }],
    ['3xx to the dot', 'uncertain', 'after_data', 354, { dot: '354 Go on' }],
    ['5xx to the greeting', 'deferred', 'greeting', 554, { greeting: '554 5.7.1 Blocked' }],
  ] as const)('%s means %s', async (_name, kind, stage, code, script) => {
    const { outcomes, peer } = await outcomesOf(ehlo, script)
    expect(outcomes).toMatchObject([{ kind, stage, code }])
    expect(peer.connections).toHaveLength(1)
  })

  it.each([
    ['before the greeting', 'deferred', 'greeting', { greeting: 'hang up' }],
    ['at MAIL', 'deferred', 'mail', { mail: 'hang up' }],
    ['at RCPT', 'deferred', 'rcpt', { rcpt: () => 'hang up' }],
    ['at DATA', 'deferred', 'data', { data: 'hang up' }],
    ['amid the message', 'deferred', 'data', { midway: () => 'hang up' }],
    ['after the final dot', 'uncertain', 'after_data', { dot: 'hang up' }],
  ] as const)('a connection lost %s leaves the mail %s', async (_name, kind, stage, script) => {
    const { outcomes } = await outcomesOf(ehlo, script)
    expect(outcomes).toMatchObject([{ kind, stage, code: null, enhanced: '4.4.2' }])
  })

  it.each([
    ['the greeting', 'deferred', 'greeting', { greeting: 'silence' }],
    ['MAIL', 'deferred', 'mail', { mail: 'silence' }],
    ['RCPT', 'deferred', 'rcpt', { rcpt: () => 'silence' }],
    ['DATA', 'deferred', 'data', { data: 'silence' }],
    ['the final dot', 'uncertain', 'after_data', { dot: 'silence' }],
    ['a dot with nonsense', 'uncertain', 'after_data', { dot: 'Thanks' }],
  ] as const)('no answer to %s in time leaves the mail %s', async (_name, kind, stage, script) => {
    const timeouts = { greeting: 100, idle: 100, finalDot: 100 }
    const { outcomes } = await outcomesWith({ ehlo, ...script }, ['ada@example.org'], { timeouts })
    expect(outcomes).toMatchObject([{ kind, stage, code: null }])
  })

  it('keeps what RCPT refused apart from what the final dot left open', async () => {
    const rcpt = (line: string): string => (line.includes('bob') ? '550 5.1.1 Unknown' : '250 OK')
    const { outcomes } = await outcomesWith({ ehlo, rcpt, dot: 'hang up' }, [
      'ada@x.example',
      'bob@x.example',
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['uncertain', 'refused'])
  })

  it('sends no message when all recipients are refused, even to a server that wants one', async () => {
    const { outcomes, peer } = await outcomesWith({ ehlo, rcpt: () => '550 5.1.1 Unknown' })
    expect(outcomes[0]).toMatchObject({ kind: 'refused', stage: 'rcpt' })
    expect(peer.messages).toEqual([])
  })

  it('sends no final dot when the message cannot be read to its end', async () => {
    const peer = await startPeer({ ehlo })
    open.push(peer)
    const transport = transportTo(peer.port)
    const mail = transmission(['ada@example.org'])
    const broken = (): Readable =>
      Readable.from(
        (async function* () {
          yield Buffer.from('Subject: x\r\n')
          throw new Error('disk')
        })(),
      )
    for (const bad of [
      { ...mail, open: broken },
      { ...mail, size: mail.size + 1 },
    ]) {
      const { outcomes } = await transport.transmit(bad)
      expect(outcomes[0]).toMatchObject({ kind: 'deferred', stage: 'data', enhanced: '4.3.0' })
    }
    expect(peer.messages).toEqual([])
  })

  it('refuses what is no address without saying it to the server', async () => {
    const bad = ['a\r\nRCPT TO:<x@y.example>@z.example', 'no-domain', 'ada@example.org']
    const { outcomes, peer } = await outcomesWith({ ehlo }, bad)
    expect(outcomes.map(({ kind, enhanced }) => [kind, enhanced])).toEqual([
      ['refused', '5.1.3'],
      ['refused', '5.1.3'],
      ['accepted', '2.0.0'],
    ])
    expect(peer.lines.filter((line) => line.startsWith('RCPT'))).toHaveLength(1)
  })

  it('doubles dots and never lets the message end itself early', async () => {
    const peer = await startPeer({ ehlo })
    open.push(peer)
    const transport = transportTo(peer.port)
    const raw = '.\r\n..a\r\n.b\r\nbare\n.\nlf\r.\rcr\r\n.\r\nQUIT'
    const pieces = Array.from(raw, (character) => Buffer.from(character))
    const whole = transmission(['ada@example.org'], raw)
    await transport.transmit(whole)
    await transport.transmit({ ...whole, open: () => Readable.from(pieces) })
    const expected = '..\r\n...a\r\n..b\r\nbare\r\n..\r\nlf\r\n..\r\ncr\r\n..\r\nQUIT\r\n'
    expect(peer.messages).toEqual([expected, expected])
  })
})

const LARGE = `Subject: x\r\n\r\n${'0123456789abcdef\r\n'.repeat(400_000)}`

/** Where the script has something to do amid the message, the message is large enough for that. */
function outcomesOf(ehlo: readonly string[], script: Script): ReturnType<typeof outcomesWith> {
  const { midway } = script
  if (midway === undefined) return outcomesWith({ ehlo, ...script })
  return sendLarge({ ehlo, ...script, midway: (octets) => (octets > 10_000 ? midway(octets) : null) })
}

async function sendLarge(script: Script): Promise<{ outcomes: readonly RecipientOutcome[]; peer: Peer }> {
  const peer = await startPeer(script)
  open.push(peer)
  const bytes = Buffer.from(LARGE)
  function* pieces(): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
  }
  const mail = { ...transmission(['ada@example.org'], LARGE), open: () => Readable.from(pieces()) }
  return { outcomes: (await transportTo(peer.port).transmit(mail)).outcomes, peer }
}

describe('what a real server receives', () => {
  it('is the message as it was, and the envelope', async () => {
    const { port, arrived } = await startReceiver({ disabledCommands: ['STARTTLS'] })
    const raw = 'Subject: Grüße\r\n\r\n.dot\r\n..dots\r\n.\r\nÄ\r\n'
    const transport = transportTo(port)
    const result = await transport.transmit(transmission(['ada@example.org', 'bob@example.org'], raw))
    expect(result).toMatchObject({ host: `127.0.0.1:${port}`, tls: null })
    await transport.transmit({ ...transmission(['ada@example.org'], raw), from: '' })
    expect(arrived.map(({ raw: got }) => got.toString())).toEqual([raw, raw])
    expect(arrived[0]).toMatchObject({
      from: 'agent@example.com',
      to: ['ada@example.org', 'bob@example.org'],
      parameters: { BODY: '8BITMIME' },
    })
    expect(arrived[1]?.from).toBe('')
  })

  it('has SMTPUTF8 when the mail needs it, and is refused where that is missing', async () => {
    const { port, arrived } = await startReceiver({ disabledCommands: ['STARTTLS'] })
    const mail: Transmission = { ...transmission(['jörg@example.org']), smtpUtf8: true }
    expect((await transportTo(port).transmit(mail)).outcomes[0]?.kind).toBe('accepted')
    expect(arrived[0]).toMatchObject({ to: ['jörg@example.org'], parameters: { SMTPUTF8: true } })
    const old = await startPeer({})
    open.push(old)
    const { outcomes } = await transportTo(old.port).transmit(mail)
    expect(outcomes[0]).toMatchObject({ kind: 'refused', stage: 'mail', enhanced: '5.6.7' })
    expect(old.lines).toEqual(['EHLO we.example'])
  })

  it('is not sent when it is larger than the server says it takes', async () => {
    const { port, arrived } = await startReceiver({ size: 10 })
    const { outcomes } = await transportTo(port).transmit(transmission(['ada@example.org']))
    expect(outcomes[0]).toMatchObject({ kind: 'refused', enhanced: '5.3.4' })
    expect(arrived).toEqual([])
  })
})

describe('TLS', () => {
  const mail = transmission(['ada@example.org'])

  it('is used when offered, whoever signed the certificate', async () => {
    const { port, arrived } = await startReceiver()
    const result = await transportTo(port).transmit(mail)
    expect(result.tls).toMatch(/^TLSv1\.3 TLS_/)
    expect(arrived).toHaveLength(1)
  })

  it('with a certificate that is not trusted defers mail where TLS is required', async () => {
    const { port, arrived } = await startReceiver()
    const { outcomes } = await transportTo(port, { requireTls: true }).transmit(mail)
    expect(outcomes[0]).toMatchObject({ kind: 'deferred', stage: 'tls', enhanced: '4.7.5' })
    const trusting = transportTo(port, { requireTls: true, tlsOptions: { ca: cert } })
    expect((await trusting.transmit(mail)).outcomes[0]?.kind).toBe('accepted')
    expect(arrived).toHaveLength(1)
  })

  it('required but missing defers mail and says so', async () => {
    const { port } = await startReceiver({ disabledCommands: ['STARTTLS'] })
    const { outcomes } = await transportTo(port, { url: `smtp://127.0.0.1:${port}?tls=required` }).transmit(
      mail,
    )
    expect(outcomes[0]).toMatchObject({ kind: 'deferred', stage: 'tls', enhanced: '4.7.10' })
    expect(outcomes[0]?.reply).toContain('does not offer STARTTLS')
  })

  it('is left out with tls=never, and when a wished-for handshake fails', async () => {
    const { port } = await startReceiver()
    expect(
      (await transportTo(port, { url: `smtp://127.0.0.1:${port}?tls=never` }).transmit(mail)).tls,
    ).toBeNull()
    const impossible = transportTo(port, { tlsOptions: { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' } })
    const result = await impossible.transmit(mail)
    expect([result.tls, result.outcomes[0]?.kind]).toEqual([null, 'accepted'])
  })

  it('stands from the first octet with smtps:', async () => {
    const { port } = await startReceiver({ secure: true })
    const transport = transportTo(port, { url: `smtps://localhost:${port}`, tlsOptions: { ca: cert } })
    const result = await transport.transmit(mail)
    expect([result.tls?.slice(0, 7), result.outcomes[0]?.kind]).toEqual(['TLSv1.3', 'accepted'])
    expect(await transport.verify()).toEqual({ host: `localhost:${port}`, tls: result.tls })
  })
})

describe.each(['PLAIN', 'LOGIN'])('AUTH %s', (method) => {
  const receiver = () =>
    startReceiver({
      authMethods: [method],
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        username === 'us er' && password === 'pä:ss'
          ? done(null, { user: 1 })
          : done(new Error('Wrong password')),
    })
  const url = (port: number, password: string): string =>
    `smtp://us%20er:${encodeURIComponent(password)}@127.0.0.1:${port}`

  it('lets mail through', async () => {
    const { port, arrived } = await receiver()
    const transport = transportTo(port, { url: url(port, 'pä:ss') })
    expect((await transport.verify()).tls).toMatch(/^TLS/)
    expect((await transport.transmit(transmission(['ada@example.org']))).outcomes[0]?.kind).toBe('accepted')
    expect(arrived).toHaveLength(1)
  })

  it('defers mail when the login is wrong, and tells verify', async () => {
    const { port } = await receiver()
    const transport = transportTo(port, { url: url(port, 'secret') })
    const { outcomes } = await transport.transmit(transmission(['ada@example.org']))
    expect(outcomes[0]).toMatchObject({ kind: 'deferred', stage: 'auth', code: 535 })
    expect(outcomes[0]?.reply).not.toContain('secret')
    await expect(transport.verify()).rejects.toThrow(/did not let us log in/)
  })
})
