/** Long answers are compressed for whoever takes that, and only for them. */

import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Gate } from '../support/gate.ts'

let gate: Gate
beforeAll(async () => {
  gate = await Gate.open()
  await gate.freshBox({ mode: 'gated_send' })
  await gate.submit({ markdown: 'The same words. '.repeat(1_000) })
})
afterAll(() => gate.app.stop())

/** The answer as it was sent; `fetch` would decompress it. */
async function ask(path: string, accepts: string | null) {
  const headers = {
    authorization: `Bearer ${gate.reviewer}`,
    ...(accepts === null ? {} : { 'accept-encoding': accepts }),
  }
  const [response] = (await once(get(`${gate.app.url}${path}`, { headers }), 'response')) as [IncomingMessage]
  const bytes = await buffer(response)
  return { encoding: response.headers['content-encoding'], vary: response.headers.vary, bytes }
}

const PENDING = '/v1/oversight/pending'

it.each(['gzip', 'deflate, gzip;q=0.5, br', 'gzip, deflate, br, zstd'])(
  'by gzip for "%s"',
  async (accepts) => {
    const plain = await ask(PENDING, null)
    const { encoding, vary, bytes } = await ask(PENDING, accepts)
    expect({ encoding, vary }).toEqual({ encoding: 'gzip', vary: 'Accept-Encoding' })
    expect(bytes.length).toBeLessThan(plain.bytes.length / 5)
    expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(JSON.parse(plain.bytes.toString()))
  },
)

it.each([null, 'identity', 'br', 'gzip;q=0', 'br, gzip; q=0.0, deflate'])('not for %j', async (accepts) => {
  const { encoding, vary, bytes } = await ask(PENDING, accepts)
  expect({ encoding, vary }).toEqual({ encoding: undefined, vary: 'Accept-Encoding' })
  expect(JSON.parse(bytes.toString())).toMatchObject({ emails: [{ subject: 'Evil' }] })
})

it('not where it is short', async () => {
  expect((await ask('/v1/mailboxes?limit=1', 'gzip')).encoding).toBeUndefined()
})
