/** What becomes of mail by who really sent it: whole SMTP conversations, a DNS, and what the API then shows. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DnsServer, startDns } from '../support/dns.ts'
import { HANG } from '../support/hang.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { mail, publishKey, sealed, signed } from '../support/signed-mail.ts'
import { sendMail } from '../support/smtp-sender.ts'

let dns: DnsServer
let server: TestServer
const servers: TestServer[] = []

async function start(settings: Record<string, string> = {}): Promise<TestServer> {
  const started = await startTestServer({
    settings: {
      MULTIMAIL_TRUSTED_NETWORKS: 'none',
      MULTIMAIL_DNS_SERVERS: dns.address,
      MULTIMAIL_ARC_TRUSTED: 'lists.test',
      ...settings,
    },
  })
  servers.push(started)
  return started
}

beforeAll(async () => {
  dns = await startDns()
  for (const domain of ['a.test', 'lists.test', 'soft.test']) publishKey(dns, domain)
  dns.set('a.test', 'TXT', 'v=spf1 ip4:127.0.0.1 -all')
  dns.set('_dmarc.a.test', 'TXT', 'v=DMARC1; p=reject')
  dns.set('soft.test', 'TXT', 'v=spf1 -all')
  dns.set('_dmarc.soft.test', 'TXT', 'v=DMARC1; p=quarantine')
  server = await start()
})
afterAll(async () => {
  for (const started of servers) await started.stop()
  await dns.close()
})

const list = (from: TestServer, query = '') =>
  from.call(from.made.keys.agent, 'GET', `/v1/mailboxes/${from.made.mailbox.id}/emails${query}`)

/** The newest mail that an agent finds; `status` as a filter. */
async function newest(from: TestServer, status = '') {
  const { body } = await list(from, status === '' ? '' : `?status=${status}`)
  const id = (body.emails as unknown as { id: string }[])[0]?.id
  return (await from.call(from.made.keys.agent, 'GET', `/v1/emails/${id}`)).body
}

const subject = (text: string) => (raw: string) => raw.replace('Subject: Numbers', `Subject: ${text}`)
const forged = (text: string) => subject(text)(mail('Ada <ada@a.test>'))

describe('mail whose author is proved', () => {
  it('is there with everything that was found', async () => {
    const raw = await signed(subject('Proved')(mail('Ada <ada@a.test>')), 'a.test')
    expect(await sendMail(server.smtpPort, raw)).toMatch(/^250 /)
    const email = await newest(server)
    expect(email).toMatchObject({
      subject: 'Proved',
      status: 'read',
      spam_verdict: 'clean',
      authentication: {
        spf: 'pass',
        dkim: 'pass',
        dmarc: 'pass',
        arc: 'none',
        verdict: 'passed',
        from_domain: 'a.test',
        aligned_domain: 'a.test',
        policy: 'reject',
        vouched_by: null,
        results: expect.stringMatching(/^multimail\.localhost; spf=pass .*dmarc=pass/),
      },
      spam_reasons: ['It is from a.test.'],
    })
    expect(Number(email.spam_score)).toBeLessThan(0)
  })
})

describe('mail that fails what the domain of its author asks', () => {
  it('is taken, and kept from agents until somebody says that it is wanted', async () => {
    expect(await sendMail(server.smtpPort, forged('Forged'), { from: 'x@evil.test' })).toMatch(/^250 /)
    const subjects = async (query: string) =>
      ((await list(server, query)).body.emails as unknown as { subject: string }[]).map((one) => one.subject)
    expect(await subjects('')).not.toContain('Forged')
    expect(await subjects('?q=forged')).toEqual([])
    expect(await subjects('?direction=inbound')).not.toContain('Forged')
    expect(await subjects('?status=spam_quarantined')).toEqual(['Forged'])
    const email = await newest(server, 'spam_quarantined')
    expect(email).toMatchObject({
      status: 'spam_quarantined',
      spam_verdict: 'quarantined',
      authentication: { spf: 'none', dkim: 'none', dmarc: 'fail', verdict: 'failed', policy: 'reject' },
    })
    expect(email.spam_reasons).toContain(
      'It is not from a.test: DMARC failed, and the policy of the domain is reject. That is why it is quarantined.',
    )
    await server.call(server.made.keys.agent, 'POST', `/v1/emails/${email.id}/not-spam`)
    expect(await subjects('')).toContain('Forged')
  })

  it('is announced only then', async () => {
    const received = async () =>
      JSON.stringify(
        (await server.call(server.made.keys.admin, 'GET', '/v1/events?events=message.received&limit=100'))
          .body,
      )
    await sendMail(server.smtpPort, forged('Unannounced'), { from: 'x@evil.test' })
    expect(await received()).not.toContain('Unannounced')
    const email = await newest(server, 'spam_quarantined')
    await server.call(server.made.keys.agent, 'POST', `/v1/emails/${email.id}/not-spam`)
    expect(await received()).toContain('Unannounced')
  })

  it('is refused during SMTP where the settings say so, and the trail tells', async () => {
    const strict = await start({ MULTIMAIL_DMARC: 'reject' })
    const reply = await sendMail(strict.smtpPort, forged('Refused'), { from: 'x@evil.test' })
    expect(reply).toMatch(/^550 5\.7\.26 /)
    expect((await list(strict)).body.emails).toEqual([])
    const { body } = await strict.call(strict.made.keys.admin, 'GET', '/v1/audit-log?action=message.refused')
    expect((body.entries as unknown as { metadata: unknown }[]).map(({ metadata }) => metadata)).toEqual([
      { reason: 'dmarc', from_domain: 'a.test' },
    ])
    // A domain that asks for quarantine gets no more than that.
    expect(await sendMail(strict.smtpPort, mail('ada@soft.test'), { from: 'x@soft.test' })).toMatch(/^250 /)
    expect((await newest(strict, 'spam_quarantined')).authentication).toMatchObject({ policy: 'quarantine' })
  })

  it('is only marked where the settings ignore policies', async () => {
    const lax = await start({ MULTIMAIL_DMARC: 'ignore' })
    await sendMail(lax.smtpPort, forged('Marked'), { from: 'x@evil.test' })
    expect(await newest(lax)).toMatchObject({
      status: 'read',
      spam_verdict: 'clean',
      authentication: { dmarc: 'fail', verdict: 'failed' },
    })
  })

  it('is let through when a trusted forwarder vouches for it', async () => {
    const original = await signed(mail('Ada <ada@a.test>'), 'a.test')
    const raw = await sealed(
      subject('[list] Forwarded')(original),
      'lists.test',
      'dmarc=pass header.from=a.test',
    )
    expect(await sendMail(server.smtpPort, raw, { from: 'bounces@lists.test' })).toMatch(/^250 /)
    expect(await newest(server)).toMatchObject({
      subject: '[list] Forwarded',
      spam_verdict: 'clean',
      authentication: { dmarc: 'fail', arc: 'pass', vouched_by: 'lists.test', verdict: 'passed' },
    })
  })
})

