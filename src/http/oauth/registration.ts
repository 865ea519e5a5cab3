/** Dynamic client registration (RFC 7591): what a client may say of itself, and what is made of it. */

import { IncomingMessage } from 'node:http'
import { z } from '@hono/zod-openapi'
import { headerText, optional } from '../fields.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether codes may be sent there: https, or a program on the same machine (RFC 8252 §7.3). */
function isAllowed(text: string): boolean {
  if (text.length > 2_000 || text.includes('#') || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' ? hostname !== '' : isLoopback(text)
}

const isLoopback = (text: string) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'http:' && LOOPBACK.has(hostname)
}

/** What is taken of a registration; everything else is left out, as RFC 7591 §2 allows. */
const RegistrationSchema = z.object({
  client_name: optional(headerText(100)),
  redirect_uris: z
    .array(
      z
        .string()
        .refine(isAllowed, 'must be https, or http on localhost, 127.0.0.1 or [::1], without a fragment'),
    )
    .min(1, 'at least one is needed')
    .max(10, 'at most 10'),
  grant_types: optional(z.array(z.string()).max(10)),
  response_types: optional(z.array(z.string()).max(10)),
})

export type Registration =
  | { readonly error: 'invalid_redirect_uri' | 'invalid_client_metadata'; readonly words: string }
  | { readonly metadata: Readonly<Record<string, unknown>> }

/** Reads the body of a registration. Every client is public: it gets no secret, whatever it asks for. */
export function readRegistration(body: unknown): Registration {
  const read = RegistrationSchema.safeParse(body)
  if (!read.success) {
    const [issue] = read.error.issues
    const path = issue?.path.join('.') ?? ''
    const isUri = path.startsWith('redirect_uris')
    return {
      error: isUri ? 'invalid_redirect_uri' : 'invalid_client_metadata',
      words: `${path}: ${issue?.message ?? 'is not valid'}`,
    }
  }
  const { client_name: name, redirect_uris: uris, grant_types: grants, response_types: types } = read.data
  if (types !== undefined && !types.includes('code')) {
    return { error: 'invalid_client_metadata', words: 'response_types: only "code" is offered' }
  }
  const isNative = uris.some(isLoopback)
  const hasRefresh = grants === undefined || grants.includes('refresh_token')
  return {
    metadata: {
      client_name: name?.trim() || 'A program without a name',
      redirect_uris: uris,
      // A program on the same machine listens at whatever port is free.
      application_type: isNative ? 'native' : 'web',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', ...(hasRefresh ? ['refresh_token'] : [])],
      response_types: ['code'],
    },
  }
}

/** The same request with another body, for whoever reads it next. */
export function withBody(incoming: IncomingMessage, body: string): IncomingMessage {
  const bytes = Buffer.from(body)
  const request = new IncomingMessage(incoming.socket)
  request.method = incoming.method ?? 'POST'
  request.url = incoming.url ?? '/'
  request.httpVersion = incoming.httpVersion
  request.headers = {
    ...incoming.headers,
    'content-type': 'application/json',
    'content-length': String(bytes.length),
  }
  delete request.headers['transfer-encoding']
  request.push(bytes)
  request.push(null)
  // A message that was not whole would take its connection down with it.
  request.complete = true
  return request
}
