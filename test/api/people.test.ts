/** People of an account: roles, what an owner may do without being asked, and what nobody may. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Browser, join, operatorEmail } from '../support/console.ts'
import { noticesOf } from '../support/notices.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let operator: string
let owner: Browser
let box: string

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: 'off', MULTIMAIL_ROLES: 'http' } })
  operator = await operatorEmail(app)
  box = app.made.mailbox.id
})
afterAll(() => app.stop())
beforeEach(async () => {
  app.context.buckets.clear()
  owner = await Browser.signIn(app, operator)
})

let count = 0
const fresh = (role: string) => join(owner, `person${count++}@example.com`, role)
const people = async () => (await owner.send('GET', '/v1/people')).body.people as unknown as Json[]
const mailOf = (who: Browser, subject: string) =>
  who.send('POST', `/v1/mailboxes/${box}/send`, { to: ['eve@example.com'], subject, markdown: 'words' })
const decide = (who: Browser, id: unknown, action = 'approve') =>
  who.send('POST', '/v1/oversight/decide', { email_id: id, action })

describe('inviting', () => {
  it('mails a link to the page where they sign in, and lists them as invited until they did', async () => {
    const email = 'newcomer@example.com'
    const made = await owner.send('POST', '/v1/people', { email, name: 'New', role: 'reviewer' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ email, role: 'reviewer', status: 'invited', has_totp: false })
    const mail = (await noticesOf(app)).find(({ to, kind }) => to === email && kind === 'invitation')
    expect(mail?.text).toContain(`/sign-in?email=${encodeURIComponent(email)}`)
    expect(mail?.text).toContain('reviewer')
    await Browser.signIn(app, email)
    expect((await people()).find((one) => String(one.email) === email)).toMatchObject({ status: 'active' })
  })

  it('twice changes nothing; with another role it is a conflict', async () => {
    const body = { email: 'twice@example.com', role: 'viewer' }
    await owner.send('POST', '/v1/people', body)
    expect((await owner.send('POST', '/v1/people', { ...body, email: 'Twice@Example.com' })).status).toBe(200)
    expect((await owner.send('POST', '/v1/people', { ...body, role: 'owner' })).status).toBe(409)
  })

  it('by a key needs the operator', async () => {
    const body = { email: 'mallory@example.com', role: 'owner' }
    const asked = await app.call(app.made.keys.admin, 'POST', '/v1/people', body)
    expect(asked.status).toBe(202)
    expect((await people()).some(({ email }) => String(email) === 'mallory@example.com')).toBe(false)
    const code = (await noticesOf(app)).find(({ kind }) => kind === 'code')?.code
    const done = await app.call(app.made.keys.admin, 'POST', '/v1/people', { ...body, approval_code: code })
    expect(done.status).toBe(201)
  })
})

describe('roles', () => {
  it('viewers read, reviewers decide too, owners do everything', async () => {
    const [viewer, reviewer] = [await fresh('viewer'), await fresh('reviewer')]
    const paths = [`/v1/mailboxes/${box}/emails`, '/v1/oversight/pending', '/v1/audit-log', '/v1/people']
    const statuses = async (who: Browser) => {
      const answers = []
      for (const path of paths) answers.push((await who.send('GET', path)).status)
      return [...answers, (await mailOf(who, `mail ${count++}`)).status]
    }
    expect(await statuses(viewer)).toEqual([200, 403, 403, 403, 403])
    expect(await statuses(reviewer)).toEqual([200, 200, 403, 403, 403])
    expect(await statuses(owner)).toEqual([200, 200, 200, 200, 202])
  })

  it('change at once: the person is signed out everywhere', async () => {
    const reviewer = await fresh('reviewer')
    const { body } = await reviewer.send('GET', '/v1/session')
    const id = body.person?.id
    const changed = await owner.send('PATCH', `/v1/people/${id}`, { role: 'viewer' })
    expect(changed.body).toMatchObject({ role: 'viewer' })
    expect((await reviewer.send('GET', '/v1/session')).status).toBe(401)
    expect((await owner.send('PATCH', `/v1/people/${id}`, { name: 'Only the name' })).body.name).toBe(
      'Only the name',
    )
  })

  it('removing signs out everywhere, and no code goes there any more', async () => {
    const reviewer = await fresh('reviewer')
    const { body } = await reviewer.send('GET', '/v1/session')
    const [id, email] = [body.person?.id, String(body.person?.email)]
    expect((await owner.send('DELETE', `/v1/people/${id}`)).body).toEqual({ status: 'deleted', id, email })
    expect((await reviewer.send('GET', '/v1/session')).status).toBe(401)
    const before = (await noticesOf(app)).length
    await owner.send('POST', '/v1/session/code', { email })
    expect(await noticesOf(app)).toHaveLength(before)
  })

  it('of the oversight address stays owner, so that an account always has one', async () => {
    const { body } = await owner.send('GET', '/v1/session')
    const path = `/v1/people/${body.person?.id}`
    expect((await owner.send('PATCH', path, { role: 'viewer' })).status).toBe(409)
    expect((await owner.send('DELETE', path)).status).toBe(409)
  })

  it('of another account are not there', async () => {
    const strange = '01KAQ3T9M8ZK6W0R4Y2F7VHX5B'
    expect((await owner.send('PATCH', `/v1/people/${strange}`, { name: 'x' })).status).toBe(404)
    expect((await owner.send('DELETE', `/v1/people/${strange}`)).status).toBe(404)
  })
})

describe('nobody decides on what they wrote', () => {
  it('an owner writes, and another decides', async () => {
    const { body } = await mailOf(owner, 'by the owner')
    const own = await decide(owner, body.id)
    expect(own.status).toBe(403)
    expect(own.body.code).toBe('own_mail')
    expect((await decide(owner, body.id, 'reject')).body.code).toBe('own_mail')
    const reviewer = await fresh('reviewer')
    const done = await decide(reviewer, body.id)
    expect(done.body.decided_by).toMatch(/^person:person\d+@example\.com$/)
  })

  it('nor from another browser, nor by a link', async () => {
    const { body } = await mailOf(owner, 'by the owner again')
    const elsewhere = await Browser.signIn(app, operator)
    expect((await decide(elsewhere, body.id)).body.code).toBe('own_mail')
    const mail = (await noticesOf(app)).find(
      ({ to, kind, text }) => to === operator && kind === 'review' && text.includes('by the owner again'),
    )
    const page = await fetch(`${app.url}/v1/approve/${mail?.tokens[0]}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'action=approve',
    })
    await page.text()
    const { body: email } = await owner.send('GET', `/v1/emails/${body.id}`)
    expect(email.status).toBe('pending_send_approval')
  })

  it('nor does whoever began the draft that another sent', async () => {
    const second = await fresh('owner')
    const drafts = `/v1/mailboxes/${box}/drafts`
    const draft = { to: ['eve@example.com'], subject: 'drafted', markdown: 'words' }
    const { body: begun } = await second.send('POST', drafts, draft)
    const { body } = await owner.send('POST', `${drafts}/${begun.id}/send`, {})
    for (const author of [owner, second]) expect((await decide(author, body.id)).body.code).toBe('own_mail')
  })

  it('nor does whoever changed it before it was decided on', async () => {
    const second = await fresh('owner')
    const sendAt = new Date(app.context.clock.now() + 3_600_000).toISOString()
    const { body } = await owner.send('POST', `/v1/mailboxes/${box}/send`, {
      to: ['eve@example.com'],
      subject: 'changed',
      markdown: 'words',
      send_at: sendAt,
      gate_timing: 'schedule_first',
    })
    const edit = await second.send('PATCH', `/v1/mailboxes/${box}/emails/${body.id}/schedule`, {
      markdown: 'other words',
    })
    expect(edit.status).toBe(200)
    app.context.clock.advance(3_600_000)
    await app.drain()
    const [first, other] = [await Browser.signIn(app, operator), second]
    for (const author of [first, other]) expect((await decide(author, body.id)).body.code).toBe('own_mail')
  })
})

describe('an owner who signed in just now is the operator', () => {
  it('does at once what others need a code for, and the trail says so', async () => {
    const made = await owner.send('POST', '/v1/mailboxes', { address_local: `box${count++}` })
    expect(made.status).toBe(201)
    const { body } = await owner.send('GET', '/v1/audit-log?action=operator.approved&limit=1')
    const [entry] = body.entries as unknown as Json[]
    expect(entry).toMatchObject({
      actor: `person:${operator}`,
      metadata: { action: 'mailbox.create', by: 'session' },
    })
  })

  it('gives a mailbox more autonomy, which a key may only ask for', async () => {
    const { body: made } = await owner.send('POST', '/v1/mailboxes', { address_local: `box${count++}` })
    const path = `/v1/mailboxes/${made.id}`
    const byKey = await app.call(app.made.keys.admin, 'PATCH', path, { oversight_mode: 'autonomous' })
    expect(byKey.body.code).toBe('upgrade_required')
    const up = await owner.send('PATCH', path, { oversight_mode: 'monitored' })
    expect(up.body).toMatchObject({ status: 'updated', oversight_mode: 'monitored' })
  })

  it('is asked to confirm after 30 minutes', async () => {
    app.context.clock.advance(30 * 60_000)
    const request = () => owner.send('POST', '/v1/mailboxes', { address_local: `box${count}` })
    const refused = await request()
    expect(refused.status).toBe(403)
    expect(refused.body.code).toBe('sign_in_again')
    expect((await owner.send('POST', '/v1/session/confirm', { code: 'AAA-AAA' })).status).toBe(401)
    await owner.send('POST', '/v1/session/code', { email: operator })
    const code = (await noticesOf(app)).find(({ kind }) => kind === 'sign_in')?.code
    const confirmed = await owner.send('POST', '/v1/session/confirm', { code })
    expect(confirmed.body).toMatchObject({ status: 'confirmed', totp_required: false })
    expect((await request()).status).toBe(201)
  })

  it('does not change how far others go: a reviewer confirms nothing', async () => {
    const reviewer = await fresh('reviewer')
    expect(
      (await reviewer.send('PATCH', `/v1/mailboxes/${box}`, { oversight_mode: 'autonomous' })).status,
    ).toBe(403)
  })
})
