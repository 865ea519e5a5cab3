/**
 * What is done now and then beside everything else: signing the trail and erasing old mail every hour, removing what
 * nobody uses from the disk every day.
 */

import { lookAgain } from '../actions/delete-account.ts'
import { eraseOld, purgeErased, removeUnusedFiles } from '../actions/erase-message.ts'
import { finishOwnRotation } from '../actions/rotate-dkim.ts'
import { signGrownChains } from '../actions/sign-chains.ts'
import type { Context } from '../context.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

export class Upkeep {
  readonly #context: Context
  #hourlyAt = 0
  #dailyAt = 0
  #running: Promise<void> | null = null
  readonly #stopping = new AbortController()

  constructor(context: Context) {
    this.#context = context
  }

  /** Begins what is due; one round at a time, and nobody waits for it. */
  start(): void {
    const now = this.#context.clock.now()
    const tasks: (() => Promise<unknown>)[] = []
    if (this.#running !== null || now - this.#hourlyAt < HOUR_MS) return
    this.#hourlyAt = now
    // What is erased is recorded, so that it is signed with the rest.
    tasks.push(
      () => eraseOld(this.#context, this.#stopping.signal),
      () => lookAgain(this.#context),
      () => finishOwnRotation(this.#context),
      () => signGrownChains(this.#context),
    )
    if (now - this.#dailyAt >= DAY_MS) {
      this.#dailyAt = now
      tasks.push(
        () => purgeErased(this.#context, this.#stopping.signal),
        () => removeUnusedFiles(this.#context),
      )
    }
    this.#running = this.#run(tasks).finally(() => {
      this.#running = null
    })
  }

  async #run(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const task of tasks) {
      if (this.#stopping.signal.aborted) return
      await task().catch((error) => this.#context.log.error({ err: error }, 'upkeep failed'))
    }
  }

  /** Ends what is under way at the next opportunity; what is left is done another time. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.settled()
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#running
  }
}
