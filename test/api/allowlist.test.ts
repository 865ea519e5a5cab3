/** The allowlist at the gate: a mail goes without a person only when everybody it goes to is on it (contract §4). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allow } from '../../src/actions/manage-allowlist.ts'
import { Gate } from '../support/gate.ts'

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_ROLES: 'http', MULTIMAIL_REVIEW_MAIL: 'off' })
})
afterAll(() => gate.app.stop())

beforeEach(async () => {
  await gate.freshBox({ mode: 'gated_send' })
})

const put = (entry: string) =>
  allow(gate.app.context, gate.operator, gate.box.id, entry, { by: 'terminal' }).then(({ entry }) => entry)
const remove = (id: string, key = gate.app.made.keys.admin) =>
  gate.call(key, 'DELETE', `${gate.path}/allowlist/${id}`)
const MAIL = { to: ['ada@example.com'], subject: 'Offer', markdown: 'good words' }

async function statusAfter(body: object): Promise<string> {
  const id = await gate.submit({ ...MAIL, ...body })
  await gate.app.drain()
  return gate.status(id)
}

describe('a mail to people on the allowlist', () => {
  it('goes at once, and its permit names the entry of each recipient', async () => {
    const exact = await put('ada@example.com')
    const domain = await put('*@example.org')
    const id = await gate.submit({ ...MAIL, cc: ['bob@example.org'] })
    await gate.expectOnly('good words', ['ada@example.com', 'bob@example.org'])
    const { reader } = gate.app.context.database
    const deliveries = await reader
      .selectFrom('deliveries')
      .select(['recipient', 'basis', 'allowlist_entry_id'])
      .where('message_id', '=', id)
      .orderBy('recipient')
      .execute()
    expect(deliveries).toEqual([
      { recipient: 'ada@example.com', basis: 'allowlist', allowlist_entry_id: exact.id },
      { recipient: 'bob@example.org', basis: 'allowlist', allowlist_entry_id: domain.id },
    ])
  })

  it.each([
    ['to', { to: ['ada@example.com', 'eve@evil.example'] }],
    ['cc', { cc: ['eve@evil.example'] }],
    ['bcc', { bcc: ['eve@evil.example'] }],
  ])('and to one more in %s is held', async (_, body) => {
    await put('ada@example.com')
    expect(await statusAfter(body)).toBe('pending_send_approval')
    await gate.expectNothingLeft()
  })

  it.each(['auto_cc', 'auto_bcc'] as const)('is held when %s of the mailbox is not on it', async (copy) => {
    await put('ada@example.com')
    await gate.set({ [copy]: 'archive@example.net' })
    expect(await statusAfter({})).toBe('pending_send_approval')
    await put('archive@example.net')
    expect(await statusAfter({ subject: 'Another' })).toBe('sent')
  })

  it('is held in gated_all, which knows no allowlist, and refused in read_only', async () => {
    await put('*@example.com')
    await gate.setMode('gated_all')
    expect(await statusAfter({})).toBe('pending_send_approval')
    await gate.setMode('read_only')
    expect((await gate.send(MAIL)).status).toBe(403)
    await gate.expectNothingLeft()
  })

  it('is held once the entry is gone', async () => {
    const entry = await put('ada@example.com')
    await remove(entry.id)
    expect(await statusAfter({})).toBe('pending_send_approval')
  })

  it('is held when the entry goes before its time has come', async () => {
    const entry = await put('ada@example.com')
    const id = await gate.submit({ ...MAIL, send_at: gate.soon(60_000) })
    expect(await gate.status(id)).toBe('scheduled')
    await remove(entry.id)
    gate.app.context.clock.advance(60_000)
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
    expect((await gate.leaks()).mails).toEqual([])
  })

  it('does not let go what was held before the entry was made', async () => {
    const id = await gate.submit(MAIL)
    await put('ada@example.com')
    await gate.app.drain()
    expect(await gate.status(id)).toBe('pending_send_approval')
  })

  it('is held when it looks like the address on the list, but is not', async () => {
    await put('ada@example.com')
    expect(await statusAfter({ to: ['ada@exаmple.com'] })).toBe('pending_send_approval')
    expect(await statusAfter({ to: ['ada@example.com.evil.example'] })).toBe('pending_send_approval')
  })
})

describe('the list itself', () => {
  it('is changed by the operator only: an admin key needs a code, an agent cannot even see it', async () => {
    const body = { entry: 'ada@example.com' }
    const asked = await gate.call(gate.insider, 'POST', `${gate.path}/allowlist`, body)
    expect(asked.status).toBe(202)
    expect((await gate.call(gate.agent, 'POST', `${gate.path}/allowlist`, body)).status).toBe(403)
    expect((await gate.call(gate.agent, 'GET', `${gate.path}/allowlist`)).status).toBe(403)
    const code = await gate.newestCode()
    const added = await gate.call(gate.insider, 'POST', `${gate.path}/allowlist`, {
      ...body,
      approval_code: code,
    })
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({ entry: 'ada@example.com' })
    expect((await remove(String(added.body.id), gate.agent)).status).toBe(403)
  })

  it('has each entry once, however it is spelled', async () => {
    const first = await put('ada@example.com')
    expect((await put('ADA@Example.COM ')).id).toBe(first.id)
    const { body } = await gate.call(gate.reviewer, 'GET', `${gate.path}/allowlist`)
    expect(body.entries).toHaveLength(1)
  })

  it('says what is wrong with an entry', async () => {
    for (const entry of ['*@com', 'everybody', 'sales*@example.com', '*']) {
      const { status, body } = await gate.call(gate.insider, 'POST', `${gate.path}/allowlist`, { entry })
      expect(status).toBe(400)
      expect(body).toMatchObject({
        details: [{ path: 'entry', message: expect.stringContaining('*@example.com') }],
      })
    }
  })

  it('is shorter at once when the operator wants it, without a code', async () => {
    const entry = await put('ada@example.com')
    const removed = await remove(entry.id, gate.reviewer)
    expect(removed.body).toMatchObject({ status: 'deleted', entry: 'ada@example.com' })
    expect((await remove(entry.id)).status).toBe(404)
  })

  it('of one mailbox is not that of another', async () => {
    const entry = await put('ada@example.com')
    await gate.freshBox({ mode: 'gated_send' })
    expect(await statusAfter({})).toBe('pending_send_approval')
    expect((await remove(entry.id)).status).toBe(404)
  })
})
