/** An ARC set (RFC 8617): what was found of a mail when it came, sealed, for whoever gets it from us. */

import type { KeyObject } from 'node:crypto'
import { Readable } from 'node:stream'

export interface ArcSeal {
  /** The `d=` of the seal, in A-labels. */
  readonly domain: string
  readonly selector: string
  /** RSA. */
  readonly key: KeyObject
  /** Value of an Authentication-Results field (RFC 8601), which the set holds on to. */
  readonly results: string
  /** What became of the chain that the mail came with. */
  readonly chain: 'none' | 'pass' | 'fail'
  /** Epoch ms. */
  readonly at: number
}

/**
 * The fields of the set, lines with CRLF, to stand before the message; '' where a chain may not go on (RFC 8617 §5.1).
 * Reads the message once, piece by piece.
 */
export async function arcSet(message: AsyncIterable<Buffer>, seal: ArcSeal): Promise<string> {
  const { sealMessage } = await import('mailauth/lib/arc/index.js')
  const fields = await sealMessage(Readable.from(message, { objectMode: false }), {
    signingDomain: seal.domain,
    selector: seal.selector,
    privateKey: seal.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    // Within the length of a line (RFC 5322 §2.1.1).
    authResults: seal.results.replaceAll('; ', ';\r\n '),
    cv: seal.chain,
    signTime: new Date(seal.at),
  })
  return fields.toString('latin1')
}
