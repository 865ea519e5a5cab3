/** What is posted proves where it comes from, to the public packages too (contract §8, standardwebhooks.com). */

import { createHmac } from 'node:crypto'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Posted, type Receiver, startReceiver } from '../support/receiver.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const HOUR = 3_600_000

let app: TestServer
let receiver: Receiver
let webhook = ''
let secret = ''

beforeAll(async () => {
  app = await startTestServer({
    settings: {
      MULTIMAIL_ROLES: 'http',
      MULTIMAIL_OPERATOR_APPROVAL: 'off',
      MULTIMAIL_WEBHOOK_ALLOW_PRIVATE: '1',
    },
  })
  receiver = await startReceiver()
})
afterAll(async () => {
  await app.stop()
  await receiver.close()
})

const admin = (method: string, path: string, body?: unknown) =>
  app.call(app.made.keys.admin, method, path, body)

beforeEach(async () => {
  // The packages look at the clock of this machine.
  app.context.clock.set(Date.now())
  if (webhook !== '') await admin('DELETE', `/v1/webhooks/${webhook}`)
  receiver.posted.length = 0
  const { body } = await admin('POST', '/v1/webhooks', { url: receiver.url, events: ['message.sent'] })
  webhook = String(body.id)
  secret = String(body.signing_secret)
})

/** What is posted now. */
async function post(): Promise<Posted> {
  receiver.posted.length = 0
  await admin('POST', `/v1/webhooks/${webhook}/test`)
  await app.drain()
  const [posted] = receiver.posted
  if (posted === undefined) throw new Error('nothing was posted')
  return posted
}

async function rotate(): Promise<string> {
  return String((await admin('POST', `/v1/webhooks/${webhook}/rotate-secret`)).body.signing_secret)
}

const headersOf = ({ headers }: Posted) => headers as Record<string, string>
const hmacOf = (key: string, text: string) => `sha256=${createHmac('sha256', key).update(text).digest('hex')}`

const PACKAGES = [
  [
    'standardwebhooks',
    (key: string, raw: string, headers: Record<string, string>) =>
      new StandardWebhook(key).verify(raw, headers),
  ],
  [
    'svix',
    (key: string, raw: string, headers: Record<string, string>) => new SvixWebhook(key).verify(raw, headers),
  ],
] as const

describe.each(PACKAGES)('%s', (_, verify) => {
  it('takes what was posted', async () => {
    const posted = await post()
    expect(() => verify(secret, posted.raw, headersOf(posted))).not.toThrow()
  })

  it('refuses another body, another id, another time and another secret', async () => {
    const posted = await post()
    const headers = headersOf(posted)
    expect(() => verify(secret, posted.raw.replace('sample', 'simple'), headers)).toThrow()
    expect(() => verify(secret, posted.raw, { ...headers, 'webhook-id': 'other' })).toThrow()
    const later = String(Number(headers['webhook-timestamp']) + 1)
    expect(() => verify(secret, posted.raw, { ...headers, 'webhook-timestamp': later })).toThrow()
    const other = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    expect(() => verify(other, posted.raw, headers)).toThrow()
  })

  it('takes what is posted while secrets change, with either of them', async () => {
    const newer = await rotate()
    const posted = await post()
    for (const key of [secret, newer]) expect(() => verify(key, posted.raw, headersOf(posted))).not.toThrow()
  })
})

describe('X-MultiMail-Signature', () => {
  it('is the HMAC of the raw body with the secret as it was given', async () => {
    const posted = await post()
    expect(posted.headers['x-multimail-signature']).toBe(hmacOf(secret, posted.raw))
  })

  it('is that of the new secret once it was changed', async () => {
    const newer = await rotate()
    const posted = await post()
    expect(posted.headers['x-multimail-signature']).toBe(hmacOf(newer, posted.raw))
  })
})

describe('a former secret', () => {
  it('is valid for 24 hours, and then no more', async () => {
    await rotate()
    app.context.clock.advance(24 * HOUR - 1_000)
    expect(String((await post()).headers['webhook-signature']).split(' ')).toHaveLength(2)
    app.context.clock.advance(2_000)
    expect(String((await post()).headers['webhook-signature']).split(' ')).toHaveLength(1)
  })

  it('ends at once when the secret is changed again: there are never more than two', async () => {
    const second = await rotate()
    const third = await rotate()
    const posted = await post()
    const verify = (key: string) => new StandardWebhook(key).verify(posted.raw, headersOf(posted))
    expect(verify(second)).toEqual(posted.body)
    expect(verify(third)).toEqual(posted.body)
    expect(() => verify(secret)).toThrow()
  })
})
