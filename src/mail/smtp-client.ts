/**
 * One connection to the next server, ready for messages: MAIL, RCPT and DATA, one message after the other
 * (RFC 5321 §3.3, RFC 2920, RFC 6152, RFC 6531, RFC 1870), and what a way for mail to leave looks like.
 */

import type { Readable } from 'node:stream'
import { isAddress } from '../core/address.ts'
import type { SmtpChannel } from './smtp-channel.ts'
import { DotStuffer, type Reply } from './smtp-replies.ts'
import type { Offer, Session, SmtpTimeouts } from './smtp-session.ts'
import {
  isPositive,
  ourVerdict,
  SmtpFault,
  type Stage,
  type Verdict,
  verdictOf,
  verdictOfTrouble,
} from './smtp-verdict.ts'

export type { Stage, Verdict }

export interface RecipientOutcome extends Verdict {
  readonly recipient: string
}

export interface TransmissionResult {
  /** `name:port` spoken to, or the domain when nobody could be. */
  readonly host: string
  /** e.g. `TLSv1.3 TLS_AES_256_GCM_SHA384`; null for plain text. */
  readonly tls: string | null
  /** One for each recipient, in their order. */
  readonly outcomes: readonly RecipientOutcome[]
}

export interface Transmission {
  /** Envelope sender, `''` for the null sender (RFC 5321 §4.5.5). */
  readonly from: string
  readonly recipients: readonly string[]
  /** Exactly as many octets as `open()` yields. */
  readonly size: number
  /** The raw message with CRLF line ends; dots are doubled on the way. Called once per attempt at DATA. */
  readonly open: () => Readable
  /** Whether the envelope or the header fields need SMTPUTF8 (RFC 6531). */
  readonly smtpUtf8: boolean
}

/** A way for mail to leave. */
export interface Transport {
  /** Tries to deliver. Never rejects for what network or peer do: every recipient gets an outcome. */
  transmit(transmission: Transmission): Promise<TransmissionResult>
  /** Connects, logs in, leaves. Rejects with a {@link SmtpFault} that says what is wrong. */
  verify(): Promise<{ readonly host: string; readonly tls: string | null }>
  /** Finishes what is in flight, defers what waits, says QUIT. */
  close(): Promise<void>
}

/** What came of one message on one connection. */
export interface Sent {
  readonly outcomes: readonly RecipientOutcome[]
  /** The connection had been used before and was gone before it answered MAIL: nothing was tried. */
  readonly wasStale: boolean
}

/** Takes down the state of one message while it is being sent. */
interface Progress {
  stage: Stage
  /** Replies to RCPT, by recipient. */
  readonly answers: Map<string, Reply>
  mailAnswered: boolean
}

/** A connection that is ready for messages. */
export class SmtpConnection {
  /** `name:port`. */
  readonly host: string
  readonly tls: string | null
  readonly #channel: SmtpChannel
  readonly #offer: Offer
  readonly #timeouts: SmtpTimeouts
  #messages = 0
  #needsReset = false

  constructor(session: Session) {
    this.host = session.host
    this.#channel = session.channel
    this.tls = this.#channel.tls
    this.#offer = session.offer
    this.#timeouts = session.timeouts
  }

  /** How many messages were tried on it. */
  get messages(): number {
    return this.#messages
  }

  get isUsable(): boolean {
    return !this.#channel.isBroken && !this.#channel.hasReply
  }

  /** Watches an idle connection: calls `onGone` when the server ends it or speaks unasked (e.g. 421). */
  watch(onGone: (() => void) | null): void {
    this.#channel.onDisturbed = onGone ?? (() => {})
  }

  /** Says QUIT; resolves when the socket is closed. */
  quit(): Promise<void> {
    return this.#channel.quit(Math.min(2_000, this.#timeouts.idle))
  }

  /** Sends one message. Never rejects. */
  async send(transmission: Transmission): Promise<Sent> {
    const recipients = transmission.recipients.filter(isAddress)
    const progress: Progress = { stage: 'mail', answers: new Map(), mailAnswered: false }
    const unfit = this.#unfit(transmission)
    if (unfit !== null || recipients.length === 0) {
      return { outcomes: outcomesOf(transmission, progress, unfit), wasStale: false }
    }
    const wasReused = this.#messages > 0
    this.#messages++
    let verdict: Verdict
    try {
      verdict = await this.#transaction({ ...transmission, recipients }, progress)
    } catch (error) {
      verdict = verdictOfTrouble(error, progress.stage)
      this.#channel.fail('lost', 'The conversation was broken off.')
    }
    if (verdict.code === 421) this.#channel.fail('lost', 'The server ended the conversation.')
    const wasStale = wasReused && this.#channel.isBroken && !progress.mailAnswered
    return { outcomes: outcomesOf(transmission, progress, verdict), wasStale }
  }

