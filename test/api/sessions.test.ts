/** Signing in at the console: codes by mail, sessions, what another site cannot do with them. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Browser, codeFor, cookieOf, join, operatorEmail, PAGE } from '../support/console.ts'
import { noticesOf } from '../support/notices.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let operator: string

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: 'off', MULTIMAIL_ROLES: 'http' } })
  operator = await operatorEmail(app)
})
afterAll(() => app.stop())
// Limits of signing in are on always: each test begins with full buckets.
beforeEach(() => app.context.buckets.clear())

const post = (path: string, body: object, headers = {}) =>
  app.call(null, 'POST', path, body, { ...PAGE, ...headers })

describe('signing in with a code by mail', () => {
  it('makes the oversight address the first owner, with nothing set up', async () => {
    const code = await codeFor(app, operator)
    const answer = await post('/v1/session', { email: operator, code })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      status: 'signed_in',
      totp_required: false,
      person: { email: operator, role: 'owner' },
    })
    const cookie = answer.headers.get('set-cookie')
    expect(cookie).toMatch(
      /^multimail_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/,
    )
    const own = await app.call(null, 'GET', '/v1/session', undefined, { cookie: cookieOf(answer) ?? '' })
    expect(own.body).toMatchObject({
      person: { email: operator, role: 'owner' },
      account: { slug: app.made.account.slug, paused: false },
      sign_in_methods: { passkeys: 0, password: false, totp: false },
    })
  })

  it('mails a link whose code no server log sees', async () => {
    const code = await codeFor(app, operator)
    const [mail] = (await noticesOf(app)).filter(({ kind }) => kind === 'sign_in')
    expect(mail?.text).toContain(`/sign-in?email=${encodeURIComponent(operator)}#code=${code}`)
  })

  it('answers the same for an address that is nobody’s, and mails nobody', async () => {
    const before = (await noticesOf(app)).length
    const known = await post('/v1/session/code', { email: operator })
    const unknown = await post('/v1/session/code', { email: 'stranger@example.net' })
    expect(unknown.status).toBe(known.status)
    expect(unknown.body).toEqual(known.body)
    const refused = await post('/v1/session', { email: 'stranger@example.net', code: 'AAA-AAA' })
    const wrong = await post('/v1/session', { email: operator, code: 'AAA-AAA' })
    expect(refused.status).toBe(401)
    expect({ ...refused.body, request_id: '' }).toEqual({ ...wrong.body, request_id: '' })
    expect(await noticesOf(app)).toHaveLength(before + 1)
  })

  it('takes a code once', async () => {
    const code = await codeFor(app, operator)
    expect((await post('/v1/session', { email: operator, code })).status).toBe(200)
    expect((await post('/v1/session', { email: operator, code })).body.code).toBe('sign_in_failed')
  })

  it('takes a code once when it is given many times at once', async () => {
    const code = await codeFor(app, operator)
    const tries = [1, 2, 3, 4, 5].map(() => post('/v1/session', { email: operator, code }))
    const answers = await Promise.all(tries)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401])
  })

  it('takes no code after ten minutes', async () => {
    const code = await codeFor(app, operator)
    app.context.clock.advance(10 * 60_000)
    expect((await post('/v1/session', { email: operator, code })).status).toBe(401)
  })

  it('takes no code after five wrong ones', async () => {
    const code = await codeFor(app, operator)
    for (let tries = 0; tries < 5; tries++) await post('/v1/session', { email: operator, code: 'AAA-AAA' })
    expect((await post('/v1/session', { email: operator, code })).status).toBe(401)
  })

  it('limits tries and mails for an address, known or not', async () => {
    for (const email of [operator, 'stranger@example.net']) {
      const asked = []
      for (let count = 0; count < 6; count++) asked.push(await post('/v1/session/code', { email }))
      expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
      expect(Number(asked.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
      const tried = []
      for (let count = 0; count < 11; count++)
        tried.push(await post('/v1/session', { email, code: 'AAA-AAA' }))
      expect(tried.map(({ status }) => status).slice(9)).toEqual([401, 429])
    }
  })

  it('stores neither code nor cookie', async () => {
    const code = await codeFor(app, operator)
    const cookie = cookieOf(await post('/v1/session', { email: operator, code }))?.split('=')[1] ?? ''
    const { reader } = app.context.database
    const stored = JSON.stringify([
      await reader.selectFrom('sessions').selectAll().execute(),
      await reader.selectFrom('sign_in_codes').selectAll().execute(),
      await reader.selectFrom('events').selectAll().execute(),
    ])
    expect(stored).not.toContain(cookie)
    expect(stored).not.toContain(code)
  })
})

describe('a session', () => {
  it('ends after 12 hours without use, and 7 days after signing in', async () => {
    const idle = await Browser.signIn(app, operator)
    const used = await Browser.signIn(app, operator)
    app.context.clock.advance(11 * 3_600_000)
    expect((await used.send('GET', '/v1/session')).status).toBe(200)
    app.context.clock.advance(2 * 3_600_000)
    expect((await idle.send('GET', '/v1/session')).status).toBe(401)
    for (let passed = 13; passed < 7 * 24 - 11; passed += 11) {
      expect((await used.send('GET', '/v1/session')).status).toBe(200)
      app.context.clock.advance(11 * 3_600_000)
    }
    app.context.clock.advance(11 * 3_600_000)
    expect((await used.send('GET', '/v1/session')).status).toBe(401)
  })

  it('is listed, ended from elsewhere, and ends by signing out', async () => {
    const here = await Browser.signIn(app, operator)
    const there = await Browser.signIn(app, operator)
    const { body } = await here.send('GET', '/v1/sessions', undefined, { 'user-agent': 'Test/1.0' })
    const sessions = body.sessions as unknown as { id: string; current: boolean }[]
    expect(sessions.filter(({ current }) => current)).toHaveLength(1)
    expect(sessions[0]).toMatchObject({ method: 'code', ip: expect.stringContaining('127.0.0.1') })
    const { body: theirs } = await there.send('GET', '/v1/session')
    const id = theirs.session?.id
    expect((await here.send('DELETE', `/v1/sessions/${id}`)).body).toEqual({ status: 'ended', id })
    expect((await there.send('GET', '/v1/session')).status).toBe(401)
    const cookie = here.cookie
    const out = await here.send('DELETE', '/v1/session')
    expect(out.body).toEqual({ status: 'signed_out' })
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await new Browser(app, cookie).send('GET', '/v1/session')).status).toBe(401)
  })

  it('of somebody else cannot be ended', async () => {
    const owner = await Browser.signIn(app, operator)
    const other = await join(owner, 'other@example.com', 'viewer')
    const { body } = await owner.send('GET', '/v1/session')
    expect((await other.send('DELETE', `/v1/sessions/${body.session?.id}`)).status).toBe(404)
    expect((await owner.send('GET', '/v1/session')).status).toBe(200)
  })

  it('is audited from the code to the end', async () => {
    const browser = await Browser.signIn(app, operator)
    await browser.send('DELETE', '/v1/session')
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log?limit=100')
    const entries = body.entries as unknown as { action: string; actor: string }[]
    const ofSessions = entries.filter(({ action }) => action.startsWith('session.')).slice(0, 3)
    expect(ofSessions.map(({ action, actor }) => [action, actor])).toEqual([
      ['session.ended', `person:${operator}`],
      ['session.created', `person:${operator}`],
      ['session.code_asked', 'nobody'],
    ])
  })

  it('is a cookie for this very host over TLS where the server has TLS', async () => {
    const publicUrl = app.context.publicUrl
    const code = await codeFor(app, operator)
    app.context.publicUrl = 'https://mail.example.com'
    const answer = await post('/v1/session', { email: operator, code })
    app.context.publicUrl = publicUrl
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-multimail_session=.*; Secure$/)
  })
})

describe('another site', () => {
  let owner: Browser

  beforeAll(async () => {
    app.context.buckets.clear()
    owner = await Browser.signIn(app, operator)
  })

  const pause = (headers: Record<string, string>) =>
    app.call(null, 'POST', '/v1/account/pause', { reason: 'x' }, { cookie: owner.cookie, ...headers })

  it.each([
    ['a form, which cannot send the header', {}],
    ['the header with another value', { 'x-multimail-console': 'yes' }],
    ['a page of another origin', { ...PAGE, origin: 'https://evil.example' }],
    ['a page without an origin', { ...PAGE, origin: 'null' }],
    ['a page of another site, as the browser says', { ...PAGE, 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbour, as the browser says', { ...PAGE, 'sec-fetch-site': 'same-site' }],
  ])('changes nothing with the cookie: %s', async (_, headers) => {
    const answer = await pause(headers)
    expect(answer.status).toBe(403)
    expect(answer.body.code).toBe('not_from_console')
    const { body } = await owner.send('GET', '/v1/session')
    expect(body.account?.paused).toBe(false)
  })

  it('signs nobody in', async () => {
    const code = await codeFor(app, operator)
    const answer = await app.call(null, 'POST', '/v1/session', { email: operator, code })
    expect(answer.body.code).toBe('not_from_console')
  })

  it('is not told that it may ask', async () => {
    const response = await fetch(`${app.url}/v1/account/pause`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-multimail-console',
      },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('is told apart from a page of this server', async () => {
    const answer = await pause({ ...PAGE, origin: app.url, 'sec-fetch-site': 'same-origin' })
    expect(answer.status).toBe(200)
    await owner.send('POST', '/v1/account/resume', {})
  })
})

describe('the environment', () => {
  it('is chosen for each request', async () => {
    const owner = await Browser.signIn(app, operator)
    const box = app.made.mailbox.id
    await app.call(app.made.keys.test_agent, 'POST', `/v1/mailboxes/${box}/send`, {
      to: ['ada@example.com'],
      subject: 'Only a test',
      markdown: 'words',
    })
    const path = `/v1/mailboxes/${box}/emails`
    const live = await owner.send('GET', path)
    const test = await owner.send('GET', path, undefined, { 'x-multimail-test': '1' })
    const byQuery = await owner.send('GET', `${path}?test=1`)
    expect(live.body.emails).toEqual([])
    expect(test.body.emails).toHaveLength(1)
    expect(byQuery.body.emails).toHaveLength(1)
  })
})

describe('a key', () => {
  it('is no person', async () => {
    const answer = await app.call(app.made.keys.admin, 'DELETE', '/v1/sessions/01KAQ3T9M8ZK6W0R4Y2F7VHX5B')
    expect([401, 403]).toContain(answer.status)
    const own = await app.call(app.made.keys.agent, 'GET', '/v1/session')
    expect(own.body.code).toBe('session_required')
  })
})
