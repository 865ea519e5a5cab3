/** The checks that docs/identity.md gives for other languages are run on a real mail, and on a changed one. */

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedMail, claimsBy, fieldOf } from '../support/identity.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { readText } from './pages.ts'

const run = promisify(execFile)
const page = readText('docs/identity.md')
const blockOf = (language: string) =>
  new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(page)?.[1] ?? ''

const canRun = (command: string, args: string[]) =>
  run(command, args).then(
    () => true,
    () => false,
  )
const hasOpenssl = await canRun('openssl', ['version'])
const hasPython = await canRun('python3', ['-c', 'import cryptography'])

let app: TestServer
let folder: string
let mail: Buffer
let claims: Record<string, unknown>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-docs-'))
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
  await app.context.database.write((writer) =>
    writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
  )
  const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
  const body = { to: 'ada@example.net', subject: 'Hello', markdown: 'One hundred euros.' }
  await app.call(app.made.keys.agent, 'POST', path, body)
  await app.drain()
  mail = (await capturedMail(app))[0] ?? Buffer.alloc(0)
  const { body: keys } = await app.call(null, 'GET', '/.well-known/multimail-signing-key')
  claims = claimsBy(keys.keys as never, fieldOf(mail, 'X-MultiMail-Identity') ?? '') ?? {}
  await writeFile(join(folder, 'keys.json'), JSON.stringify(keys))
})
afterAll(async () => {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
})

async function checked(
  command: string,
  code: string,
  changed: Buffer,
): Promise<{ failed: boolean; out: string }> {
  await writeFile(join(folder, 'mail.eml'), changed)
  try {
    const { stdout } = await run(command, ['-c', code], { cwd: folder })
    return { failed: false, out: stdout }
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string }
    return { failed: true, out: `${stdout}${stderr}` }
  }
}

const replaced = (from: string, to: string) =>
  Buffer.from(mail.toString('latin1').replace(from, to), 'latin1')
/** The signature with its last but one character changed. */
const forged = () => {
  const statement = fieldOf(mail, 'X-MultiMail-Identity') ?? ''
  const at = statement.length - 10
  return replaced(
    statement,
    `${statement.slice(0, at)}${statement[at] === 'A' ? 'B' : 'A'}${statement.slice(at + 1)}`,
  )
}

describe.skipIf(!hasOpenssl)('with openssl', () => {
  it('the mail is verified, its claims and the hash of its body are shown', async () => {
    const { out } = await checked('sh', blockOf('sh'), mail)
    expect(out).toContain('Verified OK')
    expect(out).toContain(JSON.stringify(claims))
    expect(out.trim().endsWith(String(claims.body_hash))).toBe(true)
  })

  it('a changed statement is not verified, and a changed body has another hash', async () => {
    expect((await checked('sh', blockOf('sh'), forged())).out).toMatch(/Verification failure/i)
    const { out } = await checked('sh', blockOf('sh'), replaced('One hundred', 'Two hundred'))
    expect(out.trim().endsWith(String(claims.body_hash))).toBe(false)
  })
})

describe.skipIf(!hasPython)('in Python (needs the package cryptography)', () => {
  it('the mail is verified, and a changed one is not', async () => {
    const given = await checked('python3', blockOf('python'), mail)
    expect(given.out.trim()).toBe(`${claims.operator} autonomous mode`)
    expect((await checked('python3', blockOf('python'), forged())).out).toContain('InvalidSignature')
    const changed = await checked('python3', blockOf('python'), replaced('One hundred', 'Two hundred'))
    expect(changed.out).toContain('the body was changed')
  })
})
