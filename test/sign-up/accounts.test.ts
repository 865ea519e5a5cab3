import { afterEach, describe, expect, it } from 'vitest'
import { invite } from '../../src/actions/invite.ts'
import { SIGN_UP_MS } from '../../src/core/sign-up.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { askForAccount, codeIn, mailTo, proofOf, request, signUpAs } from '../support/sign-up.ts'

let app: TestServer

async function start(settings: Record<string, string> = {}): Promise<void> {
  app = await startTestServer({
    settings: { MULTIMAIL_SIGNUP: 'open', MULTIMAIL_ROLES: 'http', ...settings },
  })
}
afterEach(() => app.stop())

const confirm = (code: string) => app.call(null, 'POST', '/v1/confirm', { code })

describe('the code', () => {
  it('makes one account, however many confirm with it at once', async () => {
    await start()
    await askForAccount(app, { oversight_email: 'ada@acme.example' })
    const code = codeIn((await mailTo(app, 'ada@acme.example'))[0])
    const answers = await Promise.all(Array.from({ length: 6 }, () => confirm(code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409])
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => String(body.code))).toEqual(
      Array(5).fill('already_confirmed'),
    )
    const accounts = await app.context.database.reader.selectFrom('accounts').select('id').execute()
    expect(accounts).toHaveLength(2)
  })

  it('of two sign-ups of one address the first that is confirmed wins, and the other ends', async () => {
    await start()
    await askForAccount(app, { slug: 'one-acme' })
    await askForAccount(app, { slug: 'two-acme' })
    const [second, first] = (await mailTo(app, 'ada@acme.example')).map(codeIn)
    expect((await confirm(first ?? '')).body.mailbox_address).toBe('one-acme@multimail.localhost')
    expect((await confirm(second ?? '')).body.code).toBe('wrong_code')
  })

  it('is good for a day', async () => {
    await start()
    await askForAccount(app)
    const code = codeIn((await mailTo(app, 'ada@acme.example'))[0])
    app.context.clock.advance(SIGN_UP_MS)
    expect((await confirm(code)).body.code).toBe('wrong_code')
    await app.drain()
    const rows = await app.context.database.reader.selectFrom('sign_ups').select('id').execute()
    expect(rows).toEqual([])
  })

  it('may be tried five times an hour, right or wrong afterwards; dashes and case do not matter', async () => {
    await start()
    await askForAccount(app)
    const code = codeIn((await mailTo(app, 'ada@acme.example'))[0])
    for (let time = 0; time < 5; time++) {
      const { status, body } = await confirm('AAAAA-AAAAA')
      expect([status, body.code]).toEqual([403, 'wrong_code'])
    }
    const sixth = await confirm(code)
    expect([sixth.status, sixth.body.code]).toEqual([429, 'rate_limited'])
    expect(sixth.headers.get('retry-after')).toBe('3600')
    app.context.clock.advance(3_600_000)
    expect((await confirm(code.toLowerCase().replace('-', ''))).status).toBe(200)
  })
})

