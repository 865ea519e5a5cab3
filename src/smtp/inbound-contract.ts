/** What the inbound SMTP server is given and gives: its options, its handlers, and what it tells them. */

import type { Readable } from 'node:stream'

/** What the handlers learn of the conversation a recipient or a message came in. */
export interface InboundSession {
  readonly id: string
  readonly remoteAddress: string
  /** As the client gave it in HELO or EHLO, in lower case; not verified. */
  readonly heloName: string
  /** The reverse-path, empty for `<>`. */
  readonly envelopeFrom: string
  /** The forward-paths accepted so far, as given but for the domain, which is in Unicode (no `xn--`). */
  readonly recipients: readonly string[]
  /** TLS version and cipher; null without TLS. */
  readonly tls: string | null
  /** Whether the client asked for SMTPUTF8 (RFC 6531). */
  readonly smtpUtf8: boolean
  /** Whether it declared BODY=8BITMIME (RFC 6152). */
  readonly body8bit: boolean
}

export interface InboundHandlers {
  /** Resolves when the address is a mailbox that takes mail; rejects with AppError, e.g. `unknown_mailbox`. */
  checkRecipient(address: string, session: InboundSession): Promise<void>
  /**
   * Consumes the message (CRLF lines, dots of transparency removed) to its end and resolves only when it is
   * durable, with the id for the 250 reply; rejects with AppError. `stream` fails with AppError `too_large` when
   * the message is over the limit, and with code `ECONNECTION` when the client has gone: store nothing then.
   */
  receive(session: InboundSession, stream: Readable): Promise<{ readonly id: string }>
}

export type InboundLog = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, unknown>>,
) => void

export interface InboundOptions {
  readonly host: string
  /** 0 for any free port. */
  readonly port: number
  /** The host name in the greeting. */
  readonly name: string
  /** Largest message, in bytes as received. Default 25 MB. */
  readonly maxMessageBytes?: number
  /** Recipients of one message (default 100), and refused recipients of one connection. */
  readonly maxRecipients?: number
  /** Default 200. */
  readonly maxConnections?: number
  /** From one IPv4 address or IPv6 /64 network, loopback included. Default 50. */
  readonly maxConnectionsPerAddress?: number
  /** Commands without a message accepted between them. Default 500. */
  readonly maxCommandsPerSession?: number
  /** Bad commands without a message accepted between them. Default 10. */
  readonly maxErrorsPerSession?: number
  /** Time for one command line, ms. Default 60,000. */
  readonly commandTimeoutMs?: number
  /** Longest silence within a message, ms; the whole may take as long plus 1 s for 2 KB. Default 180,000. */
  readonly dataTimeoutMs?: number
  /** PEM; null offers no STARTTLS. */
  readonly tls: { readonly key: string; readonly cert: string } | null
  /** Monotonic clock, ms. */
  readonly now?: () => number
  readonly log: InboundLog
}

export interface InboundServer {
  readonly port: number
  /**
   * Stops accepting, answers 421 to whoever is idle, lets running messages finish for `graceMs` (default 10 s)
   * and then breaks them off. Resolves when every connection is gone.
   */
  close(graceMs?: number): Promise<void>
  /** How many connections are open. */
  connections(): number
}
