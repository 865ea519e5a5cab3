/** Tables of a mail: those that hold data become tables, those that only arrange become text. */

export interface TableCell {
  readonly text: string
  readonly isHead: boolean
}

/** A cell of a data table is no longer than this. */
const LONGEST_CELL = 400
const MOST_COLUMNS = 30

/** The rows as a pipe table, or null when they look like an arrangement of the page and not like data. */
export function dataTable(rows: readonly (readonly TableCell[])[]): string | null {
  const filled = rows.filter((row) => row.some(({ text }) => text !== ''))
  const columns = Math.max(0, ...filled.map((row) => row.length))
  const hasHead = filled[0]?.some(({ isHead }) => isHead) ?? false
  if (columns < 2 || columns > MOST_COLUMNS || filled.length < 2) return null
  const cells = filled.flat()
  const isPlain = cells.every(({ text }) => text.length <= LONGEST_CELL && !text.includes('\n\n'))
  const isRegular = filled.filter((row) => row.length === columns).length >= filled.length / 2
  if (!isPlain || (!isRegular && !hasHead)) return null
  const line = (row: readonly TableCell[]) =>
    `| ${Array.from({ length: columns }, (_, index) => cellText(row[index]?.text ?? '')).join(' | ')} |`
  const [head = [], ...body] = filled
  return [line(head), `|${' --- |'.repeat(columns)}`, ...body.map(line)].join('\n')
}

function cellText(text: string): string {
  return text.replace(/\n/g, ' ').replaceAll('|', '\\|')
}

/** The cells one after the other: short ones of a row on a line, long ones as paragraphs. */
export function flowingTable(rows: readonly (readonly TableCell[])[]): string {
  const blocks = rows.map((row) => {
    const texts = row.map(({ text }) => text).filter((text) => text !== '')
    const isShort = texts.every(
      (text) => !text.includes('\n') && text.length < 80 && !/^(?:#|>|- )/.test(text),
    )
    return texts.join(isShort ? ' ' : '\n\n')
  })
  return blocks.filter((block) => block !== '').join('\n\n')
}
