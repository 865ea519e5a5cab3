/** Calls operations by their id and keeps what was asked and answered. */

import type { Recorded } from '../../src/http/reference/examples.ts'
import { type OpenApi, operationsOf } from '../../src/http/reference/openapi-types.ts'
import type { Answer, TestServer } from '../support/server.ts'

export interface Asked {
  /** Parameters of path and query, by name. */
  readonly with?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** A key; null for none. The first one that is given to {@link recorderOf} when left out. */
  readonly key?: string | null
}

export type Recorder = ReturnType<typeof recorderOf>

/** A recorder on a server; `document` says which operations there are. */
export function recorderOf(app: TestServer, document: OpenApi, usualKey: string) {
  const operations = new Map(operationsOf(document).map((one) => [one.operation.operationId, one]))
  const records = new Map<string, { -readonly [K in keyof Recorded]: Recorded[K] }>()
  return {
    records,
    /** Adds a request that is answered by a page. */
    ask(operationId: string, request: unknown): void {
      records.set(operationId, { parameters: {}, request, answers: {} })
    },
    /** Adds an answer that was given otherwise. */
    add(operationId: string, status: number, body: unknown, request?: unknown): void {
      const asked = request === undefined ? {} : { request }
      const record = records.get(operationId) ?? { parameters: {}, ...asked, answers: {} }
      records.set(operationId, { ...record, answers: { ...record.answers, [status]: body } })
    },
    /** Calls an operation, records it, and returns the answer. The first request and each first answer are kept. */
    async call(operationId: string, asked: Asked = {}): Promise<Answer> {
      const found = operations.get(operationId)
      if (found === undefined) throw new Error(`there is no operation ${operationId}`)
      const { path, query } = placeOf(found.path, asked.with ?? {})
      const key = asked.key === undefined ? usualKey : asked.key
      const answer = await app.call(key, found.method.toUpperCase(), path + query, asked.body, {
        ...asked.headers,
      })
      if (answer.status >= 400) {
        throw new Error(`${operationId} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      }
      const isJson = (answer.headers.get('content-type') ?? '').startsWith('application/json')
      const record = records.get(operationId) ?? {
        parameters: asked.with ?? {},
        ...(asked.body === undefined ? {} : { request: asked.body }),
        answers: {},
      }
      if (isJson) record.answers = { [answer.status]: answer.body, ...record.answers }
      records.set(operationId, record)
      return answer
    },
  }
}

/** The path with its parameters filled in, and the others as a query. */
function placeOf(template: string, values: Readonly<Record<string, string | number>>) {
  const inPath = new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name] ?? '')),
  )
  const rest = Object.entries(values).flatMap(([name, value]) =>
    inPath.has(name) ? [] : [[name, String(value)] as [string, string]],
  )
  const query = new URLSearchParams(rest).toString()
  return { path, query: query === '' ? '' : `?${query}` }
}
