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
  const issuedAt = secondsOf(now)
  const problem = await problemSince(database, chainId, start, end)
  if (problem !== null) return { ...end, chainId, issuedAt, signed: null, problem }
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

/** What does not fit between the entry that was signed last and the end of a chain, or null. */
async function problemSince(
  database: Database,
  chainId: string,
  start: ChainHead,
  end: ChainHead,
): Promise<string | null> {
  if (end.position < start.position)
    return `Entry ${start.position} was signed, but the chain ends at entry ${end.position}: its end is missing.`
  if (end.position === start.position && end.hash !== start.hash)
    return `Entry ${end.position} is not the one that was signed: the chain was rewritten.`
  return (await followChain(database.reader, chainId, start, end)).faults[0]?.problem ?? null
}
