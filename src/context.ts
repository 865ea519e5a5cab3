/**
 * What every front door and every action shares, built once and closed once: settings, database, blobs, clock,
 * ids, log. The only file above the store that chooses which database is opened.
 */

import { randomBytes, randomUUID } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import { join } from 'node:path'
import { monotonicFactory } from 'ulid'
import { type Config, databaseFile } from './config.ts'
import type { BucketLevel } from './core/limits.ts'
import { Pace } from './core/pace.ts'
import type { Log } from './log.ts'
import type { Resolve } from './mail/lookups.ts'
import { Allowance } from './mail/smtp-pool.ts'
import { Blobs } from './store/blobs.ts'
import { type Clock, type Database, type Ids, openDatabase } from './store/db.ts'
import { openBackend } from './store/dialect.ts'
import { Identity } from './store/identity-keys.ts'

export interface Context {
  readonly config: Config
  readonly log: Log
  readonly clock: Clock
  readonly database: Database
  readonly blobs: Blobs
  /** Signs in the name of this server. */
  readonly identity: Identity
  /** Asks the DNS; the one resolver of the whole server. */
  readonly resolve: Resolve
  /** Who may be on the wire at once: others are prepared meanwhile. */
  readonly lanes: Allowance
  /** How fast each domain is mailed. */
  readonly pace: Pace
  /** A number from 0 (included) to 1, for jitter. */
  readonly random: () => number
  /** A new RFC 5322 Message-ID, without angle brackets. */
  readonly newMessageId: () => string
  /** Levels of the token buckets of this process, by name. */
  readonly buckets: Map<string, BucketLevel>
  /** How the HTTP API is reached from outside, without a slash at its end. */
  publicUrl: string
  /** Called when rows are waiting that a worker should look at now. */
  wake: () => void
  close(): Promise<void>
}

export const systemClock: Clock = { now: () => Date.now() }

/** Ids that sort by the time they were made, also within one millisecond. */
export function createIds(): Ids {
  let pool = Buffer.alloc(0)
  let used = 0
  const random = () => {
    if (used >= pool.length) {
      pool = randomBytes(4096)
      used = 0
    }
    return (pool[used++] ?? 0) / 256
  }
  const next = monotonicFactory(random)
  return { next: (now) => next(now) }
}

/** Opens everything; throws when the database cannot be opened or is newer than this program. */
export async function openContext(
  config: Config,
  log: Log,
  options: { readonly clock?: Clock; readonly random?: () => number } = {},
): Promise<Context> {
  const clock = options.clock ?? systemClock
  const backend = await openBackend({ url: config.databaseUrl, file: databaseFile(config) })
  const database = await openDatabase(backend, clock, createIds())
  const blobs = new Blobs(join(config.data, 'blobs'))
  return {
    config,
    log,
    clock,
    database,
    blobs,
    identity: new Identity(database, config.identityKeyFile),
    resolve: createResolve(config),
    lanes: new Allowance(config.connections),
    // One domain takes at most a quarter of the connections.
    pace: new Pace(Math.ceil(config.connections / 4)),
    random: options.random ?? Math.random,
    newMessageId: () => `${randomUUID()}@${config.domain}`,
    buckets: new Map(),
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.httpPort}`,
    wake: () => {},
    close: () => database.close(),
  }
}

/** The resolver of the settings: 2 s for each of two tries. */
export function createResolve({ dnsServers }: Pick<Config, 'dnsServers'>): Resolve {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  if (dnsServers.length > 0) resolver.setServers(dnsServers)
  return (name, type) => resolver.resolve(name, type) as Promise<string[][] | string[]>
}
