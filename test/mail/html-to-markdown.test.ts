/** HTML of mail as clean markdown. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToMarkdown } from '../../src/mail/html-to-markdown.ts'

const samples: [string, string, string][] = [
  ['paragraphs and breaks', '<p>One<br>two</p><p>three</p>', 'One\ntwo\n\nthree'],
  ['headings', '<h1>A</h1><h3>B <b>c</b></h3>text', '# A\n\n### B **c**\n\ntext'],
  ['white space', '<p>  a \n\n b&nbsp;&nbsp;c </p>', 'a b c'],
  ['marks', 'a <b>bold</b>, <i>it</i> and <del>gone</del>', 'a **bold**, *it* and ~~gone~~'],
  [
    'links',
    '<a href="https://example.com/a b">here</a> <a href="javascript:alert(1)">not</a> <a href="mailto:a@b.org">a@b.org</a>',
    'here not a@b.org',
  ],
  [
    'a good link',
    'see <a href="https://example.com/x?a=1&amp;b=(2)">the plan</a>.',
    'see [the plan](https://example.com/x?a=1&b=%282%29).',
  ],
  [
    'images',
    '<img src="https://e.com/i.png" alt="Logo"><img src="data:image/png;base64,x" alt="Data">',
    '![Logo](https://e.com/i.png)Data',
  ],
  [
    'tracking pixels',
    'a<img src="https://t.com/p" width="1" height="1"><img src="https://t.com/q" style="width:1px">b',
    'ab',
  ],
  ['lists', '<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>', '- a\n- b\n  1. c\n  2. d'],
  ['quotes', '<blockquote><p>a</p><blockquote>b</blockquote></blockquote>c', '> a\n>\n> > b\n\nc'],
  [
    'code',
    '<pre><code>if (a) {\n  b\n}</code></pre><p>use <code>x`y</code></p>',
    '```\nif (a) {\n  b\n}\n```\n\nuse ``x`y``',
  ],
  [
    'a data table',
    '<table><tr><th>Item</th><th>Price</th></tr><tr><td>Tea|cup</td><td>5 €</td></tr></table>',
    '| Item | Price |\n| --- | --- |\n| Tea\\|cup | 5 € |',
  ],
  [
    'a layout table',
    '<table role="presentation"><tr><td><table><tr><td><h1>News</h1></td></tr><tr><td><p>Hello</p></td></tr></table></td></tr></table>',
    '# News\n\nHello',
  ],
  [
    'script, style, head',
    '<head><title>t</title><style>a{}</style></head><body><script>x()</script>Hi</body>',
    'Hi',
  ],
  [
    'hidden text',
    'a<span style="display:none">secret</span><div style="font-size:0px">x</div><p hidden>y</p><b style="opacity: 0">z</b>b',
    'a\n\nb',
  ],
  ['a preheader', '<div style="display:none;max-height:0">Peek\u200c\u00a0\u200c</div><p>Body</p>', 'Body'],
  ['invisible characters', 'a\u200bb\u00adc', 'abc'],
  ['entities', '&lt;b&gt; &amp; &eacute;', '\\<b> & é'],
  [
    'what looks like markdown',
    '<p># not a heading</p><p>1. not a list</p><p>*not* [a](link)</p>',
    '\\# not a heading\n\n1\\. not a list\n\n\\*not\\* \\[a\\](link)',
  ],
  ['a rule', 'a<hr>b', 'a\n\n---\n\nb'],
  ['two breaks', 'a<br><br>b<br> <br>\n<br>c<br>d', 'a\n\nb\n\nc\nd'],
  ['empty lines of Gmail', '<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
  [
    'a column whose letters have no size but those inside have',
    '<td style="font-size:0px;padding:1px">x<div style="font-size: 13px">Hello</div><img src="https://e.com/i.png" alt="i"></td>',
    'Hello\n\n![i](https://e.com/i.png)',
  ],
  [
    'a preheader of one pixel',
    '<div style="color:#fff;font-size:1px;line-height:1px">Peek</div>Body',
    'Body',
  ],
  ['an empty box', '<div style="width:0;height:0;overflow:hidden">Peek</div>Body', 'Body'],
  ['a head that never ends', '<head><title>t</title><style>a{}</style><p>Body</p>', 'Body'],
  ['settings of Word', '<xml><o:PixelsPerInch>96</o:PixelsPerInch></xml>Body', 'Body'],
  ['control characters', 'a&#27;[31mb&#7;c\u0000', 'a\\[31mbc'],
  ['bold in pieces', '<b>Fr</b><b>om:</b> <b><b>x</b></b>', '**From:** **x**'],
  [
    'what looks like emphasis, and what does not',
    '_a_ snake_case https://e.com/_a_b?c_d=_ ~~x~~ 5 ~ 6',
    '\\_a\\_ snake_case https://e.com/_a_b?c_d=_ \\~~x\\~~ 5 ~ 6',
  ],
  ['what looks like an entity', '&amp;lt; AT&amp;T', '\\&lt; AT&T'],
  [
    'marks made of entities',
    '<p>&#35; a</p><p>&gt; b</p><p>- c</p><p>#tag</p>',
    '\\# a\n\n\\> b\n\n\\- c\n\n#tag',
  ],
  ['broken nesting', '<b>a<p>b</b>c</p></div></td>d', '**a b** c\n\nd'],
]

describe('HTML as markdown', () => {
  it.each(samples)('%s', (_name, html, markdown) => expect(htmlToMarkdown(html)).toBe(markdown))

  it('never throws, and never lets a script address through', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constantFrom(
              '<b>',
              '</b>',
              '<table>',
              '<tr>',
              '<td>',
              '</td>',
              '</table>',
              '<ul>',
              '<li>',
              '</ul>',
              '<blockquote>',
              '</blockquote>',
              '<a href="javascript:x">',
              '</a>',
              '<pre>',
              '</pre>',
              '<h1>',
              '</h1>',
              '<br>',
              '<code>',
            ),
            fc.string({ maxLength: 5 }),
          ),
          { maxLength: 60 },
        ),
        (pieces) => {
          const markdown = htmlToMarkdown(pieces.join(''))
          expect(markdown).not.toMatch(/\]\(javascript:/)
          expect(markdown).not.toMatch(/\n\n\n/)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('cuts what is too long, and says so', () => {
    expect(htmlToMarkdown('<p>abc</p>'.repeat(5_000), { input: 9_000 })).toMatch(/too long to show here\.\]$/)
  })

  it('cuts what becomes too long, at a line', () => {
    const markdown = htmlToMarkdown('<p>abc</p>'.repeat(5_000), { output: 1_000 })
    expect(markdown).toMatch(/\nabc\n\n\[The rest of this message is too long to show here\.\]$/)
    expect(markdown.length).toBeLessThan(1_100)
  })

  it('comes to an end with input made to be slow', () => {
    for (const hostile of [
      '<blockquote>',
      '<ul><li>',
      '<b>',
      '<table><tr><td>',
      '<a href="http://x/">',
      '<p>',
      'x <br>',
      '<div>a</div>',
      '<td>x',
      '<i>a',
      '`',
      '<pre>`',
      '&amp;',
      '<',
    ]) {
      expect(typeof htmlToMarkdown(hostile.repeat(Math.floor(500_000 / hostile.length)))).toBe('string')
    }
  })
})
