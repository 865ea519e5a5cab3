/**
 * The n8n node: each operation of its description is performed against the real server, and each request is one that
 * the OpenAPI document describes. In n8n itself: `node scripts/try-n8n.ts`.
 */

import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MODES } from '../../src/core/oversight.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { type Actor, createActor, INBOUND } from './n8n-actor.ts'
import { flawOf, valuesOf } from './n8n-openapi.ts'
import { type Item, loadPackage, type N8nPackage, type Property, type Values } from './n8n-package.ts'
import { isShown, parametersOf, request } from './n8n-routing.ts'

let app: TestServer
let n8n: N8nPackage
let actor: Actor

beforeAll(async () => {
  n8n = await loadPackage()
  app = await startTestServer({ settings: { MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
  actor = createActor(n8n, app.url)
})
afterAll(async () => {
  await app?.stop()
  await n8n?.dispose()
})

const act = (...given: Parameters<Actor['act']>) => actor.act(...given)

async function one(...given: Parameters<Actor['act']>): Promise<Json> {
  const items = await act(...given)
  expect(items).toHaveLength(1)
  return items[0] as Json
}

const keys = () => app.made.keys
const mailboxId = () => app.made.mailbox.id

let written = 0
const draftOfMail = () => ({
  mailboxId: mailboxId(),
  to: 'ada@example.com, bob@example.com',
  subject: `Plan ${++written} of "us"`,
  markdown: 'Line one\nLine "two"',
})

async function arrive(): Promise<string> {
  const body = { mailbox_id: mailboxId(), raw_base64: Buffer.from(INBOUND).toString('base64') }
  const { body: answer } = await app.call(keys().test_agent, 'POST', '/v1/test/inbound', body)
  await app.drain()
  return String(answer.id)
}

describe('Emails', () => {
  it('are sent with copies, tags and the files of the item, and wait for a person', async () => {
    const bytes = Buffer.from('%PDF-1.4 not really')
    const item: Item = {
      json: {},
      binary: { data: { fileName: 'plan.pdf', mimeType: 'application/pdf', bytes } },
    }
    const options = {
      cc: 'carol@example.com',
      bcc: 'dave@example.com',
      replyTo: 'desk@example.com',
      idempotencyKey: 'order-1',
      attachmentFields: ' data ',
      tags: { tag: [{ key: 'order', value: '1' }] },
    }
    const mail = { ...draftOfMail(), options }
    const { id, status } = await one(keys().test_agent, 'email', 'send', mail, item)
    expect(status).toBe('pending_scan')
    expect(await one(keys().test_agent, 'email', 'send', mail, item)).toMatchObject({ id, idempotent: true })
    await app.drain()
    expect(await one(keys().test_agent, 'email', 'get', { emailId: id })).toMatchObject({
      status: 'pending_send_approval',
      to: ['ada@example.com', 'bob@example.com'],
      cc: ['carol@example.com'],
      bcc: ['dave@example.com'],
      subject: mail.subject,
      markdown: mail.markdown,
      tags: { order: '1' },
      attachments: [{ name: 'plan.pdf', size: bytes.length, content_type: 'application/pdf' }],
    })
  })

  it('are scheduled in UTC, rescheduled, cancelled', async () => {
    const due = app.context.clock.now() + 3_600_000
    const options = {
      attachmentFields: '',
      bcc: 'b@example.com',
      cc: 'c@example.com',
      gateTiming: 'schedule_first',
      idempotencyKey: 'order-2',
      replyTo: 'desk@example.com',
      tags: {},
    }
    const mail = { ...draftOfMail(), sendAt: new Date(due).toISOString(), options }
    const { id } = await one(keys().test_agent, 'email', 'schedule', mail)
    await app.drain()
    const changes = {
      // What n8n makes of an expression like $now.plus(…).
      sendAt: { ts: due + 60_000, isLuxonDateTime: true },
      subject: 'Later',
      markdown: 'Other words',
      to: 'eve@example.com',
    }
    const where = { mailboxId: mailboxId(), emailId: id }
    await one(keys().test_agent, 'email', 'reschedule', { ...where, changes })
    await app.drain()
    expect(await one(keys().test_agent, 'email', 'get', { emailId: id })).toMatchObject({
      status: 'scheduled',
      send_at: new Date(changes.sendAt.ts).toISOString(),
      subject: 'Later',
      to: ['eve@example.com'],
    })
    const cancelled = await one(keys().test_agent, 'email', 'cancel', where)
    expect(cancelled).toMatchObject({ id, status: 'cancelled' })
  })

  it('that came in are answered in their thread, tagged, and downloaded with their files', async () => {
    const emailId = await arrive()
    const where = { mailboxId: mailboxId(), emailId }
    const options = {
      attachmentFields: '',
      bcc: 'b@example.com',
      cc: 'c@example.com',
      idempotencyKey: 'answer-1',
      tags: { tag: [{ key: 'kind', value: 'answer' }] },
    }
    const reply = { emailId, markdown: 'Thank *you*', options }
    const { thread_id: threadId } = await one(keys().test_agent, 'email', 'reply', reply)
    const thread = await one(keys().test_agent, 'thread', 'get', { mailboxId: mailboxId(), threadId })
    expect(thread).toMatchObject({ message_count: 2, subject: 'The plan' })

    const tags = { tag: [{ key: 'topic', value: 'zebra' }] }
    expect(await one(keys().test_agent, 'email', 'tag', { ...where, tags })).toMatchObject({
      tags: { topic: 'zebra' },
    })

    const file = { ...where, filename: 'a b%.csv', binaryField: 'csv' }
    const [attachment] = await actor.items(keys().test_agent, 'email', 'downloadAttachment', file)
    expect(attachment?.json).toEqual({ name: 'a b%.csv', content_type: 'text/csv', size: 7 })
    expect(attachment?.binary?.csv?.bytes.toString()).toBe('one,two')

    const [message] = await actor.items(keys().test_agent, 'email', 'downloadRaw', where)
    expect(message?.binary?.data?.bytes.toString()).toContain('zebra plan')
    expect(message?.binary?.data?.fileName).toMatch(/\.eml$/)
  })

  it('are listed by every filter, searched, and all of them over many pages', async () => {
    const before = await act(keys().test_agent, 'email', 'getAll', {
      mailboxId: mailboxId(),
      returnAll: true,
    })
    for (let count = 0; count < 130; count++)
      await app.call(keys().test_agent, 'POST', '/v1/test/inbound', {
        mailbox_id: mailboxId(),
        from: 'grace@example.com',
        subject: `News ${count}`,
        markdown: 'Something about an aardvark',
      })
    const all = { mailboxId: mailboxId(), returnAll: true }
    const everything = await act(keys().test_agent, 'email', 'getAll', all)
    expect(everything).toHaveLength(before.length + 130)
    expect(new Set(everything.map(({ id }) => id)).size).toBe(before.length + 130)
    const filters = {
      after: '2020-01-01T00:00:00Z',
      before: '2099-01-01T00:00:00Z',
      direction: 'inbound',
      hasAttachments: false,
      sinceId: String(before[0]?.id),
      sender: 'grace',
      status: 'unread',
      subjectContains: 'News',
    }
    expect(await act(keys().test_agent, 'email', 'getAll', { ...all, filters })).toHaveLength(130)
    const some = { mailboxId: mailboxId(), limit: 3 }
    expect(await act(keys().test_agent, 'email', 'getAll', { ...some, filters })).toHaveLength(3)
    const tagged = { ...some, filters: { tag: 'topic:zebra' } }
    expect(await act(keys().test_agent, 'email', 'getAll', tagged)).toHaveLength(1)
    const words = {
      ...some,
      query: 'zebra plan',
      filters: { ...filters, hasAttachments: true, sender: 'ada' },
    }
    const { sinceId: _, subjectContains: __, status: ___, ...rest } = words.filters
    const found = await act(keys().test_agent, 'email', 'search', { ...words, filters: rest })
    expect(found.map(({ subject }) => subject)).toEqual(['The plan'])
    expect(await act(keys().test_agent, 'email', 'search', { ...all, query: 'aardvark' })).toHaveLength(130)
  })
})

describe('Drafts, approvals, mailboxes, the trail', () => {
  it('a draft is kept, listed, sent; what waits is listed and decided on by its content', async () => {
    const emailId = await arrive()
    const { markdown } = draftOfMail()
    const draft = { mailboxId: mailboxId(), to: 'ada@example.com', subject: 'A draft', markdown }
    const options = { inReplyTo: emailId, cc: 'c@example.com', bcc: 'b@example.com' }
    const { id: draftId } = await one(keys().test_agent, 'draft', 'create', { ...draft, options })
    const list = { mailboxId: mailboxId(), limit: 10 }
    expect(await act(keys().test_agent, 'draft', 'getAll', list)).toHaveLength(1)
    const all = { mailboxId: mailboxId(), returnAll: true }
    expect(await act(keys().test_agent, 'draft', 'getAll', all)).toHaveLength(1)
    const { id } = await one(keys().test_agent, 'draft', 'send', { mailboxId: mailboxId(), draftId })
    const later = { idempotencyKey: 'draft-2', sendAt: '2099-01-01T10:00:00+02:00' }
    const { id: second } = await one(keys().test_agent, 'draft', 'create', draft)
    const parked = { mailboxId: mailboxId(), draftId: second, options: later }
    const { id: scheduled } = await one(keys().test_agent, 'draft', 'send', parked)
    await app.drain()
    expect(await one(keys().test_agent, 'email', 'get', { emailId: scheduled })).toMatchObject({
      send_at: '2099-01-01T08:00:00.000Z',
    })

    const waiting = await act(keys().test_reviewer, 'approval', 'getAll', { returnAll: true })
    const mail = waiting.find((one) => one.id === id)
    expect(mail).toMatchObject({ subject: 'A draft' })
    expect(await act(keys().test_reviewer, 'approval', 'getAll', { limit: 1 })).toHaveLength(1)
    const decision = { emailId: id, decision: 'approve' }
    const stale = { reason: 'It is right', contentHash: '0'.repeat(64) }
    await expect(
      act(keys().test_reviewer, 'approval', 'decide', { ...decision, options: stale }),
    ).rejects.toThrow(/^\[409\] /)
    const fresh = { reason: 'It is right', contentHash: mail?.content_hash }
    expect(
      await one(keys().test_reviewer, 'approval', 'decide', { ...decision, options: fresh }),
    ).toMatchObject({ id, status: 'approved_and_sent', reason: 'It is right' })
    const rejected = { emailId: scheduled, decision: 'reject' }
    expect(await one(keys().test_reviewer, 'approval', 'decide', rejected)).toMatchObject({
      status: 'rejected',
    })
  })

  it('a mailbox is listed, read, and made stricter; the trail says so', async () => {
    expect(await act(keys().admin, 'mailbox', 'getAll')).toMatchObject([{ id: mailboxId() }])
    const stricter = { mailboxId: mailboxId(), mode: 'gated_all' }
    expect(await one(keys().admin, 'mailbox', 'changeMode', stricter)).toMatchObject({ status: 'updated' })
    expect(await one(keys().admin, 'mailbox', 'get', { mailboxId: mailboxId() })).toMatchObject({
      oversight_mode: 'gated_all',
    })
    const looser = { mailboxId: mailboxId(), mode: 'autonomous' }
    await expect(one(keys().admin, 'mailbox', 'changeMode', looser)).rejects.toMatchObject({
      message: expect.stringMatching(/^\[403\] /),
      description: expect.stringContaining('request-upgrade'),
    })
    const filters = {
      action: 'mailbox.mode_changed',
      mailboxId: mailboxId(),
      from: '2020-01-01T00:00:00Z',
      to: '2099-01-01T00:00:00Z',
    }
    const entries = await act(keys().admin, 'auditEntry', 'getAll', { limit: 100, filters })
    expect(entries).toMatchObject([{ action: 'mailbox.mode_changed', actor: 'key:admin' }])
    const all = await act(keys().admin, 'auditEntry', 'getAll', { returnAll: true })
    expect(all.length).toBeGreaterThan(100)
  })
})

describe('The description', () => {
  const operations = () =>
    n8n.node.description.properties
      .filter(({ name }) => name === 'operation')
      .flatMap((property) =>
        (property.options ?? []).map((option) => ({
          resource: String(property.displayOptions?.show?.resource?.[0]),
          operation: String(option.value),
        })),
      )

  it('makes only requests that the OpenAPI document describes', () => {
    // What is wrong on purpose above is wrong in its values, not in its fields.
    expect(
      [...new Set(actor.sent.map(flawOf))].filter((flaw) => flaw !== null && !flaw.includes('..%2F')),
    ).toEqual([])
    expect(actor.sent.length).toBeGreaterThan(40)
  })

  it('has no operation and no field that was not tried above', () => {
    const untried: string[] = []
    for (const given of operations()) {
      const id = `${given.resource}.${given.operation}`
      if (!actor.used.has(id)) untried.push(id)
      const shown = n8n.node.description.properties.filter((property) =>
        isShown(property, { returnAll: false, ...given }),
      )
      for (const { name, type, options } of shown) {
        const inner = type === 'collection' ? (options ?? []).map((option) => option.name) : ['']
        if (['resource', 'operation', 'returnAll', 'limit', 'binaryField'].includes(name)) continue
        for (const field of inner) {
          const isTried =
            actor.used.has(`${id}.${name}.${field}`) || (id === 'email.search' && name === 'filters')
          if (!isTried) untried.push(`${id}.${name}.${field}`)
        }
      }
    }
    expect(untried).toEqual([])
  })

  it('offers the values that the server has', () => {
    const optionsOf = (property: Property | undefined) =>
      (property?.options ?? []).map(({ value }) => value).sort()
    const find = (name: string) => n8n.node.description.properties.find((property) => property.name === name)
    const inner = (name: string, resource: string, field: string) =>
      n8n.node.description.properties
        .filter((one) => one.name === name && one.displayOptions?.show?.resource?.includes(resource))
        .flatMap(({ options }) => options ?? [])
        .find((option) => option.name === field)
    const list = { method: 'GET', path: '/v1/mailboxes/x/emails' }
    expect(optionsOf(inner('filters', 'email', 'status'))).toEqual([...valuesOf(list, 'status')].sort())
    expect(optionsOf(inner('filters', 'email', 'direction'))).toEqual([...valuesOf(list, 'direction')].sort())
    const send = { method: 'POST', path: '/v1/mailboxes/x/send' }
    expect(optionsOf(inner('options', 'email', 'gateTiming'))).toEqual(
      [...valuesOf(send, 'gate_timing')].sort(),
    )
    const decide = { method: 'POST', path: '/v1/oversight/decide' }
    expect(optionsOf(find('decision'))).toEqual([...valuesOf(decide, 'action')].sort())
    expect(optionsOf(find('mode'))).toEqual([...MODES].sort())
  })

  it('lists the mailboxes to choose from', async () => {
    const caller = actor.callerOf(keys().agent)
    const functions = {
      getNode: () => ({ name: 'MultiMail' }),
      getCredentials: async () => caller.credentials,
      helpers: {
        httpRequestWithAuthentication: (_name: string, options: Values) => request(caller, options),
      },
    }
    expect(await n8n.node.methods.loadOptions.getMailboxes?.call(functions)).toEqual([
      { name: `${app.made.mailbox.address} (gated_all)`, value: mailboxId() },
    ])
  })

  it('asks for what is required', () => {
    expect(() => parametersOf(n8n.node, { resource: 'email', operation: 'send' })).toThrow(
      'mailboxId is required',
    )
  })

  it('is packed as n8n wants it: no dependencies, the keyword, what is compiled', async () => {
    const text = await readFile(new URL('../../connectors/n8n/package.json', import.meta.url), 'utf8')
    const about = JSON.parse(text)
    expect(about.dependencies).toBeUndefined()
    expect(about.peerDependencies).toEqual({ 'n8n-workflow': '*' })
    expect(about.keywords).toContain('n8n-community-node-package')
    expect(about).toMatchObject({
      license: 'MIT',
      files: ['dist'],
      n8n: { n8nNodesApiVersion: 1, strict: true },
    })
  })
})
