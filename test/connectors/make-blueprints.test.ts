/** The blueprints for Make: what can be imported, and each of them run from end to end against the real server. */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { expressionsIn } from './make-runtime/iml.ts'
import { type Expression, parse } from './make-runtime/iml-parser.ts'
import { ROOT } from './make-runtime/package.ts'
import { type Blueprint, type ModuleOf, Scenario } from './make-runtime/scenario.ts'
import { createUser, type MakeUser } from './make-user.ts'

const folder = join(ROOT, 'blueprints')
const blueprint = async (name: string): Promise<Blueprint> =>
  JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'))

let app: TestServer
let user: MakeUser
let others: Receiver
/** What is posted by the server: the webhook of a scenario. */
let hook: Receiver

/** Rows of the table that Airtable is played with. */
const rows: Record<string, string>[] = []

beforeAll(async () => {
  app = await startTestServer({
    settings: {
      MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
      MULTIMAIL_OPERATOR_APPROVAL: 'off',
      MULTIMAIL_RATE_LIMIT: 'off',
    },
  })
  user = await createUser(app)
  others = await startReceiver()
  hook = await startReceiver()
  const events = 'message.received,oversight.pending,oversight.approved,oversight.rejected'.split(',')
  await user.make.attach(user.operator, 'events', hook.url, { events })
  others.answer = (response, { path, body }) => {
    const record = (body.record ?? {}) as unknown as Record<string, string>
    const answers: Readonly<Record<string, () => unknown>> = {
      '/slack': () => ({ ok: true }),
      '/model/chat/completions': () => ({
        choices: [{ message: { content: 'Thank you, "Ada".\n\\o/ {{5}}' } }],
      }),
      '/airtable/create': () => {
        rows.push({ ...record, id: `rec${rows.length}` })
        return rows.at(-1)
      },
      '/airtable/search': () => {
        const wanted = /^\{Email ID\} = "(\w+)"$/.exec(String(body.formula))?.[1]
        return { records: rows.filter((row) => row['Email ID'] === wanted) }
      },
      '/airtable/update': () => Object.assign(rows.find(({ id }) => id === String(body.id)) ?? {}, record),
    }
    response.end(JSON.stringify(answers[path]?.() ?? {}))
  }
})
afterAll(async () => {
  await app?.stop()
  await others?.close()
  await hook?.close()
})
beforeEach(() => {
  hook.posted.length = 0
  others.posted.length = 0
  rows.length = 0
})

const fill = () => ({
  multimail: app.url,
  agent_key: app.made.keys.test_agent,
  reviewer_key: app.made.keys.test_reviewer,
  test_key: app.made.keys.test_agent,
  live_key: app.made.keys.agent,
  mailbox: app.made.mailbox.address,
  mailbox_id: app.made.mailbox.id,
  ai_url: `${others.url}/model`,
  token: 'a secret of ours',
})

const scenarioOf = async (name: string, more: Readonly<Record<string, string>> = {}) =>
  new Scenario(await blueprint(name), { ...fill(), ...more }, others.url)

/** Hands everything that the server posted to a scenario. */
async function deliver(scenario: Scenario): Promise<void> {
  for (const { body } of hook.posted.splice(0)) await scenario.receive(body)
}

const emailOf = async (emailId: unknown) =>
  (await app.call(app.made.keys.test_agent, 'GET', `/v1/emails/${emailId}`)).body
const waiting = async () =>
  (await app.call(app.made.keys.test_reviewer, 'GET', '/v1/oversight/pending?limit=100')).body
    .emails as unknown as Json[]

async function arrive(given: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const letter = { mailbox_id: user.mailboxId, from: 'ada@example.com', subject: 'Hi', markdown: 'The text' }
  const { body } = await app.call(app.made.keys.test_agent, 'POST', '/v1/test/inbound', {
    ...letter,
    ...given,
  })
  await app.drain()
  return String(body.id)
}

