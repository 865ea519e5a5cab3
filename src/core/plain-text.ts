/** Text as a person reads it, for rules that look for patterns in it. */

/**
 * Compatibility forms as plain characters (full-width digits as digits, NFKC), no invisible characters, no
 * backslashes of markdown before punctuation. At most `limit` characters of the input are read.
 */
export function plainText(text: string, limit = 100_000): string {
  return text
    .slice(0, limit)
    .toWellFormed()
    .replace(/[\p{Cf}\p{DI}]+/gu, '')
    .normalize('NFKC')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
}
