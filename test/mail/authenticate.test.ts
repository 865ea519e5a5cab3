/** What is found out about the sender of an inbound message (RFC 7208, 6376, 8463, 9989, 8617, 8601). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Authentication } from '../../src/core/authentication.ts'
import { authenticityOf } from '../../src/core/authenticity.ts'
import { type AuthenticationInput, SenderCheck } from '../../src/mail/authenticate.ts'
import { LOOKUP_LIMITS } from '../../src/mail/lookups.ts'
import { type DnsServer, startDns } from '../support/dns.ts'
import { HANG } from '../support/hang.ts'
import { mail, publishKey, sealed, signed } from '../support/signed-mail.ts'

let dns: DnsServer
beforeAll(async () => {
  dns = await startDns(2_000)
  for (const domain of [
    'a.test',
    'news.a.test',
    'nodmarc.test',
    'lists.test',
    'strict.test',
    'm.strict.test',
  ])
    publishKey(dns, domain)
  dns.set('a.test', 'TXT', 'v=spf1 ip4:192.0.2.1 ~all')
  dns.set('_dmarc.a.test', 'TXT', 'v=DMARC1; p=reject; sp=quarantine')
  dns.set('news.a.test', 'TXT', 'v=spf1 ip4:192.0.2.1 -all')
  dns.set('strict.test', 'TXT', 'v=spf1 -all')
  dns.set('_dmarc.strict.test', 'TXT', 'v=DMARC1; p=quarantine; adkim=s; aspf=s')
  dns.set('m.strict.test', 'TXT', 'v=spf1 ip4:192.0.2.1 -all')
  dns.set('nodmarc.test', 'TXT', 'v=spf1 ip4:192.0.2.1 -all')
  dns.set('watch.test', 'TXT', 'v=spf1 -all')
  dns.set('_dmarc.watch.test', 'TXT', 'v=DMARC1; p=none; pct=50')
})
afterAll(() => dns.close())

const HERE = '192.0.2.1'
const ELSEWHERE = '198.51.100.9'

async function check(
  raw: string | Buffer,
  input: Partial<AuthenticationInput> = {},
  piece = 1_111,
): Promise<Authentication> {
  const checking = new SenderCheck({
    clientAddress: ELSEWHERE,
    heloName: 'client.test',
    envelopeFrom: 'x@nowhere.test',
    serverName: 'mx.here.test',
    resolve: dns.resolve,
    timeoutMs: 4_000,
    trustedSealers: ['lists.test'],
    now: Date.UTC(2026, 10, 23),
    ...input,
  })
  const bytes = Buffer.from(raw)
  // In pieces of odd sizes, as a network gives it.
  for (let start = 0; start < bytes.length; start += piece)
    await checking.push(bytes.subarray(start, start + piece))
  return checking.finish()
}

describe('SPF', () => {
  const from = (envelopeFrom: string, clientAddress = ELSEWHERE, heloName = 'client.test') =>
    check(mail('Ada <ada@a.test>'), { envelopeFrom, clientAddress, heloName }).then(({ spf }) => spf)

  it('passes for an address that the domain names, fails or is doubted for others', async () => {
    expect(await from('ada@a.test', HERE)).toBe('pass')
    expect(await from('ada@a.test')).toBe('softfail')
    expect(await from('ada@strict.test')).toBe('fail')
    expect(await from('ada@unknown.test')).toBe('none')
  })

  it('asks the name of the client when there is no return path', async () => {
    expect(await from('', HERE, 'nodmarc.test')).toBe('pass')
  })

  it('is permerror for a record that cannot be read, two records, or more than ten look-ups', async () => {
    dns.set('broken.test', 'TXT', 'v=spf1 ip4:999.0.0.1 nonsense:x -all')
    dns.set('twice.test', 'TXT', 'v=spf1 -all', 'v=spf1 +all')
    dns.set('deep0.test', 'TXT', 'v=spf1 include:deep1.test -all')
    for (let n = 1; n < 20; n++) dns.set(`deep${n}.test`, 'TXT', `v=spf1 include:deep${n + 1}.test -all`)
    for (const domain of ['broken.test', 'twice.test', 'deep0.test'])
      expect([domain, await from(`x@${domain}`)]).toEqual([domain, 'permerror'])
    expect(dns.asked).not.toContain('TXT deep15.test')
  })

  it('is temperror when the DNS fails', async () => {
    dns.fail('down.test', 'servfail')
    expect(await from('x@down.test')).toBe('temperror')
  })
})

describe('DKIM', () => {
  it('verifies the examples of RFC 8463, with both keys', async () => {
    dns.set('brisbane._domainkey.football.example.com', 'TXT', RFC8463_ED25519_KEY)
    dns.set('test._domainkey.football.example.com', 'TXT', RFC8463_RSA_KEY)
    const found = await check(RFC8463_MESSAGE)
    expect(found).toMatchObject({
      dkim: 'pass',
      from_domain: 'football.example.com',
      aligned_domain: 'football.example.com',
    })
    expect(found.results.match(/dkim=pass/g)).toHaveLength(2)
  })

  it.each([1, 2, 3, 7, 64])('verifies what comes in pieces of %i bytes', async (piece) => {
    expect((await check(await signed(mail('ada@a.test'), 'a.test'), {}, piece)).dkim).toBe('pass')
  })

  it.each([
    ['the body', (raw: string) => raw.replace('Joe.', 'Jim.')],
    ['a signed field', (raw: string) => raw.replace('dinner', 'supper')],
  ])('fails when %s was changed', async (_what, change) => {
    expect((await check(change(RFC8463_MESSAGE))).dkim).toBe('fail')
  })

  it('is none without a signature, neutral when there is no such key', async () => {
    expect((await check(mail('ada@a.test'))).dkim).toBe('none')
    const unknown = await check(await signed(mail('ada@keyless.test'), 'keyless.test'))
    expect(unknown.dkim).toBe('neutral')
  })

  it('is temperror while the DNS fails', async () => {
    dns.fail('s1._domainkey.flaky.test', 'servfail')
    expect((await check(await signed(mail('ada@flaky.test'), 'flaky.test'))).dkim).toBe('temperror')
  })

  it('does not count a signature under which somebody wrote more', async () => {
    const raw = await signed(mail('ada@a.test', { body: 'Pay 10 to Ada.' }), 'a.test', { maxBodyLength: 16 })
    const found = await check(`${raw}And 10,000 to Eve.\r\n`)
    expect(found).toMatchObject({ dkim: 'policy', dmarc: 'fail', aligned_domain: null })
  })

  it('is worth nothing after its time', async () => {
    const times = { signTime: new Date(0), expires: new Date(60_000) }
    const raw = await signed(mail('ada@a.test'), 'a.test', times)
    expect((await check(raw, { now: 59_000 })).dkim).toBe('pass')
    expect(await check(raw, { now: 61_000 })).toMatchObject({ dkim: 'neutral', dmarc: 'fail' })
  })
})

describe('DMARC', () => {
  it('passes by a signature or by SPF of a domain of the same owner', async () => {
    const bySignature = await check(await signed(mail('ada@a.test'), 'news.a.test'))
    expect(bySignature).toMatchObject({ dmarc: 'pass', aligned_domain: 'news.a.test', from_domain: 'a.test' })
    const bySpf = await check(mail('ada@a.test'), { clientAddress: HERE, envelopeFrom: 'b@news.a.test' })
    expect(bySpf).toMatchObject({ dmarc: 'pass', aligned_domain: 'news.a.test', policy: 'reject' })
    expect(authenticityOf({ ...bySpf })).toBe('passed')
  })

  it('fails when only another domain stands behind it', async () => {
    const found = await check(await signed(mail('ada@a.test'), 'nodmarc.test'), {
      clientAddress: HERE,
      envelopeFrom: 'x@nodmarc.test',
    })
    expect(found).toMatchObject({
      spf: 'pass',
      dkim: 'pass',
      dmarc: 'fail',
      policy: 'reject',
      aligned_domain: null,
    })
    expect(authenticityOf({ ...found })).toBe('failed')
  })

  it('takes only the very same domain where the owner asks for that', async () => {
    const raw = mail('ada@strict.test')
    expect(await check(await signed(raw, 'm.strict.test'))).toMatchObject({
      dmarc: 'fail',
      policy: 'quarantine',
    })
    expect((await check(raw, { clientAddress: HERE, envelopeFrom: 'x@m.strict.test' })).dmarc).toBe('fail')
    expect((await check(await signed(raw, 'strict.test'))).dmarc).toBe('pass')
  })

  it('gives subdomains the policy that is meant for them', async () => {
    expect(await check(mail('ada@other.a.test'))).toMatchObject({ dmarc: 'fail', policy: 'quarantine' })
  })

  it('knows a domain that only watches; a percentage makes no difference (RFC 9989 has none)', async () => {
    expect(await check(mail('ada@watch.test'))).toMatchObject({ dmarc: 'fail', policy: 'none' })
  })

  it('is permerror with two authors, two From fields or none', async () => {
    for (const from of ['ada@a.test, eve@evil.test', 'ada@a.test\r\nFrom: eve@evil.test', '']) {
      const found = await check(mail(from))
      expect([from, found.dmarc, found.from_domain]).toEqual([from, 'permerror', null])
      expect(authenticityOf({ ...found })).toBe('failed')
    }
  })

  it('does not call it a failure when a check that could have passed met trouble', async () => {
    dns.fail('s1._domainkey.m.a.test', 'servfail')
    const found = await check(await signed(mail('ada@a.test'), 'm.a.test'))
    expect(found).toMatchObject({ dkim: 'temperror', dmarc: 'temperror' })
  })

  it('lets nobody avoid a failure by trouble with a domain of their own', async () => {
    dns.fail('s1._domainkey.evil.test', 'servfail')
    dns.fail('evil.test', 'servfail')
    const found = await check(await signed(mail('ada@a.test'), 'evil.test'), { envelopeFrom: 'x@evil.test' })
    expect(found).toMatchObject({ spf: 'temperror', dkim: 'temperror', dmarc: 'fail' })
  })
})

describe('a domain without a DMARC policy', () => {
  it('is proved by its own signature or its own SPF', async () => {
    const signature = await check(await signed(mail('ada@nodmarc.test'), 'nodmarc.test'))
    expect(signature).toMatchObject({ dmarc: 'none', policy: null, aligned_domain: 'nodmarc.test' })
    const spf = await check(mail('ada@nodmarc.test'), { clientAddress: HERE, envelopeFrom: 'x@nodmarc.test' })
    expect([spf.aligned_domain, authenticityOf({ ...spf })]).toEqual(['nodmarc.test', 'passed'])
  })

  it('is not proved by a pass of somebody else', async () => {
    const found = await check(await signed(mail('ada@innocent.test'), 'nodmarc.test'), {
      clientAddress: HERE,
      envelopeFrom: 'x@nodmarc.test',
    })
    expect(found).toMatchObject({ spf: 'pass', dkim: 'pass', dmarc: 'none', aligned_domain: null })
    expect(authenticityOf({ ...found })).toBe('unverified')
  })
})

describe('ARC', () => {
  const forwarded = async (forwarder: string, results: string) => {
    const original = await signed(mail('ada@a.test'), 'a.test')
    return sealed(original.replace('Subject: Numbers', 'Subject: [list] Numbers'), forwarder, results)
  }

  it('lets a trusted forwarder vouch for mail it changed', async () => {
    const found = await check(await forwarded('lists.test', 'dmarc=pass header.from=a.test'))
    expect(found).toMatchObject({ dkim: 'fail', dmarc: 'fail', arc: 'pass', vouched_by: 'lists.test' })
    expect(authenticityOf({ ...found })).toBe('passed')
  })

  it('believes no other forwarder, and none that saw it fail', async () => {
    const stranger = await check(await forwarded('nodmarc.test', 'dmarc=pass header.from=a.test'))
    expect(stranger).toMatchObject({ arc: 'pass', vouched_by: null })
    const failed = await check(await forwarded('lists.test', 'dmarc=fail header.from=a.test'))
    expect(failed).toMatchObject({ arc: 'pass', vouched_by: null })
  })

  it('fails when the mail was changed after it', async () => {
    const raw = await forwarded('lists.test', 'dmarc=pass header.from=a.test')
    expect(await check(raw.replace('the numbers', 'new numbers'))).toMatchObject({
      arc: 'fail',
      vouched_by: null,
    })
  })
})

describe('the Authentication-Results', () => {
  it('name every method on one line', async () => {
    const { results } = await check(await signed(mail('ada@a.test'), 'a.test'), {
      clientAddress: HERE,
      envelopeFrom: 'ada@a.test',
    })
    expect(results).toMatch(/^mx\.here\.test; spf=pass .*; dkim=pass .*; dmarc=pass .*; arc=none/)
    expect(results).not.toMatch(/[\r\n]/)
  })
})

describe('trouble', () => {
  it('with a silent DNS ends at the time limit', async () => {
    dns.fail('silent.test', 'silent')
    dns.fail('_dmarc.silent.test', 'silent')
    const started = performance.now()
    const found = await check(mail('ada@silent.test'), { envelopeFrom: 'x@silent.test', timeoutMs: 200 })
    expect(found).toMatchObject({ spf: 'temperror', dmarc: 'temperror', dkim: 'none' })
    expect(performance.now() - started).toBeLessThan(HANG)
  })

  it('with too many look-ups asks no more', async () => {
    let count = 0
    const resolve = (name: string, type: string) => {
      count++
      return dns.resolve(name, type)
    }
    const found = await check(await signed(mail('ada@a.test'), 'a.test'), {
      resolve,
      limits: { ...LOOKUP_LIMITS, maxLookups: 1 },
    })
    expect(count).toBe(1)
    expect(found.dkim).toBe('temperror')
  })

  it('with answers without end reads none of them', async () => {
    dns.set('long.test', 'TXT', ...Array.from({ length: 200 }, (_, n) => `v=spf1 ${n} ${'x'.repeat(200)}`))
    expect((await check(mail('ada@a.test'), { envelopeFrom: 'x@long.test' })).spf).toBe('temperror')
  })

  it('with more signatures than anybody needs looks at the newest eight', async () => {
    const fields = Array.from(
      { length: 300 },
      (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; d=d${n}.test; s=s; h=from; l=${n}; bh=x; b=x`,
    )
    const found = await check(`${fields.join('\r\n')}\r\n${mail('ada@a.test')}`)
    expect(found.dkim).toBe('fail')
    expect(found.results.match(/dkim=/g)).toHaveLength(8)
  })

  it.each([
    ['a header without an end', () => `From: ada@a.test\r\nX: ${'x'.repeat(300_000)}`],
    ['a header of folds', () => `From: ada@a.test\r\nX: y\r\n${' x\r\n'.repeat(30_000)}\r\nhello`],
  ])('with %s does not look at it', async (_what, raw) => {
    const started = performance.now()
    expect(await check(raw())).toMatchObject({ dkim: 'permerror', dmarc: 'permerror', from_domain: null })
    expect(performance.now() - started).toBeLessThan(HANG)
  })

  it.each([
    ['nothing', ''],
    ['only a header', 'From: ada@a.test'],
    ['only a body', '\r\nhello\r\n'],
    ['no header at all', 'hello\r\n'],
    ['bytes', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 256))],
    ['nested comments', `From: ${'('.repeat(50_000)}ada@a.test\r\n\r\nhello`],
    ['open quotes', `From: ${'"\\'.repeat(30_000)} <ada@a.test>\r\n\r\nhello`],
    ['many authors', `From: ${'a@b.test,'.repeat(10_000)}\r\n\r\nhello`],
    [
      'many names in h=',
      `DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=s; bh=x; b=x; h=${'a:'.repeat(1_900)}from\r\n${'a: b\r\n'.repeat(1_900)}\r\nhello`,
    ],
  ])('with %s gives a verdict in time', async (_what, raw) => {
    const started = performance.now()
    const found = await check(raw)
    expect(found.dmarc).not.toBe('pass')
    expect(performance.now() - started).toBeLessThan(HANG)
  })

  it('does not keep who stops in the middle waiting', async () => {
    const checking = new SenderCheck({
      clientAddress: HERE,
      heloName: '',
      envelopeFrom: '',
      serverName: 'mx.here.test',
      resolve: () => new Promise(() => {}),
      timeoutMs: 60_000,
      trustedSealers: [],
      now: 0,
    })
    await checking.push(Buffer.from(mail('ada@a.test')))
    checking.abandon()
    await checking.push(Buffer.alloc(1_000_000))
    expect((await checking.finish()).dmarc).not.toBe('pass')
  })
})

const RFC8463_ED25519_KEY = 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='
const RFC8463_RSA_KEY =
  'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB'

/** RFC 8463 appendix A.3. */
const RFC8463_MESSAGE = [
  'DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;',
  ' d=football.example.com; i=@football.example.com;',
  ' q=dns/txt; s=brisbane; t=1528637909; h=from : to :',
  ' subject : date : message-id : from : subject : date;',
  ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
  ' b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus',
  ' Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;',
  ' d=football.example.com; i=@football.example.com;',
  ' q=dns/txt; s=test; t=1528637909; h=from : to : subject :',
  ' date : message-id : from : subject : date;',
  ' bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;',
  ' b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3',
  ' DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz',
  ' dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=',
  'From: Joe SixPack <joe@football.example.com>',
  'To: Suzie Q <suzie@shopping.example.net>',
  'Subject: Is dinner ready?',
  'Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)',
  'Message-ID: <20030712040037.46341.5F8J@football.example.com>',
  '',
  'Hi.',
  '',
  'We lost the game.  Are you hungry yet?',
  '',
  'Joe.',
  '',
].join('\r\n')
