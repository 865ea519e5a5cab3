/**
 * A workflow engine that others make, Node-RED, decides on mail by the flow file `flows.json`: it is told of what
 * waits, branches on sender, subject and tag, asks `pending`, calls `decide`, and is told what was approved.
 * Runs by `npm run test:node-red`, which installs it; anywhere else it is skipped.
 */

import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { freePort, type JournalEntry, type NodeRed, startNodeRed } from './node-red.ts'

const isWanted = (process.env.TEST_NODE_RED ?? '') !== ''
const MINUTE = 60_000

interface Written {
  readonly subject?: string
  readonly to?: readonly string[]
  readonly bcc?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
  readonly mailboxId?: string
}

let app: TestServer
let nodeRed: NodeRed
let hook: string
let webhook: Json
let otherMailbox: string
let keyId: string

/** Asks as somebody; what was asked must have been done. */
async function ask(key: string, method: string, path: string, body?: unknown): Promise<Json> {
  const answer = await app.call(key, method, path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer.body
}

const admin = (method: string, path: string, body?: unknown) => ask(app.made.keys.admin, method, path, body)
const agent = (method: string, path: string, body?: unknown) => ask(app.made.keys.agent, method, path, body)

let count = 0

/** Writes a mail with its tags; it waits for a decision. Gives its id. */
async function write(given: Written): Promise<string> {
  const mailbox = `/v1/mailboxes/${given.mailboxId ?? app.made.mailbox.id}`
  const { id } = await agent('POST', `${mailbox}/send`, {
    to: given.to ?? ['books@example.com'],
    bcc: given.bcc ?? [],
    subject: given.subject ?? 'Invoice 1',
    markdown: 'Please find it below.',
    tags: given.tags ?? { invoice: 'checked' },
    idempotency_key: `mail ${count++}`,
  })
  return String(id)
}

const statusOf = async (id: string) => (await agent('GET', `/v1/emails/${id}`)).status

/** Ids of the mails that left, as far as a server without a relay lets them. */
async function captured(): Promise<unknown[]> {
  const { emails } = await admin('GET', '/v1/test/captured?limit=100')
  return (emails as unknown as Json[]).map(({ email_id }) => email_id).filter((id) => id !== null)
}

/** Posts to the flow as the server does, signed with the secret given. */
async function post(body: string, secret: string | null, more: Record<string, string> = {}): Promise<number> {
  const hex = secret === null ? null : createHmac('sha256', secret).update(body).digest('hex')
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...(hex === null ? {} : { 'x-multimail-signature': `sha256=${hex}` }),
    ...more,
  }
  return (await fetch(hook, { method: 'POST', headers, body })).status
}

const requestFor = (id: string) =>
  JSON.stringify({
    event_id: 'forged',
    event: 'approval.requested',
    email_id: id,
    from: { address: app.made.mailbox.address, name: '' },
    subject: 'Invoice 1',
    tags: { invoice: 'checked' },
  })

/** What the flow has done with a mail so far; being told of an approval may come before the answer to it. */
const doneWith = (journal: readonly JournalEntry[], id: string) =>
  journal
    .filter(({ email_id }) => email_id === id)
    .map(({ did }) => did)
    .sort()

