/** Text that grows at its end and is looked at only there, so that building a long one takes linear time. */

export class GrowingText {
  readonly #parts: string[] = []

  get isEmpty(): boolean {
    return this.#parts.length === 0
  }

  append(text: string): void {
    if (text !== '') this.#parts.push(text)
  }

  /** Whether it ends with white space. */
  get endsWithSpace(): boolean {
    const last = this.#parts.at(-1)
    return last !== undefined && /\s/.test(last.charAt(last.length - 1))
  }

  trimEnd(): void {
    for (;;) {
      const last = this.#parts.pop()
      if (last === undefined) return
      const trimmed = last.trimEnd()
      if (trimmed === '') continue
      this.#parts.push(trimmed)
      return
    }
  }

  toString(): string {
    return this.#parts.join('')
  }
}
