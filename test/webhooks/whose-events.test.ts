/** A subscription hears of what it asked for, of its own mailbox, account and environment, and of nothing else (§8). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PUBLISHED } from '../../src/core/published.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { appendEvent, OPERATOR } from '../../src/store/events.ts'
import { addKey } from '../../src/store/keys.ts'
import { Gate } from '../support/gate.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import type { Json } from '../support/server.ts'

const EVERY = Object.keys(PUBLISHED)

let gate: Gate
let receiver: Receiver
/** Admin keys. */
const keys = { live: '', test: '', elsewhere: '' }
let testAgent = ''

beforeAll(async () => {
  gate = await Gate.open({
    MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
    MULTIMAIL_REVIEW_MAIL: 'off',
    MULTIMAIL_OPERATOR_APPROVAL: 'off',
  })
  receiver = await startReceiver()
  keys.live = gate.app.made.keys.admin
  keys.test = (await gate.makeKey(['read', 'admin'], { test: true })).raw
  testAgent = (await gate.makeKey(['read', 'send'], { test: true })).raw
  keys.elsewhere = await gate.app.context.database.write(async (writer) => {
    const account = { ...gate.app.made.account, id: writer.newId(), slug: 'other', name: 'Other' }
    await insertAccount(writer, account)
    const maker = { accountId: account.id, actor: OPERATOR }
    const key = { name: 'admin', scopes: ['read', 'admin'] as const, test: false, mailboxIds: null }
    return (await addKey(writer, maker, key)).raw
  })
})
afterAll(async () => {
  await gate.app.stop()
  await receiver.close()
})

beforeEach(async () => {
  await gate.freshBox()
  await gate.app.drain()
  receiver.posted.length = 0
  return async () => {
    for (const key of Object.values(keys)) {
      const { body } = await gate.call(key, 'GET', '/v1/webhooks')
      for (const { id } of body.webhooks as unknown as Json[])
        await gate.call(key, 'DELETE', `/v1/webhooks/${id}`)
    }
  }
})

async function subscribe(path: string, key = keys.live, more: object = {}): Promise<Json> {
  const body = { url: receiver.url + path, events: EVERY, ...more }
  const answer = await gate.call(key, 'POST', '/v1/webhooks', body)
  expect(answer.status).toBe(201)
  return answer.body
}

/** What was posted so far: path and event of each. */
async function heard(): Promise<string[]> {
  await gate.app.drain()
  return receiver.posted.map(({ path, body }) => `${path} ${body.event}`)
}

/** Each key, nested ones too, with the JSON type of its value; what is in lists and maps is told by one item. */
function shapeOf(value: unknown, path = 'body'): Record<string, string> {
  if (Array.isArray(value)) return { [path]: 'list' }
  if (typeof value !== 'object' || value === null || path.endsWith('.tags'))
    return { [path]: value === null ? 'null' : typeof value }
  const inner = Object.entries(value).map(([key, one]) => shapeOf(one, `${path}.${key}`))
  return Object.assign({}, ...inner) as Record<string, string>
}

/** Writes an event into the trail as the action that makes it would. */
function happen(action: 'domain.verified' | 'account.paused'): Promise<void> {
  const { id } = gate.app.made.account
  return gate.app.context.database.write((writer) =>
    appendEvent(writer, {
      accountId: id,
      mailboxId: null,
      test: 0,
      // Nothing here verifies domains, so the trail has no such action of its own.
      action: action as 'account.paused',
      resourceType: 'account',
      resourceId: id,
      actor: OPERATOR,
      metadata: {},
    }),
  )
}

describe('a subscription', () => {
  it('to one mailbox hears nothing of another, nor of the account', async () => {
    await subscribe('/one', keys.live, { mailbox_id: gate.box.id })
    await subscribe('/all')
    await gate.submit()
    await gate.freshBox()
    await gate.submit()
    await happen('account.paused')
    expect((await heard()).sort()).toEqual([
      '/all account.paused',
      '/all oversight.pending',
      '/all oversight.pending',
      '/one oversight.pending',
    ])
  })

  it('of another account hears nothing, and cannot name the mailbox', async () => {
    await subscribe('/elsewhere', keys.elsewhere)
    const theirs = { url: receiver.url, events: EVERY, mailbox_id: gate.box.id }
    const answer = await gate.call(keys.elsewhere, 'POST', '/v1/webhooks', theirs)
    expect(answer.body).toMatchObject({ details: [{ path: 'mailbox_id' }] })
    await gate.submit()
    await happen('account.paused')
    expect(await heard()).toEqual([])
  })

  it('hears of test mail when a test key made it, and of nothing else', async () => {
    await subscribe('/test', keys.test)
    await subscribe('/live')
    await gate.submit()
    expect(await heard()).toEqual(['/live oversight.pending'])
    receiver.posted.length = 0
    await gate.submit({}, testAgent)
    expect(await heard()).toEqual(['/test oversight.pending'])
    expect(receiver.posted[0]?.body).toMatchObject({ test: true })
  })

  it('hears only of the events it asked for, once where it named one twice', async () => {
    await subscribe('/two', keys.live, {
      events: ['message.sent', 'approval.approved', 'message.approved', 'oversight.approved'],
    })
    await gate.decide(await gate.submit())
    expect(await heard()).toEqual(['/two approval.approved', '/two message.sent'])
  })

  it('hears nothing of what happened before it was made', async () => {
    await gate.submit()
    gate.app.context.clock.advance(1)
    await subscribe('/late')
    expect(await heard()).toEqual([])
  })
})

describe('every key', () => {
  it('has one type in all events, null only for the ids of what is not there', async () => {
    const { id } = await subscribe('/shape')
    await gate.call(keys.live, 'POST', `/v1/webhooks/${id}/test`)
    await gate.decide(await gate.submit({ cc: ['carol@example.org'], tags: { 'a b.c': 'x' } }))
    await gate.arrive('From: <>\r\n\r\n')
    await happen('account.paused')
    await happen('domain.verified')
    await gate.app.drain()
    const shapes = receiver.posted.map(({ body }) => shapeOf(body))
    const [sample] = shapes
    if (sample === undefined) throw new Error('nothing was posted')
    expect(shapes.length).toBeGreaterThanOrEqual(EVERY.length + 6)
    const nullable = /\.(?:email|thread|mailbox)_id$/
    for (const shape of shapes) {
      expect(Object.keys(shape)).toEqual(Object.keys(sample))
      const others = Object.entries(shape).filter(
        ([key, type]) => type !== sample[key] && !(nullable.test(key) && type === 'null'),
      )
      expect(others).toEqual([])
    }
  })
})

it('a domain that was verified is told of without any mail', async () => {
  await subscribe('/domain', keys.live, { events: ['domain.verified'] })
  await happen('domain.verified')
  expect(await heard()).toEqual(['/domain domain.verified'])
  expect(receiver.posted[0]?.body).toMatchObject({
    email_id: null,
    mailbox_id: null,
    mailbox: '',
    direction: '',
    status: '',
    to: [],
    tags: {},
    has_attachments: false,
  })
})
