import { describe, expect, it } from 'vitest'
import { findAddresses, findMailHosts, isReachable, type MxResolver } from '../../src/mail/mx.ts'
import { SmtpFault, type Verdict } from '../../src/mail/smtp-verdict.ts'
import { createDirectTransport } from '../../src/mail/transports.ts'
import { startPeer, transmission } from './smtp-peer.ts'

type Answer = readonly string[] | string

/** A resolver with fixed answers: records (`10 host` for MX), or the code of an error. */
function resolverOf(zone: Record<string, { mx?: Answer; a?: Answer; aaaa?: Answer }>): MxResolver {
  const ask = (name: string, type: 'mx' | 'a' | 'aaaa'): readonly string[] => {
    const answer = zone[name] === undefined ? 'ENOTFOUND' : (zone[name][type] ?? 'ENODATA')
    if (typeof answer === 'string') throw Object.assign(new Error(answer), { code: answer })
    return answer
  }
  return {
    async resolveMx(domain) {
      return ask(domain, 'mx').map((record) => {
        const [priority, exchange = ''] = record.split(' ')
        return { priority: Number(priority), exchange }
      })
    },
    resolve4: async (host) => ask(host, 'a'),
    resolve6: async (host) => ask(host, 'aaaa'),
  }
}

const steady = (): number => 0.5

async function verdictOf(promise: Promise<unknown>): Promise<Verdict> {
  const fault: unknown = await promise.then(
    () => null,
    (error) => error,
  )
  if (fault instanceof SmtpFault) return fault.verdict
  throw new Error('no SmtpFault')
}

describe('the mail hosts of a domain', () => {
  it('come by preference, equals in an order that chance decides', async () => {
    const resolver = resolverOf({ 'x.example': { mx: ['20 c.example', '10 a.example', '10 b.example'] } })
    const chances = (numbers: number[]) => () => numbers.shift() ?? 0
    expect(await findMailHosts('x.example', resolver, chances([0, 0.1, 0.9]))).toEqual([
      'a.example',
      'b.example',
      'c.example',
    ])
    expect(await findMailHosts('x.example', resolver, chances([0, 0.9, 0.1]))).toEqual([
      'b.example',
      'a.example',
      'c.example',
    ])
  })

  it('are five at most, each once, and host names only', async () => {
    const names = ['a.example', 'A.EXAMPLE.', '127.0.0.1', 'b.example', 'c.example', 'd.example', 'e.example']
    const mx = [...names, 'f.example'].map((name, at) => `${at} ${name}`)
    const hosts = await findMailHosts('x.example', resolverOf({ 'x.example': { mx } }), steady)
    expect(hosts).toEqual(['a.example', 'b.example', 'c.example', 'd.example', 'e.example'])
  })

  it('are the domain itself when it has no MX (RFC 5321 §5.1)', async () => {
    const resolver = resolverOf({ 'x.example': { a: ['1.1.1.1'] } })
    expect(await findMailHosts('x.example', resolver, steady)).toEqual(['x.example'])
  })

  it('are none for a null MX (RFC 7505): refused', async () => {
    for (const mx of [['0 .'], ['0 ']]) {
      const verdict = await verdictOf(findMailHosts('x.example', resolverOf({ 'x.example': { mx } }), steady))
      expect(verdict).toMatchObject({ kind: 'refused', stage: 'dns', code: 556, enhanced: '5.1.10' })
    }
  })

  it('are none for a domain that does not exist: refused', async () => {
    expect(await verdictOf(findMailHosts('x.example', resolverOf({}), steady))).toMatchObject({
      kind: 'refused',
      enhanced: '5.1.2',
    })
  })

  it.each(['ESERVFAIL', 'ETIMEOUT', 'ECONNREFUSED', 'EREFUSED'])(
    'are unknown on %s: deferred',
    async (mx) => {
      const resolver = resolverOf({ 'x.example': { mx } })
      expect(await verdictOf(findMailHosts('x.example', resolver, steady))).toMatchObject({
        kind: 'deferred',
        stage: 'dns',
        enhanced: '4.4.3',
      })
    },
  )
})

