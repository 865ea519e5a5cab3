/** The operator's commands, run beside a server on the same data folder, and what the audit log says of them. */

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { onSqlite } from '../support/database.ts'
import { openTerminal, type Serving, type Setup, type Terminal } from './terminal.ts'

interface AuditEntry {
  readonly action: string
  readonly actor: string
  readonly resource_id: string
  readonly metadata: Readonly<Record<string, unknown>>
}

let terminal: Terminal
let server: Serving
let setup: Setup

beforeAll(async () => {
  terminal = await openTerminal()
  server = await terminal.serve()
  if (server.banner.setup === null) throw new Error('the first start made nothing')
  setup = server.banner.setup
})

afterAll(() => terminal.dispose())

async function call<T>(key: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${server.banner.http_url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as T }
}

async function send(key: string, subject: string, markdown = 'Hello'): Promise<string> {
  const path = `/v1/mailboxes/${setup.mailbox.id}/send`
  const { body } = await call<{ id: string }>(key, 'POST', path, { to: 'ada@example.com', subject, markdown })
  return body.id
}

/** What the operator did, oldest first. */
async function deedsOfOperator(action: string): Promise<AuditEntry[]> {
  const path = `/v1/audit-log?limit=100&action=${action}`
  const { body } = await call<{ entries: AuditEntry[] }>(setup.keys.admin, 'GET', path)
  return body.entries.filter(({ actor }) => actor === 'operator').reverse()
}

describe('sending', () => {
  it('is allowed again only with a reason, and only where it was stopped', async () => {
    const answer = await terminal.json<object>('allow-sending', '--reason', 'Looked at it')
    expect(answer).toEqual({ lifted: false, enforcement_tier: 'none' })
    expect(await deedsOfOperator('account.sending_allowed')).toEqual([])
  })
})

describe('mailboxes', () => {
  it('are made, listed, changed in mode in both directions, and ended', async () => {
    const made = await terminal.json<{ id: string; address: string }>(
      'mailboxes',
      'add',
      'billing',
      '--display-name',
      'Billing',
    )
    expect(made).toMatchObject({
      address: 'billing@multimail.localhost',
      display_name: 'Billing',
      oversight_mode: 'gated_send',
    })

    const up = await terminal.run(['mode', made.address, 'autonomous'])
    expect(up).toMatchObject({
      code: 0,
      stdout: `${made.address} is autonomous now (before: gated_send): what it sends leaves at once.\n`,
    })
    expect(await terminal.json('mode', made.id, 'read_only')).toMatchObject({ oversight_mode: 'read_only' })
    expect((await deedsOfOperator('mailbox.mode_changed')).map(({ metadata }) => metadata)).toEqual([
      { from: 'gated_send', to: 'autonomous' },
      { from: 'autonomous', to: 'read_only' },
    ])

    const list = await terminal.run(['mailboxes'])
    expect(list.stdout).toMatch(
      new RegExp(`^${made.id}  billing@multimail\\.localhost +read_only +Billing`, 'm'),
    )

    expect(await terminal.json('mailboxes', 'delete', made.address)).toEqual({
      id: made.id,
      address: made.address,
      status: 'deleted',
    })
    expect(await deedsOfOperator('mailbox.deleted')).toHaveLength(1)
  })
})

describe('keys', () => {
  it('work at once on the running server, and not after they were revoked', async () => {
    const key = await terminal.json<{ id: string; api_key: string }>(
      ...['keys', 'add', '--name', 'crm', '--scopes', 'send,read', '--mailbox', setup.mailbox.address],
    )
    expect(key).toMatchObject({ name: 'crm', scopes: ['read', 'send'], mailbox_ids: [setup.mailbox.id] })
    expect((await call(key.api_key, 'GET', '/v1/mailboxes')).status).toBe(200)

    const list = await terminal.run(['keys'])
    expect(list.stdout).toContain(key.id)
    expect(list.stdout).not.toContain(key.api_key)

    expect(await terminal.run(['keys', 'revoke', key.id])).toMatchObject({ code: 0 })
    expect((await call(key.api_key, 'GET', '/v1/mailboxes')).status).toBe(401)
    expect(await terminal.run(['keys', 'revoke', key.id])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('revoked before'),
    })
    const [created] = (await deedsOfOperator('key.created')).filter(
      ({ resource_id }) => resource_id === key.id,
    )
    expect(created?.metadata).toEqual({ name: 'crm', scopes: ['read', 'send'], test: false })
    expect(await deedsOfOperator('key.revoked')).toHaveLength(1)
  })

  it('never get both send and oversight', async () => {
    const result = await terminal.run([
      'keys',
      'add',
      '--name',
      'x',
      '--scopes',
      'send',
      '--scopes',
      'oversight',
    ])
    expect(result).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('nobody approves') })
  })
})

