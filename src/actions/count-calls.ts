/** Calls of the API, counted for `GET /v1/usage` and written together a little later (contract §3). */

import type { Context } from '../context.ts'
import type { Principal } from '../store/access.ts'
import { countUsage, WHOLE_ACCOUNT } from '../store/usage.ts'

/** Calls not yet written, by account and environment. */
const calls = new WeakMap<Context, Map<string, { readonly principal: Principal; count: number }>>()

/** Counts one call; written together with others a little later. */
export function meterCall(context: Context, principal: Principal): void {
  const waiting = calls.get(context) ?? new Map()
  calls.set(context, waiting)
  const name = `${principal.accountId} ${principal.test}`
  const entry = waiting.get(name) ?? { principal, count: 0 }
  entry.count++
  waiting.set(name, entry)
}

/** Writes the calls counted so far. */
export async function flushCalls(context: Context): Promise<void> {
  const waiting = calls.get(context)
  if (waiting === undefined || waiting.size === 0) return
  calls.delete(context)
  await context.database.write(async (writer) => {
    for (const { principal, count } of waiting.values()) {
      const scope = { accountId: principal.accountId, mailboxId: WHOLE_ACCOUNT, test: principal.test }
      await countUsage(writer, scope, 'api_calls', count)
    }
  })
}
