/**
 * Two MultiMail servers and a DNS, all on this machine: they write to each other as servers of the Internet do, and
 * each finds the other's mail proved.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectedRecords } from '../../src/core/dns-records.ts'
import { deliveryOf } from '../../src/core/return-path.ts'
import { wantedOf } from '../../src/domain-records.ts'
import { createMxResolver } from '../../src/mail/mx.ts'
import type { Transmission, Transport } from '../../src/mail/smtp-client.ts'
import { createDirectTransport } from '../../src/mail/transports.ts'
import { listDeliveries } from '../../src/store/deliveries.ts'
import { type DnsServer, startDns } from '../support/dns.ts'
import { publish, recordsIn } from '../support/domains.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { sendMail } from '../support/smtp-sender.ts'

/** Mail of one server, straight to whatever the DNS says, on the port of the other. */
class Road implements Transport {
  readonly returnPaths: string[] = []
  #transport: Transport | null = null

  open(name: string, dns: DnsServer, port: number): void {
    const resolver = createMxResolver([dns.address])
    this.#transport = createDirectTransport({ name, port, resolver, allowLoopback: true })
  }

  async transmit(transmission: Transmission) {
    if (this.#transport === null) throw new Error('the road is not open')
    this.returnPaths.push(transmission.from)
    return this.#transport.transmit(transmission)
  }

  async verify() {
    return { host: 'road', tls: null }
  }

  async close() {
    await this.#transport?.close()
  }
}

let dns: DnsServer
const roads = { one: new Road(), two: new Road() }
let one: TestServer
let two: TestServer

beforeAll(async () => {
  dns = await startDns()
  const start = (domain: string, transport: Road) =>
    startTestServer({
      transport,
      settings: {
        MULTIMAIL_DOMAIN: domain,
        MULTIMAIL_DELIVERY: 'direct',
        MULTIMAIL_DNS_SERVERS: dns.address,
        MULTIMAIL_TRUSTED_NETWORKS: 'none',
        MULTIMAIL_DMARC: 'reject',
        MULTIMAIL_OPERATOR_APPROVAL: 'off',
        MULTIMAIL_REVIEW_MAIL: 'off',
        MULTIMAIL_ROLES: 'http,smtp',
      },
    })
  one = await start('one.test', roads.one)
  two = await start('two.test', roads.two)
  roads.one.open('one.test', dns, two.smtpPort)
  roads.two.open('two.test', dns, one.smtpPort)
  for (const server of [one, two]) {
    const { domain } = server.context.config
    publish(dns, expectedRecords(await wantedOf(server.context, { domain, domainId: '' })))
    dns.set(domain, 'A', '127.0.0.1')
    dns.set(`_dmarc.${domain}`, 'TXT', 'v=DMARC1; p=reject')
  }
})
afterAll(async () => {
  await Promise.all([one.stop(), two.stop()])
  await dns.close()
})

/** Sends from a mailbox, and returns the mail as the other server shows it. */
async function send(from: TestServer, to: TestServer, mailboxId: string, recipient: string) {
  await from.context.database.write((writer) =>
    writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).where('id', '=', mailboxId).execute(),
  )
  const sent = await from.call(from.made.keys.agent, 'POST', `/v1/mailboxes/${mailboxId}/send`, {
    to: [recipient],
    subject: `To ${recipient}`,
    markdown: `Hello ${recipient},\n\nhow are the numbers?`,
    attachments: [{ name: 'a.bin', content_base64: 'AAEC', content_type: 'application/octet-stream' }],
  })
  expect(sent.status).toBe(202)
  await from.drain()
  await to.drain()
  const { agent } = to.made.keys
  const { body } = await to.call(agent, 'GET', `/v1/mailboxes/${to.made.mailbox.id}/emails?limit=1`)
  const id = (body.emails as unknown as { id: string }[])[0]?.id
  const { body: email } = await to.call(agent, 'GET', `/v1/emails/${id}`)
  return { id: String(sent.body.id), email }
}

describe('two servers', () => {
  it.each([
    ['one', 'two'],
    ['two', 'one'],
  ] as const)('%s writes to %s, who finds it proved', async (from, to) => {
    const [sender, receiver] = from === 'one' ? [one, two] : [two, one]
    const { id, email } = await send(sender, receiver, sender.made.mailbox.id, `agent@${to}.test`)
    expect(email).toMatchObject({
      from: `agent@${from}.test`,
      authentication: { spf: 'pass', dkim: 'pass', dmarc: 'pass' },
    })
    const { body } = await sender.call(sender.made.keys.admin, 'GET', `/v1/emails/${id}`)
    expect(body).toMatchObject({ status: 'sent', delivered_at: expect.any(String) })
  })

  it('give every copy a return path that leads back to its delivery', async () => {
    roads.one.returnPaths.length = 0
    const { id } = await send(one, two, one.made.mailbox.id, 'agent+x@two.test')
    const [delivery] = await listDeliveries(one.context.database.reader, id)
    const [returnPath = ''] = roads.one.returnPaths
    expect(returnPath.slice(returnPath.indexOf('@'))).toBe('@one.test')
    expect(deliveryOf(returnPath.slice(0, returnPath.indexOf('@')))).toBe(delivery?.id)
  })

  it('prove mail from a domain of one’s own as well, with bounces to that', async () => {
    const { admin } = one.made.keys
    const { body: claimed } = await one.call(admin, 'POST', '/v1/domains', { domain: 'brand.test' })
    publish(dns, recordsIn(claimed))
    // Our DNS does not follow aliases by itself, as those of the Internet do.
    dns.set('mm-bounces.brand.test', 'CNAME', 'one.test')
    dns.set('mm-bounces.brand.test', 'TXT', 'v=spf1 include:one.test -all')
    dns.set('mm-bounces.brand.test', 'MX', { preference: 10, exchange: 'one.test' })
    await one.call(admin, 'POST', `/v1/domains/${String(claimed.id)}/verify`)
    const made = await one.call(admin, 'POST', '/v1/mailboxes', { address: 'sales@brand.test' })
    expect(made.status).toBe(201)
    roads.one.returnPaths.length = 0
    const { email } = await send(one, two, String(made.body.id), 'agent@two.test')
    expect(email).toMatchObject({
      from: 'sales@brand.test',
      authentication: { spf: 'pass', dkim: 'pass', dmarc: 'pass' },
    })
    expect(roads.one.returnPaths[0]).toMatch(/@mm-bounces\.brand\.test$/)
    // And the answer finds its way.
    const reply = await two.call(
      two.made.keys.agent,
      'POST',
      `/v1/mailboxes/${two.made.mailbox.id}/reply/${String(email.id)}`,
      { markdown: 'Here they are.' },
    )
    expect(reply.status).toBe(202)
    await two.drain()
    await one.drain()
    const inbox = await one.call(one.made.keys.agent, 'GET', `/v1/mailboxes/${String(made.body.id)}/emails`)
    expect(JSON.stringify(inbox.body)).toContain('agent@two.test')
  })

  it('refuse mail in the name of the other', async () => {
    const raw =
      'From: agent@one.test\r\nTo: agent@two.test\r\nSubject: x\r\nMessage-ID: <x@y.test>\r\n\r\nHello\r\n'
    const answer = await sendMail(two.smtpPort, raw, { from: 'x@evil.test', to: 'agent@two.test' })
    expect(answer).toMatch(/^55\d /)
  })
})
