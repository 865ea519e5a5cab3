/** What a person signs in with beside codes by mail: an authenticator app, a password, passkeys. */

import { TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Authenticator } from '../support/authenticator.ts'
import { Browser, codeFor, join, operatorEmail } from '../support/console.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let operator: string
let email: string
let me: Browser
let count = 0

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: 'off', MULTIMAIL_ROLES: 'http' } })
  operator = await operatorEmail(app)
})
afterAll(() => app.stop())
beforeEach(async () => {
  app.context.buckets.clear()
  const owner = await Browser.signIn(app, operator)
  email = `person${count++}@example.com`
  me = await join(owner, email, 'reviewer')
})

const PASSWORD = 'correct horse battery'
/** What the app of somebody shows now. */
const shown = (secret: string) => new TOTP({ secret }).generate({ timestamp: app.context.clock.now() })
const nextStep = () => app.context.clock.advance(30_000)
const signIn = (body: object) => new Browser(app).send('POST', '/v1/session', { email, ...body })

/** Sets up an app. Returns its secret; its present code is used up. */
async function withApp(): Promise<string> {
  const { body } = await me.send('POST', '/v1/session/totp', {})
  expect(String(body.otpauth_url)).toMatch(/^otpauth:\/\/totp\/MultiMail:.*issuer=MultiMail/)
  const secret = String(body.secret)
  const set = await me.send('PUT', '/v1/session/totp', { totp_code: shown(secret) })
  expect(set.body).toEqual({ status: 'totp_set' })
  nextStep()
  return secret
}

describe('an authenticator app', () => {
  it('is asked for after the code by mail, which is not used up meanwhile', async () => {
    const secret = await withApp()
    const code = await codeFor(app, email)
    expect((await signIn({ code })).body).toEqual({
      status: 'totp_required',
      totp_required: true,
      person: null,
    })
    expect((await signIn({ code, totp: '000000' })).status).toBe(401)
    expect((await signIn({ code, totp: shown(secret) })).body.status).toBe('signed_in')
  })

  it('is asked for by nobody before it was confirmed', async () => {
    await me.send('POST', '/v1/session/totp', {})
    expect((await me.send('PUT', '/v1/session/totp', { totp_code: '000000' })).status).toBe(400)
    expect((await signIn({ code: await codeFor(app, email) })).body.status).toBe('signed_in')
  })

  it('shows codes that work once, 30 seconds early or late at most', async () => {
    const secret = await withApp()
    const totp = shown(secret)
    expect((await signIn({ code: await codeFor(app, email), totp })).status).toBe(200)
    expect((await signIn({ code: await codeFor(app, email), totp })).status).toBe(401)
    nextStep()
    const late = shown(secret)
    nextStep()
    expect((await signIn({ code: await codeFor(app, email), totp: late })).status).toBe(200)
    nextStep()
    const later = shown(secret)
    nextStep()
    nextStep()
    expect((await signIn({ code: await codeFor(app, email), totp: later })).status).toBe(401)
  })

  it('is not replaced, only taken away first', async () => {
    await withApp()
    expect((await me.send('POST', '/v1/session/totp', {})).status).toBe(409)
    await me.send('DELETE', '/v1/session/totp')
    expect((await me.send('POST', '/v1/session/totp', {})).status).toBe(200)
  })

  it('is taken away by an owner when it was lost', async () => {
    await withApp()
    const { body } = await me.send('GET', '/v1/session')
    const owner = await Browser.signIn(app, operator)
    const reset = await owner.send('PATCH', `/v1/people/${body.person?.id}`, { reset_sign_in: true })
    expect(reset.body).toMatchObject({ has_totp: false, has_passkey: false })
    expect((await me.send('GET', '/v1/session')).status).toBe(401)
    expect((await signIn({ code: await codeFor(app, email) })).body.status).toBe('signed_in')
  })
})

describe('a password', () => {
  it('signs in together with the app, and not without it', async () => {
    const secret = await withApp()
    const set = { password: PASSWORD, totp_code: shown(secret) }
    expect((await me.send('PUT', '/v1/session/password', set)).body).toEqual({ status: 'password_set' })
    nextStep()
    expect((await signIn({ password: PASSWORD })).body.status).toBe('totp_required')
    expect((await signIn({ password: `${PASSWORD}!`, totp: shown(secret) })).status).toBe(401)
    expect((await signIn({ password: PASSWORD, totp: shown(secret) })).body.status).toBe('signed_in')
    const { body } = await me.send('GET', '/v1/session')
    expect(body.sign_in_methods).toEqual({ passkeys: 0, password: true, totp: true })
    await me.send('DELETE', '/v1/session/totp')
    expect((await signIn({ password: PASSWORD })).status).toBe(401)
  })

  it('is refused when it is short, easy, or without an app', async () => {
    const set = (password: string, totp_code = '123456') =>
      me.send('PUT', '/v1/session/password', { password, totp_code })
    expect((await set(PASSWORD)).status).toBe(400)
    const secret = await withApp()
    for (const password of ['short', 'aaaaaaaaaaaaaaaa', `x${email}`])
      expect((await set(password, shown(secret))).status).toBe(400)
  })

  it('is stored by Argon2id with a salt of its own', async () => {
    const secret = await withApp()
    await me.send('PUT', '/v1/session/password', { password: PASSWORD, totp_code: shown(secret) })
    const rows = await app.context.database.reader
      .selectFrom('people')
      .select('password_hash')
      .where('email', '=', email)
      .execute()
    expect(rows[0]?.password_hash).toMatch(/^argon2id\$65536\$3\$[\w-]{22}\$[\w-]{43}$/)
  })

  it('is refused the same for an address that has none', async () => {
    const answers = []
    for (const address of [email, 'stranger@example.net'])
      answers.push(await new Browser(app).send('POST', '/v1/session', { email: address, password: PASSWORD }))
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [401, 'sign_in_failed'],
      [401, 'sign_in_failed'],
    ])
  })
})

