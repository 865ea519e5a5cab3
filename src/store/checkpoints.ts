/**
 * SQLite checkpoints in a thread of their own, so that the thread that answers clients never waits for the main
 * file to be rewritten: PASSIVE while there is traffic, TRUNCATE when it rests or the log gets long.
 */

import { Worker } from 'node:worker_threads'

/** Starts the thread for a database file; `stop` resolves when it has closed the file. */
export function startCheckpoints(file: string): { stop(): Promise<void> } {
  const worker = new Worker(new URL('./checkpoint-thread.js', import.meta.url), {
    workerData: { file },
    execArgv: [],
    resourceLimits: {
      maxYoungGenerationSizeMb: 2,
      maxOldGenerationSizeMb: 16,
      codeRangeSizeMb: 8,
      stackSizeMb: 1,
    },
  })
  worker.unref()
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  // A failed checkpoint loses nothing: the log only grows until the next one succeeds.
  worker.on('error', () => {})
  return {
    async stop() {
      worker.ref()
      worker.postMessage('stop')
      await exited
    },
  }
}
