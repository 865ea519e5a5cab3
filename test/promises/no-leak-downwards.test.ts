/**
 * Policies never leak downwards: whoever may only read and send cannot learn thresholds, signals, allowlist or
 * reviewers, and mail that waits to be let in does not exist for them. Every route, walked with every such key.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allow } from '../../src/actions/manage-allowlist.ts'
import { addReviewer } from '../../src/actions/manage-reviewer.ts'
import { SIGNALS } from '../../src/core/risk.ts'
import type { Scope } from '../../src/core/scopes.ts'
import { STATUSES } from '../../src/core/status.ts'
import { DAY, Gate } from '../support/gate.ts'
import { type Operation, operationsOf } from '../support/operations.ts'
import type { Answer } from '../support/server.ts'

let gate: Gate
let operations: Operation[]
/** Keys below `oversight` and `admin`. */
const keys: Record<string, string> = {}
const ids: Record<string, string> = {}

const TTL = 86_399
const REVIEWERS = ['rhea@reviewers.example', 'rolf@reviewers.example']
const HOSTS = ['ally@allowed.example', '*@allowed-domain.example']
/** Whatever of this is in an answer was not to be told. */
const SECRETS = [
  ...REVIEWERS,
  'reviewers.example',
  'ally@allowed',
  'allowed-domain.example',
  'standing.example',
  String(TTL),
  'Secret pause',
  'link:',
  ...Object.keys(SIGNALS),
  'wrong_tries',
  'approvals_given',
  '"approvals_required":3',
]

const makeKeys = async () => {
  const sets: Scope[][] = [['read'], ['send'], ['read', 'send']]
  for (const scopes of sets) {
    keys[scopes.join('+')] = (await gate.makeKey(scopes)).raw
    keys[`test ${scopes.join('+')}`] = (await gate.makeKey(scopes, { test: true })).raw
  }
}

const terminal = { by: 'terminal' } as const

/** An account with everything that is to be kept from its agents. */
async function makeSecrets(): Promise<void> {
  const { context } = gate.app
  await gate.freshBox({ approvals_required: 3, approval_ttl_seconds: TTL })
  for (const entry of HOSTS) await allow(context, gate.operator, gate.box.id, entry, terminal)
  for (const address of REVIEWERS) await addReviewer(context, gate.operator, address, terminal)
  await gate.call(gate.insider, 'POST', '/v1/mailboxes', { address_local: 'asked-for' })
  const { key } = await gate.makeKey(['admin'])
  await context.database.write((writer) =>
    writer.db
      .insertInto('standing_approvals')
      .values({
        id: writer.newId(),
        account_id: gate.app.made.account.id,
        key_id: key.id,
        action: 'allowlist.add',
        host: 'standing.example',
        created_by: 'operator',
        created_at: writer.now,
        revoked_at: null,
      })
      .execute(),
  )
}

/** Mail in every state of being decided, by people with links. */
async function makeDecided(): Promise<void> {
  const [one, two] = REVIEWERS
  const markdown = 'See https://example.net/x; the password is: hunter2hunter2'
  const waiting = await gate.submit({ markdown })
  await gate.decideByLink(await gate.link(waiting, one))
  const sent = await gate.submit({ markdown: 'Approved' })
  for (const person of [one, two, undefined]) await gate.decideByLink(await gate.link(sent, person))
  const refused = await gate.submit({ markdown: 'Refused' })
  await gate.decideByLink(await gate.link(refused, two), 'reject')
  const scheduled = await gate.submit({ markdown: 'Later', send_at: gate.soon(60_000) })
  for (const person of [one, two, undefined]) await gate.decideByLink(await gate.link(scheduled, person))
  const draft = await gate.call(gate.agent, 'POST', `${gate.path}/drafts`, { subject: 'Draft' })
  Object.assign(ids, { waiting, sent, refused, scheduled, draft: String(draft.body.id) })
  await gate.app.drain()
  await gate.call(gate.reviewer, 'POST', `${gate.path}/pause`, { reason: 'Secret pause' })
}

beforeAll(async () => {
  gate = await Gate.open()
  operations = await operationsOf(gate.app)
  await makeKeys()
  await makeSecrets()
  await makeDecided()
})

afterAll(() => gate.app.stop())

/** Valid for any route. */
const BODY = {
  to: ['ally@example.com'],
  subject: 'Walk',
  markdown: 'Walk',
  body: 'Walk',
  email_id: 'x',
  action: 'approve',
  decision: 'approve',
  tags: { walk: 'yes' },
  name: 'Walk',
  email: 'walk@example.com',
  target_mode: 'autonomous',
  code: 'AAA-222',
  entry: 'x@example.com',
  address: 'x@example.com',
  reason: 'Walk',
  decisions: [{ email_id: 'x', action: 'approve' }],
  scopes: ['read'],
}

