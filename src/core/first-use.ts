/** What is made when it is first needed, because many processes never need it. */

/** Makes something once, however many ask at the same time; what failed is tried again by the next who asks. */
export class FirstUse<T> {
  readonly #make: () => Promise<T>
  #made: Promise<T> | null = null

  constructor(make: () => Promise<T>) {
    this.#make = make
  }

  /** The thing itself; rejects when it could not be made this time. */
  get(): Promise<T> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = null
      throw error
    })
    return this.#made
  }

  /** What was made, or is being made; null when nobody asked. */
  get made(): Promise<T> | null {
    return this.#made
  }
}
