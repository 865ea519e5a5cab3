/** Mail addresses that a text names. */

import { canonicalAddress, isAddress } from './address.ts'

const LONGEST_TEXT = 100_000
export const MOST_MENTIONS = 50
/** So many `@` are looked at; beyond is noise. */
const MOST_SIGNS = 2_000
/** Octets at most (RFC 5321 §4.5.3.1); characters of a text are no more. */
const LONGEST_LOCAL = 64
const LONGEST_DOMAIN = 253

/** Less than RFC 5322 allows: `=`, `&`, `/` and such stand in addresses of machines, and in URLs around others. */
const LOCAL = /[\p{L}\p{M}\p{N}!#$%'*+_~.-]/u
const DOMAIN = /[\p{L}\p{M}\p{N}.-]/u

/**
 * The addresses in a text, canonical, each once, in their order; at most 50, from the first 100,000 characters.
 * Takes time linear in the length of the text.
 */
export function mentionedAddresses(text: string): string[] {
  const searched = text.slice(0, LONGEST_TEXT).toWellFormed()
  const found = new Set<string>()
  let at = searched.indexOf('@')
  for (let signs = 0; at >= 0 && signs < MOST_SIGNS && found.size < MOST_MENTIONS; signs++) {
    const address = addressAround(searched, at)
    if (address !== null) found.add(address)
    at = searched.indexOf('@', at + 1)
  }
  return [...found]
}

function addressAround(text: string, at: number): string | null {
  let start = at
  while (start > 0 && at - start <= LONGEST_LOCAL && LOCAL.test(text.charAt(start - 1))) start--
  let end = at + 1
  while (end < text.length && end - at <= LONGEST_DOMAIN && DOMAIN.test(text.charAt(end))) end++
  // What markdown and sentences put around an address is no part of it.
  const local = text.slice(start, at).replace(/^[^\p{L}\p{N}]{1,64}/u, '')
  const domain = text.slice(at + 1, end).replace(/[.-]{1,253}$/, '')
  if (local === '' || !domain.includes('.')) return null
  const address = `${local}@${domain}`
  return isAddress(address) ? canonicalAddress(address) : null
}
