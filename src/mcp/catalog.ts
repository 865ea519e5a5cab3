/** Every tool of an application with its schemas, and which of them a key may see. */

import type { Tool as ListedTool } from '@modelcontextprotocol/server'
import type { Scope } from '../core/scopes.ts'
import { openApiDocument } from '../http/document.ts'
import { type Performer, performerOf } from '../http/endpoint.ts'
import type { App } from '../http/environment.ts'
import type { OpenApi } from '../http/reference/openapi-types.ts'
import { answersOf, type Field, fieldsOf, oneOfThem, partsOf, without, withProperties } from './schema.ts'
import type { JsonSchema, Tool } from './tool.ts'

/** A tool together with its endpoint. */
export interface Fitted {
  readonly tool: Tool
  readonly endpoint: Performer
  /** The fields of the endpoint by the names of its arguments. */
  readonly fields: ReadonlyMap<string, Field>
  /** Names of arguments, those of code of its own included. */
  readonly arguments: ReadonlySet<string>
  /** As a client sees it. */
  readonly listed: ListedTool
}

export interface Catalog {
  readonly tools: ReadonlyMap<string, Fitted>
  /** What somebody with these scopes may call, as clients see it. */
  listFor(scopes: readonly Scope[] | null): readonly ListedTool[]
}

/** Arguments that many tools take, in words of tools. */
const ABOUT: Readonly<Record<string, string>> = {
  mailbox_id: 'Id of the mailbox, from list_mailboxes.',
  email_id: 'Id of the email, from check_inbox, search_emails or the tool that sent it.',
  thread_id: 'Id of the thread, from an email or list_threads.',
  draft_id: 'Id of the draft, from create_draft or list_drafts.',
  cursor: 'The "cursor" of the last answer, for the next page.',
  limit: 'How many to return, 1 to 100; 20 when left out.',
  approval_code:
    'The one-time code from the mail to the operator. Leave it out at first: the operator is then asked.',
  idempotency_key:
    'Your own name for this very action: called again with the same one within 24 hours, nothing is done twice.',
}

const IDEMPOTENCY_KEY = { type: 'string', maxLength: 255 } as const
const WARNING_FIELD = { warning: { type: 'string' } } as const

/** Fits the tools to the endpoints of an application. Throws when one names an endpoint that is not there. */
export function createCatalog(app: App, tools: readonly Tool[]): Catalog {
  const document = openApiDocument(app)
  const byName = new Map(tools.map((tool) => [tool.name, fitted(app, document, tool)]))
  const lists = new Map<string, readonly ListedTool[]>()
  return {
    tools: byName,
    listFor(scopes) {
      const name = scopes === null ? '' : scopes.toSorted().join(' ')
      const known =
        lists.get(name) ?? [...byName.values()].filter(isOpenTo(scopes)).map(({ listed }) => listed)
      lists.set(name, known)
      return known
    },
  }
}

const isOpenTo =
  (scopes: readonly Scope[] | null) =>
  ({ endpoint }: Fitted) =>
    endpoint.scopes === null || endpoint.scopes.some((scope) => scopes?.includes(scope))

function fitted(app: App, document: OpenApi, tool: Tool): Fitted {
  const endpoint = performerOf(app, tool.endpoint)
  const operation = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .find(({ operationId }) => operationId === endpoint?.operationId)
  if (endpoint === undefined || operation === undefined)
    throw new Error(`the tool ${tool.name} names an endpoint that is not there: ${tool.endpoint}`)
  const fields = new Map<string, Field>()
  const all = fieldsOf(document, operation, endpoint.method === 'patch')
  for (const field of all.flatMap((one) => (one.name === tool.flattens ? partsOf(one) : [one]))) {
    const isTaken = tool.takes === undefined || tool.takes.includes(field.name)
    const isOurs = Object.hasOwn(tool.fixed ?? {}, field.name)
    if (field.place === 'params' || isTaken || isOurs)
      fields.set(tool.renames?.[field.name] ?? field.name, field)
  }
  const input = inputOf(tool, fields)
  const listed: ListedTool = {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: input as ListedTool['inputSchema'],
    outputSchema: outputOf(tool, answersOf(document, operation)) as NonNullable<ListedTool['outputSchema']>,
    annotations: { title: tool.title, ...tool.effects },
  }
  return { tool, endpoint, fields, arguments: new Set(Object.keys(input.properties)), listed }
}

function inputOf(tool: Tool, fields: ReadonlyMap<string, Field>) {
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  for (const [argument, { name, schema, isRequired }] of fields) {
    if (Object.hasOwn(tool.fixed ?? {}, name)) continue
    const description = tool.about?.[argument] ?? ABOUT[argument] ?? schema.description
    const shown = without(schema, tool.omits ?? [])
    properties[argument] = { ...shown, ...(description === undefined ? {} : { description }) }
    if (isRequired || tool.needs?.includes(argument)) required.push(argument)
  }
  if (tool.once && properties.idempotency_key === undefined) {
    properties.idempotency_key = { ...IDEMPOTENCY_KEY, description: ABOUT.idempotency_key }
  }
  Object.assign(properties, tool.own?.arguments)
  return { type: 'object', properties, required, additionalProperties: false } as const
}

function outputOf(tool: Tool, answers: readonly JsonSchema[]): JsonSchema {
  const warning = tool.strangers ? WARNING_FIELD : {}
  const { own, hides = [] } = tool
  if (own !== undefined) {
    const base = own.extendsAnswer ? without(answers[0] ?? {}, hides) : { type: 'object' }
    return withProperties(withProperties(base, own.answer), warning)
  }
  const shown = answers.map((answer) => without(answer, hides))
  return oneOfThem(tool.strangers ? shown.map((answer) => withProperties(answer, warning)) : shown)
}
