/** What reviewers see and do: everything they need, edits, batches, several approvals, mail and reminders (§7). */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { issueKey } from '../../src/actions/manage-key.ts'
import { changeMailbox, createMailbox } from '../../src/actions/manage-mailbox.ts'
import { addReviewer } from '../../src/actions/manage-reviewer.ts'
import { operatorOf } from '../../src/store/access.ts'
import { noticesOf } from '../support/notices.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let mailboxId = ''
let count = 0
let second = ''

const terminal = { by: 'terminal' } as const

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
  const operator = operatorOf(app.made.account.id, 0)
  const scopes = ['read', 'oversight'] as const
  const key = { name: 'second', scopes, test: false, mailboxIds: null }
  second = (await issueKey(app.context, operator, key, terminal)).raw
})
afterAll(() => app.stop())

beforeEach(async () => {
  const operator = operatorOf(app.made.account.id, 0)
  const address = `review${count++}`
  const mailbox = await createMailbox(app.context, operator, { address, displayName: null }, terminal)
  mailboxId = mailbox.id
})

const change = (changes: Parameters<typeof changeMailbox>[3]) =>
  changeMailbox(app.context, operatorOf(app.made.account.id, 0), mailboxId, changes, terminal)

const MAIL = { to: 'ada@example.net', subject: 'Offer', markdown: 'We can do it for **1,000**.' }

