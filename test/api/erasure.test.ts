/** Erasing mail by API and by age: what may be erased, what stays, and what still proves itself (contract §9). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ExportRecord } from '../../src/core/audit-export.ts'
import { verifyJsonl } from '../support/audit-exports.ts'
import { DAY, Gate } from '../support/gate.ts'
import type { Json } from '../support/server.ts'

let gate: Gate
let admin: string

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_OPERATOR_APPROVAL: 'off' })
  admin = gate.app.made.keys.admin
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'gated_send' }))

const MAIL = {
  to: ['Ada <ada@example.org>'],
  cc: ['bob@example.org'],
  subject: 'Offer',
  markdown: 'Secret words',
}
const RAW =
  'From: ada@example.com\r\nTo: agent@example.com\r\nSubject: Question\r\n\r\nWhat does it cost?\r\n'

const erase = (id: string, key = admin) => gate.call(key, 'POST', `${gate.path}/emails/${id}/erase`)
const read = (id: string, rest = '') => gate.call(gate.insider, 'GET', `${gate.path}/emails/${id}${rest}`)

async function sent(): Promise<string> {
  const id = await gate.submit(MAIL)
  await gate.decide(id)
  await gate.app.drain()
  return id
}

async function exported(): Promise<string> {
  const url = `${gate.app.url}/v1/audit-log/export?mailbox_id=${gate.box.id}`
  const response = await fetch(url, { headers: { authorization: `Bearer ${admin}` } })
  expect(response.status).toBe(200)
  return response.text()
}

const recordsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportRecord)
const entriesOf = (text: string) => recordsOf(text).flatMap((one) => (one.type === 'entry' ? [one] : []))

describe('what may be erased', () => {
  it('is what was sent, came in, was refused or cancelled', async () => {
    const refused = await gate.submit()
    await gate.decide(refused, 'reject', { reason: 'No.' })
    const cancelled = await gate.submit({ subject: 'Other' })
    await gate.call(gate.agent, 'POST', `${gate.path}/emails/${cancelled}/cancel`)
    for (const id of [await sent(), await gate.arrive(RAW), refused, cancelled]) {
      const { status } = (await read(id)).body
      const answer = await erase(id)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({ id, status, erased_at: gate.soon(0), test: false })
    }
  })

  it('is not what waits for a decision, for its time, or for delivery', async () => {
    const held = await gate.submit(MAIL)
    const later = await gate.submit({ ...MAIL, send_at: gate.soon(DAY), subject: 'Later' })
    const approved = await gate.submit({ ...MAIL, subject: 'Approved' })
    await gate.decide(approved)
    for (const id of [held, later, approved]) {
      const { status, body } = await erase(id)
      expect(status).toBe(409)
      expect(body.code).toBe('not_over')
      expect((await gate.message(id)).subject).not.toBe('')
    }
  })

  it('is for keys with admin alone, and for mail within their reach', async () => {
    const id = await sent()
    for (const key of [gate.agent, gate.reviewer]) {
      expect((await erase(id, key)).body.code).toBe('forbidden_scope')
    }
    const other = await gate.makeKey(['admin'], { mailboxIds: [gate.app.made.mailbox.id] })
    expect((await erase(id, other.raw)).status).toBe(404)
    const test = await gate.makeKey(['admin'], { test: true })
    expect((await erase(id, test.raw)).status).toBe(404)
    expect(
      (await gate.call(admin, 'POST', `/v1/mailboxes/${gate.app.made.mailbox.id}/emails/${id}/erase`)).status,
    ).toBe(404)
    expect((await gate.message(id)).subject).toBe('Offer')
  })
})

describe('an erased mail', () => {
  it('says how it was handled, but not what it said or to whom, with the same keys as before', async () => {
    const id = await sent()
    const before = (await read(id)).body
    await erase(id)
    const after = (await read(id)).body
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect(after).toMatchObject({ id, subject: '', to: [], cc: [], erased_at: gate.soon(0) })
    expect(after.markdown ?? '').toBe('')
    for (const key of [
      'status',
      'thread_id',
      'from',
      'approved_at',
      'approved_by',
      'received_at',
      'content_hash',
    ])
      expect(after[key], key).toEqual(before[key])
    expect(JSON.stringify(after)).not.toMatch(/ada@|bob@|Secret|Offer/)
  })

  it('has no raw message and no attachments any more, and cannot be answered', async () => {
    const id = await gate.arrive(RAW)
    await erase(id)
    expect((await read(id, '/raw')).body.code).toBe('erased')
    expect((await read(id, '/raw')).status).toBe(410)
    const answer = await gate.call(gate.agent, 'POST', `${gate.path}/reply/${id}`, { markdown: 'Hi' })
    expect(answer.body.code).toBe('erased')
  })

  it('is erased once', async () => {
    const id = await sent()
    const first = (await erase(id)).body
    gate.app.context.clock.advance(1_000)
    expect((await erase(id)).body).toEqual(first)
    const log = await gate.call(admin, 'GET', `/v1/audit-log?mailbox_id=${gate.box.id}&action=message.erased`)
    expect(log.body.entries).toHaveLength(1)
  })

  it('has an entry in the trail that says who erased it, why, and by hashes what it was', async () => {
    const id = await sent()
    const { content_hash, raw_sha256, raw_size } = await gate.message(id)
    await erase(id)
    const log = await gate.call(admin, 'GET', `/v1/audit-log?mailbox_id=${gate.box.id}&action=message.erased`)
    const [entry] = log.body.entries as unknown as Json[]
    expect(entry).toMatchObject({
      resource_id: id,
      actor: 'key:admin',
      metadata: { basis: 'request', content_hash, raw_sha256, size: raw_size },
    })
  })
})

describe('the trail', () => {
  it('verifies after erasure, with every entry and hash that it had, but without the clear text', async () => {
    const id = await sent()
    const before = await exported()
    expect(entriesOf(before).some(({ hidden }) => hidden !== null)).toBe(true)
    await erase(id)
    const after = await exported()
    for (const text of [before, after]) expect(verifyJsonl(text)).toMatchObject({ ok: true, fault: null })
    const old = entriesOf(before)
    expect(entriesOf(after).slice(0, old.length)).toEqual(old.map((entry) => ({ ...entry, hidden: null })))
    expect(after).not.toMatch(/ada@example|bob@example|Secret|Offer/)
    // What was signed before is in both.
    const signed = recordsOf(before).find(({ type }) => type === 'head') as ExportRecord & { hash: string }
    expect(recordsOf(after).some((one) => one.type === 'checkpoint' && one.hash === signed.hash)).toBe(true)
    await gate.expectWholeTrail()
  })

  it('shows the clear text to administrators until it is erased', async () => {
    const id = await sent()
    const list = async () => {
      const { body } = await gate.call(admin, 'GET', `/v1/audit-log?mailbox_id=${gate.box.id}&limit=100`)
      return (body.entries as unknown as Json[]).filter(({ resource_id }) => String(resource_id) === id)
    }
    expect(JSON.stringify(await list())).toContain('ada@example.org')
    await erase(id)
    expect(JSON.stringify(await list())).not.toContain('ada@example.org')
    expect(JSON.stringify(await list())).toContain('sha256:')
  })
})

describe('a mailbox that keeps mail for 30 days', () => {
  const keep = (days: number | null) => gate.call(admin, 'PATCH', gate.path, { retention_days: days })
  const isErased = async (id: string) => (await gate.message(id)).erased_at !== null
  const pass = async (ms: number) => {
    gate.app.context.clock.advance(ms)
    await gate.app.drain()
  }

  beforeEach(() => gate.set({ retention_days: 30 }))

  it('erases what is older, by itself, and what is younger stays', async () => {
    const old = [await sent(), await gate.arrive(RAW)]
    await pass(20 * DAY)
    const young = await gate.arrive(RAW)
    await pass(10 * DAY - 3_600_000)
    expect(await Promise.all([...old, young].map(isErased))).toEqual([false, false, false])
    await pass(2 * 3_600_000)
    expect(await Promise.all([...old, young].map(isErased))).toEqual([true, true, false])
    const log = await gate.call(admin, 'GET', `/v1/audit-log?mailbox_id=${gate.box.id}&action=message.erased`)
    for (const entry of log.body.entries as unknown as Json[])
      expect(entry).toMatchObject({ actor: 'system', metadata: { basis: 'retention' } })
    await gate.expectWholeTrail()
  })

  it('never erases what is not over', async () => {
    await gate.set({ approval_ttl_seconds: 31_536_000 })
    const held = await gate.submit(MAIL)
    await pass(31 * DAY)
    expect(await isErased(held)).toBe(false)
    await gate.decide(held)
    await gate.app.drain()
    // Its time begins when it was approved.
    await pass(29 * DAY)
    expect(await isErased(held)).toBe(false)
    await pass(2 * DAY)
    expect(await isErased(held)).toBe(true)
  })

  it('erases also when it has ended, and nothing when it keeps mail forever', async () => {
    const id = await gate.arrive(RAW)
    await gate.set({ deleted_at: gate.app.context.clock.now() })
    await pass(31 * DAY)
    expect(await isErased(id)).toBe(true)
    await gate.freshBox({ retention_days: null })
    const kept = await gate.arrive(RAW)
    await pass(4_000 * DAY)
    expect(await isErased(kept)).toBe(false)
  })

  it('is made so by an administrator, and shown', async () => {
    expect((await keep(31)).status).toBe(200)
    const shown = await gate.call(admin, 'GET', gate.path)
    expect(shown.body.retention_days).toBe(31)
    for (const days of [0, -1, 1.5, 36_501, 'many']) {
      const { status } = await gate.call(admin, 'PATCH', gate.path, { retention_days: days })
      expect(status, String(days)).toBe(400)
    }
  })
})
