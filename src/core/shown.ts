/** Names that strangers chose, made fit for a sentence of ours: short, on one line, nothing hidden in them. */

import { splitAddress } from './address.ts'
import { paymentKinds } from './payment-text.ts'
import { secretKinds } from './secret-text.ts'

/** Longer names are cut before anything else is done with them. */
const LONGEST_INPUT = 2_000
/** Characters of one name, and of a list of names. */
const LONGEST_NAME = 60
const LONGEST_LIST = 100

/**
 * A name without control, format and other invisible characters, cut to 60. One that is, or holds, a secret or a
 * payment number is not shown.
 */
export function shown(name: string): string {
  const clean = cleaned(name)
  if (clean === '') return '(no name)'
  if (isSensitive(clean)) return '(hidden)'
  return clean.length <= LONGEST_NAME ? clean : `${head(clean, LONGEST_NAME - 1)}…`
}

/** An address; a long one is cut in its local part and at the beginning of its domain, where it says least. */
export function shownAddress(address: string): string {
  const clean = cleaned(address)
  const parts = splitAddress(clean)
  if (parts === null || clean.length <= LONGEST_NAME || isSensitive(clean)) return shown(address)
  const local = parts.local.length <= 20 ? parts.local : `${head(parts.local, 19)}…`
  return `${local}@${shownDomain(parts.domain, LONGEST_NAME - 21)}`
}

/** A domain; of a long one the end is shown, which says whose it is. */
export function shownDomain(domain: string, longest = LONGEST_NAME): string {
  const clean = cleaned(domain)
  if (isSensitive(clean)) return '(hidden)'
  return clean.length <= longest ? clean : `…${clean.slice(1 - longest).toWellFormed()}`
}

/** Names as a list: `a, b and 3 more`; they have been through one of the functions above. */
export function listed(names: readonly string[]): string {
  const [first = '', ...others] = names
  let list = first
  let count = 1
  for (const name of others) {
    if (list.length + name.length > LONGEST_LIST) break
    list += count === names.length - 1 ? ` and ${name}` : `, ${name}`
    count++
  }
  return count >= names.length ? list : `${list} and ${names.length - count} more`
}

function cleaned(name: string): string {
  return name
    .slice(0, LONGEST_INPUT)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\p{DI}]+/gu, '')
    .replace(/\p{M}{3,}/gu, '')
    .trim()
}

function isSensitive(text: string): boolean {
  return secretKinds(text).length > 0 || paymentKinds(text).length > 0
}

function head(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
}
