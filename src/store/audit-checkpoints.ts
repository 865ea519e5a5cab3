/** Signed checkpoints of the trail, as rows: where each chain ended at a time (contract §9). */

import type { Reader, Writer } from './db.ts'
import type { AuditCheckpointsTable } from './schema-audit.ts'

/** Chains that grew since they were signed last, with their accounts: up to `limit`, those after `after`. */
export async function listGrownChains(
  reader: Reader,
  after: string,
  limit: number,
): Promise<{ chain_id: string; account_id: string }[]> {
  return reader
    .selectFrom('chain_heads')
    .innerJoin('events', (join) =>
      join
        .onRef('events.chain_id', '=', 'chain_heads.chain_id')
        .onRef('events.chain_position', '=', 'chain_heads.position'),
    )
    .select(['chain_heads.chain_id', 'events.account_id'])
    .where('chain_heads.chain_id', '>', after)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('audit_checkpoints')
            .select('id')
            .whereRef('audit_checkpoints.chain_id', '=', 'chain_heads.chain_id')
            .whereRef('audit_checkpoints.chain_position', '>=', 'chain_heads.position'),
        ),
      ),
    )
    .orderBy('chain_heads.chain_id')
    .limit(limit)
    .execute()
}

/** Checkpoints of a chain at positions from `after` (excluded) to `to` (included), in order. */
export async function listCheckpoints(
  reader: Reader,
  chainId: string,
  after: number,
  to: number,
): Promise<AuditCheckpointsTable[]> {
  return reader
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('chain_id', '=', chainId)
    .where('chain_position', '>', after)
    .where('chain_position', '<=', to)
    .orderBy('chain_position')
    .execute()
}

/** The newest checkpoint of a chain. */
export async function findLastCheckpoint(
  reader: Reader,
  chainId: string,
): Promise<AuditCheckpointsTable | undefined> {
  return reader
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('chain_id', '=', chainId)
    .orderBy('chain_position', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Keeps a checkpoint; when another process signed the same position meanwhile, that one stays. */
export async function insertCheckpoint(
  writer: Writer,
  checkpoint: Omit<AuditCheckpointsTable, 'id'>,
): Promise<void> {
  await writer.db
    .insertInto('audit_checkpoints')
    .values({ id: writer.newId(), ...checkpoint })
    .onConflict((conflict) => conflict.columns(['chain_id', 'chain_position']).doNothing())
    .execute()
}
