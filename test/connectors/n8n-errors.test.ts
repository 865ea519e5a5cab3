/** The n8n node when something is wrong: the words of the server, what to do, and nothing worse. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { type Actor, createActor } from './n8n-actor.ts'
import { loadPackage, type N8nPackage } from './n8n-package.ts'
import { perform, request } from './n8n-routing.ts'

let app: TestServer
let n8n: N8nPackage
let actor: Actor

beforeAll(async () => {
  n8n = await loadPackage()
  app = await startTestServer()
  actor = createActor(n8n, app.url)
})
afterAll(async () => {
  await app?.stop()
  await n8n?.dispose()
})

const act = (...given: Parameters<Actor['act']>) => actor.act(...given)
const keys = () => app.made.keys
const mailboxId = () => app.made.mailbox.id

describe('Errors', () => {
  it('are the sentence of the server and the way out', async () => {
    const wrong = act(keys().test_agent, 'email', 'send', {
      mailboxId: mailboxId(),
      to: 'nobody',
      subject: 'Plan',
      markdown: 'Text',
    })
    await expect(wrong).rejects.toMatchObject({
      message: expect.stringMatching(/^\[400\] .*nobody/),
      httpCode: '400',
    })
    const agentDecides = act(keys().test_agent, 'approval', 'getAll', { limit: 1 })
    await expect(agentDecides).rejects.toMatchObject({
      message: '[403] This key lacks the scope "oversight".',
      description: 'Use a key that has the scope named in the message.',
    })
    await expect(act('mm_live_none', 'mailbox', 'getAll')).rejects.toThrow(/^\[401\] /)
    const file = { mailboxId: mailboxId(), emailId: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B' }
    await expect(act(keys().test_agent, 'email', 'downloadRaw', file)).rejects.toThrow(/^\[404\] /)
  })

  it('of too many requests say how long to wait, and it goes on then', async () => {
    const slow = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: '1/2' } })
    try {
      const caller = actor.callerOf(slow.made.keys.agent, slow.url)
      const list = () => perform(n8n.node, caller, { resource: 'mailbox', operation: 'getAll' })
      await list()
      await list()
      await expect(list()).rejects.toMatchObject({
        message: expect.stringMatching(/^\[429\] /),
        description: expect.stringMatching(/Try again after \d+ seconds/),
      })
      slow.context.clock.advance(5_000)
      expect(await list()).toHaveLength(1)
    } finally {
      await slow.stop()
    }
  })

  it('a time that is none is refused, and the mail does not go at once', async () => {
    const mail = { mailboxId: mailboxId(), to: 'ada@example.com', subject: 'Later', markdown: 'Text' }
    for (const sendAt of ['tomorrow', ' ', 'null']) {
      const schedule = act(keys().test_agent, 'email', 'schedule', { ...mail, sendAt })
      await expect(schedule).rejects.toMatchObject({ message: expect.stringMatching(/^\[400\] send_at/) })
    }
    expect(await act(keys().test_agent, 'email', 'getAll', { mailboxId: mailboxId() })).toEqual([])
  })

  it('ids from mail and models stay one part of the path', async () => {
    const hostile = { emailId: '../oversight/pending?limit=1' }
    await expect(act(keys().test_agent, 'email', 'get', hostile)).rejects.toThrow(/^\[40[04]\] /)
    expect(actor.sent.at(-1)?.path).toBe('/v1/emails/..%2Foversight%2Fpending%3Flimit%3D1')
  })
})

describe('The credential', () => {
  it('is tested by asking for the account', async () => {
    const { request: test } = n8n.credential.test
    const caller = actor.callerOf(keys().agent)
    const options = { ...test, baseURL: app.url }
    expect((await request(caller, options)).statusCode).toBe(200)
    expect(
      (await request({ ...caller, credentials: { ...caller.credentials, apiKey: 'x' } }, options)).statusCode,
    ).toBe(401)
  })
})
