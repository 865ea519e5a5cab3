/** Nobody reads what is not theirs: every route, walked with keys that must not open it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../../src/core/scopes.ts'
import { insertAccount } from '../../src/store/accounts.ts'
import { OPERATOR } from '../../src/store/events.ts'
import { addKey } from '../../src/store/keys.ts'
import { insertMailbox, newMailbox } from '../../src/store/mailboxes.ts'
import { operationsOf } from '../support/operations.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
/** Keys that are somebody else's in one way each; `scopes` is what they may do where they belong. */
const strangers: Record<string, string> = {}
let own: { agent: string; reviewer: string; admin: string }
const ids: Record<string, string> = {}

async function makeStrangers(): Promise<void> {
  const { database } = app.context
  const { account } = app.made
  await database.write(async (writer) => {
    const other = { ...account, id: writer.newId(), slug: 'other', name: 'Other' }
    await insertAccount(writer, other)
    const elsewhere = newMailbox(writer, {
      accountId: account.id,
      address: 'second@multimail.localhost',
      displayName: null,
      approvalTtl: 3600,
    })
    await insertMailbox(writer, elsewhere)
    const make = async (name: string, accountId: string, test: boolean, mailboxIds: string[] | null) => {
      for (const [suffix, scopes] of [
        ['agent', ['read', 'send', 'admin']],
        ['reviewer', ['read', 'oversight', 'admin']],
      ] as [string, Scope[]][]) {
        const maker = { accountId, actor: OPERATOR }
        const { raw, key } = await addKey(writer, maker, {
          name: `${name}-${suffix}`,
          scopes,
          test,
          mailboxIds,
        })
        strangers[`${name}-${suffix}`] = raw
        if (name === 'revoked') {
          await writer.db.updateTable('keys').set({ revoked_at: 1 }).where('id', '=', key.id).execute()
        }
      }
    }
    await make('other account', other.id, false, null)
    await make('other mailbox', account.id, false, [elsewhere.id])
    await make('test', account.id, true, null)
    await make('revoked', account.id, false, null)
  })
}

/** One live mail held, one received, with an attachment, a tag and a contact: something to steal. */
async function makeTreasure(): Promise<void> {
  const mailbox = app.made.mailbox.id
  const sent = await app.call(own.agent, 'POST', `/v1/mailboxes/${mailbox}/send`, {
    to: ['ada@example.com'],
    subject: 'Treasure',
    markdown: 'Secret gold',
    attachments: [{ name: 'map.txt', content_base64: 'WCBtYXJrcyBpdA==', content_type: 'text/plain' }],
  })
  expect(sent.status).toBe(202)
  ids.email_id = String(sent.body.id)
  ids.id = ids.email_id
  ids.thread_id = String(sent.body.thread_id)
  ids.mailbox_id = mailbox
  ids.filename = 'map.txt'
  ids.key = 'gold'
  const draft = await app.call(own.agent, 'POST', `/v1/mailboxes/${mailbox}/drafts`, {
    to: ['ada@example.com'],
    subject: 'Treasure map',
    markdown: 'Secret gold, more of it',
    attachments: [{ name: 'map.txt', content_base64: 'WCBtYXJrcyBpdA==' }],
  })
  expect(draft.status).toBe(201)
  ids.draft_id = String(draft.body.id)
  await app.call(own.agent, 'PUT', `/v1/mailboxes/${mailbox}/emails/${ids.email_id}/tags`, {
    tags: { gold: 'yes' },
  })
}

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_OPERATOR_APPROVAL: 'off' } })
  own = app.made.keys
  await makeStrangers()
  await makeTreasure()
  // Decoded and indexed: what changes from now on, a stranger changed.
  await app.drain()
})

afterAll(() => app.stop())

const operations = () => operationsOf(app)

/** A body that would be valid for any of the routes, were the mail one's own. */
const BODY = {
  to: ['eve@example.com'],
  subject: 'Stolen',
  markdown: 'x',
  body: 'x',
  mailbox: '',
  email_id: '',
  action: 'approve',
  decision: 'approve',
  tags: { stolen: 'yes' },
  name: 'eve',
  email: 'eve@example.com',
  display_name: 'Eve',
  target_mode: 'autonomous',
  code: 'A7X-29K',
  entry: 'eve@example.com',
  reason: 'Mine now',
  address: 'eve@example.com',
  since: '2026-01-01T00:00:00Z',
}

