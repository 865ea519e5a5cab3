/** Waiting for people and for mail without asking in a tight loop. */

import type { Email, EmailSummary } from './types.ts'

export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError'
}

export interface WaitOptions {
  /** Ms until {@link WaitTimeoutError}: 10 minutes when left out. People may take days: then use webhooks. */
  readonly timeout?: number
  readonly signal?: AbortSignal
}

export interface Clock {
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
}

const TEN_MINUTES = 600_000
const UNDECIDED = new Set<string>(['pending_scan', 'pending_send_approval', 'pending_inbound_approval'])
const UNDERWAY = new Set<string>([...UNDECIDED, 'scheduled', 'queued', 'sending'])

/** Whether it still waits for the checks of the server or for a person. */
export const isUndecided = ({ status }: Pick<Email, 'status'>) => UNDECIDED.has(status)

/** Whether something will still happen to it by itself. */
export const isUnderWay = ({ status }: Pick<Email, 'status'>) => UNDERWAY.has(status)

/** Asks until `isDone`: first after a second, then more and more seldom, at most every 15 seconds. */
export async function waitUntil(
  read: () => Promise<Email>,
  isDone: (email: Email) => boolean,
  { timeout = TEN_MINUTES, signal }: WaitOptions,
  { now, sleep }: Clock,
): Promise<Email> {
  const end = now() + timeout
  for (let pause = 1_000; ; pause = Math.min(Math.round(pause * 1.5), 15_000)) {
    signal?.throwIfAborted()
    const email = await read()
    if (isDone(email)) return email
    if (now() + pause > end) throw new WaitTimeoutError(`The email ${email.id} is still ${email.status}.`)
    await sleep(pause)
  }
}

/** The first email that `list` finds; it is told for how many seconds the server shall hold the question. */
export async function waitForFirst(
  list: (seconds: number) => Promise<readonly EmailSummary[]>,
  { timeout = TEN_MINUTES, signal }: WaitOptions,
  { now }: Clock,
): Promise<EmailSummary> {
  const end = now() + timeout
  for (;;) {
    signal?.throwIfAborted()
    const left = Math.ceil((end - now()) / 1000)
    const emails = await list(Math.max(0, Math.min(30, left)))
    // Lists begin with the newest; what came first is answered first.
    const first = emails.at(-1)
    if (first !== undefined) return first
    if (now() >= end) throw new WaitTimeoutError('No email came.')
  }
}
