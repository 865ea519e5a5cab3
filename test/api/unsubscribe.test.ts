/** Recipients end mail to them with one click; nobody else can, and nothing ends by opening a link (§9, RFC 8058). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldOf } from '../support/identity.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let count = 0
beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
  await app.context.database.write((writer) =>
    writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
  )
})
afterAll(() => app.stop())

async function send(to: string | string[], mail: object = {}) {
  app.context.clock.advance(120_000)
  const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
  return app.call(app.made.keys.agent, 'POST', path, {
    to,
    subject: `Mail ${count++}`,
    markdown: 'Hi.',
    ...mail,
  })
}

/** Captured copies by their recipient, newest first. */
async function copies(): Promise<{ to: string; mail: Buffer }[]> {
  const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/test/captured')
  const emails = body.emails as unknown as readonly { envelope: { to: string[] }; raw_base64: string }[]
  return emails.map(({ envelope, raw_base64 }) => ({
    to: envelope.to[0] ?? '',
    mail: Buffer.from(raw_base64, 'base64'),
  }))
}

/** Sends a mail and returns the path of the unsubscribe link in the recipient's copy. */
async function linkTo(recipient: string): Promise<string> {
  await send(recipient)
  await app.drain()
  const copy = (await copies()).find(({ to }) => to === recipient)
  const value = fieldOf(copy?.mail ?? Buffer.alloc(0), 'List-Unsubscribe') ?? ''
  expect(value).toMatch(/^<.*\/v1\/unsubscribe\/[\w-]+>$/)
  return value.slice(1, -1).replace(app.context.publicUrl, '')
}

