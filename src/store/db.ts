/**
 * Reading and writing. Everything that writes is a *unit*: a function that gets a {@link Writer} and runs inside a
 * transaction. Units that come at the same time share one transaction and one flush to disk (group commit), each
 * in a savepoint of its own; their callers hear of success only after the commit.
 */

import { type Kysely, sql } from 'kysely'
import type { ChainHead } from '../core/chain.ts'
import { AppError } from '../errors.ts'
import type { Backend } from './backend.ts'
import { migrate } from './migrate.ts'
import type { ChainHeadsTable, Schema } from './schema.ts'
import { command, rowOfHoles, statement } from './statement.ts'

/** Reads committed data, or, when it is a {@link Writer}, also what its own transaction wrote. */
export type Reader = Kysely<Schema>

/** Tells the time, in epoch ms. */
export interface Clock {
  now(): number
}

/** Makes ULIDs: 26 characters, each sorting after the one before. */
export interface Ids {
  next(now: number): string
}

declare const insideTransaction: unique symbol
/** Can only be had inside {@link Database.write}: a function that takes one writes. */
export interface Writer {
  readonly [insideTransaction]: true
  /** For queries; sees what this transaction wrote. */
  readonly db: Reader
  /** The moment of this unit, epoch ms. */
  readonly now: number
  readonly backend: Backend
  /** Ends of the audit chains that this transaction added to; written once, before its commit. */
  readonly heads: Map<string, ChainHead>
  /** Says that this unit publishes an event: whoever waits for one looks when it is committed. */
  publish(): void
  /** A new id, of the moment it is asked for: when ids must sort like commits, lock the chain first. */
  newId(): string
}

/** Work to be done in a transaction. It may run twice (after a deadlock), so it must change nothing but rows. */
export type Unit<T> = (writer: Writer) => Promise<T>

interface Waiting {
  readonly unit: Unit<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

type Verdict = { readonly value: unknown } | { readonly error: unknown }

const commit = command('COMMIT')
const rollback = command('ROLLBACK')
const savepoint = command('SAVEPOINT unit')
const releaseSavepoint = command('RELEASE SAVEPOINT unit')
const rollbackToSavepoint = command('ROLLBACK TO SAVEPOINT unit')

const saveHead = statement<ChainHeadsTable>((db, holes) =>
  db
    .insertInto('chain_heads')
    .values(rowOfHoles(holes, ['chain_id', 'position', 'hash']))
    .onConflict((conflict) =>
      conflict.column('chain_id').doUpdateSet({ position: holes.position, hash: holes.hash }),
    ),
)

/** At most so many units share a commit. */
const BATCH_LIMIT = 128
/** Waiting for company shorter than this costs more than it brings, in ms. */
const SHORTEST_WAIT_MS = 0.5
const RETRIES = 5

export class Database {
  readonly backend: Backend
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #queue: Waiting[] = []
  #running: Promise<void> | null = null
  #closed = false
  #meanCommitMs = 0
  #lastBatch = 1
  #publishes = false
  readonly #listeners = new Set<() => void>()

  constructor(backend: Backend, clock: Clock, ids: Ids) {
    this.backend = backend
    this.#clock = clock
    this.#ids = ids
  }

  /** For queries outside any transaction. */
  get reader(): Reader {
    return this.backend.reader
  }

  /** How many units wait for the next transaction. */
  get waiting(): number {
    return this.#queue.length
  }

