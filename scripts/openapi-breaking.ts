/**
 * What a client of one OpenAPI document would miss in another: routes, fields, types that are gone, input that is newly
 * needed. Answers may get more fields, more statuses and more words in their lists; clients must expect that.
 */

import {
  type OpenApi,
  type Operation,
  operationsOf,
  type Schema,
} from '../src/http/reference/openapi-types.ts'

/** What a schema means to a client, without words: types, fields, lists of words. References are followed. */
export interface Shape {
  /** `string`, `null`, … sorted; none: anything. */
  readonly types: readonly string[]
  readonly words?: readonly string[]
  readonly fields?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
}

/** What one operation takes and gives. */
export interface Surface {
  readonly scopes: readonly string[] | null
  /** `query limit`, `path id` → its shape. */
  readonly parameters: Readonly<Record<string, { readonly required: boolean; readonly shape: Shape }>>
  /** Media type → shape of the body. */
  readonly request: Readonly<Record<string, Shape>>
  /** `200 application/json` → shape. */
  readonly answers: Readonly<Record<string, Shape>>
}

/** `GET /v1/account` → what it takes and gives. */
export type Surfaces = Readonly<Record<string, Surface>>

const DEEPEST = 12

function shapeOf(document: OpenApi, schema: Schema | undefined, depth = 0): Shape {
  if (schema === undefined || depth > DEEPEST) return { types: [] }
  const inner = (one: Schema) => shapeOf(document, one, depth + 1)
  if (schema.$ref !== undefined) {
    return inner(document.components.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  }
  const own = ownShape(schema, inner)
  if (schema.allOf !== undefined) return [...schema.allOf.map(inner), own].reduce(both)
  const forms = schema.anyOf ?? schema.oneOf
  return forms === undefined ? own : forms.map(inner).reduce(either)
}

function ownShape(schema: Schema, inner: (one: Schema) => Shape): Shape {
  const types = schema.type === undefined ? [] : [schema.type].flat()
  const words = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  const { properties, items } = schema
  return {
    types: [...types].sort(),
    ...(words === undefined ? {} : { words: words.map(String).sort() }),
    ...(properties === undefined
      ? {}
      : {
          fields: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inner(one)])),
          required: [...(schema.required ?? [])].sort(),
        }),
    ...(items === undefined ? {} : { items: inner(items) }),
  }
}

/** What has the fields of both. */
function both(left: Shape, right: Shape): Shape {
  return {
    ...left,
    ...right,
    types: left.types.length === 0 ? right.types : left.types,
    fields: { ...left.fields, ...right.fields },
    required: [...new Set([...(left.required ?? []), ...(right.required ?? [])])].sort(),
  }
}

/** What is one or the other: the fields of both, and only those of both are sure to be there. */
function either(left: Shape, right: Shape): Shape {
  const required = (left.required ?? []).filter((name) => right.required?.includes(name))
  const words =
    left.words && right.words ? { words: [...new Set([...left.words, ...right.words])].sort() } : {}
  const items = left.items ?? right.items
  return {
    types: [...new Set([...left.types, ...right.types])].sort(),
    ...words,
    ...(left.fields || right.fields ? { fields: { ...left.fields, ...right.fields }, required } : {}),
    ...(items === undefined ? {} : { items }),
  }
}

function surfaceOf(document: OpenApi, operation: Operation): Surface {
  const parameters = (operation.parameters ?? []).filter(({ name }) => name !== undefined)
  const bodies = Object.entries(operation.requestBody?.content ?? {})
  const answers = Object.entries(operation.responses).filter(([status]) => /^2/.test(status))
  return {
    scopes: operation['x-scopes'] ?? null,
    parameters: Object.fromEntries(
      parameters.map((one) => [
        `${one.in} ${one.name}`,
        { required: one.required ?? false, shape: shapeOf(document, one.schema) },
      ]),
    ),
    request: Object.fromEntries(bodies.map(([type, { schema }]) => [type, shapeOf(document, schema)])),
    answers: Object.fromEntries(
      answers.flatMap(([status, { content }]) =>
        Object.entries(content ?? {}).map(([type, { schema }]) => [
          `${status} ${type}`,
          shapeOf(document, schema),
        ]),
      ),
    ),
  }
}