async function send(body: object = {}): Promise<string> {
  const answer = await app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${mailboxId}/send`, {
    ...MAIL,
    ...body,
  })
  expect(answer.status).toBe(202)
  return String(answer.body.id)
}

const decide = (id: string, body: object = {}, key = app.made.keys.reviewer) =>
  app.call(key, 'POST', '/v1/oversight/decide', { email_id: id, action: 'approve', ...body })

const read = async (id: string) => (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)).body

async function pendingOne(id: string): Promise<Json> {
  const { body } = await app.call(app.made.keys.reviewer, 'GET', '/v1/oversight/pending?limit=100')
  const found = (body.emails as unknown as Json[]).find((email) => String(email.id) === id)
  if (found === undefined) throw new Error(`${id} is not pending`)
  return found
}

describe('the queue', () => {
  it('shows all that a person needs to decide', async () => {
    await change({ auto_bcc: 'archive@example.net' })
    const id = await send({
      cc: ['bob@example.org'],
      attachments: [{ name: 'run.exe', content_base64: Buffer.from('MZ').toString('base64') }],
    })
    const email = await pendingOne(id)
    expect(email).toMatchObject({
      to: ['ada@example.net'],
      cc: ['bob@example.org'],
      bcc: ['archive@example.net'],
      submitted_by: 'key:agent',
      oversight_mode: 'gated_send',
      attachments: [{ name: 'run.exe', size: 2 }],
      approvals: [],
      edits: [],
      thread: [],
      paused: false,
    })
    expect(String(email.body_text)).toContain('We can do it for 1,000.')
    expect(String(email.body_html)).toContain('<strong>1,000</strong>')
    const codes = (email.signals as unknown as Json[]).map(({ code }) => String(code))
    expect(codes).toEqual(expect.arrayContaining(['first_contact', 'mixed_domains', 'executable_attachment']))
  })

  it('tells first contact from an address that was written to before', async () => {
    const first = await send()
    expect(JSON.stringify((await pendingOne(first)).signals)).toContain('first_contact')
    await decide(first)
    const later = await send({ subject: 'Second offer' })
    expect(JSON.stringify((await pendingOne(later)).signals)).not.toContain('first_contact')
  })

  it('shows the thread so far', async () => {
    const first = await send()
    await decide(first)
    const path = `/v1/mailboxes/${mailboxId}/reply/${first}`
    const answer = await app.call(app.made.keys.agent, 'POST', path, { markdown: 'One thing more.' })
    const email = await pendingOne(String(answer.body.id))
    expect(email.thread).toMatchObject([{ id: first, subject: 'Offer', direction: 'outbound' }])
  })
})

describe('approving with edits', () => {
  it('sends the edited mail, keeps the original, and shows the difference', async () => {
    const id = await send()
    const { content_hash: hash } = await pendingOne(id)
    const edits = { subject: 'Our offer', markdown: 'We can do it for **1,200**.', to: 'ada@example.net' }
    const decided = await decide(id, { content_hash: hash, edits })
    expect(decided.body).toMatchObject({ status: 'approved_and_sent' })
    expect(decided.body.content_hash).not.toBe(hash)
    await app.drain()
    const email = await read(id)
    expect(email).toMatchObject({
      subject: 'Our offer',
      markdown: 'We can do it for **1,200**.',
      decision: 'approved',
      edits: [
        {
          edited_by: 'key:reviewer',
          changes: [
            { field: 'subject', before: 'Offer', after: 'Our offer' },
            { field: 'markdown', before: MAIL.markdown, after: 'We can do it for **1,200**.' },
          ],
        },
      ],
    })
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/test/captured?limit=100')
    const gone = (body.emails as unknown as Json[]).find(({ email_id }) => String(email_id) === id)
    const raw = Buffer.from(String(gone?.raw_base64), 'base64').toString()
    expect(raw).toContain('Subject: Our offer')
    expect(raw).toContain('1,200')
    expect(raw).not.toContain('1,000')
    const [kept] = await app.context.database.reader
      .selectFrom('amendments')
      .innerJoin('blobs', 'blobs.sha256', 'amendments.original_sha256')
      .select('blobs.bytes')
      .where('message_id', '=', id)
      .execute()
    expect(Buffer.from(kept?.bytes ?? []).toString()).toContain('1,000')
  })

  it('keeps the copies that the mailbox always adds', async () => {
    await change({ auto_bcc: 'archive@example.net' })
    const id = await send()
    await decide(id, { edits: { to: ['bob@example.net'], bcc: [] } })
    await app.drain()
    const deliveries = (await read(id)).deliveries as unknown as Json[]
    expect(deliveries.map(({ recipient }) => String(recipient)).sort()).toEqual([
      'archive@example.net',
      'bob@example.net',
    ])
  })

  it('refuses what send would refuse, and leaves the mail as it was', async () => {
    const id = await send()
    const { content_hash: hash } = await pendingOne(id)
    const bad = [
      { to: ['not an address'] },
      { subject: 'Hello\r\nBcc: eve@example.com' },
      { markdown: `Here: ${app.made.keys.agent}` },
    ]
    for (const edits of bad) expect((await decide(id, { edits })).status).toBe(400)
    const rejecting = await decide(id, { action: 'reject', edits: { subject: 'x' } })
    expect(rejecting.status).toBe(400)
    expect((await pendingOne(id)).content_hash).toBe(hash)
  })

  it('asks the others again, because approvals given before do not count', async () => {
    await change({ approvals_required: 2 })
    const id = await send()
    expect((await decide(id)).body).toMatchObject({ status: 'approved', approvals_given: 1 })
    const edited = await decide(id, { edits: { subject: 'Better' } }, second)
    expect(edited.body).toMatchObject({ status: 'approved', approvals_given: 1, approvals_required: 2 })
    const last = await decide(id)
    expect(last.body).toMatchObject({ status: 'approved_and_sent', approvals_given: 2 })
    expect((await read(id)).subject).toBe('Better')
  })
})

describe('a batch', () => {
  it('gives a verdict for each, and goes on after a refusal', async () => {
    const [one, two, three] = [
      await send({ subject: 'One' }),
      await send({ subject: 'Two' }),
      await send({ subject: '3' }),
    ]
    await decide(two)
    const { status, body } = await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide-batch', {
      decisions: [
        { email_id: one, action: 'approve' },
        { email_id: two, action: 'reject', reason: 'too late' },
        { email_id: 'nothing', action: 'approve' },
        { email_id: three, action: 'reject', reason: 'No.' },
        { email_id: one, action: 'reject' },
      ],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ decided: 2, failed: 3 })
    expect(body.verdicts).toMatchObject([
      { email_id: one, ok: true, status: 'approved_and_sent', code: null },
      { email_id: two, ok: false, status: null, code: 'already_decided' },
      { email_id: 'nothing', ok: false, code: 'not_found' },
      { email_id: three, ok: true, status: 'rejected', email_status: 'rejected' },
      { email_id: one, ok: false, code: 'already_decided' },
    ])
  })
})

describe('how it ended', () => {
  it('is told apart: refused, expired, blocked, cancelled', async () => {
    const refused = await send({ subject: 'Refused' })
    await decide(refused, { action: 'reject', reason: 'Wrong price.' })
    const expired = await send({ subject: 'Expired' })
    const blocked = await send({ subject: 'Blocked', markdown: `My key is ${app.made.keys.agent}.` })
    const cancelled = await send({ subject: 'Cancelled' })
    const path = `/v1/mailboxes/${mailboxId}/emails/${cancelled}/cancel`
    await app.call(app.made.keys.agent, 'POST', path)
    app.context.clock.advance(8 * 86_400_000)
    await app.drain()
    expect(await read(refused)).toMatchObject({
      status: 'rejected',
      decision: 'refused',
      decided_by: 'key:reviewer',
      rejected_reason: 'Wrong price.',
    })
    expect(await read(expired)).toMatchObject({
      status: 'rejected',
      decision: 'expired',
      decided_by: 'system',
    })
    expect(await read(blocked)).toMatchObject({
      status: 'rejected',
      decision: 'blocked',
      decided_by: 'system',
      rejected_reason: expect.stringContaining('an API key of this server (mm_live_'),
    })
    expect(await read(cancelled)).toMatchObject({ status: 'cancelled', decision: 'cancelled' })
    const late = await decide(expired)
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ decision: 'expired', error: expect.stringContaining('expired') })
    const lost = await decide(refused, {}, second)
    expect(lost.body).toMatchObject({ decision: 'refused', decided_by: 'key:reviewer' })
  })
})

describe('mail to reviewers', () => {
  it('says what waits, readable in a terminal, with a link of its own for each reviewer', async () => {
    const operator = operatorOf(app.made.account.id, 0)
    await addReviewer(app.context, operator, 'Rita@Example.com', terminal)
    app.context.clock.advance(120_000)
    const id = await send({ subject: 'Offer for *you* `now` https://evil.example/x' })
    const sent = (await noticesOf(app)).filter(({ text }) => text.includes('evil.example'))
    expect(sent.map(({ to }) => to).sort()).toEqual(['operator@multimail.localhost', 'rita@example.com'])
    expect(new Set(sent.flatMap(({ tokens }) => tokens)).size).toBe(2)
    for (const { email, text, kind } of sent) {
      expect(kind).toBe('review')
      expect(text).toContain('ada@example.net')
      expect(text).toContain('We can do it for **1,000**.')
      expect(text).toContain('key:agent')
      // Nothing of the mail becomes a link of ours.
      const links = [...(email.html ?? '').matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
      expect(links.every((href) => href?.includes('/v1/approve/'))).toBe(true)
      expect(email.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    }
    const rows = await app.context.database.reader.selectFrom('review_links').selectAll().execute()
    const tokens = sent.flatMap((notice) => notice.tokens)
    expect(rows.filter(({ message_id }) => message_id === id)).toHaveLength(2)
    for (const token of tokens) expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('is one mail for a burst, and says nothing of what was decided meanwhile', async () => {
    app.context.clock.advance(120_000)
    await app.drain()
    const first = await send({ subject: 'Burst one' })
    const before = (await noticesOf(app)).length
    const ids = [await send({ subject: 'Burst two' }), await send({ subject: 'Burst three' })]
    const gone = await send({ subject: 'Burst decided' })
    await decide(gone)
    expect((await noticesOf(app)).length).toBe(before)
    app.context.clock.advance(61_000)
    const [newest] = await noticesOf(app)
    expect(newest?.email.subject).toBe('To decide: 2 mails')
    expect(newest?.tokens).toHaveLength(2)
    expect(newest?.text).not.toContain('Burst decided')
    await Promise.all([first, ...ids].map((id) => decide(id)))
  })

  it('reminds at half-time, once', async () => {
    app.context.clock.advance(120_000)
    const id = await send({ subject: 'Half of its time' })
    await app.drain()
    const reminders = async () =>
      (await noticesOf(app)).filter(
        ({ kind, text }) => kind === 'reminder' && text.includes('Half of its time'),
      )
    app.context.clock.advance(3 * 86_400_000)
    expect(await reminders()).toEqual([])
    app.context.clock.advance(86_400_000)
    const sent = await reminders()
    expect(sent.length).toBeGreaterThan(0)
    app.context.clock.advance(3_600_000)
    expect(await reminders()).toHaveLength(sent.length)
    const { body } = await app.call(
      app.made.keys.admin,
      'GET',
      `/v1/audit-log?mailbox_id=${mailboxId}&action=oversight.reminded`,
    )
    expect(body.entries).toMatchObject([{ resource_id: id }])
  })

  it('is not sent where it is switched off', async () => {
    const quiet = await startTestServer({
      settings: { MULTIMAIL_ROLES: 'http', MULTIMAIL_REVIEW_MAIL: 'off' },
    })
    const path = `/v1/mailboxes/${quiet.made.mailbox.id}/send`
    await quiet.call(quiet.made.keys.agent, 'POST', path, MAIL)
    expect(await noticesOf(quiet)).toEqual([])
    await quiet.stop()
  })
})
