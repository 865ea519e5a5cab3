/** The footer on the way: composed, reviewed and sent, but never read back as what the author wrote (§9). */

import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyStatement } from '../../src/core/verify-identity.ts'
import { CRYPTO, capturedMail, fieldOf } from '../support/identity.ts'
import { noticesOf } from '../support/notices.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http', MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
})
afterAll(() => app.stop())

const DISCLOSURE = 'This email was sent by an AI agent.'
const mailboxPath = () => `/v1/mailboxes/${app.made.mailbox.id}`

async function submit(mail: object = {}): Promise<string> {
  app.context.clock.advance(120_000)
  const body = { to: 'ada@example.net', subject: 'Hello', markdown: 'Hello, **Ada**.', ...mail }
  const answer = await app.call(app.made.keys.agent, 'POST', `${mailboxPath()}/send`, body)
  expect(answer.status).toBe(202)
  return String(answer.body.id)
}

const read = async (id: string): Promise<Json> =>
  (await app.call(app.made.keys.agent, 'GET', `/v1/emails/${id}`)).body

const decide = (id: string, more: object = {}) =>
  app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
    email_id: id,
    action: 'approve',
    ...more,
  })

async function rawOf(id: string): Promise<{ text: string; html: string }> {
  const { body } = await app.call(app.made.keys.agent, 'GET', `${mailboxPath()}/emails/${id}/raw`)
  const { text, html } = await PostalMime.parse(String(body.text))
  return { text: text ?? '', html: html ?? '' }
}

const countOf = (text: string) => text.split(DISCLOSURE).length - 1

it('is in both bodies, with the operator, the mode and a link that proves them', async () => {
  const { text, html } = await rawOf(await submit())
  for (const body of [text, html]) {
    expect(body).toContain(app.made.account.name)
    expect(body).toContain('A person approves what this agent sends')
    expect(body).toContain('Sent via MultiMail')
    expect(countOf(body)).toBe(1)
  }
  const token = /verify#(\S+)/.exec(text)?.[1] ?? ''
  expect(html).toContain(`${app.context.publicUrl}/verify#${token}"`)
  const { body } = await app.call(null, 'GET', '/.well-known/multimail-signing-key')
  const report = await verifyStatement(CRYPTO, token, body.keys as never)
  expect(report).toMatchObject({ ok: true, claims: { oversight_mode: 'gated_send', ai_generated: true } })
  expect(Object.keys(report.claims ?? {})).toHaveLength(10)
})

it('has the signature block of the mailbox and the physical address of the account', async () => {
  const admin = app.made.keys.admin
  await app.call(admin, 'PATCH', mailboxPath(), { signature_block: 'Ada’s assistant\nExample GmbH' })
  await app.call(admin, 'PATCH', '/v1/account', { physical_address: 'Street 1, 12345 City' })
  const { text } = await rawOf(await submit())
  expect(text).toMatch(/-- \r?\nAda’s assistant\r?\nExample GmbH\r?\n/)
  expect(text).toContain(`${DISCLOSURE}\nStreet 1, 12345 City`)
})

it('cannot be switched off', async () => {
  const answer = await app.call(app.made.keys.admin, 'PATCH', mailboxPath(), { ai_disclosure: false })
  expect(answer.body.code).toBe('disclosure_required')
})

describe('what the author wrote is read back without it', () => {
  it('as an email, as its preview, in the queue and as a draft', async () => {
    const id = await submit({ markdown: 'Only this.' })
    const email = await read(id)
    expect([email.markdown, email.markdown_reply]).toEqual(['Only this.', 'Only this.'])
    const pending = await app.call(app.made.keys.reviewer, 'GET', '/v1/oversight/pending')
    expect(JSON.stringify(pending.body)).not.toContain(DISCLOSURE)
    const listed = await app.call(app.made.keys.agent, 'GET', `${mailboxPath()}/emails`)
    expect(JSON.stringify(listed.body)).not.toContain(DISCLOSURE)
    const draft = await app.call(app.made.keys.agent, 'POST', `${mailboxPath()}/drafts`, {
      markdown: 'A draft.',
    })
    expect(draft.body.markdown).toBe('A draft.')
  })

  it('and an edit has it once', async () => {
    const send_at = new Date(app.context.clock.now() + 86_400_000).toISOString()
    const id = await submit({ send_at, gate_timing: 'schedule_first' })
    const path = `${mailboxPath()}/emails/${id}/schedule`
    const before = await rawOf(id)
    await app.call(app.made.keys.agent, 'PATCH', path, { markdown: 'Edited once.' })
    await app.call(app.made.keys.agent, 'PATCH', path, { subject: 'Edited twice' })
    const after = await rawOf(id)
    expect(countOf(after.text)).toBe(1)
    expect(after.text).toContain('Edited once.')
    expect(after.text).not.toContain('Hello, Ada')
    expect(before.text).toContain('Hello, Ada')
    expect((await read(id)).markdown).toBe('Edited once.')
  })

  it('and a reviewer’s amendment has it once', async () => {
    const id = await submit()
    await decide(id, { edits: { markdown: 'Amended.' } })
    const { text, html } = await rawOf(id)
    expect([countOf(text), countOf(html)]).toEqual([1, 1])
    expect((await read(id)).markdown).toBe('Amended.')
  })
})

it('is seen by whoever reviews', async () => {
  await submit({ subject: 'To review' })
  const [notice] = await noticesOf(app)
  const page = await fetch(`${app.url}/v1/approve/${notice?.tokens[0]}`)
  expect(await page.text()).toContain(DISCLOSURE)
  const body = await fetch(`${app.url}/v1/approve/${notice?.tokens[0]}/body`)
  expect(await body.text()).toContain(DISCLOSURE)
})

it('is not on mail of the server itself', async () => {
  await submit({ subject: 'Another to review' })
  await app.drain()
  const notices = (await capturedMail(app)).filter((mail) => fieldOf(mail, 'X-MultiMail-Identity') === null)
  expect(notices.length).toBeGreaterThan(0)
  for (const notice of notices) expect((await PostalMime.parse(notice)).text).not.toContain(DISCLOSURE)
})

it('is of the mode that applies when the mail is taken, though it was changed meanwhile', async () => {
  const put = app.context.blobs.put.bind(app.context.blobs)
  app.context.blobs.put = async (bytes) => {
    app.context.blobs.put = put
    await app.context.database.write((writer) =>
      writer.db.updateTable('mailboxes').set({ mode: 'gated_all' }).execute(),
    )
    return put(bytes)
  }
  const { text } = await rawOf(await submit())
  expect(text).toContain('A person approves every mail')
})
