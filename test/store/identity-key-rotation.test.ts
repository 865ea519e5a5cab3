/** Which key signs: the newest one, wherever it came from, without a restart. */

import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Identity, listIdentityKeys, replaceIdentityKey } from '../../src/store/identity-keys.ts'
import { isSignedBy } from '../../src/store/signature.ts'
import { openTestContext } from '../support/database.ts'

let context: Awaited<ReturnType<typeof openTestContext>>
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-keys-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  context = await openTestContext()
  return () => context.dispose()
})

const pem = () =>
  String(
    generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
  )

const kidOf = async (identity: Identity) => (await identity.sign('text')).kid
const published = async () => (await listIdentityKeys(context.database.reader)).map(({ kid }) => kid)

describe('a key in the database', () => {
  it('is one for all processes, and so is its successor', async () => {
    const [one, two] = [new Identity(context.database, null), new Identity(context.database, null)]
    const first = await kidOf(one)
    expect(await kidOf(two)).toBe(first)
    const second = await context.database.write(replaceIdentityKey)
    expect(await Promise.all([kidOf(one), kidOf(two), kidOf(one)])).toEqual([second, second, second])
    expect(await published()).toEqual([second, first])
  })

  it('signs what its published half verifies', async () => {
    const { kid, signature } = await context.identity.sign('text')
    const key = (await listIdentityKeys(context.database.reader)).find((one) => one.kid === kid)
    expect(key !== undefined && isSignedBy(key, 'text', signature)).toBe(true)
    expect(key !== undefined && isSignedBy(key, 'texts', signature)).toBe(false)
  })
})

describe('a key in a file', () => {
  it('is taken up when the file is replaced, and the old one goes on while that is half done', async () => {
    const file = join(folder, 'key.pem')
    await writeFile(file, pem())
    const identity = new Identity(context.database, file)
    const first = await kidOf(identity)
    await writeFile(file, '-----BEGIN PRIV')
    expect(await kidOf(identity)).toBe(first)
    await rm(file)
    expect(await kidOf(identity)).toBe(first)
    await writeFile(file, pem())
    const second = await kidOf(identity)
    expect(second).not.toBe(first)
    expect(await published()).toEqual([second, first])
  })

  it('and one in the database do not take turns replacing each other', async () => {
    const file = join(folder, 'own.pem')
    await writeFile(file, pem())
    const fromFile = new Identity(context.database, file)
    const fromDatabase = new Identity(context.database, null)
    const kids = [await kidOf(fromDatabase), await kidOf(fromFile)]
    for (let time = 0; time < 3; time++)
      expect([await kidOf(fromDatabase), await kidOf(fromFile)]).toEqual(kids)
    expect(new Set(await published())).toEqual(new Set(kids))
  })
})
