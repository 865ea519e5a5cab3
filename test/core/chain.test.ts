/** The audit chain: whatever is done to it is found (contract §9). */

import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  type ChainEntry,
  type ChainFault,
  chainText,
  checkLink,
  EMPTY_CHAIN,
  GENESIS,
} from '../../src/core/chain.ts'

const digest = (text: string) => hash('sha256', text, 'hex')

function makeChain(length: number): ChainEntry[] {
  const entries: ChainEntry[] = []
  for (let position = 1; position <= length; position++) {
    const entry = {
      id: `event-${position}`,
      account_id: 'account',
      mailbox_id: position % 2 === 0 ? 'mailbox' : null,
      chain_id: 'mailbox',
      chain_position: position,
      test: 0,
      action: 'message.submitted',
      resource_type: 'email',
      resource_id: `message-${position}`,
      actor_key_id: position % 2 === 0 ? null : 'key',
      actor: 'key:agent',
      metadata: '{"a":1}',
      created_at: 1_000 + position,
      prev_hash: entries.at(-1)?.hash ?? GENESIS,
    }
    entries.push({ ...entry, hash: digest(chainText(entry)) })
  }
  return entries
}

/** The first fault of a chain, or null. */
function verify(entries: readonly ChainEntry[]): ChainFault | null {
  let head = EMPTY_CHAIN
  for (const entry of entries) {
    const fault = checkLink(head, entry, digest)
    if (fault !== null) return fault
    head = { position: entry.chain_position, hash: entry.hash }
  }
  return null
}

describe('a chain', () => {
  it('is whole as it was written', () => {
    expect(verify(makeChain(5))).toBeNull()
    expect(verify([])).toBeNull()
  })

  it('has a text for each entry that no other entry has', () => {
    const [entry] = makeChain(1)
    if (entry === undefined) throw new Error('no entry')
    expect(chainText({ ...entry, actor: 'a', metadata: 'b' })).not.toBe(
      chainText({ ...entry, actor: 'a","b', metadata: '' }),
    )
    expect(chainText({ ...entry, mailbox_id: null })).not.toBe(chainText({ ...entry, mailbox_id: 'null' }))
  })

  const fields = Object.keys(makeChain(1)[0] ?? {}) as (keyof ChainEntry)[]
  const changes = [1, 2, 3].flatMap((position) => fields.map((field) => ({ position, field })))

  it.each(changes)('shows that $field of entry $position was changed', ({ position, field }) => {
    const entries = makeChain(3).map((entry) => {
      if (entry.chain_position !== position) return entry
      const old = entry[field]
      return { ...entry, [field]: typeof old === 'number' ? old + 1 : `${old ?? ''}x` }
    })
    expect(verify(entries)).toMatchObject({ entry_id: entries[position - 1]?.id })
  })

  it('shows that an entry is missing, and which', () => {
    const fault = verify(makeChain(4).filter(({ chain_position }) => chain_position !== 2))
    expect(fault).toEqual({
      entry_id: 'event-3',
      position: 3,
      problem: 'Entry 2 is missing: the next one found is 3.',
    })
  })

  it('shows that an entry was put in, even with a right hash of its own', () => {
    const entries = makeChain(3)
    const [first, second] = entries
    if (first === undefined || second === undefined) throw new Error('no entries')
    const forged = { ...second, id: 'forged', prev_hash: first.hash }
    const inserted = { ...forged, hash: digest(chainText(forged)) }
    expect(verify([first, inserted, ...entries.slice(2)])).toMatchObject({ entry_id: 'event-3' })
    expect(verify([first, inserted, ...entries.slice(1)])).toMatchObject({ entry_id: 'event-2' })
  })

  it('shows that two entries changed places', () => {
    const [first, second, third] = makeChain(3)
    if (first === undefined || second === undefined || third === undefined) throw new Error('no entries')
    expect(verify([second, first, third])).toMatchObject({ entry_id: 'event-2' })
  })
})
