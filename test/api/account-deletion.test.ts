/** The end of an account: dead at once, erased piece by piece, and nothing of it left that says anything. */

import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { deleteAccount, eraseAccounts, lookAgain } from '../../src/actions/delete-account.ts'
import { removeUnusedFiles } from '../../src/actions/erase-message.ts'
import { createMailbox } from '../../src/actions/manage-mailbox.ts'
import type { Transmission, Transport } from '../../src/mail/smtp-client.ts'
import { operatorOf } from '../../src/store/access.ts'
import { isSpentSlug } from '../../src/store/account-end.ts'
import { type Account, findAccount, insertAccount } from '../../src/store/accounts.ts'
import { listKeys } from '../../src/store/keys.ts'
import { putOauthRow } from '../../src/store/oauth-rows.ts'
import { insertPasskey } from '../../src/store/passkeys.ts'
import { insertPerson, newPerson } from '../../src/store/people.ts'
import { insertSession } from '../../src/store/sessions.ts'
import { suppressForAll } from '../../src/store/suppressions.ts'
import { verifyChains } from '../../src/store/verify-chains.ts'
import { isPostgres } from '../support/database.ts'
import { DAY, Gate } from '../support/gate.ts'
import { filesWith, tablesWith } from '../support/leftovers.ts'
import { noticesOf } from '../support/notices.ts'
import { Outside, TO_OUTSIDE } from '../support/outside.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { sendMail } from '../support/smtp-sender.ts'

const open: TestServer[] = []

