/**
 * Lighter states and tokens for markdown-it. Its build sets every field of a new token through
 * `Object.defineProperty`, which is a third of the time of a whole parse; these set them plainly. They are put in
 * where markdown-it offers it (`block.State`, `inline.State`, `core.State`) and behave as the originals do.
 */

import markdownIt, { type MarkdownIt, type Token } from 'markdown-it'

type Attribute = [name: string, value: string | number]
type Nesting = Token['nesting']

class LightToken implements Token {
  type: string
  tag: string
  attrs: Attribute[] | null
  map: [number, number] | null
  nesting: Nesting
  level: number
  children: Token[] | null
  content: string
  markup: string
  info: string
  meta: Record<string, unknown> | null
  block: boolean
  hidden: boolean

  constructor(type: string, tag: string, nesting: Nesting) {
    this.type = type
    this.tag = tag
    this.attrs = null
    this.map = null
    this.nesting = nesting
    this.level = 0
    this.children = null
    this.content = ''
    this.markup = ''
    this.info = ''
    this.meta = null
    this.block = false
    this.hidden = false
  }

  attrIndex(name: string): number {
    return this.attrs === null ? -1 : this.attrs.findIndex((attribute) => attribute[0] === name)
  }

  attrPush(attribute: Attribute): void {
    if (this.attrs === null) this.attrs = [attribute]
    else this.attrs.push(attribute)
  }

  attrSet(name: string, value: string | number): void {
    const index = this.attrIndex(name)
    if (index < 0 || this.attrs === null) this.attrPush([name, value])
    else this.attrs[index] = [name, value]
  }

  attrGet(name: string): string | number | null {
    return this.attrs?.find((attribute) => attribute[0] === name)?.[1] ?? null
  }

  attrJoin(name: string, value: string | number): void {
    const before = this.attrGet(name)
    this.attrSet(name, before === null ? value : `${before} ${value}`)
  }
}

class LightCoreState extends markdownIt.StateCore {
  override Token = LightToken
}

class LightBlockState extends markdownIt.StateBlock {
  override Token = LightToken

  override push(type: string, tag: string, nesting: Nesting): Token {
    const token = new LightToken(type, tag, nesting)
    token.block = true
    if (nesting < 0) this.level--
    token.level = this.level
    if (nesting > 0) this.level++
    this.tokens.push(token)
    return token
  }
}

class LightInlineState extends markdownIt.StateInline {
  override Token = LightToken

  override pushPending(): Token {
    const token = new LightToken('text', '', 0)
    token.content = this.pending
    token.level = this.pendingLevel
    this.tokens.push(token)
    this.pending = ''
    return token
  }

  override push(type: string, tag: string, nesting: Nesting): Token {
    if (this.pending !== '') this.pushPending()
    const token = new LightToken(type, tag, nesting)
    if (nesting < 0) {
      this.level--
      this.delimiters = this._prev_delimiters.pop() ?? []
    }
    token.level = this.level
    if (nesting > 0) {
      this.level++
      this._prev_delimiters.push(this.delimiters)
      this.delimiters = []
    }
    this.pendingLevel = this.level
    this.tokens.push(token)
    this.tokens_meta.push(nesting > 0 ? { delimiters: this.delimiters } : undefined)
    return token
  }
}

/** Makes a parser use the lighter tokens; returns it. */
export function withLightTokens(parser: MarkdownIt): MarkdownIt {
  parser.core.State = LightCoreState
  parser.block.State = LightBlockState
  parser.inline.State = LightInlineState
  return parser
}
