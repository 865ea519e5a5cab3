import { describe, expect, it } from 'vitest'
import { listed, shown, shownAddress, shownDomain } from '../../src/core/shown.ts'

describe('a name that a stranger chose', () => {
  it.each([
    ['plain.txt', 'plain.txt'],
    ['in\u202evoice\u200b.pdf', 'invoice.pdf'],
    ['two\r\nlines\u2028more', 'two lines more'],
    ['z\u0301\u0301\u0301\u0301algo', 'zalgo'],
    ['half \ud800', 'half \ufffd'],
    ['\u200b', '(no name)'],
    ['', '(no name)'],
    ['card 4111111111111111.pdf', '(hidden)'],
    ['a'.repeat(70), `${'a'.repeat(59)}…`],
  ])('%j is shown as %j', (name, text) => {
    expect(shown(name)).toBe(text)
  })
})

describe('a long address', () => {
  it('keeps the end of its domain, which says whose it is', () => {
    const domain = `example.com.${'x'.repeat(60)}.evil.test`
    expect(shownAddress(`${'a'.repeat(40)}@${domain}`)).toBe(
      `${'a'.repeat(19)}…@…${'x'.repeat(28)}.evil.test`,
    )
    expect(shownDomain(domain)).toMatch(/^…x+\.evil\.test$/)
    expect(shownAddress('ada@example.com')).toBe('ada@example.com')
  })
})

describe('a list of names', () => {
  it.each([
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
    [['a'.repeat(60), 'b'.repeat(60), 'c'], `${'a'.repeat(60)} and 2 more`],
    [['a'.repeat(50), 'b'.repeat(20), 'c'.repeat(60)], `${'a'.repeat(50)}, ${'b'.repeat(20)} and 1 more`],
    [[], ''],
  ])('%j is %j', (names, text) => {
    expect(listed(names)).toBe(text)
  })
})
