/** The one-time codes, and what a standing approval may be for (contract §2). */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalCode,
  codeOf,
  hostMatches,
  OPERATOR_ACTIONS,
  STANDING_ACTIONS,
} from '../../src/core/operator-actions.ts'

const sixBytes = fc.uint8Array({ minLength: 6, maxLength: 6 })

describe('a code', () => {
  it('has the form of the contract, without letters and digits that look alike', () => {
    fc.assert(
      fc.property(sixBytes, (bytes) => {
        expect(codeOf(bytes)).toMatch(/^[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}$/)
      }),
    )
  })

  it('takes five bits of each byte, so that no character is likelier than another', () => {
    const counts = new Map<string, number>()
    for (let byte = 0; byte < 256; byte++) {
      const first = codeOf(Uint8Array.of(byte, 0, 0, 0, 0, 0)).charAt(0)
      counts.set(first, (counts.get(first) ?? 0) + 1)
    }
    expect(counts.size).toBe(32)
    expect(new Set(counts.values())).toEqual(new Set([8]))
  })

  it('is the same however a person types it', () => {
    for (const typed of ['A7X-29K', 'a7x29k', ' a7x 29k ', 'A7X - 29K'])
      expect(canonicalCode(typed)).toBe('A7X29K')
  })
})

describe('a standing approval', () => {
  it('is never for what gives power: upgrades, keys, reviewers, the account, other approvals', () => {
    expect(STANDING_ACTIONS.toSorted()).toEqual([
      'allowlist.add',
      'email.erase',
      'mailbox.create',
      'webhook.create',
      'webhook.update',
    ])
    for (const action of STANDING_ACTIONS) expect(OPERATOR_ACTIONS[action]).not.toBe('no')
  })

  it.each([
    ['make.com', 'make.com', true],
    ['make.com', 'hook.make.com', false],
    ['*.make.com', 'hook.eu1.make.com', true],
    ['*.make.com', 'make.com', false],
    ['*.make.com', 'evilmake.com', false],
    ['*.make.com', 'make.com.evil.example', false],
  ])('for %s lets %s through: %s', (pattern, host, expected) => {
    expect(hostMatches(pattern, host)).toBe(expected)
  })
})