/** The surface of every operation of a document, events that are posted included. */
export function surfacesOf(document: OpenApi): Surfaces {
  const routes = operationsOf(document).map(({ method, path, operation }) => [
    `${method.toUpperCase()} ${path}`,
    surfaceOf(document, operation),
  ])
  // To a receiver the body of an event is an answer.
  const events = Object.entries(document.webhooks ?? {}).map(([name, { post }]) => {
    const { request } = surfaceOf(document, post)
    return [`event ${name}`, { scopes: null, parameters: {}, request: {}, answers: request }]
  })
  return Object.fromEntries([...routes, ...events]) as Surfaces
}

const missing = (before: readonly string[], after: readonly string[]) =>
  before.filter((one) => !after.includes(one))

/** What a reader of `before` would stumble over in `after`. */
function* lostInAnswers(before: Shape, after: Shape, place: string): Generator<string> {
  const other = missing(after.types, before.types)
  if (before.types.length > 0 && (other.length > 0 || after.types.length === 0)) {
    yield `${place}: was ${before.types.join('|')}, is ${after.types.join('|') || 'anything'}`
  }
  for (const [name, shape] of Object.entries(before.fields ?? {})) {
    const now = after.fields?.[name]
    if (now === undefined) yield `${place}.${name}: is gone`
    else yield* lostInAnswers(shape, now, `${place}.${name}`)
  }
  for (const name of missing(before.required ?? [], after.required ?? [])) {
    if (after.fields?.[name] !== undefined) yield `${place}.${name}: is not always there any more`
  }
  if (before.items !== undefined && after.items !== undefined) {
    yield* lostInAnswers(before.items, after.items, `${place}[]`)
  }
}

/** What a writer of `before` is refused by `after`. */
function* refusedInRequests(before: Shape, after: Shape, place: string): Generator<string> {
  const gone = missing(before.types, after.types)
  if (after.types.length > 0 && (gone.length > 0 || before.types.length === 0)) {
    yield `${place}: took ${before.types.join('|') || 'anything'}, takes ${after.types.join('|')}`
  }
  if (after.words !== undefined) {
    for (const word of missing(before.words ?? [], after.words))
      yield `${place}: "${word}" is not taken any more`
    if (before.words === undefined && before.types.length > 0) yield `${place}: takes only some words now`
  }
  for (const [name, shape] of Object.entries(before.fields ?? {})) {
    const now = after.fields?.[name]
    if (now === undefined) yield `${place}.${name}: is not taken any more`
    else yield* refusedInRequests(shape, now, `${place}.${name}`)
  }
  for (const name of missing(after.required ?? [], before.required ?? []))
    yield `${place}.${name}: is needed now`
  if (before.items !== undefined && after.items !== undefined) {
    yield* refusedInRequests(before.items, after.items, `${place}[]`)
  }
}

function* brokenIn(name: string, before: Surface, after: Surface): Generator<string> {
  if (before.scopes === null && after.scopes !== null) yield `${name}: needs a key now`
  for (const scope of missing(before.scopes ?? [], after.scopes ?? before.scopes ?? [])) {
    yield `${name}: the scope "${scope}" does not open it any more`
  }
  for (const [key, { shape }] of Object.entries(before.parameters)) {
    const now = after.parameters[key]
    if (now === undefined) yield `${name} ${key}: is not taken any more`
    else yield* refusedInRequests(shape, now.shape, `${name} ${key}`)
  }
  for (const [key, { required }] of Object.entries(after.parameters)) {
    if (required && before.parameters[key]?.required !== true) yield `${name} ${key}: is needed now`
  }
  for (const [type, shape] of Object.entries(before.request)) {
    const now = after.request[type]
    if (now === undefined) yield `${name} ${type}: is not taken any more`
    else yield* refusedInRequests(shape, now, `${name} body`)
  }
  for (const [key, shape] of Object.entries(before.answers)) {
    const now = after.answers[key]
    if (now === undefined) yield `${name} ${key}: is not answered any more`
    else yield* lostInAnswers(shape, now, `${name} ${key}`)
  }
}

/** Every way in which `after` breaks what clients of `before` rely on, one readable line each. */
export function breakingChanges(before: Surfaces, after: Surfaces): string[] {
  return Object.entries(before).flatMap(([name, surface]) => {
    const now = after[name]
    return now === undefined ? [`${name}: is gone`] : [...brokenIn(name, surface, now)]
  })
}
