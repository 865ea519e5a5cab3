/** A Node-RED of its own for each test: the real program in a child process, with the flow file of this folder. */

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** What the flow did with one event, as it writes it down. */
export interface JournalEntry {
  readonly did: 'approve' | 'reject' | 'left' | 'later' | 'told' | 'refused'
  readonly event_id: string | null
  readonly email_id: string | null
}

export interface NodeRed {
  /** Resolves with the journal as soon as the flow has written down at least so many entries. */
  journal(entries: number): Promise<JournalEntry[]>
  /** Resolves as soon as a flow has written so many lines with this text to its log. */
  logged(text: string, lines: number): Promise<void>
  stop(): Promise<void>
}

/** A port of this machine on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** The nodes of the flow file of this folder. */
const readFlows = async (): Promise<readonly object[]> =>
  JSON.parse(await readFile(join(folder, 'flows.json'), 'utf8'))

/**
 * Starts Node-RED with the nodes of flow files and waits until they run; `env` is what the flows are told. Throws with
 * what it wrote.
 */
export async function startNodeRed(
  port: number,
  env: Readonly<Record<string, string>>,
  nodes?: readonly object[],
): Promise<NodeRed> {
  const home = await mkdtemp(join(tmpdir(), 'multimail-node-red-'))
  await writeFile(join(home, 'flows.json'), JSON.stringify(nodes ?? (await readFlows())))
  const program = join(folder, 'node_modules', 'node-red', 'red.js')
  const args = [program, '--userDir', home, '--settings', join(folder, 'settings.cjs'), '--no-telemetry']
  const child = spawn(process.execPath, args, {
    cwd: home,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Nothing of whoever runs the test, so no proxy either.
    env: { PATH: process.env.PATH ?? '', HOME: home, PORT: String(port), ...env },
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const output = new Output()
  createInterface(child.stdout).on('line', (line) => output.add(line))
  child.once('error', (error) => output.end(error.message))
  child.once('close', () => output.end('Node-RED ended'))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(home, { recursive: true, force: true })
  }
  try {
    await output.has((line) => line.includes('Started flows'), 1)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    async journal(entries) {
      await output.has((line) => line.includes('[function:Journal]'), entries)
      const response = await fetch(`http://127.0.0.1:${port}/multimail/journal`)
      return (await response.json()) as JournalEntry[]
    },
    logged: (text, lines) => output.has((line) => line.includes(text), lines),
    stop,
  }
}

/** Lines of a process, and who waits for some of them. */
class Output {
  readonly #lines: string[] = []
  readonly #waiting = new Set<() => void>()
  #end: string | null = null

  add(line: string): void {
    this.#lines.push(line)
    this.#look()
  }

  end(why: string): void {
    this.#end ??= why
    this.#look()
  }

  #look(): void {
    for (const look of this.#waiting) look()
  }

  /** Resolves when so many lines are as asked for; rejects with all lines when the process ended before. */
  async has(isMeant: (line: string) => boolean, count: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const isThere = this.#lines.filter(isMeant).length >= count
        if (!isThere && this.#end === null) return
        this.#waiting.delete(look)
        if (isThere) resolve()
        else reject(new Error(`${this.#end}:\n${this.#lines.join('\n')}`))
      }
      this.#waiting.add(look)
      look()
    })
  }
}
