/** One id for each request, in the answer, in errors and in the log. */

import { randomBytes } from 'node:crypto'
import { encodeTime } from 'ulid'
import type { Context } from '../context.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The caller's X-Request-Id when it is a plain word of at most 64 characters, else a new ULID. */
export function createRequestId(headers: Headers, context: Pick<Context, 'clock'>): string {
  const given = headers.get('x-request-id')
  if (given !== null && /^[\w.-]{1,64}$/.test(given)) return given
  const random = Array.from(randomBytes(16), (byte) => ALPHABET[byte % 32]).join('')
  return encodeTime(context.clock.now(), 10) + random
}
