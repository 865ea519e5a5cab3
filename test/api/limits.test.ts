/** Limits: each with its own code and the seconds to wait (contract §10). */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_RATE_LIMIT: '2/5', MULTIMAIL_MONTHLY_QUOTA: '60' } })
})
afterAll(() => app.stop())

let count = 0
const send = () =>
  app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${app.made.mailbox.id}/send`, {
    to: 'ada@example.com',
    subject: `Mail ${count++}`,
    markdown: 'x',
  })

it('tells how many requests a key has left, and when to come back', async () => {
  const first = await app.call(app.made.keys.admin, 'GET', '/v1/account')
  expect(first.headers.get('ratelimit-limit')).toBe('5')
  expect(first.headers.get('ratelimit-remaining')).toBe('4')
  for (let left = 3; left >= 0; left--) await app.call(app.made.keys.admin, 'GET', '/v1/account')
  const refused = await app.call(app.made.keys.admin, 'GET', '/v1/account')
  expect(refused.status).toBe(429)
  expect(refused.body).toMatchObject({ code: 'rate_limited', retry_after: 1 })
  expect(refused.headers.get('retry-after')).toBe('1')
  app.context.clock.advance(500)
  expect((await app.call(app.made.keys.admin, 'GET', '/v1/account')).status).toBe(200)
})

it('lets a new mailbox send fifty mails a day, and more on the next', async () => {
  for (let number = 0; number < 50; number++) {
    app.context.clock.advance(1_000)
    expect((await send()).status).toBe(202)
  }
  app.context.clock.advance(1_000)
  const refused = await send()
  expect(refused.status).toBe(429)
  expect(refused.body).toMatchObject({
    code: 'warmup_limit',
    warmup_stage: 1,
    daily_sent: 50,
    daily_limit: 50,
  })
  expect(refused.body.hint).toBeTruthy()
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
  app.context.clock.advance(Number(refused.headers.get('retry-after')) * 1_000)
  expect((await send()).status).toBe(202)
})

it('ends with the monthly quota, while mail still comes in', async () => {
  for (let number = 0; number < 9; number++) {
    app.context.clock.advance(1_000)
    expect((await send()).status).toBe(202)
  }
  app.context.clock.advance(1_000)
  const refused = await send()
  expect(refused.status).toBe(429)
  expect(refused.body.code).toBe('quota_exceeded')
  expect(String(refused.body.error)).toContain('quota')
  const arrived = await app.call(app.made.keys.test_agent, 'POST', '/v1/test/inbound', {
    mailbox_id: app.made.mailbox.id,
    from: 'ada@example.com',
    markdown: 'Still here',
  })
  expect(arrived.status).toBe(201)
})
