/**
 * Markdown as agents write it, made into the two bodies of a mail: an HTML document with inline styles, because
 * Gmail drops style sheets in forwarded mail and Outlook knows few selectors, and plain text for everything else.
 * Nothing in the markdown can become markup other than markdown's own: raw HTML is shown as it was typed.
 */

import markdownIt, { type StateBlock, type StateCore, type Token } from 'markdown-it'
import { tokensToText } from './markdown-text.ts'
import { withLightTokens } from './markdown-tokens.ts'

/** Block levels (a quote is one, a list two) before what follows is taken as plain paragraphs. */
const MAX_BLOCK_LEVEL = 16
/** Inline levels, e.g. of emphasis; deeper markup is left as typed. */
const MAX_INLINE_LEVEL = 32

const FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5"
const CODE = 'font-family:Consolas,Menlo,monospace;font-size:13px;background:#f3f4f6;color:#1f2328'

/** Colour only where a background is set with it, so that dark themes stay readable. */
const STYLES: Readonly<Record<string, string>> = {
  p: 'margin:0 0 14px',
  h1: 'margin:22px 0 12px;font-size:24px;line-height:1.25',
  h2: 'margin:20px 0 10px;font-size:20px;line-height:1.25',
  h3: 'margin:18px 0 8px;font-size:17px;line-height:1.25',
  h4: 'margin:16px 0 8px;font-size:15px',
  h5: 'margin:16px 0 8px;font-size:14px',
  h6: 'margin:16px 0 8px;font-size:13px',
  ul: 'margin:0 0 14px;padding-left:26px',
  ol: 'margin:0 0 14px;padding-left:26px',
  li: 'margin:0 0 4px',
  blockquote: 'margin:0 0 14px;padding:0 0 0 12px;border-left:3px solid #c4c9d0',
  pre: `margin:0 0 14px;padding:10px;white-space:pre-wrap;${CODE}`,
  code: CODE,
  table: `margin:0 0 14px;border-collapse:collapse;${FONT}`,
  th: 'padding:5px 9px;border:1px solid #c4c9d0',
  td: 'padding:5px 9px;border:1px solid #c4c9d0',
  a: 'color:#0b66d0',
  img: 'max-width:100%;border:0',
  hr: 'margin:18px 0;border:0;border-top:1px solid #c4c9d0',
}

/** The schemes a link may have. No `cid`: no part of our mails has a Content-ID that it could name. */
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)[^\p{Cc}]/iu
const SAFE_IMAGE = /^https?:\/\/[^\p{Cc}]/iu

const CONTROLS = /[^\P{Cc}\t\r\n]/gu

// breaks: in CommonMark a single line break is a space, but a mail's lines are meant: addresses, signatures,
// "Regards,\nAda". Models write such lines without the two spaces that markdown asks for.
const markdown = withLightTokens(
  markdownIt({ html: false, linkify: true, breaks: true, maxNesting: MAX_INLINE_LEVEL }),
)
// Only what has a scheme, and mail addresses: "README.md" and "main.rs" would be links otherwise.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: true })
markdown.validateLink = (url) => SAFE_LINK.test(url)
// The text of a link stays as it was written.
markdown.normalizeLinkText = (url) => url
markdown.block.ruler.before('table', 'too_deep', tooDeep)
markdown.core.ruler.push('style', applyStyles)
markdown.renderer.rules.fence = codeBlock
markdown.renderer.rules.code_block = codeBlock

/**
 * Renders markdown (CommonMark with tables, strikethrough, and line breaks kept) into a whole HTML document and
 * into plain text; both with LF line ends. Takes time linear in its length. Control characters but tab and line
 * breaks are dropped, lone surrogates become U+FFFD. `below`: HTML that stands at the end of the document.
 */
export function renderMarkdown(source: string, below = ''): { html: string; text: string } {
  const tokens = parseMarkdown(source)
  const text = tokensToText(tokens)
  const body = markdown.renderer.render(tokens, markdown.options, {})
  return { html: documentOf(`${body}${below}`), text }
}

/** Markdown as tokens: what {@link renderMarkdown} makes both bodies of, with only the links that will be links. */
export function parseMarkdown(source: string): Token[] {
  return markdown.parse(source.toWellFormed().replace(CONTROLS, ''), {})
}

function documentOf(body: string): string {
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
</head>
<body style="margin:0;padding:12px;${FONT}">
<div dir="auto" style="max-width:680px;${FONT}">
${body}</div>
</body>
</html>
`
}

/**
 * A block rule that ends nesting: every level of quotes reads its lines again, so thousands would take quadratic
 * time, and markdown-it's own limit drops what lies deeper, where a reviewer would not see it.
 */
function tooDeep(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (state.level < MAX_BLOCK_LEVEL || silent) return false
  let next = startLine + 1
  while (next < endLine && !state.isEmpty(next) && (state.sCount[next] ?? 0) >= state.blkIndent) next++
  const content = state.getLines(startLine, next, state.blkIndent, false).trim()
  state.line = next
  state.push('paragraph_open', 'p', 1).map = [startLine, next]
  const inline = state.push('inline', '', 0)
  inline.content = content
  inline.map = [startLine, next]
  inline.children = []
  state.push('paragraph_close', 'p', -1)
  return true
}

/** A core rule that gives each element its style, and takes away a link or image that may not be. */
function applyStyles(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.nesting >= 0) applyStyle(token)
    if (token.children !== null) for (const child of token.children) if (child.nesting >= 0) applyStyle(child)
  }
}

function applyStyle(token: Token): void {
  const style = STYLES[token.tag]
  if (style === undefined || token.hidden) return
  // validateLink was asked already; the empty address is what it is not asked about.
  if (token.type === 'link_open' && !SAFE_LINK.test(String(token.attrGet('href')))) token.attrs = null
  if (token.type === 'image' && !SAFE_IMAGE.test(String(token.attrGet('src')))) {
    token.type = 'text'
    token.tag = ''
    return
  }
  const alignment = token.attrs === null ? null : token.attrGet('style')
  token.attrSet('style', alignment === null ? style : `${alignment};${style}`)
}

function codeBlock(tokens: Token[], index: number): string {
  const code = markdown.utils.escapeHtml(tokens[index]?.content ?? '')
  return `<pre style="${STYLES.pre}"><code>${code}</code></pre>\n`
}
