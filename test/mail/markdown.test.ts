import fc from 'fast-check'
import markdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/mail/markdown.ts'
import { withLightTokens } from '../../src/mail/markdown-tokens.ts'

/** What stands inside the document's one `div`. */
function bodyOf(markdown: string): string {
  return /<div [^>]*>\n([\s\S]*)<\/div>\n<\/body>/.exec(renderMarkdown(markdown).html)?.[1] ?? ''
}

function withoutStyles(html: string): string {
  return html.replace(/ style="[^"]*"/g, '')
}

function textOf(markdown: string): string {
  return renderMarkdown(markdown).text
}

describe('HTML from markdown', () => {
  it('is a whole document in UTF-8', () => {
    const { html } = renderMarkdown('Hello')
    expect(html).toMatch(/^<!DOCTYPE html>\n<html>/)
    expect(html).toContain('<meta charset="utf-8">')
    expect(html.trimEnd()).toMatch(/<\/html>$/)
  })

  it('has an inline style on every element that mail programs style badly', () => {
    const source =
      '# a\n\nb [c](https://d.example) `e`\n\n- f\n\n1. g\n\n> h\n\n---\n\n```\ni\n```\n\n| j |\n| - |\n| k |'
    const body = bodyOf(`${source}\n\n![l](https://d.example/l.png)`)
    for (const tag of 'p h1 a code ul ol li blockquote hr pre table th td img'.split(' ')) {
      expect(body, tag).toMatch(new RegExp(`<${tag} [^>]*style="[^"]+"`))
    }
  })

  it('keeps the alignment of table columns beside the style', () => {
    expect(bodyOf('| a |\n| -: |\n| b |')).toMatch(/<td style="text-align:right;[^"]+">b<\/td>/)
  })

  it('keeps single line breaks', () => {
    expect(withoutStyles(bodyOf('Regards,\nAda'))).toBe('<p>Regards,<br>\nAda</p>\n')
  })

  it('shows raw HTML as it was typed', () => {
    expect(withoutStyles(bodyOf('<script>alert(1)</script> <b onclick="x">y</b>'))).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=&quot;x&quot;&gt;y&lt;/b&gt;</p>\n',
    )
  })

  it.each(['https://a.example/b?c=d&e=%20f', 'http://a.example', 'mailto:a@b.example', 'tel:+4912345'])(
    'links to %s',
    (address) => {
      expect(bodyOf(`[x](${address})`)).toContain(`<a href="${address.replaceAll('&', '&amp;')}"`)
    },
  )

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,x',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'vbscript:x',
    'cid:x',
    '/relative',
    '//host.example',
    '#anchor',
    'http:x',
    '',
  ])('makes no link or image of %j', (address) => {
    for (const source of [`[x](${address})`, `![x](${address})`, `<${address}>`, `[x]\n\n[x]: ${address}`]) {
      expect(bodyOf(source), source).not.toMatch(/(?:href|src)=/)
    }
  })

  it('shows links with a mail address or scheme, but makes none of a file name', () => {
    expect(bodyOf('https://a.example/ä b@c.example')).toMatch(
      />https:\/\/a\.example\/ä<\/a>.*href="mailto:b@c\.example"/,
    )
    expect(bodyOf('README.md main.rs www.a.example')).not.toContain('<a')
  })

  it('loses nothing that stands in quotes or lists too deep to show as such', () => {
    for (const source of [
      `${'> '.repeat(60)}deep`,
      Array.from({ length: 40 }, (_, i) => `${'  '.repeat(i)}- at${i}`).join('\n'),
    ]) {
      const { html, text } = renderMarkdown(source)
      const words = source.match(/deep|at\d+/g) ?? []
      for (const word of words) {
        expect(html).toContain(word)
        expect(text).toContain(word)
      }
    }
  })

  it('is well formed for lone surrogates, NUL and other control characters', () => {
    const { html, text } = renderMarkdown('a\ud800b\u0000c\u001b[31md\u0007 &#0; &#x1b; `\udc00`')
    for (const output of [html, text]) {
      expect(output.isWellFormed()).toBe(true)
      expect(output).not.toMatch(/[^\P{Cc}\n]/u)
    }
    expect(text).toBe('a\ufffdbc[31md \ufffd \ufffd \ufffd\n')
  })
})

