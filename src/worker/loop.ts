/**
 * The worker: looks for rows whose time has come and does what is due. It keeps nothing in memory that a crash
 * could lose: what it claims it writes down first.
 */

import { claimDeliveries } from '../actions/claim-deliveries.ts'
import { digestWaiting } from '../actions/digest-message.ts'
import { keepLeases } from '../actions/keep-leases.ts'
import { recheckDomains } from '../actions/manage-domain.ts'
import { releaseDue } from '../actions/release-due.ts'
import { remindReviewers } from '../actions/remind-reviewers.ts'
import { sendNotices } from '../actions/send-notices.ts'
import { tidyUp } from '../actions/tidy-up.ts'
import { transmit } from '../actions/transmit.ts'
import type { Context } from '../context.ts'
import type { Transport } from '../mail/smtp-client.ts'
import { Upkeep } from './upkeep.ts'
import { WebhookPoster } from './webhook-poster.ts'

export interface Worker {
  /** Looks now rather than at the next tick. */
  wake(): void
  /** Does everything that is due at this moment and waits until it is done. */
  drain(): Promise<void>
  /** Claims nothing more and resolves when what was claimed is recorded. */
  stop(): Promise<void>
}

/** Rows of other processes are seen after at most this long, in ms. */
const TICK_MS = 1_000
/** After trouble with the database, in ms. */
const PAUSE_MS = 1_000
const DIGEST_BATCH = 64
/** Decoding and indexing wait this long for company, in ms: whoever asks for a message first has it done at once. */
const DIGEST_EVERY_MS = 200
const TIDY_MS = 3_600_000
/** So many mails are claimed, read and signed while all connections are busy. */
const PREPARED_AHEAD = 16
/** When only so many are left of them the next are claimed, together: a claim costs a commit. */
const CLAIM_WHEN_LEFT = 4

/** Starts the worker; `transport` is null where mail is only captured. */
export function startWorker(context: Context, transport: Transport | null): Worker {
  const loop = new Loop(context, transport)
  context.wake = () => loop.wake()
  loop.start()
  return loop
}

/** A worker that does nothing by itself, only when it is told to `drain`. */
export function createWorker(context: Context, transport: Transport | null): Pick<Worker, 'drain'> {
  return new Loop(context, transport)
}

class Loop implements Worker {
  readonly #context: Context
  readonly #transport: Transport | null
  readonly #inFlight = new Map<Promise<void>, readonly string[]>()
  readonly #webhooks: WebhookPoster
  readonly #upkeep: Upkeep
  #unlisten: () => void = () => {}
  #timer: NodeJS.Timeout | null = null
  #heartbeat: NodeJS.Timeout | null = null
  #round: Promise<void> | null = null
  /** The notices being sent: one batch at a time, beside everything else. */
  #notices: Promise<number> | null = null
  /** Domains being looked at: one batch at a time. */
  #domains: Promise<number> | null = null
  #nextDomainsAt = 0
  #again = false
  #stopped = false
  #isStarted = false
  #tidiedAt = 0
  #nextDigestAt = 0
  #digestWaits = false

  constructor(context: Context, transport: Transport | null) {
    this.#context = context
    this.#transport = transport
    this.#upkeep = new Upkeep(context)
    // The next events need not wait for the tick.
    this.#webhooks = new WebhookPoster(context, () => this.#isStarted && this.wake())
  }

