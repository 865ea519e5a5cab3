/** How the demo tells what happens, while it happens. */

import { CommandError } from './command.ts'
import { manyLines } from './table.ts'

export interface ToldStep {
  readonly title: string
  /** How long it took. */
  readonly ms: number
}

/** Adds a line to the step that is being told. */
export type Say = (text: string) => void

/** Tells steps one after the other, with times. */
export class Story {
  readonly steps: ToldStep[] = []
  readonly #write: (line: string) => void
  readonly #started = performance.now()

  /** `write` takes one line without its end. */
  constructor(write: (line: string) => void) {
    this.#write = write
  }

  /** Tells of `work` while it runs; errors that are not explained yet say in which step they happened. */
  async step<T>(title: string, work: (say: Say) => Promise<T>): Promise<T> {
    const number = this.steps.length + 1
    this.#write(`\n${number}. ${title}`)
    const started = performance.now()
    try {
      return await work((text) => {
        for (const line of manyLines(text).split('\n')) this.#write(`     ${line}`)
      })
    } catch (error) {
      if (error instanceof CommandError) throw error
      const why = error instanceof Error ? error.message : String(error)
      throw new Error(`step ${number} (${title}) failed: ${why}`, { cause: error })
    } finally {
      const ended = performance.now()
      this.steps.push({ title, ms: Math.round(ended - started) })
      this.#write(`     (${seconds(ended - started)}; ${seconds(ended - this.#started)} in all)`)
    }
  }

  /** Since the beginning, in ms. */
  get elapsed(): number {
    return Math.round(performance.now() - this.#started)
  }
}

/** ms as seconds: `0.25 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
