/** The short routes (contract §11), as no-code clients use them: they do what the long routes do. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer

beforeAll(async () => {
  app = await startTestServer()
})
afterAll(() => app?.stop())

const keys = () => app.made.keys
const ask = (key: string, method: string, path: string, body?: unknown) => app.call(key, method, path, body)
const form = (key: string, path: string, fields: readonly (readonly [string, string])[]) =>
  app.call(
    key,
    'POST',
    path,
    String(new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]))),
    {
      'content-type': 'application/x-www-form-urlencoded',
    },
  )

let written = 0
const mail = () => ({
  mailbox: app.made.mailbox.address,
  to: 'ada@example.com',
  subject: `A short one ${++written}`,
  body: 'The **text**',
})

async function write(): Promise<string> {
  const { status, body } = await ask(keys().test_agent, 'POST', '/v1/emails/send', mail())
  expect(status).toBe(202)
  await app.drain()
  return String(body.id)
}

async function arrive(): Promise<string> {
  const letter = {
    mailbox_id: app.made.mailbox.id,
    from: 'ada@example.com',
    subject: 'Hello',
    markdown: 'Hi',
  }
  const { body } = await ask(keys().test_agent, 'POST', '/v1/test/inbound', letter)
  await app.drain()
  return String(body.id)
}

const statusOf = async (id: string) => (await ask(keys().test_agent, 'GET', `/v1/emails/${id}`)).body.status

describe('The short routes', () => {
  it('send from a mailbox named by address or id, to text or a list', async () => {
    const given = { ...mail(), mailbox: app.made.mailbox.id, to: ['ada@example.com', 'bob@example.com'] }
    const sent = await ask(keys().test_agent, 'POST', '/v1/emails/send', given)
    expect(sent.status).toBe(202)
    expect(sent.body).toMatchObject({ status: 'pending_scan', thread_id: expect.any(String) })
    const id = await write()
    expect((await ask(keys().test_agent, 'GET', `/v1/emails/${id}`)).body).toMatchObject({
      to: ['ada@example.com'],
      markdown: expect.stringContaining('The **text**'),
    })
  })

  it('take forms, with lists as several fields or with commas', async () => {
    const { mailbox, subject, body } = mail()
    const common = [
      ['mailbox', mailbox],
      ['subject', subject],
      ['body', body],
    ] as const
    const lists = [
      [['to', 'ada@example.com,bob@example.com']],
      [
        ['to', 'carol@example.com'],
        ['to', 'dave@example.com'],
      ],
      [
        ['to[]', 'eve@example.com'],
        ['to[]', 'frank@example.com'],
      ],
      [
        ['to[0]', 'grace@example.com'],
        ['to[1]', 'heidi@example.com'],
      ],
    ] as const
    for (const to of lists) {
      const sent = await form(keys().test_agent, '/v1/emails/send', [...common, ...to])
      expect(sent.status, JSON.stringify(to)).toBe(202)
      const { body: email } = await ask(keys().test_agent, 'GET', `/v1/emails/${sent.body.id}`)
      expect(email.to).toHaveLength(2)
    }
  })

  it('reply in the thread, and show it', async () => {
    const id = await arrive()
    const sent = await ask(keys().test_agent, 'POST', `/v1/emails/${id}/reply`, { body: 'Thank you' })
    expect(sent.status).toBe(202)
    const thread = await ask(keys().test_agent, 'GET', `/v1/emails/thread/${sent.body.thread_id}`)
    expect(thread.body).toMatchObject({ message_count: 2 })
  })

  it('list what waits, of a mailbox or of all, and decide on it', async () => {
    const [one, other] = [await write(), await write()]
    for (const query of ['', `?mailbox=${app.made.mailbox.address}`, `?mailbox=${app.made.mailbox.id}`]) {
      const { body } = await ask(keys().test_reviewer, 'GET', `/v1/emails/pending${query}`)
      const ids = (body.emails as unknown as Json[]).map(({ id }) => id)
      expect(ids).toEqual(expect.arrayContaining([one, other]))
    }
    const approve = { decision: 'approve' }
    expect((await ask(keys().test_reviewer, 'POST', `/v1/emails/${one}/decide`, approve)).status).toBe(200)
    const reject = [
      ['action', 'reject'],
      ['reason', 'Not now'],
    ] as const
    expect((await form(keys().test_reviewer, `/v1/emails/${other}/decide`, reject)).status).toBe(200)
    await app.drain()
    expect([await statusOf(one), await statusOf(other)]).toEqual(['sent', 'rejected'])
    const again = await ask(keys().test_reviewer, 'POST', `/v1/emails/${one}/decide`, approve)
    expect(again.status).toBe(409)
  })

  it('decide nothing without a decision', async () => {
    const id = await write()
    expect((await ask(keys().test_reviewer, 'POST', `/v1/emails/${id}/decide`, {})).status).toBe(400)
    expect(await statusOf(id)).toBe('pending_send_approval')
  })

  it('tag with plain words', async () => {
    const id = await arrive()
    const tags = { tags: ['urgent', 'invoice'] }
    const { body } = await ask(keys().test_agent, 'POST', `/v1/emails/${id}/tag`, tags)
    expect(body).toEqual({ tags: { urgent: '', invoice: '' } })
    expect((await form(keys().test_agent, `/v1/emails/${id}/tag`, [['tags', 'a,b']])).body).toEqual({
      tags: { urgent: '', invoice: '', a: '', b: '' },
    })
  })

  it('list the inbox by mailbox, status and limit', async () => {
    const id = await arrive()
    await write()
    const query = `mailbox=${app.made.mailbox.address}&status=unread&limit=1`
    const { body } = await ask(keys().test_agent, 'GET', `/v1/emails/inbox?${query}`)
    expect(body.emails).toMatchObject([{ id, direction: 'inbound' }])
    const more = await ask(keys().test_agent, 'GET', `/v1/emails/inbox?${query}00`)
    expect(more.status).toBe(200)
  })

  it('take what a published client sends, unchanged: its key, its headers, more than is asked for', async () => {
    // As multimail-dev/multimail-zapier at c38f15a7 does: X-API-Key, and a content type on every request, GET as well.
    const as = (key: string, method: string, path: string, body?: unknown) =>
      app.call(null, method, path, body, { 'x-api-key': key, 'content-type': 'application/json' })
    const [agent, reviewer] = [keys().test_agent, keys().test_reviewer]
    const mailbox = app.made.mailbox.address
    const account = await as(agent, 'GET', '/v1/account')
    expect((account.body.account as Json).name).toEqual(expect.any(String))
    const id = await arrive()
    const reply = await as(agent, 'POST', `/v1/emails/${id}/reply`, { body: 'Thank you, Zapier', mailbox })
    expect(reply.status).toBe(202)
    const copies = { cc: 'carol@example.com', bcc: 'dave@example.com', reply_to: 'desk@example.com' }
    expect((await as(agent, 'POST', '/v1/emails/send', { ...mail(), ...copies })).status).toBe(202)
    await app.drain()
    const lists = [
      [agent, `/v1/emails/inbox?mailbox=${encodeURIComponent(mailbox)}&status=unread&limit=25`, 'emails'],
      [reviewer, '/v1/emails/pending', 'emails'],
      [agent, `/v1/contacts?query=ada&mailbox=${encodeURIComponent(mailbox)}`, 'contacts'],
    ] as const
    for (const [key, path, list] of lists) {
      const { status, body } = await as(key, 'GET', path)
      expect([status, Array.isArray(body[list])], path).toEqual([200, true])
    }
    expect((await as(agent, 'GET', `/v1/emails/${id}`)).body).toMatchObject({ id, status: 'read' })
    expect((await as(agent, 'GET', `/v1/emails/thread/${reply.body.thread_id}`)).status).toBe(200)
    const wrong = await as('mm_test_wrong', 'GET', '/v1/account')
    expect([wrong.status, typeof wrong.body.error]).toEqual([401, 'string'])
  })

  it('are as strict as the long ones', async () => {
    const id = await write()
    const attempts = [
      [keys().test_agent, 'GET', '/v1/emails/pending', undefined, 403],
      [keys().test_agent, 'POST', `/v1/emails/${id}/decide`, { decision: 'approve' }, 403],
      [keys().test_reviewer, 'POST', '/v1/emails/send', mail(), 403],
      [keys().agent, 'GET', `/v1/emails/${id}`, undefined, 404],
      [keys().test_agent, 'GET', '/v1/emails/inbox?mailbox=other@example.com', undefined, 404],
      [keys().test_agent, 'POST', '/v1/emails/send', { ...mail(), mailbox: 'other@example.com' }, 404],
      [keys().test_agent, 'POST', '/v1/emails/send', { ...mail(), to: 'nobody' }, 400],
    ] as const
    for (const [key, method, path, body, status] of attempts) {
      expect((await ask(key, method, path, body)).status, `${method} ${path}`).toBe(status)
    }
    expect(await statusOf(id)).toBe('pending_send_approval')
  })
})

describe('what somebody without code gets wrong', () => {
  const send = (changes: object) =>
    ask(keys().test_agent, 'POST', '/v1/emails/send', { ...mail(), ...changes })

  it.each([
    [{ mailbox: undefined }, 'mailbox: is missing'],
    [{ subject: 5 }, 'subject: must be text'],
    [{ body: '' }, 'body: must not be empty'],
    [{ attachments: 'a.txt' }, 'attachments: must be a list'],
    [{ attachments: [{ name: 'a.txt' }] }, 'attachments[0].content_base64: is missing'],
    [{ gate_timing: 'soon' }, 'gate_timing: must be one of gate_first, schedule_first'],
    [{ idempotency_key: 'x'.repeat(300) }, 'idempotency_key: must have at most 255 characters'],
  ])('is named in plain words: %j', async (changes, error) => {
    const answer = await send(changes)
    expect(answer.body).toMatchObject({ code: 'bad_request', error })
  })

  it('in a path is told apart from a wrong id', async () => {
    const { body } = await ask(keys().test_reviewer, 'POST', '/v1/emails//decide', { decision: 'approve' })
    expect(body).toMatchObject({ error: 'There is no such path.', fix: expect.stringContaining('empty') })
  })

  it('in the name of a mailbox is named as such', async () => {
    const path = '/v1/emails/pending?mailbox=nobody@example.com'
    const { status, body } = await ask(keys().test_reviewer, 'GET', path)
    expect(status).toBe(404)
    expect(body.error).toMatch(/^mailbox: /)
  })

  it('hands in a draft by form fields', async () => {
    const drafts = `/v1/mailboxes/${app.made.mailbox.id}/drafts`
    const { body } = await form(keys().test_agent, drafts, [
      ['to', 'ada@example.com'],
      ['subject', 'By a form'],
      ['markdown', 'The text'],
    ])
    const sent = await form(keys().test_agent, `${drafts}/${body.id}/send`, [['idempotency_key', 'form-1']])
    expect(sent).toMatchObject({ status: 202, body: { status: 'pending_scan' } })
  })
})
