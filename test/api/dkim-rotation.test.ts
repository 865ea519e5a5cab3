/** New keys for DKIM: the old ones sign until the records of the new ones are seen, and nothing fails meanwhile. */

import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { finishOwnRotation, rotateOwnKeys } from '../../src/actions/rotate-dkim.ts'
import { lookUpRecords, wantedOf } from '../../src/domain-records.ts'
import { operatorOf } from '../../src/store/access.ts'
import { type DnsServer, startDns } from '../support/dns.ts'
import { publish, recordsIn } from '../support/domains.ts'
import { Outside, TO_OUTSIDE } from '../support/outside.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

const DAY = 86_400_000

let dns: DnsServer
let app: TestServer
let outside: Outside

beforeEach(async () => {
  dns = await startDns()
  outside = new Outside()
  app = await startTestServer({
    transport: outside,
    settings: {
      ...TO_OUTSIDE,
      MULTIMAIL_DOMAIN: 'host.test',
      MULTIMAIL_DNS_SERVERS: dns.address,
      MULTIMAIL_OPERATOR_APPROVAL: 'off',
      MULTIMAIL_REVIEW_MAIL: 'off',
    },
  })
})
afterEach(async () => {
  await app.stop()
  await dns.close()
})

interface Listed {
  readonly purpose: string
  readonly type: string
  readonly name: string
  readonly value: string
  readonly status: string
}

const admin = (method: string, path: string, body?: unknown) =>
  app.call(app.made.keys.admin, method, path, body)
const listed = (body: Json) => body.dns_records as unknown as Listed[]
const of = (body: Json, purpose: string) => listed(body).find((one) => one.purpose === purpose)

/** A proved domain with a mailbox that sends at once. */
async function proved(): Promise<{ id: string; mailbox: string }> {
  const { body } = await admin('POST', '/v1/domains', { domain: 'example.com' })
  publish(dns, recordsIn(body))
  const verified = await admin('POST', `/v1/domains/${String(body.id)}/verify`)
  expect(verified.body.status).toBe('active')
  const { body: box } = await admin('POST', '/v1/mailboxes', { address_local: 'sales@example.com' })
  await app.context.database.write(({ db }) =>
    db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
  )
  return { id: String(body.id), mailbox: String(box.id) }
}

let count = 0

