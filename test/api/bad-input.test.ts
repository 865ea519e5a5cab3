/** Bad input gets the contract's error that names the field, and nothing is stored of it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer()
})
afterAll(() => app.stop())

const path = () => `/v1/mailboxes/${app.made.mailbox.id}/send`
const GOOD = { to: ['ada@example.com'], subject: 'Hello', markdown: 'Hello' }
const LONG = 'x'.repeat(300_000)

const cases: [string, unknown, number, string, string][] = [
  ['no recipients', { ...GOOD, to: [] }, 400, 'bad_request', 'to'],
  ['recipients missing', { subject: 'a', markdown: 'b' }, 400, 'bad_request', 'to'],
  ['not an address', { ...GOOD, to: ['ada'] }, 400, 'bad_request', 'to[0]'],
  [
    'second not an address',
    { ...GOOD, to: ['a@example.com', 'b@@example.com'] },
    400,
    'bad_request',
    'to[1]',
  ],
  ['address of the wrong type', { ...GOOD, to: [5] }, 400, 'bad_request', 'to[0]'],
  [
    'too many recipients',
    { ...GOOD, to: Array.from({ length: 51 }, (_, n) => `a${n}@example.com`) },
    400,
    'bad_request',
    'to',
  ],
  [
    'too many in all',
    {
      ...GOOD,
      to: Array.from({ length: 30 }, (_, n) => `a${n}@example.com`),
      cc: Array.from({ length: 30 }, (_, n) => `b${n}@example.com`),
    },
    400,
    'bad_request',
    'to',
  ],
  [
    'header injection in the subject',
    { ...GOOD, subject: 'Hi\r\nBcc: eve@example.com' },
    400,
    'bad_request',
    'subject',
  ],
  ['line feed in the subject', { ...GOOD, subject: 'Hi\nthere' }, 400, 'bad_request', 'subject'],
  ['NUL in the subject', { ...GOOD, subject: 'Hi\0' }, 400, 'bad_request', 'subject'],
  ['NUL in the body', { ...GOOD, markdown: 'Hi\0' }, 400, 'bad_request', 'markdown'],
  [
    'injection in a name',
    { ...GOOD, to: ['"A\r\nBcc: eve@example.com" <a@example.com>'] },
    400,
    'bad_request',
    'to[0]',
  ],
  [
    'injection in an address',
    { ...GOOD, cc: ['a@example.com\r\nBcc: e@x.org'] },
    400,
    'bad_request',
    'cc[0]',
  ],
  ['injection in reply_to', { ...GOOD, reply_to: 'a@example.com\nX: y' }, 400, 'bad_request', 'reply_to'],
  ['subject too long', { ...GOOD, subject: 'x'.repeat(999) }, 400, 'bad_request', 'subject'],
  ['markdown too long', { ...GOOD, markdown: LONG }, 400, 'bad_request', 'markdown'],
  ['markdown empty', { ...GOOD, markdown: '' }, 400, 'bad_request', 'markdown'],
  ['markdown a number', { ...GOOD, markdown: 5 }, 400, 'bad_request', 'markdown'],
  ['half a surrogate pair', { ...GOOD, subject: 'x\ud800y' }, 400, 'bad_request', 'subject'],
  [
    'base64 garbage',
    { ...GOOD, attachments: [{ name: 'a', content_base64: '!!!' }] },
    400,
    'bad_request',
    'attachments[0].content_base64',
  ],
  [
    'attachment without a name',
    { ...GOOD, attachments: [{ content_base64: 'aGk=' }] },
    400,
    'bad_request',
    'attachments[0].name',
  ],
  [
    'attachment name with a line break',
    { ...GOOD, attachments: [{ name: 'a\r\nb', content_base64: 'aGk=' }] },
    400,
    'bad_request',
    'attachments[0].name',
  ],
  [
    'attachment type with injection',
    { ...GOOD, attachments: [{ name: 'a', content_base64: 'aGk=', content_type: 'text/plain\r\nX: y' }] },
    400,
    'bad_request',
    'attachments[0].content_type',
  ],
  ['attachments not a list', { ...GOOD, attachments: 'a' }, 400, 'bad_request', 'attachments'],
  ['send_at without a zone', { ...GOOD, send_at: '2030-01-01T00:00:00' }, 400, 'bad_request', 'send_at'],
  ['send_at garbage', { ...GOOD, send_at: 'tomorrow' }, 400, 'bad_request', 'send_at'],
  ['unknown gate_timing', { ...GOOD, gate_timing: 'never' }, 400, 'bad_request', 'gate_timing'],
  ['a list as a body', [GOOD], 400, 'invalid_json', ''],
  ['not JSON', '{"to": "a@example.com", "subject": "say "hi""}', 400, 'invalid_json', ''],
  ['deep JSON', `{"to":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'invalid_json', ''],
]

async function messageCount(): Promise<number> {
  const rows = await app.context.database.reader.selectFrom('messages').select('id').execute()
  return rows.length
}

describe('POST send', () => {
  it.each(cases)('%s', async (_name, body, status, code, field) => {
    const before = await messageCount()
    const answer = await app.call(app.made.keys.agent, 'POST', path(), body)
    expect(answer.body).toMatchObject({
      code: field === '' ? expect.stringMatching(/invalid_json|bad_request/) : code,
    })
    expect(answer.status).toBe(status)
    expect(Object.keys(answer.body)).toEqual(
      expect.arrayContaining(['error', 'code', 'fix', 'details', 'request_id']),
    )
    expect(typeof answer.body.error).toBe('string')
    if (field !== '') {
      const paths = (answer.body.details as unknown as { path: string }[]).map((detail) => detail.path)
      expect(paths).toContain(field)
    }
    expect(await messageCount()).toBe(before)
  })

  it('a body of 45 MB is refused without being parsed', async () => {
    const before = await messageCount()
    const body = JSON.stringify({ ...GOOD, markdown: 'x'.repeat(45 * 1024 * 1024) })
    const answer = await app.call(app.made.keys.agent, 'POST', path(), body)
    expect(answer.status).toBe(413)
    expect(answer.body.code).toBe('too_large')
    expect(await messageCount()).toBe(before)
  })

  it('attachments of more than 25 MB are refused by name', async () => {
    const content_base64 = Buffer.alloc(27 * 1024 * 1024).toString('base64')
    const answer = await app.call(app.made.keys.agent, 'POST', path(), {
      ...GOOD,
      attachments: [{ name: 'big', content_base64 }],
    })
    expect(answer.status).toBe(413)
    expect(answer.body.details).toMatchObject([{ path: 'attachments' }])
  })

  it('invalid UTF-8 is refused', async () => {
    const response = await fetch(`${app.url}${path()}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.made.keys.agent}`, 'content-type': 'application/json' },
      body: Buffer.concat([
        Buffer.from('{"to":"a@example.com","subject":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('","markdown":"x"}'),
      ]),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'invalid_json' })
  })

  it('another media type is refused', async () => {
    const answer = await app.call(app.made.keys.agent, 'POST', path(), '<xml/>', {
      'content-type': 'application/xml',
    })
    expect(answer.status).toBe(415)
  })

  it('a path in an attachment name is taken away', async () => {
    const attachments = [{ name: '../../etc/passwd', content_base64: 'aGk=' }]
    const answer = await app.call(app.made.keys.agent, 'POST', path(), {
      ...GOOD,
      subject: 'Path',
      attachments,
    })
    const email = await app.call(app.made.keys.agent, 'GET', `/v1/emails/${answer.body.id}`)
    const [attachment] = email.body.attachments as unknown as { name: string }[]
    expect(attachment?.name).toMatch(/^[^./\\]+$/)
  })
})

describe('what clients are allowed to do differently', () => {
  it('form fields, with lists in every spelling', async () => {
    for (const [index, to] of [
      'to=a@example.com&to=b@example.com',
      'to=a@example.com,b@example.com',
      'to[]=a@example.com&to[]=b@example.com',
      'to[0]=a@example.com&to[1]=b@example.com',
    ].entries()) {
      const body = `${to}&subject=Form+${index}&markdown=say+%22hi%22%0Aagain&cc=&send_at=`
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await app.call(app.made.keys.agent, 'POST', path(), body, headers)
      expect(answer.status, JSON.stringify(answer.body)).toBe(202)
      const email = await app.call(app.made.keys.agent, 'GET', `/v1/emails/${answer.body.id}`)
      expect(email.body).toMatchObject({
        to: ['a@example.com', 'b@example.com'],
        cc: [],
        markdown: 'say "hi"\nagain',
      })
    }
  })

  it('X-API-Key, unknown fields, a limit above 100', async () => {
    const headers = { 'x-api-key': app.made.keys.agent }
    const answer = await app.call(
      null,
      'POST',
      path(),
      { ...GOOD, subject: 'Extra', foo: { bar: 1 } },
      headers,
    )
    expect(answer.status).toBe(202)
    const list = await app.call(
      null,
      'GET',
      `/v1/mailboxes/${app.made.mailbox.id}/emails?limit=5000`,
      undefined,
      headers,
    )
    expect(list.status).toBe(200)
  })

  it('short routes', async () => {
    const { agent, reviewer } = app.made.keys
    const { address } = app.made.mailbox
    const sent = await app.call(agent, 'POST', '/v1/emails/send', {
      mailbox: address,
      to: 'ada@example.com',
      subject: 'Short',
      body: 'Hi',
    })
    expect(sent.status).toBe(202)
    const pending = await app.call(reviewer, 'GET', `/v1/emails/pending?mailbox=${address}`)
    expect((pending.body.emails as unknown as { id: string }[]).map(({ id }) => id)).toContain(sent.body.id)
    const tagged = await app.call(agent, 'POST', `/v1/emails/${sent.body.id}/tag`, { tags: ['lead', 'hot'] })
    expect(tagged.body.tags).toEqual({ lead: '', hot: '' })
    const decided = await app.call(reviewer, 'POST', `/v1/emails/${sent.body.id}/decide`, {
      decision: 'reject',
      reason: 'No',
    })
    expect(decided.body.status).toBe('rejected')
    const thread = await app.call(agent, 'GET', `/v1/emails/thread/${sent.body.thread_id}`)
    expect(thread.body.message_count).toBe(1)
    expect((await app.call(agent, 'GET', `/v1/emails/inbox?mailbox=${address}`)).body.emails).toEqual([])
  })

  it('a wrong method is told which ones there are', async () => {
    const answer = await app.call(app.made.keys.agent, 'PUT', '/v1/account')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('DELETE, GET, PATCH, POST')
  })

  it('an unknown path is JSON too', async () => {
    const answer = await app.call(app.made.keys.agent, 'GET', '/v1/nothing')
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ code: 'not_found', details: [] })
    expect(answer.headers.get('x-request-id')).toBe(answer.body.request_id)
  })
})
