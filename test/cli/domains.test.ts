/** `multimail domains rotate` for the domain of the server, and `mailboxes change --forward`, by the real command. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DnsServer, startDns } from '../support/dns.ts'
import { publish } from '../support/domains.ts'
import { openTerminal, type Terminal } from './terminal.ts'

interface Rotation {
  readonly domain: string
  readonly switched: number
  readonly dns_records: readonly {
    readonly purpose: string
    readonly type: string
    readonly name: string
    readonly value: string
    readonly priority: number | null
  }[]
}

let dns: DnsServer
let terminal: Terminal
let settings: Readonly<Record<string, string>>
beforeAll(async () => {
  dns = await startDns()
  terminal = await openTerminal()
  settings = { MULTIMAIL_DOMAIN: 'host.test', MULTIMAIL_DNS_SERVERS: dns.address }
  await terminal.run(['init', '--json'], settings)
})
afterAll(async () => {
  await terminal.dispose()
  await dns.close()
})

async function rotate(): Promise<Rotation> {
  const { stdout } = await terminal.run(['domains', 'rotate', 'host.test', '--json'], settings)
  return JSON.parse(stdout) as Rotation
}

const purposes = ({ dns_records: records }: Rotation) =>
  records.map(({ purpose }) => purpose).filter((purpose) => purpose.startsWith('dkim_'))

it('domains rotate lists new keys of the server, and lets them sign once they are published', async () => {
  const begun = await rotate()
  expect(begun.switched).toBe(0)
  expect(purposes(begun)).toEqual(['dkim_rsa', 'dkim_ed25519', 'dkim_rsa_next', 'dkim_ed25519_next'])
  const shown = await terminal.run(['domains', 'rotate', 'host.test'], settings)
  expect(shown.stdout).toContain('DKIM next')
  publish(dns, begun.dns_records)
  const done = await rotate()
  expect(done.switched).toBe(2)
  expect(purposes(done).slice(2)).toEqual(['dkim_rsa_retired', 'dkim_ed25519_retired'])
  // Looking once more begins nothing.
  expect(purposes(await rotate())).toEqual(purposes(done))
})

it('mailboxes change passes inbound mail on, or not', async () => {
  const change = (how: string) =>
    terminal.run(['mailboxes', 'change', 'agent@host.test', '--forward', how, '--json'], settings)
  expect(JSON.parse((await change('on')).stdout)).toMatchObject({ forward_inbound: 1 })
  expect(JSON.parse((await change('off')).stdout)).toMatchObject({ forward_inbound: 0 })
  expect(await change('maybe')).toMatchObject({ code: 1, stderr: expect.stringContaining('on or off') })
})
