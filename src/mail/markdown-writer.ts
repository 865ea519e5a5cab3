/**
 * Builds markdown from what a walk over HTML finds. Whatever has an inside (a quote, an item, a cell, a link) is a
 * frame of its own; when it ends, its text is put into the one around it.
 */

import { GrowingText } from './growing-text.ts'
import { dataTable, flowingTable, type TableCell } from './markdown-table.ts'

type FrameKind =
  | 'root'
  | 'quote'
  | 'list'
  | 'item'
  | 'table'
  | 'cell'
  | 'link'
  | 'heading'
  | 'pre'
  | 'code'
  | 'mark'

interface Frame {
  readonly kind: FrameKind
  readonly text: GrowingText
  /** A link's target, a mark's characters, a heading's marks. */
  readonly detail: string
  /** Items so far, of a list. */
  count: number
  readonly isOrdered: boolean
  readonly rows: TableCell[][]
  readonly isLayout: boolean
  hasTable: boolean
}

/** No fence needs more backticks than this. */
const LONGEST_FENCE = 100
/** Frames that indent or copy their text go so deep; deeper ones are plain blocks. */
const MOST_NESTED = 24

const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)[^\s<>]*$/i
const SAFE_IMAGE = /^(?:https?:\/\/|cid:)[^\s<>]*$/i
/** Characters that are there to be nothing: zero width, soft hyphen, the fillers of preheaders, and controls. */
const INVISIBLE =
  /(?![\s\u0085])\p{Cc}|\u00ad|\u034f|\u061c|\u115f|\u1160|\u17b4|\u17b5|\u180e|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|[\u2066-\u206f]|\ufeff/gu

/** A frame that has ended, with its text. */
type Ended = Omit<Frame, 'text'> & { readonly text: string }

export class MarkdownWriter {
  readonly #stack: Frame[] = [frame('root')]
  /** Depth of frames that were not opened because too many are. */
  readonly #skipped: FrameKind[] = []

