/** `multimail audit`: the log of this server verified and taken along, and a file of one verified anywhere. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonlOf, makeExport, makeKey } from '../support/audit-exports.ts'
import { openTerminal, type Setup, Terminal } from './terminal.ts'

let terminal: Terminal
/** One without database and settings, in an empty folder. */
let elsewhere: Terminal
let setup: Setup
/** An export of the server, and its keys, as they are published. */
let [file, csv, keys] = ['', '', '']

beforeAll(async () => {
  terminal = await openTerminal()
  setup = await terminal.json<Setup>('init')
  const folder = await mkdtemp(join(tmpdir(), 'multimail-elsewhere-'))
  // Whoever opened the database or made a folder for data would fail.
  const env = { MULTIMAIL_DATA: '/dev/null/nothing', DATABASE_URL: 'postgres://127.0.0.1:1/none' }
  elsewhere = new Terminal(folder, env, () => rm(folder, { recursive: true, force: true }))
  const server = await terminal.serve()
  const { http_url: url } = server.banner
  const mail = { to: ['ada@example.org'], subject: 'Offer', markdown: 'Hello' }
  await fetch(`${url}/v1/mailboxes/${setup.mailbox.id}/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${setup.keys.agent}`, 'content-type': 'application/json' },
    body: JSON.stringify(mail),
  })
  keys = join(folder, 'keys.json')
  await writeFile(keys, await (await fetch(`${url}/.well-known/multimail-signing-key`)).text())
  await server.stop()
  file = join(folder, 'audit.jsonl')
  csv = join(folder, 'audit.csv')
})
afterAll(async () => {
  await terminal.dispose()
  await elsewhere.dispose()
})

describe('audit export', () => {
  it('writes a file as JSON Lines or CSV, and tells its progress apart from its answer', async () => {
    const { code, stdout, stderr } = await terminal.run(['audit', 'export', file])
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+ entries are in .*audit\.jsonl\.\n$/)])
    expect(stderr).toBe('Exporting the audit log …\n')
    const answer = await terminal.json<object>('audit', 'export', csv, '--csv')
    expect(answer).toEqual({ file: csv, format: 'csv', entries: expect.any(Number) })
    expect(await readFile(file, 'utf8')).toMatch(/^\{"type":"multimail-audit-export"/)
    expect(await readFile(csv, 'utf8')).toMatch(/^type,time,id,/)
  })

  it('writes to standard output for "-", and nothing else there', async () => {
    const { code, stdout } = await terminal.run(['audit', 'export', '-', '--mailbox', setup.mailbox.address])
    expect(code).toBe(0)
    const lines = stdout.trimEnd().split('\n')
    expect(JSON.parse(lines[0] ?? '').filters.mailbox_id).toBe(setup.mailbox.id)
    expect(JSON.parse(lines.at(-1) ?? '').type).toBe('end')
  })

  it('filters by action and time', async () => {
    const some = join(elsewhere.folder, 'some.jsonl')
    const args = ['--action', 'message.submitted', '--from', '2020-01-01', '--to', '2100-01-01']
    expect(await terminal.json('audit', 'export', some, ...args)).toMatchObject({ entries: 1 })
    expect(await elsewhere.json('audit', 'verify', some)).toMatchObject({ ok: true, partial: true })
    const wrong = await terminal.run(['audit', 'export', some, '--from', 'yesterday'])
    expect(wrong.code).toBe(1)
    expect(wrong.stderr).toContain('--from')
  })

  it('leaves nothing where it cannot write', async () => {
    const before = await readdir(elsewhere.folder)
    for (const target of [join(elsewhere.folder, 'missing', 'audit.jsonl'), elsewhere.folder]) {
      const { code, stdout, stderr } = await terminal.run(['audit', 'export', target])
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toContain(`${target} cannot be written`)
      expect(stderr.trim().split('\n')).toHaveLength(2)
    }
    expect(await readdir(elsewhere.folder)).toEqual(before)
  })

  it('signs with one key, also when two processes need one first', async () => {
    const fresh = await openTerminal()
    await fresh.json('init')
    const exports = await Promise.all([1, 2].map(() => fresh.run(['audit', 'export', '-'])))
    const kids = exports.map(({ stdout }) =>
      JSON.parse(stdout.split('\n')[0] ?? '').keys.map(({ kid }: { kid: string }) => kid),
    )
    expect(kids[0]).toHaveLength(1)
    expect(kids[1]).toEqual(kids[0])
    await fresh.dispose()
  })
})

