/** Personal data in the trail: hashed in the entry, in clear beside it, and provable. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  falseValue,
  HIDDEN_KEYS,
  hiddenText,
  hide,
  hidesSomething,
  reveal,
} from '../../src/core/hidden-values.ts'
import { digest } from '../support/audit-exports.ts'

const salt = '00112233445566778899aabbccddeeff'
const values = fc.dictionary(fc.constantFrom(...HIDDEN_KEYS), fc.string({ minLength: 1, unit: 'binary' }))
const others = fc.dictionary(fc.constantFrom('code', 'attempt', 'subject_length'), fc.jsonValue())
const metadata = fc.tuple(values, others).map(([hidden, rest]) => ({ ...rest, ...hidden }))

describe('what names people', () => {
  it('is not in the entry, whatever it is; all else is', () => {
    fc.assert(
      fc.property(values, others, (clear, rest) => {
        const { metadata: shown, values: kept } = hide({ ...rest, ...clear }, salt, digest)
        expect(kept).toEqual(clear)
        for (const [key, value] of Object.entries(shown)) {
          if (key in clear) expect(value).toMatch(/^sha256:[0-9a-f]{64}$/)
          else expect(value).toEqual(rest[key])
        }
      }),
    )
  })

  it('is shown again while its clear text is there', () => {
    fc.assert(
      fc.property(metadata, (given) => {
        const hidden = hide(given, salt, digest)
        expect(reveal(hidden.metadata, hidden.values)).toEqual(given)
        expect(reveal(hidden.metadata, null)).toEqual(hidden.metadata)
      }),
    )
  })

  it('is known by its key: empty text, null and numbers hide nothing', () => {
    expect(hidesSomething({ recipient: 'ada@example.org' })).toBe(true)
    for (const nothing of [{}, { recipient: '' }, { recipient: null }, { recipient: 1 }, { code: 'x' }])
      expect(hidesSomething(nothing)).toBe(false)
  })
})

describe('the hash', () => {
  it('cannot be guessed without the salt, nor moved to another key', () => {
    const text = hiddenText(salt, 'recipient', 'ada@example.org', digest)
    expect(text).toBe(
      `sha256:${digest('["multimail-hidden-1","00112233445566778899aabbccddeeff","recipient","ada@example.org"]')}`,
    )
    expect(hiddenText(salt, 'host', 'ada@example.org', digest)).not.toBe(text)
    expect(hiddenText(salt.replace('0', '1'), 'recipient', 'ada@example.org', digest)).not.toBe(text)
  })

  it('proves the clear text, and names the first value that is not what was recorded', () => {
    fc.assert(
      fc.property(metadata, fc.string({ minLength: 1 }), (given, more) => {
        const hidden = hide(given, salt, digest)
        expect(falseValue(hidden.metadata, { salt, values: hidden.values }, digest)).toBeNull()
        for (const key of Object.keys(hidden.values)) {
          const changed = { ...hidden.values, [key]: `${hidden.values[key]}${more}` }
          expect(falseValue(hidden.metadata, { salt, values: changed }, digest)).toBe(key)
        }
        const added = { ...hidden.values, added: more }
        expect(falseValue(hidden.metadata, { salt, values: added }, digest)).toBe('added')
      }),
    )
  })
})
