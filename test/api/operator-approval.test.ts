/** What needs the operator: asked by a one-time code, bound to the exact request, once (contract §2). */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMailbox } from '../../src/actions/manage-mailbox.ts'
import { operatorOf } from '../../src/store/access.ts'
import { noticesOf, type SentNotice } from '../support/notices.ts'
import { type Answer, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let count = 0

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
})
afterAll(() => app.stop())
// Each test has an hour of its own, so that none meets the limit of another.
beforeEach(() => void app.context.clock.advance(2 * 3_600_000))
afterEach(() => void app.context.clock.advance(2 * 3_600_000))

const admin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  app.call(app.made.keys.admin, method, path, body, headers)

/** The newest notice with a code. */
async function newestCode(): Promise<SentNotice & { readonly code: string }> {
  const notice = (await noticesOf(app)).find(({ kind }) => kind === 'code')
  if (notice === undefined || notice.code === null) throw new Error('no code was mailed')
  return { ...notice, code: notice.code }
}

const newAddress = () => `asked${count++}`

const ask = (address = newAddress()) => admin('POST', '/v1/mailboxes', { address_local: address })

function expectAsked(answer: Answer): void {
  expect(answer.status).toBe(202)
  expect(Object.keys(answer.body).sort()).toEqual(['expires_at', 'fix', 'message', 'status'])
  expect(answer.body.status).toBe('pending_approval')
}

describe('everything that the contract guards', () => {
  const CASES: readonly (readonly [string, () => Promise<[string, string, object]>, string])[] = [
    [
      'a mailbox',
      async () => ['POST', '/v1/mailboxes', { address_local: 'guarded' }],
      'guarded@multimail.localhost',
    ],
    [
      'a key',
      async () => ['POST', '/v1/keys', { name: 'crm', scopes: ['read', 'send'] }],
      'Make the key "crm"',
    ],
    [
      'what a key may do',
      async () => [
        'PATCH',
        `/v1/keys/${await keyId('reviewer')}`,
        { scopes: ['read', 'oversight', 'admin'] },
      ],
      'change mailboxes, keys and settings',
    ],
    [
      'the end of a key',
      async () => ['DELETE', `/v1/keys/${await keyId('test_reviewer')}`, {}],
      'locked out',
    ],
    [
      'auto_cc',
      async () => ['PATCH', box(), { auto_cc: 'copy@example.com' }],
      'copy@example.com would get a visible copy',
    ],
    [
      'auto_bcc',
      async () => ['PATCH', `${box()}/configure`, { auto_bcc: 'copy@example.com' }],
      'hidden copy',
    ],
    [
      'the oversight address',
      async () => ['PATCH', '/v1/account', { oversight_email: 'new@example.com' }],
      'new@example.com',
    ],
    [
      'an entry of the allowlist',
      async () => ['POST', `${box()}/allowlist`, { entry: '*@Example.COM' }],
      'anybody at example.com',
    ],
    [
      'a reviewer',
      async () => ['POST', '/v1/reviewers', { address: 'rita@example.com' }],
      'Make rita@example.com a reviewer',
    ],
    [
      'a standing approval',
      async () => [
        'POST',
        `/v1/keys/${await keyId('admin')}/standing-approvals`,
        { action: 'allowlist.add', host: 'elsewhere.example' },
      ],
      'without asking you each time',
    ],
  ]
  const box = () => `/v1/mailboxes/${app.made.mailbox.id}`
  async function keyId(name: string): Promise<string> {
    const { reader } = app.context.database
    const key = await reader
      .selectFrom('keys')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    return key.id
  }

  it.each(CASES)('%s asks in plain words, and is done with the code', async (_, request, words) => {
    const [method, path, body] = await request()
    expectAsked(await admin(method, path, body))
    const notice = await newestCode()
    expect(notice.to).toBe('operator@multimail.localhost')
    expect(notice.text).toContain(words)
    expect(notice.text).toContain('key:admin')
    expect(notice.text).toContain('127.0.0.1')
    const done = await admin(method, path, { ...body, approval_code: notice.code })
    expect([200, 201]).toContain(done.status)
    if (path === '/v1/account') {
      // The one who was in charge is told.
      const told = (await noticesOf(app)).find(({ kind }) => kind === 'news')
      expect(told?.to).toBe('operator@multimail.localhost')
      const back = { oversight_email: 'operator@multimail.localhost' }
      await admin('PATCH', '/v1/account', back)
      await admin('PATCH', '/v1/account', { ...back, approval_code: (await newestCode()).code })
    }
  })

  it('fewer people who must approve asks; more people does not', async () => {
    expect((await admin('PATCH', box(), { approvals_required: 3 })).status).toBe(200)
    expectAsked(await admin('PATCH', box(), { approvals_required: 1 }))
    const { code } = await newestCode()
    expect((await admin('PATCH', box(), { approvals_required: 1, approval_code: code })).status).toBe(200)
  })

  it('what is not guarded is done at once', async () => {
    expect((await admin('PATCH', box(), { display_name: 'Agent' })).status).toBe(200)
    expect((await admin('PATCH', '/v1/account', { name: 'Acme' })).status).toBe(200)
  })
})