  get #top(): Frame {
    return this.#stack[this.#stack.length - 1] as Frame
  }

  text(text: string): void {
    const top = this.#top
    if (top.kind === 'table' || top.kind === 'list') {
      if (text.trim() === '') return
    }
    if (this.#isInside('pre')) {
      top.text.append(text.replace(INVISIBLE, ''))
      return
    }
    const collapsed = text.replace(INVISIBLE, '').replace(/[\s\u00a0]+/g, ' ')
    const atStart = top.text.isEmpty ? this.#startsLine() : top.text.endsWithSpace
    const visible = atStart ? collapsed.trimStart() : collapsed
    top.text.append(this.#isInside('code') ? visible : escaped(visible, atStart))
  }

  lineBreak(): void {
    const top = this.#top
    if (this.#isInside('pre')) top.text.append('\n')
    else if (top.kind === 'heading' || this.#isInside('link')) top.text.append(' ')
    else if (!top.text.isEmpty || top.kind === 'mark') {
      // Two of them end a paragraph.
      const isSecond = top.text.endsWith('\n')
      top.text.trimEnd()
      top.text.append(isSecond ? '\n\n' : '\n')
    }
  }

  /** Ends the paragraph. */
  block(): void {
    const top = this.#top
    if (top.kind === 'mark' || top.kind === 'code' || top.kind === 'heading' || top.kind === 'link') {
      if (!top.text.isEmpty && !top.text.endsWithSpace) top.text.append(' ')
      return
    }
    top.text.trimEnd()
    if (!top.text.isEmpty) top.text.append('\n\n')
  }

  rule(): void {
    this.block()
    this.#top.text.append('---\n\n')
  }

  image(alt: string, source: string): void {
    if (!SAFE_IMAGE.test(source.trim())) {
      this.text(alt)
      return
    }
    const words = escaped(alt.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim(), false)
    this.#top.text.append(`![${words}](${target(source)})`)
  }

  openHeading(level: number): void {
    this.block()
    this.#open('heading', { detail: '#'.repeat(level) })
  }

  closeHeading(): void {
    this.#close('heading', ({ text, detail }) => {
      const words = text.replace(/\s+/g, ' ').trim()
      return words === '' ? '' : `${detail} ${words}\n\n`
    })
  }

  openMark(mark: string): void {
    const isMarked = this.#stack.some(({ kind, detail }) => kind === 'mark' && detail === mark)
    const isPlain = isMarked || this.#isInside('code') || this.#isInside('pre')
    this.#open('mark', { detail: isPlain ? '' : mark })
  }

  closeMark(mark: string): void {
    this.#close('mark', ({ text, detail }, parent) => {
      const inner = text.trim()
      if (inner === '') return text === '' ? '' : ' '
      const isPlain = inner.includes('\n') || detail === '' || detail !== mark
      const { text: before } = parent
      if (
        !isPlain &&
        detail === '**' &&
        !isSpace(text.charAt(0)) &&
        before.endsWith('**') &&
        !before.endsWith('***')
      ) {
        // Bold that goes on where it ended a moment ago.
        before.dropEnd(2)
        return `${inner}**${isSpace(text.charAt(text.length - 1)) ? ' ' : ''}`
      }
      const marked = isPlain ? inner : `${detail}${inner}${detail}`
      const lead = isSpace(text.charAt(0)) && !parent.text.endsWithSpace ? ' ' : ''
      return `${lead}${marked}${isSpace(text.charAt(text.length - 1)) ? ' ' : ''}`
    })
  }

  openLink(href: string): void {
    this.#open('link', { detail: SAFE_LINK.test(href.trim()) ? target(href) : '' })
  }

  closeLink(): void {
    this.#close('link', ({ text, detail }) => {
      const words = text.replace(/\s+/g, ' ').trim()
      if (words === '') return ''
      const isBare = detail === '' || detail === words || detail === `mailto:${words}`
      const after = isSpace(text.charAt(text.length - 1)) ? ' ' : ''
      return `${isBare ? words : `[${words}](${detail})`}${after}`
    })
  }

  openCode(): void {
    this.#open('code', { detail: this.#isInside('pre') ? '' : '`' })
  }

  closeCode(): void {
    this.#close('code', ({ text, detail }) => {
      const fence = detail === '' || text.trim() === '' ? '' : '`'.repeat(longestRun(text) + 1)
      return `${fence}${text}${fence}`
    })
  }

  openPre(): void {
    this.block()
    this.#open('pre')
  }

  closePre(): void {
    this.#close('pre', ({ text }) => {
      if (text.trim() === '') return ''
      const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
      return `${fence}\n${text.replace(/^\n+/, '').trimEnd()}\n${fence}\n\n`
    })
  }

  openQuote(): void {
    this.block()
    this.#open('quote')
  }

  closeQuote(): void {
    this.#close('quote', ({ text }) => {
      const body = tidied(text)
      if (body === '') return ''
      const lines = body.split('\n').map((line) => (line === '' ? '>' : `> ${line}`))
      return `${lines.join('\n')}\n\n`
    })
  }

  openList(isOrdered: boolean, start: number): void {
    const { kind, text } = this.#top
    if (kind === 'item') {
      text.trimEnd()
      if (!text.isEmpty) text.append('\n')
    } else this.block()
    this.#open('list', { isOrdered, count: Number.isSafeInteger(start) && start > 0 ? start - 1 : 0 })
  }

  closeList(): void {
    this.#close('list', ({ text }, parent) => {
      if (text.trim() === '') return ''
      return parent.kind === 'item' ? text : `${text}\n`
    })
  }

  openItem(): void {
    if (this.#top.kind === 'list') this.#top.count++
    else this.block()
    this.#open('item')
  }

  closeItem(): void {
    this.#close('item', ({ text }, parent) => {
      const body = tidied(text)
      if (body === '') return ''
      const mark = parent.kind === 'list' && parent.isOrdered ? `${parent.count}. ` : '- '
      const indent = ' '.repeat(mark.length)
      const lines = body.split('\n').map((line, index) => (index === 0 || line === '' ? line : indent + line))
      return `${mark}${lines.join('\n')}\n`
    })
  }

  openTable(isLayout: boolean): void {
    for (const open of this.#stack) if (open.kind === 'table') open.hasTable = true
    this.block()
    this.#open('table', { isLayout })
  }

  openRow(): void {
    if (this.#top.kind === 'table') this.#top.rows.push([])
    else this.block()
  }

  closeRow(): void {
    if (this.#top.kind !== 'table') this.block()
  }

  openCell(isHead: boolean): void {
    if (this.#top.kind === 'table') this.#open('cell', { detail: isHead ? 'head' : '' })
    else this.block()
  }

  closeCell(): void {
    if (!this.#stack.some(({ kind }) => kind === 'cell')) {
      this.block()
      return
    }
    this.#close('cell', ({ text, detail }, parent) => {
      if (parent.rows.length === 0) parent.rows.push([])
      parent.rows.at(-1)?.push({ text: tidied(text), isHead: detail === 'head' })
      return ''
    })
  }

  closeTable(): void {
    this.#close('table', ({ rows, isLayout, hasTable, text }) => {
      const table = isLayout || hasTable ? null : dataTable(rows)
      const whole = [tidied(text), table ?? flowingTable(rows)].filter((part) => part !== '').join('\n\n')
      return whole === '' ? '' : `${whole}\n\n`
    })
  }

  finish(): string {
    while (this.#stack.length > 1) this.#endTop()
    return tidied(this.#top.text.toString())
  }

  #isInside(kind: FrameKind): boolean {
    return this.#stack.some((open) => open.kind === kind)
  }

  /** Whether text put into an empty frame would begin a line of the frame around it. */
  #startsLine(): boolean {
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const open = this.#stack[index] as Frame
      if (!open.text.isEmpty) return open.text.endsWithSpace
      if (open.kind !== 'mark' && open.kind !== 'link' && open.kind !== 'code') return true
    }
    return true
  }

  #open(kind: FrameKind, more: Partial<Frame> = {}): void {
    if (this.#stack.length > MOST_NESTED) {
      this.#skipped.push(kind)
      return
    }
    this.#stack.push({ ...frame(kind), ...more })
  }

  /** Ends the nearest frame of a kind; `write` gives what the frame around it gets. */
  #close(kind: FrameKind, write: (ended: Ended, parent: Frame) => string): void {
    if (this.#skipped.at(-1) === kind) {
      this.#skipped.pop()
      return
    }
    const index = this.#stack.findLastIndex((open) => open.kind === kind)
    if (index < 1) return
    while (this.#stack.length - 1 > index) this.#endTop()
    const ended = this.#stack.pop() as Frame
    this.#top.text.append(write({ ...ended, text: ended.text.toString() }, this.#top))
  }

  /** Ends a frame that nobody closed: its text goes on where it is. */
  #endTop(): void {
    const closed = this.#stack.pop() as Frame
    const rows = closed.rows.length === 0 ? '' : flowingTable(closed.rows)
    this.#top.text.append([closed.text.toString(), rows].filter((part) => part !== '').join('\n\n'))
  }
}

