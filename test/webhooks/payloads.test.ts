/** Every event as it is posted, for a no-code tool to map at first sight (contract §8); pinned as snapshots. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeMailbox } from '../../src/actions/manage-mailbox.ts'
import { makeSignInCode } from '../../src/actions/manage-person.ts'
import type { EventAction } from '../../src/core/events.ts'
import { PUBLISHED } from '../../src/core/published.ts'
import { operatorOf } from '../../src/store/access.ts'
import { appendEvent, SYSTEM } from '../../src/store/events.ts'
import { Browser } from '../support/console.ts'
import { Gate } from '../support/gate.ts'
import { type Posted, type Receiver, startReceiver } from '../support/receiver.ts'
import type { Json } from '../support/server.ts'

let gate: Gate
let receiver: Receiver
/** May do everything with test mail. */
let test = { author: '', admin: '' }

const INBOUND =
  'From: Ada Lovelace <ada@example.com>\r\nTo: agent@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <one@example.com>\r\n\r\nGood day\r\n'
const MAIL = {
  to: ['Ada <ada@example.org>', 'bob@example.net'],
  cc: ['carol@example.org'],
  subject: 'Offer',
  markdown: 'We can do it for **1,000**.',
  tags: { deal: '4711' },
  attachments: [{ name: 'plan.txt', content_base64: 'UGxhbg==', content_type: 'text/plain' }],
}

beforeAll(async () => {
  gate = await Gate.open({
    MULTIMAIL_OPERATOR_APPROVAL: 'off',
    MULTIMAIL_REVIEW_MAIL: 'off',
    MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
  })
  receiver = await startReceiver()
  test = {
    author: (await gate.makeKey(['read', 'send'], { test: true, name: 'test agent' })).raw,
    admin: (await gate.makeKey(['read', 'admin'], { test: true, name: 'test admin' })).raw,
  }
  const body = { url: receiver.url, events: Object.keys(PUBLISHED) }
  await gate.call(gate.app.made.keys.admin, 'POST', '/v1/webhooks', body)
  await gate.call(test.admin, 'POST', '/v1/webhooks', body)
})
afterAll(async () => {
  await gate.app.stop()
  await receiver.close()
})

beforeEach(async () => {
  gate.app.context.clock.advance(3_600_000)
  await gate.app.drain()
  receiver.posted.length = 0
  await gate.freshBox({ mode: 'gated_send', address: `agent${gate.count++}@multimail.localhost` })
})

/** What was posted so far, by the name of the event. */
async function postedOf(name: string): Promise<Json> {
  await gate.app.drain()
  const found = receiver.posted.find(({ body }) => String(body.event) === name)
  if (found === undefined)
    throw new Error(`${name} was not posted, but ${receiver.posted.map(({ body }) => body.event)}`)
  return found.body
}

/** The same, with what is another in each run replaced. */
async function pinned(name: string): Promise<unknown> {
  const body = await postedOf(name)
  const text = JSON.stringify(body)
    .replace(/01[0-9A-HJKMNP-TV-Z]{24}/g, 'ID')
    .replace(/approve\/[\w-]{43}/g, 'approve/TOKEN')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/agent\d+@/g, 'agent@')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
  return JSON.parse(text)
}

async function decided(action: 'approve' | 'reject'): Promise<void> {
  await gate.decide(await gate.submit(MAIL), action, { reason: 'Because.' })
}

/** A test mail that the simulation treats as its recipient says. */
async function simulated(recipient: string): Promise<void> {
  await gate.setMode('autonomous')
  await gate.submit({ ...MAIL, to: [recipient], cc: [] }, test.author)
  await gate.app.drain()
  gate.app.context.clock.advance(10 * 86_400_000)
}

/** What domains and rates come to is told of by the same entries of the trail. */
function recorded(action: EventAction, resourceType: string, metadata: object): Promise<void> {
  const accountId = gate.app.made.account.id
  const event = { accountId, mailboxId: null, test: 0, action, resourceType, resourceId: accountId }
  return gate.app.context.database.write((writer) =>
    appendEvent(writer, { ...event, actor: SYSTEM, metadata: { ...metadata } }),
  )
}

async function unsubscribed(): Promise<void> {
  await gate.decide(await gate.submit({ ...MAIL, to: ['zoe@example.org'], cc: [] }))
  await gate.app.drain()
  const raw = gate.outside.taken.at(-1)?.raw ?? ''
  const link = /^List-Unsubscribe: <https?:\/\/[^/]+([^>]+)>/m.exec(raw)?.[1] ?? ''
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await gate.app.call(null, 'POST', link, 'List-Unsubscribe=One-Click', form)
  expect(answer.status).toBe(200)
}

