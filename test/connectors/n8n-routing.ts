/**
 * Performs an operation of a declarative n8n node as n8n's routing does (packages/core, routing-node): finds the
 * parameters that are shown, makes one request of what they say, and turns the answer into items.
 */

import { runInNewContext } from 'node:vm'
import type {
  Action,
  Binary,
  Credential,
  FullResponse,
  Item,
  NodeType,
  Property,
  Values,
} from './n8n-package.ts'

/** A request as it went out. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly query: Values
  readonly body: Values
}

/** Who asks, and where. */
export interface Caller {
  readonly credential: Credential
  readonly credentials: { readonly baseUrl: string; readonly apiKey: string }
  /** Every request that was made. */
  readonly sent: Sent[]
}

type Scope = Record<string, unknown>

/** The part of Luxon that the nodes use in expressions: what is no time becomes null. */
const moment = (at: number) => ({
  toUTC: () => ({ toISO: () => (Number.isNaN(at) ? null : new Date(at).toISOString()) }),
})
const DateTime = { fromISO: (text: string) => moment(Date.parse(text)), fromMillis: moment }

/** Evaluates a value as n8n does: text that begins with `=` is an expression, objects are gone through. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((inner) => evaluate(inner, scope))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, evaluate(inner, scope)]))
  if (typeof value !== 'string' || !value.startsWith('=')) return value
  const text = value.slice(1)
  const compute = (code: string): unknown => runInNewContext(`(${code})`, { DateTime, ...scope })
  const whole = /^\{\{((?:(?!\}\})[\s\S])*)\}\}$/.exec(text.trim())
  if (whole !== null) return compute(whole[1] ?? '')
  return text.replace(/\{\{([\s\S]*?)\}\}/g, (_, code) => String(compute(code)))
}

/** Whether a parameter is shown, given what is chosen. */
export function isShown(property: Property, chosen: Values): boolean {
  const show = property.displayOptions?.show ?? {}
  return Object.entries(show).every(([name, allowed]) => allowed.includes(chosen[name]))
}

/** All that is shown with its value: what was given, else the default. Throws for a parameter that is not there. */
export function parametersOf(node: NodeType, given: Values): Values {
  const values: Record<string, unknown> = { ...given }
  // Whether one is shown hangs on others before it: resource, then operation, then the rest.
  for (const property of node.description.properties) {
    if (!isShown(property, values)) continue
    if (property.required === true && property.default === '' && given[property.name] === undefined)
      throw new Error(`${property.name} is required`)
    values[property.name] ??= property.default
  }
  const shown = node.description.properties.filter((property) => isShown(property, values))
  const unknown = Object.keys(given).filter((name) => shown.every((property) => property.name !== name))
  if (unknown.length > 0) throw new Error(`not shown for this operation: ${unknown}`)
  return values
}

interface Plan {
  options: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: Record<string, unknown>
  readonly preSend: ((options: Values) => Promise<Values>)[]
  readonly actions: Action[]
  pagination: NonNullable<NonNullable<Property['routing']>['operations']>['pagination'] | null
  isPaged: boolean
  maxResults: number | null
}

/** Adds what one parameter says, and what is chosen or filled in below it. */
function addProperty(plan: Plan, property: Property, value: unknown, scope: Scope): void {
  const { request, send, output, operations } = property.routing ?? {}
  const own = { ...scope, $value: value }
  Object.assign(plan.options, evaluate(request ?? {}, own))
  if (operations !== undefined) plan.pagination = operations.pagination
  if (send?.property !== undefined) {
    const target = send.type === 'body' ? plan.body : plan.query
    target[send.property] = send.value === undefined ? value : evaluate(send.value, own)
  }
  if (send?.paginate !== undefined) plan.isPaged = evaluate(send.paginate, own) === true
  plan.preSend.push(...(send?.preSend ?? []))
  plan.actions.push(...(output?.postReceive ?? []))
  if (output?.maxResults !== undefined) plan.maxResults = Number(evaluate(output.maxResults, own))
  if (property.type === 'options') {
    const chosen = property.options?.find((option) => option.value === value)
    if (chosen !== undefined) addProperty(plan, chosen, value, scope)
  } else if (property.type === 'collection') {
    const filled = value as Values
    for (const option of property.options ?? [])
      if (option.name in filled) addProperty(plan, option, filled[option.name], scope)
  }
}

