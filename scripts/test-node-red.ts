/**
 * `npm run test:node-red`: a real workflow engine, Node-RED, runs the flow files of `test/node-red` and `connectors/node-red`.
 * Arguments go to Vitest. Node-RED comes from npm, into `test/node-red`; once it is there, nothing is loaded.
 */

import { type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'test', 'node-red')

const say = (line: string) => process.stdout.write(`test:node-red  ${line}\n`)

/** Runs a program to its end, passing on signals; resolves with its exit code. */
async function run(program: string, args: readonly string[], options: SpawnOptions): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', ...options })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code) => resolve(code ?? 1))
    })
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass)
  }
}

async function versionIn(path: string, name: string): Promise<string | undefined> {
  const lock = JSON.parse(await readFile(path, 'utf8'))
  return lock.packages[`node_modules/${name}`]?.version
}

/** Whether all that the lock asks for was installed: npm writes its own lock last. */
async function isInstalled(): Promise<boolean> {
  const installed = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const wanted = await versionIn(join(folder, 'package-lock.json'), 'node-red')
  return (await versionIn(installed, 'node-red')) === wanted
}

async function install(): Promise<void> {
  say('installing Node-RED (once)')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const code = await run(npm, ['ci', '--prefix', folder, ...flags], { shell: process.platform === 'win32' })
  if (code !== 0) throw new Error(`npm ended with ${code}`)
}

async function main(): Promise<number> {
  if (!(await isInstalled())) await install()
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
  const args = [vitest, 'run', 'test/node-red', ...process.argv.slice(2)]
  return run(process.execPath, args, { cwd: root, env: { ...process.env, TEST_NODE_RED: '1' } })
}

try {
  process.exitCode = await main()
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
