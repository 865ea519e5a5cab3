/** The MTA-STS policy that other servers fetch before they deliver here (RFC 8461). */

import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { parsePolicy } from 'mailauth/lib/mta-sts.js'
import { afterEach, expect, it } from 'vitest'
import { type DnsServer, startDns } from '../support/dns.ts'
import { publish, recordsIn } from '../support/domains.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let dns: DnsServer
let app: TestServer

async function start(mode: string, more: Record<string, string> = {}): Promise<void> {
  dns = await startDns()
  app = await startTestServer({
    settings: {
      MULTIMAIL_DOMAIN: 'host.test',
      MULTIMAIL_MX_HOST: 'mx.host.test',
      MULTIMAIL_PUBLIC_URL: 'https://web.host.test',
      MULTIMAIL_DNS_SERVERS: dns.address,
      MULTIMAIL_ROLES: 'http',
      MULTIMAIL_MTA_STS: mode,
      ...more,
    },
  })
}
afterEach(async () => {
  await app.stop()
  await dns.close()
})

/** What a server gets that asks under this name. */
async function fetched(host: string) {
  const asked = request(`${app.url}/.well-known/mta-sts.txt`, { headers: { host } })
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    asked.on('response', resolve).on('error', reject).end()
  })
  return { status: response.statusCode, type: response.headers['content-type'], body: await text(response) }
}

const admin = (method: string, path: string, body?: unknown) =>
  app.call(app.made.keys.admin, method, path, body)

/** Claims a domain; whether it is to be proved. */
async function claim(domain: string, isProved: boolean) {
  const { body } = await admin('POST', '/v1/domains', { domain })
  if (isProved) publish(dns, recordsIn(body))
  return (await admin('POST', `/v1/domains/${String(body.id)}/verify`)).body
}

it('names the host that mail comes in at, under the domain of the server and proved ones', async () => {
  await start('enforce')
  await claim('proved.example', true)
  await claim('pending.example', false)
  for (const host of ['mta-sts.host.test', 'mta-sts.proved.example', 'MTA-STS.Proved.Example:443']) {
    const { status, type, body } = await fetched(host)
    expect(status).toBe(200)
    expect(type).toMatch(/^text\/plain/)
    expect(body).toBe('version: STSv1\r\nmode: enforce\r\nmx: mx.host.test\r\nmax_age: 2419200\r\n')
    expect(parsePolicy(body)).toMatchObject({ version: 'STSv1', mode: 'enforce', mx: ['mx.host.test'] })
  }
  for (const host of ['host.test', 'mta-sts.pending.example', 'mta-sts.other.example', 'proved.example'])
    expect((await fetched(host)).status).toBe(404)
})

it('lists what to publish, and says when it is there', async () => {
  await start('testing')
  const domain = await claim('proved.example', true)
  const records = recordsIn(domain) as unknown as {
    purpose: string
    name: string
    value: string
    status: string
  }[]
  const record = records.find(({ purpose }) => purpose === 'mta_sts')
  expect(record).toMatchObject({ name: '_mta-sts.proved.example', status: 'verified', required: false })
  expect(record?.value).toMatch(/^v=STSv1; id=[0-9a-f]{20}$/)
  expect(records.find(({ purpose }) => purpose === 'mta_sts_host')).toMatchObject({
    type: 'CNAME',
    name: 'mta-sts.proved.example',
    value: 'web.host.test',
    status: 'verified',
  })
  dns.set('_mta-sts.proved.example', 'TXT', 'v=STSv1; id=20200101')
  const { body } = await admin('POST', `/v1/domains/${String(domain.id)}/verify`)
  const stale = (recordsIn(body) as unknown as typeof records).find(({ purpose }) => purpose === 'mta_sts')
  expect(stale).toMatchObject({ status: 'wrong', problem: expect.stringContaining('another policy') })
  expect(body.status).toBe('active')
})

it('takes a policy back, and lists nothing, where the settings ask for none', async () => {
  await start('none')
  const domain = await claim('proved.example', true)
  expect((await fetched('mta-sts.proved.example')).body).toBe(
    'version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n',
  )
  const purposes = recordsIn(domain).map((one) => (one as unknown as { purpose: string }).purpose)
  expect(purposes.filter((purpose) => purpose.startsWith('mta_sts'))).toEqual([])
})

it('has another id for another policy', async () => {
  await start('testing')
  const idOf = async () => {
    const { body } = await admin('POST', '/v1/domains', { domain: 'a.example' })
    return recordsIn(body).find(({ name }) => name.startsWith('_mta-sts.'))?.value
  }
  const first = await idOf()
  await app.stop()
  await dns.close()
  await start('testing', { MULTIMAIL_MX_HOST: 'mx2.host.test' })
  expect(await idOf()).not.toBe(first)
})
