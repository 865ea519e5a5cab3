/**
 * What passes over an SMTP connection, as bytes: replies on the way in (RFC 5321 §4.2), the message with its
 * dots doubled on the way out (RFC 5321 §4.5.2).
 */

/** One reply of a server. */
export interface Reply {
  /** Three digits; 0 when what came is not a reply at all. */
  readonly code: number
  /** RFC 3463, e.g. `5.1.1`. */
  readonly enhanced: string | null
  /** The server's words with their codes on one line, at most 500 characters. */
  readonly text: string
  /** Each line without its codes. */
  readonly lines: readonly string[]
}

const MAX_REPLY_OCTETS = 64 * 1024
const REPLY_LINE = /^(\d{3})(?:([ -])(.*))?$/s
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/

/** Words of a peer made safe to store and show: one line, no control or format characters, at most 500 long. */
export function oneLine(words: string): string {
  return words
    .slice(0, 4_096)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, 500)
    .toWellFormed()
}

function replyOf(code: number, lines: readonly string[]): Reply {
  const enhanced = ENHANCED.exec(lines[0] ?? '')?.[1] ?? null
  const plain = lines.map((line) => line.replace(ENHANCED, ''))
  const text = oneLine([code, ...(enhanced === null ? [] : [enhanced]), ...plain].join(' '))
  return { code, enhanced, text, lines: plain }
}

/**
 * Puts replies together from the chunks of a socket. A line that is no reply line, and a reply over 64 KB, become
 * a reply with code 0: whoever gets one should hang up.
 */
export class ReplyReader {
  #rest = ''
  #lines: string[] = []
  #octets = 0

  /** Whether part of a reply is waiting for its rest. */
  get isAmidReply(): boolean {
    return this.#rest !== '' || this.#lines.length > 0
  }

  /** The replies that `chunk` completes. */
  push(chunk: Buffer): Reply[] {
    const replies: Reply[] = []
    const lines = (this.#rest + chunk.toString('latin1')).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const reply = this.#line(line.endsWith('\r') ? line.slice(0, -1) : line)
      if (reply !== null) replies.push(reply)
    }
    if (this.#octets + this.#rest.length > MAX_REPLY_OCTETS) {
      this.#rest = ''
      replies.push(this.#malformed('(an endless reply)'))
    }
    return replies
  }

  #line(latin1: string): Reply | null {
    this.#octets += latin1.length + 1
    if (this.#octets > MAX_REPLY_OCTETS) return this.#malformed('(an endless reply)')
    const line = Buffer.from(latin1, 'latin1').toString('utf8')
    const [, code, separator, text = ''] = REPLY_LINE.exec(line) ?? []
    if (code === undefined) return this.#malformed(line)
    this.#lines.push(text)
    if (separator === '-') return null
    const reply = replyOf(Number(code), this.#lines)
    this.#clear()
    return reply
  }

  #malformed(line: string): Reply {
    this.#clear()
    return { code: 0, enhanced: null, text: oneLine(line), lines: [] }
  }

  #clear(): void {
    this.#lines = []
    this.#octets = 0
  }
}

const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e

/**
 * Makes the bytes that follow DATA out of a message: a dot at the start of a line is doubled, and a CR or LF that
 * stands alone becomes CRLF, so that no server sees the end of the message inside it (RFC 5321 §2.3.8, §4.1.1.4).
 */
export class DotStuffer {
  #last = LF

  /** The next chunk as it goes over the wire. */
  push(chunk: Buffer): Buffer {
    const parts: (Buffer | string)[] = []
    let from = 0
    let last = this.#last
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      let insert = ''
      if (last === CR && byte !== LF) insert = byte === DOT ? '\n.' : '\n'
      else if (byte === LF && last !== CR) insert = '\r'
      else if (byte === DOT && last === LF) insert = '.'
      if (insert !== '') {
        parts.push(chunk.subarray(from, at), insert)
        from = at
      }
      last = byte
    }
    this.#last = last
    if (parts.length === 0) return chunk
    parts.push(chunk.subarray(from))
    return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
  }

  /** What ends the message after the last chunk: the final dot on a line of its own. */
  end(): string {
    if (this.#last === LF) return '.\r\n'
    return this.#last === CR ? '\n.\r\n' : '\r\n.\r\n'
  }
}
