/** Make, as far as the app of this repository needs it: connections, modules of each kind, lists and webhooks. */

import { inherit, type Made, MakeError, perform, type Result, type Sent } from './directives.ts'
import { evaluate, holds, type Scope } from './iml.ts'
import { textOf } from './iml-functions.ts'
import type { App, Communication, Component, Field, Values } from './package.ts'

/** A connection that was made. */
export interface Connection {
  readonly parameters: Values
  /** What Make shows for it. */
  readonly label: string
}

/** What a polling trigger has seen: Make keeps it between runs. */
export interface Seen {
  /** ISO 8601, as the trigger gives it. */
  date: string
  id: string
}

/** A webhook that is attached. */
export interface Hook {
  readonly url: string
  readonly connection: Connection
  parameters: Values
  /** What attaching saved, like `externalHookId`. */
  saved: Values
}

/** Make sorts what a polling trigger finds by its date, then by its id. */
const isAfter = (one: Seen, other: Seen) =>
  one.date > other.date || (one.date === other.date && one.id > other.id)

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/** What Make checks before it runs a module: that what is required is there, and that it fits its pattern. */
function filled(fields: readonly Field[], given: Values): Values {
  const known = new Set(fields.map(({ name }) => name))
  const strange = Object.keys(given).filter((name) => !known.has(name))
  if (strange.length > 0) throw new Error(`no such parameter: ${strange}`)
  const values: Record<string, unknown> = {}
  for (const { name, required, default: standard, validate } of fields) {
    const value = given[name] ?? standard
    if (required === true && isEmpty(value))
      throw new MakeError('BundleValidationError', `Missing value of required parameter '${name}'.`)
    if (validate?.pattern !== undefined && !new RegExp(validate.pattern).test(textOf(value)))
      throw new MakeError('BundleValidationError', `Invalid value of parameter '${name}'.`)
    if (value !== undefined) values[name] = value
  }
  return values
}

export class Make {
  readonly app: App
  /** Every request that was made. */
  readonly sent: Sent[] = []
  /** `kind.component` and `kind.component.parameter` for what was used. */
  readonly used = new Set<string>()

  constructor(app: App) {
    this.app = app
  }

