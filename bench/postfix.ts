/**
 * A Postfix of our own to compare with: its configuration, queue and mailboxes are in a temporary folder, it listens
 * on a port of its own, and the system's instance is not touched. Needs root and Debian's `postfix` package.
 */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { until } from './measure.ts'

export interface Postfix {
  readonly port: number
  /** An address that it delivers to a maildir. */
  readonly recipient: string
  /** How many messages are in the maildir. */
  delivered(): Promise<number>
  /** Empties the maildir. */
  clear(): Promise<void>
  /** Lets go of everything that is on hold. */
  release(): void
  stop(): void
}

/** Why there is no Postfix here, or null when there is one. */
export function whyNoPostfix(): string | null {
  if (process.getuid?.() !== 0) return 'Postfix needs root'
  if (!existsSync('/usr/sbin/postfix') || !existsSync('/usr/lib/postfix/sbin/master')) {
    return 'Postfix is not installed (apt-get install postfix)'
  }
  return null
}

const SERVICES = `
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n -  0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n -  - trivial-rewrite
bounce    unix  - - n -  0 bounce
defer     unix  - - n -  0 bounce
trace     unix  - - n -  0 bounce
verify    unix  - - n -  1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n -  - proxymap
smtp      unix  - - n -  - smtp
relay     unix  - - n -  - smtp
showq     unix  n - n -  - showq
error     unix  - - n -  - error
retry     unix  - - n -  - error
virtual   unix  - n n -  - virtual
anvil     unix  - - n -  1 anvil
scache    unix  - - n -  1 scache
`

/** Settings that make it as fast as it can be: no look-ups, no pause when mail comes faster than it goes. */
function settingsOf(folder: string, relayPort: number | null): Record<string, string> {
  return {
    compatibility_level: '3.6',
    queue_directory: join(folder, 'queue'),
    data_directory: join(folder, 'data'),
    command_directory: '/usr/sbin',
    daemon_directory: '/usr/lib/postfix/sbin',
    mail_owner: 'postfix',
    setgid_group: 'postdrop',
    myhostname: 'postfix.bench.test',
    mydestination: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    disable_dns_lookups: 'yes',
    smtpd_peername_lookup: 'no',
    smtpd_tls_security_level: 'none',
    smtp_tls_security_level: 'none',
    message_size_limit: '26214400',
    virtual_mailbox_limit: '0',
    virtual_mailbox_domains: 'bench.test',
    virtual_mailbox_base: join(folder, 'mail'),
    virtual_mailbox_maps: 'static:box/',
    virtual_uid_maps: 'static:65534',
    virtual_gid_maps: 'static:65534',
    alias_maps: '',
    local_recipient_maps: '',
    in_flow_delay: '0',
    default_destination_concurrency_limit: '20',
    initial_destination_concurrency: '20',
    ...(relayPort === null
      ? {}
      : {
          relayhost: `[127.0.0.1]:${relayPort}`,
          smtp_connection_cache_destinations: `[127.0.0.1]:${relayPort}`,
          smtpd_client_restrictions: 'check_client_access static:hold',
        }),
  }
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}`)
}

/** Starts it. With `relayPort` mail for anybody is put on hold, and goes to that port once released. */
export async function startPostfix(parent: string, relayPort: number | null): Promise<Postfix> {
  const folder = await mkdtemp(join(parent, 'postfix-'))
  await Promise.all([chmod(parent, 0o755), chmod(folder, 0o755)])
  const [config, data, mail] = ['etc', 'data', 'mail'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await Promise.all([config, data, mail, join(folder, 'queue')].map((path) => mkdir(path)))
  await chown(data, await idOf('postfix'), 0)
  await chown(mail, 65_534, 65_534)
  const port = await freePort()
  const lines = Object.entries(settingsOf(folder, relayPort)).map(([name, value]) => `${name} = ${value}`)
  await writeFile(join(config, 'main.cf'), `${lines.join('\n')}\n`)
  await writeFile(join(config, 'master.cf'), `127.0.0.1:${port} inet n - n - - smtpd\n${SERVICES.trim()}\n`)
  run('/usr/sbin/postfix', ['-c', config, 'start'])
  let isRunning = true
  const stop = () => {
    if (!isRunning) return
    isRunning = false
    run('/usr/sbin/postfix', ['-c', config, 'stop'])
  }
  process.prependOnceListener('exit', stop)
  const box = join(mail, 'box', 'new')
  return {
    port,
    recipient: relayPort === null ? 'agent@bench.test' : 'reader@example.org',
    delivered: async () => (await readdir(box).catch(() => [])).length,
    async clear() {
      const names = await readdir(box).catch(() => [])
      await Promise.all(names.map((name) => rm(join(box, name))))
    },
    release() {
      run('/usr/sbin/postsuper', ['-c', config, '-H', 'ALL'])
      run('/usr/sbin/postqueue', ['-c', config, '-f'])
    },
    stop() {
      process.off('exit', stop)
      stop()
    },
  }
}

async function idOf(user: string): Promise<number> {
  const line = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .find((entry) => entry.startsWith(`${user}:`))
  if (line === undefined) throw new Error(`there is no user ${user}`)
  return Number(line.split(':')[2])
}

/** Waits until the maildir has `count` messages, then empties it. */
export async function untilDelivered(postfix: Postfix, count: number): Promise<void> {
  await until(async () => (await postfix.delivered()) >= count)
}