describe('the reviewer of an answer', () => {
  it('is warned when the author of the mail it answers is not proved, and only then', async () => {
    const reviewed = await start({ MULTIMAIL_DMARC: 'ignore' })
    const { keys, mailbox } = reviewed.made
    const signalsOfReply = async (raw: string, from: string) => {
      expect(await sendMail(reviewed.smtpPort, raw, { from })).toMatch(/^250 /)
      const { id } = await newest(reviewed)
      const path = `/v1/mailboxes/${mailbox.id}/reply/${id}`
      const reply = await reviewed.call(keys.agent, 'POST', path, { markdown: `Yes, ${from}.` })
      await reviewed.drain()
      const { body } = await reviewed.call(keys.reviewer, 'GET', '/v1/oversight/pending')
      const pending = body.emails ?? body.pending
      const one = (pending as unknown as { id: string; signals: { code: string }[] }[]).find(
        (held) => held.id === String(reply.body.id),
      )
      return one?.signals.map(({ code }) => code)
    }
    expect(await signalsOfReply(forged('A forged question'), 'x@evil.test')).toContain(
      'reply_to_unauthenticated',
    )
    const proved = await signed(subject('A question')(mail('Ada <ada@a.test>')), 'a.test')
    expect(await signalsOfReply(proved, 'ada@a.test')).not.toContain('reply_to_unauthenticated')
  })
})

describe('a DNS in trouble', () => {
  it('never loses mail: it is taken with temperror', async () => {
    const strict = await start({ MULTIMAIL_DMARC: 'reject', MULTIMAIL_AUTHENTICATION_SECONDS: '1' })
    dns.fail('down.test', 'servfail')
    dns.fail('_dmarc.down.test', 'servfail')
    expect(await sendMail(strict.smtpPort, mail('ada@down.test'), { from: 'ada@down.test' })).toMatch(/^250 /)
    expect(await newest(strict)).toMatchObject({
      spam_verdict: 'clean',
      authentication: { spf: 'temperror', dmarc: 'temperror', verdict: 'unverified' },
    })
  })

  it('keeps the sender waiting no longer than the settings say', async () => {
    const patient = await start({ MULTIMAIL_AUTHENTICATION_SECONDS: '1' })
    dns.fail('slow.test', 'silent')
    dns.fail('_dmarc.slow.test', 'silent')
    const started = performance.now()
    expect(await sendMail(patient.smtpPort, mail('ada@slow.test'), { from: 'ada@slow.test' })).toMatch(
      /^250 /,
    )
    expect(performance.now() - started).toBeLessThan(HANG)
    expect((await newest(patient)).authentication).toMatchObject({ spf: 'temperror', dmarc: 'temperror' })
  })
})

describe('clients of a trusted network', () => {
  it('are not checked, and their mail counts as unverified', async () => {
    const own = await start({ MULTIMAIL_TRUSTED_NETWORKS: '127.0.0.0/8', MULTIMAIL_DMARC: 'reject' })
    const before = dns.asked.length
    expect(await sendMail(own.smtpPort, forged('Own'), { from: 'x@evil.test' })).toMatch(/^250 /)
    expect(dns.asked).toHaveLength(before)
    expect((await newest(own)).authentication).toMatchObject({
      dmarc: null,
      verdict: 'unverified',
      results: null,
    })
  })
})

describe('a large message', () => {
  it('is verified while it streams into its file', async () => {
    const body = `${'The same line again and again, 72 characters of it, so that it is long.\r\n'.repeat(20_000)}`
    const raw = await signed(subject('Large')(mail('Ada <ada@a.test>', { body })), 'a.test')
    expect(await sendMail(server.smtpPort, raw)).toMatch(/^250 /)
    expect((await newest(server)).authentication).toMatchObject({ dkim: 'pass', dmarc: 'pass' })
  })
})
