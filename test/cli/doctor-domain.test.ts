/** What the terminal says of a domain: the records to publish, and how they stand. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckedRecord } from '../../src/core/dns-records.ts'
import { type DnsServer, startDns } from '../support/dns.ts'
import { publish } from '../support/domains.ts'
import { openTerminal, type Terminal } from './terminal.ts'

let terminal: Terminal
let dns: DnsServer
let settings: Readonly<Record<string, string>>

beforeAll(async () => {
  dns = await startDns()
  terminal = await openTerminal()
  settings = { MULTIMAIL_DOMAIN: 'host.test', MULTIMAIL_DNS_SERVERS: dns.address }
  expect((await terminal.run(['init', '--json'], settings)).code).toBe(0)
})
afterAll(async () => {
  await terminal.dispose()
  await dns.close()
})

const run = (...args: string[]) => terminal.run(args, settings)
async function records(...args: string[]): Promise<CheckedRecord[]> {
  const { stdout } = await run(...args, '--json')
  return (JSON.parse(stdout) as { dns_records: CheckedRecord[] }).dns_records
}

describe('multimail doctor DOMAIN', () => {
  it('tells of the domain of the server what to publish, then that it is there', async () => {
    const before = await run('doctor', 'host.test')
    expect(before.code).toBe(1)
    expect(before.stdout).toMatch(/✗ MX +MX +host\.test/)
    expect(before.stdout).toContain('publish  10 host.test')
    expect(before.stdout).toContain('publish  v=spf1 mx ~all')
    expect(before.stdout).toMatch(/! DMARC/)
    expect(before.stdout).toContain('Records that are needed and not there: 3.')
    publish(dns, await records('doctor', 'host.test'))
    const after = await run('doctor', 'host.test')
    expect([after.code, after.stderr]).toEqual([0, ''])
    expect(after.stdout).toContain('Every record is as it must be.')
    expect(after.stdout).not.toMatch(/[✗!?] /)
  })

  it('shows what was found and what is wrong with it', async () => {
    dns.set(
      'host.test',
      'MX',
      { preference: 5, exchange: 'old.test' },
      { preference: 10, exchange: 'host.test' },
    )
    const { code, stdout } = await run('doctor', 'host.test')
    expect(code).toBe(1)
    expect(stdout).toMatch(/found +5 old\.test/)
    expect(stdout).toContain('Mail goes to old.test (priority 5) before host.test (priority 10)')
  })

  it('knows only domains that were claimed', async () => {
    expect(await run('doctor', 'nobody.test')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('multimail domains add nobody.test'),
    })
    expect((await run('doctor', 'a b')).code).toBe(1)
  })
})

describe('multimail domains', () => {
  it('claims, verifies, lists and gives up', async () => {
    const added = await run('domains', 'add', 'example.com')
    expect(added.code).toBe(0)
    expect(added.stdout).toContain('example.com is pending.')
    expect(added.stdout).toMatch(/return path +CNAME mm-bounces\.example\.com/)
    expect((await run('domains', 'verify', 'example.com')).code).toBe(1)
    publish(dns, await records('domains', 'add', 'example.com'))
    const verified = await run('domains', 'verify', 'example.com')
    expect([verified.code, verified.stdout.split('\n')[0]]).toEqual([0, 'example.com is active.'])
    expect((await run('doctor', 'example.com')).code).toBe(0)
    expect((await run('domains')).stdout).toMatch(/example\.com +active +✓ +✓ +✓ +✓/)
    expect((await run('domains', 'remove', 'example.com')).code).toBe(0)
    expect((await run('domains', 'verify', 'example.com')).stderr).toContain('is no domain here')
  })
})
