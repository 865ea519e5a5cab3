/** Domains of one's own: claimed, proved by real DNS look-ups, used, watched, given up (contract §9). */

import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDomain } from '../../src/actions/manage-domain.ts'
import { operatorOf } from '../../src/store/access.ts'
import { publicDkimKeys, signingKeys } from '../../src/store/dkim-keys.ts'
import { openTestContext } from '../support/database.ts'
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
      MULTIMAIL_ROLES: 'http,smtp',
    },
  })
})
afterEach(async () => {
  await app.stop()
  await dns.close()
})

const admin = (method: string, path: string, body?: unknown) =>
  app.call(app.made.keys.admin, method, path, body)
const statuses = (body: Json) =>
  Object.fromEntries(
    (body.dns_records as unknown as { purpose: string; status: string }[]).map(({ purpose, status }) => [
      purpose,
      status,
    ]),
  )

/** Claims a domain and publishes everything. */
async function proved(domain = 'example.com'): Promise<Json> {
  const { body } = await admin('POST', '/v1/domains', { domain })
  publish(dns, recordsIn(body))
  return (await admin('POST', `/v1/domains/${String(body.id)}/verify`)).body
}

async function eventsOf(action: string): Promise<Json[]> {
  const { body } = await admin('GET', `/v1/audit-log?action=${action}`)
  return body.entries as unknown as Json[]
}

/** A second account on the same server. */
async function stranger(): Promise<string> {
  const id = 'STRANGER000000000000000000'
  await app.context.database.write(async (writer) => {
    const own = await writer.db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow()
    await writer.db
      .insertInto('accounts')
      .values({ ...own, id, slug: 'stranger' })
      .execute()
  })
  return id
}

/** What a mail states of its sender. */
function claimsIn(raw: string): Json {
  const statement = /^X-MultiMail-Identity: ([\s\S]*?)\r\n(?! )/m.exec(raw)?.[1]?.replace(/\s/g, '') ?? ''
  return JSON.parse(Buffer.from(statement.split('.')[0] ?? '', 'base64url').toString()) as Json
}

