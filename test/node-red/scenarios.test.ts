/**
 * The flows of connectors/node-red in a real Node-RED, against the real server, with Slack, Airtable and a model played
 * on this machine. Runs by `npm run test:node-red`; anywhere else it is skipped.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Posted, type Receiver, startReceiver } from '../support/receiver.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { freePort, type NodeRed, startNodeRed } from './node-red.ts'

const isWanted = (process.env.TEST_NODE_RED ?? '') !== ''
const folder = new URL('../../connectors/node-red/', import.meta.url)

interface FlowNode {
  readonly id: string
  readonly type: string
  readonly z?: string
  readonly url?: string
  readonly name?: string
  readonly wires?: readonly (readonly string[])[]
  readonly info?: string
}

const flowOf = (file: string): FlowNode[] => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
const FILES = readdirSync(folder).filter((name) => name.endsWith('.json'))

/** The nodes of a flow with the environment variables of its tab; `suffix` makes a second one of it elsewhere. */
function withEnvironment(file: string, env: Readonly<Record<string, string>>, suffix = ''): object[] {
  const mark = (id: string) => `${suffix}${id.slice(suffix.length)}`
  return flowOf(file).map((node) => ({
    ...node,
    id: mark(node.id),
    ...(node.type === 'tab'
      ? { env: Object.entries(env).map(([name, value]) => ({ name, value, type: 'str' })) }
      : { z: mark(node.z ?? ''), wires: node.wires?.map((wire) => wire.map(mark)) }),
    ...(node.type === 'http in' ? { url: `${node.url}${suffix}` } : {}),
  }))
}

let app: TestServer
let nodeRed: NodeRed
let others: Receiver
let port: number
let testAdmin: string

async function ask(key: string, method: string, path: string, body?: unknown): Promise<Json> {
  const answer = await app.call(key, method, path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}

/** What Slack, Airtable or the model got since the last time somebody asked. */
function posted(path: string): Posted[] {
  const found = others.posted.filter((one) => one.path === path)
  for (const one of found) others.posted.splice(others.posted.indexOf(one), 1)
  return found
}

const SLACK = '/slack/chat.postMessage'
const AIRTABLE = '/airtable/v0/app1/Approvals%202026'
const MODEL = '/ai/chat/completions'

const answers: Record<string, object> = {
  [SLACK]: { ok: true },
  [AIRTABLE]: { records: [] },
  [MODEL]: { choices: [{ message: { content: 'Dear "Ada",\nMonday is *fine*.' } }] },
}

async function subscribe(path: string, events: readonly string[]): Promise<string> {
  const url = `http://127.0.0.1:${port}/multimail/${path}`
  return String((await ask(testAdmin, 'POST', '/v1/webhooks', { url, events })).signing_secret)
}

async function open(): Promise<void> {
  port = await freePort()
  others = await startReceiver()
  others.answer = (response, { path }) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answers[path] ?? {}))
  }
  app = await startTestServer({
    settings: { MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1', MULTIMAIL_OPERATOR_APPROVAL: 'off' },
  })
  const { keys, mailbox } = app.made
  const admin = { name: 'flows', scopes: ['read', 'admin'], test: true }
  testAdmin = String((await ask(keys.admin, 'POST', '/v1/keys', admin)).key)
  const slack = { SLACK_URL: `${others.url}/slack`, SLACK_TOKEN: 'xoxb-1', SLACK_CHANNEL: '#mail' }
  const agent = { MULTIMAIL_KEY: keys.test_agent }
  const order = { MULTIMAIL_TEST_KEY: keys.test_agent, MULTIMAIL_LIVE_KEY: keys.agent }
  const nodes = [
    ...withEnvironment('ai-reply-slack.json', {
      ...slack,
      ...agent,
      MULTIMAIL_WEBHOOK_SECRET: await subscribe('ai-reply', ['message.received', 'oversight.pending']),
      AI_URL: `${others.url}/ai`,
      AI_MODEL: 'small',
    }),
    ...withEnvironment('inbound-router.json', {
      ...slack,
      ...agent,
      MULTIMAIL_WEBHOOK_SECRET: await subscribe('router', ['message.received']),
      VIP_DOMAIN: 'important.example',
    }),
    ...withEnvironment('approval-table-airtable.json', {
      MULTIMAIL_WEBHOOK_SECRET: await subscribe('approvals', [
        'oversight.pending',
        'oversight.approved',
        'oversight.rejected',
      ]),
      AIRTABLE_URL: `${others.url}/airtable`,
      AIRTABLE_BASE: 'app1',
      AIRTABLE_TABLE: 'Approvals 2026',
    }),
    ...withEnvironment('decision-handler.json', { MULTIMAIL_KEY: keys.test_reviewer }),
    ...withEnvironment('bulk-send.json', agent),
    ...withEnvironment('test-to-live.json', { ...order, MULTIMAIL_MODE: 'test' }),
    ...withEnvironment('test-to-live.json', { ...order, MULTIMAIL_MODE: 'live' }, 'aa'),
  ]
  nodeRed = await startNodeRed(
    port,
    { MULTIMAIL_URL: app.url, MULTIMAIL_MAILBOX_ID: mailbox.id, FLOW_TOKEN: 'of this flow' },
    nodes,
  )
}

