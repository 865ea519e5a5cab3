/** Mail of the server itself to operators and reviewers, as capture holds it. */

import PostalMime, { type Email } from 'postal-mime'
import type { Json, TestServer } from './server.ts'

export interface SentNotice {
  readonly to: string
  readonly kind: string
  readonly email: Email
  readonly text: string
  /** Tokens of the review links in it, in order. */
  readonly tokens: readonly string[]
  /** The one-time code in it, or null. */
  readonly code: string | null
}

/** Every notice so far, the newest first; whatever is due is sent before. */
export async function noticesOf(app: TestServer): Promise<SentNotice[]> {
  await app.drain()
  const { body } = await app.call(app.made.keys.admin, 'GET', '/v1/test/captured?limit=100')
  const captured = body.emails as unknown as Json[]
  const notices = captured.filter(({ email_id: id }) => id === null)
  return Promise.all(notices.map(readNotice))
}

async function readNotice(captured: Json): Promise<SentNotice> {
  const email = await PostalMime.parse(Buffer.from(String(captured.raw_base64), 'base64'))
  const text = email.text ?? ''
  const envelope = captured.envelope as unknown as { readonly to: readonly string[] }
  return {
    to: envelope.to.join(' '),
    kind: email.headers.find(({ key }) => key === 'x-multimail-notice')?.value ?? '',
    email,
    text,
    tokens: [...text.matchAll(/\/v1\/approve\/([\w-]{43})/g)].map(([, token]) => token ?? ''),
    code: /\b([2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3})\b/.exec(text)?.[1] ?? null,
  }
}