describe('a domain', () => {
  it('is claimed with the records to publish, and pending', async () => {
    const made = await admin('POST', '/v1/domains', { domain: 'Example.COM.' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      domain: 'example.com',
      status: 'pending',
      dkim_verified: false,
      spf_verified: false,
      mx_verified: false,
      return_path_verified: false,
      verified_at: null,
    })
    expect(new Set(Object.values(statuses(made.body)))).toEqual(new Set(['unknown']))
    const again = await admin('POST', '/v1/domains', { domain: 'example.com' })
    expect([again.status, again.body.id]).toEqual([200, made.body.id])
    const { body } = await admin('GET', '/v1/domains')
    expect((body.domains as unknown as Json[]).map(({ id }) => id)).toEqual([made.body.id])
  })

  it.each(['localhost', 'host.test', 'a b.test', '192.0.2.1', 'x@example.com', ''])(
    'cannot be %j',
    async (domain) => {
      expect((await admin('POST', '/v1/domains', { domain })).status).toBe(400)
    },
  )

  it('is proved by its records, record by record, and told of', async () => {
    const { body: made } = await admin('POST', '/v1/domains', { domain: 'example.com' })
    const path = `/v1/domains/${String(made.id)}`
    const missing = await admin('POST', `${path}/verify`)
    expect(statuses(missing.body)).toMatchObject({ dkim_rsa: 'missing', spf: 'missing', mx: 'missing' })
    const records = recordsIn(made)
    publish(
      dns,
      records.filter(({ name }) => name !== 'example.com'),
    )
    const partly = await admin('POST', `${path}/verify`)
    expect(partly.body).toMatchObject({ status: 'pending', dkim_verified: true, return_path_verified: true })
    publish(dns, records)
    const whole = await admin('POST', `${path}/verify`)
    expect(whole.body).toMatchObject({ status: 'active', spf_verified: true, mx_verified: true })
    expect(new Set(Object.values(statuses(whole.body)))).toEqual(new Set(['verified']))
    expect(await eventsOf('domain.verified')).toHaveLength(1)
    const { body: feed } = await admin('GET', '/v1/events')
    expect((feed.events as unknown as Json[]).map(({ event }) => event)).toContain('domain.verified')
  })

  it('is looked at by the worker without being asked, and less and less often', async () => {
    const { body: made } = await admin('POST', '/v1/domains', { domain: 'example.com' })
    await app.drain()
    const asked = dns.asked.length
    expect(asked).toBeGreaterThan(0)
    await app.drain()
    expect(dns.asked.length).toBe(asked)
    publish(dns, recordsIn(made))
    app.context.clock.advance(70_000)
    await app.drain()
    expect((await admin('GET', `/v1/domains/${String(made.id)}`)).body.status).toBe('active')
  })

  it('is not proved for one account by what another publishes', async () => {
    const other = await stranger()
    const { domain } = await addDomain(app.context, operatorOf(other, 0), 'example.com')
    const mine = await proved()
    expect(mine.status).toBe('active')
    const theirs = await publicDkimKeys(app.context.database, { domain: 'example.com', domainId: domain.id })
    const published = recordsIn(mine).map(({ name }) => name)
    for (const { selector } of theirs) expect(published).not.toContain(`${selector}._domainkey.example.com`)
    await app.drain()
    const row = await app.context.database.reader
      .selectFrom('domains')
      .select('state')
      .where('id', '=', domain.id)
      .executeTakeFirst()
    expect(row).toEqual({ state: 'pending' })
  })

  it('of another account is refused, and nobody is told whose it is', async () => {
    const mine = await proved()
    const other = operatorOf(await stranger(), 0)
    const refused = await addDomain(app.context, other, 'example.com').catch((error) => error)
    expect(refused).toMatchObject({ code: 'domain_in_use', details: [], extra: {} })
    expect(refused.message).not.toContain(app.made.account.id)
    expect((await admin('GET', `/v1/domains/${String(mine.id)}`)).status).toBe(200)
    const rows = app.context.database.write((writer) =>
      writer.db
        .insertInto('domains')
        .values({
          id: 'X',
          account_id: other.accountId,
          domain: 'example.com',
          state: 'active',
          records_json: null,
          checks: 0,
          check_at: 0,
          checked_at: null,
          failing_since: null,
          created_at: 0,
          verified_at: null,
          dkim_verified: 1,
          ed25519_verified: 1,
          spf_verified: 1,
          mx_verified: 1,
          return_path_verified: 1,
        })
        .execute(),
    )
    await expect(rows).rejects.toThrow()
  })

  it('is for keys with admin, of the live environment', async () => {
    const { agent, reviewer, test_agent } = app.made.keys
    for (const key of [agent, reviewer, test_agent]) {
      expect((await app.call(key, 'GET', '/v1/domains')).status).toBe(403)
      expect((await app.call(key, 'POST', '/v1/domains', { domain: 'a.test' })).status).toBe(403)
    }
  })
})

