/** What is said of the DNS records of a domain, right and wrong. */

import { describe, expect, it } from 'vitest'
import { type DnsAnswer, DnsFacts } from '../../src/core/dns-facts.ts'
import { checkRecords, expectedRecords, type RecordPurpose, type Wanted } from '../../src/core/dns-records.ts'
import {
  DOMAIN_TRANSITIONS,
  FAILING_FOR_MS,
  findingOf,
  nextCheckWait,
  PENDING_WAITS_MS,
} from '../../src/core/domain-state.ts'
import { deliveryOf, returnPathOf } from '../../src/core/return-path.ts'

const KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'.repeat(8)
const WANTED: Wanted = {
  domain: 'example.com',
  ownDomain: 'mail.host.test',
  mxHost: 'mx.host.test',
  mechanisms: ['mx', 'ip4:192.0.2.7'],
  reportsTo: 'operator@host.test',
  keys: [
    { algorithm: 'rsa', selector: 'mm-r', publicKey: KEY },
    { algorithm: 'ed25519', selector: 'mm-e', publicKey: 'abcd' },
  ],
}

type Zone = Readonly<Record<string, readonly string[] | 'failed'>>

/** What is said of one record; names that the zone has not are not there. */
function check(purpose: RecordPurpose, zone: Zone, wanted = WANTED) {
  const answers = new Map<string, DnsAnswer>()
  for (let round = 0; ; round++) {
    const facts = new DnsFacts(answers)
    const found = checkRecords(wanted, facts).find((record) => record.purpose === purpose)
    if (facts.missing.length === 0 || round > 20) return found
    for (const { type, name } of facts.missing) {
      const texts = zone[`${type} ${name}`] ?? []
      const answer: DnsAnswer =
        texts === 'failed'
          ? { kind: 'failed', why: 'ESERVFAIL' }
          : texts.length === 0
            ? { kind: 'none' }
            : { kind: 'records', texts }
      answers.set(`${type} ${name}`, answer)
    }
  }
}

const spf = (...texts: string[]) =>
  check('spf', { 'TXT example.com': texts, 'MX example.com': ['10 mx.host.test'] })
const mx = (...texts: string[]) => check('mx', { 'MX example.com': texts })
const dkim = (...texts: string[]) => check('dkim_rsa', { 'TXT mm-r._domainkey.example.com': texts })

describe('the records to publish', () => {
  it('are exact', () => {
    expect(
      expectedRecords(WANTED).map(({ type, name, value, priority }) => [type, name, value, priority]),
    ).toEqual([
      ['TXT', 'mm-r._domainkey.example.com', `v=DKIM1; k=rsa; p=${KEY}`, null],
      ['TXT', 'mm-e._domainkey.example.com', 'v=DKIM1; k=ed25519; p=abcd', null],
      ['TXT', 'example.com', 'v=spf1 include:mail.host.test ~all', null],
      ['MX', 'example.com', 'mx.host.test', 10],
      ['TXT', '_dmarc.example.com', 'v=DMARC1; p=none', null],
      ['CNAME', 'mm-bounces.example.com', 'mail.host.test', null],
      ['TXT', '_smtp._tls.example.com', 'v=TLSRPTv1; rua=mailto:operator@host.test', null],
    ])
  })

  it('name the machines themselves for the domain of the server', () => {
    const own = expectedRecords({ ...WANTED, domain: 'mail.host.test' })
    expect(own.find(({ purpose }) => purpose === 'spf')?.value).toBe('v=spf1 mx ip4:192.0.2.7 ~all')
    expect(own.some(({ purpose }) => purpose === 'return_path')).toBe(false)
  })
})

