/**
 * From a host name to a line that is ready for MAIL: connecting, the greeting, EHLO, TLS (RFC 3207, RFC 8314) and
 * AUTH (RFC 4954).
 */

import type { ConnectionOptions } from 'node:tls'
import { dial, type SmtpChannel } from './smtp-channel.ts'
import type { Reply } from './smtp-replies.ts'
import { isPositive, ourVerdict, SmtpFault, type Stage, verdictOf, verdictOfTrouble } from './smtp-verdict.ts'

/** How long to wait, in ms. */
export interface SmtpTimeouts {
  readonly connect: number
  readonly greeting: number
  /** For every other reply, and for the peer to take more of the message. */
  readonly idle: number
  /** For the reply to the final dot (RFC 5321 §4.5.3.2.6). */
  readonly finalDot: number
}

export const DEFAULT_TIMEOUTS: SmtpTimeouts = {
  connect: 15_000,
  greeting: 30_000,
  idle: 60_000,
  finalDot: 600_000,
}

/** Whom to connect to, and how. */
export interface Target {
  /** Name of the host, for TLS and for the record. */
  readonly host: string
  /** IP address to dial instead of looking `host` up. */
  readonly address: string | null
  readonly port: number
  /** TLS from the first octet (RFC 8314). */
  readonly implicitTls: boolean
  /** STARTTLS: whether it must be, may be, or must not be. */
  readonly starttls: 'required' | 'opportunistic' | 'never'
  /** Whether the certificate must be valid for `host`. */
  readonly verifiesCertificate: boolean
  readonly login: { readonly user: string; readonly password: string } | null
  /** What we call ourselves in EHLO. */
  readonly name: string
  readonly timeouts: SmtpTimeouts
  readonly tlsOptions: ConnectionOptions
}

/** What the server offered in its answer to EHLO. */
export class Offer {
  readonly #keywords = new Map<string, string>()

  constructor(lines: readonly string[]) {
    for (const line of lines.slice(1)) {
      const [keyword = '', ...rest] = line.trim().toUpperCase().split(/[ =]/)
      this.#keywords.set(keyword, [this.#keywords.get(keyword) ?? '', ...rest].join(' ').trim())
    }
  }

  has(keyword: string): boolean {
    return this.#keywords.has(keyword)
  }

  /** Octets the server takes at most; Infinity when it names no limit (RFC 1870 §4). */
  get maxSize(): number {
    const size = this.#keywords.get('SIZE') ?? ''
    return /^0*[1-9]\d{0,15}$/.test(size) ? Number(size) : Number.POSITIVE_INFINITY
  }

  get mechanisms(): readonly string[] {
    return (this.#keywords.get('AUTH') ?? '').split(' ')
  }
}

/** A line that is ready for MAIL. */
export interface Session {
  /** `name:port`. */
  readonly host: string
  readonly channel: SmtpChannel
  readonly offer: Offer
  readonly timeouts: SmtpTimeouts
}

/** Connects, greets, secures, logs in. Throws {@link SmtpFault} that says how far it came and what is wrong. */
export async function openSession(target: Target): Promise<Session> {
  let stage: Stage = 'connect'
  let channel: SmtpChannel | null = null
  try {
    channel = await dial(target.address ?? target.host, target.port, target.timeouts.connect)
    if (target.implicitTls) {
      stage = 'tls'
      await secure(target, channel)
    }
    stage = 'greeting'
    const greeting = await channel.read(target.timeouts.greeting)
    if (!isPositive(greeting)) throw new SmtpFault(verdictOf(greeting, stage))
    let offer = await hello(target, channel)
    if (channel.tls === null && target.starttls !== 'never') {
      stage = 'tls'
      if (await startTls(target, channel, offer)) offer = await hello(target, channel)
    }
    stage = 'auth'
    if (target.login !== null) await logIn(target, target.login, channel, offer)
    return { host: `${target.host}:${target.port}`, channel, offer, timeouts: target.timeouts }
  } catch (error) {
    channel?.fail('lost', 'The conversation was broken off.')
    throw error instanceof SmtpFault ? error : new SmtpFault(verdictOfTrouble(error, stage))
  }
}

async function ask(target: Target, channel: SmtpChannel, command: string): Promise<Reply> {
  channel.write(`${command}\r\n`)
  return channel.read(target.timeouts.idle)
}

async function hello(target: Target, channel: SmtpChannel): Promise<Offer> {
  const ehlo = await ask(target, channel, `EHLO ${target.name}`)
  if (isPositive(ehlo)) return new Offer(ehlo.lines)
  if (ehlo.code < 500) throw new SmtpFault(verdictOf(ehlo, 'greeting'))
  const helo = await ask(target, channel, `HELO ${target.name}`)
  if (isPositive(helo)) return new Offer([])
  throw new SmtpFault(verdictOf(helo, 'greeting'))
}

/** Whether the line is secured now. */
async function startTls(target: Target, channel: SmtpChannel, offer: Offer): Promise<boolean> {
  let words = 'does not offer STARTTLS'
  if (offer.has('STARTTLS')) {
    const reply = await ask(target, channel, 'STARTTLS')
    if (isPositive(reply)) {
      await secure(target, channel)
      return true
    }
    if (reply.code === 421) throw new SmtpFault(verdictOf(reply, 'tls'))
    words = `refused STARTTLS (${reply.text})`
  }
  if (target.starttls === 'opportunistic') return false
  throw new SmtpFault(
    ourVerdict('deferred', 'tls', '4.7.10', `${target.host} ${words}, but TLS is required for this server.`),
  )
}

async function secure(target: Target, channel: SmtpChannel): Promise<void> {
  const options = { rejectUnauthorized: target.verifiesCertificate, ...target.tlsOptions, host: target.host }
  try {
    await channel.secure(options, target.timeouts.greeting)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    const verdict = ourVerdict('deferred', 'tls', '4.7.5', `No TLS with ${target.host}: ${words}`)
    throw new SmtpFault(verdict, { isHandshake: true })
  }
}

async function logIn(
  target: Target,
  { user, password }: { readonly user: string; readonly password: string },
  channel: SmtpChannel,
  offer: Offer,
): Promise<void> {
  const isPrivate = channel.tls !== null || target.starttls === 'never' || isLoopback(channel.remoteAddress)
  if (!isPrivate) {
    const words = `${target.host} has no TLS, so the password was not sent to it. tls=never in the URL allows it.`
    throw new SmtpFault(ourVerdict('deferred', 'tls', '4.7.10', words))
  }
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
  let reply: Reply
  if (offer.mechanisms.includes('PLAIN')) {
    reply = await ask(target, channel, `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`)
  } else if (offer.mechanisms.includes('LOGIN')) {
    reply = await ask(target, channel, 'AUTH LOGIN')
    if (reply.code === 334) reply = await ask(target, channel, base64(user))
    if (reply.code === 334) reply = await ask(target, channel, base64(password))
  } else {
    const words = `${target.host} offers neither AUTH PLAIN nor AUTH LOGIN, so we could not log in.`
    throw new SmtpFault(ourVerdict('deferred', 'auth', '4.7.0', words))
  }
  if (isPositive(reply)) return
  const words = `${target.host} did not let us log in: ${reply.text}`
  throw new SmtpFault(ourVerdict('deferred', 'auth', reply.enhanced ?? '4.7.8', words, reply.code))
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address)
}
