/** Knowing that an event came from your server (Standard Webhooks). Only Web Crypto is needed: it runs anywhere. */

import type { components } from './schema.ts'

/** What is posted: the same keys in every event. */
export type WebhookEvent = components['schemas']['Event']

export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
}

export interface VerifyOptions {
  /** Seconds that the event may be old, or ahead: 300 when left out. An old one may be a replay. */
  readonly tolerance?: number
  /** Epoch ms; the clock of the machine when left out. */
  readonly now?: number
}

type GivenHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * The event of a POST, once it is known to be genuine. `body` must be the exact bytes or text that came: do not parse
 * it before. `secret` is the `signing_secret` of the subscription (`whsec_…`). Throws
 * {@link WebhookVerificationError}. The same event may come twice: remember `id`.
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: GivenHeaders,
  secret: string,
  { tolerance = 300, now = Date.now() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  )
  if (!id || !timestamp || !signatures)
    throw new WebhookVerificationError('A header of the signature is missing.')
  const at = Number(timestamp)
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - at) > tolerance) {
    throw new WebhookVerificationError('The event is too old, or a clock is wrong.')
  }
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signed = joined(new TextEncoder().encode(`${id}.${timestamp}.`), bytes)
  const key = await importKey(secret)
  for (const signature of signatures.split(' ')) {
    const [version, text = ''] = signature.split(',')
    const given = version === 'v1' ? fromBase64(text) : null
    if (given !== null && (await crypto.subtle.verify('HMAC', key, given, signed))) {
      return JSON.parse(new TextDecoder().decode(bytes)) as WebhookEvent
    }
  }
  throw new WebhookVerificationError('The signature is not right: another secret, or the body was changed.')
}

function headerOf(headers: GivenHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : found?.[0]
}

/** CryptoKey, by whatever name a platform has it. */
type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

async function importKey(secret: string): Promise<HmacKey> {
  const bytes = fromBase64(secret.replace(/^whsec_/, ''))
  if (bytes === null || bytes.length === 0)
    throw new WebhookVerificationError('The secret is not one: it begins with whsec_.')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(left.length + right.length)
  all.set(left)
  all.set(right, left.length)
  return all
}