describe('names', () => {
  it('are looked at beforehand, with the reason and what could be had instead', async () => {
    await start()
    await signUpAs(app, { oversight_email: 'ada@acme.example', slug: 'northwind' })
    const look = async (slug: string) => (await app.call(null, 'GET', `/v1/slug-check/${slug}`)).body
    expect(await look('free-name')).toEqual({
      available: true,
      slug: 'free-name',
      reason: null,
      message: null,
      suggestions: [],
      address_preview: 'free-name@multimail.localhost',
    })
    const taken = await look('northwind')
    expect(taken).toMatchObject({ available: false, reason: 'taken' })
    expect(taken.suggestions).toEqual(['northwind-mail', 'northwind-hq', 'northwind-agents'])
    expect((await look('n0rthwind')).reason).toBe('look_alike')
    expect((await look('nor-thwind')).reason).toBe('look_alike')
    expect((await look('postmaster')).reason).toBe('reserved')
    expect((await look('mu1timail')).reason).toBe('reserved')
    expect((await look('ab')).reason).toBe('malformed')
    expect((await look('xn--a')).reason).toBe('malformed')
    // The mailbox of the first start.
    expect((await look('agent')).reason).toBe('taken')
  })

  it('go to whoever confirms first; the other gets the nearest that is free', async () => {
    await start()
    await askForAccount(app, { oversight_email: 'a@one.example', slug: 'northwind' })
    await askForAccount(app, { oversight_email: 'b@two.example', slug: 'northwind' })
    const codes = [await mailTo(app, 'a@one.example'), await mailTo(app, 'b@two.example')]
    const made = await Promise.all(codes.map(([mail]) => confirm(codeIn(mail))))
    const addresses = made.map(({ body }) => String(body.mailbox_address)).sort()
    expect(addresses).toEqual(['northwind-mail@multimail.localhost', 'northwind@multimail.localhost'])
  })

  it('that are taken are refused with what could be had', async () => {
    await start()
    await signUpAs(app, { oversight_email: 'ada@acme.example', slug: 'northwind' })
    const { status, body } = await askForAccount(app, { oversight_email: 'b@two.example', slug: 'northwind' })
    expect([status, body.code]).toEqual([409, 'slug_taken'])
    expect(body.suggestions).toEqual(['northwind-mail', 'northwind-hq', 'northwind-agents'])
  })
})

describe('two accounts', () => {
  it('share no address, not even one that looks alike, and none of the server', async () => {
    await start({ MULTIMAIL_OPERATOR_APPROVAL: 'off' })
    const one = await signUpAs(app, { oversight_email: 'a@one.example', slug: 'northwind' })
    const two = await signUpAs(app, { oversight_email: 'b@two.example', slug: 'fabrikam' })
    const make = async (key: Json | undefined, local: string) =>
      (await app.call(String(key), 'POST', '/v1/mailboxes', { address_local: local })).status
    expect(await make(one.api_key, 'support')).toBe(400)
    expect(await make(one.api_key, 'multimail')).toBe(400)
    expect(await make(one.api_key, 'fabrikam')).toBe(409)
    expect(await make(one.api_key, 'fabr1kam')).toBe(201)
    expect(await make(one.api_key, 'fabri-kam')).toBe(400)
    expect(await make(one.api_key, 'orders')).toBe(201)
    expect(await make(two.api_key, 'orders')).toBe(409)
  })

  it('see nothing of each other', async () => {
    await start({ MULTIMAIL_OPERATOR_APPROVAL: 'off' })
    const one = await signUpAs(app, { oversight_email: 'a@one.example', slug: 'northwind' })
    const two = await signUpAs(app, { oversight_email: 'b@two.example', slug: 'fabrikam' })
    const [mine, theirs] = [String(one.api_key), String(two.api_key)]
    const sent = await app.call(mine, 'POST', `/v1/mailboxes/${one.mailbox_id}/send`, {
      to: ['x@example.com'],
      subject: 'Secret',
      markdown: 'Of northwind',
    })
    await app.call(mine, 'POST', '/v1/contacts', { name: 'X', email: 'x@example.com', tags: [] })
    for (const path of [
      `/v1/emails/${sent.body.id}`,
      `/v1/mailboxes/${one.mailbox_id}`,
      `/v1/mailboxes/${one.mailbox_id}/emails`,
      `/v1/mailboxes/${one.mailbox_id}/emails/${sent.body.id}/raw`,
    ]) {
      expect((await app.call(theirs, 'GET', path)).status, path).toBe(404)
      expect((await app.call(app.made.keys.admin, 'GET', path)).status, path).toBe(404)
    }
    for (const path of ['/v1/contacts', '/v1/audit-log', '/v1/keys', '/v1/test/captured', '/v1/mailboxes']) {
      const { body } = await app.call(theirs, 'GET', path)
      expect(JSON.stringify(body), path).not.toContain('x@example.com')
      expect(JSON.stringify(body), path).not.toContain(String(one.mailbox_id))
    }
  })

  it('answer for their own mail: footer, oversight address, quota, pause and verified name', async () => {
    await start({ MULTIMAIL_OPERATOR_APPROVAL: 'off', MULTIMAIL_SIGNUP_QUOTA: '7' })
    const one = await signUpAs(app, {
      oversight_email: 'a@one.example',
      operator_name: 'Northwind Traders',
      oversight_mode: 'monitored',
    })
    const key = String(one.api_key)
    const { body: account } = await app.call(key, 'GET', '/v1/account')
    expect(account).toMatchObject({ plan: 'sign_up', monthly_email_quota: 7, max_mailboxes: 5 })
    const sent = await app.call(key, 'POST', `/v1/mailboxes/${one.mailbox_id}/send`, {
      to: ['x@example.com'],
      subject: 'Hello',
      markdown: 'Hi',
    })
    await app.drain()
    const { body: captured } = await app.call(key, 'GET', '/v1/test/captured')
    const mail = (captured.emails as unknown as Json[]).find(({ email_id: id }) => id === sent.body.id)
    const raw = Buffer.from(String(mail?.raw_base64), 'base64').toString()
    expect(raw).toContain('Northwind Traders')
    expect(raw).not.toContain('Operator')
    const statement = /X-MultiMail-Identity:\s*([\s\S]+?)\r\n\S/.exec(raw)?.[1] ?? ''
    const claims = JSON.parse(
      Buffer.from(statement.replace(/\s/g, '').split('.')[0] ?? '', 'base64url').toString(),
    )
    expect(claims).toMatchObject({ operator: 'Northwind Traders', verified_operator: false })
    // Pausing one account does not touch the other.
    await app.call(key, 'POST', '/v1/account/pause', { reason: 'test' })
    expect((await app.call(app.made.keys.admin, 'GET', '/v1/account')).body.paused).toBe(false)
  })
})

