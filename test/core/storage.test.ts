/** Sizes, and when an operator hears that the storage fills up. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, passedPart, sizeText } from '../../src/core/storage.ts'

describe('a part of the storage', () => {
  it.each([
    [0, 79, null],
    [79, 80, 0.8],
    [80, 94, null],
    [79, 96, 0.95],
    [94, 95, 0.95],
    [10, 120, 1],
    [100, 120, null],
    [96, 90, null],
  ])('from %d to %d of 100 bytes passes %s', (before, after, part) => {
    expect(passedPart(before, after, 100)).toBe(part)
  })

  it('is passed once, in however many steps it fills', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 40 }), (steps) => {
        let kept = 0
        const passed = steps.flatMap((step) => {
          const before = kept
          kept += step
          return passedPart(before, kept, 20) ?? []
        })
        expect(passed).toEqual([...new Set(passed)].sort())
        expect(passed.at(-1)).toBe(1)
      }),
    )
  })
})

describe('a size', () => {
  it.each([
    ['500 MB', 500 * 1024 ** 2],
    ['1.5tb', 1.5 * 1024 ** 4],
    ['2048', 2048],
    [' 7 bytes ', 7],
  ])('%j is %d bytes', (text, bytes) => expect(bytesOf(text)).toBe(bytes))

  it.each(['', '0', '-1 GB', '5 XB', 'GB', '1e3', '99999999 TB', '0.4'])('%j is none', (text) => {
    expect(bytesOf(text)).toBeNull()
  })

  it('is told in the largest unit that fits, and read again', () => {
    expect([0, 1, 1023, 1024, 1536 * 1024, 5 * 1024 ** 3, 3000 * 1024 ** 4].map(sizeText)).toEqual([
      '0 bytes',
      '1 bytes',
      '1023 bytes',
      '1 KB',
      '1.5 MB',
      '5 GB',
      '3000 TB',
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 50 }), (bytes) => {
        const read = bytesOf(sizeText(bytes)) ?? 0
        expect(Math.abs(read - bytes) / bytes).toBeLessThan(0.06)
      }),
    )
  })
})
