/** What is loaded before anybody asked for it: every module costs time and memory at each start. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const BIN = fileURLToPath(new URL('../../bin/multimail.js', import.meta.url))
const RECORDER = new URL('./loaded-modules.js', import.meta.url).href

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multimail-loading-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** Runs a command until it ends, a server until it is ready, and tells which modules were loaded. */
async function modulesOf(args: readonly string[]): Promise<readonly string[]> {
  const record = join(folder, 'modules.json')
  const child = spawn(process.execPath, ['--import', RECORDER, BIN, ...args], {
    env: {
      PATH: process.env.PATH,
      XDG_CACHE_HOME: folder,
      LOADED_MODULES: record,
      MULTIMAIL_DATA: join(folder, 'data'),
      MULTIMAIL_HTTP_PORT: '0',
      MULTIMAIL_SMTP_PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const closed = once(child, 'close')
  // A server is ready when it says something; what else it says is read to the end too.
  if (args[0] === 'serve') child.stdout.once('data', () => child.kill('SIGTERM'))
  child.stdout.resume()
  await closed
  return JSON.parse(await readFile(record, 'utf8')) as string[]
}

/** Names of packages that are loaded with what first needs them. */
const LARGE = [
  '@modelcontextprotocol/',
  '@peculiar/',
  '@simplewebauthn/',
  'koa/',
  'mailauth/',
  'oidc-provider/',
  'pg/',
  'undici/',
]

const fromLarge = (modules: readonly string[]) =>
  LARGE.filter((name) => modules.some((url) => url.includes(`/node_modules/${name}`)))

describe('the start', () => {
  it('of a server loads no library that few of them need', async () => {
    const modules = await modulesOf(['serve', '--json'])
    expect(modules.some((url) => url.includes('/node_modules/hono/'))).toBe(true)
    expect(fromLarge(modules)).toEqual([])
    expect(modules.filter((url) => url.includes('/src/mcp/tools/'))).toEqual([])
    expect(modules.filter((url) => url.endsWith('/src/http/reference/complete.ts'))).toEqual([])
  })

  it('of a command that lists the commands loads no library at all', async () => {
    const modules = await modulesOf(['--help'])
    expect(modules.some((url) => url.endsWith('/src/main.ts'))).toBe(true)
    expect(modules.filter((url) => url.includes('/node_modules/'))).toEqual([])
  })

  it('of a verification without a server loads neither database nor HTTP', async () => {
    const modules = await modulesOf(['verify', '--help'])
    expect(modules.some((url) => url.endsWith('/src/cli/verify.ts'))).toBe(true)
    expect(modules.filter((url) => /node_modules\/(?:kysely|hono|zod)\//.test(url))).toEqual([])
  })
})

describe('compiled code', () => {
  const cached = 'multimail'

  /** Whether the list of commands is printed, and what then is in a folder. */
  async function keptIn(caches: string, kept: string) {
    const child = spawn(process.execPath, [BIN, '--help'], {
      env: { PATH: process.env.PATH, XDG_CACHE_HOME: caches },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [out] = await Promise.all([text(child.stdout), once(child, 'close')])
    expect(out).toContain('Usage: multimail')
    return (await readdir(kept)).length
  }

  it('is kept in a folder of the user', async () => {
    expect(await keptIn(folder, join(folder, cached))).toBe(1)
  })

  it('is not kept where others may write', async () => {
    await mkdir(join(folder, cached))
    await chmod(join(folder, cached), 0o777)
    expect(await keptIn(folder, join(folder, cached))).toBe(0)
  })

  it('is not kept behind a link that somebody else may have put there', async () => {
    await mkdir(join(folder, 'elsewhere'))
    await symlink(join(folder, 'elsewhere'), join(folder, cached))
    expect(await keptIn(folder, join(folder, 'elsewhere'))).toBe(0)
  })

  it.runIf(process.platform === 'linux')(
    'is not kept, and nothing fails, where no folder can be made',
    async () => {
      expect(await keptIn('/proc/none', folder)).toBe(0)
    },
  )
})
