/** What a frame shows of hostile HTML: how it looks, and nothing that could act. */

import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { frameOfHtml, frameOfText } from '../../src/mail/mail-frame.ts'

const bodyOf = (document: string) => /<body>(.*)<\/body>/s.exec(document)?.[1] ?? ''
const shown = (html: string, loadsPictures = false) => bodyOf(frameOfHtml(html, { loadsPictures }))

describe('a frame', () => {
  it('keeps how a mail looks', () => {
    expect(shown('<table bgcolor="#eee"><tr><td align="center"><b>Offer</b><br>now</td></tr></table>')).toBe(
      '<table bgcolor="#eee"><tr><td align="center"><b>Offer</b><br>now</td></tr></table>',
    )
    expect(shown('<p style="color: red; font-size: 14px">x</p>')).toBe(
      '<p style="color: red; font-size: 14px">x</p>',
    )
  })

  it.each([
    ['a script', '<script>alert(1)</script>x', 'x'],
    ['a handler', '<p onclick="alert(1)">x</p>', '<p>x</p>'],
    ['a form', '<form action="https://e.example"><input name="a">x</form>', 'x'],
    ['a frame in it', '<iframe src="https://e.example">y</iframe>x', 'x'],
    ['a style sheet', '<style>body{display:none}</style>x', 'x'],
    ['a drawing that runs', '<svg><a href="#"><text>y</text></a></svg>x', 'x'],
    [
      'another base, a refresh',
      '<base href="https://e.example"><meta http-equiv="refresh" content="0">x',
      'x',
    ],
    ['a style that loads', '<p style="background:url(https://e.example)">x</p>', '<p>x</p>'],
    [
      'a style that loads in other words',
      '<p style="background:image-set(\'https://e.example\' 1x)">x</p>',
      '<p>x</p>',
    ],
    ['a style that hides what it says', '<p style="back\\67 round:x">x</p>', '<p>x</p>'],
    ['a style that covers', '<p style="position:fixed">x</p>', '<p>x</p>'],
    ['tags that do not end', '<b><i>x', '<b><i>x</i></b>'],
    ['ends without a beginning', '</body></html></div>x', 'x'],
  ])('leaves out %s', (_what, html, left) => expect(shown(html)).toBe(left))

  it('says where a link leads and leads nowhere', () => {
    expect(shown('<a href="https://bank.example/?a=1&b=2">bank</a>')).toBe(
      '<a title="https://bank.example/?a=1&amp;b=2">bank</a>',
    )
    expect(shown('<a href="javascript:alert(1)">x</a>')).toBe('<a title="javascript:alert(1)">x</a>')
  })

  it('loads pictures from elsewhere only when somebody asks for it', () => {
    const html = '<img src="https://e.example/p.png" alt="a picture">'
    expect(shown(html)).toBe('<img alt="a picture">')
    expect(shown(html, true)).toBe('<img alt="a picture" src="https://e.example/p.png">')
    expect(shown('<img src="data:image/svg+xml,<svg onload=x>">')).toBe('<img>')
  })

  it('shows text as text', () => {
    expect(bodyOf(frameOfText('<b>1 & 2</b>'))).toBe('<pre>&lt;b&gt;1 &amp; 2&lt;/b&gt;</pre>')
  })

  it('never has anything that acts in it, whatever comes', () => {
    const piece = fc.constantFrom(
      '<script>',
      '</script>',
      '<svg/onload=alert(1)>',
      '<img src=x onerror=alert(1)>',
      '<a href="javascript:x" onmouseover=x>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<textarea>',
      '<title>',
      '"',
      "'",
      '`',
      '<',
      '>',
      '&lt;script&gt;',
      '&#0;',
      '<p style="',
      'url(x)',
      '<base href=//e>',
      '<math><mtext><style>',
      '\0',
      'text',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const names: string[] = []
        const walk = (nodes: readonly unknown[]): void => {
          for (const node of nodes as { name?: string; attribs?: object; children?: unknown[] }[]) {
            if (node.name !== undefined) names.push(node.name, ...Object.keys(node.attribs ?? {}))
            walk(node.children ?? [])
          }
        }
        walk(parseDocument(shown(pieces.join(''))).children)
        const acts = names.filter((name) =>
          /^(?:script|style|svg|math|base|form|iframe|href|src|on.*)$/.test(name),
        )
        // `style` is an attribute that only says how something looks.
        expect(acts.filter((name) => name !== 'style')).toEqual([])
      }),
      { numRuns: 2_000, seed: 7 },
    )
  })
})
