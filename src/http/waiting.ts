/** Waiting for something to happen, without asking the database all the time. */

import type { Context } from '../context.ts'

/** What ends a wait early: the client went away, or the server stops. */
export interface Patience {
  readonly signal: AbortSignal
  readonly stopping: AbortSignal
}

/** Other processes may share the database: it is looked at so often anyway, in ms. */
const LOOK_EVERY_MS = 1_000

/** Resolves when an event is published here, after at most `ms`, or when the wait is over. */
export function untilPublished(context: Context, ms: number, patience: Patience): Promise<void> {
  const isOver = patience.signal.aborted || patience.stopping.aborted
  if (isOver || ms <= 0) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      unlisten()
      clearTimeout(timer)
      patience.signal.removeEventListener('abort', finish)
      patience.stopping.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    const unlisten = context.database.onPublished(finish)
    patience.signal.addEventListener('abort', finish)
    patience.stopping.addEventListener('abort', finish)
  })
}

/** Looks until there is something, or `ms` are over; the last look is the answer. */
export async function untilSome<T>(
  context: Context,
  find: () => Promise<T[]>,
  ms: number,
  patience: Patience,
): Promise<T[]> {
  const end = performance.now() + ms
  for (;;) {
    const found = await find()
    const left = end - performance.now()
    if (found.length > 0 || left <= 0 || patience.signal.aborted || patience.stopping.aborted) return found
    await untilPublished(context, Math.min(left, LOOK_EVERY_MS), patience)
  }
}
