/**
 * Runs blueprints of Make as far as they use these modules: webhooks and their responses, HTTP, JSON, routers, feeders,
 * sleep, variables, Break and Ignore. Slack and Airtable are asked at an address that the test gives.
 */

import { MakeError } from './directives.ts'
import { evaluate, type Scope } from './iml.ts'
import { textOf } from './iml-functions.ts'
import type { Values } from './package.ts'

export interface ModuleOf {
  readonly id: number
  readonly module: string
  readonly version: number
  readonly parameters?: Values
  readonly mapper: Values | null
  readonly filter?: { readonly name: string; readonly conditions: readonly (readonly Condition[])[] }
  readonly routes?: readonly { readonly flow: readonly ModuleOf[] }[]
  readonly onerror?: readonly ModuleOf[]
  readonly tools?: readonly {
    readonly name: string
    readonly description: string
    readonly flow: readonly ModuleOf[]
  }[]
}

interface Condition {
  readonly a: string
  readonly o: string
  readonly b?: string
}

export interface Blueprint {
  readonly name: string
  readonly flow: readonly ModuleOf[]
  readonly metadata: { readonly scenario: { readonly dlq: boolean } }
}

/** What Make keeps to try again, when a module ended with Break. */
interface Incomplete {
  readonly flow: readonly ModuleOf[]
  readonly at: number
  readonly scope: Scope
  readonly error: MakeError
}

const isMissing = (value: unknown) => value === undefined || value === null || value === ''

const OPERATORS: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  'text:equal': (a, b) => textOf(a) === textOf(b),
  'text:contain': (a, b) => textOf(a).includes(textOf(b)),
  'text:endwith': (a, b) => textOf(a).endsWith(textOf(b)),
  'array:contain': (a, b) => Array.isArray(a) && a.map(textOf).includes(textOf(b)),
  exist: (a) => !isMissing(a),
  notexist: (a) => isMissing(a),
}

const pairs = (list: unknown, name: string) =>
  ((list ?? []) as Values[]).map((one): [string, string] => [textOf(one[name]), textOf(one.value)])

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** `http:ActionSendData` of version 3. */
async function request(mapper: Values, handleErrors: boolean): Promise<Values> {
  const url = new URL(textOf(mapper.url))
  for (const [name, value] of pairs(mapper.qs, 'name')) url.searchParams.append(name, value)
  const headers = new Headers(pairs(mapper.headers, 'name'))
  const isForm = mapper.bodyType === 'x_www_form_urlencoded'
  if (isForm) headers.set('content-type', 'application/x-www-form-urlencoded')
  else if (mapper.bodyType === 'raw') headers.set('content-type', textOf(mapper.contentType))
  const body = isForm ? String(new URLSearchParams(pairs(mapper.formFields, 'key'))) : mapper.data
  const response = await fetch(url, {
    method: textOf(mapper.method).toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body: textOf(body) }),
  })
  const text = await response.text()
  const { status } = response
  if (handleErrors && status >= 400)
    throw new MakeError(status === 429 ? 'RateLimitError' : 'RuntimeError', `[${status}] ${text}`)
  return {
    statusCode: status,
    headers: [...response.headers].map(([name, value]) => ({ name, value })),
    data: parsed(text),
  }
}

export class Scenario {
  readonly #blueprint: Blueprint
  /** Where Slack and Airtable are played. */
  readonly #others: string
  readonly incomplete: Incomplete[] = []
  /** Seconds that it slept, without sleeping. */
  slept = 0
  /** What a Webhook response module answered. */
  answers: Values[] = []
  /** Called where Make would sleep: the test moves its clock. */
  onSleep: (seconds: number) => void = () => undefined

  /** @param fill what the user fills in: values of the variables by their names. */
  constructor(blueprint: Blueprint, fill: Readonly<Record<string, string>>, others: string) {
    const filled = (flow: readonly ModuleOf[]): ModuleOf[] =>
      flow.map((module) => {
        if (module.module !== 'util:SetVariables') return module
        const variables = (module.mapper?.variables ?? []) as { name: string; value: string }[]
        const own = variables.map(({ name, value }) => ({ name, value: fill[name] ?? value }))
        return { ...module, mapper: { ...module.mapper, variables: own } }
      })
    this.#blueprint = { ...blueprint, flow: filled(blueprint.flow) }
    this.#others = others
  }

