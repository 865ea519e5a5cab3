/** What the server and the terminal ask the database about itself, in SQL that every database understands. */

import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { type ChainEntry, checkLink } from '../core/chain.ts'
import type { Reader } from './db.ts'

/** A migration that was applied, and when (epoch ms). */
export interface AppliedMigration {
  readonly version: number
  readonly name: string
  readonly applied_at: number
}

/** Every migration of this database, in their order. */
export async function listMigrations(reader: Reader): Promise<AppliedMigration[]> {
  const { rows } = await sql<AppliedMigration>`SELECT version, name, applied_at FROM schema_versions
    ORDER BY version`.execute(reader)
  return rows
}

/** The clock of the database, epoch ms, to the second. */
export async function databaseNow(reader: Reader): Promise<number> {
  const { rows } = await sql<{ now: unknown }>`SELECT CURRENT_TIMESTAMP AS now`.execute(reader)
  const now = rows[0]?.now
  // A time, or text in UTC without its zone.
  return now instanceof Date ? now.getTime() : Date.parse(`${String(now).replace(' ', 'T')}Z`)
}

/** When the newest event was recorded, epoch ms; null when there is none. */
export async function newestEventAt(reader: Reader): Promise<number | null> {
  const newest = await reader
    .selectFrom('events')
    .select('created_at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.created_at ?? null
}

/** Chains are looked at in pages of so many. */
const PAGE = 500

/** What a look at the last entry of every chain came to: how many there are, and those that do not fit. */
export async function checkLastEntries(
  reader: Reader,
): Promise<{ readonly chains: number; readonly faults: readonly string[] }> {
  const faults: string[] = []
  let chains = 0
  for (let after = ''; ; ) {
    const heads = await reader
      .selectFrom('chain_heads')
      .selectAll()
      .where('chain_id', '>', after)
      .orderBy('chain_id')
      .limit(PAGE)
      .execute()
    for (const head of heads) {
      const entry = await reader
        .selectFrom('events')
        .selectAll()
        .where('chain_id', '=', head.chain_id)
        .where('chain_position', '=', head.position)
        .executeTakeFirst()
      const problem = faultOf(entry, head.hash)
      if (problem !== null) faults.push(`chain ${head.chain_id}: ${problem}`)
    }
    chains += heads.length
    after = heads.at(-1)?.chain_id ?? ''
    if (heads.length < PAGE) return { chains, faults }
  }
}

function faultOf(entry: ChainEntry | undefined, headHash: string): string | null {
  if (entry === undefined) return 'its last entry is missing'
  const before = { position: entry.chain_position - 1, hash: entry.prev_hash }
  const fault = checkLink(before, entry, (text) => hash('sha256', text, 'hex'))
  if (fault !== null) return `entry ${entry.chain_position} was changed`
  return entry.hash === headHash ? null : `entry ${entry.chain_position} is not the one that was written last`
}
