/** What is signed of the trail: where a chain ends, and a whole export. Canonical JSON: keys sorted, no spaces. */

/** A public key as it is published (RFC 7517), named by its thumbprint (RFC 7638). */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly kid: string
  readonly use: 'sig'
  readonly alg: 'ES256'
}

/** Where a chain ended when it was signed. */
export interface Checkpoint {
  readonly accountId: string
  readonly chainId: string
  readonly position: number
  readonly hash: string
  /** Epoch seconds. */
  readonly issuedAt: number
}

/** The exact text that a checkpoint's signature is over. */
export function checkpointText(checkpoint: Checkpoint): string {
  return JSON.stringify({
    account_id: checkpoint.accountId,
    chain_id: checkpoint.chainId,
    head_hash: checkpoint.hash,
    iat: checkpoint.issuedAt,
    position: checkpoint.position,
    service: 'multimail-audit',
  })
}

/** The exact text that the signature at the end of an export is over. */
export function exportText(end: {
  readonly accountId: string
  readonly digest: string
  readonly entries: number
  /** Epoch seconds. */
  readonly issuedAt: number
}): string {
  return JSON.stringify({
    account_id: end.accountId,
    digest: end.digest,
    entries: end.entries,
    iat: end.issuedAt,
    service: 'multimail-audit-export',
  })
}

/** Epoch ms as the epoch seconds that are signed. */
export const secondsOf = (at: number) => Math.floor(at / 1000)
