/** Pieces of Markdown that the generated pages share. */

/** The first line of a generated page: where its content really is. */
export function note(source: string): string {
  return `<!-- Generated from ${source} by \`npm run generate\`: change it there. -->\n`
}

/** Text as code. */
export const code = (text: string): string => `\`${text}\``

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A table; cells may hold Markdown. Its columns are as wide as their widest cell, as the formatter wants. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(cell))
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[], fill: string) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width, fill)).join(' | ')} |`
  const [first = [], ...others] = cells
  return [line(first, ' '), line([], '-'), ...others.map((row) => line(row, ' '))].join('\n')
}