describe('a code', () => {
  it('is taken without its dash, in any case', async () => {
    const address = newAddress()
    await ask(address)
    const { code } = await newestCode()
    const typed = ` ${code.replace('-', ' ').toLowerCase()} `
    const done = await admin('POST', '/v1/mailboxes', { address_local: address, approval_code: typed })
    expect(done.status).toBe(201)
  })

  it('that is wrong is 403; after five the right one is dead', async () => {
    const address = newAddress()
    await ask(address)
    const { code } = await newestCode()
    for (let attempt = 0; attempt < 5; attempt++) {
      const wrong = await admin('POST', '/v1/mailboxes', { address_local: address, approval_code: '222-222' })
      expect(wrong.status).toBe(403)
      expect(wrong.body.code).toBe('wrong_code')
    }
    const late = await admin('POST', '/v1/mailboxes', { address_local: address, approval_code: code })
    expect(late.status).toBe(404)
    expect(late.body.code).toBe('no_pending_approval')
  })

  it('fits only the request it was made for', async () => {
    const [one, two] = [newAddress(), newAddress()]
    await ask(one)
    const { code } = await newestCode()
    const other = await admin('POST', '/v1/mailboxes', { address_local: two, approval_code: code })
    expect(other.status).toBe(404)
    await ask(two)
    const crossed = await admin('POST', '/v1/mailboxes', { address_local: two, approval_code: code })
    expect(crossed.status).toBe(403)
    const changed = { address_local: one, display_name: 'Other', approval_code: code }
    expect((await admin('POST', '/v1/mailboxes', changed)).status).toBe(404)
  })

  it('works once, also when it comes twice at the same moment', async () => {
    const body = { name: 'once', scopes: ['read'] }
    await admin('POST', '/v1/keys', body)
    const { code } = await newestCode()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin('POST', '/v1/keys', { ...body, approval_code: code })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404, 404])
    expect((await admin('POST', '/v1/keys', { ...body, approval_code: code })).status).toBe(404)
  })

  it('lives for a day', async () => {
    const address = newAddress()
    await ask(address)
    const { code } = await newestCode()
    app.context.clock.advance(24 * 3_600_000)
    const late = await admin('POST', '/v1/mailboxes', { address_local: address, approval_code: code })
    expect(late.status).toBe(404)
  })

  it('is not used up when what it allows cannot be done', async () => {
    const address = newAddress()
    await ask(address)
    const { code } = await newestCode()
    const operator = operatorOf(app.made.account.id, 0)
    await createMailbox(app.context, operator, { address, displayName: null }, { by: 'terminal' })
    const taken = await admin('POST', '/v1/mailboxes', { address_local: address, approval_code: code })
    expect(taken.body.code).toBe('address_in_use')
    const { reader } = app.context.database
    const request = await reader
      .selectFrom('operator_requests')
      .selectAll()
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(request).toMatchObject({ used_at: null, ended_at: null })
  })

  it('is stored nowhere', async () => {
    await ask()
    const { code } = await newestCode()
    const { reader } = app.context.database
    for (const table of ['operator_requests', 'notices', 'events', 'settings', 'idempotency'] as const) {
      const rows = JSON.stringify(await reader.selectFrom(table).selectAll().execute())
      expect(rows).not.toContain(code)
      expect(rows).not.toContain(code.replace('-', ''))
    }
  })
})

