/**
 * The OpenAPI document made whole: the schemas that validate say what is taken and given; here stand what it means,
 * what can go wrong, and examples.
 */

import type { About } from './about.ts'
import { headersOf, writeErrors, writeSharedErrors } from './errors.ts'
import { writeExamples } from './examples.ts'
import { describeFields } from './fields.ts'
import type { OpenApi, Operation, Parameter } from './openapi-types.ts'
import { operationsOf } from './openapi-types.ts'
import { OPERATIONS } from './operations.ts'
import { TAGS } from './tags.ts'

/** What the document says of the whole. */
export const ABOUT = {
  summary: 'The mail server for AI agents: an agent writes, a person decides, MultiMail sends.',
  description: `Agents write mail, a person decides, the server sends, and everybody can prove it.

- **Answers** are JSON objects that have the same keys every time: what is missing is null or an empty list.
- **Ids** are ULIDs. **Times** are ISO 8601 in UTC, ending in Z, unless a field says epoch ms.
- **Errors** have a stable \`code\` and say in \`fix\` what to do next.
- **202** on a send means stored: read the status, do not send it again. **202** with \`pending_approval\` means that
  nothing was done: make the same request again with the \`approval_code\` from the mail to the operator.
- **Lists** take \`limit\` and \`cursor\`, and answer with the \`cursor\` of the next page.
- **Fields** that are not known are ignored. An empty or null field counts as left out, unless it says otherwise.`,
  contact: { name: 'The operator of this server' },
  license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
} as const

const text = (description: string, example: string) => ({
  description,
  schema: { type: 'string' },
  example,
})
const number = (description: string, example: number) => ({
  description,
  schema: { type: 'integer', minimum: 0 },
  example,
})

const HEADERS: Readonly<Record<string, object>> = {
  'X-Request-Id': text(
    'Names this request in the log of the server: your own X-Request-Id if it was a plain word, else a new one.',
    '01KAQ3T9M8ZK6W0R4Y2F7VHX5B',
  ),
  'X-MultiMail-Delivery': text(
    'Where mail of this server goes: `capture` (nowhere), `relay` or `direct`.',
    'direct',
  ),
  'RateLimit-Limit': number('Requests that this key may make at once.', 60),
  'RateLimit-Remaining': number('Requests that are left now.', 59),
  'RateLimit-Reset': number('Seconds until all of them are there again.', 1),
  'Retry-After': number('Seconds to wait before the next try, at least 1.', 3),
  'WWW-Authenticate': text('How to say who you are.', 'Bearer realm="multimail"'),
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Your own name for this request. With the same one and the same body within 24 hours you get the first answer again, and nothing is done twice.',
  schema: { type: 'string', maxLength: 255 },
  example: 'monday-report-1',
} as const

const CONSOLE = {
  name: 'X-MultiMail-Console',
  in: 'header',
  required: true,
  description: 'Always `1`: pages of other sites cannot send it.',
  schema: { type: 'string', const: '1' },
  example: '1',
} as const

/** Errors of routes that only a page of the console uses. */
const CONSOLE_ERRORS = ['not_from_console', 'session_required']

const SECURITY = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key: `Authorization: Bearer mm_live_…` or `mm_test_…`. `x-scopes` of an operation names the scopes that open it; any one of them is enough. With a test key nothing leaves the server.',
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The same key, for tools that cannot set `Authorization`.',
  },
  oauth: {
    type: 'oauth2',
    description:
      'For programs of others that a person lets in, by MCP and by the REST API. The token is sent like a key.',
    flows: {
      authorizationCode: {
        authorizationUrl: '/oauth/authorize',
        tokenUrl: '/oauth/token',
        refreshUrl: '/oauth/token',
        scopes: {
          read: 'List and read mail.',
          send: 'Send, answer, schedule, cancel; within the oversight mode.',
          oversight: 'See what waits and decide. Never together with `send`.',
          admin: 'Change mailboxes and settings.',
        },
      },
    },
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'multimail_session',
    description:
      'A person who is signed in at the console; `__Host-multimail_session` where the server has https. Their role says which scopes they have. What changes something needs the header `X-MultiMail-Console: 1` as well. They may use every route that a key with their scopes opens.',
  },
}

/** Answers of the same schema under another status, and other media types of the first. */
function addAnswers(operation: Operation, about: About): void {
  const first = Object.values(operation.responses)[0] ?? {}
  for (const type of about.mediaTypes ?? []) {
    first.content = { ...first.content, [type]: { schema: { type: 'string' } } }
  }
  for (const [status, description] of Object.entries(about.also ?? {})) {
    operation.responses[status] = { ...first, content: structuredClone(first.content ?? {}), description }
  }
}

function completeOperation(method: string, path: string, operation: Operation): void {
  const about = OPERATIONS[operation.operationId] ?? {}
  operation.description ??= about.description
  const isOpened = operation['x-scopes'] !== undefined
  addAnswers(operation, about)
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (/^\d+$/.test(status)) answer.headers = { ...answer.headers, ...headersOf(Number(status), isOpened) }
  }
  writeErrors(method, operation, about.errors ?? [])
  // What names a path is always needed, whatever the schema that validates makes of it.
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const parameters: Parameter[] = (operation.parameters ?? []).filter(
    (parameter) => parameter.in !== 'path' || named.includes(parameter.name),
  )
  if (isOpened && method === 'post' && path !== '/mcp') {
    parameters.push({ $ref: '#/components/parameters/Idempotency-Key' } as unknown as Parameter)
  }
  const isConsole = operation['x-errors']?.some((code) => CONSOLE_ERRORS.includes(code)) ?? false
  if (isConsole && method !== 'get') {
    parameters.push({ $ref: '#/components/parameters/X-MultiMail-Console' } as unknown as Parameter)
  }
  if (parameters.length > 0) operation.parameters = parameters
  if (operation['x-errors']?.includes('session_required')) operation.security = [{ session: [] }]
  Reflect.deleteProperty(operation, 'x-errors')
}

/** Every reference of a document. */
function referencesIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== 'object' || value === null) return found
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') found.add(inner)
    else referencesIn(inner, found)
  }
  return found
}

/** Makes a generated document whole, in place. */
export function completeDocument(document: OpenApi): OpenApi {
  const operations = operationsOf(document)
  describeFields(document)
  for (const { method, path, operation } of operations) completeOperation(method, path, operation)
  writeExamples(document)
  const tags = new Set(operations.flatMap(({ operation }) => operation.tags))
  document.tags = [...new Set([...Object.keys(TAGS).filter((tag) => tags.has(tag)), ...tags])].map(
    (name) => ({
      name,
      description: TAGS[name] ?? '',
    }),
  )
  document.components.headers = { ...HEADERS }
  document.components.parameters = {
    'Idempotency-Key': IDEMPOTENCY_KEY,
    'X-MultiMail-Console': CONSOLE,
  }
  document.components.securitySchemes = { ...document.components.securitySchemes, ...SECURITY }
  writeSharedErrors(document, referencesIn(document))
  return document
}
