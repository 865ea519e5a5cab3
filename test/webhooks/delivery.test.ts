/** Events arrive at subscribers: in order, signed, again after failure, and each with the same keys (§8). */

import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { issueKey } from '../../src/actions/manage-key.ts'
import { operatorOf } from '../../src/store/access.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let receiver: Receiver

beforeAll(async () => {
  app = await startTestServer({
    settings: {
      MULTIMAIL_ROLES: 'http',
      MULTIMAIL_REVIEW_MAIL: 'off',
      MULTIMAIL_OPERATOR_APPROVAL: 'off',
      MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
    },
  })
})
afterAll(() => app.stop())

beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(async () => {
  const { body } = await admin('GET', '/v1/webhooks')
  for (const { id } of body.webhooks as unknown as Json[]) await admin('DELETE', `/v1/webhooks/${id}`)
  await receiver.close()
})

const admin = (method: string, path: string, body?: unknown) =>
  app.call(app.made.keys.admin, method, path, body)

async function subscribe(events: readonly string[], more: object = {}): Promise<Json> {
  const { status, body } = await admin('POST', '/v1/webhooks', {
    url: `${receiver.url}/hook`,
    events,
    ...more,
  })
  expect(status).toBe(201)
  return body
}

let count = 0
async function send(): Promise<string> {
  const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
  const mail = { to: 'Ada <ada@example.net>', subject: `Offer ${count++}`, markdown: 'Hello **Ada**.' }
  return String((await app.call(app.made.keys.agent, 'POST', path, mail)).body.id)
}

const decide = (id: string, action = 'approve') =>
  app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
    email_id: id,
    action,
    reason: 'Because.',
  })

const names = () => receiver.posted.map(({ body }) => String(body.event))

