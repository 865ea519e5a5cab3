/**
 * Parsed markdown as plain text for people: quotes with `>`, lists with `-` or numbers, links with their address,
 * tables in columns, code indented. Paragraphs stay on one line: the reader's program wraps them.
 */

import type { Token } from 'markdown-it'

/** Wider cells do not widen their column. */
const MAX_COLUMN = 32

/** A quote or list item that lines stand in: what its first line begins with, and every other. */
interface Container {
  readonly first: string
  readonly rest: string
  used: boolean
}

interface List {
  /** The number of the next item, null for bullets. */
  next: number | null
  readonly delimiter: string
  /** Whether its items stand without blank lines between them. */
  tight: boolean
}

/** Collects lines under the containers that are open, with blank lines between blocks. */
class TextWriter {
  readonly #lines: string[] = []
  readonly #containers: Container[] = []
  /** Whether a blank line comes before the next block. */
  gap = false

  open(first: string, rest: string): void {
    this.#containers.push({ first, rest, used: false })
  }

  /** Ends a container; one without content leaves its mark alone on a line. */
  close(): void {
    if (this.#containers.at(-1)?.used === false) this.write('')
    this.#containers.pop()
  }

  write(block: string): void {
    if (this.gap && this.#lines.length > 0) {
      this.#lines.push(this.#prefix((container) => (container.used ? container.rest : '')).trimEnd())
    }
    this.gap = false
    for (const line of block.split('\n')) {
      this.#lines.push(`${this.#prefix(begin)}${line}`.trimEnd())
    }
  }

  text(): string {
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`
  }

  #prefix(part: (container: Container) => string): string {
    let prefix = ''
    for (const container of this.#containers) prefix += part(container)
    return prefix
  }
}

function begin(container: Container): string {
  if (container.used) return container.rest
  container.used = true
  return container.first
}

/** The tokens of one parsed document (markdown-it's, with children) as text with LF line ends, '' or ending in one. */
export function tokensToText(tokens: readonly Token[]): string {
  const writer = new TextWriter()
  const lists: List[] = []
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined) break
    if (token.type === 'table_open') index = writeTable(writer, tokens, index)
    else if (token.type.includes('list')) writeListToken(writer, lists, token)
    else writeToken(writer, lists.at(-1), token)
  }
  return writer.text()
}

function writeToken(writer: TextWriter, list: List | undefined, token: Token): void {
  switch (token.type) {
    case 'inline':
      writer.write(inlineText(token.children ?? []))
      return
    case 'paragraph_open':
      if (!token.hidden && list !== undefined) list.tight = false
      return
    case 'paragraph_close':
      writer.gap = !token.hidden
      return
    case 'heading_close':
      writer.gap = true
      return
    case 'blockquote_open':
      writer.open('> ', '> ')
      return
    case 'blockquote_close':
      writer.close()
      writer.gap = true
      return
    case 'hr':
      writer.write('-'.repeat(20))
      writer.gap = true
      return
    case 'fence':
    case 'code_block':
      writer.write(token.content.replace(/\n$/, '').replace(/^/gm, '    '))
      writer.gap = true
  }
}

function writeListToken(writer: TextWriter, lists: List[], token: Token): void {
  if (token.type === 'ordered_list_open') {
    lists.push({ next: Number(token.attrGet('start') ?? 1), delimiter: token.markup, tight: true })
  } else if (token.type === 'bullet_list_open') {
    lists.push({ next: null, delimiter: '', tight: true })
  } else if (token.type === 'list_item_open') {
    const list = lists.at(-1)
    const mark = list === undefined || list.next === null ? '- ' : `${list.next++}${list.delimiter} `
    writer.open(mark, ' '.repeat(mark.length))
  } else if (token.type === 'list_item_close') {
    writer.close()
  } else {
    lists.pop()
    // Within a tight item the list is the item's end; anywhere else a block of its own.
    writer.gap = lists.at(-1)?.tight !== true
  }
}

/** The text of inline tokens: what is said, and where links and images lead. */
function inlineText(tokens: readonly Token[]): string {
  const parts: string[] = []
  let linkStart = 0
  let link: Token | null = null
  for (const token of tokens) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') parts.push('\n')
    // What is struck out must not read as if it were said.
    else if (token.type === 's_open' || token.type === 's_close') parts.push('~~')
    else if (token.type === 'image') {
      parts.push(withAddress(inlineText(token.children ?? []), String(token.attrGet('src') ?? '')))
    } else if (token.type === 'link_open') {
      link = token
      linkStart = parts.length
    } else if (token.type === 'link_close' && link !== null) {
      if (link.markup === '') {
        const label = parts.splice(linkStart).join('')
        parts.push(withAddress(label, String(link.attrGet('href') ?? '')))
      }
      link = null
    } else if (token.nesting === 0) parts.push(token.content)
  }
  return parts.join('')
}

/** `label (address)`, or one of them when the other says nothing more. */
function withAddress(label: string, address: string): string {
  if (label.trim() === '') return address
  if (address === '') return label
  const written = encodeURI(label.toWellFormed())
  const same = [label, written, `mailto:${label}`, `tel:${label}`, `${written}/`].includes(address)
  return same || withoutScheme(address) === written ? label : `${label} (${address})`
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** Writes the table that opens at `start`; returns the index of the token that closes it. */
function writeTable(writer: TextWriter, tokens: readonly Token[], start: number): number {
  const rows: string[][] = []
  const alignments: string[] = []
  let index = start + 1
  for (; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined || token.type === 'table_close') break
    if (token.type === 'tr_open') rows.push([])
    else if (token.type === 'th_open') alignments.push(String(token.attrGet('style') ?? ''))
    else if (token.type === 'inline') rows.at(-1)?.push(inlineText(token.children ?? []))
  }
  const widths = alignments.map((_, column) =>
    Math.min(
      MAX_COLUMN,
      rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 3),
    ),
  )
  const lines = rows.map((row) =>
    row.map((cell, column) => padded(cell, widths[column] ?? 0, alignments[column])),
  )
  lines.splice(
    1,
    0,
    widths.map((width) => '-'.repeat(width)),
  )
  writer.write(lines.map((cells) => cells.join(' | ').trimEnd()).join('\n'))
  writer.gap = true
  return index
}

function padded(cell: string, width: number, alignment: string | undefined): string {
  return alignment?.includes('text-align:right') === true ? cell.padStart(width) : cell.padEnd(width)
}
