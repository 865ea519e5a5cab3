/** The hosted page behind the link in an oversight mail: GET shows, POST decides, once (contract §7). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeMailbox } from '../../src/actions/manage-mailbox.ts'
import { addReviewer, dismissReviewer } from '../../src/actions/manage-reviewer.ts'
import { pauseSending, resumeSending } from '../../src/actions/pause-sending.ts'
import { operatorOf } from '../../src/store/access.ts'
import { noticesOf } from '../support/notices.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let count = 0
const terminal = { by: 'terminal' } as const

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
})
afterAll(() => app.stop())

const operator = () => operatorOf(app.made.account.id, 0)

/** Sends a mail, and returns its id with the tokens of the reviewers' links, by address. */
async function waiting(
  body: object = {},
): Promise<{ id: string; token: string; tokens: Map<string, string> }> {
  // Each mail gets a notice of its own.
  app.context.clock.advance(120_000)
  const subject = `Waiting (${count++})`
  const answer = await app.call(app.made.keys.agent, 'POST', `/v1/mailboxes/${app.made.mailbox.id}/send`, {
    to: 'ada@example.net',
    subject,
    markdown: 'Shall we?',
    ...body,
  })
  const id = String(answer.body.id)
  const found = (await noticesOf(app)).filter(
    ({ text }) => text.includes(subject) && text.includes('approve/'),
  )
  const tokens = new Map(found.map((notice) => [notice.to, notice.tokens[0] ?? '']))
  return { id, token: tokens.get('operator@multimail.localhost') ?? '', tokens }
}

