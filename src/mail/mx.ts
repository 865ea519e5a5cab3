/**
 * Where mail for a domain goes: its MX hosts in order (RFC 5321 §5.1, RFC 7505), and which of their addresses may
 * be connected to. A domain's owner chooses these addresses, so only public ones are taken.
 */

import { Resolver } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { canonicalDomain } from '../core/address.ts'
import { ourVerdict, SmtpFault } from './smtp-verdict.ts'

/** The questions asked of DNS; errors have the codes of node:dns (`ENOTFOUND`, `ENODATA`, …). */
export interface MxResolver {
  resolveMx(domain: string): Promise<readonly { readonly exchange: string; readonly priority: number }[]>
  resolve4(host: string): Promise<readonly string[]>
  resolve6(host: string): Promise<readonly string[]>
}

const MAX_HOSTS = 5
const MAX_ADDRESSES_PER_FAMILY = 2

/** A resolver that asks these servers, those of the system when there are none: 5 s for each of two tries. */
export function createMxResolver(servers: readonly string[] = []): MxResolver {
  const resolver = new Resolver({ timeout: 5_000, tries: 2 })
  if (servers.length > 0) resolver.setServers([...servers])
  return resolver
}

const refused = (enhanced: string, words: string, code: number | null = null): SmtpFault =>
  new SmtpFault(ourVerdict('refused', 'dns', enhanced, words, code))
const deferred = (enhanced: string, words: string): SmtpFault =>
  new SmtpFault(ourVerdict('deferred', 'dns', enhanced, words))

/** Empty when the name exists without such records, `'missing'` when it does not exist. */
async function ask<T>(name: string, query: () => Promise<readonly T[]>): Promise<readonly T[] | 'missing'> {
  try {
    return await query()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENODATA') return []
    if (code === 'ENOTFOUND') return 'missing'
    throw deferred('4.4.3', `DNS gave no answer for ${name} (${code}).`)
  }
}

/**
 * The hosts that take mail for `domain` (canonical), best first, equals in an order chosen by `random` (yields
 * numbers in [0, 1)); at most five. The domain itself when it has no MX. Throws {@link SmtpFault}: refused when
 * the domain does not exist or takes no mail, deferred when DNS fails.
 */
export async function findMailHosts(
  domain: string,
  resolver: MxResolver,
  random: () => number,
): Promise<readonly string[]> {
  const records = await ask(domain, () => resolver.resolveMx(domain))
  if (records === 'missing') throw refused('5.1.2', `The domain ${domain} does not exist.`)
  if (records.length === 0) return [domain]
  if (records.every(({ exchange }) => exchange === '' || exchange === '.')) {
    throw refused('5.1.10', `The domain ${domain} takes no mail (null MX).`, 556)
  }
  const sorted = records
    .map(({ exchange, priority }) => ({ name: canonicalDomain(exchange), priority, chance: random() }))
    .sort((a, b) => a.priority - b.priority || a.chance - b.chance)
  const names = new Set(sorted.flatMap(({ name }) => (name === null ? [] : [name])))
  if (names.size === 0) throw refused('5.4.4', `The MX records of ${domain} name no host.`)
  return [...names].slice(0, MAX_HOSTS)
}

/** Whether the whole Internet can reach `address`; loopback addresses count too with `allowLoopback`. */
export function isReachable(address: string, allowLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false
  const range = ipaddr.process(address).range()
  return range === 'unicast' || (allowLoopback && range === 'loopback')
}

/**
 * The addresses of a mail host that may be connected to, IPv4 first (more servers distrust unknown IPv6 senders),
 * at most two of each family. `isDomainItself`: the host is the recipient's domain, which had no MX. Throws
 * {@link SmtpFault} when there are none.
 */
export async function findAddresses(
  host: string,
  isDomainItself: boolean,
  resolver: MxResolver,
  allowLoopback: boolean,
): Promise<readonly string[]> {
  const settled = await Promise.allSettled([
    ask(host, () => resolver.resolve4(host)),
    ask(host, () => resolver.resolve6(host)),
  ])
  const families = settled.map((answer) =>
    answer.status === 'fulfilled' && answer.value !== 'missing' ? answer.value : [],
  )
  const usable = families.flatMap((addresses) =>
    addresses.filter((address) => isReachable(address, allowLoopback)).slice(0, MAX_ADDRESSES_PER_FAMILY),
  )
  if (usable.length > 0) return usable
  for (const answer of settled) if (answer.status === 'rejected') throw answer.reason
  if (families.some((addresses) => addresses.length > 0)) {
    throw refused('5.4.4', `${host} has only private addresses, which mail is not sent to.`)
  }
  if (isDomainItself) throw refused('5.1.2', `The domain ${host} has neither MX nor address records.`)
  throw deferred('4.4.4', `The mail host ${host} has no address.`)
}
