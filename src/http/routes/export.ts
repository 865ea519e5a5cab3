/** Everything an account owns, as one archive (contract §3). */

import { z } from '@hono/zod-openapi'
import { beginExport } from '../../actions/begin-export.ts'
import { exportAudit } from '../../actions/export-audit.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Principal } from '../../store/access.ts'
import { findAccount } from '../../store/accounts.ts'
import { accountFiles } from '../account-archive.ts'
import { type ArchiveProgress, archiveOf } from '../archive.ts'
import { requireWholeAccount } from '../auth.ts'
import { addEndpoint } from '../endpoint.ts'
import type { App } from '../environment.ts'
import { iso } from '../wire.ts'
import { accountOf } from './account.ts'

/** Adds the route; an export ends when `stopping` is aborted. */
export function addExportRoute(app: App, context: Context, stopping: AbortSignal): void {
  addEndpoint(app, context, {
    method: 'get',
    path: '/v1/export',
    scopes: ['admin'],
    tag: 'Account',
    summary: 'Everything the account owns, as one zip archive; once an hour',
    description:
      'Mail as it is, with its states, decisions and deliveries; settings, lists, and the audit log, signed. Secrets are left out. The manifest comes last: an archive without it is not whole. See docs/export.md.',
    answer: z.string(),
    mediaType: 'application/zip',
    async handle({ principal, signal }) {
      requireWholeAccount(principal)
      const pieces = await exportAccount(context, principal, true)
      const day = iso(context.clock.now()).slice(0, 10)
      return new Response(streamed(pieces, AbortSignal.any([signal, stopping])), {
        headers: {
          'content-type': 'application/zip',
          'content-disposition': `attachment; filename="multimail-${day}.zip"`,
          'cache-control': 'private, no-store',
        },
      })
    },
  })
}

/**
 * Begins an export and records it. Gives the bytes of the archive as they are asked for. `isLimited`: not more than
 * once an hour. Throws AppError `not_found`, `rate_limited`, `export_running`.
 */
export async function exportAccount(
  context: Context,
  principal: Principal,
  isLimited: boolean,
  progress: (now: ArchiveProgress) => void = () => {},
): Promise<AsyncGenerator<Buffer, void>> {
  const account = await findAccount(context.database.reader, principal.accountId)
  if (account === undefined) throw new AppError('not_found')
  const until = await beginExport(context, principal, isLimited)
  const everything = { format: 'jsonl', mailboxId: null, action: null, from: null, to: null } as const
  const parts = {
    account: await accountOf(context, principal, account),
    // Begun when its turn comes.
    audit: later(() => exportAudit(context, principal, everything)),
    until,
  }
  const now = context.clock.now()
  const head = {
    format: 'multimail-export',
    version: 1,
    account_id: account.id,
    test: principal.test === 1,
    exported_at: iso(now),
    exported_at_ms: now,
  }
  return archiveOf(accountFiles(context, principal, account, parts), head, progress)
}

/** The audit log may be exported once at a time: waits so often, so long (in ms), for another export to end. */
const PATIENCE = 30
const WAIT_MS = 5_000

async function* later(begin: () => Promise<AsyncGenerator<string, void>>): AsyncGenerator<string, void> {
  for (let tries = 0; ; tries++) {
    try {
      return yield* await begin()
    } catch (error) {
      const isBusy = error instanceof AppError && error.code === 'export_running'
      if (!isBusy || tries === PATIENCE) throw error
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
  }
}

/** The bytes as they are made; nothing is made ahead of a slow reader. */
function streamed(pieces: AsyncGenerator<Buffer, void>, signal: AbortSignal) {
  const end = () => void pieces.return().catch(() => {})
  signal.addEventListener('abort', end, { once: true })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const piece = await pieces.next()
          signal.throwIfAborted()
          if (piece.done !== true) return controller.enqueue(piece.value)
          signal.removeEventListener('abort', end)
          controller.close()
        } catch (error) {
          end()
          controller.error(error)
        }
      },
      async cancel() {
        await pieces.return()
      },
    },
    { highWaterMark: 0 },
  )
}