async function open(): Promise<void> {
  const port = await freePort()
  hook = `http://127.0.0.1:${port}/multimail/events`
  app = await startTestServer({
    settings: { MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1', MULTIMAIL_OPERATOR_APPROVAL: 'off' },
  })
  otherMailbox = String((await admin('POST', '/v1/mailboxes', { address_local: 'other' })).id)
  const key = await admin('POST', '/v1/keys', { name: 'workflow', scopes: ['oversight'] })
  keyId = String(key.id)
  webhook = await admin('POST', '/v1/webhooks', {
    url: hook,
    events: ['approval.requested', 'oversight.approved'],
  })
  nodeRed = await startNodeRed(port, {
    MULTIMAIL_URL: app.url,
    MULTIMAIL_KEY: String(key.key),
    MULTIMAIL_WEBHOOK_SECRET: String(webhook.signing_secret),
    MULTIMAIL_SENDER: app.made.mailbox.address,
    MULTIMAIL_RECIPIENT_DOMAIN: 'example.com',
  })
}

describe.skipIf(!isWanted)('A flow of Node-RED (run it by `npm run test:node-red`)', () => {
  /** Entries in the journal so far. */
  let written = 0

  beforeAll(open)
  afterAll(async () => {
    await nodeRed?.stop()
    await app?.stop()
  })

  /** The journal once it has so many entries more. */
  async function journalAfter(more: number): Promise<JournalEntry[]> {
    written += more
    const journal = await nodeRed.journal(written)
    expect(journal).toHaveLength(written)
    return journal
  }

  it('approves what has the right sender, subject and tag, rejects what is tagged so, leaves the rest', async () => {
    const approved = await write({})
    const rejected = await write({ subject: 'Invoice 2', tags: { invoice: 'wrong' } })
    const left = [
      await write({ subject: 'Invoice 3', mailboxId: otherMailbox }),
      await write({ subject: 'Party on Friday' }),
      await write({ subject: 'Invoice 4', tags: { invoice: 'unclear' } }),
      await write({ subject: 'Invoice 5', tags: { lunch: 'checked' } }),
      await write({ subject: 'Invoice 6', bcc: ['eve@evil.example'] }),
    ]
    await app.drain()
    const journal = await journalAfter(8)
    await app.drain()

    expect(doneWith(journal, approved)).toEqual(['approve', 'told'])
    expect(doneWith(journal, rejected)).toEqual(['reject'])
    for (const id of left) expect(doneWith(journal, id)).toEqual(['left'])

    expect(await captured()).toEqual([approved])
    expect(await agent('GET', `/v1/emails/${approved}`)).toMatchObject({
      status: 'sent',
      decided_by: 'key:workflow',
    })
    expect(await agent('GET', `/v1/emails/${rejected}`)).toMatchObject({
      status: 'rejected',
      decided_by: 'key:workflow',
      rejected_reason: 'The invoice was found wrong',
    })
    for (const id of left) expect(await statusOf(id)).toBe('pending_send_approval')
    const { emails } = await ask(app.made.keys.reviewer, 'GET', '/v1/oversight/pending')
    expect((emails as unknown as Json[]).map(({ id }) => id).sort()).toEqual([...left].sort())
  })

  it('takes nothing that the server did not sign', async () => {
    const id = await write({ subject: 'Invoice 1', tags: { invoice: 'unclear' } })
    await app.drain()
    await journalAfter(1)
    const body = requestFor(id)
    const secret = String(webhook.signing_secret)
    const signatureOfOther = createHmac('sha256', secret).update(`${body} `).digest('hex')
    expect(await post(body, null)).toBe(401)
    expect(await post(body, 'whsec_of_somebody_else')).toBe(401)
    expect(await post(body, '')).toBe(401)
    expect(await post(body, null, { 'x-multimail-signature': '' })).toBe(401)
    expect(await post(body, null, { 'x-multimail-signature': `sha256=${signatureOfOther}` })).toBe(401)

    const journal = await journalAfter(5)
    expect(journal.slice(-5).map(({ did }) => did)).toEqual(Array(5).fill('refused'))
    expect(await statusOf(id)).toBe('pending_send_approval')
    // The same request with the right signature counts: it was the signature that was missing, nothing else.
    expect(await post(body, secret)).toBe(200)
    expect(doneWith(await journalAfter(2), id)).toEqual(['approve', 'left', 'told'])
  })

  it('decides once when an event comes twice', async () => {
    const id = await write({ subject: 'Invoice 7' })
    await app.drain()
    expect(doneWith(await journalAfter(2), id)).toEqual(['approve', 'told'])
    await app.drain()
    const { deliveries } = await admin('GET', '/v1/webhook-deliveries?limit=100')
    const ofThis = (deliveries as unknown as Json[]).filter(({ email_id }) => String(email_id) === id)
    expect(ofThis.map(({ status, attempts }) => ({ status, attempts }))).toEqual([
      { status: 'delivered', attempts: 1 },
      { status: 'delivered', attempts: 1 },
    ])
    const request = ofThis.find(({ event_type }) => String(event_type) === 'approval.requested')
    await admin('POST', `/v1/webhook-deliveries/${request?.id}/redeliver`)
    await app.drain()
    expect(doneWith(await journalAfter(1), id)).toEqual(['approve', 'left', 'told'])
    expect((await captured()).filter((captured) => captured === id)).toHaveLength(1)
  })

  it('has an event posted again when it could not decide, and decides then', async () => {
    await admin('PATCH', `/v1/keys/${keyId}`, { scopes: ['read'] })
    const id = await write({ subject: 'Invoice 8' })
    await app.drain()
    expect(doneWith(await journalAfter(1), id)).toEqual(['later'])
    expect(await statusOf(id)).toBe('pending_send_approval')

    await admin('PATCH', `/v1/keys/${keyId}`, { scopes: ['oversight'] })
    app.context.clock.advance(MINUTE)
    await app.drain()
    expect(doneWith(await journalAfter(2), id)).toEqual(['approve', 'later', 'told'])
  })

  it('takes the samples of a test delivery and decides on nothing', async () => {
    await admin('POST', `/v1/webhooks/${webhook.id}/test`)
    await app.drain()
    const journal = await journalAfter(2)
    expect(
      journal
        .slice(-2)
        .map(({ did }) => did)
        .sort(),
    ).toEqual(['left', 'told'])
  })
})