/** Text of a query as n8n's HTTP client writes it. */
function queryOf(query: Values): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null)
  const search = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)]))
  return pairs.length === 0 ? '' : `?${search}`
}

/** Makes a request with the credential; like n8n it sends no empty body, and no error is thrown for a status. */
export async function request(caller: Caller, options: Values): Promise<FullResponse> {
  const { credential, credentials, sent } = caller
  const headers = evaluate(credential.authenticate.properties.headers, { $credentials: credentials })
  const body = (options.body ?? {}) as Values
  const hasBody = Object.keys(body).length > 0
  const url = new URL(`${options.baseURL ?? ''}${options.url}${queryOf((options.qs ?? {}) as Values)}`)
  const method = String(options.method)
  sent.push({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), body })
  const response = await fetch(url, {
    method,
    headers: {
      ...(headers as Record<string, string>),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  const isJson = options.encoding !== 'arraybuffer'
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson ? JSON.parse(bytes.toString()) : bytes,
  }
}

/** What n8n gives to functions of a node as `this`. */
function singleFunctions(node: NodeType, values: Values, item: Item) {
  const at = (path: string) =>
    path.split('.').reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values)
  return {
    getNode: () => ({ name: node.description.name }),
    getNodeParameter: (path: string, fallback?: unknown) => at(path) ?? fallback,
    helpers: {
      assertBinaryData(field: string): Binary {
        const binary = item.binary?.[field]
        if (binary === undefined) throw new Error(`no binary field ${field}`)
        return binary
      },
      getBinaryDataBuffer: async (field: string) => item.binary?.[field]?.bytes,
      prepareBinaryData: async (bytes: Buffer, fileName: string, mimeType: string): Promise<Binary> => ({
        fileName,
        mimeType,
        bytes,
      }),
    },
  }
}

async function itemsOf(
  actions: readonly Action[],
  response: FullResponse,
  functions: object,
): Promise<readonly Item[]> {
  let items: readonly Item[] = [{ json: response.body as Values }]
  for (const action of actions) {
    if (typeof action === 'function') items = await action.call(functions, items, response)
    else
      items = items.flatMap(({ json }) =>
        [json[action.properties.property]].flat().map((inner) => ({ json: inner as Values })),
      )
  }
  return items
}

/** Performs one operation for one item; resolves with its items, throws what the node throws. */
export async function perform(
  node: NodeType,
  caller: Caller,
  given: Values,
  item: Item = { json: {} },
): Promise<readonly Item[]> {
  const values = parametersOf(node, given)
  const scope: Scope = { $parameter: values, $credentials: caller.credentials }
  const plan: Plan = {
    options: evaluate(node.description.requestDefaults ?? {}, scope) as Record<string, unknown>,
    query: {},
    body: {},
    preSend: [],
    actions: [],
    pagination: null,
    isPaged: false,
    maxResults: null,
  }
  for (const property of node.description.properties)
    if (isShown(property, values)) addProperty(plan, property, values[property.name], scope)
  const functions = singleFunctions(node, values, item)
  let options: Values = { ...plan.options, qs: plan.query, body: plan.body }
  for (const change of plan.preSend) options = await change.call(functions, options)
  const items: Item[] = []
  let paging: Scope = { $request: options, $response: {} }
  do {
    const page = plan.isPaged ? evaluate(plan.pagination?.properties.request, paging) : {}
    const response = await request(caller, { ...options, ...(page as Values) })
    items.push(...(await itemsOf(plan.actions, response, functions)))
    paging = { $request: options, $response: response }
  } while (plan.isPaged && evaluate(plan.pagination?.properties.continue, paging) === true)
  return items.slice(0, plan.maxResults ?? undefined)
}