describe('decisions', () => {
  it('are made on what waits, and the mail is captured', async () => {
    const id = await send(setup.keys.agent, 'Offer', 'The price is **5**.')

    const list = await terminal.run(['pending'])
    expect(list.stdout).toMatch(
      new RegExp(`^${id}  agent@multimail.localhost → ada@example.com  Offer +\\d+ s ago +in 7 days$`, 'm'),
    )
    const shown = await terminal.run(['pending', id])
    expect(shown.stdout).toMatch(/^Subject: +Offer$/m)
    expect(shown.stdout).toContain('The price is **5**.')
    const hash = /^Hash: +([0-9a-f]{64})$/m.exec(shown.stdout)?.[1] ?? ''

    const stale = await terminal.run(['decide', id, 'approve', '--content-hash', 'f'.repeat(64)])
    expect(stale).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('content hash differs'),
    })
    const decided = await terminal.json('decide', id, 'approve', '--reason', 'Fair', '--content-hash', hash)
    expect(decided).toMatchObject({ id, status: 'approved_and_sent', decided_by: 'operator', reason: 'Fair' })
    const [deed] = await deedsOfOperator('oversight.approved')
    expect(deed?.metadata).toMatchObject({ method: 'terminal', reason: 'Fair' })

    const path = `/v1/emails/${id}`
    await expect
      .poll(async () => (await call<{ status: string }>(setup.keys.agent, 'GET', path)).body.status, {
        timeout: 10_000,
      })
      .toBe('sent')
    const captured = await terminal.json<{ emails: { id: string; email_id: string | null }[] }>('captured')
    // The mail that told the operator is there as well.
    const emails = captured.emails.filter(({ email_id }) => email_id !== null)
    expect(captured.emails.length).toBeGreaterThan(emails.length)
    expect(emails).toMatchObject([{ email_id: id, envelope: { to: ['ada@example.com'] } }])
    const raw = await terminal.run(['captured', emails[0]?.id ?? ''])
    expect(raw.stdout).toMatch(/^Subject: Offer\r$/m)
  })

  it('on test mail need --test, and what a stranger wrote cannot steer the terminal', async () => {
    const id = await send(setup.keys.test_agent, 'Red \u202E alert', 'Clear \u001B[2J screen')
    expect(await terminal.run(['decide', id, 'reject'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `multimail: There is no email "${id}" in the live mail. With --test: the test mail.\n`,
    })
    const shown = await terminal.run(['pending', id, '--test'])
    expect(shown.stdout).toContain('Red · alert')
    expect(shown.stdout).toContain('Clear ·[2J screen')
    const rejected = await terminal.run(['decide', id, 'reject', '--test'])
    expect(rejected).toMatchObject({ code: 0, stdout: 'Rejected: "Red · alert" will not go out.\n' })
  })
})

describe('the machine', () => {
  it('is found in order by doctor, which recognises the running server', async () => {
    const { http_url, smtp } = server.banner
    const ports = { MULTIMAIL_HTTP_PORT: new URL(http_url).port, MULTIMAIL_SMTP_PORT: String(smtp.port) }
    const { code, stdout } = await terminal.run(['doctor', '--json'], ports)
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; level: string }[] }
    expect(checks.filter(({ level }) => level !== 'ok')).toMatchObject([
      { name: 'delivery', level: 'warning' },
    ])
    expect({ code, ok }).toEqual({ code: 0, ok: true })
    expect(stdout).toMatch(/MultiMail \S+ runs on \d+ and says \\"ok\\"/)
    expect(stdout).toMatch(/A server greets as multimail\.localhost/)
  })

  it('has problems that doctor names with what to do', async () => {
    const { code, stdout } = await terminal.run(['doctor'], {
      MULTIMAIL_RELAY_URL: 'smtp://127.0.0.1:1',
      MULTIMAIL_HTTP_PORT: String(server.banner.smtp.port),
    })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^✗ HTTP port +Something that is not MultiMail listens/m)
    expect(stdout).toMatch(/^✗ delivery +The relay: .*ECONNREFUSED/m)
    expect(stdout).toMatch(/→ Check MULTIMAIL_RELAY_URL/)
    expect(stdout).toMatch(/To repair: 2\.\n$/)
  })

  it('has a database that is up to date', async () => {
    expect(await terminal.json('migrate')).toMatchObject({ applied: [], version: expect.any(Number) })
  })
})

describe('the server', () => {
  onSqlite('is the only one on its data folder', async () => {
    expect(await terminal.run(['serve'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'multimail: another server is using this data folder: stop it first\n',
    })
  })

  it('stops at SIGTERM with 0, and prints no secrets when it starts again', async () => {
    const first = await server.stop()
    expect(first.code).toBe(0)
    expect(first.stdout).toContain(setup.keys.agent)

    server = await terminal.serve()
    expect((await call(setup.keys.agent, 'GET', '/v1/mailboxes')).status).toBe(200)
    // A Ctrl-C that npm passes on arrives twice, and is one all the same.
    const second = await server.stop('SIGINT', 'SIGTERM')
    expect(second.code).toBe(0)
    expect(second.stdout + second.stderr).not.toMatch(/mm_(?:live|test)_/)
  })
})

describe('audit verify', () => {
  it('finds the log as it was written, and then the one entry that was changed', async () => {
    const good = await terminal.run(['audit', 'verify', '--json'])
    expect(good).toMatchObject({ code: 0, stderr: 'Verifying the audit log …\n' })
    expect(JSON.parse(good.stdout)).toMatchObject({ ok: true })

    const context = await openContext(loadConfig(terminal.env), createLog('silent'))
    const { id, chain_position } = await context.database.reader
      .selectFrom('events')
      .select(['id', 'chain_position'])
      .where('action', '=', 'oversight.approved')
      .executeTakeFirstOrThrow()
    await context.database.backend.onWriter((db) =>
      sql`UPDATE events SET actor = 'key:nobody' WHERE id = ${id}`.execute(db),
    )
    await context.close()

    const bad = await terminal.run(['audit', 'verify'])
    expect(bad.code).toBe(1)
    expect(bad.stdout).toContain(
      `✗ ${setup.mailbox.address}, entry ${chain_position} (${id}): The entry was changed`,
    )
  })
})
