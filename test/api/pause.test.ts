/** The kill switch (contract §3): while it is on nothing leaves, and nothing is lost. */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_ROLES: 'http', MULTIMAIL_REVIEW_MAIL: 'off' })
})
afterAll(() => gate.app.stop())

beforeEach(async () => {
  await gate.freshBox({ mode: 'autonomous' })
})
afterEach(() => press('/v1/account/resume'))

const MAIL = { to: ['ada@example.com'], subject: 'Offer', markdown: 'good words' }
const press = (path: string, body: object = {}, key = gate.reviewer) => gate.call(key, 'POST', path, body)
const pause = (place: string) => press(`${place}/pause`, { reason: 'strange mail' })

describe.each([
  ['the account', () => '/v1/account'],
  ['a mailbox', () => gate.path],
])('while %s is paused', (_, placeOf) => {
  it('mail is accepted and held, and goes only when a person lets it go afterwards', async () => {
    const paused = await pause(placeOf())
    expect(paused.body).toMatchObject({ status: 'paused', paused: true, paused_reason: 'strange mail' })
    const id = await gate.submit(MAIL)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    const refused = await gate.decide(id)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'paused' })
    await press(`${placeOf()}/resume`)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    expect((await gate.leaks()).mails).toEqual([])
    expect((await gate.decide(id)).status).toBe(200)
    await gate.expectOnly('good words', ['ada@example.com'])
  })

  it('a person may still refuse', async () => {
    await pause(placeOf())
    const id = await gate.submit(MAIL)
    expect((await gate.decide(id, 'reject', { reason: 'no' })).status).toBe(200)
    expect(await gate.status(id)).toBe('rejected')
  })

  it('what was let go before waits in the queue, and goes on afterwards', async () => {
    const id = await gate.submit(MAIL)
    await pause(placeOf())
    await gate.app.drain()
    expect((await gate.leaks()).mails).toEqual([])
    await press(`${placeOf()}/resume`)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('sent')
  })

  it('what comes due waits, and goes when it is over', async () => {
    const id = await gate.submit({ ...MAIL, send_at: gate.soon(60_000) })
    await pause(placeOf())
    gate.app.context.clock.advance(120_000)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('scheduled')
    await press(`${placeOf()}/resume`)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('sent')
    await gate.expectOnly('good words', ['ada@example.com'])
  })

  it('inbound mail still comes in', async () => {
    await pause(placeOf())
    const id = await gate.arrive(
      `From: ada@example.com\r\nTo: ${gate.box.address}\r\nSubject: Hi\r\n\r\nHello\r\n`,
    )
    const { body } = await gate.call(gate.agent, 'GET', `/v1/emails/${id}`)
    expect(body).toMatchObject({ subject: 'Hi' })
  })
})

describe('two switches', () => {
  it('must both be off', async () => {
    const id = await gate.submit(MAIL)
    await pause('/v1/account')
    await pause(gate.path)
    await press('/v1/account/resume')
    await gate.app.drain()
    expect((await gate.leaks()).mails).toEqual([])
    await press(`${gate.path}/resume`)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('sent')
  })

  it('of two mailboxes do not touch each other', async () => {
    await pause(gate.path)
    await gate.freshBox({ mode: 'autonomous' })
    const id = await gate.submit(MAIL)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('sent')
  })
})

describe('the switch', () => {
  it('wants a reason to be turned on, and records it', async () => {
    const { status, body } = await press(`${gate.path}/pause`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ details: [{ path: 'reason' }] })
    await pause(gate.path)
    await press(`${gate.path}/resume`, { reason: 'it was nothing' })
    const path = `/v1/audit-log?mailbox_id=${gate.box.id}`
    const { body: log } = await gate.call(gate.app.made.keys.admin, 'GET', path)
    expect(log.entries).toMatchObject([
      { action: 'mailbox.resumed', metadata: { reason: 'it was nothing' } },
      { action: 'mailbox.paused', metadata: { reason: 'strange mail' }, actor: 'key:reviewer' },
    ])
  })

  it('pressed twice keeps the first moment', async () => {
    const first = await pause(gate.path)
    gate.app.context.clock.advance(1_000)
    const second = await press(`${gate.path}/pause`, { reason: 'still strange' })
    expect(second.body).toMatchObject({ paused_at: first.body.paused_at, paused_reason: 'still strange' })
    await press(`${gate.path}/resume`)
    expect((await press(`${gate.path}/resume`)).body).toMatchObject({ status: 'active', paused: false })
  })

  it('is out of reach of agents, of test keys, and of keys for another mailbox', async () => {
    expect((await press(`${gate.path}/pause`, { reason: 'x' }, gate.agent)).status).toBe(403)
    const test = await gate.makeKey(['oversight'], { test: true })
    expect((await press(`${gate.path}/pause`, { reason: 'x' }, test.raw)).body.code).toBe('live_key_only')
    const here = await gate.makeKey(['oversight'], { mailboxIds: [gate.box.id] })
    expect((await press('/v1/account/pause', { reason: 'x' }, here.raw)).status).toBe(403)
    await gate.freshBox()
    expect((await press(`${gate.path}/pause`, { reason: 'x' }, here.raw)).status).toBe(404)
  })
})
