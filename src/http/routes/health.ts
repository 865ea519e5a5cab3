/** Whether the server can do its work, and in which mode it does it (contract §12). */

import { statfs } from 'node:fs/promises'
import { z } from '@hono/zod-openapi'
import { checkStore } from '../../actions/check-store.ts'
import type { Context } from '../../context.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'

interface Check {
  readonly ok: boolean
  readonly message: string
}

/** Less free disk than this and mail may soon be refused: 200 MB, in bytes. */
const LOW_DISK = 200 * 1024 * 1024

/** Adds the route. */
export function addHealthRoute(app: App, context: Context, version: string): void {
  const CheckSchema = z.object({ ok: z.boolean(), message: z.string() })
  addEndpoint(app, context, {
    method: 'get',
    path: '/health',
    scopes: null,
    tag: 'Server',
    summary: 'Whether the server can do its work; 503 when not',
    answer: z.object({
      status: z.enum(['ok', 'degraded']),
      version: z.string(),
      delivery: z.enum(['capture', 'relay', 'direct']),
      operator_approval: z.enum(['on', 'off']),
      warnings: z.array(z.string()),
      checks: z.object({ database: CheckSchema, disk: CheckSchema }),
    }),
    async handle() {
      const checks = { database: await databaseCheck(context), disk: await diskCheck(context) }
      const ok = Object.values(checks).every((check) => check.ok)
      const body = {
        status: ok ? 'ok' : 'degraded',
        version,
        delivery: context.config.delivery,
        operator_approval: context.config.operatorApproval ? 'on' : 'off',
        warnings: warningsOf(context),
        checks,
      }
      return Response.json(body, { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } })
    },
  })
}

/** What an operator should know of how the server is set up, in plain words. */
export function warningsOf(context: Context): string[] {
  const warnings: string[] = []
  if (context.config.delivery === 'capture') {
    warnings.push(
      'Mail is captured here and nothing leaves this server: set MULTIMAIL_RELAY_URL to send for real.',
    )
  }
  if (!context.config.operatorApproval) {
    warnings.push('Operator approval is OFF: any admin key may make mailboxes, keys and webhooks by itself.')
  }
  if (context.config.publicUrl === null && context.config.delivery !== 'capture') {
    warnings.push(
      `MULTIMAIL_PUBLIC_URL is not set: links in mail to reviewers lead to ${context.publicUrl}, which only this machine can open.`,
    )
  }
  if (context.config.webhookAllowPrivate) {
    warnings.push('Webhooks may go to private addresses and plain http: this is for development only.')
  }
  if (context.config.operatorEmail.endsWith('.localhost') && context.config.delivery !== 'capture') {
    warnings.push(
      `Mail to the operator goes to ${context.config.operatorEmail}, which nobody can get: set MULTIMAIL_OPERATOR_EMAIL before the first start, or change oversight_email.`,
    )
  }
  if (context.config.signup === 'open') warnings.push('Sign-up is OPEN: anybody may make an account here.')
  if (context.config.rateLimit === null) warnings.push('Rate limits and warm-up are off.')
  return warnings
}

async function databaseCheck(context: Context): Promise<Check> {
  try {
    await checkStore(context)
    return { ok: true, message: context.database.backend.name }
  } catch {
    return { ok: false, message: 'The database does not answer or cannot be written.' }
  }
}

async function diskCheck(context: Context): Promise<Check> {
  try {
    const { bavail, bsize } = await statfs(context.config.data)
    const free = bavail * bsize
    const megabytes = Math.round(free / 1024 / 1024)
    return { ok: free > LOW_DISK, message: `${megabytes} MB free` }
  } catch {
    return { ok: false, message: 'The data folder cannot be read.' }
  }
}
