/** The audit log: listed, verified, exported (contract §9), and the keys that sign. */

import { z } from '@hono/zod-openapi'
import { type ExportRequest, exportAudit } from '../../actions/export-audit.ts'
import { recordReading } from '../../actions/read-message.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { listEvents } from '../../store/events.ts'
import { listIdentityKeys } from '../../store/identity-keys.ts'
import { findMailbox } from '../../store/mailboxes.ts'
import { verifyChains } from '../../store/verify-chains.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { cursorAfter, filterMoment, idField, optional, pageOf, pageQuery } from '../fields.ts'
import { auditEntryOf, iso } from '../wire.ts'
import { AuditEntrySchema, listOf } from '../wire-schemas.ts'

const filters = z.object({
  mailbox_id: optional(idField),
  action: optional(z.string().max(100)),
  from: optional(filterMoment),
  to: optional(filterMoment),
})

/** Adds the routes; an export ends when `stopping` is aborted. */
export function addAuditRoutes(app: App, context: Context, stopping: AbortSignal): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/audit-log',
    scopes: ['admin'],
    tag: 'Audit',
    summary: 'Who did what, newest first',
    query: pageQuery.extend(filters.shape),
    answer: listOf('entries', AuditEntrySchema),
    async handle({ principal, query }) {
      const page = pageOf(query)
      const events = await listEvents(context.database.reader, {
        accountId: principal.accountId,
        mailboxIds: principal.mailboxIds,
        mailboxId: query.mailbox_id ?? null,
        action: query.action ?? null,
        from: query.from ?? null,
        to: query.to ?? null,
        ...page,
      })
      await recordReading(context, principal, {
        action: 'audit.read',
        resourceType: 'account',
        resourceId: principal.accountId,
        mailboxId: null,
        metadata: { count: events.length },
      })
      return { body: { entries: events.map(auditEntryOf), cursor: cursorAfter(events, page.limit) } }
    },
  })
  addVerifyRoute(app, context)
  addExportRoute(app, context, stopping)
  addKeysRoute(app, context)
}

function addVerifyRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/audit-log/verify',
    scopes: ['admin'],
    tag: 'Audit',
    summary: 'Recompute the hash chains and name what does not fit',
    query: z.object({ mailbox_id: optional(idField) }),
    answer: z.object({
      ok: z.boolean(),
      checked_at: z.string(),
      entries: z.number(),
      checkpoints: z.number(),
      checkpoints_valid: z.number(),
      chains: z.array(
        z.object({
          chain_id: z.string(),
          entries: z.number(),
          head_hash: z.string(),
          checkpoints: z.number(),
          checkpoints_valid: z.number(),
          faults: z.array(
            z.object({ entry_id: z.string().nullable(), position: z.number(), problem: z.string() }),
          ),
        }),
      ),
    }),
    handle: ({ principal, query }) => verify(context, principal, query.mailbox_id ?? null),
  })
}

async function verify(context: Context, principal: Principal, mailboxId: string | null) {
  const { reader } = context.database
  if (mailboxId !== null && (await findMailbox(reader, principal, mailboxId)) === undefined) {
    throw new AppError('not_found')
  }
  const all = await verifyChains(reader, principal.accountId, mailboxId)
  const chains = all.filter(
    ({ chain_id }) => principal.mailboxIds === null || principal.mailboxIds.includes(chain_id),
  )
  const ok = chains.every(({ faults }) => faults.length === 0)
  await recordReading(context, principal, {
    action: 'audit.verified',
    resourceType: 'account',
    resourceId: principal.accountId,
    mailboxId,
    metadata: { ok },
  })
  const sum = (name: 'entries' | 'checkpoints' | 'checkpoints_valid') =>
    chains.reduce((total, chain) => total + chain[name], 0)
  return {
    body: {
      ok,
      checked_at: iso(context.clock.now()),
      entries: sum('entries'),
      checkpoints: sum('checkpoints'),
      checkpoints_valid: sum('checkpoints_valid'),
      chains,
    },
  }
}

function addExportRoute(app: App, context: Context, stopping: AbortSignal): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/audit-log/export',
    scopes: ['admin'],
    tag: 'Audit',
    summary: 'The audit log as a file that proves itself',
    description:
      'Streams JSON Lines, or with `format=csv` CSV (`text/csv`), signed at its end: `multimail audit verify FILE` verifies it without the server. One export at a time.',
    query: filters.extend({ format: optional(z.enum(['jsonl', 'csv'])) }),
    answer: z.string(),
    mediaType: 'application/x-ndjson',
    async handle({ principal, query, signal }) {
      const request: ExportRequest = {
        format: query.format ?? 'jsonl',
        mailboxId: query.mailbox_id ?? null,
        action: query.action ?? null,
        from: query.from ?? null,
        to: query.to ?? null,
      }
      const pieces = await exportAudit(context, principal, request)
      return download(context, pieces, request, AbortSignal.any([signal, stopping]))
    },
  })
}

const TYPES = {
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
} as const

/** The text as it is made; nothing is made ahead of a slow reader. */
function download(
  context: Context,
  pieces: AsyncGenerator<string, void>,
  { format }: ExportRequest,
  signal: AbortSignal,
): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          signal.throwIfAborted()
          const piece = await pieces.next()
          if (piece.done === true) return controller.close()
          controller.enqueue(encoder.encode(piece.value))
        } catch (error) {
          await pieces.return().catch(() => {})
          controller.error(error)
        }
      },
      async cancel() {
        await pieces.return()
      },
    },
    { highWaterMark: 0 },
  )
  const day = iso(context.clock.now()).slice(0, 10)
  return new Response(body, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="audit-${day}.${format}"`,
      'cache-control': 'private, no-store',
    },
  })
}

const KeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string().openapi({ description: 'RFC 7638 thumbprint.' }),
  use: z.literal('sig'),
  alg: z.literal('ES256'),
})

function addKeysRoute(app: App, context: Context): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/.well-known/multimail-signing-key',
    scopes: null,
    tag: 'Server',
    summary: 'The public keys that this server signs with, newest first (JWK set)',
    answer: z.object({ keys: z.array(KeySchema) }),
    async handle() {
      await context.identity.prepare()
      const keys = await listIdentityKeys(context.database.reader)
      return Response.json({ keys }, { headers: { 'cache-control': 'public, max-age=300' } })
    },
  })
}
