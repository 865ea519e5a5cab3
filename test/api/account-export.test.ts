/** Everything an account owns in one archive: read back by another program, every hash held against its file. */

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { receiveMessage } from '../../src/actions/receive-message.ts'
import { exportAccount } from '../../src/http/routes/export.ts'
import { operatorOf } from '../../src/store/access.ts'
import { verifyJsonl } from '../support/audit-exports.ts'
import { DAY, Gate } from '../support/gate.ts'
import { inUse } from '../support/memory.ts'

const run = promisify(execFile)
const HOUR = 3_600_000

let gate: Gate
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multimail-export-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
afterEach(() => gate.app.stop())

async function openGate(): Promise<Gate> {
  gate = await Gate.open({ MULTIMAIL_OPERATOR_APPROVAL: 'off' })
  await gate.freshBox({ mode: 'gated_send' })
  return gate
}

/** What Python makes of an archive: its files in their order with their bytes, after holding them against the manifest. */
const READ = `
import hashlib, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    names = archive.namelist()
    assert names[-1] == 'manifest.json' and len(set(names)) == len(names)
    manifest = json.loads(archive.read('manifest.json'))
    assert [f['path'] for f in manifest['files']] == names[:-1]
    for f in manifest['files']:
        data = archive.read(f['path'])
        assert len(data) == f['size'] and hashlib.sha256(data).hexdigest() == f['sha256'], f
    shown = {n: archive.read(n).decode('latin-1') for n in names if len(names) < 200}
    print(json.dumps({'manifest': {k: v for k, v in manifest.items() if k != 'files'}, 'files': shown, 'count': len(names)}))
`

async function readBack(bytes: Buffer | string): Promise<{
  manifest: Record<string, unknown>
  files: Record<string, string>
  count: number
}> {
  const file = typeof bytes === 'string' ? bytes : join(folder, `${gate.count++}.zip`)
  if (typeof bytes !== 'string') await writeFile(file, bytes)
  const { stdout } = await run('python3', ['-c', READ, file], { maxBuffer: 1e9 })
  return JSON.parse(stdout)
}

async function download(key: string) {
  const response = await fetch(`${gate.app.url}/v1/export`, { headers: { authorization: `Bearer ${key}` } })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

const rowsOf = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, never>)

it('holds mail as it is, with what was decided and what became of it', async () => {
  await openGate()
  const { admin, agent } = gate.app.made.keys
  const raw = 'From: ada@example.com\r\nSubject: Gr\u00fc\u00dfe\r\n\r\nBytes as they came \u2713\r\n'
  const received = await gate.arrive(raw)
  const sent = await gate.submit({ subject: 'Out' })
  await gate.decide(sent, 'approve', { reason: 'fine', edits: { markdown: 'edited' } })
  await gate.app.drain()
  await gate.call(agent, 'PUT', `${gate.path}/emails/${received}/tags`, { tags: { kind: 'question' } })
  const attachments = [{ name: 'a.txt', content_base64: 'aGVsbG8=', content_type: 'text/plain' }]
  await gate.call(agent, 'POST', `${gate.path}/drafts`, { subject: 'Begun', attachments })
  await gate.call(agent, 'POST', '/v1/contacts', { name: 'Ada', email: 'ada@example.com', tags: [] })
  const made = await gate.call(admin, 'POST', '/v1/webhooks', {
    url: 'https://hooks.example.com/x',
    events: ['message.received'],
  })
  const { response, bytes } = await download(admin)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/zip')
  const { manifest, files } = await readBack(bytes)
  expect(manifest).toMatchObject({ format: 'multimail-export', version: 1, test: false })
  const box = `mailboxes/${gate.box.address}`
  expect(Buffer.from(files[`${box}/mail/${received}.eml`] ?? '', 'latin1').toString()).toBe(raw)
  const rows = rowsOf(files[`${box}/messages.jsonl`])
  expect(rows.find(({ id }) => id === received)).toMatchObject({
    status: 'unread',
    tags: { kind: 'question' },
    file: `${box}/mail/${received}.eml`,
  })
  expect(rows.find(({ id }) => id === sent)).toMatchObject({
    status: 'sent',
    decisions: [{ action: 'approve', reason: 'fine' }],
    attempts: [{ outcome: 'accepted' }],
  })
  expect(Object.keys(files).filter((name) => name.includes('/originals/'))).toHaveLength(1)
  const [draft] = rowsOf(files[`${box}/drafts.jsonl`]) as unknown as { subject: string; files: string[] }[]
  expect(draft?.subject).toBe('Begun')
  expect(files[draft?.files[0] ?? '']).toBe('hello')
  expect(rowsOf(files['contacts.jsonl'])).toMatchObject([{ email: 'ada@example.com' }])
  expect(JSON.parse(files['webhooks.json'] ?? '')).toMatchObject([{ url: 'https://hooks.example.com/x' }])
  expect(JSON.parse(files['account.json'] ?? '')).toMatchObject({ id: gate.app.made.account.id })
  // No secret is in it, wherever it might be.
  const all = Object.values(files).join('\n')
  for (const secret of [...Object.values(gate.app.made.keys), String(made.body.signing_secret)])
    expect(all).not.toContain(secret)
  expect(all).not.toMatch(/PRIVATE KEY|"hash":"[0-9a-f]{64}","prefix"/)
})

