/** Reading by API: lists and their filters, one email, its bytes, threads, tags, spam, contacts (contract §6). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let key: string
let box: string
const ids: string[] = []

/** Lets a mail arrive in the test environment; returns its id. */
async function arrive(mail: object): Promise<string> {
  app.context.clock.advance(1_000)
  const answer = await app.call(key, 'POST', '/v1/test/inbound', { mailbox_id: box, ...mail })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return String(answer.body.id)
}

const get = (path: string) => app.call(key, 'GET', path)
const list = async (query: string) => {
  const answer = await get(`/v1/mailboxes/${box}/emails?${query}`)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return (answer.body.emails as unknown as { id: string }[]).map(({ id }) => id)
}

beforeAll(async () => {
  app = await startTestServer()
  key = app.made.keys.test_agent
  box = app.made.mailbox.id
  ids.push(
    await arrive({
      from: 'Ada Lovelace <ada@example.com>',
      subject: 'Engine plans',
      markdown: 'The analytical engine weaves',
    }),
  )
  ids.push(
    await arrive({ from: 'bob@example.org', subject: 'Lunch', markdown: 'Soup today, 100% good_or_not' }),
  )
  ids.push(
    await arrive({
      from: 'carol@example.com',
      subject: 'Re: Engine plans',
      html: '<h1>Yes</h1><p>Let us <a href="https://example.com/x">meet</a>.</p><script>alert(1)</script>',
    }),
  )
  ids.push(
    await arrive({
      raw_base64: Buffer.from(
        'From: dan@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHallo\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="../a b.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--b--\r\n',
      ).toString('base64'),
    }),
  )
})
afterAll(() => app.stop())

describe('the list', () => {
  it('is newest first, in pages that fit together', async () => {
    expect(await list('')).toEqual([...ids].reverse())
    const first = await get(`/v1/mailboxes/${box}/emails?limit=3`)
    const rest = await get(`/v1/mailboxes/${box}/emails?limit=3&cursor=${first.body.cursor}`)
    expect((rest.body.emails as unknown as { id: string }[]).map(({ id }) => id)).toEqual([ids[0]])
    expect(rest.body.cursor).toBeNull()
    expect(await list('limit=2&offset=1')).toEqual([ids[2], ids[1]])
  })

  const filters: [string, number[]][] = [
    ['sender=ADA', [0]],
    ['sender=example.com', [3, 2, 0]],
    ['sender=a', [3, 2, 0, 1].sort((a, b) => b - a)],
    ['subject_contains=engine', [2, 0]],
    ['subject_contains=e', [3, 2, 0]],
    ['has_attachments=true', [3]],
    ['has_attachments=false', [2, 1, 0]],
    ['q=analytical', [0]],
    ['q=soup+TODAY', [1]],
    ['q=meet', [2]],
    ['q=good_or_not', [1]],
    ['q=%22lunch%22+AND+-', []],
    ['q=Gr%C3%BC%C3%9Fe', [3]],
    ['q=GRUSSE', []],
    ['q=nothing', []],
    ['direction=outbound', []],
    ['status=unread', [3, 2, 1, 0]],
    ['status=read', []],
    ['status=pending_send_approval', []],
    ['sender=100%25', []],
  ]
  it.each(filters)('filters by %s', async (query, expected) => {
    expect(await list(query)).toEqual(expected.map((index) => ids[index]))
  })

  it('filters by time and by what is newer than an id', async () => {
    const email = await get(`/v1/mailboxes/${box}/emails?limit=1&offset=2`)
    const [second] = email.body.emails as unknown as { received_at: string }[]
    expect(await list(`date_after=${second?.received_at}`)).toEqual([ids[3], ids[2]])
    expect(await list(`date_before=${second?.received_at}`)).toEqual([ids[0]])
    expect(await list(`since_id=${ids[1]}`)).toEqual([ids[3], ids[2]])
  })

  it('refuses a filter that is none', async () => {
    const answer = await get(`/v1/mailboxes/${box}/emails?status=lost&limit=x`)
    expect(answer.status).toBe(400)
    expect((answer.body.details as unknown as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'limit',
      'status',
    ])
  })

  it('shows the same keys for every email', async () => {
    const { emails } = (await get(`/v1/mailboxes/${box}/emails`)).body as unknown as { emails: object[] }
    const shapes = new Set(emails.map((email) => Object.keys(email).join()))
    expect([...shapes]).toEqual([
      'id,from,to,subject,direction,status,spam_score,spam_verdict,received_at,thread_id,has_attachments,delivered_at,bounced_at,bounce_type,erased_at,test',
    ])
  })
})

