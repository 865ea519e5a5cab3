/**
 * Examples of requests and answers: recorded from a running server (`recorded.json`, by
 * `RECORD_EXAMPLES=1 npx vitest run test/openapi/examples.test.ts`), and here where no server can give one.
 */

import { readFileSync } from 'node:fs'
import type { OpenApi, Schema } from './openapi-types.ts'
import { operationsOf } from './openapi-types.ts'

/** What was asked and answered, by the id of an operation. */
export interface Recorded {
  /** Parameters of path and query, by name. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** The body of the request; absent where there is none. */
  readonly request?: unknown
  /** HTTP status → body. */
  readonly answers: Readonly<Record<string, unknown>>
}

export const RECORDED_FILE = new URL('./recorded.json', import.meta.url)

const RECORDED = JSON.parse(readFileSync(RECORDED_FILE, 'utf8')) as Readonly<Record<string, Recorded>>

const PENDING_APPROVAL = {
  status: 'pending_approval',
  message: 'The operator was asked by mail. Nothing was done yet.',
  fix: 'Make the same request again with "approval_code", the code from the mail.',
  expires_at: '2026-03-03T09:00:00.000Z',
}

const WRITTEN: Readonly<Record<string, unknown>> = {
  'message/rfc822':
    'From: Ada <ada@example.com>\r\nTo: agent@example.org\r\nSubject: Monday\r\n\r\nHello!\r\n',
  'application/octet-stream': 'The bytes of the file.',
  'application/zip': 'The bytes of the archive.',
  'text/html': '<!DOCTYPE html><html lang="en">…</html>',
  'text/plain': '# MultiMail',
  'text/csv': 'id,action,actor\r\n01KAQ3T9M8ZK6W0R4Y2F7VHX5B,message.submitted,key:agent\r\n',
  'text/event-stream':
    'id: 01KAQ3T9M8ZK6W0R4Y2F7VHX5B\nevent: message.sent\ndata: {"event":"message.sent"}\n\n',
  'application/x-ndjson': '{"kind":"entry","action":"message.submitted"}\n',
}

const isPendingApproval = (schema: Schema | undefined) =>
  schema?.$ref === '#/components/schemas/PendingApproval'

/** Writes examples into a document: of parameters, of bodies, of answers. */
export function writeExamples(document: OpenApi): void {
  for (const { operation } of operationsOf(document)) {
    const recorded = RECORDED[operation.operationId]
    for (const parameter of operation.parameters ?? []) {
      const value = recorded?.parameters[parameter.name]
      if (value !== undefined) parameter.example = value
    }
    for (const [type, media] of Object.entries(operation.requestBody?.content ?? {})) {
      // Forms have the same fields as JSON: one example says it all.
      const isRepeat = type.endsWith('urlencoded') && operation.requestBody?.content['application/json']
      if (!isRepeat) media.example ??= recorded?.request ?? WRITTEN[type]
    }
    for (const [status, answer] of Object.entries(operation.responses)) {
      for (const [type, media] of Object.entries(answer.content ?? {})) {
        if (media.example !== undefined || media.examples !== undefined) continue
        media.example = exampleOf(type, media.schema, recorded?.answers[status])
      }
    }
  }
}

function exampleOf(type: string, schema: Schema | undefined, recorded: unknown): unknown {
  if (type !== 'application/json') return typeof recorded === 'string' ? recorded : WRITTEN[type]
  if (recorded !== undefined) return recorded
  const forms = [schema, ...(schema?.anyOf ?? []), ...(schema?.oneOf ?? [])]
  return forms.some(isPendingApproval) ? PENDING_APPROVAL : undefined
}
