/**
 * The audit chain: each entry carries the hash of the one before it, so that a changed, missing or inserted
 * entry is found and named (contract §9). The hash function comes from outside; the text it hashes is made here.
 */

/** What is hashed of an entry, and what is compared when a chain is verified. */
export interface ChainEntry {
  readonly id: string
  readonly account_id: string
  readonly mailbox_id: string | null
  readonly chain_id: string
  readonly chain_position: number
  readonly test: number
  readonly action: string
  readonly resource_type: string
  readonly resource_id: string
  readonly actor_key_id: string | null
  readonly actor: string
  /** JSON text, hashed as it stands. */
  readonly metadata: string
  readonly created_at: number
  readonly prev_hash: string
  readonly hash: string
}

/** The `prev_hash` of the first entry of a chain. */
export const GENESIS = '0'.repeat(64)

/** The exact text whose SHA-256 (hex) is the entry's `hash`: a JSON array, so that no two entries share one. */
export function chainText(entry: Omit<ChainEntry, 'hash'>): string {
  return JSON.stringify([
    'multimail-audit-1',
    entry.id,
    entry.account_id,
    entry.mailbox_id,
    entry.chain_id,
    entry.chain_position,
    entry.test,
    entry.action,
    entry.resource_type,
    entry.resource_id,
    entry.actor_key_id,
    entry.actor,
    entry.metadata,
    entry.created_at,
    entry.prev_hash,
  ])
}

/** What an entry of an account that was deleted says instead of what it said. */
export const SEALED = { resource_id: '', actor_key_id: null, actor: '', metadata: '{}' } as const

/** Whether an entry lost its words: only its hash, which the next one and signatures name, still stands for them. */
export function isSealed({ resource_id, actor, metadata }: ChainEntry): boolean {
  return resource_id === SEALED.resource_id && actor === SEALED.actor && metadata === SEALED.metadata
}

/** What is wrong with a chain: the entry it was found at, its position, and a sentence. */
export interface ChainFault {
  readonly entry_id: string | null
  readonly position: number
  readonly problem: string
}

/** Where a verification stands: the position and hash of the last good entry. */
export interface ChainHead {
  readonly position: number
  readonly hash: string
}

export const EMPTY_CHAIN: ChainHead = { position: 0, hash: GENESIS }

/**
 * Checks that `entry` follows `head`; `digest` is SHA-256 in lower-case hex. Null when it does. `mayBeSealed`: the
 * account was deleted, so that an entry may have lost its words.
 */
export function checkLink(
  head: ChainHead,
  entry: ChainEntry,
  digest: (text: string) => string,
  mayBeSealed = false,
): ChainFault | null {
  const fault = (problem: string): ChainFault => ({
    entry_id: entry.id,
    position: entry.chain_position,
    problem,
  })
  if (entry.chain_position !== head.position + 1) {
    return fault(`Entry ${head.position + 1} is missing: the next one found is ${entry.chain_position}.`)
  }
  if (entry.prev_hash !== head.hash) return fault('The entry does not name the hash of the one before it.')
  if (mayBeSealed && isSealed(entry)) return null
  if (digest(chainText(entry)) !== entry.hash) {
    return fault('The entry was changed: its hash is not that of its content.')
  }
  return null
}
