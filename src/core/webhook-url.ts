/** Where events may be posted: addresses of the outside world only, unless the server allows more (contract §8). */

import { canonicalDomain } from './address.ts'

/** Ports that are for the web; no other service is made to hear from us. */
const WEB_PORTS = new Set(['', '80', '443', '8080', '8443'])

/** Names that lead back to this machine or network, whatever an address book says. */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|home\.arpa|lan)$/

/**
 * What is wrong with a URL that events should be posted to, as a sentence for its field; null when nothing is.
 * `allowsPrivate`: the development switch, which allows plain http, any port and any host.
 */
export function whyNotPosted(url: string, allowsPrivate: boolean): string | null {
  if (url.length > 2_000) return 'is longer than 2,000 characters'
  if (!URL.canParse(url)) return 'is not a URL, like https://hook.example.com/abc'
  const parsed = new URL(url)
  const { protocol, username, password, port, hash } = parsed
  // A dot at the end names the same host.
  const hostname = parsed.hostname.replace(/\.$/, '')
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https://'
  if (username !== '' || password !== '')
    return 'must not contain a user name or password; use "headers" instead'
  if (hash !== '') return 'must not contain a fragment (#…)'
  if (allowsPrivate) return null
  if (protocol !== 'https:') return 'must begin with https://'
  if (!WEB_PORTS.has(port)) return `must not use port ${port}: only 443, 8443, 80 and 8080 are allowed`
  if (LOCAL_NAMES.test(hostname)) return 'names a host of this machine or network'
  const isNumeric = /^[\d.]+$/.test(hostname) || hostname.startsWith('[')
  if (!isNumeric && (canonicalDomain(hostname) === null || !hostname.includes('.')))
    return 'must name a public host'
  return null
}
