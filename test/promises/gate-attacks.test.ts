/**
 * An attacker holds a key that may send and tries to get a mail out of a gated mailbox: by every way to hand a mail
 * over. One test for each way; each ends two days later, with no permit, no delivery and nothing transmitted.
 */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DAY, EVIL, Gate } from '../support/gate.ts'

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open()
})

beforeEach(() => gate.freshBox())

afterAll(() => gate.app.stop())

const form = (fields: Record<string, string>) => ({
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})

const INBOUND = [
  'From: Ada <ada@example.com>',
  'Subject: Question',
  'Message-ID: <question@example.com>',
  '',
  'Will you write to me?',
].join('\r\n')

describe('handing a mail over', () => {
  it('a plain send', async () => {
    const id = await gate.submit()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
    expect(await gate.status(id)).toBe('rejected')
  })

  it('the short route, by the address of the mailbox', async () => {
    const body = { mailbox: gate.box.address, to: EVIL.to, subject: 'Evil', body: 'evil words' }
    expect((await gate.call(gate.agent, 'POST', '/v1/emails/send', body)).status).toBe(202)
    await gate.expectNothingLeft()
  })

  it('form fields instead of JSON', async () => {
    const { body, headers } = form({ to: 'eve@evil.example', subject: 'Evil', markdown: 'evil words' })
    expect((await gate.call(gate.agent, 'POST', `${gate.path}/send`, body, headers)).status).toBe(202)
    await gate.expectNothingLeft()
  })

  it('form fields on the short route', async () => {
    const fields = { mailbox: gate.box.id, 'to[]': 'eve@evil.example', subject: 'Evil', body: 'evil words' }
    const { body, headers } = form(fields)
    expect((await gate.call(gate.agent, 'POST', '/v1/emails/send', body, headers)).status).toBe(202)
    await gate.expectNothingLeft()
  })

  it('a reply to a mail that came in', async () => {
    const id = await gate.arrive(INBOUND)
    const answer = await gate.call(gate.agent, 'POST', `${gate.path}/reply/${id}`, { markdown: 'evil words' })
    expect(answer.status).toBe(202)
    await gate.expectNothingLeft()
  })

  it('a reply by the short route, with others in copy', async () => {
    const id = await gate.arrive(INBOUND)
    const body = { body: 'evil words', bcc: EVIL.to }
    expect((await gate.call(gate.agent, 'POST', `/v1/emails/${id}/reply`, body)).status).toBe(202)
    await gate.expectNothingLeft()
  })

  it('a reply to a held mail of its own', async () => {
    const id = await gate.submit()
    const answer = await gate.call(gate.agent, 'POST', `${gate.path}/reply/${id}`, { markdown: 'evil again' })
    expect(answer.status).toBe(202)
    await gate.expectNothingLeft()
  })

  it('a body full of fields that say it was approved', async () => {
    const id = await gate.submit({
      state: 'released',
      status: 'queued',
      stage: 'queued',
      mode: 'autonomous',
      oversight_mode: 'autonomous',
      approved_by: 'key:reviewer',
      approved_at: '2026-01-01T00:00:00Z',
      decision: 'approve',
      test: true,
      gate: false,
      allowlisted: true,
      submitted_by: 'operator',
      __proto__: { mode: 'autonomous' },
    })
    expect(await gate.message(id)).toMatchObject({ state: 'held', mode: 'gated_send', test: 0 })
    await gate.expectNothingLeft()
  })

  it('a mailbox named twice: gated in the path, another in the body', async () => {
    const gated = gate.box
    const free = await gate.freshBox({ mode: 'autonomous' })
    gate.box = gated
    const id = await gate.submit({ mailbox_id: free.id, mailbox: free.address, from: free.address })
    expect((await gate.message(id)).mailbox_id).toBe(gated.id)
    await gate.expectNothingLeft()
  })

  it('other HTTP methods, and headers that ask for another method or path', async () => {
    const way = { 'x-http-method-override': 'POST', 'x-original-url': '/v1/oversight/decide' }
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const body = method === 'GET' ? undefined : { ...EVIL, _method: 'POST' }
      const answer = await gate.call(gate.agent, method, `${gate.path}/send?_method=POST`, body, way)
      expect(answer.status, method).toBe(405)
    }
    const id = await gate.submit()
    const override = { 'x-http-method-override': 'POST', 'x-http-method': 'POST' }
    const body = { email_id: id, action: 'approve' }
    const answer = await gate.call(gate.agent, 'PUT', '/v1/oversight/decide', body, override)
    expect(answer.status).toBe(405)
    await gate.expectNothingLeft()
  })

  it('a path that hides where it goes', async () => {
    for (const path of [
      `/v1/mailboxes/x/../${gate.box.id}/send`,
      `/v1//mailboxes/${gate.box.id}/send`,
      `/v1/mailboxes/${gate.box.id}/send/`,
      `/v1/mailboxes/${gate.box.id}%2Fsend`,
      `/V1/MAILBOXES/${gate.box.id}/SEND`,
    ]) {
      const answer = await gate.call(gate.agent, 'POST', path, EVIL)
      expect([202, 404, 405, 409], path).toContain(answer.status)
    }
    await gate.expectNothingLeft()
  })

  it('a mailbox that may only read', async () => {
    await gate.setMode('read_only')
    expect((await gate.send()).body.code).toBe('read_only')
    await gate.expectNothingLeft()
  })

  it('a mailbox that holds both ways', async () => {
    await gate.setMode('gated_all')
    await gate.submit()
    await gate.expectNothingLeft()
  })
})

