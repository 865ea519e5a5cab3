/**
 * One way to declare a route: its schemas validate the request, document it in `/openapi.json`, and type its
 * handler. Key, scope, limits and idempotency are applied here, the same for every route.
 */

import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { withIdempotency } from '../actions/answer-once.ts'
import { meterCall } from '../actions/count-calls.ts'
import type { Context } from '../context.ts'
import type { Scope } from '../core/scopes.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { authenticate, requireScope } from './auth.ts'
import { checkText, parseBody, parseForm, readBody } from './body.ts'
import { breakable } from './broken-answer.ts'
import { complaintOf } from './complaint.ts'
import { jsonAnswer } from './compressed.ts'
import type { App, Environment } from './environment.ts'
import { invalidInput } from './errors.ts'
import { takeRequestToken } from './limits.ts'
import { bringsSession, sessionPrincipal, testOf } from './session-auth.ts'
import { PendingApprovalSchema } from './wire-schemas.ts'

type Shape = z.ZodType<Record<string, unknown>>

/** What a handler gets. */
export interface RouteRequest<P, Q, B> {
  readonly context: Context
  readonly principal: Principal
  readonly params: P
  readonly query: Q
  readonly body: B
  /** The Idempotency-Key header, or null. */
  readonly idempotencyKey: string | null
  /** The IP address it came from. */
  readonly from: string
  /** Names of the request's headers in lower case. */
  readonly header: (name: string) => string | undefined
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
  /** Who asks, looked up again: for answers that take long. Throws when the key was revoked or changed meanwhile. */
  readonly readmit: () => Promise<Principal>
}

/** What a handler gives: an object, or a finished response for bytes and streams. */
export type Reply = { readonly status?: 200 | 201 | 202; readonly body: object } | Response

export interface Endpoint<P extends Shape, Q extends Shape, B extends Shape> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With `{name}` for parameters. */
  readonly path: string
  /** Any of these scopes opens it; null: no key needed. */
  readonly scopes: readonly Scope[] | null
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Whether form fields are taken as well as JSON. */
  readonly forms?: boolean
  readonly answer: z.ZodType
  readonly status?: 200 | 201 | 202
  /** Whether it needs the operator: it then answers 202 first, and is completed with `approval_code`. */
  readonly asksOperator?: boolean
  /** Fields of the answer that are shown once, and empty when the same request is answered again. */
  readonly secrets?: readonly string[]
  /** Media type of answers that are not JSON. */
  readonly mediaType?: string
  /** Errors it may answer with, beside those that follow from its key, its fields and the operator. */
  readonly errors?: readonly ErrorCode[]
  handle(request: RouteRequest<z.infer<P>, z.infer<Q>, z.infer<B>>): Promise<Reply>
}

/** What an endpoint is given when it is performed in this process, without HTTP. */
export interface Call {
  /** Who asks, as {@link authenticate} found them; null where no key is needed. */
  readonly principal: (Principal & { readonly keyId: string }) | null
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  /** As the header Idempotency-Key; null for none. */
  readonly idempotencyKey: string | null
  /** The IP address it came from. */
  readonly from: string
  readonly header: (name: string) => string | undefined
  readonly signal: AbortSignal
  readonly readmit: () => Promise<Principal>
}

/**
 * An endpoint for those who call it without HTTP: with the scope, metering, checks and idempotency of its route. Whoever
 * calls takes the call out of the bucket of the key (limits.ts): one of theirs may need several of ours.
 */
export interface Performer {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly scopes: readonly Scope[] | null
  /** Throws AppError, as the route would answer it. */
  perform(call: Call): Promise<Reply>
}

const performers = new WeakMap<App, Map<string, Performer>>()

/** The endpoint of an application by its method and path, e.g. `get /v1/mailboxes`; undefined for none. */
export function performerOf(app: App, name: string): Performer | undefined {
  return performers.get(app)?.get(name)
}

const nothing = z.object({})
type Nothing = typeof nothing

