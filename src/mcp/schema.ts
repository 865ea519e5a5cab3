/**
 * Schemas of tools, made from the OpenAPI document, which is made from the schemas that validate: flat, without
 * references, and without what only people read in a reference.
 */

import type { OpenApi, Operation, Schema } from '../http/reference/openapi-types.ts'
import type { JsonSchema } from './tool.ts'

/** Keys of a schema that a tool shows of what it takes, and of what it answers. */
const OF_INPUT = new Set(
  'type description enum const items properties required additionalProperties anyOf oneOf allOf minimum maximum minLength maxLength minItems maxItems format default'.split(
    ' ',
  ),
)
const OF_ANSWER = new Set(
  'type enum const items properties required additionalProperties anyOf oneOf allOf'.split(' '),
)

/** References go so deep and no deeper. */
const DEEPEST = 12

function inlined(document: OpenApi, schema: Schema, keys: ReadonlySet<string>, depth = 0): JsonSchema {
  if (depth > DEEPEST) return {}
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return inlined(document, document.components.schemas?.[name] ?? {}, keys, depth + 1)
  }
  const inner = (value: unknown) => inlined(document, value as Schema, keys, depth + 1)
  const entries: [string, unknown][] = []
  for (const [key, value] of Object.entries(schema)) {
    if (!keys.has(key) || value === undefined) continue
    if (key === 'properties') {
      const properties = Object.entries(value as object).map(([name, property]) => [name, inner(property)])
      entries.push([key, Object.fromEntries(properties)])
    } else if (key === 'anyOf' || key === 'oneOf' || key === 'allOf') {
      entries.push([key, (value as unknown[]).map(inner)])
    } else if (key === 'additionalProperties' && typeof value === 'object') {
      const allowed = inner(value)
      entries.push([key, Object.keys(allowed).length === 0 ? true : allowed])
    } else if (key === 'items') {
      entries.push([key, inner(value)])
    } else entries.push([key, value])
  }
  return branched(merged(Object.fromEntries(entries)))
}

/** Several types in one place as branches of one type each: not every client of a model reads lists of types. */
function branched(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.type)) return schema
  const { type: types, description, default: usual, ...constraints } = schema
  const branches = (types as string[]).map((type) =>
    type === 'null' ? { type } : { ...withoutNull(constraints), type },
  )
  return {
    ...(description === undefined ? {} : { description }),
    ...(usual === undefined ? {} : { default: usual }),
    anyOf: branches,
  }
}

function withoutNull(schema: JsonSchema): JsonSchema {
  return Array.isArray(schema.enum) ? { ...schema, enum: schema.enum.filter((one) => one !== null) } : schema
}

/** The schema without its branch for null, for what is left out instead. */
function present(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.anyOf)) return schema
  const { anyOf, ...own } = schema
  const [first, ...others] = (anyOf as JsonSchema[]).filter(({ type }) => type !== 'null')
  return others.length === 0 ? { ...first, ...own } : { ...own, anyOf: [first, ...others] }
}

/** A schema that is several object schemas at once, as one. */
function merged(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.allOf)) return schema
  const { allOf, ...own } = schema
  const parts = [own, ...(allOf as JsonSchema[])]
  const keys = (part: JsonSchema) => (Array.isArray(part.required) ? (part.required as string[]) : [])
  return {
    ...own,
    type: 'object',
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: [...new Set(parts.flatMap(keys))],
  }
}

/** Where a field of an endpoint goes. */
export type Place = 'params' | 'query' | 'body'

export interface Field {
  readonly name: string
  readonly place: Place
  readonly schema: JsonSchema
  readonly isRequired: boolean
  /** The field of the body that it is a field of, when it is not one of the body itself. */
  readonly inside?: string
}

/** The fields of a field that is an object. */
export function partsOf({ name, place, schema }: Field): Field[] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>
  return Object.entries(properties).map(([part, inner]) => ({
    name: part,
    place,
    schema: present(inner),
    isRequired: false,
    inside: name,
  }))
}

/**
 * Every field of an operation; a name that stands in the body and elsewhere is taken of the body. Null empties a field
 * where `nullEmpties`, in what changes something; elsewhere it is what is left out, and is not spoken of.
 */
export function fieldsOf(document: OpenApi, operation: Operation, nullEmpties: boolean): Field[] {
  const fields = new Map<string, Field>()
  for (const { name, in: where, schema, required, description } of operation.parameters ?? []) {
    if (where !== 'path' && where !== 'query') continue
    fields.set(name, {
      name,
      place: where === 'path' ? 'params' : 'query',
      schema: {
        ...present(inlined(document, schema ?? {}, OF_INPUT)),
        ...(description === undefined ? {} : { description }),
      },
      isRequired: required === true,
    })
  }
  const given = operation.requestBody?.content['application/json']?.schema
  if (given === undefined) return [...fields.values()]
  const body = inlined(document, given, OF_INPUT)
  const required = (body.required ?? []) as string[]
  for (const [name, schema] of Object.entries((body.properties ?? {}) as Record<string, JsonSchema>)) {
    const shown = nullEmpties ? schema : present(schema)
    fields.set(name, { name, place: 'body', schema: shown, isRequired: required.includes(name) })
  }
  return [...fields.values()]
}

/** What an operation answers when it did what was asked, and when it asked the operator. */
export function answersOf(document: OpenApi, operation: Operation): JsonSchema[] {
  const schemas = new Map<string, JsonSchema>()
  for (const [status, { content }] of Object.entries(operation.responses)) {
    const schema = content?.['application/json']?.schema
    if (!status.startsWith('2') || schema === undefined) continue
    const answer = inlined(document, schema, OF_ANSWER)
    schemas.set(JSON.stringify(answer), answer)
  }
  return [...schemas.values()]
}

/** The schema without some properties, wherever they stand. */
export function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  if (names.length === 0) return schema
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
      if (key === 'properties') {
        const kept = Object.entries(inner as object).filter(([name]) => !names.includes(name))
        return [key, Object.fromEntries(kept.map(([name, property]) => [name, walk(property)]))]
      }
      if (key === 'required') return [key, (inner as string[]).filter((name) => !names.includes(name))]
      return [key, walk(inner)]
    })
    return Object.fromEntries(entries)
  }
  return walk(schema) as JsonSchema
}

/** An object schema with further properties, all of them required. */
export function withProperties(schema: JsonSchema, added: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return {
    ...schema,
    type: 'object',
    properties: { ...(schema.properties as object | undefined), ...added },
    required: [...((schema.required as string[] | undefined) ?? []), ...Object.keys(added)],
  }
}

/** One object schema for several possible answers. */
export function oneOfThem(answers: readonly JsonSchema[]): JsonSchema {
  const [first = { type: 'object' }] = answers
  return answers.length <= 1 ? first : { type: 'object', anyOf: answers }
}
