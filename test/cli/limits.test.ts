/** `multimail limits`: what an account may send and keep, from the terminal. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal
beforeEach(async () => {
  terminal = await openTerminal()
  await terminal.run(['init', '--json'])
})
afterEach(() => terminal.dispose())

it('shows and changes them, and the audit log tells', async () => {
  const before = await terminal.run(['limits'])
  expect(before.stdout).toBe('operator may send 100000 mails a month, and keeps 0 bytes of 1 TB.\n')
  const changed = await terminal.run(['limits', '--quota', '500', '--storage', '20 GB', '--json'])
  expect(JSON.parse(changed.stdout)).toEqual({
    monthly_email_quota: 500,
    max_storage_bytes: 20 * 1024 ** 3,
    storage_used_bytes: 0,
  })
  expect((await terminal.run(['limits'])).stdout).toContain('500 mails a month, and keeps 0 bytes of 20 GB')
  const file = join(terminal.folder, 'audit.jsonl')
  await terminal.run(['audit', 'export', file])
  const log = await readFile(file, 'utf8')
  const entries = log.split('\n').filter((line) => line.includes('account.limits_changed'))
  expect(entries).toHaveLength(1)
})

it('names what cannot be a limit', async () => {
  const size = await terminal.run(['limits', '--storage', 'plenty'])
  expect(size).toMatchObject({ code: 1, stderr: expect.stringContaining('--storage must be a size') })
  const quota = await terminal.run(['limits', '--quota', '-5'])
  expect(quota.code).toBe(1)
})
