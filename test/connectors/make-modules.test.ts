/** Each module and list of the Make app, performed against the real server as its directives say. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import type { Field, Values } from './make-runtime/package.ts'
import { createUser, type MakeUser } from './make-user.ts'
import { flawOf } from './n8n-openapi.ts'

let app: TestServer
let user: MakeUser

beforeAll(async () => {
  app = await startTestServer({
    settings: { MULTIMAIL_OPERATOR_APPROVAL: 'off', MULTIMAIL_RATE_LIMIT: 'off' },
  })
  user = await createUser(app)
})
afterAll(() => app?.stop())

const agent = (id: string, given: Values) => user.one(user.agent, id, { mailboxId: user.mailboxId, ...given })
const reviewer = (id: string, given: Values) => user.one(user.reviewer, id, given)
const statusOf = async (emailId: unknown) => (await agent('getEmail', { emailId })).status

let written = 0
const mail = () => ({
  to: ['ada@example.com', 'Bob "B" <bob@example.com>'],
  subject: `Plan ${++written} of "us" \\ {{not IML}}`,
  markdown: 'Line one\nLine "two"',
})

describe('A connection', () => {
  it('is checked with the server, and shows whose it is and whether mail leaves', async () => {
    expect(user.agent.label).toMatch(/^\S.* \(\S+, test\)$/)
    const live = await user.make.connect({ baseUrl: app.url, apiKey: app.made.keys.agent })
    expect(live.label).toBe(user.agent.label.replace(/test\)$/, 'live)'))
  })

  it.each(['mail.company.example', 'https://mail.company.example/', 'https://mail.company.example/v1'])(
    'does not take %s for a server',
    async (baseUrl) => {
      await expect(user.make.connect({ baseUrl, apiKey: 'x' })).rejects.toThrow(/baseUrl/)
    },
  )

  it('says what is wrong with its key', async () => {
    const wrong = user.make.connect({ baseUrl: app.url, apiKey: 'mm_live_none' })
    await expect(wrong).rejects.toMatchObject({
      type: 'InvalidAccessTokenError',
      message: expect.stringContaining('[401] The API key is wrong or was revoked.'),
    })
  })
})

describe('Writing', () => {
  it('sends an email with everything it can have, once for each idempotency key', async () => {
    const given = {
      ...mail(),
      cc: ['carol@example.com'],
      bcc: ['dave@example.com'],
      replyTo: 'desk@example.com',
      idempotencyKey: 'order-17',
      tags: [
        { key: 'order', value: '17' },
        { key: 'urgent', value: '' },
      ],
      attachments: [
        {
          name: 'plan.txt',
          content_base64: Buffer.from('Plan').toString('base64'),
          content_type: 'text/plain',
        },
      ],
    }
    const { id, status } = await agent('sendEmail', given)
    expect(status).toBe('pending_scan')
    expect(await agent('sendEmail', given)).toMatchObject({ id, status: 'already_sent' })
    await app.drain()
    expect(await agent('getEmail', { emailId: id })).toMatchObject({
      status: 'pending_send_approval',
      subject: given.subject,
      markdown: expect.stringContaining('Line "two"'),
      cc: ['carol@example.com'],
      bcc: ['dave@example.com'],
      tags: { order: '17', urgent: '' },
      attachments: [{ name: 'plan.txt', size: 4 }],
    })
  })

  it('takes empty optional fields for absent ones', async () => {
    const empty = { cc: '', bcc: [], replyTo: '', idempotencyKey: '', attachments: [], tags: [] }
    expect(await agent('sendEmail', { ...mail(), ...empty })).toMatchObject({ status: 'pending_scan' })
    const draft = await agent('createDraft', { ...mail(), inReplyTo: '' })
    const send = { draftId: draft.id, sendAt: '', gateTiming: '', idempotencyKey: '' }
    expect(await agent('sendDraft', send)).toMatchObject({ status: 'pending_scan' })
  })

  it('replies in the thread', async () => {
    const emailId = await user.arrive()
    const reply = await agent('replyToEmail', {
      emailId,
      markdown: 'Thank you',
      cc: ['carol@example.com'],
      bcc: ['dave@example.com'],
      idempotencyKey: 'reply-1',
      tags: [{ key: 'kind', value: 'reply' }],
      attachments: [{ name: 'a.txt', content_base64: 'QQ==' }],
    })
    await app.drain()
    expect(await agent('getThread', { threadId: reply.thread_id })).toMatchObject({ message_count: 2 })
    expect(await agent('getEmail', { emailId: reply.id })).toMatchObject({ to: ['ada@example.com'] })
  })

  it('schedules, and cancels', async () => {
    const more = {
      sendAt: new Date(app.context.clock.now() + 86_400_000),
      gateTiming: 'schedule_first',
      cc: ['carol@example.com'],
      bcc: ['dave@example.com'],
      replyTo: 'desk@example.com',
      tags: [{ key: 'a', value: 'b' }],
      idempotencyKey: 'later-1',
      attachments: [{ name: 'a.txt', content_base64: 'QQ==' }],
    }
    const { id } = await agent('scheduleEmail', { ...mail(), ...more })
    await app.drain()
    expect(await statusOf(id)).toBe('scheduled')
    expect(await agent('cancelEmail', { emailId: id })).toEqual({ id, status: 'cancelled' })
  })

  it('keeps a draft and sends it when asked to', async () => {
    const inReplyTo = await user.arrive()
    const { to: _to, subject: _subject, ...text } = mail()
    expect(await agent('createDraft', { ...text, inReplyTo })).toMatchObject({ in_reply_to: inReplyTo })
    const draft = await agent('createDraft', {
      ...mail(),
      cc: ['carol@example.com'],
      bcc: ['dave@example.com'],
      replyTo: 'desk@example.com',
      attachments: [{ name: 'a.txt', content_base64: 'QQ==' }],
    })
    const sent = await agent('sendDraft', {
      draftId: draft.id,
      idempotencyKey: 'draft-1',
      sendAt: new Date(app.context.clock.now() + 86_400_000),
      gateTiming: 'gate_first',
    })
    await app.drain()
    expect(await statusOf(sent.id)).toBe('pending_send_approval')
  })
})

describe('Reading', () => {
  it('finds emails by all filters', async () => {
    const emailId = await user.arrive()
    await agent('tagEmail', { emailId, tags: [{ key: 'order', value: '99' }] })
    const filters = {
      query: 'zebra',
      direction: 'inbound',
      status: 'unread',
      sender: 'ada',
      subjectContains: 'plan',
      tag: 'order:99',
      hasAttachments: true,
      dateAfter: new Date(app.context.clock.now() - 86_400_000),
      dateBefore: new Date(app.context.clock.now() + 86_400_000),
      limit: 5,
    }
    const found = await user.make.run(user.agent, 'searchEmails', { mailboxId: user.mailboxId, ...filters })
    expect(found).toMatchObject([{ id: emailId }])
    const none = { ...filters, query: 'giraffe', mailboxId: user.mailboxId }
    expect(await user.make.run(user.agent, 'searchEmails', none)).toEqual([])
  })

  it('downloads a file, byte by byte', async () => {
    const emailId = await user.arrive()
    const file = await agent('downloadAttachment', { emailId, fileName: 'a b%.csv' })
    expect(file).toMatchObject({ fileName: 'a b%.csv', contentType: expect.stringContaining('text/csv') })
    expect(
      Buffer.from(file.data as Uint8Array)
        .toString()
        .trim(),
    ).toBe('one,two')
    const none = agent('downloadAttachment', { emailId, fileName: 'none.csv' })
    await expect(none).rejects.toMatchObject({
      type: 'DataError',
      message: expect.stringMatching(/^\[404\] \w/),
    })
  })

  it('tags an email, lists its tags, and takes one off', async () => {
    const emailId = await user.arrive()
    const tags = [
      { key: 'order', value: '1' },
      { key: 'a/b', value: 'c' },
    ]
    expect(await agent('tagEmail', { emailId, tags })).toEqual({ tags: { order: '1', 'a/b': 'c' } })
    const email = { mailboxId: user.mailboxId, emailId }
    expect(await user.make.rpc(user.agent, 'tags', email)).toContainEqual({ label: 'a/b: c', value: 'a/b' })
    expect(await agent('removeTag', { emailId, key: 'a/b' })).toEqual({ deleted: true })
  })

  it('lists mailboxes with their modes', async () => {
    expect(await user.make.rpc(user.agent, 'mailboxes')).toEqual([
      { label: `${app.made.mailbox.address} (gated_send)`, value: user.mailboxId },
    ])
  })
})

describe('Deciding', () => {
  it('lists what waits, and approves exactly that', async () => {
    const emailId = await user.write()
    const waiting = await user.make.run(user.reviewer, 'listPendingEmails', { limit: 50 })
    const email = waiting.find(({ id }) => id === emailId)
    const choices = await user.make.rpc(user.reviewer, 'pendingEmails')
    expect(choices.find(({ value }) => value === emailId)?.label).toMatch(/^A plan \(/)
    const decision = { emailId, action: 'approve', contentHash: email?.content_hash, reason: 'Fine' }
    expect(await reviewer('decideOnEmail', decision)).toMatchObject({ id: emailId })
    await app.drain()
    expect(await statusOf(emailId)).toBe('sent')
  })

  it('approves with edits', async () => {
    const emailId = await user.write({ subject: 'To be changed' })
    const edits = { subject: 'Changed', markdown: 'Better' }
    await reviewer('decideOnEmail', { emailId, action: 'approve', edits })
    await app.drain()
    expect(await agent('getEmail', { emailId })).toMatchObject({ subject: 'Changed', status: 'sent' })
  })
})

describe('Looking after mailboxes', () => {
  it('shows who did what', async () => {
    const given = {
      mailboxId: user.mailboxId,
      action: 'message.submitted',
      from: new Date(app.context.clock.now() - 86_400_000),
      to: new Date(app.context.clock.now() + 86_400_000),
      limit: 3,
    }
    const entries = await user.make.run(user.operator, 'getAuditEntries', given)
    expect(entries.map(({ action }) => action)).toEqual(Array(3).fill('message.submitted'))
  })

  it('asks for more autonomy, gives it with the code, and makes the mailbox stricter again', async () => {
    const live = await user.make.connect({ baseUrl: app.url, apiKey: app.made.keys.agent })
    const admin = await user.make.connect({ baseUrl: app.url, apiKey: app.made.keys.admin })
    const { mailboxId } = user
    expect(await user.one(live, 'askForAutonomy', { mailboxId, mode: 'monitored' })).toMatchObject({
      status: 'upgrade_requested',
    })
    await app.drain()
    const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/test/captured')
    const notice = Buffer.from(String((body.emails as unknown as Json[])[0]?.raw_base64), 'base64').toString()
    const code = /Code:\**\s*\**([0-9A-Z]+-[0-9A-Z]+)/.exec(notice)?.[1]
    expect(await user.one(live, 'applyAutonomyCode', { mailboxId, code })).toMatchObject({
      oversight_mode: 'monitored',
    })
    expect(await user.one(admin, 'changeMode', { mailboxId, mode: 'gated_send' })).toMatchObject({
      status: 'updated',
      oversight_mode: 'gated_send',
    })
  })
})

describe('Any call of the API', () => {
  it('is made below the server that the connection names, and nowhere else', async () => {
    const call = (given: Values) => user.one(user.agent, 'makeApiCall', given)
    const list = await call({
      url: `mailboxes/${user.mailboxId}/emails`,
      qs: [{ key: 'limit', value: '1' }],
      headers: [{ key: 'X-Nothing', value: '1' }],
    })
    expect(list).toMatchObject({ statusCode: 200, headers: { 'content-type': expect.any(String) } })
    expect((list.body as Values).emails).toHaveLength(1)
    const body = JSON.stringify(mail())
    const sent = await call({ url: `mailboxes/${user.mailboxId}/send`, method: 'POST', body })
    expect(sent.statusCode).toBe(202)
    await expect(call({ url: 'https://elsewhere.example/' })).rejects.toThrow(/^\[404\] /)
    await expect(call({ url: '//elsewhere.example/' })).rejects.toThrow(/^\[404\] /)
  })
})

describe('All of it', () => {
  it('is tried: each module of this file with each of its fields', () => {
    const elsewhere = ['watchEvents', 'watchNewEmails']
    const wanted = Object.entries(user.make.app.manifest.components.module ?? {})
      .filter(([id]) => !elsewhere.includes(id))
      .flatMap(([id, component]) => {
        const fields = user.make.app.code(component, 'mappableParams') as readonly Field[]
        return [`module.${id}`, ...fields.map(({ name }) => `module.${id}.${name}`)]
      })
    expect(wanted.filter((name) => !user.make.used.has(name))).toEqual([])
  })

  it('makes only requests that the API has', () => {
    const isWanted = ({ path }: { path: string }) => !path.includes('elsewhere')
    // What is empty counts as absent (contract §1).
    const isThere = ([, value]: [string, unknown]) => value !== '' && value !== null
    const filled = (values: Values) => Object.fromEntries(Object.entries(values).filter(isThere))
    const flaws = user.make.sent
      .filter(isWanted)
      .map((one) => flawOf({ ...one, query: filled(one.query), body: filled(one.body) }))
    expect(flaws.filter((flaw) => flaw !== null)).toEqual([])
  })
})
