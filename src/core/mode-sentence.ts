/** What a person does under each mode, in one sentence for whoever gets the mail (contract §9 "Footer"). */

import type { Basis, Mode } from './oversight.ts'

const SENTENCES: Readonly<Record<Mode, string>> = {
  read_only: 'This agent may only read mail; it may not send any.',
  gated_all: 'A person approves every mail before this agent sends or reads it.',
  gated_send: 'A person approves what this agent sends, except to recipients allowed beforehand.',
  monitored: 'This agent sends by itself; a person gets a copy of every mail.',
  autonomous: 'This agent sends by itself; no person reads its mail before it goes.',
}

/** The sentence of a mode. */
export const modeSentence = (mode: Mode): string => SENTENCES[mode]

/** The same for a mode that somebody else names; '' when there is none of that name. */
export const sentenceOfMode = (mode: string): string =>
  Object.hasOwn(SENTENCES, mode) ? SENTENCES[mode as Mode] : ''

const IN_LOWER_CASE = new Set(Object.values(SENTENCES).map((sentence) => sentence.toLowerCase()))

/** Whether a line, in lower case, is such a sentence. */
export const isModeSentence = (line: string): boolean => IN_LOWER_CASE.has(line)

const RELEASES: Readonly<Record<Basis, string>> = {
  approval: 'A person approved exactly this mail before it was sent.',
  allowlist: 'No person read this mail before it was sent: every recipient was allowed beforehand.',
  mode: 'No person had to approve this mail before it was sent.',
}

/** What let one mail go, as somebody else names it; '' when there is nothing of that name. */
export const sentenceOfRelease = (basis: string): string =>
  Object.hasOwn(RELEASES, basis) ? RELEASES[basis as Basis] : ''
