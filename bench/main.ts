/** `npm run bench`: measures the server against references in the same run, and prints ratios. */

import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { consoleQueue } from './console.ts'
import { type BenchDatabase, postgres, sqlite } from './databases.ts'
import { printer } from './figure.ts'
import { inbound } from './inbound.ts'
import { list } from './list.ts'
import { mcp } from './mcp.ts'
import { progress } from './measure.ts'
import { outbound } from './outbound.ts'
import { packages } from './packages.ts'
import { type Benchmark, FULL, NORMAL, type Plan, QUICK } from './plan.ts'
import { send } from './send.ts'
import { start } from './start.ts'
import { webhooks } from './webhooks.ts'

const BENCHMARKS: readonly Benchmark[] = [
  send,
  mcp,
  inbound,
  list,
  outbound,
  webhooks,
  consoleQueue,
  start,
  packages,
]

const HELP = `Measures the server against references in the same run, in turns, and prints ratios.

Usage: npm run bench -- [options]

  --only NAME          one benchmark; may be given several times
  --database KIND      sqlite, postgres or both; PostgreSQL is the server that TEST_POSTGRES_URL or
                       DATABASE_URL names, where databases are made and dropped. Default: what there is.
  --rounds NUMBER      turns of each, 5 when left out
  --quick              small sizes: shows that everything runs, the figures mean little
  --full               lists also with 1 and 3 million mails (needs minutes and about 6 GB)
  --profile FOLDER     writes CPU profiles of our servers there
  --json               one JSON object a line
  --help

Benchmarks:
${BENCHMARKS.map(({ name, about }) => `  ${name.padEnd(20)} ${about}`).join('\n')}
`

class UsageError extends Error {}

const isError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      database: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = values.only.find((name) => BENCHMARKS.every((benchmark) => benchmark.name !== name))
  if (unknown !== undefined) throw new UsageError(`there is no benchmark "${unknown}"; see --help`)
  const sizes = values.quick ? QUICK : values.full ? FULL : NORMAL
  const rounds = values.rounds === undefined ? sizes.rounds : Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError('--rounds: a whole number from 1')
  return { ...values, sizes: { ...sizes, rounds } }
}

/** The kinds of database to measure on. */
function databasesOf(kind: string | undefined): readonly BenchDatabase[] {
  const url = process.env.TEST_POSTGRES_URL || process.env.DATABASE_URL || null
  const wanted = kind ?? (url === null ? 'sqlite' : 'both')
  if (!['sqlite', 'postgres', 'both'].includes(wanted)) {
    throw new UsageError(`--database: sqlite, postgres or both, not "${wanted}"`)
  }
  if (wanted === 'sqlite') return [sqlite]
  if (url === null) throw new UsageError('PostgreSQL: set TEST_POSTGRES_URL to the URL of a server')
  return wanted === 'both' ? [sqlite, postgres(url)] : [postgres(url)]
}

async function run(): Promise<void> {
  const options = readOptions()
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const databases = databasesOf(options.database)
  const folder = await mkdtemp(join(tmpdir(), 'multimail-bench-'))
  // Also when a signal ends the run.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const profiles = options.profile === undefined ? null : resolve(options.profile)
  const plan: Plan = { sizes: options.sizes, report: printer(options.json), folder, profiles }
  for (const benchmark of BENCHMARKS) {
    if (options.only.length > 0 && !options.only.includes(benchmark.name)) continue
    for (const database of benchmark.perDatabase ? databases : databases.slice(0, 1)) {
      await benchmark.run(plan, database)
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

try {
  await run()
} catch (error) {
  const isUsage = error instanceof UsageError || (isError(error) && error.code?.startsWith('ERR_PARSE_ARGS'))
  progress(String(error instanceof Error ? (isUsage ? error.message : error.stack) : error))
  process.exit(1)
}
