/**
 * The connections to one destination: opened when needed, used for many messages, closed when idle or old. Who
 * waits is served in the order of arrival.
 */

import type { RecipientOutcome, SmtpConnection, Transmission } from './smtp-client.ts'
import { ourVerdict, SmtpFault } from './smtp-verdict.ts'

export interface PoolLimits {
  readonly maxConnections: number
  readonly messagesPerConnection: number
  /** Ms after which a connection takes no further message. */
  readonly maxAge: number
  /** Ms after which a connection without work is closed. */
  readonly idleTime: number
}

export const DEFAULT_POOL_LIMITS: PoolLimits = {
  maxConnections: 10,
  messagesPerConnection: 100,
  maxAge: 300_000,
  idleTime: 5_000,
}

/** A number of connections that several pools share. */
export class Allowance {
  #free: number
  readonly #waiting: (() => void)[] = []
  readonly #onExhausted: () => void

  /** `onExhausted` is called when somebody has to wait: a chance to give idle connections up. */
  constructor(total: number, onExhausted: () => void = () => {}) {
    this.#free = total
    this.#onExhausted = onExhausted
  }

  get isContended(): boolean {
    return this.#waiting.length > 0
  }

  async enter(): Promise<void> {
    if (this.#free > 0) {
      this.#free--
      return
    }
    const turn = new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#onExhausted()
    await turn
  }

  leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free++
    else next()
  }
}

interface Pooled {
  connection: SmtpConnection
  isOld: boolean
  ageTimer: NodeJS.Timeout
  idleTimer: NodeJS.Timeout | null
}

interface Waiter {
  readonly resolve: (pooled: Pooled) => void
  readonly reject: (fault: unknown) => void
}

const stopping = (): SmtpFault =>
  new SmtpFault(ourVerdict('deferred', 'connect', '4.3.2', 'The sending server is stopping.'))

export class ConnectionPool {
  readonly #connect: () => Promise<SmtpConnection>
  readonly #limits: PoolLimits
  readonly #allowance: Allowance | null
  readonly #onEmpty: () => void
  readonly #idle: Pooled[] = []
  readonly #waiting: Waiter[] = []
  readonly #quitting = new Set<Promise<void>>()
  /** Open or being opened. */
  #count = 0
  #opening = 0
  #closed: PromiseWithResolvers<void> | null = null

  /** `connect` rejects with {@link SmtpFault}; `onEmpty` is called when the last connection is gone. */
  constructor(
    connect: () => Promise<SmtpConnection>,
    limits: PoolLimits,
    shared: { readonly allowance?: Allowance; readonly onEmpty?: () => void } = {},
  ) {
    this.#connect = connect
    this.#limits = limits
    this.#allowance = shared.allowance ?? null
    this.#onEmpty = shared.onEmpty ?? (() => {})
  }

  /**
   * Sends on an idle connection, a new one, or the next that is free. A used connection that proves to be dead
   * before anything was tried is replaced once, silently. Rejects with {@link SmtpFault} when none can be had.
   */
  async transmit(transmission: Transmission): Promise<{
    readonly host: string
    readonly tls: string | null
    readonly outcomes: readonly RecipientOutcome[]
  }> {
    const pooled = await this.#take()
    let sent = await pooled.connection.send(transmission)
    if (sent.wasStale) {
      await this.#replace(pooled)
      sent = await pooled.connection.send(transmission)
    }
    const { host, tls } = pooled.connection
    this.#give(pooled)
    return { host, tls, outcomes: sent.outcomes }
  }

  /** Closes one connection that has nothing to do; false when there is none. */
  closeOneIdle(): boolean {
    const pooled = this.#idle.shift()
    if (pooled === undefined) return false
    this.#discard(pooled)
    return true
  }

