/**
 * A client that others make, the command line of the MCP Inspector, signs in with a key, lists the tools and has nothing to
 * say against their schemas, sends a mail, has it approved, and is told what is wrong when something fails; by HTTP and by
 * `multimail mcp`. Runs by `npm run test:inspector`, which installs it; anywhere else it is skipped.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorOf } from '../mcp/client.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

const isWanted = (process.env.TEST_INSPECTOR ?? '') !== ''

const INSPECTOR = fileURLToPath(new URL('node_modules/.bin/mcp-inspector', import.meta.url))
const BIN = fileURLToPath(new URL('../../bin/multimail.js', import.meta.url))

let app: TestServer
let home: string

interface Ran {
  readonly code: number | null
  /** What it printed, parsed. */
  readonly printed: Json
  /** What it complained of. */
  readonly complaints: string
}

/** How it reaches the server. */
type Way = (key: string) => readonly string[]

const byHttp: Way = (key) => [
  `${app.url}/mcp`,
  '--transport',
  'http',
  '--header',
  `Authorization: Bearer ${key}`,
  '--stored-auth-only',
]
const byCommand: Way = (key) => [
  '-e',
  `MULTIMAIL_URL=${app.url}`,
  '-e',
  `MULTIMAIL_API_KEY=${key}`,
  process.execPath,
  BIN,
  'mcp',
]

async function inspect(target: readonly string[], options: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env.PATH ?? '', HOME: home }
  const child = spawn(INSPECTOR, ['--cli', ...options, ...target], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, printed: JSON.parse(out === '' ? '{}' : out) as Json, complaints }
}

const call = (target: readonly string[], name: string, args: object) =>
  inspect(target, ['--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args)])

/** A call that must succeed: its structured answer. */
async function done(target: readonly string[], name: string, args: object): Promise<Json> {
  const { code, printed, complaints } = await call(target, name, args)
  expect(complaints).toBe('')
  expect(code).toBe(0)
  return printed.structuredContent as unknown as Json
}

describe.skipIf(!isWanted)('the MCP Inspector', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'multimail-inspector-'))
    app = await startTestServer({})
  })
  afterAll(async () => {
    await app.stop()
    await rm(home, { recursive: true, force: true })
  })

  it.each([
    ['by HTTP, revisions of 2025', byHttp, 'legacy'],
    ['by HTTP, revision 2026-07-28', byHttp, 'modern'],
    ['by a command, revisions of 2025', byCommand, 'legacy'],
    ['by a command, revision 2026-07-28', byCommand, 'modern'],
  ] as const)('lists the tools of each key without a complaint: %s', async (...[, way, era]) => {
    const { agent, reviewer, admin } = app.made.keys
    for (const key of [agent, reviewer, admin]) {
      const options = ['--method', 'tools/list', '--strict', '--protocol-era', era]
      const { code, printed, complaints } = await inspect(way(key), options)
      expect(complaints).toBe('')
      expect(code).toBe(0)
      expect((printed.tools as unknown as Json[]).length).toBeGreaterThan(10)
    }
  })

  it.each([
    ['HTTP', byHttp],
    ['a command', byCommand],
  ] as const)('sends a mail by %s, and has it approved', async (name, way) => {
    const [agent, reviewer] = [way(app.made.keys.agent), way(app.made.keys.reviewer)]
    const mailbox_id = app.made.mailbox.id
    const mail = { to: ['ada@example.com'], subject: `By ${name}`, markdown: 'Grüße, *Ada*' }
    const { id: email_id } = await done(agent, 'send_email', { mailbox_id, ...mail })
    await app.drain()
    const waiting = await done(reviewer, 'list_pending', {})
    expect(waiting).toMatchObject({ emails: [{ id: email_id }] })
    const { content_hash } = (waiting.emails as unknown as Json[])[0] ?? {}
    const decided = await done(reviewer, 'decide_email', { email_id, content_hash, action: 'approve' })
    expect(decided).toMatchObject({ status: 'approved_and_sent' })
    await app.drain()
    expect(await done(agent, 'read_email', { mailbox_id, email_id })).toMatchObject({ status: 'sent' })
  })

  it.each([
    ['HTTP', byHttp],
    ['a command', byCommand],
  ] as const)('shows what failed, and what to do, by %s', async (...[, way]) => {
    const { code, printed } = await call(way(app.made.keys.agent), 'read_email', {
      mailbox_id: app.made.mailbox.id,
      email_id: 'nothing',
    })
    expect(code).not.toBe(0)
    expect(errorOf(printed)).toMatchObject({
      code: 'not_found',
      fix: expect.stringContaining('tools that list'),
    })
  })

  it.each([
    ['HTTP', byHttp],
    ['a command', byCommand],
  ] as const)('is not let in with a wrong key by %s', async (...[, way]) => {
    const { code, printed } = await inspect(way('mm_live_wrong'), ['--method', 'tools/list'])
    expect(code).not.toBe(0)
    expect(printed).toEqual({})
  })
})
