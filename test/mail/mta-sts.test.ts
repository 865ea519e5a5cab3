/** What domains demand of whoever delivers to them (RFC 8461). */

import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepPolicies, type StsPolicy } from '../../src/mail/mta-sts.ts'
import { createMxResolver } from '../../src/mail/mx.ts'
import { createDirectTransport } from '../../src/mail/transports.ts'
import { type DnsServer, startDns } from '../support/dns.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const DAY = 86_400_000
const policyText = (mode: string, ...mx: string[]) =>
  ['version: STSv1', `mode: ${mode}`, ...mx.map((host) => `mx: ${host}`), 'max_age: 604800', ''].join('\r\n')

let dns: DnsServer
beforeEach(async () => {
  dns = await startDns()
})
afterEach(() => dns.close())

describe('a policy', () => {
  it('is fetched where its record says, kept, and asked for again when its id changes', async () => {
    let now = 0
    const fetched: string[] = []
    let text = policyText('enforce', 'mx.a.test', '*.b.test')
    const policyOf = keepPolicies(
      (name, type) => dns.resolve(name, type),
      async (url) => {
        fetched.push(url)
        if (text === '') throw new Error('it answered 500')
        return text
      },
      () => now,
    )
    expect(await policyOf('a.test')).toBe(null)
    expect(fetched).toEqual([])
    dns.set('_mta-sts.a.test', 'TXT', 'v=STSv1; id=1')
    now += 3_600_000
    const policy = await policyOf('a.test')
    expect(fetched).toEqual(['https://mta-sts.a.test/.well-known/mta-sts.txt'])
    expect(policy?.mode).toBe('enforce')
    const allowed = (host: string) => policy?.allows(host)
    expect(['mx.a.test', 'x.b.test', 'x.y.b.test', 'b.test', 'a.test'].map(allowed)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    now += 3_600_000
    await policyOf('a.test')
    expect(fetched).toHaveLength(1)
    // It holds while it cannot be fetched, and when its record is taken away: else that would switch it off.
    dns.set('_mta-sts.a.test', 'TXT', 'v=STSv1; id=2')
    text = ''
    now += 3_600_000
    expect((await policyOf('a.test'))?.mode).toBe('enforce')
    dns.fail('*', 'servfail')
    now += 3_600_000
    expect((await policyOf('a.test'))?.mode).toBe('enforce')
    now += 8 * DAY
    expect(await policyOf('a.test')).toBe(null)
  })
})

describe('delivery under a policy', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer({ settings: { MULTIMAIL_DOMAIN: 'two.test', MULTIMAIL_ROLES: 'smtp' } })
    dns.set('two.test', 'MX', { preference: 10, exchange: 'mx.two.test' })
    dns.set('mx.two.test', 'A', '127.0.0.1')
  })
  afterEach(() => server.stop())

  async function send(policy: StsPolicy | null) {
    const raw = 'From: a@one.test\r\nMessage-ID: <1@one.test>\r\n\r\nHello\r\n'
    const transport = createDirectTransport({
      name: 'one.test',
      port: server.smtpPort,
      resolver: createMxResolver([dns.address]),
      allowLoopback: true,
      policyOf: async () => policy,
    })
    const { tls, outcomes } = await transport.transmit({
      from: 'a@one.test',
      recipients: ['agent@two.test'],
      size: raw.length,
      open: () => Readable.from([Buffer.from(raw)]),
      smtpUtf8: false,
    })
    await transport.close()
    return { tls, outcome: outcomes[0] }
  }

  it('is encrypted without one, whatever the certificate', async () => {
    const { tls, outcome } = await send(null)
    expect([outcome?.kind, tls?.startsWith('TLSv1.3')]).toEqual(['accepted', true])
  })

  it('waits where the certificate is not valid, or the host not of the policy', async () => {
    const selfSigned = await send({ mode: 'enforce', allows: () => true })
    expect(selfSigned.outcome).toMatchObject({ kind: 'deferred', stage: 'tls' })
    const otherHost = await send({ mode: 'enforce', allows: () => false })
    expect(otherHost.outcome).toMatchObject({
      kind: 'deferred',
      reply: expect.stringContaining('does not name its mail host mx.two.test'),
    })
  })

  it('goes on where the policy is only tested', async () => {
    expect((await send({ mode: 'testing', allows: () => false })).outcome?.kind).toBe('accepted')
  })
})
