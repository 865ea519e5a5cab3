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

  endsWith(text: string): boolean {
    return this.#parts.at(-1)?.endsWith(text) ?? false
  }

  /** Without its last characters, so many, if what was appended last is longer. */
  dropEnd(length: number): void {
    const last = this.#parts.at(-1)
    if (last !== undefined && last.length > length)
      this.#parts[this.#parts.length - 1] = last.slice(0, -length)
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
