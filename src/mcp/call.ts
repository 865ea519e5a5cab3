/** Calling a tool: its arguments go to its endpoint, and the answer is made fit to be shown. */

import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/server'
import type { Context } from '../context.ts'
import { AppError, badField } from '../errors.ts'
import { checkFields } from '../http/body.ts'
import { type Call, performerOf } from '../http/endpoint.ts'
import type { App } from '../http/environment.ts'
import type { Catalog, Fitted } from './catalog.ts'
import { failure } from './failure.ts'
import { outcomeOf } from './outcome.ts'
import type { Outcome, Session, Work } from './tool.ts'
import { show, WARNING } from './untrusted.ts'

/** What calls are made on. */
export interface Ground {
  readonly app: App
  readonly context: Context
  readonly stopping: AbortSignal
  readonly catalog: Catalog
}

/** One call as the protocol gives it. */
export interface ToolCall {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
  readonly session: Session
  readonly signal: AbortSignal
  readonly progress: Work['progress']
}

/** Characters for the texts of mails in one answer. */
const ROOM = 60_000

/** Calls a tool. Never rejects: failures are answers that say what to do. */
export async function callTool(ground: Ground, call: ToolCall): Promise<CallToolResult> {
  const fitted = ground.catalog.tools.get(call.name)
  try {
    call.session.takeToken()
    if (fitted === undefined) throw badField('name', 'there is no tool of this name; tools/list has all')
    checkArguments(fitted, call.args)
    const work = workOf(ground, fitted, call)
    const outcome = await (fitted.tool.own?.run(work) ?? outcomeOf(await work.performOwn()))
    return resultOf(fitted, outcome)
  } catch (error) {
    const known = ground.context.database.translate(error)
    if (!(known instanceof AppError) || known.status >= 500) {
      ground.context.log.error({ request_id: call.session.requestId, err: known }, 'a tool failed')
    }
    return failure(known, call.session.requestId, fitted?.tool)
  }
}

function checkArguments(fitted: Fitted, args: Readonly<Record<string, unknown>>): void {
  checkFields(args)
  for (const name of Object.keys(args)) {
    if (fitted.arguments.has(name)) continue
    throw badField(
      name,
      `is not an argument of ${fitted.tool.name}; it takes ${[...fitted.arguments].join(', ')}`,
    )
  }
  for (const name of fitted.tool.needs ?? []) {
    if (args[name] === undefined || args[name] === null) throw badField(name, 'is missing')
  }
}

function workOf(ground: Ground, fitted: Fitted, call: ToolCall): Work {
  const { context, stopping } = ground
  const { session, args, signal, progress } = call
  const perform: Work['perform'] = async (endpoint, given) => {
    const performer = performerOf(ground.app, endpoint)
    if (performer === undefined) throw new Error(`there is no endpoint ${endpoint}`)
    return performer.perform({ params: {}, query: {}, body: {}, ...given, ...callOf(session, signal) })
  }
  const performOwn: Work['performOwn'] = async (replaced = {}) => {
    const given = split(fitted, args, replaced)
    const idempotencyKey = fitted.tool.once ? keyOf(args) : null
    return fitted.endpoint.perform({ ...given, ...callOf(session, signal), idempotencyKey })
  }
  return { context, args, session, signal, stopping, perform, performOwn, progress }
}

function callOf(session: Session, signal: AbortSignal) {
  const { principal, from, readmit } = session
  // What the client accepts is an answer of the protocol, streams too; of an endpoint we take JSON.
  const header = (name: string) => (name === 'accept' ? 'application/json' : session.header(name))
  return { principal, idempotencyKey: null, from, header, signal, readmit } as const
}

function keyOf({ idempotency_key: key }: Readonly<Record<string, unknown>>): string | null {
  if (key === undefined || key === null) return null
  if (typeof key !== 'string') throw badField('idempotency_key', 'must be text')
  return key
}

/** The arguments, each where the endpoint expects it; what code replaces comes first, then what the tool gives. */
function split(
  fitted: Fitted,
  args: Readonly<Record<string, unknown>>,
  replaced: Readonly<Record<string, unknown>>,
) {
  const given: Record<'params' | 'query' | 'body', Record<string, unknown>> = {
    params: {},
    query: {},
    body: {},
  }
  for (const [argument, { name, place, inside }] of fitted.fields) {
    const value = replaced[argument] ?? fitted.tool.fixed?.[name] ?? args[argument]
    // Of a path and a query, null is what is left out.
    if (value === undefined || (value === null && place !== 'body')) continue
    if (inside === undefined) given[place][name] = value
    else given[place][inside] = { ...(given[place][inside] as object | undefined), [name]: value }
  }
  return given satisfies Pick<Call, 'params' | 'query' | 'body'>
}

const text = (words: string): ContentBlock => ({ type: 'text', text: words })

function resultOf({ tool }: Fitted, { body, blocks = [] }: Outcome): CallToolResult {
  const strangers = tool.strangers ?? false
  const shown = show(body, {
    strangers,
    bodies: tool.bodies ?? [],
    hides: tool.hides ?? [],
    room: tool.room ?? ROOM,
  })
  const content = [
    ...(strangers ? [text(WARNING)] : []),
    ...(isQuestion(shown.fields) ? [text(asked(tool.name))] : []),
    text(JSON.stringify(shown.fields)),
    ...shown.texts.map((one) => text(`${of(one.of)}${one.text}`)),
    ...blocks,
  ]
  const structured = strangers ? { ...shown.structured, warning: WARNING } : shown.structured
  return { content, structuredContent: structured }
}

const of = (id: string) => (id === '' ? '' : `Text of ${id}, written by others:\n`)

const isQuestion = (fields: Readonly<Record<string, unknown>>) => fields.status === 'pending_approval'

const asked = (name: string) =>
  `Nothing was done yet: the operator was asked, and got a mail with a one-time code. Ask your operator for it, then call ${name} again with exactly the same arguments and "approval_code".`