/** What the server says of itself: it names what there is to hide, and knows nothing of it. */
const DOCUMENTS: ReadonlySet<string> = new Set(['/openapi.json', '/docs', '/llms.txt', '/llms-full.txt'])

async function walk(key: string, email: string, thread: string): Promise<[Operation, Answer][]> {
  const values: Record<string, string> = {
    mailbox_id: gate.box.id,
    email_id: email,
    id: email,
    draft_id: ids.draft ?? '',
    thread_id: thread,
    filename: 'hidden.txt',
  }
  const answers: [Operation, Answer][] = []
  for (const operation of operations) {
    const { method, path } = operation
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'none')
    const body = method === 'GET' || method === 'DELETE' ? undefined : { ...BODY, mailbox: gate.box.id }
    if (path.endsWith('/cancel') || DOCUMENTS.has(path)) continue
    const query = method === 'GET' ? `?mailbox=${gate.box.id}&limit=100` : ''
    answers.push([operation, await gate.call(key, method, url + query, body)])
  }
  return answers
}

const textOf = ({ body, headers }: Answer) => JSON.stringify([body, [...headers]])

describe('every route, with every key below oversight', () => {
  it('tells no threshold, signal, entry or reviewer, in answers or in errors', async () => {
    for (const [name, key] of Object.entries(keys)) {
      for (const email of ['waiting', 'sent', 'refused', 'scheduled']) {
        const { thread_id } = await gate.message(ids[email] ?? '')
        for (const [{ method, path }, answer] of await walk(key, ids[email] ?? '', thread_id)) {
          expect(answer.status, `${method} ${path}`).toBeLessThan(500)
          for (const secret of SECRETS)
            expect(textOf(answer), `${name}: ${method} ${path} (${email})`).not.toContain(secret)
        }
      }
    }
  })

  it('tells the same of itself to everybody, whatever is stored', async () => {
    const empty = await Gate.open()
    try {
      for (const path of DOCUMENTS) {
        const { body } = await gate.call(keys['read+send'] ?? '', 'GET', path)
        expect(body, path).toEqual((await empty.call('', 'GET', path)).body)
      }
    } finally {
      await empty.app.stop()
    }
  })

  it('shows the thresholds of a mailbox as null', async () => {
    for (const key of [keys.read, keys['read+send'], keys['test read']]) {
      const { body } = await gate.call(key ?? '', 'GET', gate.path)
      expect(body).toMatchObject({
        approvals_required: null,
        approval_ttl_seconds: null,
        on_expiry: null,
        retention_days: null,
        paused: null,
        paused_reason: null,
      })
    }
  })

  it('answers a send alike, whoever it is to', async () => {
    await gate.call(gate.reviewer, 'POST', `${gate.path}/resume`, {})
    const shape = async (to: string) => {
      const { status, body } = await gate.send({ to: [to], markdown: `To ${to}` })
      return { status, keys: Object.keys(body), state: body.status, message: body.message }
    }
    expect(await shape('ally@allowed.example')).toEqual(await shape('stranger@example.com'))
  })
})

/** Everything that a reader can ask for without knowing an id, and what is counted. */
async function everything(key: string): Promise<unknown> {
  const lists = ['', 'direction=inbound', 'sender=hidden', 'subject_contains=hid', 'has_attachments=true']
  const filters = [
    ...lists,
    'q=zebrafish',
    'q=hidden',
    'tag=walk',
    ...STATUSES.map((word) => `status=${word}`),
  ]
  const paths = [
    ...filters.map((filter) => `${gate.path}/emails?limit=100&${filter}`),
    ...['q=zebrafish', ''].map((filter) => `/v1/emails/inbox?mailbox=${gate.box.id}&${filter}`),
    '/v1/emails',
    '/v1/account',
    '/v1/usage',
    '/v1/usage?breakdown=daily',
    '/v1/mailboxes',
    gate.path,
    '/v1/contacts',
    `${gate.path}/drafts`,
  ]
  const found: unknown[] = []
  for (const path of paths) {
    const { status, body } = await gate.call(key, 'GET', path)
    const { api_calls: _, request_id: __, to: ___, data, ...rest } = body as Record<string, unknown>
    const counted = Array.isArray(data) ? data.filter(({ event_type }) => event_type !== 'api_calls') : null
    found.push([path, status, rest, counted])
  }
  return [found, await allThreads(key)]
}