/** Posts to a flow as the tool does that calls it. */
async function callFlow(path: string, body: object, token = 'of this flow') {
  const response = await fetch(`http://127.0.0.1:${port}/multimail/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-flow-token': token },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Json }
}

async function arrive(from: string, subject: string): Promise<string> {
  const mail = { mailbox_id: app.made.mailbox.id, from, subject, markdown: 'Shall we meet on <Monday>?' }
  return String((await ask(app.made.keys.test_agent, 'POST', '/v1/test/inbound', mail)).id)
}

const email = (id: string) => ask(app.made.keys.test_agent, 'GET', `/v1/emails/${id}`)

const write = async (subject: string) => {
  const mail = { to: ['ada@example.com'], subject, markdown: 'Text' }
  const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
  return String((await ask(app.made.keys.test_agent, 'POST', path, mail)).id)
}

const deliveries = async (status: string) =>
  (await ask(testAdmin, 'GET', `/v1/webhook-deliveries?status=${status}&limit=100`))
    .deliveries as unknown as Json[]

describe.each(FILES)('The flow file %s', (file) => {
  it('can be imported: every wire leads to a node of it, and no key or secret is inside', () => {
    const nodes = flowOf(file)
    const ids = new Set(nodes.map(({ id }) => id))
    expect(ids.size).toBe(nodes.length)
    expect(nodes.flatMap(({ wires = [] }) => wires.flat()).filter((id) => !ids.has(id))).toEqual([])
    expect(JSON.stringify(nodes)).not.toMatch(/mm_(live|test)_\w|whsec_|xoxb-\w/)
  })

  it('says in its description every variable that it uses', () => {
    const nodes = flowOf(file)
    const used = [...JSON.stringify(nodes).matchAll(/env\.get\('(\w+)'\)/g)].map(([, name]) => name ?? '')
    const { info = '' } = nodes.find(({ type }) => type === 'tab') ?? {}
    expect([...new Set(used)].filter((name) => !info.includes(`\`${name}\``))).toEqual([])
  })
})

