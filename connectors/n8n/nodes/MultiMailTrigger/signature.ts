/** Whether a POST comes from MultiMail: the signature of Standard Webhooks, over the bytes as they came. */

import { createHmac, timingSafeEqual } from 'node:crypto'

/** So far may the two clocks be apart, in seconds. */
const TOLERANCE = 300

/**
 * @param secret `whsec_` and base64, as MultiMail gave it.
 * @param headers by their names in lower case.
 * @param now epoch ms.
 */
export function isFromMultiMail(
  secret: string,
  headers: Readonly<Record<string, unknown>>,
  body: Buffer,
  now: number,
): boolean {
  const id = headers['webhook-id']
  const time = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (typeof id !== 'string' || typeof time !== 'string' || typeof signatures !== 'string') return false
  if (secret === '' || !(Math.abs(now / 1000 - Number(time)) <= TOLERANCE)) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest()
  return signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
