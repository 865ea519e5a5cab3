/** Facts to begin with: an ordinary mail to somebody known, which raises nothing. */

import type { DomainName } from '../../src/core/look-alike.ts'
import { type Signal, signalsOf } from '../../src/core/risk.ts'
import type { RiskAddress, RiskFacts } from '../../src/core/risk-facts.ts'

export function domain(ascii: string, unicode = ascii): DomainName {
  return { ascii, unicode }
}

export function person(address: string): RiskAddress {
  return { address, written: address, domain: domain(address.slice(address.lastIndexOf('@') + 1)) }
}

export function link(text: string, host: string): RiskFacts['links'][number] {
  return { text, host: domain(host), isMail: false }
}

export const ADA = person('ada@customer.test')

export function factsOf(changes: Partial<RiskFacts> = {}): RiskFacts {
  return {
    direction: 'outbound',
    people: [ADA],
    subject: 'Your order',
    text: 'It is on its way.',
    links: [],
    attachments: [],
    isCut: false,
    authenticity: null,
    ownDomain: domain('acme.test'),
    known: new Set([ADA.address]),
    untrusted: new Set(),
    answered: null,
    references: [],
    knownHosts: new Set(),
    inboundTexts: [],
    pace: { lastHour: 1, usualPerDay: null },
    ...changes,
  }
}

/** The facts of a mail to these addresses, all known unless said otherwise. */
export function mailTo(addresses: readonly string[], changes: Partial<RiskFacts> = {}): RiskFacts {
  return factsOf({ people: addresses.map(person), known: new Set(addresses), ...changes })
}

/** The signals by code. */
export function signals(changes: Partial<RiskFacts> = {}): Record<string, string> {
  return byCode(signalsOf(factsOf(changes)))
}

export function byCode(list: readonly Signal[]): Record<string, string> {
  return Object.fromEntries(list.map(({ code, message }) => [code, message]))
}
