/**
 * Which IP addresses are of the outside world (RFC 6890): the check that keeps posts to strangers' URLs from
 * reaching this machine, its network, or a cloud's metadata service.
 */

import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Whether an address, as text, is one of the public internet. IPv4 inside IPv6 is judged as IPv4. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  if (!(address instanceof ipaddr.IPv6)) return true
  // Nothing outside of this is given out to anybody (RFC 4291 §2.4, IANA's registry of IPv6 address space).
  if (!address.match(GLOBAL_UNICAST)) return false
  // NAT64, 6to4, Teredo and IPv4-compatible addresses carry an IPv4 address that somebody may translate to.
  return !EMBEDDING.some((range) => address.match(range))
}

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

const EMBEDDING = ['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '2001::/32', '::/96'].map(
  (range) => ipaddr.parseCIDR(range) as [ipaddr.IPv6, number],
)

/** Whether a host of a URL is itself an address, and not a public one; brackets of IPv6 are part of it. */
export function isPrivateHost(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '')
  const isAddress = /^[\d.]+$/.test(address) || address.includes(':')
  return isAddress && !isPublicAddress(address)
}

/** The host is, or resolves to, an address that must not be reached. */
export class PrivateAddressError extends Error {}

/**
 * A look-up that fails when any of the addresses that `lookup` finds is not public. It is the look-up of the connection
 * itself, so that what was checked is what is connected to.
 */
export const publicLookup =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error !== null) return callback(error, '', 4)
      const addresses: readonly LookupAddress[] =
        typeof found === 'string' ? [{ address: found, family: family ?? 4 }] : found
      const hidden = addresses.find(({ address }) => !isPublicAddress(address))
      const [first] = addresses
      if (hidden !== undefined || first === undefined) {
        const where = hidden?.address ?? 'nothing'
        return callback(new PrivateAddressError(`${hostname} leads to ${where}, which is not public.`), '', 4)
      }
      if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