  /** Lets the messages in flight finish, defers those that wait, and says QUIT. */
  async close(): Promise<void> {
    this.#closed ??= Promise.withResolvers<void>()
    for (const waiter of this.#waiting.splice(0)) waiter.reject(stopping())
    while (this.closeOneIdle());
    if (this.#count === 0) this.#closed.resolve()
    await this.#closed.promise
    await Promise.all(this.#quitting)
  }

  #take(): Promise<Pooled> {
    if (this.#closed !== null) return Promise.reject(stopping())
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#serve()
    })
  }

  /** Gives the waiting what there is, and opens connections for the rest as far as the limit allows. */
  #serve(): void {
    while (this.#waiting.length > 0 && this.#idle.length > 0) {
      const pooled = this.#idle.pop()
      if (pooled === undefined) break
      this.#rouse(pooled)
      if (pooled.connection.isUsable) this.#waiting.shift()?.resolve(pooled)
      else this.#discard(pooled)
    }
    while (this.#opening < this.#waiting.length && this.#count < this.#limits.maxConnections) {
      this.#count++
      this.#opening++
      void this.#open()
    }
  }

  /**
   * Adds a connection. When that fails while others work, those who wait go on waiting for these (a server may
   * just limit how many it wants); when there is no other, everybody who waits is told.
   */
  async #open(): Promise<void> {
    try {
      await this.#allowance?.enter()
      try {
        if (this.#closed !== null) throw stopping()
        const pooled = this.#pooled(await this.#connect())
        this.#opening--
        this.#give(pooled)
      } catch (fault) {
        this.#allowance?.leave()
        throw fault
      }
    } catch (fault) {
      this.#opening--
      if (this.#count === 1) for (const waiter of this.#waiting.splice(0)) waiter.reject(fault)
      this.#drop()
    }
  }

  #pooled(connection: SmtpConnection): Pooled {
    const pooled: Pooled = {
      connection,
      isOld: false,
      idleTimer: null,
      ageTimer: this.#ageTimer(() => pooled),
    }
    return pooled
  }

  #ageTimer(of: () => Pooled): NodeJS.Timeout {
    return setTimeout(() => {
      of().isOld = true
    }, this.#limits.maxAge).unref()
  }

  async #replace(pooled: Pooled): Promise<void> {
    this.#quit(pooled)
    try {
      pooled.connection = await this.#connect()
      pooled.isOld = false
      pooled.ageTimer = this.#ageTimer(() => pooled)
    } catch (fault) {
      this.#allowance?.leave()
      this.#drop()
      this.#serve()
      throw fault
    }
  }

  /** Takes a connection back after its message. */
  #give(pooled: Pooled): void {
    const { connection } = pooled
    const isSpent = connection.messages >= this.#limits.messagesPerConnection || pooled.isOld
    const isWantedElsewhere = this.#waiting.length === 0 && this.#allowance?.isContended === true
    if (isSpent || !connection.isUsable || this.#closed !== null || isWantedElsewhere) {
      this.#discard(pooled)
      return
    }
    const waiter = this.#waiting.shift()
    if (waiter !== undefined) {
      waiter.resolve(pooled)
      return
    }
    const leave = (): void => {
      const at = this.#idle.indexOf(pooled)
      if (at < 0) return
      this.#idle.splice(at, 1)
      this.#discard(pooled)
    }
    pooled.idleTimer = setTimeout(leave, this.#limits.idleTime).unref()
    connection.watch(leave)
    this.#idle.push(pooled)
  }

  #rouse(pooled: Pooled): void {
    if (pooled.idleTimer !== null) clearTimeout(pooled.idleTimer)
    pooled.idleTimer = null
    pooled.connection.watch(null)
  }

  #discard(pooled: Pooled): void {
    this.#quit(pooled)
    this.#allowance?.leave()
    this.#drop()
    this.#serve()
  }

  #quit(pooled: Pooled): void {
    this.#rouse(pooled)
    clearTimeout(pooled.ageTimer)
    const quitting: Promise<void> = pooled.connection.quit().finally(() => this.#quitting.delete(quitting))
    this.#quitting.add(quitting)
  }

  #drop(): void {
    this.#count--
    if (this.#count > 0) return
    if (this.#closed !== null) this.#closed.resolve()
    if (this.#waiting.length === 0) this.#onEmpty()
  }
}
