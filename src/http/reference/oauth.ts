/** The endpoints of OAuth 2.1, which a library answers, as the document describes them. */

import { z } from '@hono/zod-openapi'
import type { App } from '../environment.ts'

const about = (description: string) => ({ description })

const ErrorSchema = z
  .looseObject({
    error: z.string().openapi(about('A code of RFC 6749 §5.2 or RFC 7591 §3.2.2.')),
    error_description: z.string().optional().openapi(about('What is wrong, in a sentence.')),
  })
  .openapi('OAuthError', {
    example: { error: 'invalid_grant', error_description: 'grant request is invalid' },
  })

const TokenSchema = z
  .looseObject({
    access_token: z.string().openapi(about('Send it as `Authorization: Bearer …`.')),
    token_type: z.literal('Bearer').openapi(about('How it is sent.')),
    expires_in: z.number().openapi(about('Seconds that it works.')),
    scope: z.string().optional().openapi(about('What it opens, separated by spaces.')),
    refresh_token: z.string().optional().openapi(about('Gets the next token, once.')),
  })
  .openapi('OAuthToken')

const ClientSchema = z
  .looseObject({
    client_name: z.string().max(100).optional().openapi(about('What the person who consents reads.')),
    redirect_uris: z
      .array(z.string())
      .openapi(about('Where codes may go: https, or http on the machine of the person.')),
    grant_types: z.array(z.string()).optional().openapi(about('`authorization_code` and `refresh_token`.')),
    response_types: z.array(z.string()).optional().openapi(about('Only `code`.')),
  })
  .openapi('OAuthClient')

const RegisteredSchema = z
  .looseObject({
    client_id: z.string().openapi(about('The name of the client from now on.')),
    redirect_uris: z.array(z.string()).openapi(about('Where codes may go.')),
  })
  .openapi('OAuthRegistration')

const TokenRequest = z.object({
  grant_type: z
    .enum(['authorization_code', 'refresh_token'])
    .openapi(about('What the token is asked for with.')),
  client_id: z.string().openapi(about('The id of the client.')),
  code: z.string().optional().openapi(about('The code that came to the redirect address.')),
  code_verifier: z.string().optional().openapi(about('What the challenge was made of (RFC 7636).')),
  redirect_uri: z.string().optional().openapi(about('The same as when the code was asked for.')),
  refresh_token: z.string().optional().openapi(about('The one of the last answer.')),
  resource: z
    .string()
    .optional()
    .openapi(about('What the token is for (RFC 8707): the address of /mcp or of the API.')),
})

const AuthorizeQuery = z.object({
  response_type: z.literal('code').openapi(about('Always `code`.')),
  client_id: z.string().openapi(about('The id of the client.')),
  redirect_uri: z.string().openapi(about('One of those that were registered.')),
  scope: z.string().openapi(about('What is asked for, separated by spaces. Never `send` with `oversight`.')),
  code_challenge: z.string().openapi(about('SHA-256 of the verifier, base64url (RFC 7636).')),
  code_challenge_method: z.literal('S256').openapi(about('Always `S256`.')),
  state: z.string().optional().openapi(about('Comes back with the code.')),
  resource: z.string().openapi(about('What the token is for (RFC 8707): the address of /mcp or of the API.')),
})

const json = (schema: z.ZodType) => ({ 'application/json': { schema } })
const fault = (error: string, words: string) => ({
  'application/json': { schema: ErrorSchema, example: { error, error_description: words } },
})
const failed = {
  400: {
    description: 'What is wrong (RFC 6749 §5.2, RFC 7591 §3.2.2).',
    content: fault('invalid_grant', 'grant request is invalid'),
  },
}
const shared = { tags: ['OAuth'], security: [] }

const TOKEN_EXAMPLE = {
  grant_type: 'authorization_code',
  client_id: 'a-client-id',
  code: 'a-code',
  code_verifier: 'a-verifier-of-at-least-43-characters-0123456789',
  redirect_uri: 'https://claude.example/callback',
} as const

/** Adds the endpoints to the documentation of the application. */
export function documentOauth(app: App): void {
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'get',
    path: '/oauth/authorize',
    operationId: 'get_oauth_authorize',
    summary: 'Ask a person for access (RFC 6749 §4.1, with PKCE)',
    description:
      'Open it in a browser: a page names the client, the mailboxes, the scopes and the oversight mode.',
    request: { query: AuthorizeQuery },
    responses: {
      303: { description: 'To the page on which the person decides, or back to the client with an error.' },
      400: {
        description: 'A page that says what is wrong.',
        content: { 'text/html': { schema: z.string() } },
      },
    },
  })
  const form = (schema: z.ZodType, example: object) => ({
    'application/x-www-form-urlencoded': { schema, example },
  })
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'post',
    path: '/oauth/token',
    operationId: 'post_oauth_token',
    summary: 'Get a token for a code, or the next one (RFC 6749 §4.1.3, §6)',
    description: 'Refresh tokens work once: using one twice ends all that came of it.',
    request: { body: { required: true, content: form(TokenRequest, TOKEN_EXAMPLE) } },
    responses: { 200: { description: 'The token.', content: json(TokenSchema) }, ...failed },
  })
  const token = z.object({
    token: z.string().openapi(about('The access or refresh token.')),
    client_id: z.string().openapi(about('The id of the client.')),
  })
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'post',
    path: '/oauth/revoke',
    operationId: 'post_oauth_revoke',
    summary: 'End a token (RFC 7009)',
    description: 'The answer is the same whether or not there was such a token.',
    request: {
      body: { required: true, content: form(token, { token: 'a-refresh-token', client_id: 'a-client-id' }) },
    },
    responses: { 200: { description: 'It opens nothing any more.' }, ...failed },
  })
  app.openAPIRegistry.registerPath({
    ...shared,
    method: 'post',
    path: '/oauth/register',
    operationId: 'post_oauth_register',
    summary: 'Register a client (RFC 7591)',
    description: 'Every client is public: it gets an id and no secret. Limited for each IP address.',
    request: { body: { required: true, content: json(ClientSchema) } },
    responses: {
      201: { description: 'Registered.', content: json(RegisteredSchema) },
      ...failed,
      429: {
        description: 'Too many; wait as many seconds as Retry-After says.',
        content: fault('temporarily_unavailable', 'This was tried too often.'),
      },
    },
  })
}
