/** Many agents at once, each with what is theirs; keys that end, and test mail apart from live mail. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'
import type { Json } from '../support/server.ts'
import { Agent } from './client.ts'

let gate: Gate
beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_REVIEW_MAIL: 'off', MULTIMAIL_OPERATOR_APPROVAL: 'off' })
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'gated_send' }))

const idsOf = (fields: Json) => (fields.emails as unknown as Json[]).map(({ id }) => String(id))

describe('200 agents at once', () => {
  it('each see their own mailbox, and send one mail each', { timeout: 120_000 }, async () => {
    const boxes = []
    for (let count = 0; count < 200; count++) {
      const box = await gate.freshBox({ mode: 'gated_send' })
      const { raw } = await gate.makeKey(['read', 'send'], { mailboxIds: [box.id] })
      boxes.push({ box, raw })
    }
    const other = boxes[0]?.box.id
    await Promise.all(
      boxes.map(async ({ box, raw }, index) => {
        const agent = await Agent.connect(gate.app.url, raw, index % 2 === 0 ? 'legacy' : 'auto')
        const { mailboxes } = await agent.do('list_mailboxes')
        expect((mailboxes as unknown as Json[]).map(({ id }) => id)).toEqual([box.id])
        const mail = { to: ['ada@example.com'], subject: `From ${box.address}`, markdown: 'Hello' }
        const { id } = await agent.do('send_email', { mailbox_id: box.id, ...mail })
        const found = await agent.do('search_emails', { mailbox_id: box.id, direction: 'outbound' })
        expect(idsOf(found)).toEqual([id])
        if (index > 0) {
          const { fields } = await agent.call('check_inbox', { mailbox_id: other })
          expect(fields.code).toBe('not_found')
        }
        await agent.close()
      }),
    )
  })
})

describe('a key', () => {
  it('that is revoked between two calls ends the conversation', async () => {
    const { raw, key } = await gate.makeKey(['read', 'send'])
    const agent = await Agent.connect(gate.app.url, raw)
    await agent.do('list_mailboxes')
    await gate.call(gate.app.made.keys.admin, 'DELETE', `/v1/keys/${key.id}`)
    await expect(agent.call('list_mailboxes')).rejects.toThrow(/401|[Uu]nauthorized/)
    await agent.close().catch(() => {})
  })

  it('that loses a scope loses the tools', async () => {
    const { raw, key } = await gate.makeKey(['read', 'send'])
    const agent = await Agent.connect(gate.app.url, raw)
    expect(await agent.names()).toContain('send_email')
    await gate.call(gate.app.made.keys.admin, 'PATCH', `/v1/keys/${key.id}`, { scopes: ['read'] })
    const mail = { mailbox_id: gate.box.id, to: ['ada@example.com'], subject: 'x', markdown: 'x' }
    expect((await agent.call('send_email', mail)).fields.code).toBe('forbidden_scope')
    expect(
      (await agent.client.listTools({}, { cacheMode: 'refresh' })).tools.map(({ name }) => name),
    ).not.toContain('send_email')
    await agent.close()
  })
})

describe('test mail and live mail', () => {
  it('do not meet', async () => {
    const live = await Agent.connect(gate.app.url, gate.agent)
    const test = await Agent.connect(gate.app.url, gate.app.made.keys.test_agent)
    const mail = { mailbox_id: gate.box.id, to: ['ada@example.com'], subject: 'x', markdown: 'x' }
    const sent = [await live.do('send_email', mail), await test.do('send_email', mail)]
    expect(sent).toMatchObject([{ test: false }, { test: true }])
    const search = { mailbox_id: gate.box.id, direction: 'outbound' }
    expect(idsOf(await live.do('search_emails', search))).toEqual([sent[0]?.id])
    expect(idsOf(await test.do('search_emails', search))).toEqual([sent[1]?.id])
    for (const [agent, id] of [
      [live, sent[1]?.id],
      [test, sent[0]?.id],
    ] as const) {
      const { fields } = await agent.call('read_email', { mailbox_id: gate.box.id, email_id: id })
      expect(fields.code).toBe('not_found')
    }
    await live.close()
    await test.close()
  })
})

describe('a call that is repeated', () => {
  it('with an idempotency_key does nothing twice, and another call with it is refused', async () => {
    const agent = await Agent.connect(gate.app.url, gate.agent)
    const draft = { mailbox_id: gate.box.id, subject: 'Once', idempotency_key: 'draft-1' }
    const [first, again] = [await agent.do('create_draft', draft), await agent.do('create_draft', draft)]
    expect(again).toEqual(first)
    const { fields } = await agent.call('create_draft', { ...draft, subject: 'Twice' })
    expect(fields.code).toBe('idempotency_mismatch')
    const listed = await agent.do('list_drafts', { mailbox_id: gate.box.id })
    expect(listed.drafts).toHaveLength(1)
    await agent.close()
  })
})

describe('what a tool does', () => {
  it('is counted and audited like the same by REST', async () => {
    const agent = await Agent.connect(gate.app.url, gate.agent)
    await agent.do('check_inbox', { mailbox_id: gate.box.id })
    await gate.call(gate.agent, 'GET', `${gate.path}/emails?direction=inbound`)
    const path = `/v1/audit-log?mailbox_id=${gate.box.id}&action=email.listed`
    const { body } = await gate.call(gate.app.made.keys.admin, 'GET', path)
    const entries = (body.entries as unknown as Json[]).map(({ actor, action, metadata }) => ({
      actor,
      action,
      metadata,
    }))
    expect(entries).toHaveLength(2)
    expect(entries[0]).toEqual(entries[1])
    await agent.close()
  })
})
