/** Our DKIM signatures, as independent verifiers see them (RFC 6376, RFC 8463). */

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DkimKey, dkimSignatures, readSignedParts } from '../../src/mail/dkim.ts'
import { publicDkimKeys, signingKeys } from '../../src/store/dkim-keys.ts'
import { openTestContext, type TestContext } from '../support/database.ts'

const OPENDKIM = '/usr/sbin/opendkim'
const AT = Date.UTC(2026, 10, 23, 9)
const FIELDS =
  'X-MultiMail-Identity: abc.def\r\nList-Unsubscribe: <https://mail.test/u/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n'
const STORED = [
  'From: "The  agent" <agent@here.test>',
  'To: ada@example.net',
  'Subject: Numbers,\r\n and more  of them',
  'Date: Mon, 23 Nov 2026 08:54:16 +0000',
  'Message-ID: <numbers@here.test>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hello  Ada, \t',
  '',
  '\there are the numbers.',
  '',
  '',
  '',
].join('\r\n')

let context: TestContext
let keys: readonly DkimKey[]
let records: Map<string, string>

beforeAll(async () => {
  context = await openTestContext()
  const owner = { domain: 'here.test', domainId: '' }
  keys = await signingKeys(context.database, owner)
  const published = await publicDkimKeys(context.database, owner)
  records = new Map(
    published.map(({ algorithm, selector, publicKey }) => [
      `${selector}._domainkey.here.test`,
      `v=DKIM1; k=${algorithm}; p=${publicKey}`,
    ]),
  )
})
afterAll(() => context.dispose())

async function sign(stored: Buffer, fields = FIELDS): Promise<Buffer> {
  const parts = await readSignedParts(Readable.from([stored]))
  const signatures = await dkimSignatures(keys, 'here.test', { fields, parts, at: AT })
  return Buffer.concat([Buffer.from(signatures + fields), stored])
}

async function verdicts(raw: Buffer): Promise<string[]> {
  const { results } = await dkimVerify(raw, {
    resolver: async (name: string) => {
      const text = records.get(name)
      if (text === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
      return [[text]]
    },
  })
  return results.map(({ status }) => status.result)
}

describe('a DKIM signature', () => {
  it('is accepted by mailauth, by RSA and by Ed25519', async () => {
    expect(await verdicts(await sign(Buffer.from(STORED)))).toEqual(['pass', 'pass'])
  })

  it('has lines of at most 78 characters and is made of ASCII', async () => {
    const signed = await sign(Buffer.from(STORED))
    const own = signed.subarray(0, signed.length - FIELDS.length - STORED.length).toString('latin1')
    expect(own.split('\r\n').every((line) => line.length <= 78)).toBe(true)
    expect(own).toMatch(/^[\t\r\n -~]+$/)
  })

  it('is broken by a change of any byte that it covers', async () => {
    const signed = await sign(Buffer.from(STORED))
    const start = signed.length - FIELDS.length - STORED.length
    const unbroken: string[] = []
    for (let at = start; at < signed.length; at++) {
      const before = signed[at] ?? 0
      // White space at line ends and empty lines at the end do not count (RFC 6376 §3.4.4).
      if (before === 13 || before === 10) continue
      const changed = Buffer.from(signed)
      changed[at] = before ^ 1
      const found = await verdicts(changed)
      if (found.includes('pass')) unbroken.push(`${at}: ${String.fromCharCode(before)}`)
    }
    expect(unbroken).toEqual([])
  })

  it('is broken by a second From, Subject, Reply-To, Date, Message-ID, To, Cc or List-Unsubscribe', async () => {
    const signed = await sign(Buffer.from(STORED))
    const names = ['From', 'Subject', 'Reply-To', 'Date', 'Message-ID', 'To', 'Cc', 'List-Unsubscribe']
    for (const name of names) {
      const added = Buffer.concat([Buffer.from(`${name}: mallory@evil.test\r\n`), signed])
      expect(await verdicts(added), name).toEqual(expect.not.arrayContaining(['pass']))
    }
  })

  it('survives what servers on the way do: trace fields before it, a header folded otherwise', async () => {
    const signed = (await sign(Buffer.from(STORED))).toString('latin1')
    const onTheWay = signed.replace('Subject: Numbers,\r\n and', 'SUBJECT:   Numbers, and')
    const received = `Received: from a by b; Mon, 23 Nov 2026 08:54:17 +0000\r\n${onTheWay}\r\n\r\n`
    expect(await verdicts(Buffer.from(received, 'latin1'))).toEqual(['pass', 'pass'])
  })

  it('holds for any body, however it comes in pieces', async () => {
    const line = fc.stringMatching(/^[ \t\rA-Za-z.]{0,12}$/)
    const body = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\r\n'))
    await fc.assert(
      fc.asyncProperty(body, fc.integer({ min: 1, max: 50 }), async (text, size) => {
        const stored = Buffer.from(STORED.slice(0, STORED.indexOf('\r\n\r\n') + 4) + text)
        const pieces = Array.from({ length: Math.ceil(stored.length / size) }, (_, index) =>
          stored.subarray(index * size, (index + 1) * size),
        )
        const inPieces = await readSignedParts(Readable.from(pieces))
        expect(inPieces).toEqual(await readSignedParts(Readable.from([stored])))
        const signatures = await dkimSignatures(keys, 'here.test', { fields: '', parts: inPieces, at: AT })
        expect(await verdicts(Buffer.concat([Buffer.from(signatures), stored]))).toEqual(['pass', 'pass'])
      }),
      { numRuns: 60 },
    )
  })

  it.skipIf(!existsSync(OPENDKIM))('is accepted by opendkim (apt-get install opendkim)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'multimail-opendkim-'))
    try {
      const raw = await sign(Buffer.from(STORED))
      // It knows no Ed25519 and calls it an error: it is given the RSA signature alone.
      const end = raw.indexOf('DKIM-Signature', 1)
      const message = Buffer.concat([raw.subarray(0, end), raw.subarray(raw.indexOf('X-MultiMail-Identity'))])
      const keyLines = [...records].map(([name, text]) => `${name} ${text}\n`)
      await writeFile(join(folder, 'keys'), keyLines.join(''))
      await writeFile(join(folder, 'conf'), `Mode v\nTestPublicKeys ${join(folder, 'keys')}\n`)
      await writeFile(join(folder, 'good.eml'), message)
      await writeFile(
        join(folder, 'bad.eml'),
        message.toString('latin1').replace('numbers.\r\n', 'number.\r\n'),
      )
      expect(await opendkim(folder, 'good.eml')).toMatch(/succeeded/)
      expect(await opendkim(folder, 'bad.eml')).not.toMatch(/succeeded/)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** What opendkim says of a file. */
function opendkim(folder: string, file: string): Promise<string> {
  const args = ['-x', join(folder, 'conf'), '-vv', '-t', join(folder, file)]
  return new Promise((resolve) => {
    execFile(OPENDKIM, args, (_error, output, errors) => resolve(output + errors))
  })
}
