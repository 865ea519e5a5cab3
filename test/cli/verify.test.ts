/** `multimail verify` and `keys rotate-identity`: the real command, on mail of a real server. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capturedMail, claimsBy, fieldOf } from '../support/identity.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'
import { openTerminal, type Terminal } from './terminal.ts'

let app: TestServer
let terminal: Terminal
let mail: Buffer
let keys: Json

beforeAll(async () => {
  app = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
  terminal = await openTerminal()
  await app.context.database.write((writer) =>
    writer.db.updateTable('mailboxes').set({ mode: 'autonomous' }).execute(),
  )
  const path = `/v1/mailboxes/${app.made.mailbox.id}/send`
  const body = { to: 'ada@example.net', subject: 'Hello', markdown: 'One hundred euros.' }
  await app.call(app.made.keys.agent, 'POST', path, body)
  await app.drain()
  mail = (await capturedMail(app))[0] ?? Buffer.alloc(0)
  keys = (await app.call(null, 'GET', '/.well-known/multimail-signing-key')).body
  await writeFile(join(terminal.folder, 'mail.eml'), mail)
  await writeFile(join(terminal.folder, 'keys.json'), JSON.stringify(keys))
})
afterAll(async () => {
  await terminal.dispose()
  await app.stop()
})

const inFolder = (name: string) => join(terminal.folder, name)
const verify = (...args: string[]) => terminal.run(['verify', ...args])

describe('verify', () => {
  it('says who answers for a mail, with the keys in a file', async () => {
    const { code, stdout } = await verify(inFolder('mail.eml'), '--keys', inFolder('keys.json'))
    expect(stdout).toContain('✓ Header and body are as the server stated')
    expect(stdout).toContain(app.made.account.name)
    expect(stdout).toContain('No person had to approve this mail')
    expect(code).toBe(0)
  })

  it.each(['', '/.well-known/multimail-signing-key'])('asks the server for its keys: %j', async (path) => {
    const { code, stdout } = await verify(inFolder('mail.eml'), '--keys', `${app.url}${path}`)
    expect(stdout).toContain(`${app.url}/.well-known/multimail-signing-key`)
    expect(code).toBe(0)
  })

  it('prints one object for machines', async () => {
    const { stdout } = await verify(inFolder('mail.eml'), '--keys', inFolder('keys.json'), '--json')
    const expected = claimsBy(keys.keys as unknown as [], fieldOf(mail, 'X-MultiMail-Identity') ?? '')
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, checked: 'mail', faults: [], claims: expected })
  })

  it('names what was changed, and ends with 1', async () => {
    await writeFile(
      inFolder('changed.eml'),
      mail.toString('latin1').replace('One hundred', 'Two hundred'),
      'latin1',
    )
    const { code, stdout } = await verify(inFolder('changed.eml'), '--keys', inFolder('keys.json'))
    expect(stdout).toContain('✗ The body, text or attachments, is not the one that was sent.')
    expect(code).toBe(1)
  })

  it('proves nothing without keys, and says so', async () => {
    const { code, stdout } = await verify(inFolder('mail.eml'))
    expect(stdout).toContain('no key')
    expect(stdout).toContain('claims, unproved')
    expect(code).toBe(1)
  })

  it.each([
    [['missing.eml'], 'cannot be read'],
    [['mail.eml', '--keys', 'mail.eml'], 'holds no public keys'],
    [['mail.eml', '--fetch'], 'no https address'],
    [['mail.eml', '--fetch', '--keys', 'keys.json'], 'exclude'],
    [[], 'FILE is missing'],
  ])('fails in one line: %j', async (args, words) => {
    const paths = args.map((arg) => (/\.(?:eml|json)$/.test(arg) ? inFolder(arg) : arg))
    const { code, stderr } = await verify(...paths)
    expect(stderr).toContain(words)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(1)
  })
})

describe('keys rotate-identity', () => {
  it('makes a new key, and keeps the old one published', async () => {
    await terminal.run(['init'])
    const first = await terminal.json<{ kid: string }>('keys', 'rotate-identity')
    const second = await terminal.json<{ kid: string }>('keys', 'rotate-identity')
    expect(second.kid).not.toBe(first.kid)
    const serving = await terminal.serve()
    const answer = await fetch(`${serving.banner.http_url}/.well-known/multimail-signing-key`)
    const published = (await answer.json()) as { keys: { kid: string }[] }
    expect(published.keys.map(({ kid }) => kid)).toEqual([second.kid, first.kid])
    await serving.stop()
  })

  it('leaves a key in a file to whoever keeps the file', async () => {
    const file = inFolder('key.pem')
    const { stderr, code } = await terminal.run(['keys', 'rotate-identity'], {
      MULTIMAIL_IDENTITY_KEY_FILE: file,
    })
    expect(stderr).toContain(`The key is kept in ${file}`)
    expect(code).toBe(1)
  })
})
