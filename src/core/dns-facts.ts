/** What the DNS said, as plain data: so that comparing it with what should be there needs no network. */

export type RecordType = 'TXT' | 'MX' | 'CNAME'

/** `none`: there is no such record or name · `failed`: nobody answered, or with an error. */
export type DnsAnswer =
  | { readonly kind: 'records'; readonly texts: readonly string[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string }

export interface Question {
  readonly type: RecordType
  readonly name: string
}

/** `TYPE name`, under which an answer is kept. */
export const questionKey = ({ type, name }: Question): string => `${type} ${name.toLowerCase()}`

/**
 * The answers that are known, and the questions that turned out to be missing: whoever compares asks, and is asked
 * again with more answers until nothing is missing. An answer that is missing counts as failed.
 */
export class DnsFacts {
  readonly #answers: ReadonlyMap<string, DnsAnswer>
  readonly #missing = new Map<string, Question>()

  constructor(answers: ReadonlyMap<string, DnsAnswer>) {
    this.#answers = answers
  }

  /** Texts: TXT records with their pieces joined, MX as `10 host`, CNAME targets. */
  answer(type: RecordType, name: string): DnsAnswer {
    const question = { type, name: name.toLowerCase() }
    const known = this.#answers.get(questionKey(question))
    if (known !== undefined) return known
    this.#missing.set(questionKey(question), question)
    return { kind: 'failed', why: 'it was not asked' }
  }

  get missing(): readonly Question[] {
    return [...this.#missing.values()]
  }
}

/** A name as it is compared: lower case, without the dot at its end. */
export const plainName = (name: string): string => name.trim().toLowerCase().replace(/\.$/, '')

/** `10 mail.example.com` as its parts; null when it is none. */
export function readMx(text: string): { readonly priority: number; readonly host: string } | null {
  const match = /^(\d{1,5}) (\S*)$/.exec(text)
  return match === null ? null : { priority: Number(match[1]), host: plainName(match[2] ?? '') }
}