  #fields(component: Component): readonly Field[] {
    const files = ['params', 'staticParams', 'mappableParams']
    return files.flatMap((name) => (this.app.code(component, name) ?? []) as Field[])
  }

  #given(kind: string, id: string, given: Values): Values {
    this.used.add(`${kind}.${id}`)
    for (const name of Object.keys(given)) this.used.add(`${kind}.${id}.${name}`)
    return filled(this.#fields(this.app.component(kind, id)), given)
  }

  /** The requests of a component, one after the other. */
  #requests(component: Component, name = 'communication'): readonly [Communication, ...Communication[]] {
    const { base } = this.app
    const given = (this.app.code(component, name) ?? {}) as Communication | readonly Communication[]
    const [first = {}, ...others] = Array.isArray(given)
      ? (given as readonly Communication[])
      : [given as Communication]
    const whole = (own: Communication): Communication => {
      const url = own.url?.startsWith('/') === true ? `${base.baseUrl}${own.url}` : own.url
      return inherit(base, { ...own, ...(url === undefined ? {} : { url }) })
    }
    return [whole(first), ...others.map(whole)]
  }

  /** Makes a connection: asks the server whether it is right. */
  async connect(given: Values): Promise<Connection> {
    const component = this.app.component('connection', 'multimail')
    const parameters = this.#given('connection', 'multimail', given)
    const communication = this.app.code(component, 'communication') as Communication
    const { scope } = await perform(communication, { parameters }, this.sent)
    return { parameters, label: textOf(evaluate(communication.response?.metadata?.value, scope)) }
  }

  #perform(component: Component, connection: Connection, parameters: Values, name?: string): Promise<Result> {
    const scope = { connection: connection.parameters, parameters }
    return perform(this.#requests(component, name), scope, this.sent)
  }

  /** Runs an action, a search or the universal module; gives its bundles. */
  async run(connection: Connection, id: string, given: Values = {}): Promise<readonly Values[]> {
    const parameters = this.#given('module', id, given)
    const result = await this.#perform(this.app.component('module', id), connection, parameters)
    return result.items.map(({ output }) => output as Values)
  }

  /** Asks for the choices of a field. */
  async rpc(connection: Connection, id: string, given: Values = {}): Promise<readonly Values[]> {
    const parameters = this.#given('rpc', id, given)
    const result = await this.#perform(this.app.component('rpc', id), connection, parameters)
    return result.items.map(({ output }) => output as Values)
  }

  /** The emails from which a polling trigger may begin. */
  async epoch(connection: Connection, id: string, given: Values): Promise<readonly Values[]> {
    const parameters = this.#given('module', id, given)
    const result = await this.#perform(this.app.component('module', id), connection, parameters, 'epoch')
    return result.items.map(({ output }) => output as Values)
  }

  /** One run of a polling trigger: what is newer than what was seen, oldest first. */
  async poll(connection: Connection, id: string, given: Values, seen: Seen): Promise<readonly Values[]> {
    const parameters = this.#given('module', id, given)
    const [communication] = this.#requests(this.app.component('module', id))
    const trigger = communication.response?.trigger
    // Ids by themselves would have to be numbers (developers.make.com, best practices, polling triggers).
    if (trigger?.type !== 'date' || trigger.order !== 'desc') throw new Error('only date, desc is known here')
    const markOf = ({ scope }: Made): Seen => ({
      date: new Date(textOf(evaluate(trigger.date, scope))).toISOString(),
      id: textOf(evaluate(trigger.id, scope)),
    })
    const isNew = (item: Made) => isAfter(markOf(item), seen)
    const all = { ...communication, response: { ...communication.response, limit: undefined } }
    const scope = { connection: connection.parameters, parameters }
    const { items } = await perform(all, scope, this.sent, (list) => !list.every(isNew))
    const fresh = items.filter(isNew).sort((one, other) => (isAfter(markOf(one), markOf(other)) ? 1 : -1))
    const taken = fresh.slice(0, Number(evaluate(communication.response?.limit, scope)))
    const last = taken.at(-1)
    if (last !== undefined) Object.assign(seen, markOf(last))
    return taken.map(({ output }) => output as Values)
  }

  /** Saves an instant trigger: Make attaches its webhook. */
  async attach(connection: Connection, id: string, url: string, given: Values): Promise<Hook> {
    const parameters = this.#given('webhook', id, given)
    const hook: Hook = { url, connection, parameters, saved: {} }
    await this.#tell(id, 'attach', hook, parameters)
    return hook
  }

  /** Changes what an attached webhook is about. */
  async update(id: string, hook: Hook, given: Values): Promise<void> {
    const parameters = this.#given('webhook', id, given)
    await this.#tell(id, 'update', hook, parameters)
    hook.parameters = parameters
  }

  /** Deletes it. */
  detach = (id: string, hook: Hook) => this.#tell(id, 'detach', hook, hook.parameters)

  async #tell(id: string, what: string, hook: Hook, parameters: Values): Promise<void> {
    const requests = this.#requests(this.app.component('webhook', id), what)
    const scope: Scope = {
      connection: hook.connection.parameters,
      parameters,
      webhook: { url: hook.url, ...hook.saved },
    }
    const result = await perform(requests, scope, this.sent)
    hook.saved = {
      ...hook.saved,
      ...(evaluate(requests.at(-1)?.response?.data, result.scope) as Values | undefined),
    }
  }

  /** Something was posted to the address of a webhook; gives the bundles that the scenario begins with. */
  receive(module: string, body: unknown): readonly Values[] {
    this.used.add(`module.${module}`)
    const component = this.app.component('module', module)
    const webhook = this.app.code(
      this.app.component('webhook', String(component.webhook)),
      'communication',
    ) as Communication
    if (webhook.condition !== undefined && !holds(webhook.condition, { body })) return []
    const payload = evaluate(webhook.output, { body })
    const own = this.app.code(component, 'communication') as Communication
    // There is a `body` only where the module makes a request of its own; without any directive the bundle passes.
    const { output } = own.response ?? {}
    return [(output === undefined ? payload : evaluate(output, { payload })) as Values]
  }
}
