/** Words as search knows them: the same for what is indexed and for what is looked for, on every database. */

/**
 * The words of a text, in order: runs of letters and digits, lower case, without accents and other marks
 * (`Café, Ada!` has the words `cafe` and `ada`).
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
