/**
 * `npm run check:openapi`: the OpenAPI document passes Redocly and Spectral without a warning, nothing that clients of
 * the last release rely on is gone, and the types of `sdk/` are those of the document. `--write` makes the types anew;
 * `--release` says that what the document says now is released.
 */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenApi } from '../src/http/reference/openapi-types.ts'
import { breakingChanges, type Surfaces, surfacesOf } from './openapi-breaking.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const tools = join(root, 'tools', 'openapi')
const RELEASED = join(root, 'test', 'openapi', 'released.json')
const TYPES = join(root, 'sdk', 'src', 'schema.ts')

const flaws: string[] = []

interface Ran {
  readonly status: number
  readonly output: string
}

/** Runs a program of the tools (or of this package), without asking anybody outside for anything. */
function run(command: string, args: readonly string[], folder = tools): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' },
  })
  if (error !== undefined) throw error
  return { status: status ?? 1, output: `${stdout}${stderr}` }
}

const tool = (name: string) => join(tools, 'node_modules', '.bin', name)

function install(): void {
  if (existsSync(tool('redocly'))) return
  const { status, output } = run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  if (status !== 0) throw new Error(`The tools cannot be installed.\n${output}`)
}

function lint(): void {
  const document = join(root, 'openapi.json')
  const redocly = run(tool('redocly'), ['lint', document, '--config=redocly.yaml', '--format=stylish'])
  // Warnings alone end with 0.
  if (redocly.status !== 0 || /You have \d+ (?:warning|error)/.test(redocly.output)) {
    flaws.push(`Redocly:\n${redocly.output}`)
  }
  const spectral = run(tool('spectral'), [
    'lint',
    document,
    '--ruleset=spectral.yaml',
    '--fail-severity=hint',
  ])
  if (spectral.status !== 0) flaws.push(`Spectral:\n${spectral.output}`)
}

/** The types of the document, as `sdk/src/schema.ts` has them. */
async function types(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'multimail-types-'))
  try {
    const file = join(folder, 'schema.ts')
    const made = run(tool('openapi-typescript'), [
      join(root, 'openapi.json'),
      '--output',
      file,
      '--alphabetize',
    ])
    if (made.status !== 0) throw new Error(made.output)
    const text = (await readFile(file, 'utf8')).replace(/^\/\*\*[\s\S]*?\*\/\n/, HEAD)
    await writeFile(file, text)
    const biome = join(root, 'node_modules', '.bin', 'biome')
    const formatted = spawnSync(biome, ['check', '--write', '--stdin-file-path=sdk/src/schema.ts'], {
      cwd: root,
      input: text,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    if (formatted.status !== 0) throw new Error(formatted.stderr)
    return formatted.stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const HEAD =
  '/** Types of every route. Generated from openapi.json by `npm run check:openapi -- --write`. */\n'

async function checkTypes(): Promise<void> {
  const fresh = await types()
  const present = await readFile(TYPES, 'utf8').catch(() => '')
  if (fresh === present) return
  if (process.argv.includes('--write')) await writeFile(TYPES, fresh)
  else
    flaws.push('sdk/src/schema.ts is stale: run `npm run check:openapi -- --write` and commit what it wrote.')
}

async function checkChanges(): Promise<void> {
  const document = JSON.parse(await readFile(join(root, 'openapi.json'), 'utf8')) as OpenApi
  const now = surfacesOf(document)
  if (process.argv.includes('--release')) {
    await writeFile(RELEASED, `${JSON.stringify(now, null, 2)}\n`)
    run(join(root, 'node_modules', '.bin', 'biome'), ['format', '--write', RELEASED], root)
    return
  }
  const released = JSON.parse(await readFile(RELEASED, 'utf8')) as Surfaces
  const broken = breakingChanges(released, now)
  if (broken.length > 0) flaws.push(`Clients of the last release would break:\n${broken.join('\n')}`)
}

install()
lint()
await checkTypes()
await checkChanges()
if (flaws.length === 0) process.stdout.write('The OpenAPI document is sound, and sdk/ has its types.\n')
else {
  process.stderr.write(`${flaws.join('\n\n')}\n`)
  process.exitCode = 1
}
