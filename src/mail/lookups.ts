/**
 * Look-ups in the DNS for one message: every one is counted, timed and limited in size, so that nobody can make this
 * server work for long by what a message says.
 */

/**
 * Asks the DNS, as `node:dns/promises` does: rejects with its codes (`ENOTFOUND`, `ENODATA`, `ETIMEOUT`, …). TXT
 * records are lists of strings.
 */
export type Resolve = (name: string, type: string) => Promise<string[][] | string[]>

/** A failure of a look-up with a code as node:dns gives it. */
class LookupFault extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface LookupLimits {
  /** All questions together; the same question is asked once. */
  readonly maxLookups: number
  /** Characters of one answer; a longer one counts as none. */
  readonly maxAnswer: number
}

export const LOOKUP_LIMITS: LookupLimits = { maxLookups: 60, maxAnswer: 32_768 }

export interface Lookups {
  readonly resolve: Resolve
  /** From now on every question, also those that wait, fails with `ETIMEOUT`. */
  end(): void
  /** How many questions were asked. */
  count(): number
}

/** Wraps a resolver for one message. */
export function limitLookups(resolve: Resolve, limits: LookupLimits = LOOKUP_LIMITS): Lookups {
  const answers = new Map<string, Promise<string[][] | string[]>>()
  const ended = Promise.withResolvers<never>()
  ended.promise.catch(() => {})
  let isEnded = false
  const ask = async (name: string, type: string) => {
    if (isEnded) throw new LookupFault('ETIMEOUT', 'DNS timeout')
    if (answers.size >= limits.maxLookups) throw new LookupFault('ECANCELLED', 'too many DNS look-ups')
    if (name.length > 253) throw new LookupFault('ENOTFOUND', 'the name is too long')
    const answer = await Promise.race([resolve(name, type), ended.promise])
    if (sizeOf(answer) > limits.maxAnswer) throw new LookupFault('EBADRESP', 'the DNS answer is too long')
    return answer
  }
  return {
    async resolve(name, type) {
      const key = `${type} ${name.toLowerCase()}`
      const known = answers.get(key)
      if (known !== undefined) return structuredClone(await known)
      const asked = ask(name, type)
      answers.set(key, asked)
      return structuredClone(await asked)
    },
    end() {
      isEnded = true
      ended.reject(new LookupFault('ETIMEOUT', 'DNS timeout'))
    },
    count: () => answers.size,
  }
}

function sizeOf(answer: readonly (readonly string[] | string)[]): number {
  return JSON.stringify(answer).length
}
