/**
 * Builds markdown from what a walk over HTML finds. Whatever has an inside (a quote, an item, a cell, a link) is a
 * frame of its own; when it ends, its text is put into the one around it.
 */

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
  text: string
  /** A link's target, a mark's characters, a heading's marks. */
  readonly detail: string
  /** Items so far, of a list. */
  count: number
  readonly isOrdered: boolean
  readonly rows: TableCell[][]
  readonly isLayout: boolean
  hasTable: boolean
}

/** Frames that indent or copy their text go so deep; deeper ones are plain blocks. */
const MOST_NESTED = 24

const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)[^\s<>]*$/i
const SAFE_IMAGE = /^(?:https?:\/\/|cid:)[^\s<>]*$/i
/** Characters that are there to be nothing: zero width, soft hyphen, and the fillers of preheaders. */
const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g

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
      top.text += text.replace(INVISIBLE, '')
      return
    }
    const collapsed = text.replace(INVISIBLE, '').replace(/[\s\u00a0]+/g, ' ')
    const atStart = top.text === '' ? this.#startsLine() : /\s$/.test(top.text)
    const visible = atStart ? collapsed.trimStart() : collapsed
    top.text += this.#isInside('code') ? visible : escaped(visible, atStart)
  }

  lineBreak(): void {
    const top = this.#top
    if (this.#isInside('pre')) top.text += '\n'
    else if (top.kind === 'heading' || this.#isInside('link')) top.text += ' '
    else if (top.text !== '' || top.kind === 'mark') top.text = `${top.text.trimEnd()}\n`
  }

  /** Ends the paragraph. */
  block(): void {
    const top = this.#top
    if (top.kind === 'mark' || top.kind === 'code' || top.kind === 'heading' || top.kind === 'link') {
      if (top.text !== '' && !/\s$/.test(top.text)) top.text += ' '
      return
    }
    if (top.text !== '' && !top.text.endsWith('\n\n')) top.text = `${top.text.trimEnd()}\n\n`
  }

  rule(): void {
    this.block()
    this.#top.text += '---\n\n'
  }

  image(alt: string, source: string): void {
    if (!SAFE_IMAGE.test(source.trim())) {
      this.text(alt)
      return
    }
    const words = escaped(alt.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim(), false)
    this.#top.text += `![${words}](${target(source)})`
  }

  openHeading(level: number): void {
    this.block()
    this.#open('heading', { detail: '#'.repeat(level) })
  }

  closeHeading(): void {
    this.#close('heading', ({ text, detail }, parent) => {
      const words = text.replace(/\s+/g, ' ').trim()
      if (words !== '') parent.text += `${detail} ${words}\n\n`
    })
  }

  openMark(mark: string): void {
    this.#open('mark', { detail: this.#isInside('code') || this.#isInside('pre') ? '' : mark })
  }

  closeMark(mark: string): void {
    this.#close('mark', ({ text, detail }, parent) => {
      const inner = text.trim()
      const isPlain = inner === '' || inner.includes('\n') || detail === '' || detail !== mark
      const marked = isPlain ? inner : `${detail}${inner}${detail}`
      const lead = /^\s/.test(text) && !/\s$/.test(parent.text) ? ' ' : ''
      parent.text +=
        inner === '' ? (text === '' ? '' : ' ') : `${lead}${marked}${/\s$/.test(text) ? ' ' : ''}`
    })
  }

  openLink(href: string): void {
    this.#open('link', { detail: SAFE_LINK.test(href.trim()) ? target(href) : '' })
  }

  closeLink(): void {
    this.#close('link', ({ text, detail }, parent) => {
      const words = text.replace(/\s+/g, ' ').trim()
      if (words === '') return
      const isBare = detail === words || detail === `mailto:${words}`
      parent.text += detail === '' || isBare ? words : `[${words}](${detail})`
      if (/\s$/.test(text)) parent.text += ' '
    })
  }

  openCode(): void {
    this.#open('code', { detail: this.#isInside('pre') ? '' : '`' })
  }

  closeCode(): void {
    this.#close('code', ({ text, detail }, parent) => {
      const fence = detail === '' ? '' : '`'.repeat(longestRun(text) + 1)
      parent.text += text.trim() === '' ? text : `${fence}${text}${fence}`
    })
  }

  openPre(): void {
    this.block()
    this.#open('pre')
  }

  closePre(): void {
    this.#close('pre', ({ text }, parent) => {
      const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
      if (text.trim() !== '') parent.text += `${fence}\n${text.replace(/^\n+|\s+$/g, '')}\n${fence}\n\n`
    })
  }

  openQuote(): void {
    this.block()
    this.#open('quote')
  }

  closeQuote(): void {
    this.#close('quote', ({ text }, parent) => {
      const lines = tidied(text).split('\n')
      if (text.trim() !== '')
        parent.text += `${lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')}\n\n`
    })
  }

  openList(isOrdered: boolean, start: number): void {
    if (this.#top.kind === 'item')
      this.#top.text = this.#top.text.trimEnd() + (this.#top.text.trim() === '' ? '' : '\n')
    else this.block()
    this.#open('list', { isOrdered, count: Number.isSafeInteger(start) && start > 0 ? start - 1 : 0 })
  }

  closeList(): void {
    this.#close('list', ({ text }, parent) => {
      if (text.trim() !== '') parent.text += parent.kind === 'item' ? text : `${text}\n`
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
      if (body === '') return
      const mark = parent.kind === 'list' && parent.isOrdered ? `${parent.count}. ` : '- '
      const indent = ' '.repeat(mark.length)
      parent.text += `${mark}${body
        .split('\n')
        .map((line, index) => (index === 0 || line === '' ? line : indent + line))
        .join('\n')}\n`
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
    })
  }

  closeTable(): void {
    this.#close('table', ({ rows, isLayout, hasTable, text }, parent) => {
      const table = isLayout || hasTable ? null : dataTable(rows)
      const whole = [tidied(text), table ?? flowingTable(rows)].filter((part) => part !== '').join('\n\n')
      if (whole !== '') parent.text += `${whole}\n\n`
    })
  }

  finish(): string {
    while (this.#stack.length > 1) this.#endTop()
    return tidied(this.#top.text)
  }

  #isInside(kind: FrameKind): boolean {
    return this.#stack.some((open) => open.kind === kind)
  }

  /** Whether text put into an empty frame would begin a line of the frame around it. */
  #startsLine(): boolean {
    for (let index = this.#stack.length - 1; index >= 0; index--) {
      const open = this.#stack[index] as Frame
      if (open.text !== '') return /\s$/.test(open.text)
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

  #close(kind: FrameKind, put: (closed: Frame, parent: Frame) => void): void {
    if (this.#skipped.at(-1) === kind) {
      this.#skipped.pop()
      return
    }
    const index = this.#stack.findLastIndex((open) => open.kind === kind)
    if (index < 1) return
    while (this.#stack.length - 1 > index) this.#endTop()
    const closed = this.#stack.pop() as Frame
    put(closed, this.#top)
  }

  /** Ends a frame that nobody closed: its text goes on where it is. */
  #endTop(): void {
    const closed = this.#stack.pop() as Frame
    const rows = closed.rows.length === 0 ? '' : flowingTable(closed.rows)
    this.#top.text += [closed.text, rows].filter((part) => part !== '').join('\n\n')
  }
}

function frame(kind: FrameKind): Frame {
  return {
    kind,
    text: '',
    detail: '',
    count: 0,
    isOrdered: false,
    rows: [],
    isLayout: false,
    hasTable: false,
  }
}

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
  return Math.max(0, ...[...text.matchAll(/`+/g)].slice(0, 10_000).map(([run]) => run.length))
}

/** Text in which nothing is taken for markdown; `atStart` when it begins a line. */
function escaped(text: string, atStart: boolean): string {
  const inner = text.replace(/[\\`*_[\]<>]/g, (character) =>
    character === '>' || character === '_' ? character : `\\${character}`,
  )
  if (!atStart) return inner
  return inner.replace(
    /^(\s*)(#{1,6} |[-+] |> ?|\d{1,9}[.)] |={3,}|-{3,})/,
    (_, space: string, mark: string) => {
      const dot = /^\d+/.exec(mark)?.[0]
      return dot === undefined ? `${space}\\${mark}` : `${space}${dot}\\${mark.slice(dot.length)}`
    },
  )
}
