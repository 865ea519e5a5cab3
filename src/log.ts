/** Structured logs (pino, JSON lines on standard error). No message contents, no addresses' names, no secrets. */

import pino from 'pino'

export type Log = pino.Logger

/** A logger of this level; `silent` writes nothing. */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['authorization', 'key', 'password', '*.authorization', '*.key', '*.password'],
    },
    pino.destination({ dest: 2, sync: true }),
  )
}
