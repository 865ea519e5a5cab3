/** What every outbound mail states of its sender: true at the moment it was let go, and verifiable by anybody (§9). */

import { hash } from 'node:crypto'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rotateIdentity } from '../../src/actions/rotate-identity.ts'
import type { PublicJwk } from '../../src/core/checkpoint.ts'
import { verifyMail } from '../../src/core/verify-identity.ts'
import { createRelayTransport } from '../../src/mail/transports.ts'
import { operatorOf } from '../../src/store/access.ts'
import { CRYPTO, capturedMail, claimsBy, fieldOf } from '../support/identity.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let app: TestServer
beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
})
afterAll(() => app.stop())

async function publishedKeys(): Promise<PublicJwk[]> {
  const { body } = await app.call(null, 'GET', '/.well-known/multimail-signing-key')
  return body.keys as unknown as PublicJwk[]
}

async function setMode(mode: string): Promise<void> {
  await app.context.database.write((writer) =>
    writer.db
      .updateTable('mailboxes')
      .set({ mode: mode as 'autonomous' })
      .execute(),
  )
}

async function submit(mail: object): Promise<string> {
  app.context.clock.advance(120_000)
  const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
  const answer = await app.call(app.made.keys.agent, 'POST', path, {
    to: 'ada@example.net',
    subject: 'Hello',
    markdown: 'Hello, **Ada**.',
    ...mail,
  })
  expect(answer.status).toBe(202)
  return String(answer.body.id)
}

/** Sends under a mode, approves where that is needed, and gives the first captured copy. */
async function sent(mode: string, mail: object = {}): Promise<{ id: string; copies: Buffer[] }> {
  await setMode(mode)
  const id = await submit(mail)
  if (mode.startsWith('gated'))
    await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: id,
      action: 'approve',
    })
  const before = (await capturedMail(app)).length
  await app.drain()
  const all = await capturedMail(app)
  const copies = all.slice(0, all.length - before)
  return { id, copies: copies.filter((copy) => fieldOf(copy, 'X-MultiMail-Identity') !== null) }
}

describe('the header field', () => {
  it.each([
    ['autonomous', 'mode', ['read', 'send']],
    ['monitored', 'mode', ['read', 'send']],
    ['gated_send', 'approval', ['read', 'send_with_approval']],
    ['gated_all', 'approval', ['read_with_approval', 'send_with_approval']],
  ])('states the mode %s and that it was let go by %s', async (mode, released_by, capabilities) => {
    const { copies } = await sent(mode)
    const [copy] = copies
    if (copy === undefined) throw new Error('nothing was captured')
    const claims = claimsBy(await publishedKeys(), fieldOf(copy, 'X-MultiMail-Identity') ?? '')
    const reputation = hash('sha256', `multimail-reputation-1 ${app.made.account.id}`, 'hex')
    expect(claims).toMatchObject({
      ai_generated: true,
      capabilities,
      iat: Math.floor(app.context.clock.now() / 1000),
      mailbox: app.made.mailbox.address,
      message_id: fieldOf(copy, 'Message-ID')?.slice(1, -1),
      operator: app.made.account.name,
      oversight_mode: mode,
      released_by,
      reputation_hash: reputation,
      service: app.context.publicUrl,
      verified_operator: false,
    })
    const body = copy.subarray(copy.indexOf('\r\n\r\n') + 4)
    expect(claims?.body_hash).toBe(hash('sha256', body, 'base64url'))
    expect(claims?.recipient_domains_hash).toBe(hash('sha256', 'example.net', 'base64url'))
    expect(fieldOf(copy, 'X-AI-Generated')).toBe('true')
    expect(fieldOf(copy, 'X-MultiMail-Reputation')).toBe(reputation)
    expect((await verifyMail(CRYPTO, Uint8Array.from(copy), await publishedKeys())).faults).toEqual([])
  })

  it('is canonical JSON with sorted keys, on one line', async () => {
    const { copies } = await sent('autonomous')
    const statement = fieldOf(copies[0] ?? Buffer.alloc(0), 'X-MultiMail-Identity') ?? ''
    const json = Buffer.from(statement.split('.')[0] ?? '', 'base64url').toString()
    const sorted = Object.fromEntries(Object.entries(JSON.parse(json)).sort(([a], [b]) => (a < b ? -1 : 1)))
    expect(json).toBe(JSON.stringify(sorted))
    expect(copies[0]?.toString('latin1')).toContain(`X-MultiMail-Identity: ${statement}\r\n`)
  })

  it('is the same on every copy, and tells nobody of the domains of blind copies', async () => {
    const { copies } = await sent('autonomous', {
      to: ['ada@example.net', 'bea@Bücher.example'],
      cc: ['cora@example.net'],
      bcc: ['dora@secret.example'],
    })
    expect(copies).toHaveLength(4)
    expect(new Set(copies.map((copy) => fieldOf(copy, 'X-MultiMail-Identity'))).size).toBe(1)
    const claims = claimsBy(
      await publishedKeys(),
      fieldOf(copies[0] ?? Buffer.alloc(0), 'X-MultiMail-Identity') ?? '',
    )
    const domains = 'example.net\nxn--bcher-kva.example'
    expect(claims?.recipient_domains_hash).toBe(hash('sha256', domains, 'base64url'))
    for (const copy of copies) {
      const report = await verifyMail(CRYPTO, Uint8Array.from(copy), await publishedKeys())
      expect(report.faults).toEqual([])
    }
  })

  it('is of the mode that it was submitted under, though the mailbox has another by now', async () => {
    await setMode('gated_all')
    const id = await submit({})
    await app.call(app.made.keys.reviewer, 'POST', '/v1/oversight/decide', {
      email_id: id,
      action: 'approve',
    })
    await setMode('autonomous')
    await app.drain()
    const [copy] = await capturedMail(app)
    const claims = claimsBy(
      await publishedKeys(),
      fieldOf(copy ?? Buffer.alloc(0), 'X-MultiMail-Identity') ?? '',
    )
    expect(claims).toMatchObject({ oversight_mode: 'gated_all', released_by: 'approval' })
  })

  it('is verifiable after large bodies too, with attachments', async () => {
    const attachments = [{ name: 'a.bin', content_base64: Buffer.alloc(700_000, 7).toString('base64') }]
    const { copies } = await sent('autonomous', { attachments, subject: 'Grüße' })
    const report = await verifyMail(CRYPTO, Uint8Array.from(copies[0] ?? []), await publishedKeys())
    expect(report.faults).toEqual([])
    expect(report.checked).toBe('mail')
  })

  it('survives a name of the operator that does not fit on a line', async () => {
    const name = 'Ö'.repeat(400)
    const rename = (to: string) =>
      app.context.database.write((writer) => writer.db.updateTable('accounts').set({ name: to }).execute())
    await rename(name)
    const { copies } = await sent('autonomous')
    await rename(app.made.account.name)
    const [copy] = copies
    const longest = Math.max(...(copy?.toString('latin1') ?? '').split('\r\n').map((line) => line.length))
    expect(longest).toBeLessThanOrEqual(998)
    const report = await verifyMail(CRYPTO, Uint8Array.from(copy ?? []), await publishedKeys())
    expect(report.faults).toEqual([])
    expect(report.claims?.operator).toBe(name)
  })
})

