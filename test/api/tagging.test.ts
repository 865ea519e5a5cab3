/** Tags that a mail is sent with (contract §5, §6). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer()
})
afterAll(() => app.stop())

const path = () => `/v1/mailboxes/${app.made.mailbox.id}`
const agent = (method: string, route: string, body?: object) =>
  app.call(app.made.keys.agent, method, route, body)
const MAIL = { to: 'ada@example.com', subject: 'Hello', markdown: 'Hello **Ada**' }
const send = (body: object) => agent('POST', `${path()}/send`, { ...MAIL, ...body })

describe('tags', () => {
  it('given with a mail are there from the beginning, in the mail and in the queue', async () => {
    const { body } = await send({ tags: { deal: 4711, urgent: true } })
    const tags = { deal: '4711', urgent: 'true' }
    expect((await agent('GET', `/v1/emails/${body.id}`)).body.tags).toEqual(tags)
    const { body: queue } = await app.call(app.made.keys.reviewer, 'GET', '/v1/oversight/pending')
    expect(queue.emails).toContainEqual(expect.objectContaining({ id: body.id, tags }))
  })

  it('given with an answer are there too, and as form fields', async () => {
    const { body } = await agent('GET', `${path()}/emails`)
    const [first] = body.emails as unknown as { id: string }[]
    const answer = await agent('POST', `${path()}/reply/${first?.id}`, {
      markdown: 'More',
      tags: { part: 2 },
    })
    expect((await agent('GET', `/v1/emails/${answer.body.id}`)).body.tags).toEqual({ part: '2' })
    const form = 'to=ada@example.com&subject=Form&markdown=Form&tags[deal]=4711'
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = await app.call(app.made.keys.agent, 'POST', `${path()}/send`, form, type)
    expect((await agent('GET', `/v1/emails/${sent.body.id}`)).body.tags).toEqual({ deal: '4711' })
  })

  it('that cannot be are refused with the mail', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, '']))
    for (const tags of [many, { a: 'x'.repeat(1_001) }, { ['x'.repeat(101)]: '' }, ['a']]) {
      const { status, body } = await send({ tags })
      expect(status).toBe(400)
      expect(JSON.stringify(body.details)).toContain('"path":"tags')
    }
    const { body } = await agent('GET', `${path()}/emails`)
    expect(body.emails).toHaveLength(3)
  })
})
