/** Errors as clients see them (contract §1 "Errors"). */

import type { z } from '@hono/zod-openapi'
import { AppError, type ErrorDetail } from '../errors.ts'

/** Every error answer. */
export interface ErrorBody {
  readonly error: string
  readonly code: string
  readonly fix: string | null
  readonly details: readonly ErrorDetail[]
  readonly request_id: string
  readonly [extra: string]: unknown
}

/** The answer for any thrown value; what is not an AppError says nothing of its inside. */
export function errorBody(
  error: unknown,
  requestId: string,
): { readonly status: number; readonly body: ErrorBody } {
  const known = error instanceof AppError ? error : new AppError('internal')
  const retry = known.retryAfter === null ? {} : { retry_after: known.retryAfter }
  return {
    status: known.status,
    body: {
      error: known.message,
      code: known.code,
      fix: known.fix,
      details: known.details,
      request_id: requestId,
      ...retry,
      ...known.extra,
    },
  }
}

/** `['to', 0, 'name']` as clients read it: `to[0].name`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('')
}

/** What Zod found wrong, as 400 `bad_request` that names each field; at most 20 of them. */
export function invalidInput(error: z.ZodError): AppError {
  const details = error.issues.slice(0, 20).map((issue) => ({
    path: pathText(issue.path),
    message: issue.message,
  }))
  const first = details[0]
  const message =
    first === undefined ? undefined : `${first.path === '' ? 'body' : first.path}: ${first.message}`
  return new AppError('bad_request', message === undefined ? { details } : { message, details })
}
