/** The tables of what accounts were taught about spam, as in `schema.ts`. */

/** How many mails of each kind an account was shown. */
export interface TaughtMailsTable {
  account_id: string
  test: number
  spam: number
  ham: number
}

/** In how many of them a word of this bucket stood (`core/learned-words.ts`). */
export interface TaughtWordsTable extends TaughtMailsTable {
  bucket: number
}