describe('one email', () => {
  it('has its HTML as clean markdown and becomes read', async () => {
    const { body } = await get(`/v1/mailboxes/${box}/emails/${ids[2]}`)
    expect(body).toMatchObject({
      status: 'read',
      subject: 'Engine plans',
      from: 'carol@example.com',
      bcc: [],
    })
    expect(String(body.markdown)).toContain('# Yes')
    expect(String(body.markdown)).toContain('[meet](https://example.com/x)')
    expect(String(body.markdown)).not.toContain('alert')
    expect(await list('status=read')).toEqual([ids[2]])
  })

  it('has a decoded subject, and attachments with names that harm nobody', async () => {
    const { body } = await get(`/v1/emails/${ids[3]}`)
    expect(body).toMatchObject({ subject: 'Grüße', markdown: 'Hallo' })
    const [attachment] = body.attachments as unknown as { name: string; size: number; content_type: string }[]
    expect(attachment).toMatchObject({ size: 8, content_type: 'application/pdf' })
    expect(attachment?.name).not.toMatch(/[/\\]|^\./)
  })

  it('gives its attachment with headers that keep a browser from opening it, and by a link for an hour', async () => {
    const { body } = await get(`/v1/emails/${ids[3]}`)
    const [attachment] = body.attachments as unknown as { name: string }[]
    const path = `/v1/mailboxes/${box}/emails/${ids[3]}/attachments/${encodeURIComponent(attachment?.name ?? '')}`
    const file = await get(path)
    expect(file.body.text).toBe('%PDF-1.4')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    const link = await get(`${path}/url`)
    expect(link.body).toMatchObject({ size_bytes: 8, content_type: 'application/pdf', expires_in: 3600 })
    const url = new URL(String(link.body.url))
    expect((await app.call(null, 'GET', url.pathname)).body.text).toBe('%PDF-1.4')
    const forged = url.pathname.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect((await app.call(null, 'GET', forged)).status).toBe(404)
    app.context.clock.advance(3_600_001)
    expect((await app.call(null, 'GET', url.pathname)).status).toBe(404)
  })

  it('gives its raw bytes as they came', async () => {
    const raw = await get(`/v1/mailboxes/${box}/emails/${ids[3]}/raw`)
    expect(raw.headers.get('content-type')).toBe('message/rfc822')
    expect(String(raw.body.text)).toContain('Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=')
  })
})

describe('tags, spam, contacts', () => {
  it('merges tags, finds by them, and takes them off', async () => {
    const path = `/v1/mailboxes/${box}/emails/${ids[0]}/tags`
    expect((await app.call(key, 'PUT', path, { tags: { lead: 'hot', n: 5 } })).body.tags).toEqual({
      lead: 'hot',
      n: '5',
    })
    expect((await app.call(key, 'PUT', path, { tags: { lead: 'cold' } })).body.tags).toEqual({
      lead: 'cold',
      n: '5',
    })
    expect(await list('tag=lead')).toEqual([ids[0]])
    expect(await list('tag=lead:cold')).toEqual([ids[0]])
    expect(await list('tag=lead:hot')).toEqual([])
    expect((await app.call(key, 'DELETE', `${path}/lead`)).body).toEqual({ deleted: true })
    expect((await app.call(key, 'DELETE', `${path}/lead`)).status).toBe(404)
    expect((await get(path)).body.tags).toEqual({ n: '5' })
  })

  it('takes a word for what is spam', async () => {
    const report = await app.call(key, 'POST', `/v1/emails/${ids[1]}/report-spam`)
    expect(report.body).toEqual({ id: ids[1], status: 'spam_quarantined', user_label: 'spam' })
    expect(
      ((await get('/v1/emails')).body.emails as unknown as { id: string }[]).map(({ id }) => id),
    ).toEqual([ids[1]])
    const back = await app.call(key, 'POST', `/v1/emails/${ids[1]}/not-spam`)
    expect(back.body).toEqual({ id: ids[1], status: 'unread', user_label: 'not_spam' })
    expect((await get('/v1/emails?status=spam_quarantined')).body.emails).toEqual([])
  })

  it('keeps contacts', async () => {
    const made = await app.call(key, 'POST', '/v1/contacts', {
      name: 'Ada',
      email: 'ada@example.com',
      tags: ['vip'],
    })
    expect(made.status).toBe(201)
    expect((await get('/v1/contacts?q=ADA')).body.contacts).toMatchObject([{ name: 'Ada', tags: ['vip'] }])
    expect((await get('/v1/contacts?query=zz')).body.contacts).toEqual([])
    expect((await app.call(key, 'DELETE', `/v1/contacts/${made.body.id}`)).status).toBe(403)
  })

  it('puts answers into threads by subject and people', async () => {
    const { body } = await get(`/v1/mailboxes/${box}/threads`)
    const threads = body.threads as unknown as { subject: string; message_count: number }[]
    expect(threads.map(({ subject }) => subject)).toContain('Engine plans')
    // Carol was no participant of Ada's mail, so hers is a thread of its own.
    expect(threads.filter(({ subject }) => subject === 'Engine plans')).toHaveLength(2)
  })
})
