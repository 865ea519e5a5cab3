/**
 * Tests with a program that others make. It comes from npm into a folder of its own, by the lock there; once it is there,
 * nothing is loaded.
 */

import { type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A program that others make, and the tests with it. */
export interface Guest {
  /** The npm script that runs the tests. */
  readonly command: string
  /** What people call it. */
  readonly title: string
  /** Its package on npm. */
  readonly name: string
  /** The folder of its lock, where the tests are too. */
  readonly folder: string
  /** The environment variable without which the tests are skipped. */
  readonly variable: string
  /** Whether the tests are skipped, and not failed, where it cannot be had. */
  readonly isOptional: boolean
}

/** Installs the program where it is missing and runs the tests; arguments of this process go to Vitest. Sets the exit code. */
export async function testWith(guest: Guest): Promise<void> {
  const say = (line: string) => process.stdout.write(`${guest.command}  ${line}\n`)
  try {
    if (!(await isInstalled(guest))) {
      say(`installing ${guest.title} (once)`)
      const code = await install(guest)
      if (code !== 0 && !guest.isOptional) throw new Error(`npm ended with ${code}`)
      if (code !== 0) {
        say(`skipped: ${guest.title} cannot be installed, npm ended with ${code}`)
        return
      }
    }
    process.exitCode = await test(guest)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}

/** Whether all that the lock asks for was installed: npm writes its own lock last. */
async function isInstalled({ folder, name }: Guest): Promise<boolean> {
  const installed = join(root, folder, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const wanted = await versionIn(join(root, folder, 'package-lock.json'), name)
  return (await versionIn(installed, name)) === wanted
}

async function versionIn(path: string, name: string): Promise<string | undefined> {
  const lock = JSON.parse(await readFile(path, 'utf8'))
  return lock.packages[`node_modules/${name}`]?.version
}

function install({ folder }: Guest): Promise<number> {
  const isWindows = process.platform === 'win32'
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const args = ['ci', '--prefix', join(root, folder), ...flags]
  return run(isWindows ? 'npm.cmd' : 'npm', args, { shell: isWindows })
}

function test({ folder, variable }: Guest): Promise<number> {
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
  const args = [vitest, 'run', folder, ...process.argv.slice(2)]
  return run(process.execPath, args, { cwd: root, env: { ...process.env, [variable]: '1' } })
}

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
