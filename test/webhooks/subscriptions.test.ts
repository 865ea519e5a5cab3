/** Subscriptions: who may make them, who sees them, what can be changed, and which secrets are valid (contract §8). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EVENT_NAMES } from '../../src/core/published.ts'
import { Gate } from '../support/gate.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import type { Answer, Json } from '../support/server.ts'

const HOUR = 3_600_000
const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/

let gate: Gate
let receiver: Receiver
let admin = ''
let count = 0

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1', MULTIMAIL_REVIEW_MAIL: 'off' })
  receiver = await startReceiver()
  admin = gate.app.made.keys.admin
})
afterAll(async () => {
  await gate.app.stop()
  await receiver.close()
})
// The operator may be asked only so often in an hour.
beforeEach(() => void gate.app.context.clock.advance(2 * HOUR))

/** A subscription that nobody made before. */
const fresh = (more: object = {}) => ({
  url: `${receiver.url}/hook${count++}`,
  events: ['approval.requested'],
  ...more,
})

/** Makes the request, takes the code from the operator's mail, and makes it again with it. */
async function agreed(key: string, method: string, path: string, body: object): Promise<Answer> {
  const asked = await gate.call(key, method, path, body)
  expect(asked.status).toBe(202)
  return gate.call(key, method, path, { ...body, approval_code: await gate.newestCode() })
}

const create = (body: object, key = admin) => agreed(key, 'POST', '/v1/webhooks', body)

async function listed(key = admin): Promise<string[]> {
  const { body } = await gate.call(key, 'GET', '/v1/webhooks')
  expect(body.subscriptions).toEqual(body.webhooks)
  expect(JSON.stringify(body)).not.toContain('whsec_')
  return (body.webhooks as unknown as Json[]).map(({ id }) => String(id))
}

describe('a subscription is made', () => {
  it('in two steps: the operator gets a mail that says what it means, and a code', async () => {
    const wanted = fresh({ include_body: true })
    const asked = await gate.call(admin, 'POST', '/v1/webhooks', wanted)
    expect(asked.status).toBe(202)
    expect(Object.keys(asked.body).sort()).toEqual(['expires_at', 'fix', 'message', 'status'])
    expect(await listed()).toEqual([])
    const code = await gate.newestCode()
    const mail = gate.outside.noticesTo(gate.app.made.account.oversight_email).at(-1)
    expect(mail).toContain(wanted.url)
    expect(mail).toContain('with the whole text of mails')
    expect(mail).toContain('a link by which they can approve or reject it')
    const other = await gate.call(admin, 'POST', '/v1/webhooks', fresh({ approval_code: code }))
    expect([403, 404]).toContain(other.status)
    const made = await gate.call(admin, 'POST', '/v1/webhooks', { ...wanted, approval_code: code })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      url: wanted.url,
      events: ['approval.requested'],
      mailbox_id: null,
      description: '',
      include_body: true,
      headers: [],
      is_active: true,
      test: false,
      signing_secret: expect.stringMatching(SECRET),
    })
  })

  it('once: the same url, events and mailbox return the first, without asking', async () => {
    const wanted = fresh({ events: ['message.sent', 'message.bounced'] })
    const { body } = await create(wanted)
    const again = await gate.call(admin, 'POST', '/v1/webhooks', {
      ...wanted,
      events: 'message.bounced,message.sent,message.sent',
    })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(body)
    const other = await gate.call(admin, 'POST', '/v1/webhooks', { ...wanted, events: ['message.sent'] })
    expect(other.status).toBe(202)
  })

  it('only for events that there are: the answer names them all', async () => {
    for (const [events, index] of [
      [['message.sent', 'message.read'], 1],
      [['*'], 0],
      [['toString'], 0],
      [['Message.Sent'], 0],
    ] as const) {
      const { status, body } = await gate.call(admin, 'POST', '/v1/webhooks', fresh({ events }))
      expect(status).toBe(400)
      expect(body.details).toMatchObject([{ path: `events[${index}]` }])
      for (const name of EVENT_NAMES) expect(body.error).toContain(name)
    }
    for (const body of [fresh({ events: [] }), fresh({ events: undefined }), fresh({ events: [5] })])
      expect((await gate.call(admin, 'POST', '/v1/webhooks', body)).status).toBe(400)
  })

  it('only with headers of its own', async () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`x-${index}`, 'x']))
    for (const headers of [{ host: 'x' }, { 'webhook-id': 'x' }, { 'x-multimail-event': 'x' }, many]) {
      const { status } = await gate.call(admin, 'POST', '/v1/webhooks', fresh({ headers }))
      expect(status).toBe(400)
    }
  })

  it('at once by a key with a standing approval for the host', async () => {
    const standing = { action: 'webhook.create', host: '*.make.example' }
    const { body } = await gate.call(admin, 'GET', '/v1/keys')
    const keys = body.keys as unknown as Json[]
    const id = keys.find(({ name }) => String(name) === 'admin')?.id
    const path = `/v1/keys/${id}/standing-approvals`
    const made = await agreed(admin, 'POST', path, standing)
    expect(made.status).toBe(201)
    const subscribe = (host: string) =>
      gate.call(admin, 'POST', '/v1/webhooks', { url: `https://${host}/x`, events: ['domain.verified'] })
    expect((await subscribe('hook.make.example')).status).toBe(201)
    expect((await subscribe('make.example.evil.example')).status).toBe(202)
    await gate.call(admin, 'DELETE', `${path}/${made.body.id}`)
    expect((await subscribe('other.make.example')).status).toBe(202)
  })
})

