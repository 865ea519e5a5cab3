/** The key that signs in the name of the server: one, found again, exchangeable, and never shown. */

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/config.ts'
import { openContext } from '../../src/context.ts'
import { createLog } from '../../src/log.ts'
import { Identity, listIdentityKeys } from '../../src/store/identity-keys.ts'
import { isSignedBy, publicJwkOf, readPublicKeys, signText, thumbprintOf } from '../../src/store/signature.ts'
import { onPostgres, openTestContext, type TestContext } from '../support/database.ts'

let context: TestContext
let folder: string

beforeEach(async () => {
  context = await openTestContext()
  folder = await mkdtemp(join(tmpdir(), 'multimail-key-'))
})
afterEach(async () => {
  await context.dispose()
  await rm(folder, { recursive: true, force: true })
})

const published = () => listIdentityKeys(context.database.reader)
const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'key.pem')
  await writeFile(file, text)
  return file
}

const pemOf = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString()

describe('a server without a key', () => {
  it('makes one when it first signs, and finds it again', async () => {
    expect(await published()).toEqual([])
    const signed = await context.identity.sign('text')
    const [key, ...others] = await published()
    expect(others).toEqual([])
    expect(key).toMatchObject({ kid: signed.kid, kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' })
    expect(key !== undefined && isSignedBy(key, 'text', signed.signature)).toBe(true)
    const later = await new Identity(context.database, null).sign('text')
    expect(later.kid).toBe(signed.kid)
  })

  it('has one key also when many are in need of it at once', async () => {
    const identities = Array.from({ length: 10 }, () => new Identity(context.database, null))
    const signed = await Promise.all(identities.map((identity) => identity.sign('text')))
    expect(new Set(signed.map(({ kid }) => kid)).size).toBe(1)
    expect(await published()).toHaveLength(1)
  })

  onPostgres('has one key also when processes start at once', async () => {
    const other = await openContext(context.config, createLog('silent'), { clock: context.clock })
    const identities = [context, other].map(({ database }) => new Identity(database, null))
    const signed = await Promise.all(identities.map((identity) => identity.sign('text')))
    await other.close()
    expect(new Set(signed.map(({ kid }) => kid)).size).toBe(1)
    expect(await published()).toHaveLength(1)
  })

  it('publishes nothing but the public half', async () => {
    await context.identity.prepare()
    expect(Object.keys((await published())[0] ?? {}).sort()).toEqual(
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'].sort(),
    )
  })
})

describe('a key in a file', () => {
  it.each([
    ['PKCS #8', pemOf],
    ['SEC 1', (key: KeyObject) => key.export({ format: 'pem', type: 'sec1' }).toString()],
    ['JWK', (key: KeyObject) => JSON.stringify(key.export({ format: 'jwk' }))],
  ])('is read as %s, and is not copied into the database', async (_, write) => {
    const key = newKey()
    const identity = new Identity(context.database, await fileOf(write(key)))
    const { kid, signature } = await identity.sign('text')
    expect(kid).toBe(publicJwkOf(key).kid)
    expect(isSignedBy(publicJwkOf(key), 'text', signature)).toBe(true)
    const rows = await context.database.reader.selectFrom('identity_keys').selectAll().execute()
    expect(rows).toMatchObject([{ kid, private_jwk: null, retired_at: null }])
    expect(JSON.stringify(rows)).not.toContain(String(key.export({ format: 'jwk' }).d))
  })

  it('that is none, or of another kind, stops the work with a sentence that names the file', async () => {
    const ed25519 = generateKeyPairSync('ed25519').privateKey
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
    for (const text of ['', 'nonsense', '{}', pemOf(ed25519), pemOf(p384)]) {
      const file = await fileOf(text)
      const failure = await new Identity(context.database, file).sign('text').catch((error) => error)
      expect(failure).toBeInstanceOf(ConfigError)
      expect(failure.message).toContain(`MULTIMAIL_IDENTITY_KEY_FILE: ${file}`)
    }
    const missing = new Identity(context.database, join(folder, 'missing'))
    await expect(missing.prepare()).rejects.toThrow('ENOENT')
    // Once the file is there, it goes on.
    await writeFile(join(folder, 'missing'), pemOf(newKey()))
    await missing.prepare()
  })
})

describe('another key', () => {
  it('signs from now on; those before stay published, newest first', async () => {
    const kids = [(await context.identity.sign('text')).kid]
    const first = newKey()
    for (const key of [first, newKey()]) {
      context.clock.advance(1_000)
      kids.unshift((await new Identity(context.database, await fileOf(pemOf(key))).sign('text')).kid)
    }
    expect((await published()).map(({ kid }) => kid)).toEqual(kids)
    // Back to the one of the file before.
    context.clock.advance(1_000)
    const again = await new Identity(context.database, await fileOf(pemOf(first))).sign('text')
    expect(again.kid).toBe(publicJwkOf(first).kid)
    expect((await published())[0]?.kid).toBe(again.kid)
    expect(await published()).toHaveLength(3)
  })

  it('is made when the file is taken away', async () => {
    const inFile = await new Identity(context.database, await fileOf(pemOf(newKey()))).sign('text')
    const own = await new Identity(context.database, null).sign('text')
    expect(own.kid).not.toBe(inFile.kid)
    expect((await new Identity(context.database, null).sign('text')).kid).toBe(own.kid)
  })
})

describe('a signature', () => {
  const key = newKey()
  const jwk = publicJwkOf(key)
  const signature = signText(key, 'text')

  it('is 64 bytes, in one spelling, over exactly this text, by exactly this key', () => {
    expect(signature).toMatch(/^[\w-]{86}$/)
    expect(isSignedBy(jwk, 'text', signature)).toBe(true)
    expect(isSignedBy(jwk, 'Text', signature)).toBe(false)
    expect(isSignedBy(publicJwkOf(newKey()), 'text', signature)).toBe(false)
    const last = signature.at(-1) ?? ''
    const others = [`${signature}=`, ` ${signature}`, signature.slice(0, -2), `${signature}AA`, '', '!']
    // The last character has bits that mean nothing.
    others.push(`${signature.slice(0, -1)}${String.fromCharCode(last.charCodeAt(0) + 1)}`)
    for (const other of others) expect(isSignedBy(jwk, 'text', other), other).toBe(false)
  })

  it('never holds under a key that is none', () => {
    for (const no of [
      { x: '', y: '' },
      { x: 'AAAA', y: 'AAAA' },
      { x: jwk.y, y: jwk.x },
    ])
      expect(isSignedBy(no, 'text', signature)).toBe(false)
  })
})

it('the thumbprint is that of RFC 7638', () => {
  const { x, y, kid } = publicJwkOf(newKey())
  expect(thumbprintOf({ x, y })).toBe(kid)
  expect(kid).toMatch(/^[\w-]{43}$/)
})

it('public keys are read from PEM, a JWK and a set, named by their thumbprint whatever they say', () => {
  const key = newKey()
  const jwk = publicJwkOf(key)
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey
  expect(readPublicKeys(JSON.stringify({ keys: [{ ...jwk, kid: 'other' }] }))).toEqual([jwk])
  expect(readPublicKeys(JSON.stringify(jwk))).toEqual([jwk])
  expect(readPublicKeys(pem.export({ format: 'pem', type: 'spki' }).toString())).toEqual([publicJwkOf(pem)])
  for (const none of ['', '{}', '{"keys":[]}', '{"keys":[{}]}', '{"keys":1}', 'text', '['])
    expect(() => readPublicKeys(none), none).toThrow()
})
