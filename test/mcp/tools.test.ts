/** Every tool: who sees it, what it says of itself, and what it does with good, bad and hostile arguments. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SCOPES, type Scope } from '../../src/core/scopes.ts'
import { ERRORS, type ErrorCode } from '../../src/errors.ts'
import { TOOLS } from '../../src/mcp/tools/all.ts'
import { type DnsServer, startDns } from '../support/dns.ts'
import { Gate } from '../support/gate.ts'
import { GOOD } from './arguments.ts'
import { Agent } from './client.ts'

let dns: DnsServer
let gate: Gate
let insider: Agent
let reviewer: Agent
beforeAll(async () => {
  dns = await startDns()
  gate = await Gate.open({
    MULTIMAIL_DNS_SERVERS: dns.address,
    MULTIMAIL_OPERATOR_APPROVAL: 'off',
    MULTIMAIL_REVIEW_MAIL: 'off',
    MULTIMAIL_RATE_LIMIT: 'off',
    MULTIMAIL_MONTHLY_QUOTA: '1000000',
  })
  insider = await Agent.connect(gate.app.url, gate.insider)
  reviewer = await Agent.connect(gate.app.url, gate.reviewer)
  // With the list, the client checks every answer against the schema of its tool.
  await insider.names()
  await reviewer.names()
})
afterAll(async () => {
  await insider.close()
  await reviewer.close()
  await gate.app.stop()
  await dns.close()
})
beforeEach(async () => {
  await gate.freshBox({ mode: 'gated_send' })
})

const NAMES = TOOLS.map(({ name }) => name)
const byReviewer = new Set(['list_pending', 'decide_email', 'decide_emails', 'edit_and_approve_email'])
/** Their mailbox is a filter, or a choice. */
const ofAllMailboxes = new Set(['list_audit_log', 'verify_audit_log', 'create_webhook', 'update_webhook'])
const agentFor = (name: string) => (byReviewer.has(name) ? reviewer : insider)

async function argumentsFor(name: string): Promise<Record<string, unknown>> {
  const { tools } = await agentFor(name).client.listTools()
  const properties = tools.find((tool) => tool.name === name)?.inputSchema.properties ?? {}
  const args = (await GOOD[name]?.(gate)) ?? {}
  return 'mailbox_id' in properties && !ofAllMailboxes.has(name)
    ? { mailbox_id: gate.box.id, ...args }
    : { ...args }
}

describe('the list', () => {
  const listFor = async (scopes: readonly Scope[]) => {
    const agent = await Agent.connect(gate.app.url, (await gate.makeKey(scopes)).raw)
    const names = await agent.names()
    await agent.close()
    return names
  }

  it('of an agent has what reads and sends, and nothing that decides or administers', async () => {
    const names = await listFor(['read', 'send'])
    expect(names).toEqual(expect.arrayContaining(['send_email', 'check_inbox', 'request_upgrade']))
    for (const name of ['decide_email', 'list_pending', 'create_key', 'delete_mailbox', 'pause_account'])
      expect(names).not.toContain(name)
  })

  it('of a reviewer has what decides, and nothing that sends', async () => {
    const names = await listFor(['read', 'oversight'])
    expect(names).toEqual(expect.arrayContaining(['list_pending', 'decide_email', 'pause_account']))
    for (const name of ['send_email', 'reply_to_email', 'create_draft', 'create_key'])
      expect(names).not.toContain(name)
  })

  it.each(SCOPES)('of a key with "%s" alone has only tools that this scope opens', async (scope) => {
    const names = await listFor([scope])
    expect(names.length).toBeGreaterThan(0)
    const agent = await Agent.connect(gate.app.url, (await gate.makeKey([scope])).raw)
    for (const name of NAMES) {
      const { fields } = await agent.call(name, {})
      if (names.includes(name)) expect(fields.code).not.toBe('forbidden_scope')
    }
    await agent.close()
  })

  it('shows each tool once, as clients can take it', async () => {
    const listed = [...(await insider.client.listTools()).tools, ...(await reviewer.client.listTools()).tools]
    expect(new Set(listed.map(({ name }) => name))).toEqual(new Set(NAMES))
    for (const tool of listed) {
      expect(tool.name).toMatch(/^[a-z][a-z_]{1,63}$/)
      expect(tool.description?.length).toBeGreaterThan(30)
      expect(tool.description?.length).toBeLessThan(700)
      const { readOnlyHint, destructiveHint } = tool.annotations ?? {}
      expect(readOnlyHint === true && destructiveHint === true).toBe(false)
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false })
      expect(tool.outputSchema).toMatchObject({ type: 'object' })
      expect(JSON.stringify(tool)).not.toContain('$ref')
      // Not every client of a model reads lists of types.
      expect(JSON.stringify(tool)).not.toContain('"type":[')
      for (const [name, schema] of Object.entries(tool.inputSchema.properties ?? {}))
        expect(schema, `${tool.name}.${name}`).toMatchObject({ description: expect.any(String) })
    }
  })

  it('is small: an agent pays for it in every conversation', async () => {
    const agent = await Agent.connect(gate.app.url, gate.agent)
    const { tools } = await agent.client.listTools()
    const forModels = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    expect(JSON.stringify(forModels).length).toBeLessThan(40_000)
    await agent.close()
  })

  it('calls reading what only reads, and nothing else', () => {
    for (const { name, endpoint, effects } of TOOLS) {
      if (effects.readOnlyHint) expect(endpoint, name).toMatch(/^get /)
      // Reading a mail marks it read.
      else if (name !== 'read_email') expect(endpoint, name).not.toMatch(/^get /)
    }
  })
})