describe('audit verify FILE', () => {
  it('needs no server, database or settings', async () => {
    for (const one of [file, csv]) {
      const { code, stdout, stderr } = await elsewhere.run(['audit', 'verify', one])
      expect([code, stderr]).toEqual([0, `Verifying ${one} …\n`])
      expect(stdout).toMatch(/^✓ \d+ entries in 2 chains, exported .*: every one is as it was written\.\n/)
      expect(stdout).toContain('The file is whole: nothing is missing between its entries')
      expect(stdout).toContain('--keys')
      const pinned = await elsewhere.run(['audit', 'verify', one, '--keys', keys])
      expect(pinned.code).toBe(0)
      expect(pinned.stdout).not.toContain('--keys')
    }
  })

  it('answers with --json', async () => {
    const report = await elsewhere.json('audit', 'verify', file, '--keys', keys)
    expect(report).toEqual({
      ok: true,
      account_id: setup.account.id,
      exported_at: expect.any(String),
      partial: false,
      entries: expect.any(Number),
      chains: 2,
      checkpoints: expect.any(Number),
      revealed: expect.any(Number),
      gaps: 0,
      signed_by: [expect.any(String)],
      fault: null,
      keys_given: true,
    })
  })

  it('ends with 1 for a file that was changed, and names the line', async () => {
    const changed = join(elsewhere.folder, 'changed')
    const text = await readFile(file, 'utf8')
    const lines = text.split('\n')
    const at = lines.findIndex((line) => line.includes('"message.submitted"'))
    const forged = lines.with(at, (lines[at] ?? '').replace('"actor":"key:agent"', '"actor":"operator"'))
    await writeFile(changed, forged.join('\n'))
    const { code, stdout } = await elsewhere.run(['audit', 'verify', changed])
    expect(code).toBe(1)
    expect(stdout).toMatch(
      new RegExp(`^✗ record ${at + 1}, entry \\d+ of ${setup.mailbox.id}: The entry was changed`),
    )
    const json = await elsewhere.run(['audit', 'verify', changed, '--json'])
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      fault: { line: at + 1, chain_id: setup.mailbox.id },
    })
  })

  it('finds bytes that mean the same text, or none, and ends that are not there', async () => {
    const changed = join(elsewhere.folder, 'changed')
    const bytes = await readFile(file)
    const table = await readFile(csv)
    const crlf = table.indexOf('\r\n', 500)
    const cases: [string, Buffer][] = [
      ['no UTF-8', Buffer.concat([bytes.subarray(0, 900), Buffer.from([0xff]), bytes.subarray(900)])],
      ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])],
      ['other line breaks', Buffer.from(bytes.toString().replace('\n', '\r\n'))],
      ['a space', Buffer.from(bytes.toString().replace(',"', ', "'))],
      ['another line break in CSV', Buffer.concat([table.subarray(0, crlf), table.subarray(crlf + 1)])],
      ['another heading', Buffer.from(table.toString().replace('type,time', 'type,when'))],
      ['no end', bytes.subarray(0, -1)],
      ['half', bytes.subarray(0, bytes.length / 2)],
      ['something behind', Buffer.concat([bytes, Buffer.from('\n')])],
      ['nothing', Buffer.alloc(0)],
      ['something else', Buffer.from('Hello\n')],
      ['zeros', Buffer.alloc(100_000)],
    ]
    for (const [what, content] of cases) {
      await writeFile(changed, content)
      const { code, stdout } = await elsewhere.run(['audit', 'verify', changed])
      expect([what, code]).toEqual([what, 1])
      expect(stdout, what).toMatch(/^✗ /)
    }
  })

  it('believes a forged file with a key of its own only where the key is not given', async () => {
    const forged = join(elsewhere.folder, 'forged.jsonl')
    await writeFile(forged, jsonlOf(makeExport(makeKey())))
    expect((await elsewhere.run(['audit', 'verify', forged])).code).toBe(0)
    const { code, stdout } = await elsewhere.run(['audit', 'verify', forged, '--keys', keys])
    expect(code).toBe(1)
    expect(stdout).toContain('than the one that you trust: it is not from that server.')
  })

  it('says in one line what it cannot read', async () => {
    const missing = join(elsewhere.folder, 'missing')
    for (const args of [
      [missing],
      [elsewhere.folder],
      [file, '--keys', missing],
      [file, '--keys', file],
      [file, 'more'],
    ]) {
      const { code, stdout, stderr } = await elsewhere.run(['audit', 'verify', ...args])
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr.trim().split('\n').length, stderr).toBeLessThanOrEqual(2)
    }
    const alone = await terminal.run(['audit', 'verify', '--keys', keys])
    expect(alone.stderr).toContain('--keys goes with a FILE.')
  })

  it('gives up on a line that never ends', async () => {
    const endless = join(elsewhere.folder, 'endless')
    await writeFile(endless, `{"type":"entry","metadata":"${'a'.repeat(5_000_000)}`)
    const { code, stderr } = await elsewhere.run(['audit', 'verify', endless])
    expect(code).toBe(1)
    expect(stderr).toContain('a line is too long')
  })
})

describe('audit verify', () => {
  it('verifies the log of this server against what it signed', async () => {
    const { code, stdout } = await terminal.run(['audit', 'verify'])
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^✓ \d+ entries in 2 chains: every one is as it was written, and \d+ signed checkpoints agree\./,
    )
    expect(await terminal.json('audit', 'verify')).toMatchObject({
      ok: true,
      chains: [{ faults: [] }, { faults: [] }],
    })
  })
})
