/** The OpenAPI document says everything: whoever adds a route, a field or an error has to say what it means. */

import { describe, expect, it } from 'vitest'
import type { Context } from '../../src/context.ts'
import { PUBLISHED } from '../../src/core/published.ts'
import { createApp } from '../../src/http/app.ts'
import { CONSOLE_PAGES } from '../../src/http/console.ts'
import { fieldsOf, unusedDescriptions } from '../../src/http/reference/fields.ts'
import type { Answer } from '../../src/http/reference/openapi-types.ts'
import { operationsOf } from '../../src/http/reference/openapi-types.ts'
import { OPERATIONS } from '../../src/http/reference/operations.ts'
import { TAGS } from '../../src/http/reference/tags.ts'
import { liveDocument, validatorFor } from '../support/conformance.ts'

const document = liveDocument()
const operations = operationsOf(document)

/** Names of the operations for which something does not hold. */
const where = (fails: (one: (typeof operations)[number]) => boolean) =>
  operations.filter(fails).map(({ operation }) => operation.operationId)

const said = (text: string | undefined) => (text ?? '').trim().length >= 8

function resolved(answer: Answer): Answer {
  const name = answer.$ref?.split('/').at(-1)
  return name === undefined ? answer : (document.components.responses?.[name] ?? answer)
}

describe('The OpenAPI document', () => {
  it('has every route that the server has', () => {
    const app = createApp(new Proxy({}, {}) as Context, new AbortController().signal)
    const described = new Set(
      operations.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    const routes = app.routes
      .filter(({ method }) => method !== 'ALL' && method !== 'OPTIONS')
      .map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(routes)].filter((route) => !described.has(route) && !HIDDEN.has(route))).toEqual([])
  })

  it('says of every operation in a sentence what it does, and more in its description', () => {
    expect(where(({ operation }) => !said(operation.summary))).toEqual([])
    expect(where(({ operation }) => !said(operation.description))).toEqual([])
    expect(where(({ operation }) => operation.description === operation.summary)).toEqual([])
  })

  it('names every operation differently, and puts each in a group that is described', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(where(({ operation }) => operation.tags.some((tag) => TAGS[tag] === undefined))).toEqual([])
    expect(document.tags?.every(({ description }) => said(description))).toBe(true)
  })

  it('says what every field and every parameter means', () => {
    const silent = fieldsOf(document).filter(({ schema }) => !said(schema.description))
    expect([...new Set(silent.map(({ place }) => place))]).toEqual([])
  })

  it('describes no field and no operation that is not there', () => {
    expect(unusedDescriptions(document)).toEqual([])
    const ids = new Set(operations.map(({ operation }) => operation.operationId))
    expect(Object.keys(OPERATIONS).filter((id) => !ids.has(id))).toEqual([])
  })

  it('gives an example of every request', () => {
    const silent = where(({ operation }) => {
      const media = Object.values(operation.requestBody?.content ?? {})
      return media.length > 0 && media.every(({ example }) => example === undefined)
    })
    expect(silent).toEqual([])
  })

  it('gives an example of every answer', () => {
    const silent = operations.flatMap(({ operation }) =>
      Object.entries(operation.responses).flatMap(([status, answer]) => {
        const media = Object.values(resolved(answer).content ?? {})
        const hasOne = media.some(({ example, examples }) => (example ?? examples) !== undefined)
        return hasOne || media.length === 0 ? [] : [`${operation.operationId} ${status}`]
      }),
    )
    expect(silent).toEqual([])
  })

  it('gives examples that its own schemas accept', () => {
    const compile = validatorFor(document)
    const flaws: string[] = []
    for (const { operation } of operations) {
      const bodies = Object.entries(operation.requestBody?.content ?? {})
      const answers = Object.values(operation.responses).flatMap((answer) =>
        Object.entries(resolved(answer).content ?? {}),
      )
      for (const [type, { schema, example }] of [...bodies, ...answers]) {
        if (!type.endsWith('json') || schema === undefined || example === undefined) continue
        const validate = compile(schema)
        if (!validate(example))
          flaws.push(`${operation.operationId}: ${JSON.stringify(validate.errors?.[0])}`)
      }
    }
    expect(flaws).toEqual([])
  })

  it('names the errors of every operation, by their codes', () => {
    const silent = where(
      ({ operation }) =>
        operation['x-scopes'] !== undefined &&
        !('401' in operation.responses && '403' in operation.responses),
    )
    expect(silent).toEqual([])
  })

  it('tells in every answer of the id of the request, and of limits where there are some', () => {
    const all = operations.flatMap(({ operation }) =>
      Object.entries(operation.responses).map(([status, answer]) => ({ operation, status, answer })),
    )
    const nameless = all.filter(({ answer }) => !('X-Request-Id' in (resolved(answer).headers ?? {})))
    expect(nameless.map(({ operation, status }) => `${operation.operationId} ${status}`)).toEqual([])
    const limited = all
      .filter(({ operation, status }) => status === '429' && operation['x-scopes'] !== undefined)
      .map(({ answer }) => resolved(answer).headers ?? {})
    expect(limited.every((headers) => 'Retry-After' in headers && 'RateLimit-Reset' in headers)).toBe(true)
  })

  it('describes every event that is posted, with an example that its schema accepts', () => {
    expect(Object.keys(document.webhooks ?? {}).sort()).toEqual(Object.keys(PUBLISHED).sort())
    const compile = validatorFor(document)
    for (const { post } of Object.values(document.webhooks ?? {})) {
      const media = post.requestBody?.content['application/json']
      const validate = compile(media?.schema ?? {})
      expect(validate(media?.example), JSON.stringify(validate.errors)).toBe(true)
    }
  })
})

/** Pages of the console, parts of pages and steps of a sign-in, which nobody asks for by themselves. */
const HIDDEN = new Set([
  ...CONSOLE_PAGES.map((page) => `GET ${page}`),
  'GET /console/:name',
  'GET /verify/script.js',
  'GET /sign-up/script.js',
  'GET /v1/approve/:token/body',
  'GET /.well-known/oauth-authorization-server/*',
  'GET /oauth/authorize/:uid',
  'POST /oauth/authorize/:uid',
  'POST /oauth/authorize',
  'GET /oauth/consent/:uid',
  'POST /oauth/consent/:uid',
])