/** What a mail provider posts when somebody clicks (RFC 8058 §3.2). */
async function oneClick(path: string) {
  const response = await fetch(`${app.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  return { status: response.status, text: await response.text() }
}

async function open(path: string) {
  const response = await fetch(`${app.url}${path}`)
  return { status: response.status, text: await response.text() }
}

const list = async (): Promise<Json[]> =>
  (await app.call(app.made.keys.admin, 'GET', '/v1/suppression')).body.suppressions as unknown as Json[]

const trail = async (action: string): Promise<Json[]> =>
  (await app.call(app.made.keys.admin, 'GET', `/v1/audit-log?action=${action}`)).body
    .entries as unknown as Json[]

describe('the header of every copy', () => {
  it('has a link of its own for each recipient, and says that one click is enough', async () => {
    await send(['ada@example.net', 'bea@example.net'], { bcc: 'cora@example.net' })
    await app.drain()
    const sent = (await copies()).slice(0, 3)
    const links = sent.map(({ mail }) => fieldOf(mail, 'List-Unsubscribe'))
    expect(new Set(links).size).toBe(3)
    for (const { mail } of sent)
      expect(fieldOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click')
  })

  it('is not on the copy that the operator gets', async () => {
    await app.context.database.write((writer) =>
      writer.db.updateTable('mailboxes').set({ mode: 'monitored' }).execute(),
    )
    await send('watched@example.net')
    await app.drain()
    const operators = (await copies()).find(({ to }) => to === app.made.account.oversight_email)
    expect(operators?.mail.toString()).toContain('X-MultiMail-Identity')
    expect(fieldOf(operators?.mail ?? Buffer.alloc(0), 'List-Unsubscribe')).toBeNull()
    await app.context.database.write((writer) =>
      writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
    )
  })
})

describe('opening the link', () => {
  it('shows a page with a button and changes nothing, however often', async () => {
    const path = await linkTo('opens@example.net')
    const pages = await Promise.all(Array.from({ length: 10 }, () => open(path)))
    for (const { status, text } of pages) {
      expect(status).toBe(200)
      expect(text).toContain('opens@example.net')
      expect(text).toMatch(/<form method="post" action="\/v1\/unsubscribe\//)
    }
    expect((await list()).map(({ email_address }) => email_address)).not.toContain('opens@example.net')
    expect((await send('opens@example.net')).status).toBe(202)
  })

  it.each(['', 'x', 'AAAA', `${'A'.repeat(200)}`])(
    'of a token that nobody made shows nothing: %j',
    async (token) => {
      const opened = await open(`/v1/unsubscribe/${token}`)
      expect(opened.status).toBe(404)
      expect((await oneClick(`/v1/unsubscribe/${token}`)).status).toBe(404)
    },
  )

  it('of a token with one character changed shows nothing', async () => {
    const path = await linkTo('exact@example.net')
    const last = path.at(-2) === 'A' ? 'B' : 'A'
    expect((await oneClick(`${path.slice(0, -2)}${last}${path.at(-1)}`)).status).toBe(404)
    expect((await list()).map(({ email_address }) => email_address)).not.toContain('exact@example.net')
  })
})

describe('one click', () => {
  it('ends mail to the recipient at once, for the whole account, and is recorded', async () => {
    const path = await linkTo('Ends@example.net')
    const { status, text } = await oneClick(path)
    expect(status).toBe(200)
    expect(text).toContain('gets no more mail')
    const [entry] = await list()
    expect(entry).toMatchObject({
      email_address: 'ends@example.net',
      reason: 'unsubscribed',
      mailbox_id: null,
    })
    const refused = await send(['ok@example.net', 'ends@example.net'])
    expect(refused).toMatchObject({ status: 400, body: { code: 'suppressed' } })
    const [recorded] = await trail('message.unsubscribed')
    expect(recorded).toMatchObject({ actor: 'recipient', resource_type: 'email' })
    const events = await app.call(app.made.keys.agent, 'GET', '/v1/events?limit=100')
    expect(JSON.stringify(events.body)).toContain('message.unsubscribed')
  })

  it('is the same a second time, and is recorded once', async () => {
    const path = await linkTo('twice@example.net')
    const before = (await trail('message.unsubscribed')).length
    await Promise.all([oneClick(path), oneClick(path), oneClick(path)])
    expect((await oneClick(path)).status).toBe(200)
    expect((await open(path)).text).toContain('gets no more mail')
    expect(await trail('message.unsubscribed')).toHaveLength(before + 1)
  })

  it('works without the words of the RFC, as the button of the page sends it', async () => {
    const path = await linkTo('button@example.net')
    expect((await fetch(`${app.url}${path}`, { method: 'POST' })).status).toBe(200)
    expect((await list())[0]).toMatchObject({ email_address: 'button@example.net' })
  })

  it('stops mail that was taken before and has not gone yet', async () => {
    const path = await linkTo('late@example.net')
    const answer = await send(['late@example.net', 'other@example.net'])
    await oneClick(path)
    await app.drain()
    const [newest, second] = await copies()
    expect([newest?.to, second?.to]).toEqual(['other@example.net', 'late@example.net'])
    const [failed] = await trail('message.failed')
    expect(failed).toMatchObject({ resource_id: answer.body.id })
  })

  it('works when the mail was erased', async () => {
    const path = await linkTo('erased@example.net')
    await app.context.database.write((writer) =>
      writer.db
        .updateTable('messages')
        .set({ erased_at: writer.now })
        .where('to_json', 'like', '%erased@example.net%')
        .execute(),
    )
    expect((await oneClick(path)).status).toBe(200)
    expect((await list())[0]).toMatchObject({ email_address: 'erased@example.net' })
  })
})

describe('the list', () => {
  it('is changed by the operator only: an address is mailed again, and that is recorded', async () => {
    await oneClick(await linkTo('back@example.net'))
    const path = '/v1/suppression/back%40example.net'
    expect((await app.call(app.made.keys.agent, 'DELETE', path)).status).toBe(403)
    expect(await app.call(app.made.keys.admin, 'DELETE', path)).toMatchObject({
      status: 200,
      body: { deleted: true },
    })
    expect((await app.call(app.made.keys.admin, 'DELETE', path)).status).toBe(404)
    expect((await send('back@example.net')).status).toBe(202)
    expect(await trail('suppression.lifted')).toHaveLength(1)
  })

  it('keeps addresses that do not exist', async () => {
    await app.context.database.write((writer) =>
      writer.db
        .insertInto('suppressions')
        .values({
          id: writer.newId(),
          account_id: app.made.account.id,
          test: 0,
          email_address: 'gone@example.net',
          reason: 'hard_bounce',
          mailbox_id: null,
          created_at: writer.now,
        })
        .execute(),
    )
    const answer = await app.call(app.made.keys.admin, 'DELETE', '/v1/suppression/gone@example.net')
    expect(answer).toMatchObject({ status: 403, body: { code: 'hard_bounce' } })
  })

  it('is read in pages, newest first', async () => {
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/suppression?limit=2')
    expect(body.suppressions).toHaveLength(2)
    const next = await app.call(app.made.keys.admin, 'GET', `/v1/suppression?limit=2&cursor=${body.cursor}`)
    const ids = [
      ...(body.suppressions as unknown as Json[]),
      ...(next.body.suppressions as unknown as Json[]),
    ]
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4)
  })
})
