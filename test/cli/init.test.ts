/** `multimail init`, and how every command behaves when it is used wrongly or asked for help. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { helpOf, readArguments } from '../../src/cli/command.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { openTerminal, type Setup, type Terminal } from './terminal.ts'

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/

let terminal: Terminal

beforeAll(async () => {
  terminal = await openTerminal()
})

afterAll(() => terminal.dispose())

describe('multimail init --json', () => {
  it('prints exactly the object of the contract, and the second time fails in one line', async () => {
    const options = ['--domain', 'agents.example', '--operator-name', 'Acme Ltd', '--mailbox', 'sales']
    const first = await terminal.run(['init', '--json', ...options])
    expect(first).toMatchObject({ code: 0, stderr: '' })
    const setup = JSON.parse(first.stdout) as Setup
    expect(setup).toEqual({
      account: { id: expect.stringMatching(ULID), slug: 'acme-ltd' },
      mailbox: { id: expect.stringMatching(ULID), address: 'sales@agents.example' },
      keys: {
        agent: expect.stringMatching(/^mm_live_/),
        reviewer: expect.stringMatching(/^mm_live_/),
        admin: expect.stringMatching(/^mm_live_/),
        test_agent: expect.stringMatching(/^mm_test_/),
        test_reviewer: expect.stringMatching(/^mm_test_/),
      },
      http_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
      smtp: { host: '127.0.0.1', port: 0 },
    })

    const second = await terminal.run(['init', '--json', ...options])
    expect(second.code).toBe(1)
    expect(second.stdout).toBe('')
    expect(second.stderr).toMatch(/^multimail: .* is already set up; nothing was changed\.\n$/)

    const { keys } = await terminal.json<{ keys: unknown[] }>('keys')
    expect(keys).toHaveLength(5)
  })
})

describe('wrong use', () => {
  const oneLine = (text: RegExp) =>
    expect.stringMatching(new RegExp(`^multimail: [^\\n]*${text.source}[^\\n]*\\n$`))

  it('names an option that does not exist', async () => {
    const result = await terminal.run(['keys', 'add', '--scope', 'read'])
    expect(result).toEqual({ code: 1, stdout: '', stderr: oneLine(/'--scope'.*multimail keys add --help/) })
  })

  it('names a setting that cannot be read', async () => {
    const result = await terminal.run(['serve'], { MULTIMAIL_SMTP_PORT: 'smtp' })
    expect(result).toEqual({
      code: 1,
      stdout: '',
      stderr: oneLine(/MULTIMAIL_SMTP_PORT must be a whole number/),
    })
  })

  it('says when nothing is set up', async () => {
    const elsewhere = await openTerminal()
    const result = await elsewhere.run(['mailboxes'])
    expect(result).toEqual({ code: 1, stdout: '', stderr: oneLine(/Nothing is set up here yet/) })
    await elsewhere.dispose()
  })
})

describe('help', () => {
  it('lists every command', async () => {
    const { code, stdout } = await terminal.run(['--help'])
    expect(code).toBe(0)
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' '))
    for (const { name, summary } of COMMANDS) expect(lines).toContain(` ${name} ${summary}`)
  })

  it('is printed for a command of two words', async () => {
    const { code, stdout } = await terminal.run(['keys', 'add', '-h'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Usage: multimail keys add --name NAME --scopes SCOPES/)
  })

  it.each(COMMANDS.map((listed) => [listed.name, listed] as const))(
    '%s has --help with an example, and --json',
    async (name, listed) => {
      const command = await listed.load()
      expect(readArguments(listed, command, ['--help'])).toBe('help')
      expect(readArguments(listed, command, ['--json'])).toMatchObject({ json: true })
      const help = helpOf(listed, command)
      expect(help).toContain(`Usage: multimail ${name}`)
      expect(help).toMatch(new RegExp(`^ {2}(?:[A-Z_]+=\\S+ )*multimail ${name}\\b`, 'm'))
      for (const option of Object.keys(command.options ?? {})) expect(help).toContain(`--${option}`)
      expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120)
    },
  )
})
