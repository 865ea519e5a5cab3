/**
 * The inbound SMTP server: the front door at which mail for mailboxes arrives (RFC 5321). It knows no mailbox
 * and stores nothing; the handlers it is given do. It offers no authentication and hands every accepted message
 * to `receive` alone, so it cannot relay.
 */

import type { Server } from 'node:net'
import type { InboundHandlers, InboundOptions, InboundServer } from './inbound-contract.ts'
import { InboundDoor } from './inbound-door.ts'

export type {
  InboundHandlers,
  InboundLog,
  InboundOptions,
  InboundServer,
  InboundSession,
} from './inbound-contract.ts'

const DEFAULT_GRACE_MS = 10_000

/**
 * Starts the server; resolves when it listens. Rejects with the system's error (e.g. `EADDRINUSE`) when it cannot.
 */
export async function startInbound(
  options: InboundOptions,
  handlers: InboundHandlers,
): Promise<InboundServer> {
  const complete: Required<InboundOptions> = {
    maxMessageBytes: 25 * 1024 * 1024,
    maxRecipients: 100,
    maxConnections: 200,
    maxConnectionsPerAddress: 50,
    maxCommandsPerSession: 500,
    maxErrorsPerSession: 10,
    commandTimeoutMs: 60_000,
    dataTimeoutMs: 180_000,
    now: () => performance.now(),
    ...options,
  }
  const door = new InboundDoor(complete, handlers)
  const listener = door.server
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject)
    listener.listen({ port: complete.port, host: complete.host, backlog: 511 }, () => {
      door.off('error', reject)
      resolve()
    })
  })
  door.on('error', (error: Error) => complete.log('error', 'smtp listener failed', { error: error.message }))
  const { commandTimeoutMs, dataTimeoutMs, now } = complete
  const interval = Math.max(10, Math.min(1000, commandTimeoutMs / 4, dataTimeoutMs / 4))
  const sweeper = setInterval(() => door.sweep(now()), interval).unref()
  return {
    port: portOf(listener),
    connections: () => door.alive.size,
    close: (graceMs = DEFAULT_GRACE_MS) => close(door, sweeper, graceMs),
  }
}

function portOf(listener: Server): number {
  const address = listener.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

async function close(door: InboundDoor, sweeper: NodeJS.Timeout, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    door.server.close(() => resolve())
  })
  const emptied = door.drain()
  const timer = setTimeout(() => {
    for (const connection of door.alive) connection.destroy()
  }, graceMs)
  await Promise.all([closed, emptied])
  clearTimeout(timer)
  clearInterval(sweeper)
}
