/** What was posted can be looked at and posted again; a subscriber that fails harms only itself (contract §8). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import type { Answer, Json } from '../support/server.ts'

const HOUR = 3_600_000
const ALL = ['oversight.pending', 'oversight.approved', 'oversight.rejected', 'message.sent']

let gate: Gate
let receiver: Receiver

beforeAll(async () => {
  gate = await Gate.open({
    MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
    MULTIMAIL_REVIEW_MAIL: 'off',
    MULTIMAIL_OPERATOR_APPROVAL: 'off',
  })
})
afterAll(() => gate.app.stop())

beforeEach(async () => {
  receiver = await startReceiver()
  await gate.freshBox()
  return async () => {
    const { body } = await admin('GET', '/v1/webhooks')
    for (const { id } of body.webhooks as unknown as Json[]) await admin('DELETE', `/v1/webhooks/${id}`)
    await receiver.close()
  }
})

const admin = (method: string, path: string, body?: unknown): Promise<Answer> =>
  gate.call(gate.app.made.keys.admin, method, path, body)

async function subscribe(path = '/hook', events: readonly string[] = ALL): Promise<string> {
  const given = { url: receiver.url + path, events, mailbox_id: gate.box.id }
  const { body } = await admin('POST', '/v1/webhooks', given)
  return String(body.id)
}

async function deliveries(query: string): Promise<Json[]> {
  const { body } = await admin('GET', `/v1/webhook-deliveries?${query}`)
  return body.deliveries as unknown as Json[]
}

/** Lets so many hours pass, a minute at first, so that every attempt is made when it is due. */
async function pass(hours: number): Promise<void> {
  for (let minute = 0; minute < 10; minute++) {
    gate.app.context.clock.advance(60_000)
    await gate.app.drain()
  }
  for (let hour = 0; hour < hours; hour++) {
    gate.app.context.clock.advance(HOUR)
    await gate.app.drain()
  }
}

const heard = (path = '/hook') =>
  receiver.posted.filter((posted) => posted.path === path).map(({ body }) => String(body.event))

const refuse = (status: number) => {
  receiver.answer = (response) => void response.writeHead(status).end('no')
}
const take = () => {
  receiver.answer = (response) => void response.end('Accepted')
}

describe('a subscriber that fails', () => {
  it('delays no other, and none of its own mails but the one that failed', async () => {
    await subscribe('/dead')
    await subscribe('/well')
    const [first, second] = [await gate.submit({ subject: 'One' }), await gate.submit({ subject: 'Two' })]
    receiver.answer = (response, { path, body }) =>
      void response.writeHead(path === '/dead' && String(body.email_id) === first ? 503 : 200).end()
    await gate.decide(first)
    await gate.decide(second)
    await gate.app.drain()
    expect(heard('/well')).toHaveLength(6)
    const ofDead = receiver.posted.filter(({ path }) => path === '/dead')
    const eventsOf = (id: string) =>
      ofDead.filter(({ body }) => String(body.email_id) === id).map(({ body }) => String(body.event))
    expect(eventsOf(first)).toEqual(['oversight.pending'])
    expect(eventsOf(second)).toEqual(['oversight.pending', 'oversight.approved', 'message.sent'])
  })

  it('that never answers holds up nobody either', async () => {
    await subscribe('/hangs')
    await subscribe('/well')
    const open: (() => void)[] = []
    receiver.answer = (response, { path }) =>
      path === '/hangs' ? void open.push(() => void response.end()) : void response.end()
    await gate.submit()
    const drained = gate.app.drain()
    await expect.poll(() => heard('/well')).toEqual(['oversight.pending'])
    await expect.poll(() => open.length).toBe(1)
    for (const answer of open) answer()
    await drained
  })

  it('gets eight attempts over 31 hours, then the event is given up and the next one comes', async () => {
    const webhook = await subscribe()
    const start = gate.app.context.clock.now()
    refuse(500)
    const id = await gate.submit()
    await gate.decide(id)
    await gate.app.drain()
    await pass(40)
    const [pending] = await deliveries(`webhook_id=${webhook}&status=failed`)
    expect(pending).toMatchObject({ event_type: 'oversight.pending', attempts: 8, response_status: 500 })
    const hours = (Date.parse(String(pending?.last_attempt_at)) - start) / HOUR
    expect(hours).toBeGreaterThan(27)
    expect(hours).toBeLessThan(40)
    expect(heard().slice(0, 9)).toEqual([...Array(8).fill('oversight.pending'), 'oversight.approved'])
  })

  it('for a date in Retry-After is left alone until then', async () => {
    await subscribe('/hook', ['oversight.pending'])
    const until = new Date(gate.app.context.clock.now() + HOUR).toUTCString()
    receiver.answer = (response) => void response.writeHead(503, { 'retry-after': until }).end()
    await gate.submit()
    await gate.app.drain()
    gate.app.context.clock.advance(HOUR - 2_000)
    await gate.app.drain()
    expect(receiver.posted).toHaveLength(1)
    gate.app.context.clock.advance(2_000)
    await gate.app.drain()
    expect(receiver.posted).toHaveLength(2)
  })
})

