/** Taking an approval back: it waits for some seconds before it takes effect, and counts for nothing afterwards. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSignInCode } from '../../src/actions/manage-person.ts'
import { operatorOf } from '../../src/store/access.ts'
import { Browser } from '../support/console.ts'
import { Gate } from '../support/gate.ts'

let gate: Gate
let ada: Browser
let bob: Browser

beforeAll(async () => {
  gate = await Gate.open({
    MULTIMAIL_ROLES: 'http',
    MULTIMAIL_RATE_LIMIT: 'off',
    MULTIMAIL_REVIEW_MAIL: 'off',
  })
  const operator = gate.app.made.account.oversight_email
  // Codes come by mail, which here goes outside: the terminal makes them.
  const owner = await signedIn(operator)
  await owner.send('POST', '/v1/people', { email: 'ada@review.example', role: 'reviewer' })
  await owner.send('POST', '/v1/people', { email: 'bob@review.example', role: 'reviewer' })
  ada = await signedIn('ada@review.example')
  bob = await signedIn('bob@review.example')
})
afterAll(() => gate.app.stop())
beforeEach(async () => {
  gate.app.context.buckets.clear()
  await gate.freshBox({ mode: 'gated_send' })
})

/** Signs in as the terminal does it. */
async function signedIn(email: string): Promise<Browser> {
  const operator = operatorOf(gate.app.made.account.id, 0)
  const { code } = await makeSignInCode(gate.app.context, operator, email)
  const browser = new Browser(gate.app)
  expect((await browser.send('POST', '/v1/session', { email, code })).status).toBe(200)
  return browser
}

const MAIL = { to: ['eve@example.com'], subject: 'Offer', markdown: 'good words' }
const approve = (who: Browser, id: string, seconds?: number) =>
  who.send('POST', '/v1/oversight/decide', {
    email_id: id,
    action: 'approve',
    ...(seconds === undefined ? {} : { undo_seconds: seconds }),
  })
const undo = (who: Browser, id: string) => who.send('POST', '/v1/oversight/undo', { email_id: id })
const pass = async (ms: number) => {
  gate.app.context.clock.advance(ms)
  await gate.app.drain()
}
const gone = async () => (await gate.leaks()).mails.length
const queue = async (who: Browser) => {
  const { body } = await who.send('GET', '/v1/oversight/pending?limit=100')
  return (body.emails as unknown as { id: string }[]).map(({ id }) => id)
}

describe('an approval with some seconds to take it back', () => {
  it('lets the mail go when they are over, and not before', async () => {
    const id = await gate.submit(MAIL)
    const before = await gone()
    const answer = await approve(ada, id, 5)
    expect(answer.body).toMatchObject({ status: 'approved', email_status: 'scheduled' })
    expect(Date.parse(String(answer.body.undo_until))).toBe(gate.app.context.clock.now() + 5_000)
    await pass(4_999)
    expect(await gone()).toBe(before)
    expect(await gate.status(id)).toBe('scheduled')
    await pass(1)
    expect(await gone()).toBe(before + 1)
    expect(await gate.status(id)).toBe('sent')
  })

  it('is taken back: the mail waits in the queue again and never goes by itself', async () => {
    const id = await gate.submit(MAIL)
    const before = await gone()
    const expiry = (await gate.message(id)).expires_at
    await approve(ada, id, 5)
    expect(await queue(bob)).not.toContain(id)
    expect((await undo(ada, id)).body).toEqual({ id, status: 'pending_send_approval' })
    expect(await queue(bob)).toContain(id)
    await pass(60_000)
    expect(await gone()).toBe(before)
    const row = await gate.message(id)
    expect(row).toMatchObject({ state: 'held', approved_at: null, decided_by: null, expires_at: expiry })
  })

  it('may be given again, or refused, by the same person', async () => {
    const [again, refused] = [await gate.submit(MAIL), await gate.submit({ ...MAIL, subject: 'Another' })]
    for (const id of [again, refused]) {
      await approve(ada, id, 5)
      await undo(ada, id)
    }
    expect((await approve(ada, again)).body.status).toBe('approved_and_sent')
    const answer = await ada.send('POST', '/v1/oversight/decide', { email_id: refused, action: 'reject' })
    expect(answer.body).toMatchObject({ status: 'rejected', undo_until: null })
  })

  it('is taken back by whoever gave it and by nobody else', async () => {
    const id = await gate.submit(MAIL)
    await approve(ada, id, 5)
    expect((await undo(bob, id)).body.code).toBe('too_late_to_undo')
    expect(await gate.status(id)).toBe('scheduled')
  })

  it('is not taken back once the mail has gone, nor when it took effect at once', async () => {
    const [late, atOnce] = [await gate.submit(MAIL), await gate.submit({ ...MAIL, subject: 'Another' })]
    await approve(ada, late, 5)
    await pass(5_000)
    await approve(ada, atOnce, 0)
    for (const id of [late, atOnce]) {
      const answer = await undo(ada, id)
      expect(answer.status).toBe(409)
      expect(answer.body.code).toBe('too_late_to_undo')
    }
  })

  it('is not for keys, nor for more than 30 seconds', async () => {
    const id = await gate.submit(MAIL)
    const byKey = await gate.decide(id, 'approve', { undo_seconds: 5 })
    expect(byKey.status).toBe(400)
    expect((await approve(ada, id, 31)).status).toBe(400)
    const keyUndo = await gate.call(gate.reviewer, 'POST', '/v1/oversight/undo', { email_id: id })
    expect(keyUndo.body.code).toBe('session_required')
  })

  it('ends what another decides meanwhile with a conflict', async () => {
    const id = await gate.submit(MAIL)
    await approve(ada, id, 5)
    for (const action of ['approve', 'reject']) {
      const answer = await bob.send('POST', '/v1/oversight/decide', { email_id: id, action })
      expect(answer.status).toBe(409)
      expect(answer.body).toMatchObject({ code: 'already_decided', decided_by: 'person:ada@review.example' })
    }
  })

  it('survives a pause: the mail goes when it is resumed', async () => {
    const id = await gate.submit(MAIL)
    const before = await gone()
    await approve(ada, id, 5)
    await gate.call(gate.reviewer, 'POST', `${gate.path}/pause`, { reason: 'strange' })
    await pass(10_000)
    expect(await gone()).toBe(before)
    await gate.call(gate.reviewer, 'POST', `${gate.path}/resume`, {})
    await pass(0)
    expect(await gone()).toBe(before + 1)
  })

  it('is no approval any more when the mailbox became read_only meanwhile', async () => {
    const id = await gate.submit(MAIL)
    const before = await gone()
    await approve(ada, id, 5)
    await gate.setMode('read_only')
    await pass(5_000)
    expect(await gone()).toBe(before)
    expect(await gate.status(id)).toBe('pending_send_approval')
  })

  it('of inbound mail waits too', async () => {
    await gate.setMode('gated_all')
    const id = await gate.arrive('From: eve@example.com\r\nTo: box@x.example\r\nSubject: Hi\r\n\r\nwords\r\n')
    await gate.app.drain()
    await approve(ada, id, 5)
    const unread = await gate.call(gate.agent, 'GET', `/v1/emails/${id}`)
    expect(unread.status).toBe(404)
    expect((await undo(ada, id)).body.status).toBe('pending_inbound_approval')
    await approve(ada, id, 5)
    await pass(5_000)
    expect((await gate.call(gate.agent, 'GET', `/v1/emails/${id}`)).body.subject).toBe('Hi')
  })

  it('is told to subscribers and recorded', async () => {
    const id = await gate.submit(MAIL)
    await approve(ada, id, 5)
    await undo(ada, id)
    const { body } = await ada.send('GET', '/v1/events?limit=100&events=oversight.approved,oversight.undone')
    const told = (body.events as unknown as { event: string; email_id: string }[])
      .filter(({ email_id }) => email_id === id)
      .map(({ event }) => event)
    expect(told).toEqual(['oversight.approved', 'oversight.undone'])
  })
})