describe('SPF', () => {
  it.each([
    'v=spf1 include:mail.host.test ~all',
    'V=SPF1 INCLUDE:Mail.Host.Test -ALL',
    'v=spf1 ip4:198.51.100.0/24 include:mail.host.test. ?all',
    'v=spf1 redirect=mail.host.test',
    'v=spf1 mx ip4:192.0.2.0/24 -all',
    'v=spf1 a:mx.host.test ip4:192.0.2.7 -all',
    'v=spf1 +all',
  ])('is verified: %s', (record) => {
    expect(spf(record)).toMatchObject({ status: 'verified', problem: null, found: [record] })
  })

  it.each([
    ['v=spf1 -all', /does not name this server: put "include:mail.host.test" before/],
    ['v=spf1 -all include:mail.host.test', /does not name/],
    ['v=spf1 -include:mail.host.test ~all', /does not name/],
    ['v=spf1 ip4:192.0.2.7 -all', /does not name/],
    ['v=spf1 mx ip4:192.0.3.0/24 -all', /does not name/],
    ['v=spf1 include:notmail.host.test ~all', /does not name/],
    ['"v=spf1 include:mail.host.test ~all"', /quotation marks/],
    [
      `v=spf1 include:mail.host.test ${Array.from({ length: 10 }, (_, n) => `include:s${n}.test`).join(' ')} ~all`,
      /more than 10 look-ups/,
    ],
  ])('is wrong: %s', (record, problem) => {
    expect(spf(record)).toMatchObject({ status: 'wrong', problem: expect.stringMatching(problem) })
  })

  it('is found in a record that is included', () => {
    const zone = {
      'TXT example.com': ['v=spf1 include:a.test ~all'],
      'TXT a.test': ['v=spf1 include:b.test ~all'],
      'TXT b.test': ['v=spf1 include:mail.host.test ~all'],
    }
    expect(check('spf', zone)?.status).toBe('verified')
    expect(check('spf', { ...zone, 'TXT b.test': 'failed' })?.status).toBe('unknown')
  })

  it('ends where records include each other', () => {
    const zone = {
      'TXT example.com': ['v=spf1 include:a.test ~all'],
      'TXT a.test': ['v=spf1 include:example.com include:a.test ~all'],
    }
    expect(check('spf', zone)?.status).toBe('wrong')
  })

  it('must be one record', () => {
    expect(spf('v=spf1 include:mail.host.test ~all', 'v=spf1 mx -all')).toMatchObject({
      status: 'wrong',
      problem: expect.stringContaining('several SPF records'),
    })
  })

  it('is missing where other TXT records are', () => {
    expect(spf('google-site-verification=x', 'v=spf10 mx')?.status).toBe('missing')
  })

  it('of IPv6 networks is compared by bits', () => {
    const wanted = { ...WANTED, mechanisms: ['ip6:2001:db8::25'] }
    const at = (record: string) => check('spf', { 'TXT example.com': [record] }, wanted)?.status
    expect(at('v=spf1 ip6:2001:db8::/32 -all')).toBe('verified')
    expect(at('v=spf1 ip6:2001:db8:0:0::25 -all')).toBe('verified')
    expect(at('v=spf1 ip6:2001:db9::/32 -all')).toBe('wrong')
  })
})

describe('MX', () => {
  it('is verified when ours comes first, whatever its number', () => {
    expect(mx('10 mx.host.test')?.status).toBe('verified')
    expect(mx('5 MX.host.test.', '20 backup.test')?.status).toBe('verified')
  })

  it.each([
    [['10 mx.host.test', '5 old.test'], /old\.test \(priority 5\) before mx\.host\.test \(priority 10\)/],
    [['10 mx.host.test', '10 old.test'], /as much as/],
    [['10 old.test'], /mail goes to other servers/],
    [['10 192.0.2.1'], /not an IP address/],
    [['0 '], /takes no mail \(null MX\)/],
    [['0 .'], /takes no mail \(null MX\)/],
  ])('is wrong: %s', (texts, problem) => {
    expect(mx(...texts)).toMatchObject({ status: 'wrong', problem: expect.stringMatching(problem) })
  })

  it('is missing, or unknown when the DNS does not answer', () => {
    expect(mx()).toMatchObject({ status: 'missing', problem: 'There is no MX record at example.com.' })
    expect(check('mx', { 'MX example.com': 'failed' })).toMatchObject({
      status: 'unknown',
      problem: 'The DNS did not answer for example.com (ESERVFAIL).',
    })
  })
})