describe('a subscription can be', () => {
  it('listed without its secret and shown with it; header values are never shown', async () => {
    const { body } = await create(fresh({ headers: { 'x-make-apikey': 'very secret' } }))
    expect(await listed()).toContain(body.id)
    const shown = await gate.call(admin, 'GET', `/v1/webhooks/${body.id}`)
    expect(shown.body).toEqual(body)
    expect(shown.body.headers).toEqual(['x-make-apikey'])
    expect(JSON.stringify(shown.body)).not.toContain('very secret')
  })

  it('changed: what tells less at once, what tells more with the operator', async () => {
    const { body } = await create(fresh({ events: ['message.sent', 'message.bounced'] }))
    const path = `/v1/webhooks/${body.id}`
    const less = await gate.call(admin, 'PATCH', path, { events: ['email.sent'], description: 'CRM' })
    expect(less.body).toMatchObject({ status: 'updated', events: ['email.sent'], description: 'CRM' })
    expect(less.body).not.toHaveProperty('signing_secret')
    const box = await gate.freshBox()
    for (const more of [
      { url: `${receiver.url}/elsewhere` },
      { events: ['message.sent', 'message.received'] },
      { mailbox_id: box.id },
      { include_body: true },
    ]) {
      expect((await gate.call(admin, 'PATCH', path, more)).status).toBe(202)
      await gate.app.drain()
    }
    const moved = await agreed(admin, 'PATCH', path, { url: `${receiver.url}/moved` })
    expect(moved.body).toMatchObject({ status: 'updated', url: `${receiver.url}/moved` })
    expect((await gate.call(admin, 'PATCH', path, { events: ['nothing'] })).status).toBe(400)
    expect((await gate.call(admin, 'PATCH', path, { url: 'ftp://x' })).status).toBe(400)
  })

  it('switched off and on: what happens meanwhile is not told', async () => {
    const { body } = await create(fresh())
    const path = `/v1/webhooks/${body.id}`
    const heard = () => receiver.posted.filter(({ path: to }) => String(body.url).endsWith(to)).length
    await gate.call(admin, 'PATCH', path, { is_active: false })
    await gate.submit({ subject: `Off ${count++}` })
    await gate.app.drain()
    expect(heard()).toBe(0)
    await gate.call(admin, 'PATCH', path, { is_active: true })
    await gate.submit({ subject: `On ${count++}` })
    await gate.app.drain()
    expect(heard()).toBe(1)
  })

  it('deleted: it hears no more, what waits is given up, and it is gone', async () => {
    const { body } = await create(fresh())
    const path = `/v1/webhooks/${body.id}`
    receiver.answer = (response) => void response.writeHead(500).end()
    await gate.submit({ subject: `Last ${count++}` })
    await gate.app.drain()
    expect((await gate.call(admin, 'DELETE', path)).body).toEqual({ status: 'deleted', id: body.id })
    receiver.answer = (response) => void response.end()
    const before = receiver.posted.length
    gate.app.context.clock.advance(HOUR)
    await gate.submit({ subject: `After ${count++}` })
    await gate.app.drain()
    const later = receiver.posted.slice(before).map((posted) => posted.path)
    expect(later).not.toContain(new URL(String(body.url)).pathname)
    const deliveries = await gate.call(admin, 'GET', `/v1/webhook-deliveries?webhook_id=${body.id}`)
    expect(deliveries.body.deliveries).toMatchObject([{ status: 'failed', next_attempt_at: null }])
    for (const [method, rest] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/rotate-secret'],
    ] as const)
      expect(
        (await gate.call(admin, method, `${path}${rest}`, method === 'GET' ? undefined : {})).status,
      ).toBe(404)
    expect(await listed()).not.toContain(body.id)
  })

  it('given a new secret: both are valid for 24 hours, then the new one alone', async () => {
    const { body } = await create(fresh({ events: ['message.sent'] }))
    const path = `/v1/webhooks/${body.id}`
    const rotated = await gate.call(admin, 'POST', `${path}/rotate-secret`)
    expect(rotated.body.signing_secret).toMatch(SECRET)
    expect(rotated.body.signing_secret).not.toBe(body.signing_secret)
    const until = new Date(gate.app.context.clock.now() + 24 * HOUR).toISOString()
    expect(rotated.body.former_secret_until).toBe(until)
    const signatures = async () => {
      await gate.call(admin, 'POST', `${path}/test`)
      await gate.app.drain()
      return String(receiver.posted.at(-1)?.headers['webhook-signature']).split(' ').length
    }
    expect(await signatures()).toBe(2)
    gate.app.context.clock.advance(24 * HOUR)
    expect(await signatures()).toBe(1)
  })
})

