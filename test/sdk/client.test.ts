/** The TypeScript client against a running server: everything it promises. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPendingApproval, MultiMail, MultiMailError, WaitTimeoutError } from '../../sdk/src/index.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
let agent: MultiMail
let reviewer: MultiMail
let admin: MultiMail
let mailbox = ''

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
  const { keys } = app.made
  // A pause is the moment in which the server does what is due.
  const sleep = async (ms: number) => {
    app.context.clock.advance(ms)
    await app.drain()
  }
  const client = (key: string) =>
    new MultiMail({ url: app.url, key, sleep, now: () => app.context.clock.now() })
  agent = client(keys.agent)
  reviewer = client(keys.reviewer)
  admin = client(keys.admin)
  mailbox = app.made.mailbox.id
})
afterAll(() => app.stop())

const mail = (subject: string) => ({ to: ['ada@example.com'], subject, markdown: 'Hello **Ada**!' })

async function waiting(id: string) {
  for await (const email of reviewer.pending()) if (email.id === id) return email
  throw new Error('it does not wait')
}

describe('An agent', () => {
  it('finds its mailbox', async () => {
    expect((await agent.mailboxes()).map(({ address }) => address)).toEqual([app.made.mailbox.address])
  })

  it('sends, waits for a person, and reads what was decided', async () => {
    const sent = await agent.send(mailbox, mail('Monday'))
    expect(sent).toMatchObject({ status: 'pending_scan', idempotent: false })
    await app.drain()
    const { content_hash } = await waiting(sent.id)
    await reviewer.decide({ email_id: sent.id, action: 'reject', reason: 'Not now', content_hash })
    expect(await agent.waitForDecision(sent.id)).toMatchObject({
      status: 'rejected',
      decision: 'refused',
      rejected_reason: 'Not now',
    })
  })

  it('waits until an approved email has left', async () => {
    const sent = await agent.send(mailbox, mail('Tuesday'))
    await app.drain()
    await reviewer.decide({ email_id: sent.id, action: 'approve' })
    expect(await agent.waitUntilOver(sent.id)).toMatchObject({ status: 'sent', decision: 'approved' })
  })

  it('is told when nobody decided in the time it has', async () => {
    const sent = await agent.send(mailbox, mail('Wednesday'))
    await expect(agent.waitForDecision(sent.id, { timeout: 20_000 })).rejects.toThrow(WaitTimeoutError)
    await agent.cancel(mailbox, sent.id)
    expect(await agent.email(sent.id)).toMatchObject({ status: 'cancelled' })
  })

  it('goes through every page of a list', async () => {
    for (const number of [1, 2, 3]) await agent.send(mailbox, mail(`Page ${number}`))
    const subjects: string[] = []
    for await (const { subject } of agent.emails(mailbox, { subject_contains: 'Page', limit: 1 })) {
      subjects.push(subject)
    }
    expect(subjects).toEqual(['Page 3', 'Page 2', 'Page 1'])
  })

  it('follows what happens', async () => {
    const names: string[] = []
    for await (const { event } of agent.events({ limit: 1 })) names.push(event)
    expect(names).toContain('message.sent')
  })
})

describe('Mail that comes in', () => {
  it('is waited for and answered', async () => {
    const { keys } = app.made
    const tester = new MultiMail({ url: app.url, key: keys.test_agent })
    const question = tester.waitForEmail(mailbox, null, { timeout: 30_000 })
    const inbound = {
      mailbox_id: mailbox,
      from: 'Ada <ada@example.com>',
      subject: 'Lunch?',
      markdown: 'At noon?',
    }
    await tester.api.POST('/v1/test/inbound', { body: inbound })
    await app.drain()
    const { id, subject } = await question
    expect(subject).toBe('Lunch?')
    expect(await tester.reply(mailbox, id, { markdown: 'Yes.' })).toMatchObject({ status: 'pending_scan' })
  })
})

describe('An error', () => {
  it('has its code, what to do, and the fields that are wrong', async () => {
    const failure = await agent.send(mailbox, { ...mail('x'), to: ['ada'] }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MultiMailError)
    expect(failure).toMatchObject({
      status: 400,
      code: 'bad_request',
      fix: expect.stringContaining('details'),
      details: [{ path: 'to[0]' }],
      requestId: expect.any(String),
    })
  })

  it('of a key that may not is the same', async () => {
    await expect(agent.decide({ email_id: mailbox, action: 'approve' })).rejects.toMatchObject({
      status: 403,
      code: 'forbidden_scope',
    })
  })

  it('is none when the operator is asked first', async () => {
    const { data } = await admin.api.POST('/v1/keys', { body: { name: 'more', scopes: ['read'] } })
    expect(isPendingApproval(data)).toBe(true)
  })
})