describe('a DKIM key', () => {
  it('is verified however it is spaced', () => {
    expect(dkim(`v=DKIM1; k=rsa; p=${KEY}`)?.status).toBe('verified')
    expect(dkim(`p=${KEY.slice(0, 100)} ${KEY.slice(100)} ; v=DKIM1`)?.status).toBe('verified')
  })

  it.each([
    [`v=DKIM1; k=rsa; p=${KEY.slice(0, 200)}`, /cut off after 200 of 352 characters/],
    ['v=DKIM1; k=rsa; p=OTHER', /Another key/],
    ['v=DKIM1; k=rsa; p=', /withdrawn/],
    [`v=DKIM1; k=ed25519; p=${KEY}`, /says k=ed25519/],
    [`v=DKIM1; h=sha1; p=${KEY}`, /forbids sha256/],
    [`v=DKIM1; s=tlsrpt; p=${KEY}`, /not for mail/],
    [`v=DKIM2; p=${KEY}`, /begin with "v=DKIM1"/],
    [`"v=DKIM1; k=rsa; p=${KEY}"`, /quotation marks/],
    ['hello', /no "p="/],
  ])('is wrong: %s', (record, problem) => {
    expect(dkim(record)).toMatchObject({ status: 'wrong', problem: expect.stringMatching(problem) })
  })

  it('stands alone under its name', () => {
    expect(dkim(`v=DKIM1; p=${KEY}`, 'v=DKIM1; p=OTHER')?.problem).toMatch(/several keys/)
  })
})

describe('DMARC', () => {
  it('may be the one of a domain above', () => {
    const wanted = { ...WANTED, domain: 'agents.example.com' }
    const zone = { 'TXT _dmarc.example.com': ['v=DMARC1; p=reject'] }
    expect(check('dmarc', zone, wanted)?.status).toBe('verified')
    expect(check('dmarc', {}, wanted)?.status).toBe('missing')
  })

  it('has one record and a policy', () => {
    const at = (...texts: string[]) => check('dmarc', { 'TXT _dmarc.example.com': texts })?.problem
    expect(at('v=DMARC1; rua=mailto:a@b.test')).toMatch(/no valid policy/)
    expect(at('v=DMARC1; p=none', 'v=DMARC1; p=reject')).toMatch(/several/)
    expect(at('v=DMARC1;p=quarantine')).toBe(null)
  })
})

describe('the return path', () => {
  it('is a CNAME, or records that come to the same', () => {
    expect(check('return_path', { 'CNAME mm-bounces.example.com': ['Mail.Host.Test.'] })?.status).toBe(
      'verified',
    )
    expect(check('return_path', { 'CNAME mm-bounces.example.com': ['other.test'] })?.status).toBe('wrong')
    expect(check('return_path', {})?.status).toBe('missing')
    const own = {
      'MX mm-bounces.example.com': ['10 mx.host.test'],
      'TXT mm-bounces.example.com': ['v=spf1 include:mail.host.test -all'],
    }
    expect(check('return_path', own)?.status).toBe('verified')
    expect(check('return_path', { 'MX mm-bounces.example.com': ['10 mx.host.test'] })?.status).toBe('missing')
  })

  it('names the delivery, and nothing else is taken for one', () => {
    const id = '01KJPWD6M0KEAFC6AK2JW7N9ZN'
    expect(returnPathOf(id, 'example.com')).toBe('bounces+01kjpwd6m0keafc6ak2jw7n9zn@example.com')
    expect(deliveryOf('bounces+01kjpwd6m0keafc6ak2jw7n9zn')).toBe(id)
    expect(deliveryOf(`BOUNCES+${id}`)).toBe(id)
    for (const other of [
      'bounces',
      'bounces+',
      'bounces+x',
      `bounce+${id}`,
      `bounces+${id}x`,
      `x+bounces+${id}`,
    ])
      expect(deliveryOf(other), other).toBe(null)
  })
})

describe('the state of a domain', () => {
  it('follows from what is required, and never from a DNS that is silent', () => {
    expect(findingOf(['verified', 'verified'], null, 0)).toBe('complete')
    expect(findingOf(['verified', 'unknown'], null, 0)).toBe('unanswered')
    expect(findingOf(['missing', 'unknown'], null, 0)).toBe('incomplete')
    expect(findingOf(['missing'], 1, FAILING_FOR_MS)).toBe('incomplete')
    expect(findingOf(['missing'], 0, FAILING_FOR_MS)).toBe('overdue')
    for (const [state, moves] of Object.entries(DOMAIN_TRANSITIONS))
      expect(moves.unanswered).toEqual([state, null])
  })

  it('is looked at often at first, then daily', () => {
    expect(nextCheckWait('pending', 1, 0.5)).toBe(PENDING_WAITS_MS[0])
    expect(nextCheckWait('pending', 1_000, 0.5)).toBe(86_400_000)
    expect(nextCheckWait('active', 1, 0.5)).toBe(86_400_000)
    expect(nextCheckWait('failing', 9, 0.5)).toBe(3_600_000)
  })
})
