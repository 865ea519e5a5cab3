/** The triggers, pages and failures of the Make app, against the real server. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import type { Field } from './make-runtime/package.ts'
import { createUser, type MakeUser } from './make-user.ts'
import { flawOf } from './n8n-openapi.ts'

const settings = { MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1', MULTIMAIL_RATE_LIMIT: 'off' }
let app: TestServer
let user: MakeUser
let receiver: Receiver

beforeAll(async () => {
  receiver = await startReceiver()
  app = await startTestServer({ settings: { ...settings, MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
  user = await createUser(app)
})
afterAll(async () => {
  await app?.stop()
  await receiver?.close()
})

const hooks = async () => {
  const list = { url: 'webhooks', method: 'GET' }
  const { body } = await user.one(user.operator, 'makeApiCall', list)
  return (body as Json).webhooks as unknown as Json[]
}

describe('Watch events', () => {
  it('offers every event of the server, in the words of its description', async () => {
    const webhook = user.make.app.component('webhook', 'events')
    const [events] = user.make.app.code(webhook, 'params') as readonly Field[]
    const { body } = await app.call(app.made.keys.admin, 'GET', '/openapi.json')
    const described = Object.entries(
      body.webhooks as unknown as Record<string, { post: { summary: string } }>,
    )
    expect(events?.options).toEqual(
      described.map(([value, { post }]) => ({ label: `${value}: ${post.summary}`, value })),
    )
  })

  it('detaches when the subscription is gone already', async () => {
    const hook = await user.make.attach(user.operator, 'events', `${receiver.url}/hook-4`, {
      events: ['message.sent'],
    })
    await user.make.detach('events', hook)
    const before = user.make.sent.length
    await user.make.detach('events', hook)
    expect(user.make.sent.slice(before).map(({ method }) => method)).toEqual(['GET'])
  })

  it('attaches, is told, changes and detaches', async () => {
    const url = `${receiver.url}/hook-1`
    const given = { events: ['oversight.pending'], mailboxId: user.mailboxId, includeBody: true }
    const hook = await user.make.attach(user.operator, 'events', url, given)
    expect(await hooks()).toMatchObject([
      { id: hook.saved.externalHookId, url, events: ['oversight.pending'], mailbox_id: user.mailboxId },
    ])
    await user.write({ subject: 'Watched' })
    const posted = receiver.posted.filter(({ path }) => path === '/hook-1')
    expect(user.make.receive('watchEvents', posted[0]?.body)).toMatchObject([
      { event: 'oversight.pending', subject: 'Watched', markdown: expect.stringContaining('The text') },
    ])

    await user.make.update('events', hook, { events: ['message.sent'], includeBody: false })
    expect(await hooks()).toMatchObject([
      { id: hook.saved.externalHookId, events: ['message.sent'], mailbox_id: null, include_body: false },
    ])
    await user.make.detach('events', hook)
    expect(await hooks()).toEqual([])
    await user.write({ subject: 'Nobody watches' })
    expect(receiver.posted.filter(({ path }) => path === '/hook-1')).toHaveLength(posted.length)
  })

  it('gives the same subscription when Make attaches twice', async () => {
    const attach = () =>
      user.make.attach(user.operator, 'events', `${receiver.url}/hook-2`, { events: ['message.sent'] })
    const one = await attach()
    expect((await attach()).saved).toEqual(one.saved)
    await user.make.detach('events', one)
  })

  it('says what the operator must do, and attaches after that', async () => {
    const server = await startTestServer({ settings })
    try {
      const { keys } = server.made
      const connection = await user.make.connect({ baseUrl: server.url, apiKey: keys.admin })
      const attach = (more = {}) =>
        user.make.attach(connection, 'events', `${receiver.url}/hook-3`, {
          events: ['message.sent'],
          ...more,
        })
      const codeOf = async () => {
        await server.drain()
        const { body } = await server.call(keys.admin, 'GET', '/v1/test/captured')
        const [newest] = body.emails as unknown as Json[]
        const text = Buffer.from(String(newest?.raw_base64), 'base64').toString()
        return /Code:\**\s*\**([0-9A-Z]+-[0-9A-Z]+)/.exec(text)?.[1]
      }
      await expect(attach()).rejects.toMatchObject({
        type: 'InvalidConfigurationError',
        message: expect.stringMatching(/^\[202\] .*\{"action": "webhook\.create", "host": "\*\.make\.com"\}/),
      })
      // Make made a new address for the next try: the code is not for it.
      const elsewhere = { events: ['message.sent'], approvalCode: await codeOf() }
      await expect(
        user.make.attach(connection, 'events', `${receiver.url}/hook-5`, elsewhere),
      ).rejects.toMatchObject({
        type: 'InvalidConfigurationError',
        message: expect.stringMatching(/^\[404\] .* Make may have made a new address .* standing approval/),
      })
      const hook = await attach({ approvalCode: await codeOf() })
      expect(hook.saved.externalHookId).toEqual(expect.any(String))
      const change = { events: ['message.sent', 'message.bounced'] }
      await expect(user.make.update('events', hook, change)).rejects.toThrow(/"webhook\.update"/)
      await user.make.update('events', hook, { ...change, approvalCode: await codeOf() })
      await user.make.detach('events', hook)

      // With standing approvals nobody is asked any more.
      const list = await server.call(keys.admin, 'GET', '/v1/keys')
      const own = (list.body.keys as unknown as Json[]).find(({ scopes }) => String(scopes).includes('admin'))
      for (const action of ['webhook.create', 'webhook.update']) {
        const path = `/v1/keys/${own?.id}/standing-approvals`
        const body = { action, host: '*.make.com' }
        await server.call(keys.admin, 'POST', path, body)
        await server.call(keys.admin, 'POST', path, { ...body, approval_code: await codeOf() })
      }
      const made = { events: ['message.sent'] }
      const free = await user.make.attach(connection, 'events', 'https://hook.eu1.make.com/a1b2', made)
      await user.make.update('events', free, change)
      await user.make.detach('events', free)
    } finally {
      await server.stop()
    }
  })
})

describe('Watch new emails', () => {
  it('begins where it is told to, and gives each email once, oldest first', async () => {
    const given = { mailboxId: user.mailboxId, direction: 'inbound', sender: 'ada', subjectContains: 'plan' }
    const first = await user.arrive()
    const [start] = await user.make.epoch(user.agent, 'watchNewEmails', {
      mailboxId: user.mailboxId,
      direction: 'inbound',
    })
    expect(start).toMatchObject({
      id: first,
      label: expect.stringContaining('The plan'),
      date: expect.any(String),
    })
    const seen = { date: String(start?.date), id: String(start?.id) }
    const poll = (limit: number) => user.make.poll(user.agent, 'watchNewEmails', { ...given, limit }, seen)
    expect(await poll(10)).toEqual([])
    const arrived = [await user.arrive(), await user.arrive(), await user.arrive()]
    const idsOf = (items: Awaited<ReturnType<typeof poll>>) => items.map(({ id }) => id)
    expect(idsOf(await poll(2))).toEqual(arrived.slice(0, 2))
    expect(idsOf(await poll(2))).toEqual(arrived.slice(2))
    expect(await poll(2)).toEqual([])
  })
})

describe('Lists', () => {
  it('of more than 100 emails come whole, page by page, each email once', async () => {
    const server = await startTestServer({ settings: { ...settings, MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
    try {
      const other = await createUser(server)
      for (let number = 1; number <= 105; number++) {
        await other.one(other.agent, 'sendEmail', {
          mailboxId: other.mailboxId,
          to: ['ada@example.com'],
          subject: `Number ${number}`,
          markdown: `Text ${number}`,
        })
      }
      await server.drain()
      const { mailboxId } = other
      const search = (limit: number) => other.make.run(other.agent, 'searchEmails', { mailboxId, limit })
      const before = other.make.sent.length
      const all = await search(500)
      expect(new Set(all.map(({ id }) => id)).size).toBe(105)
      expect(other.make.sent.length - before).toBe(2)
      expect(await search(101)).toHaveLength(101)
      expect(await search(3)).toHaveLength(3)
      expect(await other.make.run(other.reviewer, 'listPendingEmails', { limit: 200 })).toHaveLength(105)
      expect(await other.make.rpc(other.reviewer, 'pendingEmails')).toHaveLength(105)
      const entries = await other.make.run(other.operator, 'getAuditEntries', { limit: 150 })
      expect(new Set(entries.map(({ id }) => id)).size).toBe(150)
    } finally {
      await server.stop()
    }
  })
})

describe('Failures', () => {
  const send = (given = {}) => ({
    mailboxId: user.mailboxId,
    to: ['ada@example.com'],
    subject: 'A failure',
    markdown: 'The text',
    ...given,
  })
  const missing = '01KAQ3T9M8ZK6W0R4Y2F7VHX5B'

  it('tell the sentence of the server and what to do, with the type that Make acts by', async () => {
    const run = (id: string, given: Record<string, unknown>) => user.make.run(user.agent, id, given)
    await expect(run('sendEmail', send({ to: ['nobody'] }))).rejects.toMatchObject({
      type: 'DataError',
      message: expect.stringMatching(/^\[400\] .*nobody.* Correct the fields/),
    })
    await expect(run('listPendingEmails', {})).rejects.toMatchObject({
      type: 'RuntimeError',
      message:
        '[403] This key lacks the scope "oversight". Use a key that has the scope named in the message.',
    })
    await expect(run('getEmail', { mailboxId: user.mailboxId, emailId: missing })).rejects.toMatchObject({
      type: 'DataError',
      message: expect.stringMatching(/^\[404\] There is no such thing here/),
    })
    await expect(run('sendEmail', { mailboxId: user.mailboxId })).rejects.toThrow(/parameter 'to'/)
    await run('sendEmail', send({ subject: 'The same' }))
    await expect(run('sendEmail', send({ subject: 'The same' }))).rejects.toMatchObject({
      type: 'RuntimeError',
      message: expect.stringMatching(/^\[409\] .*"idempotency_key"/),
    })
  })

  it('of a second decision say how it was decided', async () => {
    const emailId = await user.write({ subject: 'Decided twice' })
    const decide = (action: string) => user.one(user.reviewer, 'decideOnEmail', { emailId, action })
    await decide('reject')
    await expect(decide('approve')).rejects.toThrow(/^\[409\] .*reject/)
  })

  it('of a key that was revoked end the connection', async () => {
    const revoked = { ...user.agent, parameters: { ...user.agent.parameters, apiKey: 'mm_live_revoked' } }
    await expect(user.make.run(revoked, 'listPendingEmails')).rejects.toMatchObject({
      type: 'InvalidAccessTokenError',
      message: expect.stringMatching(/^\[401\] .*Open the connection/),
    })
  })

  it('of too many requests are RateLimitError, say how long to wait, and pass', async () => {
    const slow = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: '1/2' } })
    try {
      const { keys } = slow.made
      const connection = { label: '', parameters: { baseUrl: slow.url, apiKey: keys.agent } }
      const list = () => user.make.rpc(connection, 'mailboxes')
      await list()
      await list()
      await expect(list()).rejects.toMatchObject({
        type: 'RateLimitError',
        message: expect.stringMatching(/^\[429\] .* Try again in \d+ seconds/),
      })
      slow.context.clock.advance(5_000)
      expect(await list()).toHaveLength(1)
    } finally {
      await slow.stop()
    }
  })

  it('of what stands before the server are ConnectionError, in readable words', async () => {
    receiver.answer = (response) => response.writeHead(503).end('<html>Bad gateway</html>')
    const connection = { label: '', parameters: { baseUrl: receiver.url, apiKey: 'x' } }
    const { mailboxId } = user
    const attempt = user.make.run(connection, 'tagEmail', {
      mailboxId,
      emailId: missing,
      tags: [{ key: 'a', value: 'b' }],
    })
    await expect(attempt).rejects.toMatchObject({
      type: 'ConnectionError',
      message: expect.stringMatching(/^\[503\] The server cannot be reached right now\./),
    })
  })
})

describe('All of it', () => {
  it('makes only requests that the API has', () => {
    const flaws = user.make.sent.map(flawOf)
    expect(flaws.filter((flaw) => flaw !== null)).toEqual([])
  })
})