/** The selectors of the signatures of a mail that hold, by what is published now. */
async function signers(mailbox: string): Promise<string[]> {
  app.context.clock.advance(61_000)
  outside.taken.splice(0)
  const mail = { to: ['ada@a.example'], subject: `Mail ${count++}`, markdown: 'Hello' }
  await app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${mailbox}/send`, mail)
  await app.drain()
  const { results } = await dkimVerify(outside.taken[0]?.raw ?? '', {
    resolver: (name: string, type: string) => dns.resolve(name, type) as Promise<string[][]>,
    curTime: new Date(app.context.clock.now()),
  })
  return results
    .filter(({ status }) => status.result === 'pass')
    .map(({ selector }) => String(selector))
    .sort()
}

const selector = (record: Listed | undefined) => record?.name.split('.')[0] ?? ''

it('lists new keys, signs with the old ones until they are seen, then with the new ones', async () => {
  const { id, mailbox } = await proved()
  const before = await signers(mailbox)
  expect(before).toHaveLength(2)
  const begun = await admin('POST', `/v1/domains/${id}/rotate-dkim`, {})
  expect(begun.status).toBe(200)
  const [rsa, ed25519] = [of(begun.body, 'dkim_rsa_next'), of(begun.body, 'dkim_ed25519_next')]
  expect(rsa?.value).toMatch(/^v=DKIM1; k=rsa; p=/)
  expect(ed25519?.value).toMatch(/^v=DKIM1; k=ed25519; p=/)
  // Not published yet: nothing changes, and the domain stays what it is.
  await admin('POST', `/v1/domains/${id}/verify`)
  expect(await signers(mailbox)).toEqual(before)
  expect((await admin('GET', `/v1/domains/${id}`)).body).toMatchObject({
    status: 'active',
    failing_since: null,
  })
  publish(dns, recordsIn(begun.body))
  const switched = await admin('POST', `/v1/domains/${id}/verify`)
  expect(switched.body).toMatchObject({ status: 'active', dkim_verified: true })
  expect(await signers(mailbox)).toEqual([selector(rsa), selector(ed25519)].sort())
  expect(of(switched.body, 'dkim_rsa')?.value).toBe(rsa?.value)
  expect(of(switched.body, 'dkim_rsa')?.status).toBe('verified')
  expect(before).toContain(selector(of(switched.body, 'dkim_rsa_retired')))
})

it('keeps old keys listed for seven days, without their private halves', async () => {
  const { id } = await proved()
  const { body } = await admin('POST', `/v1/domains/${id}/rotate-dkim`, {})
  publish(dns, recordsIn(body))
  await admin('POST', `/v1/domains/${id}/verify`)
  const rows = await app.context.database.reader
    .selectFrom('dkim_keys')
    .select('private_key')
    .where('state', '=', 'retired')
    .execute()
  expect(rows).toEqual([{ private_key: '' }, { private_key: '' }])
  app.context.clock.advance(7 * DAY - 1_000)
  await admin('POST', `/v1/domains/${id}/verify`)
  expect(of((await admin('GET', `/v1/domains/${id}`)).body, 'dkim_rsa_retired')).toBeDefined()
  app.context.clock.advance(1_000)
  await admin('POST', `/v1/domains/${id}/verify`)
  expect(of((await admin('GET', `/v1/domains/${id}`)).body, 'dkim_rsa_retired')).toBeUndefined()
})

it('lets each kind take over by itself', async () => {
  const { id, mailbox } = await proved()
  const before = await signers(mailbox)
  const { body } = await admin('POST', `/v1/domains/${id}/rotate-dkim`, {})
  const ed25519 = of(body, 'dkim_ed25519_next')
  if (ed25519 !== undefined) publish(dns, [{ ...ed25519, priority: null }])
  await admin('POST', `/v1/domains/${id}/verify`)
  const now = await signers(mailbox)
  expect(now).toContain(selector(ed25519))
  expect(now.filter((one) => before.includes(one))).toHaveLength(1)
})

it('looks for the new records by itself', async () => {
  const { id, mailbox } = await proved()
  const { body } = await admin('POST', `/v1/domains/${id}/rotate-dkim`, {})
  await app.drain()
  publish(dns, recordsIn(body))
  app.context.clock.advance(15 * 60_000)
  await app.drain()
  expect(await signers(mailbox)).toContain(selector(of(body, 'dkim_rsa_next')))
})

it('does not take the domain for broken when the old record went with the new one', async () => {
  const { id } = await proved()
  const { body } = await admin('POST', `/v1/domains/${id}/rotate-dkim`, {})
  publish(dns, recordsIn(body))
  dns.set(of(body, 'dkim_rsa')?.name ?? '', 'TXT')
  const switched = await admin('POST', `/v1/domains/${id}/verify`)
  expect(switched.body).toMatchObject({ status: 'active', dkim_verified: true, failing_since: null })
})

it('is begun once, and both steps are recorded', async () => {
  const { id } = await proved()
  const first = await admin('POST', `/v1/domains/${id}/rotate-dkim`, {})
  const second = await admin('POST', `/v1/domains/${id}/rotate-dkim`, {})
  expect(listed(second.body).map(({ name }) => name)).toEqual(listed(first.body).map(({ name }) => name))
  publish(dns, recordsIn(first.body))
  await admin('POST', `/v1/domains/${id}/verify`)
  const entries = async (action: string) =>
    (await admin('GET', `/v1/audit-log?action=${action}`)).body.entries as unknown as Json[]
  expect(await entries('domain.rotation_begun')).toHaveLength(1)
  expect((await entries('domain.key_rotated')).map(({ metadata }) => metadata?.algorithm).sort()).toEqual([
    'ed25519',
    'rsa',
  ])
})

it('is for proved domains and admin keys', async () => {
  const { body } = await admin('POST', '/v1/domains', { domain: 'example.com' })
  const path = `/v1/domains/${String(body.id)}/rotate-dkim`
  expect((await admin('POST', path, {})).status).toBe(409)
  expect((await app.call(app.made.keys.agent, 'POST', path, {})).status).toBe(403)
})

it('works for the domain of the server, too', async () => {
  const { context, made } = app
  const owner = { domain: 'host.test', domainId: '' }
  publish(dns, await lookUpRecords(context, await wantedOf(context, owner)))
  await context.database.write(({ db }) => db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute())
  const before = await signers(made.mailbox.id)
  expect(before).toHaveLength(2)
  await rotateOwnKeys(context, operatorOf(made.account.id, 0))
  expect(await finishOwnRotation(context)).toBe(0)
  expect(await signers(made.mailbox.id)).toEqual(before)
  publish(dns, await lookUpRecords(context, await wantedOf(context, owner)))
  expect(await finishOwnRotation(context)).toBe(2)
  const after = await signers(made.mailbox.id)
  expect(after).toHaveLength(2)
  expect(after.filter((one) => before.includes(one))).toEqual([])
})