describe('text from markdown', () => {
  it.each([
    ['paragraphs', 'One\ntwo\n\n\nThree', 'One\ntwo\n\nThree\n'],
    ['headings', '# A *b*\nc', 'A b\n\nc\n'],
    ['emphasis', '**a** _b_ `c` ~~d~~', 'a b c ~~d~~\n'],
    [
      'links',
      '[a](https://b.example/c) <https://d.example> x@y.example',
      'a (https://b.example/c) https://d.example x@y.example\n',
    ],
    [
      'links to what they say',
      '[b.example](https://b.example/) [a@b.example](mailto:a@b.example)',
      'b.example a@b.example\n',
    ],
    [
      'links that say another address',
      '[https://a.example](https://b.example)',
      'https://a.example (https://b.example)\n',
    ],
    [
      'images',
      '![a **b**](https://c.example/d.png) ![](https://c.example/e.png)',
      'a b (https://c.example/d.png) https://c.example/e.png\n',
    ],
    [
      'linked images',
      '[![a](https://c.example/d.png)](https://e.example)',
      'a (https://c.example/d.png) (https://e.example)\n',
    ],
    ['entities and escapes', '&copy; \\*a\\* &amp;lt;', '© *a* &lt;\n'],
    ['tight lists', 'a\n\n- b\n- c\n  - d\n  - e\n- f\n\ng', 'a\n\n- b\n- c\n  - d\n  - e\n- f\n\ng\n'],
    ['loose lists', '- a\n\n  b\n\n- c', '- a\n\n  b\n\n- c\n'],
    ['numbered lists', '9. a\n10. b\n    - c', '9. a\n10. b\n    - c\n'],
    ['empty items', '- a\n-\n- c', '- a\n-\n- c\n'],
    ['quotes', '> a\n> b\n>\n> - c\n>\n> > d\n\ne', '> a\n> b\n>\n> - c\n>\n> > d\n\ne\n'],
    ['a quote that begins with a list', 'a\n\n> 1. b\n> 2. c', 'a\n\n> 1. b\n> 2. c\n'],
    ['code', 'a\n\n```js\nb\n\n  c\n```\nd', 'a\n\n    b\n\n      c\n\nd\n'],
    ['rules', 'a\n\n---\n\nb', 'a\n\n--------------------\n\nb\n'],
    [
      'tables',
      '| a | bcde |\n| - | -: |\n| fghij | k |\n| l |',
      'a     | bcde\n----- | ----\nfghij |    k\nl     |\n',
    ],
    ['tables in quotes', '> | a | b |\n> | - | - |\n> | c | d |', '> a   | b\n> --- | ---\n> c   | d\n'],
    ['raw HTML', '<b>a</b>', '<b>a</b>\n'],
    ['nothing', ' \n\n', ''],
  ])('shows %s', (_, markdown, text) => {
    expect(textOf(markdown)).toBe(text)
  })

  it('shows every word, in its order', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    const inline = fc.oneof(
      word,
      word.map((w) => `**${w}**`),
      word.map((w) => `\`${w}\``),
      word.map((w) => `[${w}](https://x.example)`),
    )
    const line = fc.array(inline, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
    const mark = fc.constantFrom('', '> ', '- ', '1. ', '# ', '> > ', '> - ', '- - ', '\n')
    const document = fc.array(
      fc.tuple(mark, line).map((pair) => pair.join('')),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(document, (lines) => {
        const source = lines.join('\n')
        const wordsOf = (text: string): string[] =>
          text.replaceAll('https://x.example', '').match(/[a-z]+/g) ?? []
        expect(wordsOf(textOf(source))).toEqual(wordsOf(source))
      }),
    )
  })
})

