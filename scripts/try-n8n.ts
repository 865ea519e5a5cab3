/**
 * `node scripts/try-n8n.ts`: the nodes of connectors/n8n in a real n8n. Lints and builds the package by n8n's own tool,
 * starts n8n with it, runs every action, has the trigger attached, told and detached. Everything is loaded from npm
 * once, into a folder outside the repository (`TRY_N8N_CACHE`, default ~/.cache/multimail-n8n): 3.6 GB, some minutes.
 * n8n has a licence of its own (Sustainable Use); it is run here and not shipped.
 */

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { actionsWorkflow, credentials, steps, triggerWorkflow } from './try-n8n-workflows.ts'

const N8N = 'n8n@2.41.1'
const CLI = '@n8n/node-cli@0.48.3'

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = process.env.TRY_N8N_CACHE ?? join(homedir(), '.cache', 'multimail-n8n')
const execute = promisify(execFile)
const say = (line: string) => process.stdout.write(`try-n8n  ${line}\n`)
const children: ChildProcess[] = []

type Json = { readonly [key: string]: Json }

/** Runs a program to its end; rejects with what it wrote when it fails. */
async function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 256 * 1024 * 1024 }
  const { stdout } = await execute(program, args, options)
  return stdout
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Waits until something is so; looks twice a second, for at most two minutes. */
async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 240; tries++) {
    const found = await look().catch(() => null)
    if (found !== null) return found
    await sleep(500)
  }
  throw new Error(`waited in vain: ${what}`)
}

