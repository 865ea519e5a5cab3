/** Answers made small for whoever takes that: lists of mail are mostly repetition. */

import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** Shorter ones fit into a packet or two anyway, in bytes. */
const WORTHWHILE = 4_096

/**
 * JSON as an answer, compressed where it is long and `accepts`, the header Accept-Encoding, names gzip (RFC 9110
 * §12.5.3). Nobody else can make a person's browser ask for it, and learn from how long it is what is in it: their cookie
 * comes with requests of our own pages only.
 */
export async function jsonAnswer(
  body: object,
  status: number,
  accepts: string | undefined,
): Promise<Response> {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', vary: 'Accept-Encoding' }
  if (text.length < WORTHWHILE || !/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accepts ?? ''))
    return new Response(text, { status, headers })
  const bytes = new Uint8Array(await promisify(gzip)(text, { level: 4 }))
  return new Response(bytes, { status, headers: { ...headers, 'content-encoding': 'gzip' } })
}
