/**
 * The real filters, each as a process of its own on a free port or socket, without their usual databases: what a
 * test needs of those is made here. Null where the program is not installed.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ServiceAddress } from '../../src/core/filter-settings.ts'

export interface Service {
  /** As in the settings of the server. */
  readonly setting: string
  stop(): Promise<void>
}

const RSPAMD = '/usr/bin/rspamd'
const SPAMD = '/usr/sbin/spamd'
const CLAMD = '/usr/sbin/clamd'

/** Whether a program is there; says once what to install when it is not. */
function isInstalled(path: string, packages: string): boolean {
  if (existsSync(path)) return true
  console.warn(`${path} is not installed, so nothing is tested with it: apt-get install ${packages}`)
  return false
}

export const HAS_RSPAMD = isInstalled(RSPAMD, 'rspamd')
export const HAS_SPAMD = isInstalled(SPAMD, 'spamassassin spamd')
export const HAS_CLAMD = isInstalled(CLAMD, 'clamav-daemon')

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts a program; resolves when something listens. Rejects with what it wrote when it ends before that. */
async function start(
  [program = '', ...parameters]: readonly string[],
  address: ServiceAddress,
  folder: string,
): Promise<() => Promise<void>> {
  const child = spawn(program, parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let written = ''
  child.stdout.on('data', (chunk) => (written += chunk))
  child.stderr.on('data', (chunk) => (written += chunk))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // A minute of configuration is nothing to them where others work on the machine.
  for (let tries = 0; tries < 3_000; tries++) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${written.slice(-2_000)}`)
    if (await listens(address)) return () => stop(child, ended, folder)
    await delay(50)
  }
  await stop(child, ended, folder)
  throw new Error(`${program} does not listen: ${written.slice(-2_000)}`)
}

function listens(address: ServiceAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function stop(child: ChildProcess, ended: Promise<void>, folder: string): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(timer)
  await rm(folder, { recursive: true, force: true })
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mm-filter-'))
  // The programs give up the rights of root.
  await chmod(folder, 0o777)
  return folder
}

/** rspamd with its own checks that need no network, no Redis and no lists; scanner and controller on one port. */
export async function startRspamd(): Promise<Service> {
  const folder = await makeFolder()
  const port = await freePort()
  await writeFile(
    join(folder, 'rspamd.conf'),
    `options { pidfile = "${folder}/pid"; filters = "regexp"; tempdir = "${folder}"; hs_cache_dir = "${folder}";
       url_tld = "/usr/share/rspamd/effective_tld_names.dat"; control_socket = "${folder}/control mode=0600";
       dns { nameserver = ["127.0.0.1"]; timeout = 0.1s; retransmits = 1; } }
     logging { type = "console"; level = "warning"; }
     actions { reject = 15; add_header = 6; greylist = 4; }
     metric { name = "default"; }
     classifier "bayes" { tokenizer { name = "osb"; } backend = "sqlite3"; min_tokens = 1; min_learns = 1;
       statfile { symbol = "BAYES_HAM"; path = "${folder}/ham.sqlite"; spam = false; }
       statfile { symbol = "BAYES_SPAM"; path = "${folder}/spam.sqlite"; spam = true; } }
     worker "controller" { bind_socket = "127.0.0.1:${port}"; count = 1; secure_ip = ["127.0.0.1"]; }\n`,
  )
  const command = [RSPAMD, '-f', '-i', '-c', join(folder, 'rspamd.conf')]
  const end = await start(command, { host: '127.0.0.1', port }, folder)
  return { setting: `http://127.0.0.1:${port}`, stop: end }
}

/** SpamAssassin with the rules that come with it, taught by TELL. */
export async function startSpamd(): Promise<Service> {
  const folder = await makeFolder()
  const port = await freePort()
  const lines = [
    'use_bayes 1',
    `bayes_path ${folder}/bayes`,
    'bayes_file_mode 0666',
    'bayes_min_spam_num 1',
    'bayes_min_ham_num 1',
  ]
  const command = [
    ...[SPAMD, '--listen', `127.0.0.1:${port}`, '--allowed-ips', '127.0.0.1', '--local', '--allow-tell'],
    ...['--nouser-config', '--username', 'nobody', '--max-children', '1', '--helper-home-dir', folder],
    ...['--syslog', 'stderr', ...lines.map((line) => `--cf=${line}`)],
  ]
  const end = await start(command, { host: '127.0.0.1', port }, folder)
  return { setting: `spamd://127.0.0.1:${port}`, stop: end }
}

/** The harmless file that every scanner calls a virus; in two pieces, so that none finds it here. */
export const EICAR = `${'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR'}${'-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`

/** clamd on a Unix socket, with one signature: that of EICAR. */
export async function startClamd(): Promise<Service> {
  const folder = await makeFolder()
  await mkdir(join(folder, 'db'))
  const signature = Buffer.from(EICAR).toString('hex')
  await writeFile(join(folder, 'db', 'eicar.ndb'), `Eicar-Test-Signature:0:*:${signature}\n`)
  const path = join(folder, 'clamd.sock')
  await writeFile(
    join(folder, 'clamd.conf'),
    `LocalSocket ${path}\nDatabaseDirectory ${folder}/db\nTemporaryDirectory ${folder}\nForeground yes\nStreamMaxLength 1M\n`,
  )
  const end = await start([CLAMD, '-F', '-c', join(folder, 'clamd.conf')], { path }, folder)
  return { setting: path, stop: end }
}

/** A message that SpamAssassin and rspamd call spam, for tests. */
export const GTUBE = `XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE${'-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X'}`
