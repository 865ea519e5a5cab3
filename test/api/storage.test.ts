/** How much an account keeps, and what happens where there is no more room. */

import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeLimits } from '../../src/actions/change-limits.ts'
import { receiveMessage } from '../../src/actions/receive-message.ts'
import { operatorOf } from '../../src/store/access.ts'
import { OPERATOR } from '../../src/store/events.ts'
import { addKey } from '../../src/store/keys.ts'
import { noticesOf } from '../support/notices.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { sendMail } from '../support/smtp-sender.ts'

let app: TestServer
let count = 0

beforeAll(async () => {
  app = await startTestServer({
    settings: { MULTIMAIL_INBOUND_SECRET: 'a secret of at least thirty-two characters' },
  })
})
afterAll(() => app.stop())

const path = () => `/v1/mailboxes/${app.made.mailbox.id}`
const operator = () => operatorOf(app.made.account.id, 0)
const file = (bytes: number) => [
  {
    name: 'long.txt',
    content_base64: Buffer.alloc(bytes, 'x').toString('base64'),
    content_type: 'text/plain',
  },
]

async function account(): Promise<Json> {
  return (await app.call(app.made.keys.admin, 'GET', '/v1/account')).body
}
const kept = async () => Number((await account()).storage_used_bytes)

/** Sets the limit to so many bytes more than are kept. */
const leaveRoom = async (bytes: number) =>
  changeLimits(app.context, operator(), { max_storage_bytes: (await kept()) + bytes })

const send = (bytes = 0, key = app.made.keys.agent) =>
  app.call(key, 'POST', `${path()}/send`, {
    to: 'ada@example.com',
    subject: `Mail ${count++}`,
    markdown: `hello ${count}`,
    ...(bytes === 0 ? {} : { attachments: file(bytes) }),
  })

const rawOf = (subject: string) =>
  `From: Ada <ada@a.test>\r\nTo: agent@multimail.localhost\r\nSubject: ${subject}\r\n\r\nHello\r\n`

describe('an account whose storage is full', () => {
  it('sends nothing more, and nothing is half there', async () => {
    await leaveRoom(10_000)
    const before = await kept()
    const answer = await send(20_000)
    expect(answer.status).toBe(507)
    expect(answer.body).toMatchObject({
      code: 'storage_full',
      fix: expect.stringContaining('multimail limits'),
    })
    expect(await kept()).toBe(before)
    const { body } = await app.call(app.made.keys.admin, 'GET', `${path()}/emails`)
    expect(body.emails).toEqual([])
    expect((await send()).status).toBe(202)
  })

  it('says nothing of what else it keeps', async () => {
    await leaveRoom(0)
    const { body } = await send(20_000)
    expect(body.error).toMatch(
      /^The storage of the account is full: there is no room for \d\d\.\d KB more\.$/,
    )
  })

  it('keeps no attachments of drafts, but their words', async () => {
    await leaveRoom(1_000)
    const write = (body: object) => app.call(app.made.keys.agent, 'POST', `${path()}/drafts`, body)
    expect(await write({ subject: 'Long', attachments: file(2_000) })).toMatchObject({
      status: 507,
      body: { code: 'storage_full' },
    })
    expect((await write({ subject: 'Words' })).status).toBe(201)
  })

  it('asks other servers to come again later, before they hand anything over', async () => {
    await leaveRoom(0)
    await expect(sendMail(app.smtpPort, rawOf('Too much'))).rejects.toThrow(/452 4\.2\.2 The storage/)
    await leaveRoom(10_000)
    expect(await sendMail(app.smtpPort, rawOf('In time'))).toMatch(/^250 /)
  })

  it('asks a provider to come again later', async () => {
    await leaveRoom(0)
    const url = `${app.url}/v1/inbound/postmark`
    const secret = Buffer.from('multimail:a secret of at least thirty-two characters').toString('base64')
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        From: 'ada@a.test',
        OriginalRecipient: 'agent@multimail.localhost',
        RawEmail: rawOf('By a provider'),
      }),
    })
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 507,
      body: { code: 'storage_full' },
    })
  })

  it('keeps what was accepted before it was full', async () => {
    await leaveRoom(0)
    const before = await kept()
    const raw = rawOf('Accepted')
    await receiveMessage(app.context, {
      envelopeFrom: 'ada@a.test',
      recipients: ['agent@multimail.localhost'],
      stream: Readable.from([Buffer.from(raw)]),
      test: 0,
    })
    expect(await kept()).toBe(before + raw.length)
  })

  it('takes no simulated mail either', async () => {
    await leaveRoom(0)
    const mail = { mailbox_id: app.made.mailbox.id, from: 'ada@a.test', subject: 'Try', markdown: 'try' }
    expect((await app.call(app.made.keys.test_agent, 'POST', '/v1/test/inbound', mail)).body.code).toBe(
      'storage_full',
    )
  })

  it('lets go what waits, and decides', async () => {
    await leaveRoom(20_000)
    const { body } = await send()
    await leaveRoom(0)
    const decided = await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: String(body.id),
      action: 'approve',
    })
    expect(decided.body.status).toBe('approved_and_sent')
    await app.drain()
    const mail = await app.call(app.made.keys.admin, 'GET', `/v1/emails/${body.id}`)
    expect(mail.body.status).toBe('sent')
  })
})

