/** The parts of an OpenAPI 3.1 document that are read and completed here. */

export interface Schema {
  readonly $ref?: string
  type?: string | readonly string[]
  format?: string
  description?: string
  example?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly default?: unknown
}

export interface Example {
  readonly summary?: string
  readonly value?: unknown
  readonly $ref?: string
}

export interface Media {
  schema?: Schema
  example?: unknown
  examples?: Record<string, Example>
}

export interface Answer {
  description?: string
  headers?: Record<string, object>
  content?: Record<string, Media>
  $ref?: string
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  description?: string
  readonly required?: boolean
  readonly schema?: Schema
  example?: unknown
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  description?: string
  security?: readonly Readonly<Record<string, readonly string[]>>[]
  parameters?: Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Record<string, Media> }
  responses: Record<string, Answer>
  readonly 'x-scopes'?: readonly string[]
  readonly 'x-operator-approval'?: boolean
  readonly 'x-errors'?: readonly string[]
}

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
export type Method = (typeof METHODS)[number]

export interface OpenApi {
  readonly openapi: string
  readonly info: Readonly<Record<string, unknown>>
  servers?: readonly object[]
  tags?: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Partial<Record<Method, Operation>>>>
  webhooks?: Readonly<Record<string, { readonly post: Operation }>>
  readonly components: {
    schemas?: Record<string, Schema>
    responses?: Record<string, Answer>
    headers?: Record<string, object>
    securitySchemes?: Record<string, object>
    examples?: Record<string, Example>
    parameters?: Record<string, object>
  }
  readonly [extra: string]: unknown
}

/** Every operation of a document with its method and path, in the document's order. */
export function operationsOf(
  document: OpenApi,
): { readonly method: Method; readonly path: string; readonly operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method) => {
      const operation = methods[method]
      return operation === undefined ? [] : [{ method, path, operation }]
    }),
  )
}