describe('a mailbox at it', () => {
  const make = () => admin('POST', '/v1/mailboxes', { address: 'sales@example.com' })

  it('is made once it is proved, and keeps it from being given up', async () => {
    expect((await make()).status).toBe(400)
    const domain = await proved()
    const made = await make()
    expect([made.status, made.body.address]).toEqual([201, 'sales@example.com'])
    const refused = await admin('DELETE', `/v1/domains/${String(domain.id)}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
    await admin('DELETE', `/v1/mailboxes/${String(made.body.id)}`)
    expect((await admin('DELETE', `/v1/domains/${String(domain.id)}`)).body).toEqual({ status: 'deleted' })
    expect((await admin('GET', `/v1/domains/${String(domain.id)}`)).status).toBe(404)
  })

  /** Makes the mailbox, and sends one mail from it. */
  async function sendFromIt(): Promise<{ returnPath: string; signers: string[]; raw: string }> {
    const { body } = await admin('GET', '/v1/mailboxes')
    const mailboxes = body.mailboxes as unknown as { id: string; address: string }[]
    const present = mailboxes.find(({ address }) => address === 'sales@example.com')
    const id = present?.id ?? String((await make()).body.id)
    const { database } = app.context
    await database.write((writer) =>
      writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).where('id', '=', id).execute(),
    )
    outside.taken.length = 0
    await app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${id}/send`, {
      to: ['ada@elsewhere.test'],
      subject: 'Hello',
      markdown: `Hello at ${app.context.clock.now()}`,
    })
    await app.drain()
    const mail = outside.taken.find(({ recipients }) => recipients.includes('ada@elsewhere.test'))
    const raw = mail?.raw ?? ''
    const { results } = await dkimVerify(raw, { resolver: (name, type) => dns.resolve(name, type) })
    const passed = results.filter(({ status }) => status.result === 'pass')
    return {
      returnPath: mail?.returnPath ?? '',
      signers: passed.map(({ signingDomain }) => signingDomain ?? ''),
      raw,
    }
  }

  it('sends in its name: signed by it with both keys, bounces to it', async () => {
    await proved()
    const { returnPath, signers, raw } = await sendFromIt()
    expect(claimsIn(raw).verified_operator).toBe(true)
    expect(signers).toEqual(['example.com', 'example.com'])
    expect(returnPath).toMatch(/^bounces\+[0-9a-z]{26}@mm-bounces\.example\.com$/)
  })

  it('goes on when the domain breaks, in the name of what still holds, and the operator hears of it', async () => {
    const domain = await proved()
    await sendFromIt()
    const records = recordsIn(domain)
    const key = records[0]?.name ?? ''
    dns.set(key, 'TXT')
    dns.set('mm-bounces.example.com', 'CNAME')
    app.context.clock.advance(1.2 * DAY)
    await app.drain()
    const { body } = await admin('GET', `/v1/domains/${String(domain.id)}`)
    expect(body).toMatchObject({ status: 'active', dkim_verified: false, failing_since: expect.any(String) })
    expect(await eventsOf('domain.failing')).toHaveLength(1)
    await app.drain()
    const notice = outside.noticesTo('operator@host.test').join()
    expect(notice).toContain('goes on for 7 days')
    expect(notice).toContain(key)
    const { returnPath, signers } = await sendFromIt()
    expect(signers).not.toContain('example.com')
    expect(returnPath).toMatch(/@host\.test$/)
  })

  it('waits after 7 days, and goes on when the domain is proved again', async () => {
    const domain = await proved()
    await sendFromIt()
    const key = recordsIn(domain)[0]?.name ?? ''
    dns.set(key, 'TXT')
    app.context.clock.advance(1.2 * DAY)
    await app.drain()
    app.context.clock.advance(7.1 * DAY)
    await app.drain()
    expect((await admin('GET', `/v1/domains/${String(domain.id)}`)).body.status).toBe('pending')
    expect(await eventsOf('domain.lapsed')).toHaveLength(1)
    expect((await sendFromIt()).returnPath).toBe('')
    const [deferred] = await eventsOf('message.deferred')
    expect(JSON.stringify(deferred)).toContain('not verified any more')
    publish(dns, recordsIn(domain))
    await admin('POST', `/v1/domains/${String(domain.id)}/verify`)
    app.context.clock.advance(70_000)
    await app.drain()
    expect(outside.taken.some(({ recipients }) => recipients.includes('ada@elsewhere.test'))).toBe(true)
  })

  it('is not troubled by a DNS that does not answer', async () => {
    const domain = await proved()
    dns.fail('*', 'servfail')
    app.context.clock.advance(1.2 * DAY)
    await app.drain()
    const { body } = await admin('GET', `/v1/domains/${String(domain.id)}`)
    expect(body).toMatchObject({ status: 'active', dkim_verified: true, failing_since: null })
    expect(statuses(body)).toMatchObject({ dkim_rsa: 'unknown' })
  })
})

describe('the keys of a domain', () => {
  it('are one pair, however many ask at once', async () => {
    const context = await openTestContext()
    const owner = { domain: 'a.test', domainId: '' }
    const all = await Promise.all([1, 2, 3, 4].map(() => publicDkimKeys(context.database, owner)))
    expect(new Set(all.map((keys) => JSON.stringify(keys))).size).toBe(1)
    expect(all[0]?.map(({ algorithm }) => algorithm)).toEqual(['rsa', 'ed25519'])
    expect((await signingKeys(context.database, owner)).map(({ selector }) => selector)).toEqual(
      all[0]?.map(({ selector }) => selector),
    )
    await context.dispose()
  })

  it('are private: no answer, export or trail has them', async () => {
    const domain = await proved()
    const rows = await app.context.database.reader.selectFrom('dkim_keys').select('private_key').execute()
    const secrets = rows.flatMap(({ private_key }) =>
      private_key.split('\n').filter((line) => line.length > 40),
    )
    expect(secrets.length).toBeGreaterThan(10)
    const paths = ['/v1/domains', `/v1/domains/${String(domain.id)}`, '/v1/audit-log?limit=100']
    const headers = { authorization: `Bearer ${app.made.keys.admin}` }
    for (const path of [...paths, '/v1/audit-log/export', '/v1/events', '/health']) {
      const answer = await fetch(`${app.url}${path}`, { headers })
      const said = await answer.text()
      expect([path, answer.status]).toEqual([path, 200])
      for (const secret of secrets) expect(said, path).not.toContain(secret)
    }
  })
})
