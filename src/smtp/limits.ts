/** Counts open connections, in all and per sender, so that no flood takes every place. */

import ipaddr from 'ipaddr.js'

/** What one sender is: an IPv4 address, or the /64 network of an IPv6 address (one host may use all of it). */
export function senderNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString()
  return parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')
}

export class ConnectionCounter {
  readonly #maxTotal: number
  readonly #maxPerSender: number
  readonly #perSender = new Map<string, number>()
  #total = 0

  /** At most `maxTotal` connections, of them `maxPerSender` from one sender (see {@link senderNetwork}). */
  constructor(maxTotal: number, maxPerSender: number) {
    this.#maxTotal = maxTotal
    this.#maxPerSender = maxPerSender
  }

  /** How many connections are open. */
  get total(): number {
    return this.#total
  }

  /** Takes a place for a connection from `address`; tells which limit forbids it, or null when it has one. */
  take(address: string): 'total' | 'sender' | null {
    const sender = senderNetwork(address)
    const open = this.#perSender.get(sender) ?? 0
    if (this.#total >= this.#maxTotal) return 'total'
    if (open >= this.#maxPerSender) return 'sender'
    this.#total += 1
    this.#perSender.set(sender, open + 1)
    return null
  }

  /** Gives back a place that {@link take} gave to `address`. */
  release(address: string): void {
    const sender = senderNetwork(address)
    const open = this.#perSender.get(sender) ?? 0
    if (open === 0) return
    this.#total -= 1
    if (open === 1) this.#perSender.delete(sender)
    else this.#perSender.set(sender, open - 1)
  }
}
