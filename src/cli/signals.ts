/** Waiting for whoever runs the process to end it. */

/**
 * One Ctrl-C may come several times: from the terminal, which tells the whole process group, and from npm or the
 * starter, which pass it on. Within this time it counts as one, in ms.
 */
const SAME_SIGNAL_MS = 1_000

/** Resolves at the first SIGINT or SIGTERM; a later one ends the process at once, with 1. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | null = null
    const stop = () => {
      const now = performance.now()
      if (askedAt !== null && now - askedAt > SAME_SIGNAL_MS) process.exit(1)
      askedAt ??= now
      resolve()
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