function start(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' })
  children.push(child)
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

/** Installs a package once; its scripts do not run. */
async function install(folder: string, what: string): Promise<void> {
  const name = what.slice(0, what.lastIndexOf('@'))
  await mkdir(folder, { recursive: true })
  if (
    existsSync(join(folder, 'node_modules', '.package-lock.json')) &&
    existsSync(join(folder, 'node_modules', name))
  )
    return
  say(`installing ${what}`)
  await writeFile(join(folder, 'package.json'), '{"private":true}')
  await run('npm', ['install', what, '--ignore-scripts', '--no-audit', '--no-fund'], folder)
}

/** n8n, with the one native module that it needs built here. */
async function installN8n(): Promise<string> {
  const folder = join(cache, 'server')
  await install(folder, N8N)
  const sqlite = join(folder, 'node_modules', 'sqlite3')
  if (!existsSync(join(sqlite, 'build', 'Release', 'node_sqlite3.node'))) {
    say('building sqlite3')
    const headers = existsSync('/usr/include/node/node_api.h') ? ['--nodedir=/usr'] : []
    await run('npx', ['node-gyp', 'rebuild', ...headers], sqlite)
  }
  return folder
}

/** Lints and builds the package by n8n's own tool; gives the folder in which `dist` is. */
async function build(home: string, n8n: string): Promise<string> {
  const cli = join(cache, 'cli')
  await install(cli, CLI)
  const folder = join(home, 'package')
  await cp(join(root, 'connectors', 'n8n'), folder, { recursive: true })
  const modules = join(folder, 'node_modules')
  await symlink(join(cli, 'node_modules'), modules)
  const tool = join(cli, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs')
  await run(process.execPath, [tool, 'lint'], folder)
  say('n8n-node lint: nothing to complain about')
  await run(process.execPath, [tool, 'build'], folder)
  say('n8n-node build: built, types checked')
  // In n8n the nodes get the n8n-workflow of n8n.
  await rm(modules)
  await symlink(join(n8n, 'node_modules'), modules)
  return folder
}

interface Server {
  readonly url: string
  readonly made: Json
  call(key: string, method: string, path: string, body?: object): Promise<Json>
}

/** A MultiMail of its own, where webhooks may go to this machine and nobody is asked for codes. */
async function startMultiMail(home: string): Promise<Server> {
  const port = await freePort()
  const env = {
    MULTIMAIL_DATA: join(home, 'multimail'),
    MULTIMAIL_HTTP_PORT: String(port),
    MULTIMAIL_SMTP_PORT: '0',
    MULTIMAIL_OPERATOR_APPROVAL: 'off',
    MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
  }
  const program = join(root, 'bin', 'multimail.js')
  const made = JSON.parse(await run(process.execPath, [program, 'init', '--json'], root, env)) as Json
  start([program, 'serve'], root, env)
  const url = `http://127.0.0.1:${port}`
  await until('MultiMail', async () => ((await fetch(`${url}/health`)).ok ? true : null))
  const call: Server['call'] = async (key, method, path, body) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(`${url}${path}`, { method, headers, ...init })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Json
  }
  return { url, made, call }
}

const INBOUND = [
  'From: Ada <ada@example.com>',
  'Subject: The zebra plan',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  '',
  'Here it is.',
  '--b',
  'Content-Disposition: attachment; filename="a b.csv"',
  'Content-Type: text/csv',
  '',
  'one,two',
  '--b--',
  '',
].join('\r\n')

/** What n8n wrote as JSON: a line or a block among others of its own. */
function jsonIn(output: string): string {
  const from = output.search(/^\{/m)
  const to = output.lastIndexOf('\n}') + 2
  const line = output.slice(from).split('\n')[0] ?? ''
  return from >= 0 && line.length > 1 ? line : output.slice(from, to)
}

/** Runs every action and shows what each gave; throws when one did not do what it should. */
async function tryActions(server: Server, cli: (...args: string[]) => Promise<string>, file: FileWriter) {
  const { mailbox, keys } = server.made as Json & { mailbox: Json; keys: Json }
  const raw = Buffer.from(INBOUND).toString('base64')
  const body = { mailbox_id: mailbox.id, raw_base64: raw }
  const inbound = await server.call(String(keys.test_agent), 'POST', '/v1/test/inbound', body)
  const all = steps(String(mailbox.id), String(inbound.id))
  await cli('import:workflow', `--input=${await file('actions.json', actionsWorkflow(all))}`)
  const output = await cli('execute', '--id=multimailActions', '--rawOutput')
  const { data } = JSON.parse(jsonIn(output)) as Json & { data: Json }
  const results = data.resultData?.runData as Json
  for (const { name, resource, operation, fails = false } of all) {
    const result = (results[name] as unknown as Json[] | undefined)?.[0]
    const items = ((result?.data?.main as unknown as Json[][] | undefined)?.[0] ?? []) as Json[]
    const failed = result?.error ?? items[0]?.error ?? items[0]?.json?.error
    if (result === undefined || (failed !== undefined) !== fails)
      throw new Error(`${name}: ${JSON.stringify(result?.error?.message ?? result ?? null).slice(0, 2_000)}`)
    const shown = JSON.stringify(failed ?? items[0]?.json ?? null).slice(0, 90)
    say(`${resource}.${operation}: ${items.length} item(s) ${shown}`)
  }
}

type FileWriter = (name: string, value: unknown) => Promise<string>

/** Has the trigger attached, told of a mail that the workflow then approves, and detached. */
async function tryTrigger(server: Server, n8n: N8n, file: FileWriter) {
  const { mailbox, keys } = server.made as Json & { mailbox: Json; keys: Json }
  const admin = String(keys.admin)
  const agent = String(keys.agent)
  const subscriptions = async () =>
    (await server.call(admin, 'GET', '/v1/webhooks')).webhooks as unknown as Json[]
  await n8n.cli(
    'import:workflow',
    `--input=${await file('trigger.json', triggerWorkflow(String(mailbox.id)))}`,
  )
  await n8n.cli('publish:workflow', '--id=multimailTrigger')
  const first = await n8n.start()
  await tryEditor(server, n8n.url)
  const made = await until('a subscription', async () => (await subscriptions())[0] ?? null)
  say(`attached: ${made.events} → ${made.url}`)
  const mail = { to: ['ada@example.com'], subject: 'Approved by n8n', markdown: 'Hello' }
  const { id } = await server.call(agent, 'POST', `/v1/mailboxes/${mailbox.id}/send`, mail)
  const sent = await until('the mail sent', async () => {
    const email = await server.call(agent, 'GET', `/v1/emails/${id}`)
    return String(email.status) === 'sent' ? email : null
  })
  say(`fired: the mail waited, the workflow approved it: ${sent.status}, decided by ${sent.decided_by}`)
  const unsigned = await fetch(String(made.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ event: 'oversight.pending', email_id: id }),
  })
  if (unsigned.status !== 401) throw new Error(`an unsigned event was answered ${unsigned.status}`)
  say('an unsigned event: 401, no run')
  await stop(first)
  await n8n.cli('unpublish:workflow', '--id=multimailTrigger')
  const second = await n8n.start()
  await until('no subscription', async () => ((await subscriptions()).length === 0 ? true : null))
  say('detached: no subscription is left')
  await stop(second)
}