/** Threads page by page, each of one, with the cursors. */
async function allThreads(key: string): Promise<unknown[]> {
  const pages: unknown[] = []
  let cursor: unknown = ''
  for (let page = 0; cursor !== null && page < 50; page++) {
    const { body } = await gate.call(key, 'GET', `${gate.path}/threads?limit=1&cursor=${String(cursor)}`)
    pages.push(body)
    cursor = body.cursor
  }
  return pages
}

const mailOf = (subject: string, more: readonly string[] = []) =>
  [
    'From: Hidden Person <hidden@hidden.example>',
    `Subject: ${subject}`,
    ...more,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'zebrafish inside',
    '--b',
    'Content-Type: text/plain',
    'Content-Disposition: attachment; filename=hidden.txt',
    '',
    'zebrafish attached',
    '--b--',
    '',
  ].join('\r\n')

describe.each([
  ['live', 0],
  ['test', 1],
] as const)('held %s mail that came in', (kind, test) => {
  const reading = () => keys[kind === 'test' ? 'test read+send' : 'read+send'] ?? ''
  const reviewing = () => gate.app.made.keys[kind === 'test' ? 'test_reviewer' : 'reviewer']
  const held: string[] = []
  let before: unknown

  beforeAll(async () => {
    await gate.freshBox({ mode: 'gated_send' })
    await gate.arrive(mailOf('Visible', ['Message-ID: <visible@hidden.example>']), test)
    await gate.send({}, reading())
    await gate.set({ mode: 'gated_all' })
    await gate.app.drain()
    before = await everything(reading())
    held.splice(0)
    held.push(await gate.arrive(mailOf('Hidden in a new thread'), test))
    const answer = ['In-Reply-To: <visible@hidden.example>', 'Message-ID: <second@hidden.example>']
    held.push(await gate.arrive(mailOf('Re: Visible', answer), test))
    await gate.app.drain()
  })

  it('is in no list, thread, search, count or page', async () => {
    expect(await everything(reading())).toEqual(before)
  })

  it('is not found by any route, and none says anything of it', async () => {
    for (const id of held) {
      const { thread_id, from_address } = await gate.message(id)
      const known = [from_address, 'zebrafish', 'Hidden in', id]
      for (const name of ['read', 'send', 'read+send']) {
        const key = keys[kind === 'test' ? `test ${name}` : name] ?? ''
        for (const [{ method, path }, answer] of await walk(key, id, thread_id)) {
          const isAboutIt = /\{(email_id|id)\}/.test(path)
          const where = `${name}: ${method} ${path}`
          if (isAboutIt) expect([403, 404, 400], where).toContain(answer.status)
          const text = textOf(answer)
          if (isAboutIt) for (const word of known) expect(text, where).not.toContain(word)
          expect(text, where).not.toMatch(/Hidden in a new thread|second@hidden/)
        }
      }
    }
  })

  it('and stays so when it is refused or expires', async () => {
    const [first] = held
    await gate.decide(String(first), 'reject', {}, reviewing())
    const seen = (await gate.call(reading(), 'GET', `/v1/emails/${first}`)).status
    expect(seen).toBe(404)
    const { body } = await gate.call(reading(), 'GET', `${gate.path}/emails?status=rejected`)
    expect(body.emails).toEqual([])
  })

  it('is there, counted and threaded once it is let in', async () => {
    const second = String(held[1])
    const { body: usage } = await gate.call(reading(), 'GET', '/v1/usage')
    expect((await gate.decide(second, 'approve', {}, reviewing())).status).toBe(200)
    const { body } = await gate.call(reading(), 'GET', `/v1/emails/${second}`)
    expect(body).toMatchObject({ status: 'read', markdown: expect.stringContaining('zebrafish') })
    const after = (await gate.call(reading(), 'GET', '/v1/usage')).body
    expect(Number(after.emails_received)).toBe(Number(usage.emails_received) + 1)
    const pages = (await allThreads(reading())) as { cursor: unknown; threads: unknown[] }[]
    const page = pages.find(({ cursor }) => cursor === second)
    expect(page?.threads).toMatchObject([{ message_count: 2, subject: 'Visible' }])
    const found = await gate.call(reading(), 'GET', `${gate.path}/emails?q=zebrafish`)
    expect(found.body.emails).toHaveLength(2)
  })

  it('expires unseen', async () => {
    const id = await gate.arrive(mailOf('Hidden and late'), test)
    gate.app.context.clock.advance(2 * DAY)
    await gate.app.drain()
    expect((await gate.message(id)).state).toBe('expired')
    expect((await gate.call(reading(), 'GET', `/v1/emails/${id}`)).status).toBe(404)
  })
})
