import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HandClient, leave, openConsent, PlainBrowser } from '../support/consent.ts'
import { Browser } from '../support/console.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { signUpAs } from '../support/sign-up.ts'

let app: TestServer

beforeEach(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http', MULTIMAIL_SIGNUP: 'open' } })
})
afterEach(() => app.stop())

/** A browser with the cookie of the console, at the page of consent. */
async function atConsent(email: string, key = app.made.keys.admin) {
  // Mail to people of an account is captured in that account.
  const made = { ...app.made, keys: { ...app.made.keys, admin: key } }
  const console = await Browser.signIn({ ...app, made }, email)
  const client = await new HandClient(app).register()
  const browser = new PlainBrowser()
  browser.take(console.cookie)
  const page = await openConsent(browser, client.url({ resource: app.url }))
  return { browser, client, page }
}

describe('an owner who is signed in at the console', () => {
  it('lets a program in without a code, and the trail names them', async () => {
    const { browser, client, page } = await atConsent('operator@multimail.localhost')
    const proved = await browser.visit(page.url, { step: 'session' })
    expect(proved.text).toContain(app.made.mailbox.address)
    const back = await leave(browser, await browser.visit(page.url, { step: 'allow', mailbox: '*' }))
    const { status } = await client.exchange(back.searchParams.get('code') ?? '')
    expect(status).toBe(200)
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log')
    const granted = (body.entries as unknown as Json[]).find(
      ({ action }) => String(action) === 'oauth.granted',
    )
    expect(granted?.actor).toBe('person:operator@multimail.localhost')
  })

  it('who signed up answers for their own account', async () => {
    const made = await signUpAs(app, { oversight_email: 'ada@acme.example', slug: 'acme' })
    const { browser, page } = await atConsent('ada@acme.example', String(made.api_key))
    const proved = await browser.visit(page.url, { step: 'session' })
    expect(proved.text).toContain('acme@multimail.localhost')
    expect(proved.text).not.toContain(app.made.mailbox.address)
  })

  it('signs in again when that was long ago', async () => {
    const { browser, page } = await atConsent('operator@multimail.localhost')
    app.context.clock.advance(50 * 60_000)
    const late = await browser.visit(page.url, { step: 'session' })
    expect(late.status).toBeGreaterThanOrEqual(400)
    expect(late.text).not.toContain(app.made.mailbox.address)
  })
})

it('nobody is let in by a session that is none, or by a form of another site', async () => {
  const { browser, client, page } = await atConsent('operator@multimail.localhost')
  const foreign = await browser.visit(page.url, { step: 'session' }, { 'sec-fetch-site': 'cross-site' })
  expect(foreign.status).toBe(401)
  const stranger = new PlainBrowser()
  const own = await openConsent(stranger, client.url())
  expect((await stranger.visit(own.url, { step: 'session' })).status).toBe(401)
})
