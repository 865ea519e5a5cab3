/** The evaluator of Make's IML, by which the app and the blueprints are tried: strict where Make would be lenient. */

import { describe, expect, it } from 'vitest'
import { evaluate, evaluateText, holds } from './make-runtime/iml.ts'

const scope = {
  parameters: {
    name: 'Ada',
    none: null,
    list: [{ key: 'a', value: '1' }, { key: 'b' }],
    at: '2026-03-02T09:05:00+01:00',
  },
  headers: { 'retry-after': '3' },
  1: { subject: 'A {{2.x}} "b"', items: [{ id: 7 }, { id: 8 }], with: { 'a b': 'c' } },
}

describe('IML', () => {
  it.each([
    ['{{parameters.name}}', 'Ada'],
    ['Dear {{parameters.name}}{{parameters.none}}!', 'Dear Ada!'],
    ['{{parameters.missing}}', undefined],
    ['{{headers.`retry-after`}}', '3'],
    ['{{1.items[2].id}}', 8],
    ['{{1.items[].id}}', [7, 8]],
    ['{{1.items.id}}', 7],
    ['{{1.with.`a b`}}', 'c'],
    ['{{map(1.items; "id")}}', [7, 8]],
    ['{{1 + 2 * 3}}', 7],
    ['{{(1 + 2) * 3 >= 9 & !false}}', true],
    ['{{if(parameters.name = "Ada", "yes", "no")}}', 'yes'],
    ['{{ifempty(parameters.none; "nobody")}}', 'nobody'],
    ['{{toCollection(parameters.list, "key", "value")}}', { a: '1', b: '' }],
    ['{{formatDate(parameters.at, "YYYY-MM-DDTHH:mm:ss[Z]", "UTC")}}', '2026-03-02T08:05:00Z'],
    ['{{encodeURL("a/b?c#d")}}', 'a%2Fb%3Fc%23d'],
    ['{{replace("a  b", "/ +/", "-")}}', 'a-b'],
    ['{{base64("Ada")}}', 'QWRh'],
    ['{"text": "{{min(500, 100)}}"}', '{"text": "100"}'],
  ])('%s', (text, value) => {
    expect(evaluateText(text, scope)).toEqual(value)
  })

  it('does not evaluate what a value brings along', () => {
    expect(evaluateText('{{1.subject}}', scope)).toBe('A {{2.x}} "b"')
    expect(evaluateText('It says: {{1.subject}}', scope)).toBe('It says: A {{2.x}} "b"')
  })

  it('leaves out what has no value, and spreads collections', () => {
    const directive = { a: '{{parameters.missing}}', b: ['{{parameters.name}}'], '{{...}}': '{{1.with}}' }
    expect(evaluate(directive, scope)).toEqual({ b: ['Ada'], 'a b': 'c' })
  })

  it('knows an empty list and no value for false', () => {
    expect(holds('{{parameters.none}}', scope)).toBe(false)
    expect(holds('{{emptyarray}}', scope)).toBe(false)
    expect(holds('{{parameters.name}}', scope)).toBe(true)
  })

  it.each(['{{sendToMars(1)}}', '{{elsewhere.x}}', '{{if(1, 2}}', '{{1 +}}', '{{"open}}'])(
    'takes %s for an error',
    (text) => {
      expect(() => evaluateText(text, scope)).toThrow(/^IML: /)
    },
  )
})
