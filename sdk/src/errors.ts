/** What goes wrong, with a stable code and what to do about it. */

/** One field that is wrong: where (`to[0]`) and what. */
export interface ErrorDetail {
  readonly path: string
  readonly message: string
}

/** An error answer of the server. `message` is its sentence for people; write programs against `code`. */
export class MultiMailError extends Error {
  override readonly name = 'MultiMailError'
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** A stable code of docs/errors.md, e.g. `suppressed`; `no_answer` and `not_multimail` are this client's own. */
  readonly code: string
  /** What to do next; null when there is nothing to do. */
  readonly fix: string | null
  /** The fields that are wrong; may be empty. */
  readonly details: readonly ErrorDetail[]
  /** Give it to the operator: the log of the server has it. Null when there was no answer. */
  readonly requestId: string | null
  /** Seconds to wait, when the server says so. */
  readonly retryAfter: number | null
  /** The whole answer: some errors have further keys. */
  readonly body: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    body: Readonly<Record<string, unknown>>,
    options?: { readonly cause?: unknown },
  ) {
    super(textOf(body.error) ?? `The server answered ${status}.`, options)
    this.status = status
    this.code = textOf(body.code) ?? 'not_multimail'
    this.fix = textOf(body.fix)
    this.details = Array.isArray(body.details) ? (body.details as ErrorDetail[]) : []
    this.requestId = textOf(body.request_id)
    this.retryAfter = typeof body.retry_after === 'number' ? body.retry_after : null
    this.body = body
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

/** The error that an answer tells of, whatever it holds. */
export async function errorOf(response: Response): Promise<MultiMailError> {
  const text = await response.text()
  const after = Number(response.headers.get('retry-after') ?? Number.NaN)
  const shared = {
    request_id: response.headers.get('x-request-id'),
    ...(Number.isFinite(after) ? { retry_after: after } : {}),
  }
  try {
    const body = JSON.parse(text) as unknown
    if (typeof body === 'object' && body !== null) {
      return new MultiMailError(response.status, { ...shared, ...body })
    }
  } catch {
    // Not JSON: something between here and the server answered.
  }
  return new MultiMailError(response.status, { ...shared, fix: 'Check the address of the server.' })
}