describe('a tool that the key has no scope for', () => {
  it('is not called either', async () => {
    const agent = await Agent.connect(gate.app.url, gate.agent)
    const pending = await gate.submit({ subject: `Own ${gate.count++}` })
    const { isError, fields } = await agent.call('decide_email', { email_id: pending, action: 'approve' })
    expect(isError).toBe(true)
    expect(fields).toMatchObject({ code: 'forbidden_scope', fix: expect.any(String) })
    await agent.close()
    await gate.expectNothingLeft()
  })
})

describe('every tool', () => {
  it('has arguments to be tried with', () => {
    expect(Object.keys(GOOD).sort()).toEqual([...NAMES].sort())
  })

  it.each(NAMES)('%s does what it says', async (name) => {
    const { isError, fields, texts } = await agentFor(name).call(name, await argumentsFor(name))
    expect(texts.join('\n')).not.toMatch(/^Failed/)
    expect(isError).toBe(false)
    expect(fields).not.toEqual({})
    if (name === 'pause_account') await insider.do('resume_account')
  })

  it.each(NAMES)('%s refuses what it does not know, and says what it takes', async (name) => {
    const { isError, fields } = await agentFor(name).call(name, { no_such_argument: 1 })
    expect(isError).toBe(true)
    expect(fields).toMatchObject({
      code: 'bad_request',
      fix: expect.any(String),
      details: [{ path: 'no_such_argument' }],
      request_id: expect.any(String),
    })
  })
})

const HOSTILE: Readonly<Record<string, unknown>> = {
  NUL: 'a\0b',
  'half a surrogate pair': '\ud800',
  'SQL and markup': `'; DROP TABLE messages; --<script>alert(1)</script>`,
  'a path': '../../../../etc/passwd%00?x=1&y=2#z',
  'a header line': 'x\r\nBcc: eve@evil.example',
  'long text': 'x'.repeat(300_000),
  'an object': { $gt: '', __proto__: { admin: true }, constructor: { prototype: {} } },
  'a deep list': Array.from({ length: 40 }).reduce((inner) => [inner], [] as unknown),
  'a large number': 1e308,
  nothing: null,
}

describe('hostile arguments', () => {
  it.each(NAMES)('of %s end in an answer or in an error that names them', async (name) => {
    const good = await argumentsFor(name)
    const agent = agentFor(name)
    const { tools } = await agent.client.listTools()
    const properties = tools.find((tool) => tool.name === name)?.inputSchema.properties ?? {}
    for (const argument of Object.keys(properties)) {
      // What filters mail is tried with search_emails, which does not wait.
      if (name === 'wait_for_email' && !['mailbox_id', 'seconds'].includes(argument)) continue
      for (const [kind, value] of Object.entries(HOSTILE)) {
        const args = { ...good, [argument]: value }
        const { isError, fields, texts } = await agent.call(name, args)
        const what = `${name}: ${kind} as ${argument}: ${texts.join(' ').slice(0, 300)}`
        if (!isError) continue
        expect(Object.keys(ERRORS), what).toContain(fields.code)
        expect(ERRORS[String(fields.code) as ErrorCode].http, what).toBeLessThan(500)
        expect(texts.join(''), what).not.toMatch(/\0|Bcc: eve@evil.example\n/)
      }
    }
    if (name === 'pause_account') await insider.do('resume_account')
  })

  it('let nothing out', () => gate.expectNothingLeft())
})
