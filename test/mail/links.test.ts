import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { domainNameOf, linksOf, riskLinkOf } from '../../src/mail/links.ts'
import { renderMarkdown } from '../../src/mail/markdown.ts'

const urls = (markdown: string) => linksOf(markdown).map(({ url }) => url)

describe('links of a text', () => {
  it('are found in every form that becomes a link', () => {
    const text = `[a *b* \`c\`](https://one.test/x) <https://two.test> https://three.test/y?z=1
[d][ref] and ada@four.test

| table |
| --- |
| [e](http://five.test) |

> - [f](mailto:bob@six.test?subject=Hi "title")

[ref]: https://seven.test`
    expect(linksOf(text)).toEqual([
      { url: 'https://one.test/x', text: 'a b c' },
      { url: 'https://two.test', text: 'https://two.test' },
      { url: 'https://three.test/y?z=1', text: 'https://three.test/y?z=1' },
      { url: 'https://seven.test', text: 'd' },
      { url: 'mailto:ada@four.test', text: 'ada@four.test' },
      { url: 'http://five.test', text: 'e' },
      { url: 'mailto:bob@six.test?subject=Hi', text: 'f' },
    ])
  })

  it('have images among them, with their descriptions', () => {
    expect(
      linksOf('![a *logo*](https://one.test/l.png) [![b](https://two.test/i.png)](https://three.test)'),
    ).toEqual([
      { url: 'https://one.test/l.png', text: 'a logo' },
      { url: 'https://two.test/i.png', text: 'b' },
      { url: 'https://three.test', text: 'b' },
    ])
  })

  it('have a line break in their text as a space', () => {
    expect(linksOf('[one\ntwo](https://one.test)')).toEqual([{ url: 'https://one.test', text: 'one two' }])
  })

  it.each([
    'no link at all',
    '`https://one.test`',
    '```\nhttps://one.test\n```',
    '<a href="https://one.test">x</a>'.replace('https://', ''),
    '[x](javascript:alert(1))',
    '![x](data:image/png;base64,AAAA)',
    '[x](/relative)',
    'README.md and main.rs',
  ])('are not in %s', (text) => {
    expect(linksOf(text)).toEqual([])
  })

  it('are found though a control character is in them, which is dropped when they are rendered', () => {
    expect(urls('https:/\u0001/one.test')).toEqual(['https://one.test'])
  })

  it('are five hundred at most', () => {
    expect(linksOf('[a](https://one.test) '.repeat(600))).toHaveLength(500)
    expect(linksOf('[a](https://one.test)\n\n'.repeat(600), 2)).toHaveLength(2)
  })

  it('are exactly those of the HTML', () => {
    const piece = fc.constantFrom(
      ...[
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '!',
        '\\',
        '&#47;',
        '&',
        'x',
        ' ',
        '\n',
        '\u0001',
        ': ',
        '*',
        '`',
        '@',
      ],
      ...['https:', '/', '//', 'a.test', '[x](https://b.test)', 'mailto:', '[x]:', '[x]', 'b@c.test'],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const markdown = parts.join('')
        const { html } = renderMarkdown(markdown)
        const body = html.slice(html.indexOf('<div'))
        const shown = [...body.matchAll(/<(?:a href|img src)="([^"]*)"/g)].map(([, url = '']) =>
          url
            .replaceAll('&amp;', '&')
            .replaceAll('&quot;', '"')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>'),
        )
        expect(urls(markdown).sort()).toEqual(shown.filter((url) => url !== '').sort())
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '[',
    '](',
    '![',
    '<https://',
    'https://',
    'a@b.',
    '[x](https://a.test)',
    '> ',
    '[a]: https://b.test\n',
  ])('are looked for in a hundred thousand characters of %j', (piece) => {
    expect(linksOf(piece.repeat(100_000 / piece.length)).length).toBeLessThanOrEqual(500)
  })
})

describe('where a link leads', () => {
  it.each([
    ['https://One.TEST:8080/x', 'one.test', 'one.test'],
    ['https://bank.test@evil.test/', 'evil.test', 'evil.test'],
    ['https://xn--bcher-kva.de', 'xn--bcher-kva.de', 'bücher.de'],
    ['http://127.1/', '127.0.0.1', '127.0.0.1'],
    ['mailto:ada@B%C3%BCcher.de?cc=x@y.test', 'xn--bcher-kva.de', 'bücher.de'],
  ])('%s is told in both forms', (url, ascii, unicode) => {
    expect(riskLinkOf({ url, text: 'x' })).toEqual({
      text: 'x',
      host: { ascii, unicode },
      isMail: url.startsWith('mailto:'),
    })
  })

  it.each(['tel:+49301234', 'mailto:', 'mailto:nobody', 'mailto:%E0%A4%A', 'https://'])(
    '%s to no host',
    (url) => {
      expect(riskLinkOf({ url, text: 'x' })).toBeNull()
    },
  )

  it('is told for any text that pretends to be a host', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (host) => {
        expect(typeof domainNameOf(host).unicode).toBe('string')
        riskLinkOf({ url: `mailto:a@${host}`, text: host })
        riskLinkOf({ url: `https://${host}`, text: host })
      }),
    )
  })
})
