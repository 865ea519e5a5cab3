/** Mail is evidence: having it erased needs the operator, at once or by a shorter time (contract §2). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open({ MULTIMAIL_REVIEW_MAIL: 'off' })
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'autonomous' }))

const erase = (id: string, body: object = {}, key = gate.insider) =>
  gate.call(key, 'POST', `${gate.path}/emails/${id}/erase`, body)
const keep = (days: number | null, body: object = {}) =>
  gate.call(gate.insider, 'PATCH', gate.path, { retention_days: days, ...body })
const isErased = async (id: string) => (await gate.message(id)).erased_at !== null

async function sent(subject = 'Evil'): Promise<string> {
  const id = await gate.submit({ subject })
  await gate.app.drain()
  return id
}

describe('erasing a mail', () => {
  it('asks the operator, and is done with the code, for that mail only', async () => {
    const [id, other] = [
      await sent(),
      await gate.arrive('From: ada@example.com\r\nSubject: Hi\r\n\r\nHi\r\n'),
    ]
    const asked = await erase(id)
    expect(asked.status).toBe(202)
    expect(await isErased(id)).toBe(false)
    const code = await gate.newestCode()
    expect((await erase(other, { approval_code: code })).status).toBe(404)
    expect(await isErased(other)).toBe(false)
    expect((await erase(id, { approval_code: code })).body).toMatchObject({ id, test: false })
    expect(await isErased(id)).toBe(true)
  })

  it('tells the operator which mail, and not what it says', async () => {
    const id = await sent()
    await erase(id)
    await gate.app.drain()
    const notice = gate.outside.noticesTo(gate.app.made.account.oversight_email).at(-1) ?? ''
    expect(notice).toContain(id)
    expect(notice).toContain(gate.box.address)
    expect(notice).not.toContain('Evil')
  })

  it('asks nobody for what cannot be erased yet, or was', async () => {
    const before = await gate.newestCode()
    await gate.setMode('gated_send')
    const held = await gate.submit()
    expect((await erase(held)).body.code).toBe('not_over')
    const another = await gate.submit({ subject: 'Another' })
    expect((await erase(another)).body.code).toBe('not_over')
    expect(await gate.newestCode()).toBe(before)
  })

  it('of test mail needs nobody', async () => {
    const test = await gate.makeKey(['read', 'send', 'admin'], { test: true })
    const id = await gate.submit({}, test.raw)
    await gate.app.drain()
    expect((await erase(id, {}, test.raw)).body).toMatchObject({ id, test: true })
  })
})

describe('how long mail is kept', () => {
  it('becomes shorter with the code of the operator only, longer without', async () => {
    expect((await keep(30)).status).toBe(202)
    const code = await gate.newestCode()
    expect((await keep(30, { approval_code: code })).body.retention_days).toBe(30)
    expect((await keep(60)).body).toMatchObject({ status: 'updated', retention_days: 60 })
    expect((await keep(59)).status).toBe(202)
    expect((await keep(null)).body).toMatchObject({ status: 'updated', retention_days: null })
  })

  it('is asked about in plain words', async () => {
    await keep(30)
    await gate.app.drain()
    const notice = gate.outside.noticesTo(gate.app.made.account.oversight_email).at(-1) ?? ''
    expect(notice).toContain(
      'Mail older than 30 days would be erased for good; until now: it is kept for good.',
    )
  })
})