  /** Why this server cannot take the message at all; null when it may. */
  #unfit({ from, smtpUtf8, size }: Transmission): Verdict | null {
    if (from !== '' && !isAddress(from)) {
      return ourVerdict('refused', 'mail', '5.1.7', `The sender is not a mail address: ${from}`)
    }
    if (smtpUtf8 && !this.#offer.has('SMTPUTF8')) {
      const words = `${this.host} does not take mail with international addresses (SMTPUTF8).`
      return ourVerdict('refused', 'mail', '5.6.7', words)
    }
    if (size > this.#offer.maxSize) {
      const words = `${this.host} takes messages of at most ${this.#offer.maxSize} octets; this has ${size}.`
      return ourVerdict('refused', 'mail', '5.3.4', words)
    }
    return null
  }

  /** The verdict for all recipients that were not answered otherwise at RCPT. */
  async #transaction(transmission: Transmission, progress: Progress): Promise<Verdict> {
    const trouble = await this.#envelope(transmission, progress)
    if (trouble !== null) return trouble
    progress.stage = 'data'
    await this.#body(transmission, progress)
    if (progress.stage === 'data') {
      const early = await this.#channel.read(this.#timeouts.idle)
      this.#channel.fail('lost', 'The server answered before the end of the message.')
      return verdictOf(early, 'data')
    }
    const reply = await this.#channel.read(this.#timeouts.finalDot)
    this.#needsReset = false
    return verdictOf(reply, 'after_data')
  }

  /** MAIL, RCPT and DATA, in one go when the server allows (RFC 2920); null when the message may follow. */
  async #envelope(transmission: Transmission, progress: Progress): Promise<Verdict | null> {
    const { recipients } = transmission
    const isPipelined = this.#offer.has('PIPELINING')
    const ask = (command: string): Promise<Reply> => {
      if (!isPipelined) this.#channel.write(command)
      return this.#channel.read(this.#timeouts.idle)
    }
    const commands = [this.#mail(transmission), ...recipients.map(rcpt), 'DATA\r\n']
    if (this.#needsReset) commands.unshift('RSET\r\n')
    if (isPipelined) this.#channel.write(commands.join(''))
    if (this.#needsReset) {
      const reset = await ask('RSET\r\n')
      if (!isPositive(reset)) throw new SmtpFault({ ...verdictOf(reset, 'mail'), kind: 'deferred' })
    }
    this.#needsReset = true
    const mail = await ask(this.#mail(transmission))
    progress.mailAnswered = mail.code !== 421
    if (!isPositive(mail)) {
      if (isPipelined && mail.code !== 421) await this.#skip(recipients.length + 1)
      return verdictOf(mail, 'mail')
    }
    progress.stage = 'rcpt'
    let accepted = 0
    let answer = mail
    for (const recipient of recipients) {
      answer = await ask(rcpt(recipient))
      if (answer.code === 421) return verdictOf(answer, 'rcpt')
      progress.answers.set(recipient, answer)
      if (isPositive(answer)) accepted++
    }
    if (accepted === 0) {
      if (isPipelined) await this.#skip(1)
      return verdictOf(answer, 'rcpt')
    }
    progress.stage = 'data'
    const data = await ask('DATA\r\n')
    if (data.code >= 300 && data.code < 400) return null
    if (data.code < 400) this.#channel.fail('lost', 'The server did not understand DATA.')
    return verdictOf(data, 'data')
  }

  #mail({ from, size, smtpUtf8 }: Transmission): string {
    const parameters = [
      ...(this.#offer.has('SIZE') ? [` SIZE=${size}`] : []),
      ...(this.#offer.has('8BITMIME') ? [' BODY=8BITMIME'] : []),
      ...(smtpUtf8 ? [' SMTPUTF8'] : []),
    ]
    return `MAIL FROM:<${from}>${parameters.join('')}\r\n`
  }

  /**
   * Reads the replies to commands that went out together with one that failed. A server that wants the message
   * all the same (354) is hung up on: it must not get an empty one.
   */
  async #skip(count: number): Promise<void> {
    try {
      for (let read = 0; read < count; read++) {
        const { code } = await this.#channel.read(this.#timeouts.idle)
        if (code === 421 || code < 400) throw new Error('The server lost the thread.')
      }
    } catch {
      this.#channel.fail('lost', 'The conversation was broken off.')
    }
  }

  /**
   * Sends the message. Sets the stage to `after_data` right before the final dot is handed to the socket, and
   * leaves it at `data` when the server spoke or left before that.
   */
  async #body({ open, size }: Transmission, progress: Progress): Promise<void> {
    const channel = this.#channel
    const stuffer = new DotStuffer()
    const source = open()
    let octets = 0
    let held: Buffer | null = null
    channel.onDisturbed = () => source.destroy()
    try {
      for await (const chunk of source) {
        const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
        if (channel.isBroken || channel.hasReply) return
        if (held !== null && !channel.write(held)) await channel.room(this.#timeouts.idle)
        held = stuffer.push(bytes)
        octets += bytes.length
      }
    } catch (error) {
      if (!channel.isBroken && !channel.hasReply) throw error
    } finally {
      channel.onDisturbed = () => {}
    }
    if (channel.isBroken || channel.hasReply) return
    if (octets !== size) {
      const words = `The stored message has ${octets} octets instead of ${size}; it was not sent.`
      throw new SmtpFault(ourVerdict('deferred', 'data', '4.3.0', words))
    }
    progress.stage = 'after_data'
    channel.together(() => {
      if (held !== null) channel.write(held)
      channel.write(stuffer.end())
    })
  }
}

const rcpt = (recipient: string): string => `RCPT TO:<${recipient}>\r\n`

/** One outcome for each recipient; `verdict` is for those that RCPT did not settle. */
function outcomesOf(
  { recipients }: Transmission,
  { answers }: Progress,
  verdict: Verdict | null,
): RecipientOutcome[] {
  return recipients.map((recipient) => {
    const answer = answers.get(recipient)
    if (answer !== undefined && !isPositive(answer)) return { recipient, ...verdictOf(answer, 'rcpt') }
    if (verdict === null || !isAddress(recipient)) return { recipient, ...NO_ADDRESS }
    return { recipient, ...verdict }
  })
}

const NO_ADDRESS = ourVerdict('refused', 'rcpt', '5.1.3', 'This is not a mail address with a domain name.')