describe('where two must approve', () => {
  beforeEach(() => gate.set({ approvals_required: 2 }))

  it('the approval that is taken back does not count, the other does', async () => {
    const id = await gate.submit(MAIL)
    const before = await gone()
    await approve(ada, id, 5)
    expect((await approve(bob, id, 5)).body).toMatchObject({ status: 'approved', approvals_given: 2 })
    await undo(bob, id)
    await pass(60_000)
    expect(await gone()).toBe(before)
    expect((await approve(bob, id)).body).toMatchObject({ status: 'approved_and_sent', approvals_given: 2 })
  })

  it('the first of two takes theirs back while the second one’s waits', async () => {
    const id = await gate.submit(MAIL)
    const before = await gone()
    await approve(ada, id, 5)
    await approve(bob, id, 5)
    expect((await undo(ada, id)).body.status).toBe('pending_send_approval')
    await pass(60_000)
    expect(await gone()).toBe(before)
  })

  it('the first of two takes theirs back while the second is missing', async () => {
    const id = await gate.submit(MAIL)
    await approve(ada, id)
    expect((await undo(ada, id)).status).toBe(200)
    expect((await approve(bob, id)).body).toMatchObject({ status: 'approved', approvals_given: 1 })
  })

  it('one person is one, by a link and signed in', async () => {
    const id = await gate.submit(MAIL)
    await approve(ada, id)
    const owner = await signedIn(gate.app.made.account.oversight_email)
    await owner.send('POST', '/v1/reviewers', { address: 'ada@review.example' })
    const token = await gate.link(id, 'ada@review.example')
    const page = await fetch(`${gate.app.url}/v1/approve/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'action=approve',
    })
    await page.text()
    expect(await gate.status(id)).toBe('pending_send_approval')
    const elsewhere = await signedIn('ada@review.example')
    expect((await approve(elsewhere, id)).body.code).toBe('already_decided')
  })
})

describe('at the same moment', () => {
  it('of many who take one approval back, one does', async () => {
    const id = await gate.submit(MAIL)
    await approve(ada, id, 5)
    const answers = await Promise.all([1, 2, 3, 4].map(() => undo(ada, id)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(await gate.status(id)).toBe('pending_send_approval')
  })

  it('either the mail goes or the approval is taken back, never both', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await gate.submit({ ...MAIL, subject: `Round ${round}` })
      const before = await gone()
      await approve(ada, id, 1)
      gate.app.context.clock.advance(1_000)
      const [answer] = await Promise.all([undo(ada, id), gate.app.drain()])
      await gate.app.drain()
      const isUndone = answer.status === 200
      expect(await gone()).toBe(isUndone ? before : before + 1)
      expect(await gate.status(id)).toBe(isUndone ? 'pending_send_approval' : 'sent')
    }
  })

  it('of two reviewers, one decides what the other took back', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await gate.submit({ ...MAIL, subject: `Again ${round}` })
      await approve(ada, id, 5)
      const [, rejected] = await Promise.all([
        undo(ada, id),
        bob.send('POST', '/v1/oversight/decide', { email_id: id, action: 'reject' }),
      ])
      const status = await gate.status(id)
      expect(status).toBe(rejected.status === 200 ? 'rejected' : 'pending_send_approval')
    }
  })
})