describe('the addresses of a mail host', () => {
  it('are IPv4 and IPv6, public ones only', async () => {
    const resolver = resolverOf({
      'a.example': { a: ['10.0.0.1', '1.1.1.1'], aaaa: ['::1', '2606:4700::1'] },
    })
    expect(await findAddresses('a.example', false, resolver, false)).toEqual(['1.1.1.1', '2606:4700::1'])
  })

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
  ])('never include %s', (address) => {
    expect(isReachable(address, false)).toBe(false)
  })

  it('refuse mail when all are private', async () => {
    const resolver = resolverOf({ 'a.example': { a: ['127.0.0.1'] } })
    expect(await verdictOf(findAddresses('a.example', false, resolver, false))).toMatchObject({
      kind: 'refused',
      enhanced: '5.4.4',
    })
  })

  it('defer mail when DNS fails for one family and the other has none', async () => {
    const resolver = resolverOf({ 'a.example': { a: 'ESERVFAIL' } })
    expect(await verdictOf(findAddresses('a.example', true, resolver, false))).toMatchObject({
      kind: 'deferred',
      enhanced: '4.4.3',
    })
  })

  it('refuse mail for a domain with neither MX nor addresses', async () => {
    const resolver = resolverOf({ 'x.example': {} })
    expect(await verdictOf(findAddresses('x.example', true, resolver, false))).toMatchObject({
      kind: 'refused',
      enhanced: '5.1.2',
    })
  })
})

describe('direct delivery', () => {
  const direct = (zone: Parameters<typeof resolverOf>[0], port: number) =>
    createDirectTransport({
      name: 'we.example',
      port,
      resolver: resolverOf(zone),
      allowLoopback: true,
      random: steady,
      timeouts: { connect: 2_000, greeting: 2_000, idle: 2_000 },
    })

  it('goes on to the next host when one cannot be reached or defers the greeting', async () => {
    const busy = await startPeer({ greeting: '421 4.3.2 Busy' }, '127.0.0.2')
    const good = await startPeer({}, '127.0.0.3', busy.port)
    const transport = direct(
      {
        'x.example': { mx: ['10 dead.example', '20 busy.example', '30 good.example'] },
        'dead.example': { a: ['127.0.0.4'] },
        'busy.example': { a: ['127.0.0.2'] },
        'good.example': { a: ['127.0.0.3'] },
      },
      busy.port,
    )
    const result = await transport.transmit(transmission(['ada@x.example']))
    expect(result.host).toBe(`good.example:${busy.port}`)
    expect(result.outcomes[0]?.kind).toBe('accepted')
    expect(busy.connections).toHaveLength(1)
    await transport.close()
    await Promise.all([busy.close(), good.close()])
  })

  it('defers when no host can be reached, and refuses when one refuses the greeting', async () => {
    const peer = await startPeer({ greeting: '554 5.7.1 Not you' })
    const zone = {
      'no.example': { mx: ['10 a.example'] },
      'dead.example': { mx: ['10 b.example'] },
      'a.example': { a: ['127.0.0.1'] },
      'b.example': { a: ['127.0.0.9'] },
    }
    const transport = direct(zone, peer.port)
    const refused = await transport.transmit(transmission(['ada@no.example']))
    expect(refused.outcomes[0]).toMatchObject({
      kind: 'refused',
      stage: 'greeting',
      code: 554,
      enhanced: '5.7.1',
    })
    const dead = await transport.transmit(transmission(['ada@dead.example']))
    expect(dead.outcomes[0]).toMatchObject({ kind: 'deferred', stage: 'connect', enhanced: '4.4.1' })
    expect(dead.host).toBe(`b.example:${peer.port}`)
    await transport.close()
    await peer.close()
  })

  it('never connects to a private address', async () => {
    const peer = await startPeer({})
    const zone = { 'x.example': { mx: ['10 a.example'] }, 'a.example': { a: ['127.0.0.1'] } }
    const transport = createDirectTransport({
      name: 'we.example',
      port: peer.port,
      resolver: resolverOf(zone),
    })
    const result = await transport.transmit(transmission(['ada@x.example']))
    expect(result.outcomes[0]).toMatchObject({ kind: 'refused', stage: 'dns', enhanced: '5.4.4' })
    expect(peer.connections).toHaveLength(0)
    await transport.close()
    await peer.close()
  })

  it('refuses address literals and defers a mix of domains', async () => {
    const transport = direct({}, 25)
    const literal = await transport.transmit(transmission(['ada@[127.0.0.1]']))
    expect(literal.outcomes[0]).toMatchObject({ kind: 'refused', enhanced: '5.1.2' })
    const mixed = await transport.transmit(transmission(['ada@a.example', 'bob@b.example']))
    expect(mixed.outcomes.map(({ kind }) => kind)).toEqual(['deferred', 'deferred'])
    await transport.close()
  })
})
