import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  consent,
  EVERYTHING,
  HandClient,
  leave,
  letIn,
  openConsent,
  PlainBrowser,
  prove,
} from '../support/consent.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { mailTo } from '../support/sign-up.ts'

let app: TestServer

beforeEach(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
})
afterEach(() => app.stop())

/** The status with which /mcp answers a token. */
async function atMcp(token: string): Promise<number> {
  const hello = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } },
  }
  const response = await fetch(`${app.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify(hello),
  })
  await response.text()
  return response.status
}

describe('a token', () => {
  it('opens the door it is for, and no other', async () => {
    const { access } = await letIn(app)
    expect(await atMcp(access)).toBe(200)
    const other = await app.call(access, 'GET', '/v1/mailboxes')
    expect(other.status).toBe(401)
    expect(other.body.error).toBe(`This access token is not for ${app.url}.`)

    const { access: forApi } = await letIn(app, { resource: app.url })
    expect((await app.call(forApi, 'GET', '/v1/mailboxes')).status).toBe(200)
    expect(await atMcp(forApi)).toBe(401)
  })

  it('is for nothing else than this server', async () => {
    const client = await new HandClient(app).register()
    const page = await openConsent(new PlainBrowser(), client.url({ resource: 'https://elsewhere.example' }))
    expect(new URL(page.next ?? '').searchParams.get('error')).toBe('invalid_target')
  })

  it('does what was granted and no more', async () => {
    const { access } = await letIn(app, { resource: app.url, scope: 'read' })
    expect((await app.call(access, 'GET', '/v1/mailboxes')).status).toBe(200)
    const send = await app.call(access, 'POST', `/v1/mailboxes/${app.made.mailbox.id}/send`, {
      to: ['a@example.com'],
      subject: 'Hi',
      markdown: 'Hi',
    })
    expect([send.status, send.body.code]).toEqual([403, 'forbidden_scope'])
  })

  it('sees the mailboxes that were chosen', async () => {
    const { access } = await letIn(
      app,
      { resource: app.url },
      { ...EVERYTHING, mailboxes: [app.made.mailbox.id] },
    )
    const { body } = await app.call(access, 'GET', '/v1/mailboxes')
    expect((body.mailboxes as unknown as Json[]).map(({ id }) => id)).toEqual([app.made.mailbox.id])
  })

  it('ends after an hour', async () => {
    const { access } = await letIn(app)
    app.context.clock.advance(3_600_000)
    expect(await atMcp(access)).toBe(401)
  })

  it('ends at once when its key is revoked, and is not refreshed', async () => {
    const { client, access, refresh } = await letIn(app)
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/keys')
    const key = (body.keys as unknown as Json[]).find(({ name }) => String(name) === 'Test client')
    await app.context.database.write((writer) =>
      writer.db
        .updateTable('keys')
        .set({ revoked_at: writer.now })
        .where('id', '=', String(key?.id))
        .execute(),
    )
    expect(await atMcp(access)).toBe(401)
    const refused = await client.refresh(refresh)
    expect([refused.status, refused.body.error]).toEqual([400, 'invalid_grant'])
  })

  it('is found in no table as it is', async () => {
    const { access, refresh } = await letIn(app)
    const rows = await app.context.database.reader.selectFrom('oauth_rows').selectAll().execute()
    expect(rows.length).toBeGreaterThan(2)
    expect(JSON.stringify(rows)).not.toContain(access)
    expect(JSON.stringify(rows)).not.toContain(refresh)
  })
})

describe('a code', () => {
  it('is good once: whoever shows it again ends the whole grant', async () => {
    const client = await new HandClient(app).register()
    const back = await consent(app, client.url(), EVERYTHING)
    const code = back.searchParams.get('code') ?? ''
    expect(back.searchParams.get('iss')).toBe(app.url)
    expect(back.searchParams.get('state')).toBe('state-of-the-client')
    const first = await client.exchange(code)
    expect(await atMcp(String(first.body.access_token))).toBe(200)
    const second = await client.exchange(code)
    expect([second.status, second.body.error]).toEqual([400, 'invalid_grant'])
    expect(await atMcp(String(first.body.access_token))).toBe(401)
    expect((await client.refresh(String(first.body.refresh_token))).status).toBe(400)
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log?limit=100')
    const actions = (body.entries as unknown as Json[]).map(({ action }) => String(action))
    expect(actions).toContain('oauth.granted')
    expect(actions).toContain('oauth.token_replayed')
    expect(actions).toContain('key.revoked')
  })

  it('gives at most one token when it is shown twice at once', async () => {
    const client = await new HandClient(app).register()
    const back = await consent(app, client.url(), EVERYTHING)
    const code = back.searchParams.get('code') ?? ''
    const answers = await Promise.all([client.exchange(code), client.exchange(code), client.exchange(code)])
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
  })

  it('is worth nothing without its verifier, with another redirect, or for another client', async () => {
    const client = await new HandClient(app).register()
    const thief = await new HandClient(app).register()
    const code = async () => (await consent(app, client.url(), EVERYTHING)).searchParams.get('code') ?? ''
    const refusals = [
      await client.exchange(await code(), { code_verifier: 'a'.repeat(43) }),
      await client.exchange(await code(), { redirect_uri: 'http://127.0.0.1:9/other' }),
      await thief.exchange(await code(), { code_verifier: client.verifier }),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(refusals.map(({ body }) => String(body.error))).toEqual(Array(3).fill('invalid_grant'))
  })
})

describe('a refresh token', () => {
  it('is replaced at each use; the old one shown again ends the family', async () => {
    const { client, refresh } = await letIn(app)
    const next = await client.refresh(refresh)
    expect(next.status).toBe(200)
    expect(next.body.refresh_token).not.toBe(refresh)
    expect(await atMcp(String(next.body.access_token))).toBe(200)
    const replay = await client.refresh(refresh)
    expect([replay.status, replay.body.error]).toEqual([400, 'invalid_grant'])
    expect(await atMcp(String(next.body.access_token))).toBe(401)
    expect((await client.refresh(String(next.body.refresh_token))).status).toBe(400)
  })

  it('is worth nothing in the hands of another client', async () => {
    const { refresh } = await letIn(app)
    const thief = await new HandClient(app).register()
    const stolen = await thief.refresh(refresh)
    expect([stolen.status, stolen.body.error]).toEqual([400, 'invalid_grant'])
  })

  it('does not become a token for another resource or with more scopes', async () => {
    const { client, refresh } = await letIn(app, { scope: 'read' })
    const audience = await client.refresh(refresh, { resource: app.url })
    expect([audience.status, audience.body.error]).toEqual([400, 'invalid_target'])
    const second = await letIn(app, { scope: 'read' })
    const scopes = await second.client.refresh(second.refresh, { scope: 'read send' })
    expect([scopes.status, scopes.body.error]).toEqual([400, 'invalid_scope'])
  })

  it('ends the grant and its key when the client revokes it', async () => {
    const { client, access, refresh } = await letIn(app)
    const answer = await fetch(`${app.url}/oauth/revoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: client.id, token: refresh }).toString(),
    })
    expect(answer.status).toBe(200)
    expect(await atMcp(access)).toBe(401)
    const keys = await app.context.database.reader
      .selectFrom('keys')
      .select('revoked_at')
      .where('name', '=', 'Test client')
      .execute()
    expect(keys.map(({ revoked_at: at }) => at !== null)).toEqual([true])
  })
})