async function open(token: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${app.url}/v1/approve/${token}`)
  return { status: response.status, text: await response.text(), headers: response.headers }
}

async function post(token: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields)
  const response = await fetch(`${app.url}/v1/approve/${token}`, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

const read = async (id: string): Promise<Json> =>
  (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)).body

describe('opening the link', () => {
  it('shows the mail and two buttons, however often, and decides nothing', async () => {
    const { id, token } = await waiting()
    const pages = await Promise.all(Array.from({ length: 50 }, () => open(token)))
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]))
    expect(pages[0]?.text).toMatch(/<button class="go" name="action" value="approve">/)
    await fetch(`${app.url}/v1/approve/${token}`, { method: 'HEAD' })
    expect((await read(id)).status).toBe('pending_send_approval')
    const { body } = await app.call(
      app.made.keys.admin,
      'GET',
      '/v1/audit-log?action=oversight.viewed&limit=100',
    )
    const views = (body.entries as unknown as Json[]).filter(({ resource_id }) => String(resource_id) === id)
    expect(views).toHaveLength(1)
    expect(views[0]).toMatchObject({ actor: 'link:operator@multimail.localhost' })
  })

  it('loads, frames, keeps and tells nothing', async () => {
    const { headers, text } = await open((await waiting()).token)
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toContain('script')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(text).not.toMatch(/<script|onload=|javascript:/i)
  })

  it('of a token nobody was given says so, and nothing else', async () => {
    for (const token of ['x', 'A'.repeat(43), '%00', '..%2f..%2fhealth']) {
      const page = await open(token)
      expect(page.status).toBe(404)
      expect(page.text).toContain('This link is not known')
    }
  })
})

describe('pressing a button', () => {
  it('approves, once; pressing twice says the same again', async () => {
    const { id, token } = await waiting()
    const first = await post(token, { action: 'approve', reason: 'Fine.' })
    expect(first).toMatchObject({ status: 200, text: expect.stringContaining('You approved this mail') })
    const again = await post(token, { action: 'approve' })
    expect(again).toMatchObject({ status: 200, text: expect.stringContaining('You approved this mail') })
    expect((await open(token)).text).toContain('You approved this mail')
    await app.drain()
    expect(await read(id)).toMatchObject({ status: 'sent', decision: 'approved' })
    const decisions = await app.context.database.reader
      .selectFrom('decisions')
      .selectAll()
      .where('message_id', '=', id)
      .execute()
    expect(decisions).toMatchObject([
      { method: 'link', actor: 'person:operator@multimail.localhost', reason: 'Fine.' },
    ])
  })

  it('rejects with a reason that the author reads', async () => {
    const { id, token } = await waiting()
    const page = await post(token, { action: 'reject', reason: 'Not like this.' })
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('You rejected this mail') })
    expect(await read(id)).toMatchObject({ decision: 'refused', rejected_reason: 'Not like this.' })
    // The other button afterwards changes nothing.
    expect((await post(token, { action: 'approve' })).text).toContain('You rejected this mail')
  })

  it('that is neither decides nothing', async () => {
    const { id, token } = await waiting()
    for (const fields of [{}, { action: 'release' }, { action: 'approve', content_hash: 'f'.repeat(64) }]) {
      expect((await post(token, fields as Record<string, string>)).status).toBeGreaterThanOrEqual(400)
    }
    expect((await read(id)).status).toBe('pending_send_approval')
  })

  it('approves an edited mail; what is wrong in it comes back with the form filled in', async () => {
    const { id, token } = await waiting()
    const form = { action: 'approve', edit: '1', to: 'ada@example.net', cc: '', bcc: '', subject: 'Better' }
    const bad = await post(token, { ...form, to: 'nobody', markdown: 'We shall.' })
    expect(bad.status).toBe(400)
    expect(bad.text).toContain('aria-invalid="true"')
    expect(bad.text).toContain('value="nobody"')
    expect(bad.text).toContain('We shall.')
    const good = await post(token, { ...form, markdown: 'We shall.\r\n\r\nYours' })
    expect(good.text).toContain('You approved this mail')
    await app.drain()
    expect(await read(id)).toMatchObject({
      subject: 'Better',
      markdown: 'We shall.\n\nYours',
      edits: [{ changes: [{ field: 'subject' }, { field: 'markdown' }] }],
    })
  })
})

describe('a link', () => {
  it('decides on its own mail only', async () => {
    const one = await waiting()
    const two = await waiting()
    await post(one.token, { action: 'approve' })
    expect((await read(two.id)).status).toBe('pending_send_approval')
  })

  it('is one of two at once: exactly one decides, the other is told who did', async () => {
    const reviewer = await addReviewer(app.context, operator(), 'rita@example.com', terminal)
    const { tokens } = await waiting()
    expect(tokens.size).toBe(2)
    const pages = await Promise.all(
      [...tokens.values()].map((token, index) => post(token, { action: index === 0 ? 'approve' : 'reject' })),
    )
    expect(pages.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(pages.find(({ status }) => status === 409)?.text).toMatch(/by link:(operator@|rita@)/)
    await dismissReviewer(app.context, operator(), reviewer.reviewer.id)
  })

  it('of a reviewer who was taken off decides nothing', async () => {
    const { reviewer } = await addReviewer(app.context, operator(), 'otto@example.com', terminal)
    const { id, tokens } = await waiting()
    await dismissReviewer(app.context, operator(), reviewer.id)
    const page = await post(tokens.get('otto@example.com') ?? '', { action: 'approve' })
    expect(page.status).toBe(410)
    expect((await read(id)).status).toBe('pending_send_approval')
  })

  it('says what happened when somebody else decided, or its author took it back', async () => {
    const decided = await waiting()
    await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: decided.id,
      action: 'reject',
      reason: 'Wrong price.',
    })
    expect(await open(decided.token)).toMatchObject({
      status: 200,
      text: expect.stringContaining('rejected by key:reviewer'),
    })
    expect((await post(decided.token, { action: 'approve' })).status).toBe(409)
    const cancelled = await waiting()
    const path = `/v1/mailboxes/${app.made.mailbox.id}/emails/${cancelled.id}/cancel`
    await app.call(app.made.keys.agent, 'POST', path)
    expect((await open(cancelled.token)).text).toContain('took this mail back')
  })

  it('is void when the mail has changed since', async () => {
    const { id, token } = await waiting()
    await changeMailbox(app.context, operator(), app.made.mailbox.id, { approvals_required: 2 }, terminal)
    await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: id,
      action: 'approve',
      edits: { subject: 'Changed' },
    })
    expect((await open(token)).text).toContain('This mail has changed')
    expect((await post(token, { action: 'approve' })).status).toBe(409)
    app.context.clock.advance(120_000)
    const fresh = (await noticesOf(app)).find(({ text }) => text.includes('Changed'))
    const page = await post(fresh?.tokens[0] ?? '', { action: 'approve' })
    expect(page.text).toContain('You approved this mail')
    await changeMailbox(app.context, operator(), app.made.mailbox.id, { approvals_required: 1 }, terminal)
  })

  it('says how many more must approve', async () => {
    await changeMailbox(app.context, operator(), app.made.mailbox.id, { approvals_required: 2 }, terminal)
    const { id, token } = await waiting()
    expect((await post(token, { action: 'approve' })).text).toContain('1 more person')
    await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: id,
      action: 'approve',
    })
    expect((await open(token)).text).toContain('on its way')
    await changeMailbox(app.context, operator(), app.made.mailbox.id, { approvals_required: 1 }, terminal)
  })

  it('cannot approve while sending is paused, and can reject', async () => {
    const { id, token } = await waiting()
    await pauseSending(app.context, operator(), null, 'Wait.')
    expect((await open(token)).text).toContain('Sending is paused')
    expect((await post(token, { action: 'approve' })).status).toBe(409)
    expect((await post(token, { action: 'reject' })).text).toContain('You rejected this mail')
    expect((await read(id)).decision).toBe('refused')
    await resumeSending(app.context, operator(), null, null)
  })

  it('expires with its mail', async () => {
    const { id, token } = await waiting()
    app.context.clock.advance(8 * 86_400_000)
    expect((await post(token, { action: 'approve' })).status).toBe(410)
    await app.drain()
    expect((await read(id)).decision).toBe('expired')
    expect(await open(token)).toMatchObject({
      status: 410,
      text: expect.stringContaining('Nobody decided in time'),
    })
  })
})
