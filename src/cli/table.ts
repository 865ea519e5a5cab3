/** Text for the terminal: what strangers wrote must not steer it. */

/**
 * A text on one line without anything a terminal would obey or that turns writing around: control and format
 * characters (`Cc`, `Cf`: escape sequences, bidirectional overrides) and line separators become `·`.
 */
export function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·')
}

/** The same for text of several lines: line breaks and tabs stay. */
export function manyLines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·')
}

/** A text of at most `width` characters. */
export function shortened(text: string, width: number): string {
  const characters = Array.from(text)
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`
}

/** Rows under their headings, in columns; every cell on one line. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows].map((row) => row.map(oneLine))
  const widths = headings.map((_, column) =>
    Math.max(...all.map((row) => Array.from(row[column] ?? '').length)),
  )
  const pad = (cell: string, column: number) =>
    cell + ' '.repeat((widths[column] ?? 0) - Array.from(cell).length)
  return all.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

/** Epoch ms as people read it, in UTC and to the second: `2026-12-01 08:00:00Z`. */
export function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')}Z`
}

/** A span of time in words: `40 s`, `12 min`, `3 h`, `5 days`. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`
  return `${Math.round(seconds / 86_400)} days`
}