describe('mail that really leaves', () => {
  it('carries the same field over SMTP', async () => {
    const received: Buffer[] = []
    const peer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          received.push(Buffer.concat(chunks))
          done()
        })
      },
    })
    await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
    const address = peer.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const url = `smtp://127.0.0.1:${port}`
    const sender = await startTestServer({
      settings: { MULTIMAIL_ROLES: 'http', MULTIMAIL_DELIVERY: 'relay', MULTIMAIL_RELAY_URL: url },
      transport: createRelayTransport({ url, name: 'sender.example' }),
    })
    try {
      await sender.context.database.write((writer) =>
        writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
      )
      const path = `/v1/mailboxes/${sender.made.mailbox.id}/send`
      const mail = { to: 'ada@example.net', subject: 'Out', markdown: '.\n\nA dot.' }
      await sender.call(sender.made.keys.agent, 'POST', path, mail)
      await sender.drain()
      const { body } = await sender.call(null, 'GET', '/.well-known/multimail-signing-key')
      const keys = body.keys as unknown as PublicJwk[]
      expect(received).toHaveLength(1)
      expect((await verifyMail(CRYPTO, Uint8Array.from(received[0] ?? []), keys)).faults).toEqual([])
    } finally {
      await sender.stop()
      await new Promise<void>((resolve) => peer.close(() => resolve()))
    }
  })
})

describe('rotation', () => {
  it('is taken up by running processes, and what the old key signed stays valid', async () => {
    const before = await sent('autonomous')
    const [oldKey] = await publishedKeys()
    const operator = operatorOf(app.made.account.id, 0)
    const kid = await rotateIdentity(app.context, operator)
    const after = await sent('autonomous')
    const keys = await publishedKeys()
    expect(keys[0]?.kid).toBe(kid)
    expect(keys.map((key) => key.kid)).toContain(oldKey?.kid)
    const reports = await Promise.all(
      [before, after].map(({ copies }) => verifyMail(CRYPTO, Uint8Array.from(copies[0] ?? []), keys)),
    )
    expect(reports.map(({ signed_by }) => signed_by)).toEqual([oldKey?.kid, kid])
    expect(reports.map(({ ok }) => ok)).toEqual([true, true])
    const log = await app.call(app.made.keys.admin, 'GET', '/v1/audit-log?action=identity_key.rotated')
    expect(log.body.entries).toHaveLength(1)
  })
})