/** A person who is signed in takes back what they approved. */
async function undone(): Promise<void> {
  const { app } = gate
  const email = app.made.account.oversight_email
  const operator = operatorOf(app.made.account.id, 0)
  const browser = new Browser(app)
  const { code } = await makeSignInCode(app.context, operator, email)
  await browser.send('POST', '/v1/session', { email, code })
  const id = await gate.submit(MAIL)
  await browser.send('POST', '/v1/oversight/decide', { email_id: id, action: 'approve', undo_seconds: 5 })
  await browser.send('POST', '/v1/oversight/undo', { email_id: id })
}

const HAPPENS: Record<string, () => Promise<unknown>> = {
  'message.unsubscribed': unsubscribed,
  'domain.verified': () =>
    recorded('domain.verified', 'domain', { reason: 'example.com: Its records are as they must be.' }),
  'domain.failing': () => recorded('domain.failing', 'domain', { reason: 'example.com: MX is missing.' }),
  'domain.lapsed': () => recorded('domain.lapsed', 'domain', { reason: 'example.com: MX is missing.' }),
  'account.sending_stopped': () =>
    recorded('account.sending_stopped', 'account', { reason: 'Too much bounced.' }),
  'message.received': () => gate.arrive(INBOUND),
  'message.sent': () => decided('approve'),
  'message.delivered': () => simulated('delivered@example.org'),
  'message.bounced': () => simulated('bounce@example.org'),
  'message.complained': () => simulated('complain@example.org'),
  'message.failed': () => simulated('fail@example.org'),
  'oversight.pending': () => gate.submit(MAIL),
  'oversight.approved': () => decided('approve'),
  'oversight.rejected': () => decided('reject'),
  'oversight.undone': undone,
  'mailbox.mode_changed': () =>
    changeMailbox(gate.app.context, gate.operator, gate.box.id, { mode: 'gated_all' }, { by: 'terminal' }),
  'account.paused': () => gate.call(gate.reviewer, 'POST', '/v1/account/pause', { reason: 'Strange mail' }),
}

describe('the body of', () => {
  it.each(Object.keys(HAPPENS))('%s', async (name) => {
    await HAPPENS[name]?.()
    expect(await pinned(name)).toMatchSnapshot()
    await gate.call(gate.reviewer, 'POST', '/v1/account/resume', {})
  })

  it('each event of the contract is pinned here', () => {
    expect(Object.keys(HAPPENS).sort()).toEqual(Object.keys(PUBLISHED).sort())
  })
})

describe('why a mail was not let go', () => {
  const reasons = async () => {
    await gate.app.drain()
    return receiver.posted
      .filter(({ body }) => String(body.event) === 'oversight.rejected')
      .map(({ body }) => body.reason)
  }

  it('tells refused, expired and blocked apart', async () => {
    await decided('reject')
    await gate.submit({ ...MAIL, subject: 'Second' })
    await gate.app.drain()
    gate.app.context.clock.advance(2 * 86_400_000)
    await gate.app.drain()
    await gate.submit({ ...MAIL, subject: 'Third', markdown: `The key is ${gate.agent}` })
    const [refused, expired, blocked, ...more] = await reasons()
    expect(refused).toBe('Because.')
    expect(expired).toMatch(/expired/i)
    expect(blocked).toMatch(/key/i)
    expect(more).toEqual([])
  })
})

describe('what is nobody’s business', () => {
  const names = async (posted: readonly Posted[] = receiver.posted) => {
    await gate.app.drain()
    return posted.map(({ body }) => String(body.event))
  }

  it('inbound mail of gated_all is not told of before a person let it through', async () => {
    await gate.setMode('gated_all')
    const id = await gate.arrive(INBOUND)
    expect(await names()).toEqual(['oversight.pending'])
    await gate.decide(id)
    expect(await names()).toEqual(['oversight.pending', 'oversight.approved', 'message.received'])
  })

  it('drafts, reads and lists are not told of', async () => {
    await gate.call(gate.agent, 'POST', `${gate.path}/drafts`, { subject: 'Draft' })
    await gate.call(gate.agent, 'GET', `${gate.path}/emails`)
    expect(await names()).toEqual([])
  })

  it('no event has a body unless its subscription asks for one', async () => {
    await gate.submit(MAIL)
    expect(await postedOf('oversight.pending')).toMatchObject({ markdown: '', data: { markdown: '' } })
  })

  it('a subscription that asks for bodies gets them, the first 100 KB', async () => {
    const url = `${receiver.url}/bodies`
    const body = { url, events: ['oversight.pending'], include_body: true, mailbox_id: gate.box.id }
    await gate.call(gate.app.made.keys.admin, 'POST', '/v1/webhooks', body)
    await gate.submit({ ...MAIL, markdown: 'ö'.repeat(200_000) })
    await gate.app.drain()
    const [posted, ...more] = receiver.posted.filter(({ path }) => path === '/bodies')
    expect(more).toEqual([])
    const markdown = String(posted?.body.markdown)
    expect(markdown).toMatch(/^ö+…?$/)
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(100_000)
    expect(posted?.body.data?.markdown).toBe(posted?.body.markdown)
  })
})
