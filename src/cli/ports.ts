/** Whether a port can be listened on, and who answers on one that cannot. */

import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'

/** `free`: we could listen · `taken`: somebody does · else why we cannot, in words. */
export type PortState = 'free' | 'taken' | { readonly impossible: string }

/** Tries to listen for a moment. Never rejects. */
export async function portState(host: string, port: number): Promise<PortState> {
  const server = createServer()
  server.listen(port, host)
  try {
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return 'free'
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (code === 'EADDRINUSE') return 'taken'
    if (code === 'EACCES') return { impossible: 'this user may not listen there' }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      return { impossible: `${host} is not an address of this machine` }
    return { impossible: error instanceof Error ? error.message : 'it cannot be listened on' }
  }
}

const PATIENCE_MS = 2_000

/** Where something that listens on `host` is reached from this machine. */
export function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  return host === '::' ? '::1' : host
}

/** What `/health` of a MultiMail says, or null when no MultiMail answers there. Never rejects. */
export async function askHealth(
  host: string,
  port: number,
): Promise<{ readonly status: string; readonly version: string } | null> {
  const name = reachable(host)
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}/health`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
    const health = (await response.json()) as { status?: unknown; version?: unknown } | null
    if (typeof health?.status !== 'string' || typeof health.version !== 'string') return null
    return { status: health.status, version: health.version }
  } catch {
    return null
  }
}

/** The first line that a server says (at most 512 characters), or null when it says none. Never rejects. */
export async function readGreeting(host: string, port: number): Promise<string | null> {
  const socket = createConnection({ host: reachable(host), port })
  socket.setTimeout(PATIENCE_MS, () => socket.destroy())
  let text = ''
  try {
    for await (const chunk of socket) {
      text += String(chunk)
      const [line, rest] = text.split('\r\n', 2)
      if (rest !== undefined || text.length > 512) return line?.slice(0, 512) ?? null
    }
  } catch {
    // Nobody is there.
  } finally {
    socket.destroy()
  }
  return null
}