/** Adds a route to the application and to its documentation. */
export function addEndpoint<P extends Shape = Nothing, Q extends Shape = Nothing, B extends Shape = Nothing>(
  app: App,
  context: Context,
  endpoint: Endpoint<P, Q, B>,
): void {
  document(app, endpoint)
  remember(app, context, endpoint)
  const path = endpoint.path.replace(/\{(\w+)\}/g, ':$1')
  app.on(endpoint.method.toUpperCase(), path, async (c) => {
    const principal = endpoint.scopes === null ? null : await admitted(context, c, endpoint.scopes)
    const raw = endpoint.body === undefined ? null : await readBody(c.env.incoming)
    const answer = async () => {
      const request = {
        context,
        // Routes without a key have no use for it.
        principal: principal ?? NOBODY,
        params: endpoint.params === undefined ? {} : validated(endpoint.params, checkedParams(c)),
        query: endpoint.query === undefined ? {} : validated(endpoint.query, queryOf(c)),
        body:
          endpoint.body === undefined
            ? {}
            : validated(endpoint.body, raw === null ? {} : parseBody(raw, endpoint.forms ?? false)),
        idempotencyKey: c.req.header('idempotency-key') ?? null,
        from: c.env.incoming.socket.remoteAddress ?? 'unknown',
        header: (name: string) => c.req.header(name),
        signal: c.req.raw.signal,
        readmit: () => readmitted(context, c, endpoint.scopes ?? []),
      } as RouteRequest<z.infer<P>, z.infer<Q>, z.infer<B>>
      const reply = await endpoint.handle(request)
      const status = endpoint.status ?? 200
      if (endpoint.method === 'get' && !(reply instanceof Response))
        return jsonAnswer(reply.body, reply.status ?? status, c.req.header('accept-encoding'))
      const response = toResponse(reply, status)
      return endpoint.mediaType === undefined ? response : breakable(response, c.env.outgoing, context.log)
    }
    if (endpoint.method !== 'post' || principal === null) return answer()
    const request = {
      key: c.req.header('idempotency-key') ?? null,
      name: `${c.req.method} ${c.req.path}`,
      secrets: endpoint.secrets ?? [],
    }
    return withIdempotency(context, principal, { ...request, body: raw?.bytes ?? NO_BYTES }, answer)
  })
}

/** Keeps an endpoint for {@link performerOf}. */
function remember<P extends Shape, Q extends Shape, B extends Shape>(
  app: App,
  context: Context,
  endpoint: Endpoint<P, Q, B>,
): void {
  const { method, path, scopes } = endpoint
  const known = performers.get(app) ?? new Map<string, Performer>()
  performers.set(app, known)
  known.set(`${method} ${path}`, {
    operationId: operationId(method, path),
    method,
    path,
    scopes,
    perform: (call) => perform(context, endpoint, call),
  })
}

async function perform<P extends Shape, Q extends Shape, B extends Shape>(
  context: Context,
  endpoint: Endpoint<P, Q, B>,
  call: Call,
): Promise<Reply> {
  const { principal, idempotencyKey: key } = call
  if (endpoint.scopes !== null) {
    if (principal === null) throw new AppError('unauthorized')
    requireScope(principal, endpoint.scopes)
    meterCall(context, principal)
  }
  const answer = async () =>
    endpoint.handle({
      context,
      principal: principal ?? NOBODY,
      params: endpoint.params === undefined ? {} : validated(endpoint.params, call.params),
      query: endpoint.query === undefined ? {} : validated(endpoint.query, call.query),
      body: endpoint.body === undefined ? {} : validated(endpoint.body, call.body),
      idempotencyKey: key,
      from: call.from,
      header: call.header,
      signal: call.signal,
      readmit: call.readmit,
    } as RouteRequest<z.infer<P>, z.infer<Q>, z.infer<B>>)
  if (endpoint.method !== 'post' || principal === null || key === null) return answer()
  const name = `${endpoint.method.toUpperCase()} ${endpoint.path} ${JSON.stringify(call.params)}`
  const body = new TextEncoder().encode(JSON.stringify(call.body))
  const request = { key, name, body, secrets: endpoint.secrets ?? [] }
  return withIdempotency(context, principal, request, async () =>
    toResponse(await answer(), endpoint.status ?? 200),
  )
}

const NO_BYTES = new Uint8Array()