describe('who may sign up', () => {
  it('nobody, unless the operator of the server says so', async () => {
    await start({ MULTIMAIL_SIGNUP: 'closed' })
    const answers = [
      await app.call(null, 'POST', '/v1/account/challenge', {}),
      await app.call(null, 'POST', '/v1/account', request({ pow_solution: NO_PROOF })),
      await confirm('AAAAA-AAAAA'),
      await app.call(null, 'POST', '/v1/account/resend-confirmation', { oversight_email: 'a@one.example' }),
    ]
    for (const { status, body } of answers) expect([status, body.code]).toEqual([403, 'signup_closed'])
    expect((await app.call(null, 'GET', '/sign-up')).status).toBe(403)
  })

  it('whoever was invited, with the address that was invited, once', async () => {
    await start({ MULTIMAIL_SIGNUP: 'invite' })
    const { code } = await invite(app.context, 'Ada@acme.example')
    const proof = await proofOf(app)
    const without = await askForAccount(app, { pow_solution: proof })
    expect([without.status, without.body.code]).toEqual([403, 'invitation_required'])
    const other = await askForAccount(app, {
      pow_solution: proof,
      invite_code: code,
      oversight_email: 'eve@other.example',
    })
    expect(other.body.code).toBe('invitation_required')
    await signUpAs(app, { oversight_email: 'ada@acme.example', invite_code: code })
    const again = await askForAccount(app, { invite_code: code })
    expect(again.body.code).toBe('invitation_required')
  })

  it('counts clients behind a proxy apart when it is trusted, and believes nobody else', async () => {
    await start({ MULTIMAIL_TRUSTED_PROXIES: '127.0.0.1', MULTIMAIL_RATE_LIMIT: '1000/1000' })
    const wrong = (forwarded: string) =>
      app.call(null, 'POST', '/v1/confirm', { code: 'AAAAA-AAAAA' }, { 'x-forwarded-for': forwarded })
    for (let time = 0; time < 5; time++) expect((await wrong('192.0.2.1')).status).toBe(403)
    expect((await wrong('192.0.2.1')).status).toBe(429)
    expect((await wrong('198.51.100.9, 192.0.2.1')).status).toBe(429)
    expect((await wrong('192.0.2.2')).status).toBe(403)
  })
})

const NO_PROOF = { algorithm: 'SHA-256', challenge: 'a', number: 1, salt: 'a', signature: 'a' }
