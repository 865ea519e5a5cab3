/** What the operator is told of a letter to postmaster@ or abuse@ (RFC 5321 §4.5.1, RFC 2142). */

import { codeSpan, withVisibleMarks } from './notice-text.ts'

export interface RoleLetter {
  /** Whom it was written to. */
  readonly to: string
  readonly from: string
  /** MAIL FROM; '' for none. */
  readonly envelopeFrom: string
  readonly subject: string
  readonly text: string
  readonly attachments: number
  /** Whether its author is who they say. */
  readonly isProved: boolean
}

/** So much of it is passed on. */
const CHARACTERS = 20_000

/** Markdown; nothing in the letter can pass for a word of ours. */
export function roleLetterText(letter: RoleLetter): string {
  const text = withVisibleMarks(letter.text.replace(/\r\n?/g, '\n'))
  const shown = text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const author = letter.isProved ? 'proved' : '**not proved**: whoever wrote it may be somebody else'
  return [
    `Somebody wrote to ${codeSpan(letter.to)}.`,
    '',
    `- **From:** ${codeSpan(letter.from)} (${author})`,
    `- **Return path:** ${codeSpan(letter.envelopeFrom)}`,
    `- **Subject:** ${codeSpan(letter.subject)}`,
    ...(letter.attachments === 0 ? [] : [`- **Attachments:** ${letter.attachments}, which are not kept`]),
    '',
    `${fence}\n${shown}\n${fence}`,
    '',
    'No agent has seen it, and nobody has answered it. To answer, write to the author yourself.',
  ].join('\n')
}