it('no two flow files have a node in common', () => {
  const ids = FILES.flatMap((file) => flowOf(file).map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
})

describe.skipIf(!isWanted)('In Node-RED (run it by `npm run test:node-red`)', () => {
  beforeAll(open)
  afterAll(async () => {
    await nodeRed?.stop()
    await app?.stop()
    await others?.close()
  })

  it('a model answers what comes in, the answer waits, Slack shows it, a decision from a table lets it go', async () => {
    const id = await arrive('ada@example.com', 'Monday & <more>')
    await app.drain()
    const [asked] = posted(MODEL)
    expect(asked?.body).toMatchObject({ model: 'small' })
    expect(asked?.raw).toContain('Shall we meet')
    // The answer of the model is there as it was written, quotes and lines too, and waits.
    await app.drain()
    const { emails } = await ask(app.made.keys.test_reviewer, 'GET', '/v1/oversight/pending')
    const waiting = (emails as unknown as Json[])[0]
    expect(waiting).toMatchObject({
      body_markdown: 'Dear "Ada",\nMonday is *fine*.',
      to: ['ada@example.com'],
    })
    expect((await email(String(waiting?.id))).thread_id).toBe((await email(id)).thread_id)
    const [shown] = posted(SLACK)
    expect(shown?.headers.authorization).toBe('Bearer xoxb-1')
    expect(shown?.raw).toContain('Monday &amp; &lt;more&gt;')
    expect(shown?.raw).toMatch(/"url":"http[^"]+\/v1\/approve\//)
    expect(posted(AIRTABLE).map(({ body }) => body.records)).toMatchObject([
      [{ fields: { 'Email ID': waiting?.id, Status: 'Waiting', To: 'ada@example.com' } }],
    ])

    const decision = { email_id: waiting?.id, decision: 'approve', reason: 'From the table' }
    expect(await callFlow('decide', decision, 'of somebody else')).toMatchObject({ status: 401 })
    expect(await callFlow('decide', { ...decision, decision: 'perhaps' })).toMatchObject({ status: 400 })
    expect(await callFlow('decide', decision)).toMatchObject({
      status: 200,
      body: { email_id: waiting?.id, status: 'approved_and_sent', error: null },
    })
    expect(await callFlow('decide', decision)).toMatchObject({ status: 409 })
    await app.drain()
    expect(await email(String(waiting?.id))).toMatchObject({
      status: 'sent',
      decided_by: 'key:test_reviewer',
    })
    expect(posted(AIRTABLE).map(({ body }) => body)).toMatchObject([
      {
        performUpsert: { fieldsToMergeOn: ['Email ID'] },
        records: [{ fields: { Status: 'Approved', Reason: 'From the table' } }],
      },
    ])
  })

  it('an answer is written once though the event comes twice, and machines are not answered', async () => {
    const { deliveries } = await ask(testAdmin, 'GET', '/v1/webhook-deliveries?limit=100')
    const first = (deliveries as unknown as Json[]).find(
      ({ event_type, url }) => String(event_type) === 'message.received' && String(url).endsWith('ai-reply'),
    )
    const before = (await ask(app.made.keys.test_reviewer, 'GET', '/v1/oversight/pending')).emails
    await ask(testAdmin, 'POST', `/v1/webhook-deliveries/${first?.id}/redeliver`)
    await app.drain()
    expect(posted(MODEL)).toHaveLength(1)
    expect((await ask(app.made.keys.test_reviewer, 'GET', '/v1/oversight/pending')).emails).toEqual(before)
    const machine = { mailbox_id: app.made.mailbox.id, from: 'robot@example.com', subject: 'Out of office' }
    const headers = { 'Auto-Submitted': 'auto-replied' }
    await ask(app.made.keys.test_agent, 'POST', '/v1/test/inbound', { ...machine, markdown: 'Away', headers })
    await app.drain()
    expect(posted(MODEL)).toEqual([])
  })

  it('what comes in is sorted by sender and subject, and not sorted again', async () => {
    posted(SLACK)
    const ids = [
      await arrive('boss@important.example', 'Call me'),
      await arrive('shop@example.org', 'Your INVOICE 17'),
      await arrive('eve@example.org', 'Nothing much'),
    ]
    await app.drain()
    const kinds = await Promise.all(ids.map(async (id) => (await email(id)).tags))
    expect(kinds).toEqual([{ kind: 'important' }, { kind: 'invoice' }, { kind: 'other' }])
    const shown = posted(SLACK).filter(({ raw }) => raw.includes('Mail from'))
    expect(shown.map(({ body }) => body.text)).toEqual(['Mail from boss@important.example: Call me'])
    const delivered = await deliveries('delivered')
    const again = delivered.find(
      ({ email_id, url }) => String(email_id) === ids[0] && String(url).endsWith('router'),
    )
    await ask(testAdmin, 'POST', `/v1/webhook-deliveries/${again?.id}/redeliver`)
    await app.drain()
    expect(posted(SLACK).filter(({ raw }) => raw.includes('Mail from'))).toEqual([])
  })

  it('a row of the table follows a rejection; while Airtable is down the event comes again', async () => {
    const right = answers[AIRTABLE] ?? {}
    others.answer = (response, { path }) => {
      if (path === AIRTABLE) response.statusCode = 503
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answers[path] ?? {}))
    }
    const id = await write('To be rejected')
    await app.drain()
    expect((await deliveries('pending')).map(({ response_status }) => response_status)).toContain(503)
    posted(AIRTABLE)
    others.answer = (response, { path }) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(path === AIRTABLE ? right : (answers[path] ?? {})))
    }
    app.context.clock.advance(60_000)
    await app.drain()
    const decision = { email_id: id, decision: 'reject', reason: 'No' }
    expect(await callFlow('decide', decision)).toMatchObject({ body: { status: 'rejected' } })
    await app.drain()
    const rows = posted(AIRTABLE).map(({ body }) => (body.records as unknown as Json[])[0]?.fields)
    expect(rows).toMatchObject([
      { 'Email ID': id, Status: 'Waiting' },
      { 'Email ID': id, Status: 'Rejected', Reason: 'No' },
    ])
  })

  it('the same order goes out in test and live, each with its own key', async () => {
    const order = { to: 'ada@example.com', order: 17 }
    expect((await callFlow('order', order)).body).toMatchObject({ test: true, error: null })
    expect((await callFlow('orderaa', order)).body).toMatchObject({ test: false, error: null })
    expect((await callFlow('order', { ...order, to: 'nobody' })).status).toBe(400)
    expect((await callFlow('order', order, '')).status).toBe(401)
  })

  it('nothing that the server did not sign is taken', async () => {
    for (const path of ['ai-reply', 'router', 'approvals'])
      expect((await callFlow(path, { event: 'message.received' })).status).toBe(401)
  })
})

