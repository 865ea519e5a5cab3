/** An event is taken only when it is genuine, whoever signed it: the server does it like this library. */

import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { verifyWebhook, WebhookVerificationError } from '../../sdk/src/index.ts'

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`
const NOW = Date.parse('2026-03-02T09:00:00Z')
const body = JSON.stringify({ id: 'e1', event: 'message.sent' })

function headersOf(text = body, at = NOW, secret = SECRET) {
  return {
    'Webhook-Id': 'e1',
    'Webhook-Timestamp': String(at / 1000),
    'Webhook-Signature': new Webhook(secret).sign('e1', new Date(at), text),
  }
}

const verify = (text: string | Uint8Array, headers: Record<string, string>) =>
  verifyWebhook(text, headers, SECRET, { now: NOW })

describe('An event', () => {
  it('that is genuine is given back, as text, as bytes, with headers of any kind', async () => {
    expect(await verify(body, headersOf())).toEqual({ id: 'e1', event: 'message.sent' })
    expect(await verify(Buffer.from(body), headersOf())).toMatchObject({ id: 'e1' })
    const headers = new Headers(headersOf())
    expect(await verifyWebhook(body, headers, SECRET, { now: NOW })).toMatchObject({ id: 'e1' })
  })

  it('signed with two secrets counts when one of them is right', async () => {
    const headers = headersOf()
    const both = `v1,AAAA ${headers['Webhook-Signature']}`
    expect(await verify(body, { ...headers, 'Webhook-Signature': both })).toMatchObject({ id: 'e1' })
  })

  it.each([
    ['whose body was changed', () => verify(`${body} `, headersOf())],
    [
      'signed with another secret',
      () => verify(body, headersOf(body, NOW, `${SECRET.slice(0, -8)}AAAAAAA=`)),
    ],
    ['that is six minutes old', () => verify(body, headersOf(body, NOW - 360_000))],
    ['that comes from the future', () => verify(body, headersOf(body, NOW + 360_000))],
    ['without a signature', () => verify(body, {})],
    [
      'whose signature is no text of its kind',
      () => verify(body, { ...headersOf(), 'Webhook-Signature': 'v1,*' }),
    ],
    ['with the name of another', () => verify(body, { ...headersOf(), 'Webhook-Id': 'e2' })],
    ['and no secret', () => verifyWebhook(body, headersOf(), '', { now: NOW })],
  ])('%s is refused', async (_, check) => {
    await expect(check()).rejects.toThrow(WebhookVerificationError)
  })
})
