/**
 * The thread behind `checkpoints.ts`. In plain JavaScript, because a thread that strips types first costs 15 MB.
 */

import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/** @type {{ file: string }} */
const { file } = workerData
const INTERVAL_MS = 250
/** Above this many bytes the log is cut even if that makes a writer wait. */
const LOG_CEILING = 256 * 1024 * 1024

const database = new DatabaseSync(file, { timeout: 0 })
let lastSize = 0
let quietRounds = 0

function logSize() {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

function checkpoint() {
  const size = logSize()
  quietRounds = size === lastSize ? quietRounds + 1 : 0
  const cut = size > LOG_CEILING || (size > 0 && quietRounds === 4)
  if (quietRounds === 0 || cut) {
    try {
      database.exec(`PRAGMA wal_checkpoint(${cut ? 'TRUNCATE' : 'PASSIVE'})`)
    } catch {
      // Busy or out of disk: the next round tries again.
    }
  }
  lastSize = logSize()
}

const timer = setInterval(checkpoint, INTERVAL_MS)
parentPort?.once('message', () => {
  clearInterval(timer)
  database.close()
  parentPort?.close()
})
