/** From the start of the process to the first answer, and the memory it has when nobody asks anything. */

import { get } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch, memoryOf, stopChild } from './child.ts'
import type { BenchDatabase } from './databases.ts'
import { median, pause, progress, takeTurns } from './measure.ts'
import type { Benchmark, Plan } from './plan.ts'
import { freePort } from './postfix.ts'
import { commandOf, SETTINGS } from './server.ts'

const BARE = fileURLToPath(new URL('bare.ts', import.meta.url))

interface Start {
  /** Until the first answer of /health. */
  readonly ms: number
  /** MB, when idle; null when it was not asked. */
  readonly memory: number | null
}

export const start: Benchmark = {
  name: 'start',
  about: 'from the start to the first answer of /health, and idle memory, against node:http on a SQLite file',
  perDatabase: true,
  async run(plan, database) {
    progress(`start on ${database.name}`)
    const place = await database.place(plan.folder)
    const firstTime = await startOnce(plan, database, place.settings, null)
    const { ours, theirs } = await takeTurns(
      plan.sizes.rounds,
      () => startOnce(plan, database, place.settings, null),
      () => startOnce(plan, database, {}, join(plan.folder, 'bare.db')),
    )
    const common = { database: database.name, p50_ms: null, p99_ms: null }
    const [value, floor] = [median(ours.map(({ ms }) => ms)), median(theirs.map(({ ms }) => ms))]
    plan.report({ name: 'start', ratio: value / floor, value, floor, unit: 'ms', ...common }, '<=500 ms')
    plan.report({
      name: 'start.first_time',
      ratio: null,
      value: firstTime.ms,
      floor: null,
      unit: 'ms',
      ...common,
    })
    const [own, bare] = [memoryIn(ours), memoryIn(theirs)]
    const ratio = own === null || bare === null ? null : own / bare
    plan.report({ name: 'start.memory', ratio, value: own, floor: bare, unit: 'MB', ...common }, '<=100 MB')
    await place.dispose()
  },
}

function memoryIn(starts: readonly Start[]): number | null {
  const known = starts.map(({ memory }) => memory).filter((memory) => memory !== null)
  return known.length === 0 ? null : median(known)
}

/** Starts our server, or, with the file `bareAt`, the bare one, waits, and stops it again. */
async function startOnce(
  plan: Plan,
  database: BenchDatabase,
  settings: Readonly<Record<string, string>>,
  bareAt: string | null,
): Promise<Start> {
  const port = await freePort()
  const args =
    bareAt === null ? [...commandOf(plan, `start-${database.name}`), 'serve'] : [BARE, bareAt, String(port)]
  const started = performance.now()
  const child = launch(args, { ...SETTINGS, ...settings, MULTIMAIL_HTTP_PORT: String(port) })
  child.stdout?.resume()
  while (!(await isAnswering(port))) {
    if (child.exitCode !== null) throw new Error('the server ended while it started')
    await pause(2)
  }
  const ms = performance.now() - started
  await pause(plan.sizes.idleMs)
  const memory = child.pid === undefined ? null : await memoryOf(child.pid)
  await stopChild(child)
  return { ms, memory }
}

function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/health', agent: false }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode === 200))
    })
    request.once('error', () => resolve(false))
  })
}
