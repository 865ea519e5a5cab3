/** Runs the real command in a child process, away from the settings of whoever runs the tests. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { freshDatabase } from '../support/database.ts'

const BIN = fileURLToPath(new URL('../../bin/multimail.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What `serve --json` prints when it is ready. */
export interface Banner {
  readonly http_url: string
  readonly smtp: { readonly host: string; readonly port: number }
  readonly setup: Setup | null
}

/** What `init --json` prints (contract §13). */
export interface Setup {
  readonly account: { readonly id: string; readonly slug: string }
  readonly mailbox: { readonly id: string; readonly address: string }
  readonly keys: Readonly<Record<'agent' | 'reviewer' | 'admin' | 'test_agent' | 'test_reviewer', string>>
  readonly http_url: string
  readonly smtp: { readonly host: string; readonly port: number }
}

export interface Serving {
  readonly banner: Banner
  /** Sends these signals at once, SIGTERM if none are given, and waits for the end. */
  stop(...signals: readonly NodeJS.Signals[]): Promise<Ended>
}

export class Terminal {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly #dispose: () => Promise<void>
  readonly #children = new Set<ChildProcess>()

  constructor(folder: string, env: Readonly<Record<string, string>>, dispose: () => Promise<void>) {
    this.folder = folder
    this.env = env
    this.#dispose = dispose
  }

  #start(args: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { PATH: process.env.PATH ?? '', ...this.env, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    return child
  }

  /** Runs a command to its end. */
  async run(args: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return ended(this.#start(args, settings))
  }

  /** The same for a command with `--json`: its one object. Throws when it fails. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run([...args, '--json'])
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`)
    return JSON.parse(stdout) as T
  }

  /** Starts `serve` and waits until it is ready. */
  async serve(settings: Readonly<Record<string, string>> = {}): Promise<Serving> {
    const child = this.#start(['serve', '--json'], settings)
    const result = ended(child)
    const line = await Promise.race([
      once(child.stdout ?? child, 'data').then(([chunk]) => String(chunk)),
      result.then(({ stderr }) => Promise.reject(new Error(`serve ended: ${stderr}`))),
    ])
    return {
      banner: JSON.parse(line) as Banner,
      stop(...signals) {
        for (const signal of signals.length === 0 ? (['SIGTERM'] as const) : signals) child.kill(signal)
        return result
      },
    }
  }

  async dispose(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL')
    await this.#dispose()
  }
}

async function ended(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('the child has no output')
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')])
  return { code: child.exitCode, stdout: out, stderr: err }
}

/** A terminal on a data folder and database of its own, with free ports. */
export async function openTerminal(): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'multimail-cli-'))
  const database = await freshDatabase()
  const env = {
    MULTIMAIL_DATA: join(folder, 'data'),
    MULTIMAIL_HTTP_PORT: '0',
    MULTIMAIL_SMTP_PORT: '0',
    LOG_LEVEL: 'silent',
    ...database.settings,
  }
  return new Terminal(folder, env, async () => {
    await database.dispose()
    await rm(folder, { recursive: true, force: true })
  })
}
