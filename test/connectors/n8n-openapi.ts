/** Whether requests of a connector are such as the OpenAPI document describes. */

import type { Operation, Schema } from '../../src/http/reference/openapi-types.ts'
import { operationsOf } from '../../src/http/reference/openapi-types.ts'
import { liveDocument, validatorFor } from '../support/conformance.ts'
import type { Sent } from './n8n-routing.ts'

const document = liveDocument()
const validate = validatorFor(document)

const routes = operationsOf(document).map(({ method, path, operation }) => ({
  method: method.toUpperCase(),
  // A path without parameters is more exact than one with them.
  parameters: path.split('{').length,
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  operation,
}))

/** The operation that a request is for. */
export function operationOf(sent: Sent): Operation | undefined {
  return routes
    .filter(({ method, pattern }) => method === sent.method && pattern.test(sent.path))
    .sort((one, other) => one.parameters - other.parameters)[0]?.operation
}

const schemaOf = (operation: Operation): Schema | undefined =>
  operation.requestBody?.content?.['application/json']?.schema

/** What is wrong with a request, or null: no such route, a parameter or field that it does not have, a wrong type. */
export function flawOf(sent: Sent): string | null {
  const what = `${sent.method} ${sent.path}`
  const operation = operationOf(sent)
  if (operation === undefined) return `${what}: no such route`
  const known = new Set(
    (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name),
  )
  const strange = Object.keys(sent.query).filter((name) => !known.has(name))
  if (strange.length > 0) return `${what}: no parameter ${strange}`
  if (Object.keys(sent.body).length === 0) return null
  const schema = schemaOf(operation)
  if (schema === undefined) return `${what}: takes no body`
  const isRight = validate(schema)
  return isRight(sent.body) ? null : `${what}: ${JSON.stringify(isRight.errors)}`
}

/** The values that a query parameter or a field of the body may have, if they are few. */
export function valuesOf(sent: Pick<Sent, 'method' | 'path'>, name: string): readonly unknown[] {
  const operation = operationOf({ ...sent, query: {}, body: {} })
  const body = operation === undefined ? undefined : schemaOf(operation)
  const reference = body?.$ref?.split('/').at(-1) ?? ''
  const whole = document.components.schemas?.[reference] ?? body
  const schema =
    operation?.parameters?.find((one) => one.in === 'query' && one.name === name)?.schema ??
    whole?.properties?.[name]
  const few = schema?.enum ?? schema?.items?.enum ?? schema?.anyOf?.flatMap((one) => one.enum ?? []) ?? []
  return few.filter((value) => value !== null)
}
