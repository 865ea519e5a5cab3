/**
 * HTML of a mail as clean markdown: what a person sees of it, and nothing that only a machine would. One walk over
 * the tags as the parser finds them, so the time grows with the length of the input and nothing else.
 */

import { Parser } from 'htmlparser2'
import { isHidden, isPixel, showsText } from './html-visibility.ts'
import { MarkdownWriter } from './markdown-writer.ts'

export interface HtmlLimits {
  /** Characters of HTML that are read. */
  readonly input: number
  /** Elements inside elements; deeper ones are read as if they were not nested. */
  readonly depth: number
  /** Characters of markdown that are given back. */
  readonly output: number
}

const LIMITS: HtmlLimits = { input: 1_000_000, depth: 200, output: 1_000_000 }
const CUT = '[The rest of this message is too long to show here.]'

/** The parser is fed so many characters at a time. */
const PIECE = 8_192
/** No mail that a person wrote nests so many elements. */
const ABSURD_DEPTH = 2_000

/** Elements whose content nobody sees. A head is not one: it may never be closed. */
const UNSEEN = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'object',
  'iframe',
  'svg',
  'math',
  'xml',
])
const VOID = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'col', 'area', 'base', 'wbr', 'source'])
const BLOCKS = new Set(
  'address article aside body center dd details dl dt div fieldset figure footer form header html main nav p section summary'.split(
    ' ',
  ),
)
const MARKS: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '*',
  em: '*',
  cite: '*',
  s: '~~',
  del: '~~',
  strike: '~~',
}

/** Converts; never throws. What is beyond the limit is cut, with a note at the end. */
export function htmlToMarkdown(html: string, limits: Partial<HtmlLimits> = {}): string {
  const { input, depth, output } = { ...LIMITS, ...limits }
  const walker = new Walker(depth)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => walker.open(name, attributes),
      onclosetag: (name) => walker.close(name),
      ontext: (text) => walker.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  let read = 0
  const end = Math.min(html.length, input)
  while (read < end && !walker.isTooDeep) {
    parser.write(html.slice(read, Math.min(end, read + PIECE)))
    read += PIECE
  }
  // The parser keeps what is open in a list that grows slow: what is nested beyond reason is not read on.
  if (!walker.isTooDeep) parser.end()
  const markdown = walker.finish()
  if (markdown.length > output) return `${cutAtLine(markdown, output)}\n\n${CUT}`
  return read < html.length ? `${markdown}\n\n${CUT}` : markdown
}

function cutAtLine(text: string, length: number): string {
  const lineEnd = text.lastIndexOf('\n', length)
  return text
    .slice(0, lineEnd > length / 2 ? lineEnd : length)
    .toWellFormed()
    .trimEnd()
}

class Walker {
  readonly #writer = new MarkdownWriter()
  readonly #maxDepth: number
  #depth = 0
  /** Text since the last tag: the parser gives it in pieces. */
  #text = ''
  /** How many open elements hide what is in them. */
  #hidden = 0
  /** Whether letters are too small to be seen here, and what it was outside of the elements that changed it. */
  #isTiny = false
  readonly #sizes: { readonly depth: number; readonly wasTiny: boolean }[] = []

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth
  }

  /** Whether elements are nested beyond reason. */
  get isTooDeep(): boolean {
    return this.#depth > ABSURD_DEPTH
  }

  open(name: string, attributes: Record<string, string>): void {
    this.#flush()
    if (VOID.has(name)) {
      if (this.#hidden === 0) this.#openVoid(name, attributes)
      return
    }
    this.#depth++
    if (this.#hidden > 0 || UNSEEN.has(name) || isHidden(attributes)) {
      this.#hidden++
      return
    }
    const shows = showsText(attributes)
    if (shows !== null && shows === this.#isTiny) {
      this.#sizes.push({ depth: this.#depth, wasTiny: this.#isTiny })
      this.#isTiny = !shows
    }
    if (this.#depth > this.#maxDepth) return
    this.#openVisible(name, attributes)
  }

  close(name: string): void {
    this.#flush()
    if (VOID.has(name)) return
    const isTooDeep = this.#depth > this.#maxDepth
    const size = this.#sizes.at(-1)
    if (size?.depth === this.#depth) {
      this.#isTiny = size.wasTiny
      this.#sizes.pop()
    }
    this.#depth = Math.max(0, this.#depth - 1)
    if (this.#hidden > 0) {
      this.#hidden--
      return
    }
    if (!isTooDeep) this.#closeVisible(name)
  }

  text(text: string): void {
    if (this.#hidden === 0 && !this.#isTiny) this.#text += text
  }

  #flush(): void {
    if (this.#text === '') return
    this.#writer.text(this.#text)
    this.#text = ''
  }

  finish(): string {
    this.#flush()
    return this.#writer.finish()
  }

  #openVoid(name: string, attributes: Record<string, string>): void {
    if (name === 'br') this.#writer.lineBreak()
    if (name === 'hr') this.#writer.rule()
    if (name === 'img' && !isHidden(attributes) && !isPixel(attributes)) {
      this.#writer.image(attributes.alt ?? '', attributes.src ?? '')
    }
  }

  #openVisible(name: string, attributes: Record<string, string>): void {
    const writer = this.#writer
    const heading = /^h([1-6])$/.exec(name)?.[1]
    const mark = MARKS[name]
    if (heading !== undefined) writer.openHeading(Number(heading))
    else if (mark !== undefined) writer.openMark(mark)
    else if (BLOCKS.has(name)) writer.block()
    else if (name === 'a') writer.openLink(attributes.href ?? '')
    else if (name === 'ul' || name === 'ol') writer.openList(name === 'ol', Number(attributes.start ?? 1))
    else if (name === 'li') writer.openItem()
    else if (name === 'blockquote') writer.openQuote()
    else if (name === 'pre') writer.openPre()
    else if (name === 'code' || name === 'tt') writer.openCode()
    else if (name === 'table') writer.openTable(attributes.role === 'presentation')
    else if (name === 'tr') writer.openRow()
    else if (name === 'td' || name === 'th') writer.openCell(name === 'th')
  }

  #closeVisible(name: string): void {
    const writer = this.#writer
    const mark = MARKS[name]
    if (/^h[1-6]$/.test(name)) writer.closeHeading()
    else if (mark !== undefined) writer.closeMark(mark)
    else if (BLOCKS.has(name)) writer.block()
    else if (name === 'a') writer.closeLink()
    else if (name === 'ul' || name === 'ol') writer.closeList()
    else if (name === 'li') writer.closeItem()
    else if (name === 'blockquote') writer.closeQuote()
    else if (name === 'pre') writer.closePre()
    else if (name === 'code' || name === 'tt') writer.closeCode()
    else if (name === 'table') writer.closeTable()
    else if (name === 'tr') writer.closeRow()
    else if (name === 'td' || name === 'th') writer.closeCell()
  }
}