describe('a request', () => {
  it.each([
    ['without PKCE', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['with PKCE in the clear', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for send and oversight together', { scope: 'read send oversight' }, 'invalid_scope'],
    ['for a token at once', { response_type: 'token' }, 'unsupported_response_type'],
  ])('%s is refused', async (_, change, error) => {
    const client = await new HandClient(app).register()
    const page = await openConsent(new PlainBrowser(), client.url(change))
    const back = new URL(page.next ?? '')
    expect(back.host).toBe('127.0.0.1:9')
    expect(back.href).toContain(`error=${error}`)
    expect(back.href).not.toContain('code=')
  })

  it('says in words why nobody gets both send and oversight', async () => {
    const client = await new HandClient(app).register()
    const page = await openConsent(new PlainBrowser(), client.url({ scope: 'send oversight' }))
    expect(new URL(page.next ?? '').searchParams.get('error_description')).toContain(
      'nobody approves their own mail',
    )
  })

  it.each([
    ['another redirect', { redirect_uri: 'https://evil.example/callback' }],
    ['another path', { redirect_uri: 'http://127.0.0.1:9/callback/../other' }],
    ['an unknown client', { client_id: 'nobody' }],
  ])('with %s leads nowhere', async (_, change) => {
    const client = await new HandClient(app).register()
    const page = await openConsent(new PlainBrowser(), client.url(change))
    expect([page.status, page.next]).toEqual([400, null])
    expect(page.text).toContain('Access was not given')
  })

  it('may come back to another port of the same machine', async () => {
    const client = await new HandClient(app).register()
    const page = await openConsent(
      new PlainBrowser(),
      client.url({ redirect_uri: 'http://127.0.0.1:4711/callback' }),
    )
    expect(page.status).toBe(200)
  })

  it('that names no scope is for reading', async () => {
    const client = await new HandClient(app).register()
    const back = await consent(app, client.url({ scope: null }), EVERYTHING)
    const { body } = await client.exchange(back.searchParams.get('code') ?? '')
    expect(body.scope).toBe('read')
  })
})

describe('a client that registers', () => {
  it.each([
    'http://example.com/callback',
    'https://user:secret@example.com/callback',
    'https://example.com/callback#part',
    'javascript:alert(1)',
    'myapp://callback',
  ])('may not be answered at %s', async (uri) => {
    const { status, body } = await app.call(null, 'POST', '/oauth/register', { redirect_uris: [uri] })
    expect([status, body.error]).toEqual([400, 'invalid_redirect_uri'])
  })

  it('gets no secret, whatever it asks for', async () => {
    const { status, body } = await app.call(null, 'POST', '/oauth/register', {
      redirect_uris: ['https://example.com/callback'],
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'client_credentials', 'implicit'],
      jwks_uri: 'http://169.254.169.254/',
      logo_uri: 'https://tracker.example/logo.png',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ token_endpoint_auth_method: 'none', grant_types: ['authorization_code'] })
    expect(body.client_secret).toBeUndefined()
    expect(JSON.stringify(body)).not.toMatch(/169\.254|tracker/)
  })

  it('may do so twenty times an hour', async () => {
    const limited = await startTestServer({
      settings: { MULTIMAIL_ROLES: 'http', MULTIMAIL_RATE_LIMIT: '1000/1000' },
    })
    try {
      const register = () =>
        limited.call(null, 'POST', '/oauth/register', { redirect_uris: ['https://example.com/cb'] })
      for (let time = 0; time < 20; time++) expect((await register()).status).toBe(201)
      const refused = await register()
      expect([refused.status, refused.body.error]).toEqual([429, 'temporarily_unavailable'])
      expect(refused.headers.get('retry-after')).toBe('3600')
    } finally {
      await limited.stop()
    }
  })
})

describe('the page of consent', () => {
  it('names who asks, for what, and how each mailbox is watched; its name is only text', async () => {
    const client = await new HandClient(app).register({ client_name: '<b>Claude</b>\u202e' })
    const browser = new PlainBrowser()
    const page = await openConsent(browser, client.url())
    expect(page.text).toContain('&lt;b&gt;Claude&lt;/b&gt;')
    expect(page.text).toContain('127.0.0.1:9')
    expect(page.text).not.toContain(app.made.mailbox.address)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const proved = await prove(app, browser, page, EVERYTHING.email)
    expect(proved.text).toContain(app.made.mailbox.address)
    expect(proved.text).toContain('A person approves what this agent sends')
  })

  it('tells nobody whether an address has an account, and mails no stranger', async () => {
    const client = await new HandClient(app).register()
    const answers = []
    for (const email of ['operator@multimail.localhost', 'stranger@example.com']) {
      const browser = new PlainBrowser()
      const page = await openConsent(browser, client.url())
      const answer = await browser.visit(page.url, { step: 'address', email })
      answers.push(answer.text.replaceAll(page.url.split('/').pop() ?? '', 'UID'))
    }
    expect(answers[0]).toBe(answers[1])
    expect(await mailTo(app, 'stranger@example.com')).toEqual([])
  })

  it('takes five wrong codes and then not even the right one', async () => {
    const client = await new HandClient(app).register()
    const browser = new PlainBrowser()
    const page = await openConsent(browser, client.url())
    await browser.visit(page.url, { step: 'address', email: EVERYTHING.email })
    const [mail] = await mailTo(app, EVERYTHING.email)
    const code = /([2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5})/.exec(mail?.text ?? '')?.[1] ?? ''
    for (let time = 0; time < 5; time++) {
      const wrong = await browser.visit(page.url, { step: 'code', code: 'AAAAA-AAAAA' })
      expect(wrong.status).toBe(403)
    }
    const late = await browser.visit(page.url, { step: 'code', code })
    expect(late.status).toBe(403)
    expect(late.text).not.toContain(app.made.mailbox.address)
  })

  it('lets nobody in who proved nothing, in another browser, or with a mailbox of somebody else', async () => {
    const client = await new HandClient(app).register()
    const browser = new PlainBrowser()
    const page = await openConsent(browser, client.url())
    const early = await browser.visit(page.url, { step: 'allow', mailbox: '*' })
    expect([early.status, early.next]).toEqual([404, null])
    await prove(app, browser, page, EVERYTHING.email)
    const stranger = await new PlainBrowser().visit(page.url, { step: 'allow', mailbox: '*' })
    expect([stranger.status, stranger.next]).toEqual([400, null])
    const foreign = await browser.visit(page.url, { step: 'allow', mailbox: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B' })
    expect([foreign.status, foreign.next]).toEqual([400, null])
    const none = await browser.visit(page.url, { step: 'allow' })
    expect([none.status, none.next]).toEqual([400, null])
    const back = await leave(browser, await browser.visit(page.url, { step: 'allow', mailbox: '*' }))
    expect(back.searchParams.get('code')).toBeTruthy()
  })

  it('tells the client when the operator refuses', async () => {
    const client = await new HandClient(app).register()
    const browser = new PlainBrowser()
    const page = await openConsent(browser, client.url())
    await prove(app, browser, page, EVERYTHING.email)
    const back = await leave(browser, await browser.visit(page.url, { step: 'deny' }))
    expect(back.searchParams.get('error')).toBe('access_denied')
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log')
    expect(JSON.stringify(body)).toContain('oauth.refused')
  })
})

describe('metadata', () => {
  it('is where clients look, and readable by pages of other sites', async () => {
    for (const path of [
      '/.well-known/oauth-authorization-server',
      '/.well-known/oauth-authorization-server/mcp',
    ]) {
      const { body, headers } = await app.call(null, 'GET', path)
      expect(body).toMatchObject({
        issuer: app.url,
        authorization_endpoint: `${app.url}/oauth/authorize`,
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
      })
      expect(headers.get('access-control-allow-origin')).toBe('*')
    }
    const mcp = await app.call(null, 'GET', '/.well-known/oauth-protected-resource/mcp')
    expect(mcp.body).toMatchObject({ resource: `${app.url}/mcp`, authorization_servers: [app.url] })
    const api = await app.call(null, 'GET', '/.well-known/oauth-protected-resource')
    expect(api.body.resource).toBe(app.url)
  })
})
