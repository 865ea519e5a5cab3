/** The n8n trigger: attached, told of events with a signature it checks, and detached, against the real server. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PUBLISHED } from '../../src/core/published.ts'
import { type Posted, type Receiver, startReceiver } from '../support/receiver.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { flawOf } from './n8n-openapi.ts'
import { type Item, loadPackage, type N8nPackage, type Values } from './n8n-package.ts'
import { type Caller, request } from './n8n-routing.ts'

let app: TestServer
let n8n: N8nPackage
let receiver: Receiver

const settings = { MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1' }

beforeAll(async () => {
  n8n = await loadPackage()
  receiver = await startReceiver()
  app = await startTestServer({ settings: { ...settings, MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
})
afterAll(async () => {
  await app?.stop()
  await receiver?.close()
  await n8n?.dispose()
})

/** A workflow with the trigger in it: what n8n keeps for it, and what it calls. */
function workflow(parameters: Values, server = app) {
  const kept: Record<string, unknown> = {}
  const caller: Caller = {
    credential: n8n.credential,
    credentials: { baseUrl: server.url, apiKey: server.made.keys.admin },
    sent: [],
  }
  const functions = {
    getNode: () => ({ name: 'MultiMail Trigger' }),
    getNodeParameter: (name: string, fallback?: unknown) => parameters[name] ?? fallback,
    getNodeWebhookUrl: () => `${receiver.url}/webhook/1`,
    getWorkflowStaticData: () => kept,
    getCredentials: async () => caller.credentials,
    helpers: {
      httpRequestWithAuthentication: (_name: string, options: Values) => request(caller, options),
      returnJsonArray: (json: Values) => [{ json }],
    },
  }
  const call = (name: string) => n8n.trigger.webhookMethods?.default[name]?.call(functions)
  return {
    kept,
    sent: caller.sent,
    checkExists: () => call('checkExists'),
    create: () => call('create'),
    delete: () => call('delete'),
    /** Hands a POST to the node; gives what the workflow begins with and the status that was answered. */
    async take(posted: Pick<Posted, 'headers' | 'raw' | 'body'>) {
      let status = 200
      const response = {
        status(code: number) {
          status = code
          return { json: () => undefined }
        },
      }
      const result = await n8n.trigger.webhook?.call({
        ...functions,
        getRequestObject: () => ({ rawBody: Buffer.from(posted.raw) }),
        getHeaderData: () => posted.headers,
        getBodyData: () => posted.body,
        getResponseObject: () => response,
      } as never)
      return { status, items: (result?.workflowData ?? []).flat() as Item[] }
    },
  }
}

const subscriptions = async (server = app) =>
  (await server.call(server.made.keys.admin, 'GET', '/v1/webhooks')).body.webhooks as unknown as Json[]

