/** Holds answers against the OpenAPI document: an answer of any test that it does not describe fails that test. */

import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Context } from '../../src/context.ts'
import { createApp } from '../../src/http/app.ts'
import { openApiDocument } from '../../src/http/document.ts'
import {
  type Media,
  type OpenApi,
  type Operation,
  operationsOf,
  type Schema,
} from '../../src/http/reference/openapi-types.ts'

let live: OpenApi | null = null

/** The document of the routes as they are now. */
export function liveDocument(): OpenApi {
  live ??= openApiDocument(createApp(new Proxy({}, {}) as Context, new AbortController().signal))
  return live
}

/** The same schema where an object has no fields but those that are described. `isWhole`: nothing is added to it. */
function closed(schema: Schema, isWhole: boolean): object {
  const each = (list: readonly Schema[] | undefined, whole: boolean) => list?.map((one) => closed(one, whole))
  const { properties = {}, items, additionalProperties: others } = schema
  const isObject = schema.$ref !== undefined || schema.properties !== undefined || schema.allOf !== undefined
  return {
    ...schema,
    ...(isWhole && isObject && others === undefined ? { unevaluatedProperties: false } : {}),
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, closed(one, true)]),
    ),
    ...(items === undefined ? {} : { items: closed(items, true) }),
    ...(typeof others === 'object' ? { additionalProperties: closed(others, true) } : {}),
    ...(schema.allOf === undefined ? {} : { allOf: each(schema.allOf, false) }),
    ...(schema.anyOf === undefined ? {} : { anyOf: each(schema.anyOf, isWhole) }),
    ...(schema.oneOf === undefined ? {} : { oneOf: each(schema.oneOf, isWhole) }),
  }
}

/** A validator for schemas of a document, which knows no fields but theirs. What text looks like is not checked. */
export function validatorFor(document: OpenApi): (schema: Schema) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const named = Object.entries(document.components.schemas ?? {})
  const schemas = Object.fromEntries(named.map(([name, schema]) => [name, closed(schema, false)]))
  const text = JSON.stringify({ $id: 'https://document/openapi', components: { schemas } })
  ajv.addSchema(JSON.parse(text))
  return (schema) =>
    ajv.compile(
      JSON.parse(JSON.stringify(closed(schema, true)).replaceAll('"#/', '"https://document/openapi#/')),
    )
}

interface Route {
  readonly method: string
  readonly pattern: RegExp
  readonly operation: Operation
}

let routes: readonly Route[] | null = null
let compile: ReturnType<typeof validatorFor> | null = null
const compiled = new Map<Media, ValidateFunction>()

function routesOf(document: OpenApi): Route[] {
  const found = operationsOf(document).map(({ method, path, operation }) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    parameters: path.split('{').length,
    operation,
  }))
  // A fixed path comes before one with parameters.
  return found.sort((left, right) => left.parameters - right.parameters)
}

/** What the document does not say of an answer; null when it describes it, or when there is no such route. */
export function undescribed(method: string, path: string, status: number, body: unknown): string | null {
  const document = liveDocument()
  routes ??= routesOf(document)
  const place = path.split('?')[0] ?? path
  const route = routes.find((one) => one.method === method && one.pattern.test(place))
  if (route === undefined) return null
  const { operationId, responses } = route.operation
  const given = responses[status]
  const name = `${operationId} ${status}`
  if (given === undefined) return `${name} is not described: ${JSON.stringify(body)}`
  const answer =
    given.$ref === undefined ? given : document.components.responses?.[given.$ref.split('/').at(-1) ?? '']
  const media = answer?.content?.['application/json']
  if (media?.schema === undefined) return `${name} is described as something else than JSON`
  const code = (body as { code?: unknown }).code
  if (media.examples !== undefined && typeof code === 'string' && !(code in media.examples)) {
    return `${name} has the code "${code}", which is not described`
  }
  compile ??= validatorFor(document)
  const validate = compiled.get(media) ?? compile(media.schema)
  compiled.set(media, validate)
  return validate(body) ? null : `${name}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(body)}`
}
