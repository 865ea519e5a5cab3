/**
 * Posting to addresses that strangers chose: the address connected to is checked on every connection, redirects are
 * not followed, answers are read only so far, and everything has an end.
 */

import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Agent, buildConnector, Dispatcher } from 'undici'
import { FirstUse } from '../core/first-use.ts'
import { retryAfterMsOf } from '../core/retry.ts'
import { isPrivateHost, isPublicAddress, PrivateAddressError, publicLookup } from './public-address.ts'

/** A POST has this long from the beginning to the end of its answer, in ms (contract §8). */
export const POST_TIMEOUT_MS = 15_000
/** So much of an answer is kept, in bytes. */
export const KEPT_BYTES = 2_048
/** So much of it is read at most before the connection is cut. */
const READ_BYTES = 65_536

export interface PostAnswer {
  /** Null when there was none: then `text` says why. */
  readonly status: number | null
  /** The beginning of the answer, or what went wrong. */
  readonly text: string
  /** What `Retry-After` asks for, in ms; 0 when it does not. */
  readonly retryAfterMs: number
}

export interface Poster {
  /** Never rejects. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<PostAnswer>
  close(): Promise<void>
}

export interface GuardOptions {
  /** The development switch that lifts the check of addresses. */
  readonly allowsPrivate: boolean
  /** How long a request may take, in ms; {@link POST_TIMEOUT_MS} unless given. */
  readonly timeout?: number
  /** Finds the addresses of a host; the system does unless given. */
  readonly lookup?: LookupFunction
}

export interface PosterOptions extends GuardOptions {
  /** The time, in epoch ms. */
  readonly now: () => number
}

/** Connects to public addresses only. The library is loaded with the first. */
export async function guardedAgent(options: GuardOptions): Promise<Agent> {
  const { Agent, buildConnector } = await import('undici')
  const { allowsPrivate, timeout = POST_TIMEOUT_MS, lookup = systemLookup } = options
  const connect = buildConnector({
    timeout: 10_000,
    lookup: allowsPrivate ? lookup : publicLookup(lookup),
  })
  const guarded: buildConnector.connector = (options, callback) => {
    // A host that is an address itself is not looked up.
    const host = options.hostname
    if (!allowsPrivate && isPrivateHost(host)) {
      callback(new PrivateAddressError(`${host} is not a public address.`), null)
      return
    }
    connect(options, (error, socket) => {
      const remote = socket?.remoteAddress ?? ''
      if (error === null && !allowsPrivate && !isPublicAddress(remote)) {
        socket?.destroy()
        callback(new PrivateAddressError(`${host} led to ${remote}, which is not public.`), null)
      } else if (error === null && socket !== null) callback(null, socket)
      else callback(error ?? new Error('no connection'), null)
    })
  }
  return new Agent({
    connect: guarded,
    // Each subscription has its own limit; one must not wait for another at the same host.
    connections: null,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    maxHeaderSize: 16_384,
  })
}

/** Makes a poster; its connections are kept for the next POST to the same host. */
export function createPoster(options: PosterOptions): Poster {
  const { now, timeout = POST_TIMEOUT_MS } = options
  const agent = new FirstUse(() => guardedAgent(options))
  return {
    post: (url, headers, body) => post({ agent, now, timeout }, url, headers, body),
    async close() {
      await (await agent.made)?.close()
    },
  }
}

async function post(
  { agent, now, timeout }: { agent: FirstUse<Dispatcher>; now: () => number; timeout: number },
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<PostAnswer> {
  try {
    const { origin, pathname, search } = new URL(url)
    const answer = await (await agent.get()).request({
      origin,
      path: `${pathname}${search}`,
      method: 'POST',
      headers: { ...headers },
      body,
      signal: AbortSignal.timeout(timeout),
    })
    const text = await beginningOf(answer.body)
    const asked = answer.headers['retry-after']
    const retryAfterMs = retryAfterMsOf(Array.isArray(asked) ? asked[0] : asked, now())
    return { status: answer.statusCode, text, retryAfterMs }
  } catch (error) {
    return { status: null, text: sentenceOf(error, timeout), retryAfterMs: 0 }
  }
}

async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const kept: Buffer[] = []
  let read = 0
  try {
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk as Uint8Array)
      if (read < KEPT_BYTES) kept.push(bytes.subarray(0, KEPT_BYTES - read))
      read += bytes.length
      if (read > READ_BYTES) break
    }
  } catch {
    // The status counts; a body that breaks off is kept as far as it came.
  }
  return Buffer.concat(kept)
    .toString('utf8')
    .replace(/[^\P{Cc}\n\t]/gu, '')
}

function sentenceOf(error: unknown, timeout: number): string {
  if (error instanceof PrivateAddressError) return error.message
  if (!(error instanceof Error)) return 'The request failed.'
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return `There was no answer within ${timeout / 1_000} seconds.`
  const cause = error.cause instanceof PrivateAddressError ? error.cause.message : error.message
  return cause.slice(0, 500)
}