const send = (subject: string) =>
  app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${app.made.mailbox.id}/send`, {
    to: ['ada@example.com'],
    subject,
    markdown: 'The whole text',
  })

/** The next POST about a mail of this subject. */
async function postedAbout(subject: string): Promise<Posted> {
  await send(subject)
  // The nodes look at the clock of this machine.
  app.context.clock.set(Date.now())
  await app.drain()
  const posted = receiver.posted.find(({ body }) => String(body.subject) === subject)
  if (posted === undefined) throw new Error('nothing was posted')
  return posted
}

describe('The trigger', () => {
  it('offers every event that the server has', () => {
    const events = n8n.trigger.description.properties.find(({ name }) => name === 'events')
    expect((events?.options ?? []).map(({ value }) => value)).toEqual(Object.keys(PUBLISHED).sort())
  })

  it('subscribes once, begins the workflow with a signed event, and ends its subscription', async () => {
    const one = workflow({
      events: ['oversight.pending'],
      mailboxId: app.made.mailbox.id,
      includeBody: true,
      approvalCode: '',
    })
    expect(await one.checkExists()).toBe(false)
    expect(await one.create()).toBe(true)
    expect(await subscriptions()).toMatchObject([
      { url: `${receiver.url}/webhook/1`, events: ['oversight.pending'], mailbox_id: app.made.mailbox.id },
    ])
    // n8n forgets the secret when a workflow is copied or imported; it is asked for again.
    delete one.kept.secret
    expect(await one.checkExists()).toBe(true)

    const posted = await postedAbout('A signed one')
    const { status, items } = await one.take(posted)
    expect(status).toBe(200)
    expect(items).toHaveLength(1)
    expect(items[0]?.json).toMatchObject({ event: 'oversight.pending', markdown: 'The whole text' })

    expect(await one.delete()).toBe(true)
    expect(await subscriptions()).toEqual([])
    expect(one.kept).toEqual({})
    expect(await one.delete()).toBe(true)
    expect(one.sent.map(flawOf).filter((flaw) => flaw !== null)).toEqual([])
  })

  it('takes nothing that is not signed by its secret, changed, or old', async () => {
    const one = workflow({ events: ['oversight.pending'], mailboxId: '' })
    await one.checkExists()
    await one.create()
    const posted = await postedAbout('Another signed one')
    expect((await one.take(posted)).status).toBe(200)
    const changed = (headers: Values) => ({ ...posted, headers: { ...posted.headers, ...headers } as never })
    const old = String(Number(posted.headers['webhook-timestamp']) - 600)
    const others = [
      { ...posted, raw: posted.raw.replace('Another', 'Some other') },
      changed({ 'webhook-signature': 'v1,AAAA' }),
      changed({ 'webhook-signature': undefined }),
      changed({ 'webhook-timestamp': old }),
      changed({ 'webhook-timestamp': 'now' }),
      changed({ 'webhook-id': 'other' }),
    ]
    for (const other of others) expect(await one.take(other)).toEqual({ status: 401, items: [] })
    one.kept.secret = `whsec_${Buffer.alloc(32).toString('base64')}`
    expect((await one.take(posted)).status).toBe(401)
    delete one.kept.secret
    expect((await one.take(posted)).status).toBe(401)
    await one.checkExists()
    await app.call(app.made.keys.admin, 'POST', `/v1/webhooks/${one.kept.webhookId}/rotate-secret`, {})
    // Both secrets count for a day.
    expect((await one.take(await postedAbout('After the rotation'))).status).toBe(200)
    await one.delete()
  })

  it('that was changed replaces its subscription', async () => {
    const before = workflow({ events: ['message.sent'], mailboxId: '' })
    await before.create()
    const after = workflow({ events: ['message.sent', 'message.bounced'], mailboxId: '' })
    expect(await after.checkExists()).toBe(false)
    await after.create()
    expect(await subscriptions()).toMatchObject([{ events: ['message.sent', 'message.bounced'] }])
    await after.delete()
  })

  it('says what to do when the operator has to agree, and subscribes with the code', async () => {
    const server = await startTestServer({ settings })
    try {
      const events = { events: ['message.received'], mailboxId: '' }
      await expect(workflow(events, server).create()).rejects.toMatchObject({
        message: expect.stringContaining('operator'),
        description: expect.stringContaining('Approval Code'),
      })
      await server.drain()
      const { body } = await server.call(server.made.keys.admin, 'GET', '/v1/test/captured')
      const mail = Buffer.from(String((body.emails as unknown as Json[])[0]?.raw_base64), 'base64').toString()
      const approvalCode = /Code:\**\s*\**([0-9A-Z]+-[0-9A-Z]+)/.exec(mail)?.[1] ?? ''
      const wrong = workflow({ ...events, approvalCode: 'AAA-AAA' }, server)
      await expect(wrong.create()).rejects.toMatchObject({ message: expect.stringMatching(/^\[403\] /) })
      expect(await workflow({ ...events, approvalCode }, server).create()).toBe(true)
      expect(await subscriptions(server)).toHaveLength(1)
    } finally {
      await server.stop()
    }
  })

  it('tells the words of the server when its key may not subscribe', async () => {
    const one = workflow({ events: ['message.received'], mailboxId: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B' })
    await expect(one.create()).rejects.toMatchObject({ message: expect.stringMatching(/^\[400\] .*mailbox/) })
  })
})