describe('posting again', () => {
  it('one event: delivered or not, with the same id and body, counted anew', async () => {
    const webhook = await subscribe('/hook', ['message.sent'])
    await gate.decide(await gate.submit())
    await gate.app.drain()
    const [done] = await deliveries(`webhook_id=${webhook}`)
    expect(done).toMatchObject({ status: 'delivered', attempts: 1, response_body: 'Accepted' })
    const again = await admin('POST', `/v1/webhook-deliveries/${done?.id}/redeliver`)
    expect(again.body).toMatchObject({ id: done?.id, status: 'pending', attempts: 0 })
    await gate.app.drain()
    const [first, second] = receiver.posted
    expect(second?.raw).toBe(first?.raw)
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(await deliveries(`webhook_id=${webhook}`)).toMatchObject([{ status: 'delivered', attempts: 1 }])
    const missing = await admin('POST', '/v1/webhook-deliveries/01KAQ3T9M8ZK6W0R4Y2F7VHX5B/redeliver')
    expect(missing.status).toBe(404)
  })

  it('every event that failed since a time, and no older one', async () => {
    const webhook = await subscribe('/hook', ['oversight.pending'])
    // Gone is the quickest way to be given up.
    refuse(410)
    await gate.submit({ subject: 'Old' })
    await gate.app.drain()
    await admin('PATCH', `/v1/webhooks/${webhook}`, { is_active: true })
    gate.app.context.clock.advance(HOUR)
    const since = new Date(gate.app.context.clock.now()).toISOString()
    await gate.submit({ subject: 'New' })
    await gate.app.drain()
    await admin('PATCH', `/v1/webhooks/${webhook}`, { is_active: true })
    take()
    receiver.posted.length = 0
    const answer = await admin('POST', `/v1/webhooks/${webhook}/redeliver`, { since })
    expect(answer.body).toEqual({ status: 'queued', count: 1 })
    await gate.app.drain()
    expect(receiver.posted.map(({ body }) => body.subject)).toEqual(['New'])
    const bad = await admin('POST', `/v1/webhooks/${webhook}/redeliver`, { since: 'yesterday' })
    expect(bad.body).toMatchObject({ details: [{ path: 'since' }] })
  })

  it('to one that was switched off waits until it is on again', async () => {
    const webhook = await subscribe('/hook', ['oversight.pending'])
    refuse(410)
    await gate.submit()
    await gate.app.drain()
    take()
    const [failed] = await deliveries(`webhook_id=${webhook}`)
    await admin('POST', `/v1/webhook-deliveries/${failed?.id}/redeliver`)
    await gate.app.drain()
    expect(receiver.posted).toHaveLength(1)
    await admin('PATCH', `/v1/webhooks/${webhook}`, { is_active: true })
    await gate.app.drain()
    expect(receiver.posted).toHaveLength(2)
  })
})

describe('the list of what was posted', () => {
  it('goes by state and subscription, newest first, page by page', async () => {
    const well = await subscribe('/well', ['oversight.pending'])
    const dead = await subscribe('/dead', ['oversight.pending'])
    receiver.answer = (response, { path }) => void response.writeHead(path === '/dead' ? 500 : 200).end()
    for (const subject of ['One', 'Two', 'Three']) await gate.submit({ subject })
    await gate.app.drain()
    expect(await deliveries(`webhook_id=${well}&status=delivered`)).toHaveLength(3)
    expect(await deliveries(`webhook_id=${well}&status=pending`)).toEqual([])
    const waiting = await deliveries(`webhook_id=${dead}&status=pending`)
    expect(waiting).toHaveLength(3)
    for (const one of waiting) expect(Date.parse(String(one.next_attempt_at))).toBeGreaterThan(0)
    const first = await admin('GET', `/v1/webhook-deliveries?webhook_id=${dead}&limit=2`)
    const rest = await admin(
      'GET',
      `/v1/webhook-deliveries?limit=2&webhook_id=${dead}&cursor=${first.body.cursor}`,
    )
    const ids = [first, rest].flatMap(({ body }) =>
      (body.deliveries as unknown as Json[]).map(({ id }) => String(id)),
    )
    expect(ids).toEqual(waiting.map(({ id }) => String(id)))
    expect(ids).toEqual([...ids].sort().reverse())
    expect(rest.body.cursor).toBeNull()
    expect((await admin('GET', '/v1/webhook-deliveries?status=lost')).status).toBe(400)
  })
})

describe('the link to decide', () => {
  it('is never put where the mail itself writes its sign', async () => {
    await subscribe('/hook', ['oversight.pending', 'oversight.rejected'])
    const sign = '{review_url}'
    const mail = { subject: sign, markdown: sign, tags: { review_url: sign } }
    await gate.decide(await gate.submit(mail), 'reject', { reason: sign })
    await gate.submit({ ...mail, to: ['bob@example.org'] })
    await gate.app.drain()
    expect(heard()).toHaveLength(3)
    for (const { body } of receiver.posted) {
      expect(body).toMatchObject({ subject: sign, preview: sign, tags: { review_url: sign } })
      expect(body.data).toMatchObject({ subject: sign, tags: { review_url: sign } })
      expect(body.data?.review_url).toBe(body.review_url)
    }
    const urls = (event: string) =>
      receiver.posted.filter(({ body }) => String(body.event) === event).map(({ body }) => body.review_url)
    expect(urls('oversight.rejected')).toEqual([''])
    // Only the mail that still waits has one.
    expect(urls('oversight.pending').toSorted()).toEqual(['', expect.stringMatching(/approve\/[\w-]{43}$/)])
  })
})
