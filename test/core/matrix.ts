/** Tables written out in tests: one row for each state, one column for each event, a dot for the impossible. */

/** The entries of a table of words, as [row, column, word or null]. */
export function readMatrix(text: string): [row: string, column: string, word: string | null][] {
  const [heading = '', ...lines] = text.trim().split('\n')
  const [, ...columns] = heading.trim().split(/\s+/)
  return lines.flatMap((line) => {
    const [row = '', ...words] = line.trim().split(/\s+/)
    if (words.length !== columns.length) throw new Error(`not a full row: ${line}`)
    return columns.map((column, index): [string, string, string | null] => {
      const word = words[index] ?? '.'
      return [row, column, word === '.' ? null : word]
    })
  })
}

/** Every combination of one value of each list. */
export function combinations<T extends Record<string, readonly unknown[]>>(
  lists: T,
): { [K in keyof T]: T[K][number] }[] {
  let all: Record<string, unknown>[] = [{}]
  for (const [name, values] of Object.entries(lists)) {
    all = all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
  }
  return all as { [K in keyof T]: T[K][number] }[]
}
