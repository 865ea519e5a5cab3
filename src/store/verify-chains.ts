/** Recomputing the chains of the trail, and holding them against what was signed (contract §9). */

import { type ChainFault, type ChainHead, checkLink, EMPTY_CHAIN } from '../core/chain.ts'
import { checkpointText, type PublicJwk, secondsOf } from '../core/checkpoint.ts'
import { findLastCheckpoint, listCheckpoints } from './audit-checkpoints.ts'
import type { Reader } from './db.ts'
import { digest, findHead } from './events.ts'
import { listIdentityKeys } from './identity-keys.ts'
import type { EventsTable } from './schema.ts'
import type { AuditCheckpointsTable } from './schema-audit.ts'
import { isSignedBy } from './signature.ts'

/** What verifying one chain came to. */
export interface ChainReport {
  readonly chain_id: string
  readonly entries: number
  readonly head_hash: string
  /** Signed checkpoints that were found. */
  readonly checkpoints: number
  /** Those of them that hold: the entry is as it was signed, and the signature is one of this server. */
  readonly checkpoints_valid: number
  readonly faults: readonly ChainFault[]
}

const PAGE = 1_000

/** Follows a chain from one entry (excluded) to its end, and names the first entry that does not fit. */
export async function followChain(
  reader: Reader,
  chainId: string,
  from: ChainHead,
  end: ChainHead,
  look: (entries: readonly EventsTable[]) => void | Promise<void> = () => {},
): Promise<{ readonly head: ChainHead; readonly faults: readonly ChainFault[] }> {
  let head = from
  const mayBeSealed = await isOfEndedAccount(reader, chainId)
  for (;;) {
    const entries = await reader
      .selectFrom('events')
      .selectAll()
      .where('chain_id', '=', chainId)
      .where('chain_position', '>', head.position)
      .where('chain_position', '<=', end.position)
      .orderBy('chain_position')
      .limit(PAGE)
      .execute()
    for (const entry of entries) {
      const fault = checkLink(head, entry, digest, mayBeSealed)
      if (fault !== null) return { head, faults: [fault] }
      head = { position: entry.chain_position, hash: entry.hash }
    }
    await look(entries)
    if (entries.length === 0) break
    // Others get their turn between pages.
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (head.position === end.position && head.hash === end.hash) return { head, faults: [] }
  const problem = `The chain ends at entry ${head.position}, but ${end.position} were written: entries are missing at its end.`
  return { head, faults: [{ entry_id: null, position: head.position + 1, problem }] }
}

/** Whether a chain is of an account that was deleted: its entries lost their words. */
async function isOfEndedAccount(reader: Reader, chainId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('account_ends')
    .select('account_id')
    .where((eb) =>
      eb.or([
        eb('account_id', '=', chainId),
        eb('account_id', 'in', (inner) =>
          inner.selectFrom('mailboxes').select('account_id').where('id', '=', chainId),
        ),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Recomputes the chains of an account (or one of them) and names the first fault of each: a changed, missing or
 * inserted entry, an end that was cut off, or a chain that is not the one that was signed. `progress` hears how many
 * entries were read so far.
 */
export async function verifyChains(
  reader: Reader,
  accountId: string,
  mailboxId: string | null,
  progress: (entries: number) => void = () => {},
): Promise<ChainReport[]> {
  const keys = new Map((await listIdentityKeys(reader)).map((key) => [key.kid, key]))
  const ids = mailboxId === null ? await chainsOf(reader, accountId) : [mailboxId]
  const reports: ChainReport[] = []
  let total = 0
  for (const id of ids) {
    const report = await verifyChain(reader, id, keys, (entries) => progress(total + entries))
    total += report.entries
    reports.push(report)
  }
  return reports
}

/** The chains of an account: its own, and one of each mailbox it has or had. */
export async function chainsOf(reader: Reader, accountId: string): Promise<string[]> {
  const mailboxes = await reader
    .selectFrom('mailboxes')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  return [accountId, ...mailboxes.map(({ id }) => id)]
}

async function verifyChain(
  reader: Reader,
  chainId: string,
  keys: ReadonlyMap<string, PublicJwk>,
  progress: (entries: number) => void,
): Promise<ChainReport> {
  // What is signed is there already, and entries that come while we verify are beyond the end.
  const newest = await findLastCheckpoint(reader, chainId)
  const end = (await findHead(reader, chainId)) ?? EMPTY_CHAIN
  const signed = new SignedPositions(keys)
  let last = 0
  const { head, faults } = await followChain(reader, chainId, EMPTY_CHAIN, end, async (entries) => {
    const from = last
    last = entries.at(-1)?.chain_position ?? last
    if (entries.length > 0) signed.check(entries, await listCheckpoints(reader, chainId, from, last))
    progress(last)
  })
  // Those after a fault cannot be compared.
  signed.found += (await listCheckpoints(reader, chainId, last, end.position)).length
  if (newest !== undefined && newest.chain_position > end.position) signed.check([], [newest])
  const stray = await findStray(reader, chainId)
  return {
    chain_id: chainId,
    entries: head.position,
    head_hash: head.hash,
    checkpoints: signed.found,
    checkpoints_valid: signed.valid,
    faults: [...faults, ...signed.faults.slice(0, 1), ...strayFault(stray)],
  }
}

/** Holds what was signed against what the chain says now. */
class SignedPositions {
  readonly #keys: ReadonlyMap<string, PublicJwk>
  found = 0
  valid = 0
  readonly faults: ChainFault[] = []

  constructor(keys: ReadonlyMap<string, PublicJwk>) {
    this.#keys = keys
  }

  /** `checkpoints` are those at the positions of `entries`. */
  check(entries: readonly EventsTable[], checkpoints: readonly AuditCheckpointsTable[]): void {
    const first = entries[0]?.chain_position ?? 0
    for (const checkpoint of checkpoints) {
      this.found++
      const problem = this.#problem(entries[checkpoint.chain_position - first], checkpoint)
      if (problem === null) this.valid++
      else this.faults.push({ entry_id: null, position: checkpoint.chain_position, problem })
    }
  }

  #problem(entry: EventsTable | undefined, checkpoint: AuditCheckpointsTable): string | null {
    const { account_id: accountId, chain_id: chainId, chain_position: position, head_hash: hash } = checkpoint
    const at = new Date(checkpoint.created_at).toISOString()
    if (entry === undefined)
      return `Entry ${position} was signed at ${at}, but is not there: the chain was cut or rewritten.`
    if (entry.hash !== hash)
      return `The entry is not the one that was signed at ${at}: the chain was rewritten since.`
    const issuedAt = secondsOf(checkpoint.created_at)
    const text = checkpointText({ accountId, chainId, position, hash, issuedAt })
    const key = this.#keys.get(checkpoint.kid)
    const holds =
      key !== undefined && entry.account_id === accountId && isSignedBy(key, text, checkpoint.signature)
    return holds ? null : `The signature of the checkpoint of ${at} does not hold.`
  }
}

type Stray = Pick<EventsTable, 'id' | 'chain_position'>

function strayFault(stray: Stray | undefined): ChainFault[] {
  if (stray === undefined) return []
  const end = stray.chain_position < 1 ? 'before the first one' : 'after the last one'
  const problem = `An entry was inserted ${end}.`
  return [{ entry_id: stray.id, position: stray.chain_position, problem }]
}

/** An entry outside the chain's positions; the end is read in the same statement, so that new ones do not count. */
async function findStray(reader: Reader, chainId: string): Promise<Stray | undefined> {
  return reader
    .selectFrom('events')
    .leftJoin('chain_heads', 'chain_heads.chain_id', 'events.chain_id')
    .select(['events.id', 'events.chain_position'])
    .where('events.chain_id', '=', chainId)
    .where((eb) =>
      eb.or([
        eb('events.chain_position', '<', 1),
        eb('chain_heads.position', 'is', null),
        eb('events.chain_position', '>', eb.ref('chain_heads.position')),
      ]),
    )
    .orderBy('events.chain_position')
    .limit(1)
    .executeTakeFirst()
}
