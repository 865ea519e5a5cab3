/** Mail as recipients get it, and an independent look at what it states. */

import { createPublicKey, hash, verify } from 'node:crypto'
import type { IdentityCrypto } from '../../src/core/verify-identity.ts'
import { isSignedBy } from '../../src/store/signature.ts'
import type { TestServer } from './server.ts'

/** What the verification needs of the platform. */
export const CRYPTO: IdentityCrypto = {
  sha256: async (bytes) => hash('sha256', bytes, 'base64url'),
  isSignedBy: async (key, text, signature) => isSignedBy(key, text, signature),
}

/** Every captured copy, newest first, as it left. */
export async function capturedMail(app: TestServer): Promise<Buffer[]> {
  const answer = await app.call(app.made.keys.admin, 'GET', '/v1/test/captured')
  const emails = answer.body.emails as unknown as readonly { readonly raw_base64: string }[]
  return emails.map(({ raw_base64 }) => Buffer.from(raw_base64, 'base64'))
}

/** The value of a header field, unfolded; null when it is not there. */
export function fieldOf(mail: Buffer, name: string): string | null {
  const header = mail.toString('latin1').split('\r\n\r\n')[0] ?? ''
  const unfolded = header.replaceAll(/\r\n[ \t]/g, ' ')
  return new RegExp(`^${name}: ?(.*)$`, 'im').exec(unfolded)?.[1] ?? null
}

/** The claims of a statement, verified by node:crypto alone; null when the signature is by none of these keys. */
export function claimsBy(
  keys: readonly { readonly x: string; readonly y: string }[],
  statement: string,
): Record<string, unknown> | null {
  const [text = '', signature = ''] = statement.replaceAll(/\s/g, '').split('.')
  const isValid = keys.some(({ x, y }) => {
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    const bytes = Buffer.from(signature, 'base64url')
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes)
  })
  return isValid ? JSON.parse(Buffer.from(text, 'base64url').toString()) : null
}