/** Everything live that the treasure's owner has, as rows. */
async function rowsOfOwner(): Promise<string> {
  const { reader } = app.context.database
  const account = app.made.account.id
  const mailbox = app.made.mailbox.id
  const tables = await Promise.all([
    reader
      .selectFrom('messages')
      .selectAll()
      .where('mailbox_id', '=', mailbox)
      .where('test', '=', 0)
      .execute(),
    reader.selectFrom('mailboxes').selectAll().where('id', '=', mailbox).execute(),
    reader.selectFrom('tags').selectAll().where('mailbox_id', '=', mailbox).where('test', '=', 0).execute(),
    reader.selectFrom('drafts').selectAll().where('mailbox_id', '=', mailbox).where('test', '=', 0).execute(),
    reader.selectFrom('decisions').selectAll().where('account_id', '=', account).execute(),
    reader.selectFrom('releases').selectAll().execute(),
    reader.selectFrom('deliveries').selectAll().where('test', '=', 0).execute(),
  ])
  return JSON.stringify(tables)
}

describe('every route that names a mail or a mailbox', () => {
  it('is 404 or 401 to a stranger, shows nothing, and does nothing', async () => {
    const before = await rowsOfOwner()
    const targeted = (await operations()).filter(({ path }) =>
      /\{(mailbox_id|email_id|id|thread_id)\}/.test(path),
    )
    expect(targeted.length).toBeGreaterThan(20)
    for (const { method, path, scopes } of targeted) {
      // Keys and contacts have ids of their own; a mail's id finds nothing there either.
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'none'))
      for (const [name, key] of Object.entries(strangers)) {
        const suffix = scopes.includes('oversight') && !scopes.includes('send') ? 'reviewer' : 'agent'
        if (!name.endsWith(suffix)) continue
        const tags = path.endsWith('/tag') ? { tags: ['stolen'] } : {}
        const approval = path.endsWith('/standing-approvals') ? { action: 'mailbox.create' } : {}
        const body = ['GET', 'DELETE'].includes(method) ? undefined : { ...BODY, ...tags, ...approval }
        const answer = await app.call(key, method, url, body)
        // A test key may see the shared mailbox itself, and may not change it; never what is live in it.
        const sharedMailbox = name.startsWith('test') && !/\{(email_id|draft_id|id|thread_id)\}/.test(path)
        const expected = name.startsWith('revoked')
          ? [401]
          : sharedMailbox
            ? [200, 201, 202, 403]
            : [404, 401, 403]
        expect(
          expected,
          `${name}: ${method} ${path} → ${answer.status} ${JSON.stringify(answer.body)}`,
        ).toContain(answer.status)
        expect(JSON.stringify(answer.body)).not.toMatch(/Treasure|Secret gold|X marks it|map\.txt/)
      }
    }
    expect(await rowsOfOwner()).toBe(before)
  })
})

describe('every route without an id', () => {
  it('shows a stranger nothing of the treasure', async () => {
    const before = await rowsOfOwner()
    const open = (await operations()).filter(({ method, path }) => method === 'GET' && !path.includes('{'))
    for (const { path, scopes } of open) {
      for (const [name, key] of Object.entries(strangers)) {
        const suffix = scopes.includes('oversight') ? 'reviewer' : 'agent'
        if (!name.endsWith(suffix)) continue
        const answer = await app.call(
          key,
          'GET',
          `${path}?mailbox=${encodeURIComponent(app.made.mailbox.address)}`,
        )
        expect(JSON.stringify(answer.body)).not.toMatch(/Treasure|Secret gold|X marks it|map\.txt/)
        if (name.startsWith('revoked') && scopes.length > 0) expect(answer.status).toBe(401)
      }
    }
    expect(await rowsOfOwner()).toBe(before)
  })

  it('asks for a key, unless it is open to all', async () => {
    for (const { method, path, scopes } of await operations()) {
      if (scopes.length === 0) continue
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'none'))
      const answer = await app.call(null, method, url, method === 'GET' ? undefined : BODY)
      expect(answer.status, `${method} ${path}`).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    }
  })

  it('refuses a key without the scope it needs', async () => {
    for (const { method, path, scopes } of await operations()) {
      if (scopes.length === 0) continue
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'none'))
      const held: Record<string, string[]> = {
        agent: ['read', 'send'],
        reviewer: ['read', 'oversight'],
        admin: ['read', 'admin'],
      }
      for (const [name, has] of Object.entries(held)) {
        if (has.some((scope) => scopes.includes(scope))) continue
        const key = own[name as 'agent' | 'reviewer' | 'admin']
        const answer = await app.call(key, method, url, method === 'GET' ? undefined : BODY)
        expect(answer.status, `${name}: ${method} ${path}`).toBe(403)
        expect(answer.body.code).toBe('forbidden_scope')
      }
    }
  })
})