describe('The blueprints', () => {
  const modulesOf = (flow: readonly ModuleOf[]): ModuleOf[] =>
    flow.flatMap((module) => [
      module,
      ...(module.routes ?? []).flatMap((route) => modulesOf(route.flow)),
      ...modulesOf(module.onerror ?? []),
      ...(module.tools ?? []).flatMap((tool) => modulesOf(tool.flow)),
    ])

  const textsIn = (value: unknown): string[] => {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
  }

  const modulesIn = (expression: Expression): number[] => {
    if (expression.kind === 'path') return [Number(expression.parts[0])]
    if (expression.kind === 'call') return expression.parameters.flatMap(modulesIn)
    if (expression.kind === 'binary') return [expression.left, expression.right].flatMap(modulesIn)
    return expression.kind === 'not' ? modulesIn(expression.of) : []
  }

  it('have no connections, hooks or keys in them, number modules once, and speak of those before', async () => {
    const names = (await readdir(folder)).sort()
    expect(names).toHaveLength(7)
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      expect(text, name).not.toMatch(/__IMT|"hook"|mm_(live|test)_|xox[bp]-|sk-\w{8}/)
      const { flow } = JSON.parse(text) as Blueprint
      const modules = modulesOf(flow)
      const ids = modules.map(({ id }) => id)
      expect(new Set(ids).size, name).toBe(ids.length)
      for (const module of modules) {
        const used = textsIn([module.mapper, module.filter])
          .flatMap(expressionsIn)
          .map(parse)
          .flatMap(modulesIn)
        expect(
          used.filter((id) => !ids.includes(id) || id >= module.id),
          `${name} ${module.id}`,
        ).toEqual([])
      }
    }
  })

  it('escape what is mapped into JSON: it comes from the module that escapes, or is an id', async () => {
    for (const name of await readdir(folder)) {
      const modules = modulesOf((JSON.parse(await readFile(join(folder, name), 'utf8')) as Blueprint).flow)
      const isJson = (id: number) =>
        modules.some((one) => one.id === id && one.module === 'json:TransformToJSON')
      for (const { mapper } of modules.filter(({ mapper: one }) => one?.bodyType === 'raw')) {
        for (const inner of expressionsIn(String(mapper?.data))) {
          const isSafe =
            isJson(Number(inner.split('.')[0])) ||
            /\.(\w*id|content_hash|decision|ai_model|mailbox)$/.test(inner)
          expect(isSafe, `${name}: {{${inner}}}`).toBe(true)
        }
      }
    }
  })
})

describe('AI reply, approved in Slack', () => {
  it('answers what a person wrote, once, and shows the answer to people before it goes', async () => {
    const scenario = await scenarioOf('ai-reply-slack-approval')
    const emailId = await arrive({ subject: 'A <b> & "c"', markdown: 'Quotes "in" it,\nand {"json": 1}' })
    const [received] = hook.posted
    await deliver(scenario)
    await scenario.receive(received?.body)
    const asked = others.posted.find(({ path }) => path === '/model/chat/completions')?.body
    expect(String(asked?.messages?.[1]?.content)).toContain('Quotes "in" it,')
    await app.drain()
    const answers = (await waiting()).filter(({ subject }) => String(subject).includes('A <b>'))
    expect(answers).toHaveLength(1)
    expect(String(answers[0]?.body_markdown)).toContain('Thank you, "Ada".\n\\o/ {{5}}')
    await deliver(scenario)
    const told = others.posted.filter(({ path }) => path === '/slack').map(({ body }) => String(body.text))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('A &lt;b&gt; &amp; "c"')
    expect(told[0]).toMatch(/\/v1\/approve\/\S+$/)
    expect(await emailOf(emailId)).toMatchObject({ direction: 'inbound' })
  })

  it('does not answer machines', async () => {
    const scenario = await scenarioOf('ai-reply-slack-approval')
    await arrive({ subject: 'Away', headers: { 'Auto-Submitted': 'auto-replied' } })
    await deliver(scenario)
    expect(others.posted).toEqual([])
  })
})

describe('Sorting what comes in', () => {
  it('goes by sender, subject and tag', async () => {
    const scenario = await scenarioOf('inbound-router')
    const colleague = await arrive({ from: 'Bob@Company.example', subject: 'Lunch?' })
    const bill = await arrive({ subject: 'Your INVOICE 17' })
    const other = await arrive({ subject: 'Neither' })
    const [, , last] = hook.posted
    await deliver(scenario)
    expect(await emailOf(colleague)).toMatchObject({ tags: { colleague: '' } })
    expect(await emailOf(bill)).toMatchObject({ tags: { invoice: '' } })
    expect((await emailOf(other)).tags).toEqual({})
    await scenario.receive({ ...last?.body, tags_list: [{ key: 'urgent', value: '' }] })
    expect(others.posted.map(({ path }) => path)).toEqual(['/slack'])
  })
})

describe('A table of approvals in Airtable', () => {
  it('has a row for what waits, with its status', async () => {
    const scenario = await scenarioOf('approval-table-airtable')
    const [one, other] = [await user.write({ subject: 'One' }), await user.write({ subject: 'Other' })]
    await deliver(scenario)
    expect(rows).toMatchObject([
      { 'Email ID': one, Subject: 'One', To: 'ada@example.com', Status: 'Waiting' },
      { 'Email ID': other, Subject: 'Other', Status: 'Waiting' },
    ])
    await user.one(user.reviewer, 'decideOnEmail', { emailId: one, action: 'approve' })
    await user.one(user.reviewer, 'decideOnEmail', { emailId: other, action: 'reject', reason: 'Wrong' })
    await app.drain()
    await deliver(scenario)
    expect(rows).toMatchObject([{ Status: 'Approved' }, { Status: 'Rejected', Reason: 'Wrong' }])
  })
})