describe('the lighter tokens', () => {
  const samples = [
    '# a *b* **c _d_** ~~e~~ `f` [g](https://h.example "i") ![j](https://k.example) <https://l.example> m@n.example',
    '> a\n> 1. b\n>    - c\n>\n>      d\n\n| e | f |\n| :-: | - |\n| *g* | h |\n\n```js\ni\n```\n\n    j\n\n---\nk\n===\n',
    '***a** b* __c__d_ *e **f* g** [h][i] [j](k) \\* &amp; <b>\n\n[i]: https://l.example\n',
  ]
  const stock = markdownIt({ linkify: true, breaks: true })
  const light = withLightTokens(markdownIt({ linkify: true, breaks: true }))

  it("parse as markdown-it's own do", () => {
    const plain = (markdown: string, parser: typeof stock) =>
      JSON.parse(JSON.stringify(parser.parse(markdown, {})))
    const markdown = fc
      .array(fc.constantFrom(...'abc \n>-*_~`[]()!#|1.<@&\\'), { maxLength: 80 })
      .map((c) => c.join(''))
    for (const sample of samples) expect(plain(sample, light)).toEqual(plain(sample, stock))
    fc.assert(
      fc.property(markdown, (source) => {
        expect(plain(source, light)).toEqual(plain(source, stock))
      }),
      { numRuns: 300 },
    )
  })

  it("have the attribute methods of markdown-it's own", () => {
    const [own, theirs] = [light, stock].map((parser) => {
      const token = parser.parse('a', {})[0]
      token?.attrJoin('class', 'b')
      token?.attrJoin('class', 'c')
      token?.attrSet('id', 'd')
      token?.attrSet('id', 'e')
      token?.attrPush(['f', 'g'])
      return [
        token?.attrs,
        token?.attrGet('class'),
        token?.attrGet('none'),
        token?.attrIndex('f'),
        token?.attrIndex('x'),
      ]
    })
    expect(own).toEqual(theirs)
    expect(own).toEqual([
      [
        ['class', 'b c'],
        ['id', 'e'],
        ['f', 'g'],
      ],
      'b c',
      null,
      2,
      -1,
    ])
  })
})

describe('hostile markdown of 262,144 characters', () => {
  const SIZE = 262_144
  const fill = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE)
  const patterns: Record<string, string> = {
    'nested quotes': fill('>'),
    'lazy lines of nested quotes': `${'> '.repeat(100)}${fill('a\n')}`.slice(0, SIZE),
    'nested lists': Array.from({ length: 720 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n'),
    'quotes and lists in turn': fill('> - '),
    'opening brackets': fill('['),
    'opening image brackets': fill('!['),
    'nested brackets': '['.repeat(SIZE / 2) + ']'.repeat(SIZE / 2),
    'nested images': `${'!['.repeat(20_000)}a${'](http://u)'.repeat(20_000)}`,
    'links in links': fill('[a]('),
    'titles without an end': fill('[a](b "'),
    emphasis: fill('*a **a _a '),
    'closing emphasis': fill('a**b*c_ '),
    stars: fill('*'),
    'backticks of every length': Array.from({ length: 720 }, (_, length) => `e${'`'.repeat(length)}`).join(
      '',
    ),
    'definitions that refer': fill('[a]: b\n[c][a] '),
    'tables with many columns':
      `${fill('|a').slice(0, 2_000)}\n${fill('|-').slice(0, 2_000)}\n${fill('|\n')}`.slice(0, SIZE),
    'tables beside tables': fill(`${'|'.repeat(500)}\n|${'-|'.repeat(499)}\n\n`),
    addresses: fill('a@b.example '),
    'addresses without an end': fill('http://a.'),
    'angle brackets': fill('<a href="'),
    entities: fill('&#1'),
    'line breaks': fill('a\n'),
    spaces: `a${' '.repeat(SIZE - 2)}b`,
    fences: fill('```\n'),
    emoji: fill('😀'),
  }

  it.each(Object.entries(patterns))('ends: %s', (_, source) => {
    const { html, text } = renderMarkdown(source)
    expect(html.length).toBeGreaterThan(300)
    // What is shown is bounded by what was written.
    expect(html.length).toBeLessThan(50 * source.length)
    expect(text.length).toBeLessThan(50 * source.length)
  })
})