it('holds an audit log that proves itself', async () => {
  await openGate()
  await gate.submit()
  const { files } = await readBack((await download(gate.app.made.keys.admin)).bytes)
  const text = files['audit-log.jsonl'] ?? ''
  expect((await verifyJsonl(text)).fault).toBeNull()
  expect(text).toContain('"action":"account.exported"')
})

it('is given once an hour to each environment, and recorded', async () => {
  await openGate()
  const { admin } = gate.app.made.keys
  const testAdmin = await gate.makeKey(['read', 'admin'], { test: true })
  await gate.arrive('Subject: Live\r\n\r\nLive\r\n')
  await gate.arrive('Subject: Test\r\n\r\nTest\r\n', 1)
  expect((await download(admin)).response.status).toBe(200)
  gate.app.context.clock.advance(1_500)
  const again = await gate.call(admin, 'GET', '/v1/export')
  expect(again).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  expect(again.headers.get('retry-after')).toBe('3599')
  const { files, manifest } = await readBack((await download(testAdmin.raw)).bytes)
  expect(manifest.test).toBe(true)
  const rows = rowsOf(files[`mailboxes/${gate.box.address}/messages.jsonl`])
  expect(rows.map(({ subject }) => subject)).toEqual(['Test'])
  gate.app.context.clock.advance(HOUR)
  expect((await download(admin)).response.status).toBe(200)
  const log = await gate.call(admin, 'GET', '/v1/audit-log?action=account.exported')
  expect(log.body.entries).toHaveLength(3)
})

it('is for admin keys of the whole account', async () => {
  await openGate()
  const limited = await gate.makeKey(['read', 'admin'], { mailboxIds: [gate.box.id] })
  for (const key of [gate.agent, gate.reviewer, limited.raw])
    expect((await gate.call(key, 'GET', '/v1/export')).status).toBe(403)
})

it('leaves out what was erased', async () => {
  await openGate()
  const { admin } = gate.app.made.keys
  const id = await gate.arrive('From: a@b.example\r\nSubject: Gone\r\n\r\nforgotten words\r\n')
  await gate.call(admin, 'POST', `${gate.path}/emails/${id}/erase`, {})
  const { files } = await readBack((await download(admin)).bytes)
  expect(Object.values(files).join('\n')).not.toContain('forgotten words')
  const [row] = rowsOf(files[`mailboxes/${gate.box.address}/messages.jsonl`])
  expect(row).toMatchObject({ id, file: null })
})

it('ends its work when whoever reads it goes away, and what was taken is not whole', async () => {
  await openGate()
  for (let count = 0; count < 30; count++)
    await gate.arrive(
      `Subject: ${count}\r\n\r\n${Buffer.from(Array.from({ length: 50_000 }, () => Math.floor(Math.random() * 256))).toString('base64')}\r\n`,
    )
  const pieces = await exportAccount(gate.app.context, operatorOf(gate.app.made.account.id, 0), false)
  const first = await pieces.next()
  await pieces.return()
  const part = Buffer.from(first.value as Buffer)
  await expect(readBack(part)).rejects.toThrow('BadZipFile')
  const request = get(`${gate.app.url}/v1/export`, {
    headers: { authorization: `Bearer ${gate.app.made.keys.admin}` },
  })
  const [response] = await once(request, 'response')
  await once(response, 'data')
  response.destroy()
  gate.app.context.clock.advance(DAY)
  expect((await download(gate.app.made.keys.admin)).response.status).toBe(200)
})

it('takes little memory for 10,000 mails', async () => {
  await openGate()
  const { context } = gate.app
  const text = 'A line of words that a person could have written.\r\n'.repeat(60)
  for (let start = 0; start < 10_000; start += 500) {
    await Promise.all(
      Array.from({ length: 500 }, (_, index) => {
        const raw = `From: a@b.example\r\nSubject: ${start + index}\r\n\r\n${start + index}\r\n${text}`
        const stream = Readable.from([Buffer.from(raw)])
        return receiveMessage(context, {
          envelopeFrom: 'a@b.example',
          recipients: [gate.box.address],
          stream,
          test: 1,
        })
      }),
    )
  }
  const before = inUse()
  let most = 0
  let told = 0
  const pieces = await exportAccount(context, operatorOf(gate.app.made.account.id, 1), false, ({ files }) => {
    if (files - told < 1_000) return
    told = files
    most = Math.max(most, inUse() - before)
  })
  const file = join(folder, 'large.zip')
  await pipeline(pieces, createWriteStream(file))
  // The rest is the list of files, about 330 bytes of each.
  expect(most).toBeLessThan(20_000_000)
  const { count } = await readBack(file)
  expect(count).toBeGreaterThan(10_000)
})
