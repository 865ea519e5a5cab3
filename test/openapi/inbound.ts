/** Hands mail over as a mail server in front of this one does: as it is, signed. */

import { createHmac } from 'node:crypto'
import { signedPrefix } from '../../src/core/provider-mail.ts'
import type { Json, TestServer } from '../support/server.ts'

/** Posts a raw mail for the first mailbox; returns the answer. */
export async function signedInbound(app: TestServer, secret: string, raw: string): Promise<Json> {
  const timestamp = String(Math.floor(app.context.clock.now() / 1000))
  const [from, to] = ['ada@example.com', app.made.mailbox.address]
  const hmac = createHmac('sha256', secret)
    .update(signedPrefix(timestamp, from, to))
    .update(raw)
  const answer = await app.call(null, 'POST', '/v1/inbound/mime', raw, {
    'content-type': 'message/rfc822',
    'x-multimail-timestamp': timestamp,
    'x-multimail-envelope-from': from,
    'x-multimail-envelope-to': to,
    'x-multimail-signature': `sha256=${hmac.digest('hex')}`,
  })
  if (answer.status !== 200) throw new Error(`inbound mail was refused: ${JSON.stringify(answer.body)}`)
  return answer.body
}
