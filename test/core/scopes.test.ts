/** What a key may do: no set of scopes lets somebody approve their own mail (contract §2). */

import { expect, it } from 'vitest'
import { SCOPES, type Scope, scopesConflict, seesHeld } from '../../src/core/scopes.ts'

/** Every set of scopes. */
const SETS: readonly Scope[][] = Array.from({ length: 2 ** SCOPES.length }, (_, bits) =>
  SCOPES.filter((_scope, index) => (bits >> index) % 2 === 1),
)

it('are read, send, oversight and admin', () => {
  expect(SCOPES).toEqual(['read', 'send', 'oversight', 'admin'])
})

it('conflict exactly when they would send and oversee', () => {
  const conflicting = SETS.filter(scopesConflict).map((scopes) => scopes.join(' '))
  expect(conflicting).toEqual([
    'send oversight',
    'read send oversight',
    'send oversight admin',
    'read send oversight admin',
  ])
})

it('show held mail to overseers and admins alone', () => {
  for (const scopes of SETS) {
    const expected = scopes.some((scope) => scope === 'oversight' || scope === 'admin')
    expect(seesHeld(scopes), scopes.join(' ')).toBe(expected)
  }
})