describe.skipIf(!isWanted)('Many mails in Node-RED', () => {
  it('wait as long as the server says, and every one goes out once', async () => {
    const slow = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: '1/2' } })
    const at = await freePort()
    const env = { MULTIMAIL_URL: slow.url, MULTIMAIL_KEY: slow.made.keys.agent, FLOW_TOKEN: 'of this flow' }
    const own = { ...env, MULTIMAIL_MAILBOX_ID: slow.made.mailbox.id }
    const engine = await startNodeRed(at, own, flowOf('bulk-send.json'))
    port = at
    try {
      const mails = [1, 2, 3, 4].map((number) => ({
        to: ['ada@example.com'],
        subject: `News ${number}`,
        markdown: 'Text',
      }))
      const done = callFlow('bulk', { batch: 'news', mails })
      for (const waits of [1, 2]) {
        await engine.logged('waiting 1 s before mail', waits)
        slow.context.clock.advance(1_000)
      }
      expect((await done).body).toMatchObject({ taken: 4, failed: 0 })
      slow.context.clock.advance(10_000)
      await slow.drain()
      const pending = await slow.call(slow.made.keys.reviewer, 'GET', '/v1/oversight/pending')
      expect(pending.body.emails).toHaveLength(4)
      slow.context.clock.advance(10_000)
      expect((await callFlow('bulk', { batch: 'news', mails: mails.slice(0, 2) })).body).toMatchObject({
        results: [{ status: 'already_sent' }, { status: 'already_sent' }],
      })
      expect((await callFlow('bulk', { mails })).status).toBe(400)
    } finally {
      await engine.stop()
      await slow.stop()
    }
  })
})
