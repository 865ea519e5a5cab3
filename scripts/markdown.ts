/** Pieces of Markdown that the generated pages share. */

/** The first line of a generated page: where its content really is. */
export function note(source: string): string {
  return `<!-- Generated from ${source} by \`npm run generate\`: change it there. -->\n`
}

/** Text as code. */
export const code = (text: string): string => `\`${text}\``

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A table; cells may hold Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
