/** Inviting people, and acting for one of several accounts, in the terminal. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal

beforeAll(async () => {
  terminal = await openTerminal()
  await terminal.json('init')
})
afterAll(() => terminal.dispose())

it('invites one address, shows the code once and keeps only its hash', async () => {
  const made = await terminal.json<Record<string, string>>('invite', 'Ada@example.com')
  expect(made).toMatchObject({ email: 'ada@example.com' })
  expect(made.invite_code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/)
  const days = (Date.parse(made.expires_at ?? '') - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(14)
})

it('says when invitations are not asked for here', async () => {
  const { code, stdout } = await terminal.run(['invite', 'ada@example.com'])
  expect(code).toBe(0)
  expect(stdout).toContain('MULTIMAIL_SIGNUP is closed here')
  const wrong = await terminal.run(['invite', 'ada'])
  expect(wrong.code).toBe(1)
  expect(wrong.stderr).toContain('is not a mail address')
})

it('lists the accounts', async () => {
  const { accounts } = await terminal.json<{ accounts: Record<string, unknown>[] }>('accounts')
  expect(accounts).toMatchObject([{ slug: 'operator', plan: 'self_hosted', paused: false }])
})

it('acts for the account that MULTIMAIL_ACCOUNT names, and for no other', async () => {
  const none = await terminal.run(['mailboxes'], { MULTIMAIL_ACCOUNT: 'nobody' })
  expect([none.code, none.stderr.trim()]).toEqual([
    1,
    expect.stringContaining('there is no account "nobody" here'),
  ])
  const own = await terminal.run(['mailboxes'], { MULTIMAIL_ACCOUNT: 'operator' })
  expect(own.code).toBe(0)
})
