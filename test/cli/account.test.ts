/** `multimail export` and `multimail account delete`: the whole account taken along, and ended, from the terminal. */

import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTerminal, type Terminal } from './terminal.ts'

const run = promisify(execFile)

let terminal: Terminal
beforeEach(async () => {
  terminal = await openTerminal()
  await terminal.run(['init', '--json'])
})
afterEach(() => terminal.dispose())

it('export writes one archive, and tells how far it is', async () => {
  const file = join(terminal.folder, 'account.zip')
  const { code, stdout, stderr } = await terminal.run(['export', file, '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'Exporting the account …\n' })
  expect(JSON.parse(stdout)).toMatchObject({ file, files: expect.any(Number), bytes: expect.any(Number) })
  const listed = await run('python3', ['-m', 'zipfile', '-l', file])
  for (const name of ['README.txt', 'account.json', 'audit-log.jsonl', 'manifest.json'])
    expect(listed.stdout).toContain(name)
  // The terminal is the operator's: as often as they like.
  expect((await terminal.run(['export', file])).code).toBe(0)
})

it('export leaves nothing behind where it cannot write', async () => {
  const file = join(terminal.folder, 'no', 'such', 'folder.zip')
  const { code, stderr } = await terminal.run(['export', file])
  expect(code).toBe(1)
  expect(stderr).toContain('cannot be written')
  await expect(access(`${file}.unfinished`)).rejects.toThrow('ENOENT')
})

it('account delete asks whether it is meant', async () => {
  const refused = await terminal.run(['account', 'delete', 'operator'])
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('account delete --yes operator') })
  const unknown = await terminal.run(['account', 'delete', '--yes', 'nobody'])
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('no account "nobody"') })
  expect((await terminal.run(['mailboxes'])).code).toBe(0)
})

it('account delete erases all of it', async () => {
  const deleted = await terminal.run(['account', 'delete', '--yes', 'operator', '--json'])
  expect(deleted.code).toBe(0)
  expect(JSON.parse(deleted.stdout)).toEqual({ status: 'deleted', slug: 'operator' })
  const after = await terminal.run(['mailboxes'])
  expect(after).toMatchObject({ code: 1, stderr: expect.stringContaining('was deleted') })
  expect((await terminal.run(['init', '--json'])).code).toBe(1)
})