/** What the editor of n8n does: tests the credential, and asks for the mailboxes to choose from. */
async function tryEditor(server: Server, url: string) {
  const post = async (path: string, body: object, cookie = '') => {
    const headers = { 'content-type': 'application/json', cookie }
    const response = await fetch(`${url}/rest/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`n8n ${path}: ${response.status} ${await response.text()}`)
    return { response, data: ((await response.json()) as Json).data as Json }
  }
  const owner = { email: 'ada@example.com', firstName: 'Ada', lastName: 'L', password: 'Nobody-Knows-1' }
  const { response } = await post('owner/setup', owner)
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const { keys } = server.made as Json & { keys: Json }
  const [given] = credentials(server.url, { agent: String(keys.agent), reviewer: '', admin: '', live: '' })
  const { data: tested } = await post('credentials/test', { credentials: given }, cookie)
  if (String(tested.status) !== 'OK') throw new Error(`the credential: ${JSON.stringify(tested)}`)
  say(`the credential is tested: ${tested.status}`)
  const asked = {
    path: 'parameters.mailboxId',
    methodName: 'getMailboxes',
    nodeTypeAndVersion: { name: 'CUSTOM.multiMail', version: 1 },
    currentNodeParameters: { resource: 'email', operation: 'send' },
    credentials: { multiMailApi: { id: given?.id, name: given?.name } },
  }
  const { data: options } = await post('dynamic-node-parameters/options', asked, cookie)
  say(`the mailboxes to choose from: ${JSON.stringify(options)}`)
}

interface N8n {
  /** Where its server is once it was started. */
  readonly url: string
  /** Runs a command of n8n. */
  cli(...args: string[]): Promise<string>
  /** Starts the server and waits until it answers. */
  start(): Promise<ChildProcess>
}

async function prepareN8n(home: string, n8n: string, extensions: string): Promise<N8n> {
  const port = await freePort()
  const env = {
    N8N_USER_FOLDER: home,
    N8N_CUSTOM_EXTENSIONS: extensions,
    N8N_PORT: String(port),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_RUNNERS_BROKER_PORT: String(await freePort()),
    WEBHOOK_URL: `http://127.0.0.1:${port}/`,
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_SECURE_COOKIE: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_DISABLED_MODULES: 'mcp-registry,insights,instance-ai,chat-hub,external-secrets',
  }
  const program = join(n8n, 'node_modules', 'n8n', 'bin', 'n8n')
  return {
    url: `http://127.0.0.1:${port}`,
    async cli(...args) {
      // Into a file: n8n ends before a pipe has taken all that it writes.
      const path = join(home, 'output')
      const output = await open(path, 'w')
      const child = spawn(process.execPath, [program, ...args], {
        cwd: home,
        env: { ...process.env, ...env },
        stdio: ['ignore', output.fd, output.fd],
      })
      const code = await new Promise((resolve) => child.once('exit', resolve))
      await output.close()
      const text = await readFile(path, 'utf8')
      // A run that ended with an error is shown as well, as far as it came.
      if (code !== 0 && args[0] !== 'execute') throw new Error(`n8n ${args[0]}: ${text.slice(-4_000)}`)
      return text
    },
    async start() {
      const child = start([program, 'start'], home, env)
      const isReady = async () =>
        (await fetch(`http://127.0.0.1:${port}/healthz/readiness`)).ok ? true : null
      await until('n8n', isReady)
      return child
    },
  }
}

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'multimail-try-n8n-'))
  try {
    const folder = await installN8n()
    const built = await build(home, folder)
    const server = await startMultiMail(home)
    const n8n = await prepareN8n(home, folder, join(built, 'dist'))
    const file: FileWriter = async (name, value) => {
      await writeFile(join(home, name), JSON.stringify(value))
      return join(home, name)
    }
    const { keys } = server.made as Json & { keys: Json }
    const own = {
      agent: String(keys.test_agent),
      reviewer: String(keys.test_reviewer),
      admin: String(keys.admin),
      live: String(keys.reviewer),
    }
    await n8n.cli(
      'import:credentials',
      `--input=${await file('credentials.json', credentials(server.url, own))}`,
    )
    await tryActions(server, n8n.cli, file)
    await tryTrigger(server, n8n, file)
    say('all of it worked')
  } finally {
    for (const child of children) await stop(child)
    await rm(home, { recursive: true, force: true })
  }
}

try {
  await main()
} catch (error) {
  const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string }
  say(`${message}\n${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`)
  process.exitCode = 1
}