describe('a subscription', () => {
  it('hears of a mail in order, in the spelling it asked for', async () => {
    await subscribe(['approval.requested', 'oversight.approved', 'email.sent'])
    const id = await send()
    await app.drain()
    await decide(id)
    await app.drain()
    expect(names()).toEqual(['approval.requested', 'oversight.approved', 'email.sent'])
    const [pending, approved] = receiver.posted
    expect(pending?.body).toMatchObject({
      event: 'approval.requested',
      email_id: id,
      status: 'pending_send_approval',
      mailbox: app.made.mailbox.address,
      to: [{ address: 'ada@example.net', name: 'Ada' }],
      to_text: 'ada@example.net',
      preview: 'Hello Ada.',
      markdown: '',
      test: false,
      data: { to: ['ada@example.net'], subject: pending?.body.subject },
    })
    expect(approved?.body).toMatchObject({ decided_by: 'key:reviewer', reason: 'Because.' })
    const keys = receiver.posted.map(({ body }) => Object.keys(body))
    expect(new Set(keys.map(String)).size).toBe(1)
  })

  it('gets a link by which a person can decide, and only where one waits', async () => {
    await subscribe(['oversight.pending', 'oversight.rejected'])
    const id = await send()
    await app.drain()
    await decide(id, 'reject')
    await app.drain()
    const [pending, rejected] = receiver.posted
    expect(pending?.body.review_url).toMatch(/\/v1\/approve\/[\w-]{43}$/)
    expect(rejected?.body).toMatchObject({ review_url: '', reason: 'Because.' })
  })

  it('is signed in both ways', async () => {
    const webhook = await subscribe(['message.sent'], { headers: { 'x-make-apikey': 'secret-1' } })
    await decide(await send())
    await app.drain()
    const [posted] = receiver.posted
    if (posted === undefined) throw new Error('nothing was posted')
    const { headers, raw } = posted
    const secret = String(webhook.signing_secret)
    const hex = createHmac('sha256', secret).update(raw).digest('hex')
    expect(headers['x-multimail-signature']).toBe(`sha256=${hex}`)
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${raw}`
    const key = Buffer.from(secret.slice(6), 'base64')
    const base64 = createHmac('sha256', key).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${base64}`)
    expect(headers).toMatchObject({
      'x-multimail-event': 'message.sent',
      'x-make-apikey': 'secret-1',
      'content-type': 'application/json; charset=utf-8',
    })
  })

  it('is tried again on its schedule, under the same id, and nothing overtakes it', async () => {
    await subscribe(['oversight.pending', 'oversight.approved', 'message.sent'])
    receiver.answer = (response) => void response.writeHead(500).end('Queue is full')
    const id = await send()
    await decide(id)
    await app.drain()
    expect(names()).toEqual(['oversight.pending'])
    app.context.clock.advance(6_000)
    await app.drain()
    expect(names()).toEqual(['oversight.pending', 'oversight.pending'])
    const { body } = await admin('GET', '/v1/webhook-deliveries?limit=3')
    expect((body.deliveries as unknown as Json[]).at(-1)).toMatchObject({
      status: 'pending',
      attempts: 2,
      response_status: 500,
      response_body: 'Queue is full',
    })
    receiver.answer = (response) => void response.end('Accepted')
    app.context.clock.advance(40_000)
    await app.drain()
    expect(names().slice(2)).toEqual(['oversight.pending', 'oversight.approved', 'message.sent'])
    expect(new Set(receiver.posted.slice(0, 3).map(({ body }) => body.id)).size).toBe(1)
  })

  it('obeys Retry-After, and is disabled by 410', async () => {
    const { id } = await subscribe(['oversight.pending'])
    receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '120' }).end()
    await send()
    await app.drain()
    app.context.clock.advance(60_000)
    await app.drain()
    expect(receiver.posted).toHaveLength(1)
    receiver.answer = (response) => void response.writeHead(410).end()
    app.context.clock.advance(61_000)
    await app.drain()
    expect(receiver.posted).toHaveLength(2)
    expect((await admin('GET', `/v1/webhooks/${id}`)).body).toMatchObject({
      is_active: false,
      disabled_reason: expect.stringContaining('410'),
    })
    await send()
    await app.drain()
    expect(receiver.posted).toHaveLength(2)
  })

  it('is disabled after five days of failure, and the operator is told', async () => {
    const { id } = await subscribe(['oversight.pending'])
    receiver.answer = (response) => void response.writeHead(500).end()
    for (let day = 0; day < 7; day++) {
      await send()
      await app.drain()
      app.context.clock.advance(86_400_000)
      await app.drain()
    }
    const { body } = await admin('GET', `/v1/webhooks/${id}`)
    expect(body).toMatchObject({ is_active: false, disabled_reason: expect.stringContaining('five days') })
    const notices = await app.context.database.reader.selectFrom('notices').selectAll().execute()
    expect(notices.filter(({ subject_id }) => subject_id === String(id))).toHaveLength(1)
  })

  it('gets a full sample of each event when it is tested', async () => {
    const { id } = await subscribe(['message.received', 'message.bounced'])
    const answer = await admin('POST', `/v1/webhooks/${id}/test`)
    expect(answer.body.deliveries).toHaveLength(2)
    await app.drain()
    expect(names().sort()).toEqual(['message.bounced', 'message.received'])
    for (const { body } of receiver.posted) {
      const empty = Object.entries(body).filter(([, value]) =>
        ['""', '[]', '{}', 'null'].includes(JSON.stringify(value)),
      )
      expect(empty).toEqual([])
    }
  })

  it('of another mailbox, of test mail, or that is made later hears nothing', async () => {
    const operator = operatorOf(app.made.account.id, 1)
    const key = { name: 'test admin', scopes: ['admin', 'read'] as const, test: true, mailboxIds: null }
    const { raw } = await issueKey(app.context, operator, key, { by: 'terminal' })
    await send()
    const made = await app.call(raw, 'POST', '/v1/webhooks', {
      url: `${receiver.url}/test`,
      events: ['oversight.pending'],
    })
    expect(made.body).toMatchObject({ test: true })
    await send()
    await app.drain()
    expect(receiver.posted).toEqual([])
    const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
    const mail = { to: 'ada@example.net', subject: 'Test', markdown: 'x' }
    await app.call(app.made.keys.test_agent, 'POST', path, mail)
    await app.drain()
    expect(receiver.posted.map(({ path: where, body }) => [where, String(body.test)])).toEqual([
      ['/test', 'true'],
    ])
    await app.call(raw, 'DELETE', `/v1/webhooks/${made.body.id}`)
  })
})
