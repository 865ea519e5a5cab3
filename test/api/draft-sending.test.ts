/** Sending a draft: through the gate as any email, once, or as an answer (contract §5). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, FULL, openDesk, READY } from '../support/drafts.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.app.stop())
beforeEach(() => desk.freshMailbox())

describe('sending a draft', () => {
  it('makes the email that was written, attachments and all', async () => {
    await desk.setMode('autonomous')
    const { body } = await desk.create(FULL)
    const sent = await desk.send(body.id)
    expect(sent.status).toBe(202)
    expect(sent.body).toMatchObject({ status: 'pending_scan', idempotent: false, test: false })
    await desk.app.drain()
    expect((await desk.email(sent.body.id)).body).toMatchObject({
      status: 'sent',
      to: ['ada@example.com', 'bob@example.org'],
      cc: ['carol@example.com'],
      bcc: ['dan@example.com'],
      reply_to: ['desk@example.com'],
      subject: 'Plans',
      markdown: 'Hello **all**',
      attachments: [{ name: 'a.txt', size: 5, content_type: 'text/plain' }],
    })
    const file = `/v1/mailboxes/${desk.box()}/emails/${sent.body.id}/attachments/a.txt`
    expect((await desk.app.call(desk.agent, 'GET', file)).body.text).toBe('hello')
    expect((await desk.get(body.id)).body).toMatchObject({ status: 'sent', email_id: sent.body.id })
  })

  it('sends a large attachment unchanged', async () => {
    const content = Buffer.alloc(600_000, 'multimail ')
    const attachments = [{ name: 'big.txt', content_base64: content.toString('base64') }]
    const sent = await desk.send((await desk.create({ ...READY, attachments })).body.id)
    const file = `/v1/mailboxes/${desk.box()}/emails/${sent.body.id}/attachments/big.txt`
    expect((await desk.app.call(desk.agent, 'GET', file)).body.text).toBe(content.toString())
  })

  it('never goes round the gate: until it is sent nobody is asked, then it waits for a person', async () => {
    const { body } = await desk.create(READY)
    desk.app.context.clock.advance(400 * 24 * 3_600_000)
    await desk.app.drain()
    expect(await desk.pending()).toEqual([])
    expect(await desk.emails()).toEqual([])
    const sent = await desk.send(body.id)
    await desk.app.drain()
    expect(await desk.pending()).toEqual([sent.body.id])
    expect((await desk.email(sent.body.id)).body.status).toBe('pending_send_approval')
  })

  it('a read_only mailbox takes drafts and sends none', async () => {
    await desk.setMode('read_only')
    const { status, body } = await desk.create(READY)
    expect(status).toBe(201)
    const answer = await desk.send(body.id)
    expect(answer.status).toBe(403)
    expect(answer.body.code).toBe('read_only')
    expect((await desk.get(body.id)).body.status).toBe('draft')
  })

  it.each([
    [['to'], { markdown: 'Hello' }],
    [['markdown'], { to: 'ada@example.com' }],
    [['to', 'markdown'], { cc: 'ada@example.com' }],
  ])('says that %s is missing, and the draft stays', async (missing, fields) => {
    const { body } = await desk.create(fields)
    const answer = await desk.send(body.id)
    expect(answer.status).toBe(400)
    expect(answer.body.details).toMatchObject(missing.map((path) => ({ path })))
    expect((await desk.get(body.id)).body).toEqual(body)
    await desk.patch(body.id, READY)
    expect((await desk.send(body.id)).status).toBe(202)
  })

  it('applies the checks of every send: a duplicate is refused, and the draft stays', async () => {
    await desk.send((await desk.create(READY)).body.id)
    const { body } = await desk.create(READY)
    const answer = await desk.send(body.id)
    expect(answer.status).toBe(409)
    expect(answer.body.code).toBe('duplicate')
    expect((await desk.get(body.id)).body.status).toBe('draft')
  })

  it('takes the time to send at', async () => {
    await desk.setMode('autonomous')
    const { body } = await desk.create(READY)
    expect((await desk.send(body.id, { send_at: '2001-01-01T00:00:00Z' })).body).toMatchObject({
      details: [{ path: 'send_at' }],
    })
    const at = new Date(desk.app.context.clock.now() + 60_000).toISOString()
    const sent = await desk.send(body.id, { send_at: at, gate_timing: 'schedule_first' })
    expect((await desk.email(sent.body.id)).body).toMatchObject({ status: 'scheduled', send_at: at })
  })
})

describe('a draft is sent once', () => {
  it('again answers 200 with the first email', async () => {
    const { body } = await desk.create(READY)
    const first = await desk.send(body.id)
    const again = await desk.send(body.id)
    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({
      id: first.body.id,
      thread_id: first.body.thread_id,
      status: 'already_sent',
      idempotent: true,
    })
    expect(await desk.emails()).toHaveLength(1)
  })

  it.each([
    ['without a key', () => ({})],
    ['each with a key of its own', (n: number) => ({ idempotency_key: `k${n}` })],
  ])('of twenty at once, %s, one becomes the email and the others say so', async (_name, bodyOf) => {
    const { body } = await desk.create(READY)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => desk.send(body.id, bodyOf(n))))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(19).fill(200), 202])
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect(await desk.emails()).toHaveLength(1)
    expect((await desk.get(body.id)).body.email_id).toBe(answers[0]?.body.id)
  })

  it('or deleted once: of both at the same time one wins', async () => {
    for (let round = 0; round < 5; round++) {
      await desk.freshMailbox()
      const { body } = await desk.create(READY)
      const [sent, deleted] = await Promise.all([desk.send(body.id), desk.remove(body.id)])
      expect([sent.status, deleted.status].sort()).toSatisfy(
        ([a, b]: number[]) => (a === 202 && b === 409) || (a === 200 && (b === 404 || b === 409)),
      )
      expect(await desk.emails()).toHaveLength(deleted.status === 200 ? 0 : 1)
    }
  })

  it('and cannot be changed or deleted afterwards', async () => {
    const { body } = await desk.create(READY)
    const sent = await desk.send(body.id)
    for (const answer of [await desk.patch(body.id, { subject: 'x' }), await desk.remove(body.id)]) {
      expect(answer.status).toBe(409)
      expect(answer.body).toMatchObject({ code: 'conflict', status: 'sent', email_id: sent.body.id })
    }
    expect((await desk.get(body.id)).body).toMatchObject({ subject: 'Plans', status: 'sent' })
  })
})

describe('a draft that answers an email', () => {
  let key: string

  /** Lets a test mail arrive; returns its id. */
  const arrive = async (mail: object = {}) => {
    const given = {
      mailbox_id: desk.box(),
      from: 'Ada <ada@example.com>',
      subject: 'Numbers',
      markdown: '42?',
    }
    const { body } = await desk.app.call(key, 'POST', '/v1/test/inbound', { ...given, ...mail })
    return String(body.id)
  }

  beforeAll(() => {
    key = desk.app.made.keys.test_agent
  })

  it('goes to its author, in its thread, when it says nothing else', async () => {
    const original = (await desk.email(await arrive(), key)).body
    const { body } = await desk.create({ in_reply_to: original.id, markdown: 'Yes.' }, key)
    expect(body).toMatchObject({ in_reply_to: original.id, to: [], subject: '' })
    const sent = await desk.send(body.id, undefined, key)
    expect(sent.status).toBe(202)
    expect(sent.body.thread_id).toBe(original.thread_id)
    expect((await desk.email(sent.body.id, key)).body).toMatchObject({
      to: ['ada@example.com'],
      subject: 'Re: Numbers',
    })
    const raw = await desk.app.call(key, 'GET', `/v1/mailboxes/${desk.box()}/emails/${sent.body.id}/raw`)
    expect(String(raw.body.text)).toContain(`In-Reply-To: <${original.message_id}>`)
  })

  it('goes to the Reply-To of the email', async () => {
    const in_reply_to = await arrive({ headers: { 'Reply-To': 'desk@example.com' } })
    const sent = await desk.send(
      (await desk.create({ in_reply_to, markdown: 'Yes.' }, key)).body.id,
      undefined,
      key,
    )
    expect((await desk.email(sent.body.id, key)).body.to).toEqual(['desk@example.com'])
  })

  it('goes where it says itself, under its own subject, still in the thread', async () => {
    const original = (await desk.email(await arrive(), key)).body
    const { body } = await desk.create({ ...READY, to: 'bob@example.org', in_reply_to: original.id }, key)
    const sent = await desk.send(body.id, undefined, key)
    expect(sent.body.thread_id).toBe(original.thread_id)
    expect((await desk.email(sent.body.id, key)).body).toMatchObject({
      to: ['bob@example.org'],
      subject: 'Plans',
    })
  })

  it('can only answer an email of this mailbox that may be read', async () => {
    const there = await arrive()
    await desk.freshMailbox()
    await desk.setMode('gated_all')
    const held = await arrive()
    for (const in_reply_to of [there, held, '01KAQ3T9M8ZK6W0R4Y2F7VHX5B']) {
      const answer = await desk.create({ in_reply_to, markdown: 'Yes.' }, key)
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({ code: 'not_found', details: [{ path: 'in_reply_to' }] })
    }
    const { body } = await desk.create({ markdown: 'Yes.' }, key)
    expect((await desk.patch(body.id, { in_reply_to: held }, key)).status).toBe(404)
    expect((await desk.create({ in_reply_to: there })).status).toBe(404)
  })

  it('can be made one that answers nothing', async () => {
    const { body } = await desk.create({ in_reply_to: await arrive(), ...READY }, key)
    expect((await desk.patch(body.id, { in_reply_to: null }, key)).body.in_reply_to).toBeNull()
  })
})
