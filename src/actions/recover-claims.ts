/** At start: takes back at once what a process that is certainly gone had claimed, and clears what it left. */

import type { Context } from '../context.ts'
import { endAllLeases } from '../store/deliveries.ts'
import { endNoticeLeases } from '../store/notices.ts'
import { endPostLeases } from '../store/webhook-deliveries.ts'

/**
 * Where this process is the only one (SQLite), every claim that is open now is of a process that died: it ends
 * now, not with its lease. Where several share a database, leases tell.
 */
export async function recoverClaims(context: Context): Promise<void> {
  if (!context.database.backend.isSingleServer) return
  await context.blobs.clearUnfinished()
  await context.database.write(async (writer) => {
    await endAllLeases(writer)
    await endNoticeLeases(writer)
    await endPostLeases(writer)
  })
}