describe('time', () => {
  it('a time that is just about to come', async () => {
    const id = await gate.submit({ send_at: gate.soon(1) })
    gate.app.context.clock.advance(1)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })

  it('a time that has passed, in several spellings', async () => {
    for (const send_at of [
      gate.soon(-1),
      gate.soon(0),
      '1970-01-01T00:00:00Z',
      '0000-01-01T00:00:00Z',
      0,
      -1,
    ])
      expect((await gate.send({ send_at })).status, String(send_at)).toBe(400)
    await gate.expectNothingLeft()
  })

  it('a time that is no time', async () => {
    for (const send_at of ['now', '2026-13-45T99:99:99Z', 'NaN', [], {}, '+275760-09-13T00:00:00.000Z'])
      expect((await gate.send({ send_at })).status, JSON.stringify(send_at)).toBe(400)
    await gate.expectNothingLeft()
  })

  it('schedule_first: it comes to the gate when its time comes', async () => {
    const id = await gate.submit({ send_at: gate.soon(60_000), gate_timing: 'schedule_first' })
    expect(await gate.status(id)).toBe('scheduled')
    gate.app.context.clock.advance(60_000)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })

  it('schedule_first, moved to the present by its author again and again', async () => {
    const id = await gate.submit({ send_at: gate.soon(DAY), gate_timing: 'schedule_first' })
    for (const ms of [5, 4, 3, 2, 1])
      expect((await gate.edit(id, { send_at: gate.soon(ms) })).status).toBe(200)
    gate.app.context.clock.advance(1)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })

  it('gate_first: its time passes while nobody has decided', async () => {
    const id = await gate.submit({ send_at: gate.soon(60_000), gate_timing: 'gate_first' })
    gate.app.context.clock.advance(120_000)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })

  it('schedule_first without a time, and timings that do not exist', async () => {
    const id = await gate.submit({ gate_timing: 'schedule_first' })
    expect(await gate.status(id)).toBe('pending_send_approval')
    for (const gate_timing of ['none', 'never', ['gate_first', 'schedule_first'], 1, true])
      expect((await gate.send({ gate_timing })).status, JSON.stringify(gate_timing)).toBe(400)
    await gate.expectNothingLeft()
  })

  it('a pause that ends after its time came', async () => {
    const id = await gate.submit({ send_at: gate.soon(60_000), gate_timing: 'schedule_first' })
    await gate.call(gate.insider, 'POST', `${gate.path}/pause`, { reason: 'A trick' })
    gate.app.context.clock.advance(120_000)
    await gate.app.drain()
    await gate.call(gate.insider, 'POST', `${gate.path}/resume`, {})
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })
})

describe('doing it again', () => {
  it('cancelling and handing it over again', async () => {
    const id = await gate.submit()
    const path = `${gate.path}/emails/${id}/cancel`
    expect((await gate.call(gate.agent, 'POST', path)).body.status).toBe('cancelled')
    gate.app.context.clock.advance(61_000)
    await gate.submit()
    await gate.expectNothingLeft()
    expect(await gate.status(id)).toBe('cancelled')
  })

  it('a cancelled mail that a reviewer approves too late', async () => {
    const id = await gate.submit()
    await gate.call(gate.agent, 'POST', `${gate.path}/emails/${id}/cancel`)
    const answer = await gate.decide(id)
    expect(answer).toMatchObject({ status: 409, body: { code: 'already_decided', decision: 'cancelled' } })
    await gate.expectNothingLeft()
  })

  it('the same idempotency_key with other content, after the first was approved', async () => {
    const good = { to: ['ada@example.com'], subject: 'Good', markdown: 'kind words' }
    const id = await gate.submit({ ...good, idempotency_key: 'once' })
    expect((await gate.decide(id)).body.status).toBe('approved_and_sent')
    const again = await gate.send({ idempotency_key: 'once' })
    expect(again).toMatchObject({ status: 200, body: { id, status: 'already_sent' } })
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('the same Idempotency-Key header with another body', async () => {
    const header = { 'idempotency-key': `key-${gate.box.id}` }
    const good = { to: ['ada@example.com'], subject: 'Good', markdown: 'kind words' }
    const first = await gate.call(gate.agent, 'POST', `${gate.path}/send`, good, header)
    expect((await gate.decide(String(first.body.id))).status).toBe(200)
    const again = await gate.call(gate.agent, 'POST', `${gate.path}/send`, EVIL, header)
    expect(again).toMatchObject({ status: 409, body: { code: 'idempotency_mismatch' } })
    await gate.expectOnly('kind words', ['ada@example.com'])
  })

  it('an Idempotency-Key of a send, replayed on the route that decides', async () => {
    const header = { 'idempotency-key': `send-${gate.box.id}` }
    const first = await gate.call(gate.agent, 'POST', `${gate.path}/send`, EVIL, header)
    const body = { email_id: first.body.id, action: 'approve' }
    const answer = await gate.call(gate.agent, 'POST', '/v1/oversight/decide', body, header)
    expect(answer.body.code).toBe('forbidden_scope')
    await gate.expectNothingLeft()
  })

  it('the same mail twice', async () => {
    await gate.submit()
    expect((await gate.send()).body.code).toBe('duplicate')
    await gate.expectNothingLeft()
  })

  it('thirty mails at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => gate.send({ markdown: `evil ${index}` })),
    )
    expect(answers.every(({ status }) => status === 202)).toBe(true)
    await gate.expectNothingLeft()
  })
})
