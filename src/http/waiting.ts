/** Waiting for something to happen, without asking the database all the time. */

import type { Context } from '../context.ts'

/** What ends a wait early: the client went away, or the server stops. */
export interface Patience {
  readonly signal: AbortSignal
  readonly stopping: AbortSignal
}

/** Other processes may share the database: it is looked at so often anyway, in ms. */
const LOOK_EVERY_MS = 1_000

/** Hears of what is published in this process, from its making on; to be closed. */
export class News {
  readonly #unlisten: () => void
  #isNew = false
  #wake: () => void = () => {}

  constructor(context: Context) {
    this.#unlisten = context.database.onPublished(() => {
      this.#isNew = true
      this.#wake()
    })
  }

  /**
   * Resolves when something was published since the last call, after at most `ms` (and a second), or when the wait is
   * over. Who looks after each call misses nothing: what comes while they look ends the next call at once.
   */
  async next(ms: number, { signal, stopping }: Patience): Promise<void> {
    const isOver = signal.aborted || stopping.aborted
    if (!this.#isNew && !isOver && ms > 0) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const end = () => resolve()
      this.#wake = end
      const timer = setTimeout(end, Math.min(ms, LOOK_EVERY_MS))
      signal.addEventListener('abort', end)
      stopping.addEventListener('abort', end)
      await promise
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      stopping.removeEventListener('abort', end)
    }
    this.#isNew = false
  }

  close(): void {
    this.#unlisten()
  }
}

/** Looks until there is something, or `ms` are over; the last look is the answer. */
export async function untilSome<T>(
  context: Context,
  find: () => Promise<T[]>,
  ms: number,
  patience: Patience,
): Promise<T[]> {
  const news = new News(context)
  const end = performance.now() + ms
  try {
    for (;;) {
      const found = await find()
      const left = end - performance.now()
      if (found.length > 0 || left <= 0 || patience.signal.aborted || patience.stopping.aborted) return found
      await news.next(left, patience)
    }
  } finally {
    news.close()
  }
}