const NOBODY: Principal = {
  accountId: '',
  test: 0,
  mailboxIds: [],
  seesHeld: false,
  scopes: [],
  actor: { keyId: null, name: 'nobody' },
}

async function admitted(
  context: Context,
  c: HonoContext<Environment>,
  scopes: readonly Scope[],
): Promise<Principal> {
  const principal = await whoAsks(context, c, true)
  Object.assign(c.get('answerHeaders'), takeRequestToken(context, principal.keyId))
  requireScope(principal, scopes)
  meterCall(context, principal)
  return principal
}

async function readmitted(
  context: Context,
  c: HonoContext<Environment>,
  scopes: readonly Scope[],
): Promise<Principal> {
  const principal = await whoAsks(context, c, false)
  requireScope(principal, scopes)
  return principal
}

/** The holder of a key, or a person who is signed in. `isNew`: not a look again while the request is answered. */
async function whoAsks(
  context: Context,
  c: HonoContext<Environment>,
  isNew: boolean,
): Promise<Principal & { readonly keyId: string }> {
  const header = (name: string) => c.req.header(name)
  if (!bringsSession(context, header))
    return authenticate(context, header('authorization'), header('x-api-key'))
  return sessionPrincipal(context, { method: c.req.method, header, test: testOf(c.env.incoming) }, isNew)
}

function checkedParams(c: HonoContext<Environment>): Record<string, string> {
  const params = c.req.param() as Record<string, string>
  for (const [name, value] of Object.entries(params)) checkText(value, name)
  return params
}

function queryOf(c: HonoContext<Environment>): Record<string, unknown> {
  return parseForm(new URL(c.req.url).searchParams)
}

function validated<S extends Shape>(schema: S, given: unknown): z.infer<S> {
  const result = schema.safeParse(given, { error: complaintOf })
  if (!result.success) throw invalidInput(result.error)
  return result.data
}

function toResponse(reply: Reply, status: number): Response {
  if (reply instanceof Response) return reply
  return Response.json(reply.body, { status: reply.status ?? status })
}

/** The first answer of what needs the operator. */
const ASKED = {
  202: {
    description: 'The operator was asked: make the same request again with the code from the mail.',
    content: { 'application/json': { schema: PendingApprovalSchema } },
  },
}

/** Errors are added to the whole document, see reference/complete.ts. */
function document<P extends Shape, Q extends Shape, B extends Shape>(
  app: App,
  endpoint: Endpoint<P, Q, B>,
): void {
  const status = endpoint.status ?? 200
  const content = { [endpoint.mediaType ?? 'application/json']: { schema: endpoint.answer } }
  const bodyContent: Record<string, { schema: z.ZodType }> = {}
  if (endpoint.body !== undefined) {
    bodyContent['application/json'] = { schema: endpoint.body }
    if (endpoint.forms) bodyContent['application/x-www-form-urlencoded'] = { schema: endpoint.body }
  }
  app.openAPIRegistry.registerPath({
    method: endpoint.method,
    path: endpoint.path,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    operationId: operationId(endpoint.method, endpoint.path),
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    security: endpoint.scopes === null ? [] : [{ bearer: [] }, { apiKey: [] }],
    ...(endpoint.scopes === null ? {} : { 'x-scopes': endpoint.scopes }),
    ...(endpoint.asksOperator ? { 'x-operator-approval': true } : {}),
    ...(endpoint.errors === undefined ? {} : { 'x-errors': endpoint.errors }),
    request: {
      ...(endpoint.params === undefined ? {} : { params: endpoint.params as unknown as z.ZodObject }),
      ...(endpoint.query === undefined ? {} : { query: endpoint.query as unknown as z.ZodObject }),
      ...(endpoint.body === undefined ? {} : { body: { content: bodyContent, required: true } }),
    },
    responses: {
      [status]: { description: endpoint.summary, content },
      ...(endpoint.asksOperator ? ASKED : {}),
    },
  })
}

/** `post /v1/mailboxes/{mailbox_id}/send` is `post_mailboxes_mailbox_id_send`. */
function operationId(method: string, path: string): string {
  return `${method}${path
    .replace(/^\/v1/, '')
    .replace(/[^a-z0-9]+/gi, '_')
    .replace(/_$/, '')}`
}
