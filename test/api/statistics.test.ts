/** Numbers that charts and the ladder show: counted as it happens, by day, and by the rules that decide. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { median } from '../../src/core/statistics.ts'
import { DAY, Gate } from '../support/gate.ts'
import type { Json } from '../support/server.ts'

let gate: Gate

beforeAll(async () => {
  gate = await Gate.open({
    MULTIMAIL_ROLES: 'http',
    MULTIMAIL_RATE_LIMIT: 'off',
    MULTIMAIL_REVIEW_MAIL: 'off',
  })
})
afterAll(() => gate.app.stop())
beforeEach(() => gate.freshBox({ mode: 'gated_send', approval_ttl_seconds: 3_600 }))

let count = 0
const submit = (to = 'eve@example.com') =>
  gate.submit({ to: [to], subject: `Mail ${count++}`, markdown: 'words' })
const statistics = (query = '') =>
  gate.call(gate.reviewer, 'GET', `/v1/statistics?mailbox_id=${gate.box.id}${query}`)
const days = async (query = '') => (await statistics(query)).body.days as unknown as Json[]
const today = async () => (await days()).at(-1)
const ladder = async () => {
  const { body } = await gate.call(gate.reviewer, 'GET', `${gate.path}/ladder`)
  return body
}
const rung = async (mode: string) =>
  ((await ladder()).modes as unknown as Json[]).find((one) => String(one.mode) === mode)

describe('the statistics', () => {
  it('count what happened to each mail', async () => {
    const [approved, rejected] = [await submit(), await submit()]
    await submit()
    await gate.decide(approved)
    await gate.decide(rejected, 'reject')
    await gate.app.drain()
    gate.app.context.clock.advance(3_600_000)
    await gate.app.drain()
    const total = (name: string) => days().then((all) => all.reduce((sum, day) => sum + Number(day[name]), 0))
    expect(await total('held')).toBe(3)
    expect(await total('approved')).toBe(1)
    expect(await total('rejected')).toBe(1)
    expect(await total('expired')).toBe(1)
    expect(await total('sent')).toBe(1)
  })

  it('show every day in UTC, those without mail too', async () => {
    await submit()
    const all = await days()
    expect(all).toHaveLength(30)
    expect(all.at(-1)?.date).toBe(new Date(gate.app.context.clock.now()).toISOString().slice(0, 10))
    expect(await today()).toMatchObject({ held: 1 })
    gate.app.context.clock.advance(DAY)
    expect(await today()).toMatchObject({ held: 0 })
  })

  it('tell how long mail waits for a decision, in the middle, and how much waits', async () => {
    const ids = []
    for (const minutes of [1, 5, 30]) {
      const id = await submit()
      gate.app.context.clock.advance(minutes * 60_000)
      await gate.decide(id)
      ids.push(id)
    }
    await submit()
    expect((await statistics()).body).toMatchObject({ median_wait_seconds: 300, waiting_now: 1 })
  })

  it('of a mailbox without mail are zero, not missing', async () => {
    const { body } = await statistics()
    expect(body).toMatchObject({ median_wait_seconds: null, waiting_now: 0 })
  })

  it('are not for an agent, which would learn what is held', async () => {
    const answer = await gate.call(gate.agent, 'GET', '/v1/statistics')
    expect(answer.status).toBe(403)
  })

  it('refuse a time that ends before it begins, or is endless', async () => {
    expect((await statistics('&from=2026-02-01&to=2026-01-01')).status).toBe(400)
    expect((await statistics('&from=2020-01-01&to=2026-01-01')).status).toBe(400)
  })

  it('read some rows for each day, however much mail there was', async () => {
    for (let mail = 0; mail < 10; mail++) await submit()
    const rows = await gate.app.context.database.reader
      .selectFrom('usage')
      .selectAll()
      .where('mailbox_id', '=', gate.box.id)
      .where('event_type', '=', 'held')
      .execute()
    expect(rows).toHaveLength(1)
  })
})

describe('the ladder', () => {
  it('tells what each mode would have done with the mail of last week', async () => {
    await gate.app.context.database.write((writer) =>
      writer.db
        .insertInto('allowlist_entries')
        .values({
          id: writer.newId(),
          account_id: gate.app.made.account.id,
          mailbox_id: gate.box.id,
          entry: 'friend@example.com',
          created_by: 'operator',
          created_at: writer.now,
          removed_at: null,
        })
        .execute(),
    )
    await submit('friend@example.com')
    await submit('eve@example.com')
    await gate.arrive('From: eve@example.com\r\nSubject: Hi\r\n\r\nwords\r\n')
    expect(await ladder()).toMatchObject({ mode: 'gated_send', emails: 2, received: 1 })
    const expected = {
      read_only: { held_last_week: 0, sent_last_week: 0, refused_last_week: 2 },
      gated_all: { held_last_week: 2, sent_last_week: 0, held_received_last_week: 1 },
      gated_send: { current: true, held_last_week: 1, sent_last_week: 1, held_received_last_week: 0 },
      monitored: { current: false, held_last_week: 0, sent_last_week: 2 },
      autonomous: { held_last_week: 0, sent_last_week: 2 },
    }
    for (const [mode, numbers] of Object.entries(expected)) expect(await rung(mode)).toMatchObject(numbers)
    expect((await rung('gated_send'))?.summary).toBe(
      'Of 2 emails: 1 email would have waited for a person, 1 email would have gone without one.',
    )
  })

  it('looks seven days back', async () => {
    await submit()
    gate.app.context.clock.advance(7 * DAY + 1)
    expect(await ladder()).toMatchObject({ emails: 0 })
    expect((await rung('monitored'))?.summary).toBe('Nothing was written last week.')
  })
})

describe('deliveries of an email', () => {
  it('tell each attempt for each recipient, with the words of the other server', async () => {
    const id = await submit()
    await gate.decide(id)
    await gate.app.drain()
    const path = `${gate.path}/emails/${id}/deliveries`
    const { body } = await gate.call(gate.agent, 'GET', path)
    expect(body).toMatchObject({
      email_id: id,
      deliveries: [
        {
          recipient: 'eve@example.com',
          status: 'sent',
          sent_at: expect.any(String),
          bounced_at: null,
          next_attempt_at: null,
          attempts: [{ outcome: 'accepted', reply: expect.any(String), at: expect.any(String) }],
        },
      ],
    })
  })

  it('are not there for another mailbox', async () => {
    const id = await submit()
    await gate.freshBox()
    const answer = await gate.call(gate.agent, 'GET', `${gate.path}/emails/${id}/deliveries`)
    expect(answer.status).toBe(404)
  })
})

describe('the median', () => {
  it.each([
    [[], null],
    [[7], 7],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %j', (values, middle) => {
    expect(median(values)).toBe(middle)
  })
})
