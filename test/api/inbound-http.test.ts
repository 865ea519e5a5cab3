/** Mail that comes in by HTTP is as good as mail by SMTP, and nobody but the provider can hand any over. */

import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedPrefix } from '../../src/core/provider-mail.ts'
import { type Json, startTestServer, type TestServer } from '../support/server.ts'

const SECRET = 'a secret of at least thirty-two characters'
const BASIC = { authorization: `Basic ${Buffer.from(`multimail:${SECRET}`).toString('base64')}` }

let app: TestServer
let agent = ''
let address = ''

beforeAll(async () => {
  app = await startTestServer({
    settings: {
      MULTIMAIL_ROLES: 'http',
      MULTIMAIL_INBOUND_SECRET: SECRET,
      MULTIMAIL_MAX_MESSAGE_BYTES: '100000',
    },
  })
  agent = app.made.keys.agent
  address = app.made.mailbox.address
})
afterAll(() => app.stop())

const rawOf = (subject: string) =>
  `From: Ada <ada@example.com>\r\nTo: ${address}\r\nSubject: ${subject}\r\n\r\nHello\r\n`

/** The mails that are there, by subject. */
async function subjects(): Promise<string[]> {
  const { body } = await app.call(
    agent,
    'GET',
    `/v1/mailboxes/${app.made.mailbox.id}/emails?direction=inbound`,
  )
  return (body.emails as unknown as Json[]).map(({ subject }) => String(subject))
}

interface Handed {
  readonly from?: string
  readonly to?: string
  readonly secret?: string
  /** Seconds that its time is off. */
  readonly off?: number
  /** What is signed in its place. */
  readonly signed?: string
}

function hand(
  raw: string,
  { from = 'ada@example.com', to = address, secret = SECRET, off = 0, signed = raw }: Handed = {},
) {
  const timestamp = String(Math.floor(app.context.clock.now() / 1000) + off)
  const hex = createHmac('sha256', secret)
    .update(signedPrefix(timestamp, from, to))
    .update(signed)
    .digest('hex')
  return app.call(null, 'POST', '/v1/inbound/mime', raw, {
    'content-type': 'message/rfc822',
    'x-multimail-timestamp': timestamp,
    'x-multimail-envelope-from': from,
    'x-multimail-envelope-to': to,
    'x-multimail-signature': `sha256=${hex}`,
  })
}

describe('a signed mail', () => {
  it('is there for the agent, byte by byte as it was handed over', async () => {
    const raw = rawOf('Signed')
    const answer = await hand(raw)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ status: 'received', refused: [] })
    const [id] = answer.body.ids as unknown as string[]
    const path = `/v1/mailboxes/${app.made.mailbox.id}/emails/${id}/raw`
    const response = await fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${agent}` } })
    expect(await response.text()).toBe(raw)
  })

  it.each([
    ['another secret', { secret: 'b'.repeat(40) }],
    ['another text', { signed: 'other' }],
  ])('with %s is refused, and nothing of it is kept', async (_, more) => {
    const answer = await hand(rawOf('Forged'), more)
    expect(answer.status).toBe(401)
    expect(await subjects()).not.toContain('Forged')
  })

  it('of another time is refused: it cannot be handed over again tomorrow', async () => {
    for (const off of [-301, 301]) {
      const answer = await hand(rawOf('Late'), { off })
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ details: [{ path: 'X-MultiMail-Timestamp' }] })
    }
  })

  it('cannot be turned to another recipient', async () => {
    const timestamp = String(Math.floor(app.context.clock.now() / 1000))
    const raw = rawOf('Turned')
    const signed = createHmac('sha256', SECRET).update(
      signedPrefix(timestamp, 'a@example.com', 'other@example.org'),
    )
    const answer = await app.call(null, 'POST', '/v1/inbound/mime', raw, {
      'x-multimail-timestamp': timestamp,
      'x-multimail-envelope-from': 'a@example.com',
      'x-multimail-envelope-to': address,
      'x-multimail-signature': `sha256=${signed.update(raw).digest('hex')}`,
    })
    expect(answer.status).toBe(401)
  })

  it('to nobody here is 404, so that the provider can refuse it; to some is taken for those', async () => {
    expect((await hand(rawOf('Nobody'), { to: 'nobody@multimail.localhost' })).status).toBe(404)
    const answer = await hand(rawOf('Some'), { to: `nobody@multimail.localhost, ${address}` })
    expect(answer.body).toMatchObject({
      ids: [expect.any(String)],
      refused: [{ recipient: 'nobody@multimail.localhost' }],
    })
  })

  it('that is too large is refused, and nothing of it is kept', async () => {
    const answer = await hand(`${rawOf('Large')}${'x'.repeat(100_000)}`)
    expect(answer.status).toBe(413)
    expect(await subjects()).not.toContain('Large')
  })
})

describe('Postmark', () => {
  const body = (subject: string) => ({
    OriginalRecipient: address,
    RawEmail: rawOf(subject),
    FromFull: { Email: 'ada@example.com' },
  })

  it('hands mail over with the password in its address', async () => {
    const answer = await app.call(null, 'POST', '/v1/inbound/postmark', body('By Postmark'), BASIC)
    expect(answer.body).toMatchObject({ status: 'received' })
    expect(await subjects()).toContain('By Postmark')
  })

  it('is nobody without the password', async () => {
    const wrong = { authorization: `Basic ${Buffer.from('multimail:wrong').toString('base64')}` }
    for (const headers of [{}, wrong, { authorization: 'Basic' }, { authorization: `Bearer ${SECRET}` }]) {
      const answer = await app.call(null, 'POST', '/v1/inbound/postmark', body('Forged'), headers)
      expect(answer.status).toBe(401)
    }
    expect(await subjects()).not.toContain('Forged')
  })
})

describe('Amazon SES', () => {
  it('hands mail over by SNS', async () => {
    const message = {
      notificationType: 'Received',
      mail: { source: 'ada@example.com' },
      receipt: { recipients: [address], action: { encoding: 'BASE64' } },
      content: Buffer.from(rawOf('By Amazon')).toString('base64'),
    }
    // SNS posts its JSON as text.
    const headers = { ...BASIC, 'content-type': 'text/plain; charset=UTF-8' }
    const text = JSON.stringify({ Type: 'Notification', Message: JSON.stringify(message) })
    const answer = await app.call(null, 'POST', '/v1/inbound/ses', text, headers)
    expect(answer.body).toMatchObject({ status: 'received' })
    expect(await subjects()).toContain('By Amazon')
  })

  it('cannot make the server open another address than Amazon’s', async () => {
    const body = {
      Type: 'SubscriptionConfirmation',
      SubscribeURL: 'https://169.254.169.254/latest/meta-data',
    }
    const answer = await app.call(null, 'POST', '/v1/inbound/ses', body, BASIC)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ details: [{ path: 'SubscribeURL' }] })
  })
})

it('is closed unless a secret is set, and a short one is no secret', async () => {
  const closed = await startTestServer({ settings: { MULTIMAIL_ROLES: 'http' } })
  const answer = await closed.call(null, 'POST', '/v1/inbound/postmark', {}, BASIC)
  expect(answer.status).toBe(404)
  expect(answer.body).toMatchObject({ code: 'inbound_closed' })
  await closed.stop()
  await expect(startTestServer({ settings: { MULTIMAIL_INBOUND_SECRET: 'short' } })).rejects.toThrow(
    /32 characters/,
  )
})
