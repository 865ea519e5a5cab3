/** Load over HTTP: as many connections as asked for, each with one request under way. */

import { Pool } from 'undici'
import type { Sample } from './measure.ts'

export interface Target {
  readonly url: string
  /** `POST` when left out. */
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly key: string
  /** Makes the body of the next request; null for none. */
  readonly body: () => string | null
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>
  /** The status that every answer must have. */
  readonly status: number
}

/** When to end: after a time, or after so many requests. */
export type Extent = { readonly durationMs: number } | { readonly count: number }

/** Asks on `connections` connections. Throws on any other answer than the target names. */
export async function post(target: Target, connections: number, extent: Extent): Promise<Sample> {
  const pool = new Pool(target.url, { connections, pipelining: 1 })
  const headers = {
    authorization: `Bearer ${target.key}`,
    'content-type': 'application/json',
    ...target.headers,
  }
  const { method = 'POST', path } = target
  const latencies: number[] = []
  const started = performance.now()
  const end = started + ('durationMs' in extent ? extent.durationMs : Number.MAX_SAFE_INTEGER)
  let left = 'count' in extent ? extent.count : Number.MAX_SAFE_INTEGER
  const loop = async () => {
    for (let now = performance.now(); now < end && left-- > 0; ) {
      const answer = await pool.request({ method, path, headers, body: target.body() })
      const text = await answer.body.text()
      if (answer.statusCode !== target.status) throw new Error(`${answer.statusCode}: ${text}`)
      const after = performance.now()
      latencies.push(after - now)
      now = after
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  const seconds = (performance.now() - started) / 1_000
  await pool.close()
  return { rate: latencies.length / seconds, latencies }
}
