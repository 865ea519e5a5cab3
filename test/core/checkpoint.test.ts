/** What is signed of the trail has one text, that anybody can make again. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointText, exportText, secondsOf } from '../../src/core/checkpoint.ts'

const checkpoint = { accountId: 'account', chainId: 'mailbox', position: 7, hash: 'ab', issuedAt: 1_700 }

describe('the text of a checkpoint', () => {
  it('is canonical JSON: sorted keys, no spaces', () => {
    expect(checkpointText(checkpoint)).toBe(
      '{"account_id":"account","chain_id":"mailbox","head_hash":"ab","iat":1700,"position":7,"service":"multimail-audit"}',
    )
  })

  it('differs when anything in it does', () => {
    const any = fc.record({
      accountId: fc.string(),
      chainId: fc.string(),
      position: fc.nat(),
      hash: fc.string(),
      issuedAt: fc.nat(),
    })
    fc.assert(
      fc.property(any, any, (one, other) => {
        const isSame =
          JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
        expect(checkpointText(one) === checkpointText(other)).toBe(isSame)
      }),
    )
  })

  it('is ASCII for ids as we make them', () => {
    expect(checkpointText(checkpoint)).toMatch(/^[\x20-\x7e]+$/)
  })
})

describe('the text of the end of an export', () => {
  const end = { accountId: 'account', digest: 'cd', entries: 3, issuedAt: 1_700 }

  it('is canonical JSON, and can be taken for no checkpoint', () => {
    expect(exportText(end)).toBe(
      '{"account_id":"account","digest":"cd","entries":3,"iat":1700,"service":"multimail-audit-export"}',
    )
  })
})

it('times are signed in whole seconds, rounded down', () => {
  expect([secondsOf(0), secondsOf(999), secondsOf(1_000), secondsOf(1_700_000_000_999)]).toEqual([
    0, 0, 1, 1_700_000_000,
  ])
})
