/**
 * Signing where a chain of the trail ends. Whoever rewrites the chain afterwards, with hashes that fit again, cannot
 * make it fit what was signed.
 */

import { type ChainHead, EMPTY_CHAIN } from '../core/chain.ts'
import { checkpointText, secondsOf } from '../core/checkpoint.ts'
import { findLastCheckpoint, insertCheckpoint } from './audit-checkpoints.ts'
import type { Database } from './db.ts'
import { findHead } from './events.ts'
import type { Identity, Signed } from './identity-keys.ts'
import { followChain } from './verify-chains.ts'

/** Where a chain ends, signed. */
export interface SignedHead extends ChainHead {
  readonly chainId: string
  /** Epoch seconds. */
  readonly issuedAt: number
  /** Null when the chain does not fit: nobody signs that. */
  readonly signed: Signed | null
  /** What does not fit, in a sentence. */
  readonly problem: string | null
}

/**
 * Signs where a chain ends now (`now`: epoch ms), after checking that everything since the last checkpoint follows
 * from it, and keeps that as a checkpoint. Returns the last checkpoint when nothing was added since. An empty chain is
 * signed as that, at position 0.
 */
export async function signChain(
  database: Database,
  identity: Identity,
  chain: { readonly accountId: string; readonly chainId: string },
  now: number,
): Promise<SignedHead> {
  const { accountId, chainId } = chain
  const last = await findLastCheckpoint(database.reader, chainId)
  const end = (await findHead(database.reader, chainId)) ?? EMPTY_CHAIN
  if (last !== undefined && last.chain_position === end.position && last.head_hash === end.hash) {
    const signed = { kid: last.kid, signature: last.signature }
    return { ...end, chainId, issuedAt: secondsOf(last.created_at), signed, problem: null }
  }
  const start = last === undefined ? EMPTY_CHAIN : { position: last.chain_position, hash: last.head_hash }
  const [fault] = (await followChain(database.reader, chainId, start, end)).faults
  const issuedAt = secondsOf(now)
  if (fault !== undefined) return { ...end, chainId, issuedAt, signed: null, problem: fault.problem }
  const signed = await identity.sign(checkpointText({ ...chain, ...end, issuedAt }))
  if (end.position > 0) {
    await database.write((writer) =>
      insertCheckpoint(writer, {
        account_id: accountId,
        chain_id: chainId,
        chain_position: end.position,
        head_hash: end.hash,
        created_at: now,
        ...signed,
      }),
    )
  }
  return { ...end, chainId, issuedAt, signed, problem: null }
}