function frame(kind: FrameKind): Frame {
  return {
    kind,
    text: new GrowingText(),
    detail: '',
    count: 0,
    isOrdered: false,
    rows: [],
    isLayout: false,
    hasTable: false,
  }
}

const isSpace = (character: string) => /\s/.test(character)

/** No white space at line ends, no more than one empty line in a row, none at either end. */
function tidied(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const kept = lines.filter((line, index) => line !== '' || (lines[index - 1] ?? '') !== '')
  return kept.join('\n').replace(/^\n+/, '').trimEnd()
}

/** A link target in which no bracket or space ends the link. */
function target(href: string): string {
  return href
    .trim()
    .replace(/[()\s<>]/g, (character) =>
      encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
    )
}

function longestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return Math.min(longest, LONGEST_FENCE)
}

/** Text in which nothing is taken for markdown; `atStart` when it begins a line. */
function escaped(text: string, atStart: boolean): string {
  const inner = text.replace(
    /[\\`*[\]<]|~(?=~)|&(?=#?\w{1,31};)|(?<![\p{L}\p{N}_/=?&.-])_+(?=[^\s_])|(?<=[^\s_/=?&.-])_+(?![\p{L}\p{N}_/=?&-])/gu,
    '\\$&',
  )
  if (!atStart) return inner
  return inner.replace(
    /^(\s*)(#{1,6}(?= |$)|[-+](?= |$)|>|\d{1,9}[.)](?= |$)|={3,}|-{3,})/,
    (_, space: string, mark: string) => {
      const dot = /^\d+/.exec(mark)?.[0]
      return dot === undefined ? `${space}\\${mark}` : `${space}${dot}\\${mark.slice(dot.length)}`
    },
  )
}
