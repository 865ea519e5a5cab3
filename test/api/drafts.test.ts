/** Drafts: written in steps, seen by their own only (contract §5). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MAX_CONTENT_BYTES } from '../../src/mail/content-limits.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { type Desk, FULL, openDesk, READY } from '../support/drafts.ts'

let desk: Desk

beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.app.stop())
beforeEach(() => desk.freshMailbox())

describe('a draft', () => {
  it('may be empty, and has every key all the same', async () => {
    const { status, body } = await desk.create()
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      mailbox_id: desk.box(),
      to: [],
      cc: [],
      bcc: [],
      reply_to: null,
      subject: '',
      markdown: '',
      in_reply_to: null,
      attachments: [],
      status: 'draft',
      email_id: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      test: false,
    })
    expect((await desk.get(body.id)).body).toEqual(body)
  })

  it('keeps what is given, in a form that can be given again', async () => {
    const { body } = await desk.create(FULL)
    expect(body).toMatchObject({
      to: ['Ada Lovelace <ada@example.com>', 'bob@example.org'],
      cc: ['carol@example.com'],
      bcc: ['"Doe, Dan" <dan@example.com>'],
      reply_to: 'desk@example.com',
      subject: 'Plans',
      markdown: 'Hello **all**',
      attachments: [{ name: 'a.txt', size: 5, content_type: 'text/plain' }],
    })
    const { to, cc, bcc, reply_to } = body
    expect((await desk.patch(body.id, { to, cc, bcc, reply_to })).body).toMatchObject({
      to,
      cc,
      bcc,
      reply_to,
    })
  })

  it.each([
    ['to[0]', { to: ['ada'] }],
    ['subject', { subject: 'Hi\r\nBcc: eve@example.com' }],
    ['reply_to', { reply_to: 'a@example.com\nX: y' }],
    ['markdown', { markdown: 'x'.repeat(300_000) }],
    ['to', { to: Array.from({ length: 51 }, (_, n) => `a${n}@example.com`) }],
    ['attachments[0].content_base64', { attachments: [{ name: 'a', content_base64: '!' }] }],
    ['attachments[0].name', { attachments: [{ content_base64: 'aGk=' }] }],
  ])('is refused with a bad %s, made or changed', async (path, fields) => {
    const { body } = await desk.create(READY)
    for (const answer of [await desk.create(fields), await desk.patch(body.id, fields)]) {
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ code: 'bad_request', details: [{ path }] })
    }
    expect((await desk.get(body.id)).body).toEqual(body)
  })

  it('has at most 50 recipients, counting those it had before', async () => {
    const thirty = Array.from({ length: 30 }, (_, n) => `a${n}@example.com`)
    const { body } = await desk.create({ to: thirty })
    const answer = await desk.patch(body.id, { cc: thirty })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ details: [{ path: 'to' }] })
  })

  it('has at most as much content as any email', async () => {
    const content_base64 = Buffer.alloc(MAX_CONTENT_BYTES).toString('base64')
    const { status, body } = await desk.create({ attachments: [{ name: 'big.bin', content_base64 }] })
    expect(status).toBe(201)
    const answer = await desk.patch(body.id, { markdown: 'x' })
    expect(answer.status).toBe(413)
    expect(answer.body).toMatchObject({ code: 'too_large', details: [{ path: 'attachments' }] })
  })

  it('changes only in what is given; null and empty values empty a field', async () => {
    const { body } = await desk.create(FULL)
    desk.app.context.clock.advance(1_000)
    const changed = await desk.patch(body.id, { subject: 'New plans', cc: [], reply_to: null, markdown: '' })
    expect(changed.status).toBe(200)
    expect(changed.body).toEqual({
      ...body,
      subject: 'New plans',
      cc: [],
      reply_to: null,
      markdown: '',
      updated_at: expect.not.stringMatching(String(body.updated_at)),
    })
    expect((await desk.patch(body.id, {})).body).toEqual(changed.body)
    expect((await desk.get(body.id)).body).toEqual(changed.body)
  })

  it('replaces its attachments by those given', async () => {
    const { body } = await desk.create(FULL)
    const two = ['b.txt', 'c.txt'].map((name) => ({ name, content_base64: 'aGVsbG8=' }))
    const replaced = await desk.patch(body.id, { attachments: two })
    expect(replaced.body.attachments).toMatchObject([{ name: 'b.txt' }, { name: 'c.txt' }])
    expect((await desk.patch(body.id, { attachments: [] })).body.attachments).toEqual([])
  })

  it('is gone when it is deleted', async () => {
    const { body } = await desk.create(READY)
    expect((await desk.remove(body.id)).body).toEqual({ status: 'deleted' })
    for (const answer of [
      await desk.get(body.id),
      await desk.patch(body.id, { subject: 'x' }),
      await desk.send(body.id),
      await desk.remove(body.id),
    ]) {
      expect(answer.status).toBe(404)
    }
    expect((await desk.list()).body.drafts).toEqual([])
  })

  it('is listed newest first, in pages', async () => {
    const ids: unknown[] = []
    for (let made = 0; made < 5; made++) ids.unshift((await desk.create({ subject: `n${made}` })).body.id)
    const idsOf = (list: unknown) => (list as { id: string }[]).map(({ id }) => id)
    const first = await desk.list('?limit=3')
    expect(idsOf(first.body.drafts)).toEqual(ids.slice(0, 3))
    const rest = await desk.list(`?limit=3&cursor=${first.body.cursor}`)
    expect(idsOf(rest.body.drafts)).toEqual(ids.slice(3))
    expect(rest.body.cursor).toBeNull()
    const offset = await desk.list('?offset=4')
    expect(idsOf(offset.body.drafts)).toEqual(ids.slice(4))
  })
})

describe('who may see and change a draft', () => {
  it('a read key reads it and changes nothing; a key with neither read nor send does nothing', async () => {
    const { body } = await desk.create(READY)
    const reader = await desk.makeKey(['read'])
    expect((await desk.get(body.id, reader)).status).toBe(200)
    expect((await desk.list('', reader)).status).toBe(200)
    const other = await desk.makeKey(['oversight', 'admin'])
    for (const refused of [
      await desk.create(READY, reader),
      await desk.patch(body.id, { subject: 'x' }, reader),
      await desk.remove(body.id, reader),
      await desk.send(body.id, undefined, reader),
      await desk.get(body.id, other),
      await desk.send(body.id, undefined, other),
    ]) {
      expect(refused.status).toBe(403)
      expect(refused.body.code).toBe('forbidden_scope')
    }
  })

  it('it does not exist for test keys, keys of another mailbox, nor under another mailbox', async () => {
    const elsewhere = desk.box()
    await desk.freshMailbox()
    const { body } = await desk.create(READY)
    const strangers = [desk.app.made.keys.test_agent, await desk.makeKey(['read', 'send'], [elsewhere])]
    for (const key of strangers) {
      for (const answer of [
        await desk.get(body.id, key),
        await desk.patch(body.id, { subject: 'x' }, key),
        await desk.send(body.id, undefined, key),
        await desk.remove(body.id, key),
      ]) {
        expect(answer.status).toBe(404)
      }
    }
    expect((await desk.list('', desk.app.made.keys.test_agent)).body.drafts).toEqual([])
    expect(
      (await desk.app.call(desk.agent, 'GET', `/v1/mailboxes/${elsewhere}/drafts/${body.id}`)).status,
    ).toBe(404)
    expect((await desk.get(body.id)).body).toEqual(body)
  })

  it('a live key does not see drafts of a test key', async () => {
    const { body } = await desk.create(READY, desk.app.made.keys.test_agent)
    expect(body.test).toBe(true)
    expect((await desk.get(body.id)).status).toBe(404)
    expect((await desk.send(body.id)).status).toBe(404)
  })

  it('the audit log has every step, and the chain holds', async () => {
    const { body } = await desk.create(READY)
    await desk.patch(body.id, { subject: 'x', cc: 'carol@example.com' })
    await desk.get(body.id)
    await desk.list()
    const sent = await desk.send(body.id)
    await desk.remove((await desk.create()).body.id)
    const audit = await desk.app.call(
      desk.app.made.keys.admin,
      'GET',
      `/v1/audit-log?mailbox_id=${desk.box()}&limit=100`,
    )
    const entries = (audit.body.entries as unknown as { action: string; metadata: object }[]).reverse()
    const actions = entries.map(({ action }) => action).filter((action) => action.startsWith('draft.'))
    expect(actions).toEqual([
      'draft.created',
      'draft.updated',
      'draft.read',
      'draft.listed',
      'draft.sent',
      'draft.created',
      'draft.deleted',
    ])
    expect(entries.find(({ action }) => action === 'draft.updated')?.metadata).toEqual({
      fields: ['cc', 'subject'],
    })
    expect(entries.find(({ action }) => action === 'draft.sent')).toMatchObject({
      actor: 'key:agent',
      metadata: { email_id: sent.body.id },
    })
    const [report] = await verifyChains(
      desk.app.context.database.reader,
      desk.app.made.account.id,
      desk.box(),
    )
    expect(report?.faults).toEqual([])
  })
})
