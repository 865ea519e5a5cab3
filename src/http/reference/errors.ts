/** The error answers of each operation: what follows from its kind, and what {@link OPERATIONS} says of it. */

import { ERRORS, type ErrorCode } from '../../errors.ts'
import type { Answer, Example, OpenApi, Operation } from './openapi-types.ts'

const isCode = (text: string): text is ErrorCode => text in ERRORS

/** Whether an operation is a page for people: then its errors are pages too. */
export function isPage(operation: Operation): boolean {
  // What a key opens tells programs what went wrong.
  if (operation['x-scopes'] !== undefined) return false
  return Object.values(operation.responses).some(({ content }) => content?.['text/html'] !== undefined)
}

/** The codes that follow from what kind of operation it is. */
function impliedBy(method: string, operation: Operation): ErrorCode[] {
  const codes: ErrorCode[] = ['internal', 'store_unavailable', 'shutting_down']
  // A protocol with errors of its own, which its routes describe.
  if (operation.tags.includes('OAuth')) return codes
  const isOpened = operation['x-scopes'] !== undefined
  if (isOpened) codes.push('unauthorized', 'forbidden_scope', 'rate_limited')
  const places = new Set((operation.parameters ?? []).map((parameter) => parameter.in))
  if (places.size > 0) codes.push('bad_request')
  if (places.has('path')) codes.push('not_found')
  if (operation.requestBody !== undefined) {
    codes.push('bad_request', 'invalid_json', 'too_large', 'unsupported_media_type')
  }
  if (isOpened && method === 'post')
    codes.push('bad_request', 'idempotency_mismatch', 'idempotency_in_flight')
  // Of a person who is signed in.
  if (isOpened && method !== 'get') codes.push('not_from_console')
  if (operation['x-operator-approval'] === true) {
    codes.push('wrong_code', 'no_pending_approval', 'live_key_only', 'sign_in_again')
  }
  return codes
}

/** The codes that an operation may answer with, in the order of the table of errors. */
export function codesOf(method: string, operation: Operation, told: readonly string[]): ErrorCode[] {
  const all = new Set<string>([...impliedBy(method, operation), ...(operation['x-errors'] ?? []), ...told])
  return Object.keys(ERRORS)
    .filter(isCode)
    .filter((code) => all.has(code))
}

const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })

/** Headers of an answer with this HTTP status. */
export function headersOf(status: number, isOpened: boolean): Record<string, object> {
  const names = ['X-Request-Id', 'X-MultiMail-Delivery']
  if (isOpened && status !== 401) names.push('RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset')
  if (status === 429) names.push('Retry-After')
  if (status === 401) names.push('WWW-Authenticate')
  return Object.fromEntries(names.map((name) => [name, reference('headers', name)]))
}

/** An answer is named by its codes, and stands once in the document. */
const nameOf = (codes: readonly ErrorCode[]) => codes.join('.')

function answerOf(codes: readonly ErrorCode[]): Answer {
  const status = ERRORS[codes[0] ?? 'internal'].http
  const lines = codes.map((code) => `\`${code}\`: ${ERRORS[code].message}`)
  return {
    description: lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => `- ${line}`).join('\n'),
    headers: headersOf(status, status === 429),
    content: {
      'application/json': {
        schema: reference('schemas', 'Error'),
        examples: Object.fromEntries(codes.map((code) => [code, reference('examples', code)])),
      },
    },
  }
}

const PAGE_ERRORS: Readonly<Record<string, string>> = {
  400: 'A page that says what is wrong.',
  404: 'A page: the link is not known.',
  409: 'A page: it was decided already, or has changed.',
  410: 'A page: the link has expired.',
  500: 'A page: the server made a mistake; nothing was done.',
  503: 'A page: the server cannot do it now.',
}

/** Writes the error answers of one operation, beside those that its route describes itself. */
export function writeErrors(method: string, operation: Operation, told: readonly string[]): void {
  if (isPage(operation)) {
    const isLink = (operation.parameters ?? []).length > 0 || operation.requestBody !== undefined
    for (const [status, description] of Object.entries(PAGE_ERRORS)) {
      if (!isLink && status !== '500') continue
      const content = { 'text/html': { schema: { type: 'string' } } }
      operation.responses[status] ??= { description, headers: headersOf(Number(status), false), content }
    }
    return
  }
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codesOf(method, operation, told)) {
    const status = ERRORS[code].http
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  for (const [status, codes] of [...byStatus].sort(([left], [right]) => left - right)) {
    operation.responses[status] ??= reference('responses', nameOf(codes))
  }
}

/** An error as it is answered. */
function exampleOf(code: ErrorCode): Example {
  const { message, fix, http } = ERRORS[code]
  const isInput = code === 'bad_request'
  const details = isInput ? [{ path: 'to[0]', message: '"ada" is not a mail address' }] : []
  return {
    summary: message,
    value: {
      error: isInput ? 'to[0]: "ada" is not a mail address' : message,
      code,
      fix,
      details,
      request_id: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B',
      ...(http === 429 ? { retry_after: 3 } : {}),
    },
  }
}

/** Writes what error answers refer to; `used` are the references of the document. */
export function writeSharedErrors(document: OpenApi, used: ReadonlySet<string>): void {
  const answers: Record<string, Answer> = {}
  const examples = new Set<ErrorCode>()
  for (const name of [...used].sort()) {
    const codes = /^#\/components\/responses\/(.+)$/.exec(name)?.[1]?.split('.').filter(isCode) ?? []
    if (codes.length === 0) continue
    answers[nameOf(codes)] = answerOf(codes)
    for (const code of codes) examples.add(code)
  }
  document.components.responses = answers
  const codes = Object.keys(ERRORS).filter(isCode)
  document.components.examples = Object.fromEntries(
    codes.filter((code) => examples.has(code)).map((code) => [code, exampleOf(code)]),
  )
}
