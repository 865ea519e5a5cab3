/**
 * What an answer, or none, means for the mail. Until the final dot of DATA is handed to the socket the server
 * cannot have taken the message, so trouble means `deferred`. From that moment until its reply only the server
 * knows: trouble then is `uncertain`.
 */

import { LineError } from './smtp-channel.ts'
import { oneLine, type Reply } from './smtp-replies.ts'

/** Where in the conversation something happened; `after_data` is from the final dot on. */
export type Stage = 'dns' | 'connect' | 'greeting' | 'tls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'after_data'

/** How an attempt ended for somebody. */
export interface Verdict {
  readonly kind: 'accepted' | 'deferred' | 'refused' | 'uncertain'
  readonly stage: Stage
  /** SMTP reply code; null when the words are ours. */
  readonly code: number | null
  /** RFC 3463, e.g. `5.1.1`. */
  readonly enhanced: string | null
  /** The server's words with their codes, or ours: one line, at most 500 characters. */
  readonly reply: string
}

/** No conversation, or its end: what it means for those it was about. */
export class SmtpFault extends Error {
  readonly verdict: Verdict
  /** `name:port` spoken to, where whoever catches it cannot know. */
  readonly host: string | null
  /** Whether it was the TLS handshake that failed: plain text might work. */
  readonly isHandshake: boolean

  constructor(verdict: Verdict, about: { readonly host?: string; readonly isHandshake?: boolean } = {}) {
    super(verdict.reply)
    this.name = 'SmtpFault'
    this.verdict = verdict
    this.host = about.host ?? null
    this.isHandshake = about.isHandshake ?? false
  }
}

/** A verdict in our own words. */
export function ourVerdict(
  kind: Verdict['kind'],
  stage: Stage,
  enhanced: string,
  words: string,
  code: number | null = null,
): Verdict {
  return { kind, stage, code, enhanced, reply: oneLine(words) }
}

/** Whether a reply is 2xx. */
export const isPositive = (reply: Reply): boolean => reply.code >= 200 && reply.code < 300

/**
 * What a reply means, by its first digit (RFC 5321 §4.2.1). Replies about authentication (530, 535, 538) speak of
 * our set-up, not of the mail, so they defer. A reply to the final dot that is neither success nor failure leaves
 * open what became of the message.
 */
export function verdictOf(reply: Reply, stage: Stage): Verdict {
  const { code, enhanced, text } = reply
  const said = { stage, code, enhanced, reply: text }
  if (code >= 200 && code < 300 && stage === 'after_data') return { kind: 'accepted', ...said }
  if (code === 530 || code === 535 || code === 538) return { kind: 'deferred', ...said }
  if (code >= 500 && code < 600) return { kind: 'refused', ...said }
  const isFailure = code >= 400 && code < 500
  return { kind: stage === 'after_data' && !isFailure ? 'uncertain' : 'deferred', ...said }
}

const NAME_ERRORS: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'])

/** What trouble on the line means at `stage`. */
export function verdictOfTrouble(error: unknown, stage: Stage): Verdict {
  if (error instanceof SmtpFault) return error.verdict
  const words = error instanceof Error ? error.message : String(error)
  if (stage === 'after_data') {
    return ourVerdict(
      'uncertain',
      stage,
      '4.4.2',
      `${words} The whole message had been sent: the server may have taken it.`,
    )
  }
  if (!(error instanceof LineError)) {
    return ourVerdict('deferred', stage, '4.3.0', 'The message could not be read from the store.')
  }
  if (stage === 'connect' && NAME_ERRORS.has(error.code ?? '')) {
    return ourVerdict('deferred', 'dns', '4.4.3', words)
  }
  return ourVerdict('deferred', stage, stage === 'connect' ? '4.4.1' : '4.4.2', words)
}