describe('Taking a decision', () => {
  it('decides on what waits, for who knows the token, and says when it cannot', async () => {
    const scenario = await scenarioOf('decision-handler')
    const [one, other] = [await user.write({ subject: 'This' }), await user.write({ subject: 'Not this' })]
    const { token } = fill()
    const reason = 'Not "good"\nenough'
    await scenario.receive({ token: 'wrong', email_id: one, decision: 'approve', reason })
    await scenario.receive({ token, email_id: one, decision: 'approve"}', reason })
    expect((await emailOf(one)).status).toBe('pending_send_approval')
    await scenario.receive({ token, email_id: one, decision: 'reject', reason })
    expect(scenario.answers).toMatchObject([{ status: '200', body: '{"status": "rejected"}' }])
    expect((await emailOf(one)).status).toBe('rejected')
    expect((await emailOf(other)).status).toBe('pending_send_approval')
    await scenario.receive({ token, email_id: one, decision: 'approve', reason })
    expect(scenario.answers).toEqual([])
    await scenario.receive({ token, email_id: other, decision: 'reject', reason: 'x'.repeat(1_001) })
    expect(scenario.answers).toMatchObject([{ status: '409' }])
    expect((await emailOf(other)).status).toBe('pending_send_approval')
    expect((await emailOf(one)).status).toBe('rejected')
  })
})

describe('Sending many', () => {
  it('goes slowly, keeps what met a limit, and sends each email once', async () => {
    const slow = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: '1/3' } })
    try {
      const keys = {
        multimail: slow.url,
        agent_key: slow.made.keys.test_agent,
        mailbox: slow.made.mailbox.id,
      }
      const scenario = new Scenario(await blueprint('bulk-send-429'), keys, others.url)
      const emails = [1, 2, 3, 4, 5, 6].map((number) => ({
        key: number,
        to: `user${number}@example.com`,
        subject: `Number ${number} "quoted"`,
        text: 'Line one\nLine "two"',
      }))
      await scenario.receive({ batch: 'may', emails })
      expect(scenario.slept).toBe(12)
      expect(scenario.incomplete.map(({ error }) => error.type)).toEqual(Array(3).fill('RateLimitError'))
      slow.context.clock.advance(60_000)
      await scenario.retry()
      expect(scenario.incomplete).toEqual([])
      // The same batch once more sends nothing new.
      slow.context.clock.advance(60_000)
      scenario.onSleep = (seconds) => slow.context.clock.advance(seconds * 1_000)
      await scenario.receive({ batch: 'may', emails })
      slow.context.clock.advance(60_000)
      const path = `/v1/mailboxes/${slow.made.mailbox.id}/emails?limit=100`
      const { body } = await slow.call(slow.made.keys.test_agent, 'GET', path)
      const sent = body.emails as unknown as Json[]
      expect(sent.map(({ subject }) => subject).sort()).toEqual(emails.map(({ subject }) => subject))
    } finally {
      await slow.stop()
    }
  })
})

describe('From test to live', () => {
  it('changes the key with one word', async () => {
    const mail = { to: 'ada@example.com', subject: 'A "try"', text: 'The text', key: 'try-1' }
    for (const [environment, isTest] of [
      ['test', true],
      ['live', false],
    ] as const) {
      const scenario = await scenarioOf('test-to-live', { environment })
      await scenario.receive(mail)
      const answer = JSON.parse(String(scenario.answers[0]?.body))
      expect(answer).toMatchObject({ status: 'pending_scan', environment })
      const key = isTest ? app.made.keys.test_agent : app.made.keys.agent
      expect((await app.call(key, 'GET', `/v1/emails/${answer.id}`)).body).toMatchObject({ test: isTest })
    }
  })
})

describe('An AI agent with three tools', () => {
  it('looks at the inbox, writes a draft, and hands it in for a person to decide on', async () => {
    const scenario = await scenarioOf('ai-agent-three-tools')
    const emailId = await arrive({ subject: 'For the agent' })
    const event = hook.posted[0]?.body
    const use = async (name: string, filled = {}) =>
      (await scenario.useTool(name, event, filled)) as { statusCode: number; data: Json }
    const inbox = await use('Check inbox')
    expect((inbox.data.emails as unknown as Json[]).map(({ id }) => id)).toContain(emailId)
    const draft = await use('Write a draft', { in_reply_to: emailId, markdown: 'Dear "Ada",\n& more' })
    expect(draft).toMatchObject({ statusCode: 201, data: { in_reply_to: emailId } })
    const sent = await use('Send a draft when it is approved', { draft_id: draft.data.id })
    expect(sent.statusCode).toBe(202)
    await app.drain()
    expect(await emailOf(sent.data.id)).toMatchObject({
      status: 'pending_send_approval',
      markdown: expect.stringContaining('Dear "Ada",\n& more'),
    })
  })
})