describe('asking', () => {
  it('again sends no second mail at once, and a new code later, which ends the old one', async () => {
    const address = newAddress()
    await ask(address)
    const first = await newestCode()
    await ask(address)
    const { code: same } = await newestCode()
    expect(same).toBe(first.code)
    app.context.clock.advance(11 * 60_000)
    await ask(address)
    const second = await newestCode()
    expect(second.code).not.toBe(first.code)
    const body = { address_local: address }
    expect((await admin('POST', '/v1/mailboxes', { ...body, approval_code: first.code })).status).toBe(403)
    expect((await admin('POST', '/v1/mailboxes', { ...body, approval_code: second.code })).status).toBe(201)
  })

  it('is limited to twenty an hour', async () => {
    for (let asked = 0; asked < 20; asked++) expectAsked(await ask())
    const refused = await ask()
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    app.context.clock.advance(3_600_001)
    expectAsked(await ask())
  })

  it('goes with an Idempotency-Key on both requests, and the raw key is remembered by none', async () => {
    const headers = { 'Idempotency-Key': 'make-one-key' }
    const body = { name: 'idempotent', scopes: ['read'] }
    expectAsked(await admin('POST', '/v1/keys', body, headers))
    const { code } = await newestCode()
    const made = await admin('POST', '/v1/keys', { ...body, approval_code: code }, headers)
    expect(made.status).toBe(201)
    const again = await admin('POST', '/v1/keys', { ...body, approval_code: code }, headers)
    expect(again.status).toBe(201)
    expect(again.body).toEqual({ ...made.body, key: '' })
    const rows = await app.context.database.reader.selectFrom('idempotency').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(String(made.body.key))
  })

  it('is not for test keys', async () => {
    const operator = operatorOf(app.made.account.id, 0)
    const { issueKey } = await import('../../src/actions/manage-key.ts')
    const key = { name: 'test admin', scopes: ['admin'] as const, test: true, mailboxIds: null }
    const { raw } = await issueKey(app.context, operator, key, { by: 'terminal' })
    const answer = await app.call(raw, 'POST', '/v1/mailboxes', { address_local: newAddress() })
    expect(answer.body.code).toBe('live_key_only')
  })

  it('is in the audit log: asked, refused, approved', async () => {
    const address = newAddress()
    await ask(address)
    const { code } = await newestCode()
    await admin('POST', '/v1/mailboxes', { address_local: address, approval_code: '333-333' })
    await admin('POST', '/v1/mailboxes', { address_local: address, approval_code: code })
    for (const action of ['operator.asked', 'operator.refused_code', 'operator.approved']) {
      const { body } = await admin('GET', `/v1/audit-log?action=${action}&limit=1`)
      expect(body.entries).toMatchObject([{ action, actor: 'key:admin' }])
    }
    expect((await admin('GET', '/v1/audit-log/verify')).body.ok).toBe(true)
  })
})

describe('without asking', () => {
  it('goes where the server is set up for it, and says so loudly', async () => {
    const open = await startTestServer({ settings: { MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
    const made = await open.call(open.made.keys.admin, 'POST', '/v1/mailboxes', { address_local: 'open' })
    expect(made.status).toBe(201)
    const health = await open.call(null, 'GET', '/health')
    expect(health.body.operator_approval).toBe('off')
    expect(JSON.stringify(health.body.warnings)).toContain('Operator approval is OFF')
    await open.stop()
  })

  it('goes for a key with a standing approval, for that action and host only, until it is taken back', async () => {
    const { reader } = app.context.database
    const key = await reader
      .selectFrom('keys')
      .select('id')
      .where('name', '=', 'admin')
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow()
    const path = `/v1/keys/${key.id}/standing-approvals`
    const given = { action: 'allowlist.add', host: '*.Example.org' }
    await admin('POST', path, given)
    const made = await admin('POST', path, { ...given, approval_code: (await newestCode()).code })
    expect(made.body).toMatchObject({ action: 'allowlist.add', host: '*.example.org' })
    const list = `/v1/mailboxes/${app.made.mailbox.id}/allowlist`
    expect((await admin('POST', list, { entry: 'ada@mail.example.org' })).status).toBe(201)
    expectAsked(await admin('POST', list, { entry: 'ada@example.org' }))
    expectAsked(await admin('POST', list, { entry: '*@evilexample.org' }))
    expect((await admin('DELETE', `${path}/${made.body.id}`)).status).toBe(200)
    expectAsked(await admin('POST', list, { entry: 'bob@mail.example.org' }))
    for (const bad of [
      { action: 'key.create' },
      { action: 'allowlist.add' },
      { action: 'allowlist.add', host: '*.org' },
    ])
      expect((await admin('POST', path, bad)).status).toBe(400)
  })
})