async function start(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer> {
  const app = await startTestServer(options)
  open.push(app)
  return app
}

afterEach(async () => {
  for (const app of open.splice(0)) await app.stop()
})

const OFF = { MULTIMAIL_OPERATOR_APPROVAL: 'off' }
const WORDS = ['zanzibar', 'quagmire', 'ada@secret.example', 'hook.secret.example', 'secret-domain.example']

/** One of everything that an account may own, with words that are looked for afterwards. */
async function fill(gate: Gate): Promise<void> {
  const { admin, agent } = gate.app.made.keys
  const attachment = Buffer.alloc(400_000, 'quagmire ').toString('base64')
  const attachments = [{ name: 'quagmire.txt', content_base64: attachment, content_type: 'text/plain' }]
  const mail = { to: ['Ada <ada@secret.example>'], subject: 'Zanzibar', markdown: 'zanzibar', attachments }
  const sent = await gate.submit(mail)
  await gate.decide(sent, 'approve', { reason: 'quagmire', edits: { markdown: 'quagmire indeed' } })
  await gate.submit({ ...mail, subject: 'Zanzibar again' })
  await gate.submit({ ...mail, subject: 'Zanzibar later', send_at: gate.soon(DAY) })
  const raw =
    'From: ada@secret.example\r\nTo: agent@example.com\r\nSubject: Zanzibar\r\n\r\nquagmire ada@secret.example\r\n'
  const received = await gate.arrive(raw)
  await gate.app.drain()
  const made = [
    await gate.call(agent, 'PUT', `${gate.path}/emails/${received}/tags`, { tags: { zanzibar: 'quagmire' } }),
    await gate.call(agent, 'POST', `/v1/emails/${received}/report-spam`),
    await gate.call(agent, 'POST', `${gate.path}/drafts`, { ...mail, subject: 'Zanzibar draft' }),
    await gate.call(agent, 'POST', '/v1/contacts', {
      name: 'Zanzibar',
      email: 'ada@secret.example',
      tags: [],
    }),
    await gate.call(admin, 'POST', `${gate.path}/allowlist`, { entry: 'ada@secret.example' }),
    await gate.call(admin, 'POST', '/v1/reviewers', { address: 'ada@secret.example' }),
    await gate.call(admin, 'POST', '/v1/domains', { domain: 'secret-domain.example' }),
    await gate.call(admin, 'POST', '/v1/keys', { name: 'Zanzibar', scopes: ['read'] }),
    await gate.call(admin, 'PATCH', '/v1/account', { name: 'Zanzibar', physical_address: 'Quagmire 1' }),
    await gate.call(admin, 'PATCH', gate.path, { display_name: 'Zanzibar', signature_block: 'quagmire' }),
    await gate.call(admin, 'POST', '/v1/webhooks', {
      url: 'https://hook.secret.example/zanzibar',
      events: ['message.received'],
      include_body: true,
    }),
  ]
  for (const { status, body } of made) expect(status, JSON.stringify(body)).toBeLessThan(300)
  await signIn(gate)
  const scope = { accountId: gate.app.made.account.id, test: 0 }
  await gate.app.context.database.write((writer) =>
    suppressForAll(writer, scope, 'ada@secret.example', 'complaint'),
  )
  await gate.arrive(raw.replace('Subject: Zanzibar', 'Subject: Zanzibar three'))
}

/** A person of the account with a passkey, a session and a client that acts for them; the cookie of the session. */
function signIn({ app }: Gate): Promise<string> {
  const { account } = app.made
  return app.context.database.write(async (writer) => {
    const given = { account_id: account.id, email: 'ada@secret.example', name: 'Zanzibar' }
    const person = newPerson(writer, { ...given, role: 'owner', invited_by: 'operator' })
    await insertPerson(writer, person)
    await insertPasskey(writer, {
      id: writer.newId(),
      account_id: account.id,
      person_id: person.id,
      credential_id: 'zanzibar',
      public_key: 'zanzibar',
      counter: 0,
      transports_json: '[]',
      name: 'Zanzibar',
      created_at: writer.now,
      last_used_at: null,
    })
    const [key] = await listKeys(writer.db, account.id)
    const payload = { accountId: key?.id, client: 'zanzibar' }
    await putOauthRow(writer, {
      model: 'AccessToken',
      id: 'token',
      payload,
      expiresAt: writer.now + 3_600_000,
    })
    const who = { account_id: account.id, person_id: person.id, method: 'code' } as const
    const { token } = await insertSession(writer, { ...who, ip: '192.0.2.1', user_agent: 'Zanzibar' })
    return token
  })
}

async function openGate(settings: Record<string, string> = OFF): Promise<Gate> {
  const gate = await Gate.open(settings)
  open.push(gate.app)
  await gate.freshBox({ mode: 'gated_send' })
  return gate
}

/** Tables with rows of an account, and how many each has. */
async function ownedRows({ context }: TestServer, accountId: string): Promise<Record<string, number>> {
  const { reader } = context.database
  const tables = isPostgres
    ? sql<{ name: string }>`SELECT table_name AS name FROM information_schema.columns
        WHERE column_name = 'account_id' AND table_schema = 'public'`
    : sql<{ name: string }>`SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name = 'account_id'`
  const counts: Record<string, number> = {}
  for (const { name } of (await tables.execute(reader)).rows.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM ${sql.table(name)}
      WHERE account_id = ${accountId}`.execute(reader)
    if (Number(rows[0]?.count) > 0) counts[name] = Number(rows[0]?.count)
  }
  return counts
}

it('leaves nothing that says anything: no row, no file, no word', async () => {
  const gate = await openGate()
  const { app } = gate
  await fill(gate)
  const address = gate.box.address
  const { id, oversight_email: oversight } = await account(app)
  const words = [...WORDS, address, oversight]
  expect(await tablesWith(app.context, ['zanzibar'])).not.toEqual([])
  const answer = await app.call(app.made.keys.admin, 'DELETE', '/v1/account', {})
  expect(answer).toMatchObject({ status: 200, body: { status: 'deleted' } })
  await app.drain()
  expect(Object.keys(await ownedRows(app, id))).toEqual([
    'account_ends',
    'audit_checkpoints',
    'events',
    'mailboxes',
    'notices',
  ])
  app.context.clock.advance(7 * DAY)
  await lookAgain(app.context)
  await lookAgain(app.context)
  expect(await tablesWith(app.context, words)).toEqual([])
  // Files carry the time of the machine.
  app.context.clock.set(Date.now() + 2 * DAY)
  await removeUnusedFiles(app.context)
  expect(await filesWith(`${app.context.config.data}/blobs`, ['quagmire'])).toEqual([])
})

it('keeps the chains of the trail: every hash, and signatures from before', async () => {
  const gate = await openGate()
  const { app } = gate
  await fill(gate)
  const { admin } = app.made.keys
  await app.call(admin, 'GET', '/v1/audit-log/export')
  const { id } = app.made.account
  const { reader } = app.context.database
  const before = await verifyChains(reader, id, null)
  await app.call(admin, 'DELETE', '/v1/account', {})
  await app.drain()
  const after = await verifyChains(reader, id, null)
  expect(after.flatMap(({ faults }) => faults)).toEqual([])
  expect(after.map(({ chain_id }) => chain_id)).toEqual(before.map(({ chain_id }) => chain_id))
  expect(after.reduce((sum, one) => sum + one.checkpoints_valid, 0)).toBeGreaterThan(0)
  const last = await reader
    .selectFrom('events')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(last).toMatchObject({ action: 'account.deleted', actor: 'system', metadata: '{"emails":5}' })
  // An account that lives may not have such entries.
  await app.context.database.write(({ db }) => db.deleteFrom('account_ends').execute())
  expect((await verifyChains(reader, id, null)).flatMap(({ faults }) => faults)).not.toEqual([])
})

const account = async ({ context, made }: TestServer): Promise<Account> => {
  const found = await findAccount(context.database.reader, made.account.id)
  if (found === undefined) throw new Error('there is no account')
  return found
}

const signedIn = ({ url }: TestServer, cookie: string) =>
  fetch(`${url}/v1/session`, {
    headers: { cookie: `multimail_session=${cookie}`, 'x-multimail-console': '1' },
  })

it('is dead at once: keys, links, SMTP and what was queued', async () => {
  const gate = await openGate()
  const { app, outside } = gate
  const held = await gate.submit({ subject: 'Held' })
  const token = await gate.link(held)
  const queued = await gate.submit({ subject: 'Queued' })
  await gate.decide(queued)
  const cookie = await signIn(gate)
  expect((await signedIn(app, cookie)).status).toBe(200)
  const attachments = [{ name: 'a.txt', content_base64: 'aGVsbG8=', content_type: 'text/plain' }]
  const withFile = await gate.submit({ subject: 'File', attachments })
  const file = await gate.call(gate.agent, 'GET', `${gate.path}/emails/${withFile}/attachments/a.txt/url`)
  const download = `${app.url}${new URL(String(file.body.url)).pathname}`
  expect((await fetch(download)).status).toBe(200)
  await app.call(app.made.keys.admin, 'DELETE', '/v1/account', {})
  expect((await fetch(download)).status).toBe(404)
  expect((await fetch(`${app.url}/v1/approve/${token}`)).status).toBe(410)
  expect((await signedIn(app, cookie)).status).toBe(401)
  for (const key of Object.values(app.made.keys))
    expect((await app.call(key, 'GET', '/v1/account')).status).toBe(401)
  const page = await fetch(`${app.url}/v1/approve/${token}`, {
    method: 'POST',
    body: new URLSearchParams({ action: 'approve' }),
  })
  expect(page.status).toBeGreaterThanOrEqual(400)
  await app.drain()
  app.context.clock.advance(DAY)
  await app.drain()
  const left = outside.taken.filter(({ subject }) => ['Held', 'Queued', 'File'].includes(subject))
  expect(left).toEqual([])
})

it('refuses mail to its mailboxes during SMTP', async () => {
  const app = await start({ settings: OFF })
  const raw = 'From: ada@a.test\r\nSubject: One\r\n\r\nHello\r\n'
  expect(await sendMail(app.smtpPort, raw)).toMatch(/^250/)
  await app.call(app.made.keys.admin, 'DELETE', '/v1/account', {})
  await expect(sendMail(app.smtpPort, raw)).rejects.toThrow('550 5.1.1')
  await app.drain()
  await expect(sendMail(app.smtpPort, raw)).rejects.toThrow('550 5.1.1')
})

it('needs the code of the operator, who gets a last mail when it is done', async () => {
  const app = await start()
  const { admin } = app.made.keys
  const asked = await app.call(admin, 'DELETE', '/v1/account', {})
  expect(asked).toMatchObject({ status: 202, body: { status: 'pending_approval' } })
  const [notice] = await noticesOf(app)
  expect(notice?.text).toContain('Delete the account')
  const wrong = await app.call(admin, 'DELETE', '/v1/account', { approval_code: 'AAA-AAA' })
  expect(wrong.status).toBe(403)
  expect((await app.call(admin, 'GET', '/v1/account')).body.is_active).toBe(true)
  const { code } = notice ?? { code: null }
  const done = await app.call(admin, 'DELETE', '/v1/account', { approval_code: code })
  expect(done).toMatchObject({ status: 200, body: { status: 'deleted' } })
  await app.drain()
  const { reader } = app.context.database
  const captured = await reader.selectFrom('captured').selectAll().execute()
  expect(captured).toHaveLength(1)
  const { recipients_json, raw_sha256 } = captured[0] ?? { recipients_json: '', raw_sha256: '' }
  expect(recipients_json).toBe(JSON.stringify([app.made.account.oversight_email]))
  const raw = await app.context.blobs.readRange(reader, raw_sha256, 0, 10_000)
  expect(raw.toString()).toContain('Subject: Your account was deleted')
})

it('is not for test keys, nor for keys of some mailboxes', async () => {
  const gate = await openGate()
  const testAdmin = await gate.makeKey(['read', 'admin'], { test: true })
  const limited = await gate.makeKey(['read', 'admin'], { mailboxIds: [gate.box.id] })
  for (const { raw } of [testAdmin, limited])
    expect((await gate.call(raw, 'DELETE', '/v1/account', {})).status).toBe(403)
  expect((await gate.call(gate.agent, 'DELETE', '/v1/account', {})).status).toBe(403)
})

it('never gives out its addresses and its slug again', async () => {
  const gate = await openGate()
  const { context } = gate.app
  const before = await account(gate.app)
  const { address } = gate.box
  await gate.call(gate.app.made.keys.admin, 'DELETE', '/v1/account', {})
  await gate.app.drain()
  const newcomer = { ...before, id: `${'0'.repeat(25)}1`, slug: 'newcomer', is_active: 1, paused_at: null }
  await context.database.write((writer) => insertAccount(writer, newcomer))
  const made = createMailbox(
    context,
    operatorOf(newcomer.id, 0),
    { address, displayName: null },
    {
      by: 'terminal',
    },
  )
  await expect(made).rejects.toMatchObject({ code: 'address_in_use' })
  expect(await isSpentSlug(context.database.reader, before.slug)).toBe(true)
  expect(await isSpentSlug(context.database.reader, 'newcomer')).toBe(false)
})

it('goes on where it was when it is interrupted', async () => {
  const gate = await openGate()
  const { context, made } = gate.app
  for (let count = 0; count < 25; count++) await gate.arrive(`Subject: ${count}\r\n\r\nText ${count}\r\n`)
  await deleteAccount(context, operatorOf(made.account.id, 0), { by: 'terminal' })
  const { database } = context
  const write = database.write.bind(database)
  let left = 3
  database.write = (unit) => (left-- > 0 ? write(unit) : Promise.reject(new Error('the power failed')))
  await expect(eraseAccounts(context)).rejects.toThrow('the power failed')
  database.write = write
  const counted = await database.reader
    .selectFrom('account_ends')
    .select(['emails', 'erased_at'])
    .executeTakeFirst()
  expect(counted).toEqual({ emails: 25, erased_at: null })
  await gate.app.drain()
  const rows = Object.keys(await ownedRows(gate.app, made.account.id))
  expect(rows).not.toContain('messages')
  expect(rows).not.toContain('keys')
})

/** Holds every mail until it is let go. */
class Slow implements Transport {
  readonly begun = Promise.withResolvers<void>()
  readonly goOn = Promise.withResolvers<void>()
  readonly #outside = new Outside()

  async transmit(transmission: Transmission) {
    this.begun.resolve()
    await this.goOn.promise
    return this.#outside.transmit(transmission)
  }

  verify = () => this.#outside.verify()
  close = () => this.#outside.close()
}

it('lets an attempt that is under way end before the mail is erased', async () => {
  const slow = new Slow()
  const app = await start({
    settings: { ...OFF, ...TO_OUTSIDE, MULTIMAIL_REVIEW_MAIL: 'off' },
    transport: slow,
  })
  const { agent, reviewer, admin } = app.made.keys
  const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
  const { body } = await app.call(agent, 'POST', path, { to: ['a@b.example'], subject: 'S', markdown: 'M' })
  await app.call(reviewer, 'POST', '/v1/oversight/decide', { email_id: body.id, action: 'approve' })
  const drained = app.drain()
  await slow.begun.promise
  await app.call(admin, 'DELETE', '/v1/account', {})
  expect(await eraseAccounts(app.context)).toBe(0)
  expect(await ownedRows(app, app.made.account.id)).toMatchObject({ messages: 1 })
  slow.goOn.resolve()
  await drained
  await app.drain()
  expect(await ownedRows(app, app.made.account.id)).not.toHaveProperty('messages')
})
