/** `multimail mcp`: the tools for clients that start a program (contract §13). */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'
import { Agent, type Era, toolCall } from './client.ts'

const BIN = fileURLToPath(new URL('../../bin/multimail.js', import.meta.url))

let app: TestServer
beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
})
afterAll(() => app.stop())

const environment = (changes: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? '',
  MULTIMAIL_URL: app.url,
  MULTIMAIL_API_KEY: app.made.keys.agent,
  ...changes,
})

async function start(era: Era, changes: Record<string, string> = {}): Promise<Agent> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: era } })
  const command = { command: process.execPath, args: [BIN, 'mcp'], env: environment(changes) }
  await client.connect(new StdioClientTransport(command))
  return new Agent(client)
}

/** Runs the command on lines of input to its end. */
async function run(lines: readonly string[], changes: Record<string, string> = {}) {
  const child = spawn(process.execPath, [BIN, 'mcp'], { env: environment(changes) })
  child.stdin.end(lines.map((line) => `${line}\n`).join(''))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, stdout, stderr }
}

describe('a client that starts the command', () => {
  it.each(['legacy', 'auto'] as const)('has the same tools as by HTTP (%s)', async (era) => {
    const [local, remote] = [await start(era), await Agent.connect(app.url, app.made.keys.agent)]
    expect(await local.names()).toEqual(await remote.names())
    expect(await local.do('list_mailboxes')).toEqual(await remote.do('list_mailboxes'))
    const mail = { to: ['ada@example.com'], subject: era, markdown: 'Grüße 你好' }
    const sent = await local.do('send_email', { mailbox_id: app.made.mailbox.id, ...mail })
    expect(sent).toMatchObject({ status: 'pending_scan' })
    expect((await local.call('send_email', {})).fields).toMatchObject({ code: 'bad_request' })
    await local.close()
    await remote.close()
  })

  it('is told how far a call is', async () => {
    const local = await start('legacy')
    const told: unknown[] = []
    const call = { name: 'wait_for_email', arguments: { mailbox_id: app.made.mailbox.id, seconds: 5 } }
    const answer = await local.client.callTool(call, { onprogress: (progress) => told.push(progress) })
    expect(answer).toMatchObject({ structuredContent: { timed_out: true } })
    expect(told).toMatchObject([{ progress: 0, total: 5 }])
    await local.close()
  })

  it('may take a call back', async () => {
    const local = await start('legacy')
    const going = new AbortController()
    const call = { name: 'wait_for_email', arguments: { mailbox_id: app.made.mailbox.id, seconds: 120 } }
    const progressed = Promise.withResolvers<void>()
    const onprogress = () => progressed.resolve()
    const answer = local.client.callTool(call, { signal: going.signal, onprogress })
    await progressed.promise
    going.abort()
    await expect(answer).rejects.toThrow()
    expect(await local.do('list_mailboxes')).toMatchObject({ cursor: null })
    await local.close()
  })
})

describe('the command', () => {
  const list = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/list' })

  it('writes messages of the protocol and nothing else, and ends with its input', async () => {
    const { code, stdout, stderr } = await run(['', list, 'not JSON', '[]'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number | null })
    expect(lines.map(({ id }) => id).sort()).toEqual([7, null, null])
  })

  it.each([
    ['a key that is not known', { MULTIMAIL_API_KEY: 'mm_live_wrong' }, 'unauthorized'],
    ['a server that is not there', { MULTIMAIL_URL: 'http://127.0.0.1:1' }, 'cannot be reached'],
  ])('answers requests with what is wrong: %s', async (_, changes, why) => {
    const { code, stdout } = await run([list], changes)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ id: 7, error: { message: expect.stringContaining(why) } })
  })

  it.each([
    ['no key', { MULTIMAIL_API_KEY: '' }, 'Set MULTIMAIL_API_KEY'],
    ['an address that is none', { MULTIMAIL_URL: 'mail.example.com' }, 'is not the address of a server'],
  ])('ends with one line for %s', async (_, changes, why) => {
    const { code, stdout, stderr } = await run([list], changes)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(why)])
  })

  it('takes the address of the tools as well as that of the server', async () => {
    const { stdout } = await run([list], { MULTIMAIL_URL: `${app.url}/mcp/` })
    expect(JSON.parse(stdout)).toMatchObject({ id: 7, result: { tools: expect.any(Array) } })
  })

  it('keeps hostile names out of headers', async () => {
    const call = toolCall(
      'x\r\nx-evil: 1',
      {},
      {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28\r\nx: y',
        'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    )
    const { stdout } = await run([JSON.stringify(call)])
    expect(JSON.parse(stdout)).toMatchObject({ id: 1, error: { code: expect.any(Number) } })
  })
})
