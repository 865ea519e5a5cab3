/** The main job, on real mail: an agent writes, a person approves, the mail goes out, the answer comes back. */

import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRelayTransport } from '../../src/mail/transports.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

interface Arrived {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: Buffer
}

const arrived: Arrived[] = []
/** Mail of the server itself. */
const notices: Arrived[] = []
let peer: SMTPServer
let app: TestServer

beforeAll(async () => {
  peer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope
      const from = mailFrom === false ? '' : mailFrom.address
      const mail = { from, to: rcptTo.map(({ address }) => address), raw: await buffer(stream) }
      ;(mail.raw.includes('\r\nX-MultiMail-Notice: ') ? notices : arrived).push(mail)
      done()
    },
  })
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  const { port } = peer.server.address() as AddressInfo
  const url = `smtp://127.0.0.1:${port}`
  app = await startTestServer({
    transport: createRelayTransport({ url, name: 'multimail.localhost' }),
    settings: { MULTIMAIL_DELIVERY: 'relay', MULTIMAIL_RELAY_URL: url },
  })
})

afterAll(async () => {
  await app.stop()
  await new Promise<void>((resolve) => peer.close(() => resolve()))
})

describe('an agent, a reviewer and a recipient', () => {
  let emailId = ''
  let threadId = ''

  it('holds what the agent writes', async () => {
    const { agent, reviewer } = app.made.keys
    const sent = await app.call(agent, 'POST', `/v1/mailboxes/${app.made.mailbox.id}/send`, {
      to: ['Ada Lovelace <ada@example.com>'],
      cc: ['bob@example.com'],
      bcc: ['carol@example.com'],
      subject: 'Ünïcode & friends 🚀',
      markdown: '# Hello Ada\n\nSee [the plan](https://example.com/plan).\n\n| a | b |\n| - | - |\n| 1 | 2 |',
      attachments: [
        {
          name: 'plän.txt',
          content_base64: Buffer.from('The plan').toString('base64'),
          content_type: 'text/plain',
        },
      ],
    })
    expect(sent.status).toBe(202)
    expect(sent.body).toMatchObject({ status: 'pending_scan', test: false })
    emailId = String(sent.body.id)
    threadId = String(sent.body.thread_id)
    await app.drain()
    expect(arrived).toEqual([])
    expect(notices.map(({ to }) => to)).toEqual([['operator@multimail.localhost']])
    const pending = await app.call(reviewer, 'GET', '/v1/oversight/pending')
    expect(pending.body.emails).toEqual(pending.body.pending)
    expect(pending.body.emails).toMatchObject([
      {
        id: emailId,
        status: 'pending_send_approval',
        to: ['ada@example.com'],
        cc: ['bob@example.com'],
        bcc: ['carol@example.com'],
        subject: 'Ünïcode & friends 🚀',
        attachments: [{ name: 'plän.txt', size: 8, content_type: 'text/plain' }],
        approvals_required: 1,
        approvals_given: 0,
      },
    ])
  })

  it('sends exactly the approved bytes once a person approves', async () => {
    const { agent, reviewer } = app.made.keys
    const path = `/v1/mailboxes/${app.made.mailbox.id}/emails/${emailId}`
    const before = await fetch(`${app.url}${path}/raw`, { headers: { authorization: `Bearer ${agent}` } })
    const shown = Buffer.from(await before.arrayBuffer())
    const decided = await app.call(reviewer, 'POST', '/v1/oversight/decide', {
      email_id: emailId,
      action: 'approve',
      reason: 'Looks good',
    })
    expect(decided.body).toMatchObject({ id: emailId, status: 'approved_and_sent' })
    await app.drain()
    expect(arrived.map(({ to }) => to.join()).sort()).toEqual([
      'ada@example.com',
      'bob@example.com',
      'carol@example.com',
    ])
    // Fields of the transmission stand before it; not a byte of the message itself is another.
    for (const { raw } of arrived) expect(raw.subarray(-shown.length).equals(shown)).toBe(true)
    expect(shown.toString()).not.toMatch(/carol/)
    const parsed = await PostalMime.parse(shown)
    expect(parsed.subject).toBe('Ünïcode & friends 🚀')
    expect(parsed.to?.[0]).toMatchObject({ name: 'Ada Lovelace', address: 'ada@example.com' })
    expect(parsed.html).toContain('href="https://example.com/plan"')
    expect(parsed.text).toContain('Hello Ada')
    const read = await app.call(agent, 'GET', path)
    expect(read.body).toMatchObject({
      status: 'sent',
      approved_by: 'key:reviewer',
      bcc: ['carol@example.com'],
    })
  })

  it('refuses to decide twice, and says how it was decided', async () => {
    const again = await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: emailId,
      action: 'reject',
    })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ code: 'already_decided', status: 'sent' })
    expect(String(again.body.error)).toContain('key:reviewer')
  })

  it('reads the answer as clean JSON in the same thread', async () => {
    const { agent } = app.made.keys
    const original = await PostalMime.parse(arrived[0]?.raw ?? '')
    const mailer = createTransport({
      host: '127.0.0.1',
      port: app.smtpPort,
      tls: { rejectUnauthorized: false },
    })
    await mailer.sendMail({
      from: 'Ada Lovelace <ada@example.com>',
      to: app.made.mailbox.address,
      subject: `Re: ${original.subject}`,
      inReplyTo: original.messageId,
      references: original.messageId,
      text: 'Fine by me.\n\nOn Monday, agent wrote:\n> Hello Ada',
      html: '<p>Fine by <b>me</b>.</p><p>On Monday, agent wrote:</p><blockquote>Hello Ada</blockquote>',
      attachments: [{ filename: 'yes.txt', content: 'yes' }],
    })
    mailer.close()
    const mailbox = app.made.mailbox.id
    const list = await app.call(
      agent,
      'GET',
      `/v1/mailboxes/${mailbox}/emails?since_id=${emailId}&direction=inbound`,
    )
    expect(list.body.emails).toMatchObject([
      {
        from: 'ada@example.com',
        status: 'unread',
        has_attachments: true,
        thread_id: threadId,
        subject: 'Ünïcode & friends 🚀',
      },
    ])
    const [summary] = list.body.emails as unknown as { id: string }[]
    const email = await app.call(agent, 'GET', `/v1/mailboxes/${mailbox}/emails/${summary?.id}`)
    expect(email.body).toMatchObject({
      status: 'read',
      markdown_reply: 'Fine by **me**.',
      attachments: [{ name: 'yes.txt', size: 3, content_type: 'text/plain' }],
    })
    const file = await app.call(
      agent,
      'GET',
      `/v1/mailboxes/${mailbox}/emails/${summary?.id}/attachments/yes.txt`,
    )
    expect(file.body.text).toBe('yes')
    const thread = await app.call(agent, 'GET', `/v1/mailboxes/${mailbox}/threads/${threadId}`)
    expect(thread.body).toMatchObject({ message_count: 2, has_unanswered_inbound: true })
  })

  it('answers the answer, with the headers of a conversation', async () => {
    const { agent, reviewer } = app.made.keys
    const mailbox = app.made.mailbox.id
    const list = await app.call(agent, 'GET', `/v1/mailboxes/${mailbox}/emails?direction=inbound`)
    const [inbound] = list.body.emails as unknown as { id: string }[]
    const reply = await app.call(agent, 'POST', `/v1/mailboxes/${mailbox}/reply/${inbound?.id}`, {
      markdown: 'Thanks!',
    })
    expect(reply.status).toBe(202)
    expect(reply.body.thread_id).toBe(threadId)
    await app.call(reviewer, 'POST', '/v1/oversight/decide', { email_id: reply.body.id, action: 'approve' })
    await app.drain()
    const parsed = await PostalMime.parse(arrived[3]?.raw ?? '')
    const received = await app.call(agent, 'GET', `/v1/emails/${inbound?.id}`)
    expect(parsed.subject).toBe('Re: Ünïcode & friends 🚀')
    expect(parsed.inReplyTo).toBe(`<${received.body.message_id}>`)
    expect(parsed.references?.split(/\s+/)).toHaveLength(2)
    expect(arrived[3]?.to).toEqual(['ada@example.com'])
  })

  it('recorded every step, in a chain that holds', async () => {
    const { admin } = app.made.keys
    const verified = await app.call(admin, 'GET', '/v1/audit-log/verify')
    expect(verified.body.ok).toBe(true)
    const log = await app.call(admin, 'GET', `/v1/audit-log?mailbox_id=${app.made.mailbox.id}&limit=100`)
    const actions = (log.body.entries as unknown as { action: string }[]).map(({ action }) => action)
    for (const action of [
      'message.submitted',
      'oversight.pending',
      'oversight.approved',
      'message.sent',
      'message.received',
      'email.read',
    ]) {
      expect(actions, action).toContain(action)
    }
  })
})
