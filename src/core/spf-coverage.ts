/**
 * Whether the SPF record of a domain lets this server's mail pass (RFC 7208): it names us by `include:`, by a host of
 * ours, or by our addresses, itself or in a record that it includes. Only the question whether we are named is
 * answered; what a receiver finds out about one address is for the real check of `mailauth`.
 */

import { type DnsFacts, plainName, readMx } from './dns-facts.ts'

/** How this server is named in SPF. */
export interface SpfTarget {
  /** The domain of the server, whose SPF record others include. */
  readonly ownDomain: string
  /** Where mail for the domains comes in. */
  readonly mxHost: string
  /** Mechanisms that name the machines that send, e.g. `['mx', 'ip4:192.0.2.7']`. */
  readonly mechanisms: readonly string[]
}

/** A receiver asks at most so many names (RFC 7208 §4.6.4). */
export const MOST_SPF_LOOKUPS = 10

/** The texts among TXT records that are SPF; quotation marks that somebody typed into one are seen through. */
export function spfRecords(texts: readonly string[]): string[] {
  return texts.filter((text) => /^"?\s*v=spf1(?:[\s"]|$)/i.test(text))
}

/**
 * `yes`, `no`, or `unknown` when a record that is included could not be asked; `lookups` counts the terms that a
 * receiver has to look up, as far as they were followed.
 */
export function spfCovers(
  record: string,
  domain: string,
  target: SpfTarget,
  facts: DnsFacts,
): { readonly covers: 'yes' | 'no' | 'unknown'; readonly lookups: number } {
  const walk = { lookups: 0, isUnknown: false, seen: new Set([plainName(domain)]) }
  const isNamed = names(record, domain, target, facts, walk)
  return { covers: isNamed ? 'yes' : walk.isUnknown ? 'unknown' : 'no', lookups: walk.lookups }
}

interface Walk {
  lookups: number
  isUnknown: boolean
  readonly seen: Set<string>
}

function names(record: string, domain: string, target: SpfTarget, facts: DnsFacts, walk: Walk): boolean {
  const covered = new Set<string>()
  const terms = record.toLowerCase().split(/\s+/).slice(1, 200)
  let isNamed = false
  for (const term of terms) {
    const match = /^([+?~-]?)([a-z0-9]+)(?:[:=]([^\s/]*))?(\/\S*)?$/.exec(term)
    if (match === null) continue
    const [, qualifier = '', name = '', argument = '', prefix = ''] = match
    if (['include', 'redirect', 'a', 'mx', 'ptr', 'exists'].includes(name)) walk.lookups++
    if (qualifier !== '' && qualifier !== '+') {
      // What comes after `all` is never looked at.
      if (name === 'all') break
      continue
    }
    if (name === 'all') return true
    if (name === 'include' || name === 'redirect') {
      if (plainName(argument) === target.ownDomain) isNamed = true
      else if (follows(argument, target, facts, walk)) isNamed = true
    } else if (name === 'mx' && leadsToUs(argument === '' ? domain : argument, target, facts, walk)) {
      covered.add('mx')
      if (target.mechanisms.includes('mx')) isNamed ||= target.mechanisms.length === 1
    } else if (name === 'a') {
      const host = plainName(argument === '' ? domain : argument)
      if (host === target.mxHost || host === target.ownDomain) covered.add('mx').add('a')
    } else if (name === 'ip4' || name === 'ip6') {
      for (const own of target.mechanisms) if (isWithin(own, `${name}:${argument}${prefix}`)) covered.add(own)
    }
    covered.add(`${name}${argument === '' ? '' : `:${argument}`}${prefix}`)
  }
  return isNamed || target.mechanisms.every((own) => covered.has(own.toLowerCase()))
}

/** Whether a record that is included names us. */
function follows(name: string, target: SpfTarget, facts: DnsFacts, walk: Walk): boolean {
  const included = plainName(name)
  // Macros are for addresses; nobody can be asked for them here.
  if (included === '' || included.includes('%') || walk.seen.has(included)) return false
  if (walk.lookups > MOST_SPF_LOOKUPS) return false
  walk.seen.add(included)
  const answer = facts.answer('TXT', included)
  if (answer.kind === 'failed') walk.isUnknown = true
  if (answer.kind !== 'records') return false
  const [record] = spfRecords(answer.texts)
  return record !== undefined && names(record, included, target, facts, walk)
}

function leadsToUs(domain: string, target: SpfTarget, facts: DnsFacts, walk: Walk): boolean {
  const answer = facts.answer('MX', plainName(domain))
  if (answer.kind === 'failed') walk.isUnknown = true
  return answer.kind === 'records' && answer.texts.some((text) => readMx(text)?.host === target.mxHost)
}

/** Whether our mechanism `ip4:…` lies within theirs. IPv6 networks are compared by their bits, too. */
function isWithin(own: string, theirs: string): boolean {
  const [ours, network] = [readNetwork(own), readNetwork(theirs)]
  if (ours === null || network === null || ours.family !== network.family) return false
  return network.length <= ours.length && ours.bits.startsWith(network.bits.slice(0, network.length))
}

function readNetwork(mechanism: string): { family: string; bits: string; length: number } | null {
  const match = /^(ip4|ip6):([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(mechanism)
  if (match === null) return null
  const [, family = '', address = '', length] = match
  const bits = family.toLowerCase() === 'ip4' ? bitsOf4(address) : bitsOf6(address)
  if (bits === null) return null
  return { family: family.toLowerCase(), bits, length: Math.min(Number(length ?? bits.length), bits.length) }
}

const binary = (value: number, width: number) => value.toString(2).padStart(width, '0')

function bitsOf4(address: string): string | null {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return null
  return parts.map((part) => binary(part, 8)).join('')
}

function bitsOf6(address: string): string | null {
  const halves = address.split('::')
  if (halves.length > 2) return null
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const gap = halves.length === 2 ? 8 - head.length - tail.length : 0
  const groups = [...head, ...Array<string>(Math.max(0, gap)).fill('0'), ...tail]
  if (groups.length !== 8 || groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null
  return groups.map((group) => binary(Number.parseInt(group, 16), 16)).join('')
}
