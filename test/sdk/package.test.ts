/** The package that is published: it builds, and what it builds runs in plain Node without this repository. */

import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'multimail-sdk-'))

let app: TestServer
beforeAll(async () => {
  app = await startTestServer()
})
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('builds, and sends a mail from a program that knows only the package', async () => {
  const home = join(folder, 'node_modules', 'multimail-client')
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    cpSync(join(root, 'sdk', name), join(home, name), { recursive: true })
  symlinkSync(join(root, 'node_modules', 'openapi-fetch'), join(folder, 'node_modules', 'openapi-fetch'))
  execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', join(home, 'tsconfig.json')], {
    encoding: 'utf8',
  })
  rmSync(join(home, 'src'), { recursive: true })
  const program = join(folder, 'program.mjs')
  writeFileSync(
    program,
    `import { MultiMail } from 'multimail-client'
const mail = new MultiMail({ url: process.env.URL, key: process.env.KEY })
const [mailbox] = await mail.mailboxes()
const sent = await mail.send(mailbox.id, { to: ['ada@example.com'], subject: 'Hi', markdown: 'Hello' })
console.log(sent.status)
`,
  )
  const { execFile } = await import('node:child_process')
  const { promisify } = await import('node:util')
  const env = { PATH: process.env.PATH ?? '', URL: app.url, KEY: app.made.keys.agent }
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env })
  expect(stdout).toBe('pending_scan\n')
})
