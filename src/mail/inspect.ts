/**
 * Looks at an inbound message: who sent it, while it comes; then whether it carries a virus and what a spam filter
 * thinks. (A scanner that listened while it comes would be left alone by whoever sends slowly.) Never fails.
 */

import { BlockList, isIPv6 } from 'node:net'
import type { Config } from '../config.ts'
import type { Authentication } from '../core/authentication.ts'
import type { NetworkRange } from '../core/filter-settings.ts'
import type { FilterAnswer, ScanAnswer } from '../core/spam-score.ts'
import { SenderCheck } from './authenticate.ts'
import { scanForViruses } from './clamd.ts'
import type { Resolve } from './lookups.ts'
import { askSpamFilter, FILTER_LIMIT } from './spam-filter.ts'

/** What the SMTP session knows of whoever hands the message over. */
export interface Client {
  readonly address: string
  /** As given in HELO or EHLO. */
  readonly heloName: string
}

export interface Inspected {
  /** Null when it came by another way than SMTP. */
  readonly client: Client | null
  readonly envelopeFrom: string
  readonly recipients: readonly string[]
  /** Epoch ms. */
  readonly now: number
}

/** What was found; `{}` where nothing was checked, null where nothing is set up. */
export interface Findings {
  readonly authentication: Partial<Authentication>
  readonly filter: FilterAnswer | null
  readonly scan: ScanAnswer | null
}

type Settings = Pick<
  Config,
  'domain' | 'arcTrusted' | 'trustedNetworks' | 'authenticationSeconds' | 'spamFilter' | 'virusScanner'
>

export class Inspection {
  readonly #settings: Settings
  readonly #message: Inspected
  readonly #senderCheck: SenderCheck | null
  #size = 0

  constructor(settings: Settings, resolve: Resolve, message: Inspected) {
    this.#settings = settings
    this.#message = message
    const { client } = message
    this.#senderCheck =
      client === null || isTrusted(client.address, settings.trustedNetworks)
        ? null
        : new SenderCheck({
            clientAddress: client.address,
            heloName: client.heloName,
            envelopeFrom: message.envelopeFrom,
            serverName: settings.domain,
            resolve,
            timeoutMs: settings.authenticationSeconds * 1_000,
            trustedSealers: settings.arcTrusted,
            now: message.now,
          })
  }

  /** Takes the next bytes; resolves when there is room for more. */
  async push(chunk: Buffer): Promise<void> {
    this.#size += chunk.length
    await this.#senderCheck?.push(chunk)
  }

  /**
   * What was found, after the time limits of the settings at the latest. `content` reads the whole message, as often
   * as it is called.
   */
  async finish(content: () => AsyncIterable<Buffer>): Promise<Findings> {
    const { virusScanner } = this.#settings
    const [authentication, filter, scan] = await Promise.all([
      this.#senderCheck?.finish() ?? {},
      this.#askFilter(content),
      virusScanner === null ? null : scanForViruses(virusScanner, content()),
    ])
    return { authentication, filter, scan }
  }

  async #askFilter(content: () => AsyncIterable<Buffer>): Promise<FilterAnswer | null> {
    const { spamFilter } = this.#settings
    if (spamFilter === null) return null
    if (this.#size > FILTER_LIMIT) return { result: 'too_large', score: null, symbols: [] }
    const { client, envelopeFrom, recipients } = this.#message
    return askSpamFilter(spamFilter, content(), {
      clientAddress: client?.address ?? null,
      heloName: client?.heloName ?? '',
      envelopeFrom,
      recipients,
    })
  }

  /** Ends it: the message did not come to its end. */
  abandon(): void {
    this.#senderCheck?.abandon()
  }
}

const lists = new WeakMap<readonly NetworkRange[], BlockList>()

/** Whether an address is in one of the networks; an IPv4 address in IPv6 form counts as IPv4. */
export function isTrusted(address: string, networks: readonly NetworkRange[]): boolean {
  let list = lists.get(networks)
  if (list === undefined) {
    list = new BlockList()
    for (const { network, bits } of networks) list.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4')
    lists.set(networks, list)
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
