/**
 * Whether an outbound text says again what an inbound mail told its author to do: the mark of an agent that was
 * talked into something (prompt injection). Texts are compared by runs of words; only runs with a word that
 * commands something count, and lines quoted with `>` do not.
 */

import { wordsOf } from './words.ts'

/** So many words in a row are no accident. */
const RUN = 6
/** Characters that are read of the outbound text, and of each inbound one. */
const LONGEST_BODY = 100_000
export const INBOUND_TEXT_LIMIT = 20_000
const MOST_INBOUND = 20

/** Words and phrases of instructions, as `wordsOf` makes them: lower case, without accents. */
const CUES: readonly string[] = [
  ...[
    'ignore',
    'disregard',
    'override',
    'bypass',
    'reveal',
    'forward',
    'transfer',
    'wire',
    'click',
    'download',
  ],
  ...[
    'password',
    'passwords',
    'passcode',
    'credentials',
    'instruction',
    'instructions',
    'approve',
    'execute',
  ],
  ...[
    'system prompt',
    'api key',
    'api keys',
    'gift card',
    'gift cards',
    'bank account',
    'bank details',
    'iban',
  ],
  ...['do not tell', 'don t tell', 'do not mention', 'don t mention', 'do not inform', 'do not reply'],
  ...['you must', 'you are now', 'act as', 'pretend', 'reply with', 'respond with', 'delete all', 'run the'],
  ...[
    'ignoriere',
    'ignorieren',
    'weiterleiten',
    'uberweise',
    'uberweisen',
    'passwort',
    'anweisung',
    'anweisungen',
  ],
  ...['ignorez', 'transferez', 'transferer', 'virement', 'mot de passe', 'envoyez', 'ne dites'],
  ...['ignora', 'reenvia', 'reenviar', 'transfiere', 'contrasena', 'instrucciones', 'no digas'],
]
const CUES_BY_FIRST_WORD: ReadonlyMap<string, readonly (readonly string[])[]> = Map.groupBy(
  CUES.map((cue) => cue.split(' ')),
  ([first = '']) => first,
)
/** "send … to" with at most so many words between. */
const SEND_REACH = 8

/** A cue among words, at this place. */
interface Cue {
  readonly text: string
  readonly at: number
}

function cuesIn(words: readonly string[]): Cue[] {
  const found: Cue[] = []
  words.forEach((word, at) => {
    // "Looking forward to …" commands nothing.
    if (word === 'forward' && words[at - 1]?.startsWith('look')) return
    const cue = CUES_BY_FIRST_WORD.get(word)?.find((parts) =>
      parts.every((part, index) => words[at + index] === part),
    )
    if (cue !== undefined) found.push({ text: cue.join(' '), at })
    else if (word === 'send' && words.slice(at + 1, at + 2 + SEND_REACH).includes('to')) {
      found.push({ text: 'send … to', at })
    }
  })
  return found
}

function ownWords(body: string): string[] {
  const lines = body.slice(0, LONGEST_BODY).split('\n')
  return wordsOf(lines.filter((line) => !/^ {0,3}>/.test(line)).join('\n'))
}

/** Whether a text has anything to be found by {@link repeatedInstruction}, so that inbound texts need be read. */
export function mayRepeatInstruction(body: string): boolean {
  const words = ownWords(body)
  return words.length >= RUN && cuesIn(words).length > 0
}

/** How many words of a text are repeated around what commands something, and the commanding words, each once. */
export interface Repetition {
  readonly words: number
  readonly cues: readonly string[]
}

/**
 * Compares a text with inbound ones; null when it repeats nothing that reads like an instruction. At most 20
 * inbound texts are read, 20,000 characters of each.
 */
export function repeatedInstruction(body: string, inbound: readonly string[]): Repetition | null {
  const words = ownWords(body)
  const cues = cuesIn(words)
  if (words.length < RUN || cues.length === 0) return null
  const runs = runsAround(words, cues)
  const repeated = new Set<number>()
  for (const text of inbound.slice(0, MOST_INBOUND)) {
    for (const run of runsFoundIn(wordsOf(text.slice(0, INBOUND_TEXT_LIMIT)), words, runs)) {
      for (const start of runs.get(run) ?? []) {
        for (let at = start; at < start + RUN; at++) repeated.add(at)
      }
      runs.delete(run)
    }
  }
  const told = cues.filter(({ at }) => repeated.has(at)).map(({ text }) => text)
  return told.length === 0 ? null : { words: repeated.size, cues: [...new Set(told)] }
}

/** Every run of the text that holds a cue, with the places where it begins. */
function runsAround(words: readonly string[], cues: readonly Cue[]): Map<string, number[]> {
  const starts = new Set<number>()
  for (const { at } of cues) {
    for (let start = Math.max(0, at - RUN + 1); start <= at && start + RUN <= words.length; start++)
      starts.add(start)
  }
  return Map.groupBy(starts, (start) => words.slice(start, start + RUN).join(' '))
}

function* runsFoundIn(
  inbound: readonly string[],
  own: readonly string[],
  runs: ReadonlyMap<string, readonly number[]>,
): Generator<string> {
  const vocabulary = new Set(own)
  let known = 0
  for (let end = 0; end < inbound.length; end++) {
    known = vocabulary.has(inbound[end] ?? '') ? known + 1 : 0
    if (known < RUN) continue
    const run = inbound.slice(end - RUN + 1, end + 1).join(' ')
    if (runs.has(run)) yield run
  }
}