describe('a key', () => {
  it('without the scope admin may do nothing with subscriptions', async () => {
    const { body } = await create(fresh())
    for (const key of [gate.agent, gate.reviewer])
      for (const [method, path] of [
        ['GET', '/v1/webhooks'],
        ['POST', '/v1/webhooks'],
        ['GET', `/v1/webhooks/${body.id}`],
        ['PATCH', `/v1/webhooks/${body.id}`],
        ['DELETE', `/v1/webhooks/${body.id}`],
        ['POST', `/v1/webhooks/${body.id}/test`],
        ['POST', `/v1/webhooks/${body.id}/rotate-secret`],
        ['POST', `/v1/webhooks/${body.id}/redeliver`],
        ['GET', '/v1/webhook-deliveries'],
      ] as const) {
        const answer = await gate.call(key, method, path, method === 'GET' ? undefined : fresh())
        expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([403, 'forbidden_scope'])
      }
  })

  it('limited to a mailbox makes and sees only subscriptions to that mailbox', async () => {
    const box = await gate.freshBox()
    const wide = await create(fresh())
    const { raw: limited } = await gate.makeKey(['read', 'admin'], { mailboxIds: [box.id] })
    expect(await listed(limited)).toEqual([])
    expect((await gate.call(limited, 'GET', `/v1/webhooks/${wide.body.id}`)).status).toBe(404)
    expect((await gate.call(limited, 'DELETE', `/v1/webhooks/${wide.body.id}`)).status).toBe(404)
    const all = await gate.call(limited, 'POST', '/v1/webhooks', fresh())
    expect(all.body).toMatchObject({ details: [{ path: 'mailbox_id' }] })
    const elsewhere = fresh({ mailbox_id: gate.app.made.mailbox.id })
    expect((await gate.call(limited, 'POST', '/v1/webhooks', elsewhere)).status).toBe(400)
    const own = await create(fresh({ mailbox_id: box.id }), limited)
    expect(own.body).toMatchObject({ mailbox_id: box.id })
    expect(await listed(limited)).toEqual([own.body.id])
    const wider = await gate.call(limited, 'PATCH', `/v1/webhooks/${own.body.id}`, { mailbox_id: null })
    expect(wider.status).toBe(400)
    // Where others have the events of the mailbox posted to is none of its business.
    await gate.submit({ subject: `Two ${count++}` })
    await gate.app.drain()
    const { body } = await gate.call(limited, 'GET', '/v1/webhook-deliveries')
    expect(body.deliveries).toMatchObject([{ webhook_id: own.body.id }])
    const { body: every } = await gate.call(admin, 'GET', '/v1/webhook-deliveries?limit=100')
    const deliveries = every.deliveries as unknown as Json[]
    const others = deliveries.filter(({ webhook_id: of }) => of === wide.body.id)
    expect(others.length).toBeGreaterThan(0)
    for (const { id } of others) {
      const again = await gate.call(limited, 'POST', `/v1/webhook-deliveries/${id}/redeliver`)
      expect(again.status).toBe(404)
    }
  })

  it('for test mail makes subscriptions to test mail, which no live key sees', async () => {
    const { raw: tester } = await gate.makeKey(['read', 'admin'], { test: true })
    const live = await create(fresh())
    const made = await create(fresh(), tester)
    expect(made.body).toMatchObject({ test: true })
    expect(await listed(tester)).toEqual([made.body.id])
    expect(await listed()).not.toContain(made.body.id)
    expect((await gate.call(admin, 'GET', `/v1/webhooks/${made.body.id}`)).status).toBe(404)
    expect((await gate.call(tester, 'GET', `/v1/webhooks/${live.body.id}`)).status).toBe(404)
    expect((await gate.call(tester, 'DELETE', `/v1/webhooks/${live.body.id}`)).status).toBe(404)
  })
})
