/** Programs that run beside the bench: started, asked for their memory, and stopped by their own id. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'

export interface Child {
  readonly pid: number
  /** The first line it wrote. */
  readonly firstLine: string
  /** Resident memory in MB; null where the system does not tell. */
  memory(): Promise<number | null>
  /** Asks it to stop and waits until it did. */
  stop(): Promise<void>
}

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a Node.js program with nothing of our environment but the path; resolves with its first line. */
export async function startChild(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = launch(args, env)
  const { stdout, pid } = child
  if (stdout === null || pid === undefined) throw new Error('the child has no output')
  const lines = createInterface({ input: stdout })
  const firstLine = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(child, 'exit').then(() => Promise.reject(new Error(`${args.join(' ')} ended before it was ready`))),
  ])
  return { pid, firstLine, memory: () => memoryOf(pid), stop: () => stopChild(child) }
}

/** Starts a Node.js program and waits for nothing. */
export function launch(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

/** Resident memory of a process in MB, where /proc tells. */
export async function memoryOf(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const match = /^VmRSS:\s+(\d+) kB/m.exec(status)
  return match === null ? null : Number(match[1]) / 1024
}
