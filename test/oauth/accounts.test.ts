import { afterEach, beforeEach, expect, it } from 'vitest'
import { deleteAccount } from '../../src/actions/delete-account.ts'
import { operatorOf } from '../../src/store/access.ts'
import { HandClient, letIn, openConsent, PlainBrowser, prove } from '../support/consent.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { signUpAs } from '../support/sign-up.ts'

let app: TestServer

beforeEach(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http', MULTIMAIL_SIGNUP: 'open' } })
})
afterEach(() => app.stop())

it('an operator who signed up lets a program into their own account, and sees no other', async () => {
  const made = await signUpAs(app, { oversight_email: 'ada@acme.example', slug: 'acme' })
  const client = await new HandClient(app).register()
  const browser = new PlainBrowser()
  const page = await openConsent(browser, client.url())
  const proved = await prove(app, browser, page, 'ada@acme.example')
  expect(proved.text).toContain('acme@multimail.localhost')
  expect(proved.text).not.toContain(app.made.mailbox.address)
  const foreign = await browser.visit(page.url, { step: 'allow', mailbox: app.made.mailbox.id })
  expect([foreign.status, foreign.next]).toEqual([400, null])

  const { access } = await letIn(app, { resource: app.url }, { email: 'ada@acme.example', mailboxes: ['*'] })
  const { body } = await app.call(access, 'GET', '/v1/mailboxes')
  expect((body.mailboxes as unknown as Json[]).map(({ id }) => id)).toEqual([made.mailbox_id])
  expect((await app.call(access, 'GET', `/v1/mailboxes/${app.made.mailbox.id}`)).status).toBe(404)
})

it('what the code proved is good for a quarter of an hour', async () => {
  const client = await new HandClient(app).register()
  const browser = new PlainBrowser()
  const page = await openConsent(browser, client.url())
  await prove(app, browser, page, 'operator@multimail.localhost')
  app.context.clock.advance(15 * 60_000)
  const late = await browser.visit(page.url, { step: 'allow', mailbox: '*' })
  expect([late.status, late.next]).toEqual([404, null])
  app.context.clock.advance(60 * 60_000)
  expect((await browser.visit(page.url)).status).toBe(400)
})

it('what has expired is forgotten, and an account that is deleted takes its grants along', async () => {
  const made = await signUpAs(app, { oversight_email: 'ada@acme.example', slug: 'acme' })
  const choice = { email: 'ada@acme.example', mailboxes: ['*'] }
  const { access } = await letIn(app, { resource: app.url }, choice)
  const account = await app.call(String(made.api_key), 'GET', '/v1/account')
  await deleteAccount(app.context, operatorOf(String(account.body.id), 0), { by: 'terminal' })
  expect((await app.call(access, 'GET', '/v1/mailboxes')).status).toBe(401)
  await app.drain()
  const { reader } = app.context.database
  const rows = await reader.selectFrom('oauth_rows').selectAll().where('key_id', 'is not', null).execute()
  expect(rows).toEqual([])
  const left = await reader.selectFrom('sign_ups').selectAll().execute()
  expect(left).toEqual([])
  app.context.clock.advance(40 * 86_400_000)
  await app.drain()
  // Of the client a row stays, because somebody let it in.
  const models = await reader.selectFrom('oauth_rows').select('model').execute()
  expect(models).toEqual([{ model: 'Client' }])
})