  /**
   * Runs `unit` in a transaction and resolves after it is durable. Errors thrown by the unit undo it alone.
   * Throws AppError `store_unavailable` when the database cannot take it, `shutting_down` after `close`.
   */
  write<T>(unit: Unit<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new AppError('shutting_down'))
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ unit, resolve: resolve as (value: unknown) => void, reject })
      this.#running ??= this.#drain().finally(() => {
        this.#running = null
      })
    })
  }

  /** Calls `listener` after each commit that published events; returns what ends that. */
  onPublished(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Lets running and waiting units finish, then closes the database. */
  async close(): Promise<void> {
    this.#closed = true
    while (this.#running !== null) await this.#running
    await this.backend.close()
  }

  async #drain(): Promise<void> {
    // Units asked for in this turn of the event loop belong together.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      await this.#company()
      const batch = this.#queue.splice(0, BATCH_LIMIT)
      this.#lastBatch = batch.length
      await this.#commit(batch)
      // Answers go out and new requests come in before the next batch.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Waits until as many units are there as last time, at most 0.4 of a commit's mean time. */
  async #company(): Promise<void> {
    const patience = 0.4 * this.#meanCommitMs
    if (patience < SHORTEST_WAIT_MS) return
    const end = performance.now() + patience
    while (this.#queue.length < this.#lastBatch && performance.now() < end) {
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    let verdicts: Verdict[]
    try {
      verdicts = await this.#transact(batch)
    } catch (error) {
      if (batch.length > 1 && this.backend.mayRetry(error)) {
        for (const waiting of batch) await this.#commit([waiting])
        return
      }
      const failure = this.translate(error)
      for (const { reject } of batch) reject(failure)
      return
    }
    batch.forEach(({ resolve, reject }, index) => {
      const verdict = verdicts[index]
      if (verdict === undefined) reject(new AppError('internal'))
      else if ('error' in verdict) reject(this.translate(verdict.error))
      else resolve(verdict.value)
    })
    if (!this.#publishes) return
    this.#publishes = false
    for (const listener of this.#listeners) listener()
  }

  async #transact(batch: readonly Waiting[]): Promise<Verdict[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.backend.onWriter((db) => this.#runAll(db, batch))
      } catch (error) {
        if (attempt > RETRIES || batch.length > 1 || !this.backend.mayRetry(error)) throw error
      }
    }
  }

  async #runAll(db: Reader, batch: readonly Waiting[]): Promise<Verdict[]> {
    await sql.raw(this.backend.begin).execute(db)
    try {
      const verdicts: Verdict[] = []
      const heads = new Map<string, ChainHead>()
      for (const { unit } of batch) verdicts.push(await this.#runOne(db, heads, unit))
      for (const [chain_id, { position, hash }] of heads) await saveHead(db, { chain_id, position, hash })
      const started = performance.now()
      await commit(db)
      this.#meanCommitMs += 0.1 * (performance.now() - started - this.#meanCommitMs)
      return verdicts
    } catch (error) {
      // The transaction may already be gone with the connection; what counts is the first error.
      await rollback(db).catch(() => {})
      throw error
    }
  }

  async #runOne(db: Reader, heads: Map<string, ChainHead>, unit: Unit<unknown>): Promise<Verdict> {
    // What a unit that fails did to the chains is forgotten with it.
    const writer = this.#writer(db, new Map(heads))
    await savepoint(db)
    try {
      const value = await unit(writer)
      await releaseSavepoint(db)
      for (const [chainId, head] of writer.heads) heads.set(chainId, head)
      return { value }
    } catch (error) {
      if (this.backend.mayRetry(error) || this.backend.isUnavailable(error)) throw error
      await rollbackToSavepoint(db)
      await releaseSavepoint(db)
      return { error }
    }
  }

  #writer(db: Reader, heads: Map<string, ChainHead>): Writer {
    const now = this.#clock.now()
    return {
      db,
      now,
      heads,
      backend: this.backend,
      publish: () => {
        this.#publishes = true
      },
      newId: () => this.#ids.next(this.#clock.now()),
    } as Writer
  }

  /** An error of the database itself as AppError `store_unavailable`; any other as it is. */
  translate(error: unknown): unknown {
    if (error instanceof AppError) return error
    return this.backend.isUnavailable(error) ? new AppError('store_unavailable', { cause: error }) : error
  }
}

/** Brings the schema of a freshly opened backend up to date; closes it when that fails. */
export async function openDatabase(backend: Backend, time: Clock, ids: Ids): Promise<Database> {
  try {
    await migrate(backend, time.now())
  } catch (error) {
    await backend.close()
    throw error
  }
  return new Database(backend, time, ids)
}
