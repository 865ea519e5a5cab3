/** Says of every field of a document what it means: what the schema says itself, else what the tables here say. */

import { COMMON_FIELDS } from './fields-by-name.ts'
import { INPUT_FIELDS } from './input-fields.ts'
import type { OpenApi, Schema } from './openapi-types.ts'
import { operationsOf } from './openapi-types.ts'
import { EVENT_FIELDS, OPERATION_FIELDS } from './operation-fields.ts'
import { PEOPLE_FIELDS } from './people-words.ts'
import { SCHEMA_FIELDS } from './schema-fields.ts'
import { STATISTICS_FIELDS } from './statistics-words.ts'

/** By the very place of a field. */
const TABLES: Readonly<Record<string, string>> = {
  ...SCHEMA_FIELDS,
  ...OPERATION_FIELDS,
  ...EVENT_FIELDS,
  ...INPUT_FIELDS,
  ...PEOPLE_FIELDS,
  ...STATISTICS_FIELDS,
}

/** A field and where it stands: `Email.authentication.spf`, `get_usage.data.count`. */
export interface Field {
  readonly place: string
  readonly name: string
  readonly schema: Schema
}

/** Every field below a schema; lists, maps and alternatives are passed through. */
function* fieldsBelow(schema: Schema, place: string): Generator<Field> {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const below = `${place}.${name}`
    yield { place: below, name, schema: inner }
    yield* fieldsBelow(inner, below)
  }
  const inside = [schema.items, schema.additionalProperties, ...(schema.anyOf ?? [])]
  for (const one of [...inside, ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    if (typeof one === 'object') yield* fieldsBelow(one, place)
  }
}

/** Every field of a document: of its named schemas by their name, of the others by the operation's id. */
export function fieldsOf(document: OpenApi): Field[] {
  const named = Object.entries(document.components.schemas ?? {}).flatMap(([name, schema]) => [
    ...fieldsBelow(schema, name),
  ])
  const others = operationsOf(document).flatMap(({ operation }) => {
    const bodies = Object.values(operation.requestBody?.content ?? {})
    const answers = Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {}))
    const inBodies = [...bodies, ...answers].flatMap(({ schema }) =>
      schema === undefined ? [] : [...fieldsBelow(schema, operation.operationId)],
    )
    const given = (operation.parameters ?? []).filter(({ name }) => name !== undefined)
    const parameters = given.map((parameter) => ({
      place: `${operation.operationId}.${parameter.name}`,
      name: parameter.name,
      // A parameter is described beside its schema.
      schema: parameter as Schema,
    }))
    return [...inBodies, ...parameters]
  })
  return [...named, ...others]
}

/** What the tables say of a field: at its very place, else of every field that ends like it, else of its name. */
export function describedBy(place: string): string | null {
  const parts = place.split('.')
  const ending = parts.slice(-2).join('.')
  return TABLES[place] ?? COMMON_FIELDS[ending] ?? COMMON_FIELDS[parts.at(-1) ?? ''] ?? null
}

/** Writes the descriptions into a document. */
export function describeFields(document: OpenApi): void {
  for (const { place, schema } of fieldsOf(document)) {
    if (schema.description !== undefined) continue
    const text = describedBy(place)
    if (text !== null) schema.description = text
  }
}

/** Entries of the tables that no field of the document is described by. */
export function unusedDescriptions(document: OpenApi): string[] {
  const used = new Set<string>()
  for (const { place } of fieldsOf(document)) {
    const parts = place.split('.')
    for (const key of [place, parts.slice(-2).join('.'), parts.at(-1) ?? '']) used.add(key)
  }
  return [...Object.keys(TABLES), ...Object.keys(COMMON_FIELDS)].filter((key) => !used.has(key))
}
