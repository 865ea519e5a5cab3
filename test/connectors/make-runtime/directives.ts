/** Performs the directives of a Make app: sends the request, and makes of the answer what they say. */

import { evaluate, holds, type Scope } from './iml.ts'
import { textOf } from './iml-functions.ts'
import type { Communication, Values } from './package.ts'

/** A request as it went out. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly query: Values
  readonly body: Values
}

/** What Make shows where a module fails. */
export class MakeError extends Error {
  /** Of the documented types, like `RateLimitError`: what Make does next depends on it. */
  readonly type: string
  constructor(type: string, message: string) {
    super(message)
    this.name = 'MakeError'
    this.type = type
  }
}

/** One item that came of an answer, with the scope in which it was made. */
export interface Made {
  readonly output: unknown
  readonly scope: Scope
}

export interface Result {
  readonly items: readonly Made[]
  /** Of the last answer. */
  readonly scope: Scope
}

/** Make asks for no more pages than this many items need, when a directive gives no `limit`. */
const NO_LIMIT = 3_200

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** The parameters of a query; a list stands there several times, no value as nothing. */
function queryOf(qs: unknown): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((qs ?? {}) as Values)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, textOf(one))
  }
  return query
}

function bodyOf(type: string, body: unknown): { text: string; contentType: string } {
  if (type === 'urlencoded')
    return { text: String(queryOf(body)), contentType: 'application/x-www-form-urlencoded' }
  if (type === 'text' || type === 'raw') return { text: asText(body), contentType: 'text/plain' }
  if (type !== 'json') throw new Error(`bodies of the type ${type} are not known here`)
  return { text: JSON.stringify(body), contentType: 'application/json' }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function typeOfAnswer(directive: Communication, status: number): string {
  const type = directive.response?.type ?? 'automatic'
  if (typeof type === 'string') return type
  const range = Object.keys(type).find((key) => {
    const [from, to] = key.split('-').map(Number)
    return from !== undefined && to !== undefined && status >= from && status <= to
  })
  return type[String(status)] ?? type[range ?? '*'] ?? 'automatic'
}

/** Base and module in one: the module's own directives count, `error` and `headers` are put together. */
export function inherit(base: Communication, own: Communication): Communication {
  const error = { ...base.response?.error, ...own.response?.error }
  const headers = { ...base.headers, ...own.headers }
  return { ...base, ...own, headers, response: { ...base.response, ...own.response, error } }
}

async function ask(directive: Communication, more: Values, scope: Scope, sent: Sent[]): Promise<Scope> {
  const url = new URL(textOf(evaluate(directive.url, scope)))
  const query = { ...(evaluate(directive.qs, scope) as Values | undefined), ...more }
  if (directive.qs !== undefined || Object.keys(more).length > 0) url.search = String(queryOf(query))
  const method = textOf(evaluate(directive.method ?? 'GET', scope)).toUpperCase()
  const given = evaluate(directive.body, scope)
  const isEmpty = given === undefined || given === null || given === '' || method === 'GET'
  const body = isEmpty ? undefined : bodyOf(directive.type ?? 'json', given)
  const headers = new Headers(
    Object.entries((evaluate(directive.headers, scope) ?? {}) as Values).map(([name, value]) => [
      name,
      textOf(value),
    ]),
  )
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', body.contentType)
  sent.push({
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    body: body === undefined ? {} : (jsonOf(body.text) as Values),
  })
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: body.text }) })
  const bytes = Buffer.from(await response.arrayBuffer())
  const type = typeOfAnswer(directive, response.status)
  return {
    ...scope,
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: type === 'binary' ? bytes : type === 'text' ? bytes.toString() : jsonOf(bytes.toString()),
  }
}

function fail(error: Values, status: number, scope: Scope): never {
  const own = error[String(status)] as Values | undefined
  const { type = error.type ?? 'RuntimeError', message = error.message } = own ?? {}
  throw new MakeError(String(type), textOf(evaluate(message, scope)))
}

function check(directive: Communication, scope: Scope): void {
  const status = Number(scope.statusCode)
  if (status >= 400) fail(directive.response?.error ?? {}, status, scope)
  const valid = directive.response?.valid
  if (valid === undefined || holds(valid.condition, scope)) return
  throw new MakeError(valid.type ?? 'RuntimeError', textOf(evaluate(valid.message ?? 'Not valid', scope)))
}

/** What one answer gives: its output, or one for each of a list. */
function itemsOf(directive: Communication, scope: Scope): Made[] {
  const { iterate, output } = directive.response ?? {}
  const make = (inner: Scope): Made => ({
    output: output === undefined ? (inner.item ?? inner.body) : evaluate(output, inner),
    scope: inner,
  })
  if (iterate === undefined) return [make(scope)]
  const list = evaluate(iterate, scope)
  if (!Array.isArray(list)) throw new Error(`${iterate} is no list`)
  return list.map((item: unknown) => make({ ...scope, item }))
}

/** Asks for pages until the limit is reached, no page is left, or `isEnough` says so. */
async function pages(
  directive: Communication,
  start: Scope,
  sent: Sent[],
  isEnough: (items: readonly Made[]) => boolean,
): Promise<Result> {
  const items: Made[] = []
  let more: Values = {}
  for (;;) {
    const scope = await ask(directive, more, start, sent)
    check(directive, scope)
    const temp = evaluate(directive.response?.temp, scope) as Values | undefined
    const after = { ...scope, temp: { ...(scope.temp as Values), ...temp } }
    items.push(...itemsOf(directive, after))
    const limit = evaluate(directive.response?.limit, after)
    const most = limit === undefined || limit === '' ? NO_LIMIT : Number(limit)
    const { pagination } = directive
    const isLast = pagination === undefined || !holds(pagination.condition ?? false, after)
    if (items.length >= most || isLast || isEnough(items))
      return { items: items.slice(0, most), scope: after }
    more = evaluate(pagination.qs, after) as Values
  }
}

/** Performs directives; several are performed in order, and the last one's items count. Throws {@link MakeError}. */
export async function perform(
  directives: Communication | readonly Communication[],
  scope: Scope,
  sent: Sent[],
  isEnough: (items: readonly Made[]) => boolean = () => false,
): Promise<Result> {
  let result: Result = { items: [], scope: { temp: {}, ...scope } }
  const list = Array.isArray(directives)
    ? (directives as readonly Communication[])
    : [directives as Communication]
  for (const directive of list) {
    const temp = evaluate(directive.temp, result.scope) as Values | undefined
    const before = { ...result.scope, temp: { ...(result.scope.temp as Values), ...temp } }
    if (directive.condition !== undefined && !holds(directive.condition, before)) continue
    result = await pages(directive, before, sent, isEnough)
  }
  const wrapper = list.at(-1)?.response?.wrapper
  if (wrapper === undefined) return result
  const output = result.items.map((one) => one.output)
  return {
    ...result,
    items: [{ output: evaluate(wrapper, { ...result.scope, output }), scope: result.scope }],
  }
}