  start(): void {
    this.#isStarted = true
    const everyThird = (this.#context.config.lease * 1000) / 3
    // It also keeps a process alive that has no other role, until it is told to stop.
    this.#heartbeat = setInterval(() => void this.#renew(), everyThird)
    this.#unlisten = this.#context.database.onPublished(() => this.wake())
    this.wake()
  }

  wake(): void {
    if (this.#stopped) return
    if (this.#round !== null) {
      this.#again = true
      return
    }
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#round = this.#run().finally(() => {
      this.#round = null
      if (this.#stopped) return
      if (this.#again) {
        this.#again = false
        setImmediate(() => this.wake())
        return
      }
      this.#timer = setTimeout(() => this.wake(), this.#digestWaits ? DIGEST_EVERY_MS : TICK_MS)
      this.#timer.unref()
    })
  }

  async drain(): Promise<void> {
    for (;;) {
      while (this.#round !== null) await this.#round
      const before = this.#inFlight.size
      const moved = await this.#once(true)
      await Promise.all(this.#inFlight.keys())
      const noticed = ((await this.#notices) ?? 0) + ((await this.#domains) ?? 0)
      await this.#webhooks.settled()
      await this.#upkeep.settled()
      if (!moved && before === 0 && noticed === 0 && this.#inFlight.size === 0) return
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    while (this.#round !== null) await this.#round
    await Promise.all(this.#inFlight.keys())
    await this.#notices
    await this.#domains
    await this.#upkeep.stop()
    this.#unlisten()
    await this.#webhooks.close()
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat)
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#once(false))) {
        // Everybody else gets a turn between rounds.
        await new Promise((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      this.#context.log.error({ err: error }, 'worker round failed')
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  /** One look at everything. Returns whether there was something to do. */
  async #once(isThorough: boolean): Promise<boolean> {
    const moved = (await releaseDue(this.#context)) + (await remindReviewers(this.#context))
    const started = await this.#startDeliveries()
    const digested = await this.#digest(isThorough)
    this.#startNotices()
    this.#startDomains(isThorough)
    const posted = await this.#webhooks.round()
    this.#upkeep.start()
    const now = this.#context.clock.now()
    if (now - this.#tidiedAt >= TIDY_MS) {
      this.#tidiedAt = now
      await tidyUp(this.#context)
    }
    return moved + started + digested + posted > 0
  }

  /** Decodes and indexes a batch; where requests are waiting, it takes only a fifth of the time. */
  async #digest(isThorough: boolean): Promise<number> {
    const { database } = this.#context
    const started = performance.now()
    this.#digestWaits = !isThorough && started < this.#nextDigestAt
    if (this.#digestWaits) return 0
    const digested = await digestWaiting(this.#context, DIGEST_BATCH)
    const now = performance.now()
    if (database.waiting > 0) this.#nextDigestAt = now + 4 * (now - started)
    else if (digested < DIGEST_BATCH) this.#nextDigestAt = now + DIGEST_EVERY_MS
    return digested
  }

  get #hasRoom(): boolean {
    return this.#inFlight.size <= this.#context.config.connections + CLAIM_WHEN_LEFT
  }

  async #startDeliveries(): Promise<number> {
    if (!this.#hasRoom) return 0
    const room = this.#context.config.connections + PREPARED_AHEAD - this.#inFlight.size
    const consignments = await claimDeliveries(this.#context, room)
    for (const consignment of consignments) {
      const running: Promise<void> = transmit(this.#context, this.#transport, consignment)
        .catch((error) => this.#context.log.error({ err: error }, 'delivery was not recorded'))
        .finally(() => {
          this.#inFlight.delete(running)
          // The next ones need not wait for the tick.
          if (this.#isStarted && this.#hasRoom) this.wake()
        })
      this.#inFlight.set(
        running,
        consignment.deliveries.map(({ id }) => id),
      )
    }
    return consignments.length
  }

  #startNotices(): void {
    if (this.#notices !== null) return
    this.#notices = sendNotices(this.#context, this.#transport)
      .catch((error) => {
        this.#context.log.error({ err: error }, 'notices were not sent')
        return 0
      })
      .finally(() => {
        this.#notices = null
      })
  }

  #startDomains(isThorough: boolean): void {
    const now = performance.now()
    if (this.#domains !== null || (!isThorough && now < this.#nextDomainsAt)) return
    this.#nextDomainsAt = now + TICK_MS
    this.#domains = recheckDomains(this.#context)
      .catch((error) => {
        this.#context.log.error({ err: error }, 'domains were not checked')
        return 0
      })
      .finally(() => {
        this.#domains = null
      })
  }

  async #renew(): Promise<void> {
    const ids = [...this.#inFlight.values()].flat()
    if (ids.length === 0) return
    await keepLeases(this.#context, ids).catch((error) => {
      this.#context.log.warn({ err: error }, 'leases were not renewed')
    })
  }
}
