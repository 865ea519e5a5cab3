/** Entries of an account that was deleted: their words are gone, their place in the chain is not. */

import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ChainEntry, chainText, checkLink, EMPTY_CHAIN, SEALED } from '../../src/core/chain.ts'

const digest = (text: string) => hash('sha256', text, 'hex')

function entryAfter(head: { readonly position: number; readonly hash: string }): ChainEntry {
  const entry = {
    id: '01M83SSX35TT7WZ5E19F1527C5',
    account_id: 'A',
    mailbox_id: null,
    chain_id: 'A',
    chain_position: head.position + 1,
    test: 0,
    action: 'reviewer.added',
    resource_type: 'reviewer',
    resource_id: 'R',
    actor_key_id: null,
    actor: 'link:ada@example.com',
    metadata: '{"address":"bob@example.com"}',
    created_at: 1,
    prev_hash: head.hash,
  }
  return { ...entry, hash: digest(chainText(entry)) }
}

describe('a sealed entry', () => {
  const entry = entryAfter(EMPTY_CHAIN)
  const sealed = { ...entry, ...SEALED }

  it('says nothing of anybody', () => {
    expect(JSON.stringify(sealed)).not.toContain('example.com')
  })

  it('is taken by its links alone, and only in an account that was deleted', () => {
    expect(checkLink(EMPTY_CHAIN, entry, digest)).toBeNull()
    expect(checkLink(EMPTY_CHAIN, sealed, digest, true)).toBeNull()
    expect(checkLink(EMPTY_CHAIN, sealed, digest)?.problem).toContain('was changed')
  })

  it('may not be missing, moved or linked to another', () => {
    const gap = { ...sealed, chain_position: 2 }
    expect(checkLink(EMPTY_CHAIN, gap, digest, true)?.problem).toContain('is missing')
    const stray = { ...sealed, prev_hash: digest('other') }
    expect(checkLink(EMPTY_CHAIN, stray, digest, true)?.problem).toContain('does not name the hash')
  })

  it('is one only when all its words are gone', () => {
    const half = { ...sealed, actor: 'operator' }
    expect(checkLink(EMPTY_CHAIN, half, digest, true)?.problem).toContain('was changed')
  })
})