  /** Something is posted to its webhook. Throws what no module handles. */
  async receive(body: unknown): Promise<void> {
    this.answers = []
    await this.#flow(this.#blueprint.flow, 1, { 1: body })
  }

  /** Tries again what Break kept. */
  async retry(): Promise<void> {
    for (const { flow, at, scope } of this.incomplete.splice(0)) await this.#flow(flow, at, scope)
  }

  /** Lets the AI agent of the scenario use one of its tools with what the model filled in. */
  async useTool(name: string, body: unknown, filled: Values): Promise<unknown> {
    const [hook, variables, agent] = this.#blueprint.flow
    const tool = agent?.tools?.find((one) => one.name === name)
    if (hook === undefined || variables === undefined || agent === undefined || tool === undefined)
      throw new Error(`no tool ${name}`)
    const [values] = await this.#module(variables, { 1: body })
    let scope: Scope = { 1: body, [variables.id]: values, [agent.id]: filled }
    let last: unknown
    for (const module of tool.flow) {
      ;[last] = await this.#module(module, scope)
      scope = { ...scope, [module.id]: last }
    }
    return last
  }

  async #flow(flow: readonly ModuleOf[], at: number, scope: Scope): Promise<void> {
    const module = flow[at]
    if (module === undefined || !this.#passes(module, scope)) return
    if (module.module === 'builtin:BasicRouter') {
      for (const route of module.routes ?? []) await this.#flow(route.flow, 0, scope)
      return
    }
    let bundles: readonly unknown[]
    try {
      bundles = await this.#module(module, scope)
    } catch (error) {
      if (!(error instanceof MakeError) || module.onerror === undefined) throw error
      return this.#handle({ flow, at, scope, error }, module.onerror)
    }
    for (const bundle of bundles) await this.#flow(flow, at + 1, { ...scope, [module.id]: bundle })
  }

  #passes({ filter }: ModuleOf, scope: Scope): boolean {
    if (filter === undefined) return true
    return filter.conditions.some((all) =>
      all.every(({ a, o, b }) => {
        const operator = OPERATORS[o]
        if (operator === undefined) throw new Error(`the operator ${o} is not known here`)
        return operator(evaluate(a, scope), evaluate(b, scope))
      }),
    )
  }

  async #handle(failed: Incomplete, handlers: readonly ModuleOf[]): Promise<void> {
    for (const handler of handlers) {
      if (handler.module === 'builtin:Ignore') return
      if (handler.module === 'builtin:Break') {
        if (!this.#blueprint.metadata.scenario.dlq)
          throw new Error('Break without stored incomplete executions')
        this.incomplete.push(failed)
        return
      }
      await this.#module(handler, failed.scope)
    }
    throw failed.error
  }

  async #post(path: string, mapper: Values): Promise<Values> {
    const body = JSON.stringify(mapper)
    const response = await fetch(`${this.#others}${path}`, { method: 'POST', body })
    return (await response.json()) as Values
  }

  /** The bundles that a module gives. */
  async #module(module: ModuleOf, scope: Scope): Promise<readonly unknown[]> {
    const mapper = evaluate(module.mapper ?? {}, scope) as Values
    switch (`${module.module} ${module.version}`) {
      case 'http:ActionSendData 3':
        return [await request(mapper, module.parameters?.handleErrors === true)]
      case 'util:SetVariables 1':
        return [Object.fromEntries((mapper.variables as Values[]).map((one) => [one.name, one.value]))]
      case 'util:FunctionSleep 1':
        this.slept += Number(mapper.duration)
        this.onSleep(Number(mapper.duration))
        return [{}]
      case 'json:TransformToJSON 1':
        return [{ json: JSON.stringify(mapper.object ?? null) }]
      case 'json:ParseJSON 1':
        return [JSON.parse(textOf(mapper.json))]
      case 'builtin:BasicFeeder 1':
        return (mapper.array ?? []) as readonly unknown[]
      case 'gateway:WebhookRespond 1':
        this.answers.push(mapper)
        return [{}]
      case 'slack:CreateMessage 4':
        return [await this.#post('/slack', mapper)]
      case 'airtable:ActionCreateRecord 3':
        return [await this.#post('/airtable/create', mapper)]
      case 'airtable:ActionUpdateRecords 3':
        return [await this.#post('/airtable/update', mapper)]
      case 'airtable:ActionSearchRecords 3':
        return (await this.#post('/airtable/search', mapper)).records as readonly unknown[]
      default:
        throw new Error(`the module ${module.module} ${module.version} is not known here`)
    }
  }
}