describe('what is kept', () => {
  it('is the mail as it is now, also after an edit, and nothing after its erasure', async () => {
    await leaveRoom(1_000_000)
    const [before, { test_agent, test_reviewer }] = [await kept(), app.made.keys]
    const maker = { accountId: app.made.account.id, actor: OPERATOR }
    const admin = await app.context.database.write((writer) =>
      addKey(writer, maker, { name: 'test admin', scopes: ['read', 'admin'], test: true, mailboxIds: null }),
    )
    const { body } = await send(100_000, test_agent)
    const whole = await kept()
    expect(whole - before).toBeGreaterThan(130_000)
    await app.call(test_reviewer, 'POST', '/v1/oversight/decide', {
      email_id: String(body.id),
      action: 'approve',
      edits: { markdown: 'long '.repeat(2_000) },
    })
    expect((await kept()) - whole).toBeGreaterThan(9_000)
    await app.drain()
    const erased = await app.call(admin.raw, 'POST', `${path()}/emails/${body.id}/erase`, {})
    expect(erased.status).toBe(200)
    expect(await kept()).toBe(before)
  })

  it('is attachments of drafts, until they are replaced, deleted with it, or erased with what it became', async () => {
    await leaveRoom(1_000_000)
    const before = await kept()
    const { agent } = app.made.keys
    const { body: draft } = await app.call(agent, 'POST', `${path()}/drafts`, { attachments: file(5_000) })
    expect(await kept()).toBe(before + 5_000)
    await app.call(agent, 'PATCH', `${path()}/drafts/${draft.id}`, { attachments: file(3_000) })
    expect(await kept()).toBe(before + 3_000)
    await app.call(agent, 'DELETE', `${path()}/drafts/${draft.id}`)
    expect(await kept()).toBe(before)
  })

  it('may pass the limit by what comes at the same moment, and by no more', async () => {
    await leaveRoom(60_000)
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(10_000)))
    const taken = answers.filter(({ status }) => status === 202).length
    expect(answers.filter(({ status }) => status === 507).length).toBe(20 - taken)
    const { storage_used_bytes: used, max_storage_bytes: limit } = await account()
    // Each of 20 has 14 kB; on SQLite one transaction follows the other.
    expect(Number(used)).toBeLessThan(Number(limit) + 20 * 15_000)
    expect((await send(10_000)).status).toBe(507)
  })
})

it('the operator hears of it at 80, 95 and 100 percent, once each', async () => {
  const used = await kept()
  await changeLimits(app.context, operator(), { max_storage_bytes: Math.ceil(used / 0.795) })
  const told = async () =>
    (await noticesOf(app)).flatMap(({ text }) => /storage of your account is ([\w %]+)/.exec(text)?.[1] ?? [])
  const before = (await told()).length
  const limit = Math.ceil(used / 0.795)
  const fillTo = async (part: number) => {
    const missing = Math.ceil(limit * part - (await kept()))
    const head = rawOf('Filler').length
    await receiveMessage(app.context, {
      envelopeFrom: 'ada@a.test',
      recipients: ['agent@multimail.localhost'],
      stream: Readable.from([Buffer.from(`${rawOf('Filler')}${'x'.repeat(Math.max(1, missing - head))}`)]),
      test: 0,
    })
  }
  for (const part of [0.82, 0.9, 0.96, 0.97, 1.01]) await fillTo(part)
  const all = await told()
  expect(all.slice(0, all.length - before)).toEqual(['full', '95 % full', '80 % full'])
})
