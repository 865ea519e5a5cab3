/** Asking again where that is safe: nothing is ever done twice. */

import { errorOf, MultiMailError } from './errors.ts'

export interface RetryOptions {
  readonly fetch: (request: Request) => Promise<Response>
  /** How often to ask again after the first time. */
  readonly retries: number
  /** The longest pause that is made, in ms: what asks for a longer one is an error at once. */
  readonly longestPause: number
  readonly sleep: (ms: number) => Promise<void>
  /** From 0 to 1. */
  readonly random: () => number
}

/** Codes with which nothing was done, and which pass by themselves. */
const PASSING = new Set([
  'rate_limited',
  'store_unavailable',
  'shutting_down',
  'scanner_unavailable',
  'idempotency_in_flight',
])
/** What may be repeated when nobody knows whether it was done. */
const REPEATABLE = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])

const isRepeatable = (request: Request) =>
  REPEATABLE.has(request.method) || (request.method === 'POST' && request.headers.has('idempotency-key'))

/**
 * Sends a request, and again when it got no answer, an answer from in between (502, 504), or one that passes by itself.
 * Throws {@link MultiMailError} for every answer that is not 2xx or 3xx.
 */
export async function fetchPatiently(request: Request, options: RetryOptions): Promise<Response> {
  for (let tried = 0; ; tried++) {
    const failure = await attempt(request.clone(), options)
    if (!(failure instanceof MultiMailError)) return failure
    const pause = pauseAfter(failure, tried, options)
    const again = mayRepeat(request, failure) && tried < options.retries && pause <= options.longestPause
    if (!again || request.signal.aborted) throw failure
    await options.sleep(pause)
  }
}

async function attempt(request: Request, options: RetryOptions): Promise<Response | MultiMailError> {
  try {
    const response = await options.fetch(request)
    return response.status < 400 ? response : await errorOf(response)
  } catch (cause) {
    if (request.signal.aborted) throw cause
    const body = {
      error: 'The server gave no answer.',
      code: 'no_answer',
      fix: 'Check that it runs and can be reached.',
    }
    return new MultiMailError(0, body, { cause })
  }
}

function mayRepeat(request: Request, { status, code }: MultiMailError): boolean {
  if (PASSING.has(code)) return true
  return isRepeatable(request) && (status === 0 || status === 502 || status === 504)
}

/** Ms: what the server says, else half a second that doubles, with some chance so that clients do not march in step. */
function pauseAfter({ retryAfter }: MultiMailError, tried: number, { random }: RetryOptions): number {
  return retryAfter === null ? Math.round(500 * 2 ** tried * (0.75 + random() / 2)) : retryAfter * 1000
}
