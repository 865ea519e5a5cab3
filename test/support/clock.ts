/** A clock that stands still until the test moves it. */

import type { Clock } from '../../src/store/db.ts'

/** Where every manual clock starts, epoch ms. */
export const START = Date.parse('2026-03-02T09:00:00Z')

export class ManualClock implements Clock {
  #now = START

  now(): number {
    return this.#now
  }

  /** Moves the clock by so many ms. */
  advance(ms: number): void {
    this.#now += ms
  }

  /** Sets the clock to a moment, epoch ms. */
  set(ms: number): void {
    this.#now = ms
  }
}