describe('changing what one signs in with', () => {
  it.each([
    ['POST', '/v1/session/totp', {}],
    ['PUT', '/v1/session/password', { password: PASSWORD, totp_code: '123456' }],
    ['DELETE', '/v1/session/totp', undefined],
    ['POST', '/v1/session/passkeys/options', {}],
  ])('needs a sign-in of the last 30 minutes: %s %s', async (method, path, body) => {
    app.context.clock.advance(30 * 60_000)
    expect((await me.send(method, path, body)).body.code).toBe('sign_in_again')
  })
})

describe('a passkey', () => {
  const site = () => app.context.publicUrl

  async function register(device: Authenticator): Promise<void> {
    const { body } = await me.send('POST', '/v1/session/passkeys/options', {})
    const response = device.create(body.options, site())
    const made = await me.send('POST', '/v1/session/passkeys', { response, name: 'My phone' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'My phone', last_used_at: null })
  }

  async function asked(): Promise<unknown> {
    const { body } = await new Browser(app).send('POST', '/v1/session/passkey/options', {})
    return body.options
  }
  const enter = (response: unknown) => new Browser(app).send('POST', '/v1/session/passkey', { response })

  it('signs in without an address, and needs no app', async () => {
    const device = new Authenticator()
    await register(device)
    await withApp()
    const answer = await enter(device.get(await asked(), site()))
    expect(answer.body).toMatchObject({ status: 'signed_in', person: { email } })
    const { body } = await me.send('GET', '/v1/session/passkeys')
    expect(body.passkeys).toMatchObject([{ name: 'My phone', last_used_at: expect.any(String) }])
  })

  it('is asked without telling whose there are', async () => {
    await register(new Authenticator())
    expect(await asked()).toMatchObject({ userVerification: 'required' })
    expect(JSON.stringify(await asked())).not.toContain('allowCredentials')
  })

  it('signs each challenge once', async () => {
    const device = new Authenticator()
    await register(device)
    const response = device.get(await asked(), site())
    expect((await enter(response)).status).toBe(200)
    expect((await enter(response)).status).toBe(401)
  })

  it('is refused for a challenge that is too old, another site, another key, or without the person', async () => {
    const device = new Authenticator()
    await register(device)
    const old = device.get(await asked(), site())
    app.context.clock.advance(5 * 60_000)
    expect((await enter(old)).status).toBe(401)
    expect((await enter(device.get(await asked(), 'https://evil.example'))).status).toBe(401)
    const forged = { ...device.get(await asked(), site()), id: new Authenticator().id }
    expect((await enter(forged)).status).toBe(401)
    const stolen = new Authenticator(device.id)
    expect((await enter(stolen.get(await asked(), site()))).status).toBe(401)
    expect((await enter(device.get(await asked(), site(), { verified: false }))).status).toBe(401)
    for (const nonsense of [{}, { id: device.id }, { id: device.id, response: {} }])
      expect((await enter(nonsense)).status).toBe(401)
  })

  it('whose counter goes back was copied: it is refused', async () => {
    const device = new Authenticator()
    await register(device)
    device.counter = 10
    expect((await enter(device.get(await asked(), site()))).status).toBe(200)
    device.counter = 4
    expect((await enter(device.get(await asked(), site()))).status).toBe(401)
  })

  it('of a challenge for somebody else is not registered', async () => {
    const { body } = await me.send('POST', '/v1/session/passkeys/options', {})
    const other = await Browser.signIn(app, operator)
    const response = new Authenticator().create(body.options, site())
    expect((await other.send('POST', '/v1/session/passkeys', { response })).status).toBe(400)
  })

  it('confirms a session, and only of its own person', async () => {
    const device = new Authenticator()
    await register(device)
    app.context.clock.advance(31 * 60_000)
    const other = await Browser.signIn(app, operator)
    const confirm = async (who: Browser) =>
      who.send('POST', '/v1/session/confirm', { response: device.get(await asked(), site()) })
    expect((await confirm(other)).status).toBe(401)
    expect((await confirm(me)).body.status).toBe('confirmed')
    const { body } = await me.send('GET', '/v1/session/passkeys')
    const [passkey] = body.passkeys as unknown as { id: string }[]
    expect((await me.send('DELETE', `/v1/session/passkeys/${passkey?.id}`)).body.status).toBe('deleted')
    expect((await enter(device.get(await asked(), site()))).status).toBe(401)
  })
})
