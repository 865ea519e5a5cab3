/**
 * The allowlist of a mailbox: whom its agent may write to without a person (contract §4). An entry is an exact
 * address or `*@domain`; two spellings are one entry when the receiving side would deliver them to one mailbox.
 */

import { canonicalAddress, canonicalDomain, isAddress, splitAddress } from './address.ts'

/**
 * Providers known to deliver `ada+anything@` to `ada@` (RFC 5233 subaddressing). Elsewhere the two may be two
 * people, so they count as two.
 */
const SUBADDRESSING = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'fastmail.com',
  'proton.me',
  'protonmail.com',
  'pm.me',
])

/** Gmail also ignores dots in the local part, and has two names. */
const GMAIL = new Set(['gmail.com', 'googlemail.com'])

/** The mailbox that an address is delivered to, as far as is known; `ownDomain` is this server's. */
export function receivingMailbox(address: string, ownDomain: string): string {
  const canonical = canonicalAddress(address)
  const parts = splitAddress(canonical)
  if (parts === null) return canonical
  const { local, domain } = parts
  const plus = local.indexOf('+')
  const hasSubaddress = plus > 0 && (domain === ownDomain || SUBADDRESSING.has(domain))
  const plain = hasSubaddress ? local.slice(0, plus) : local
  return GMAIL.has(domain) ? `${plain.replaceAll('.', '')}@gmail.com` : `${plain}@${domain}`
}

/** An entry in its comparable form, or null when `text` is neither an address nor `*@domain`. */
export function readEntry(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.startsWith('*@')) {
    const domain = canonicalDomain(trimmed.slice(2))
    return domain?.includes('.') ? `*@${domain}` : null
  }
  // Whoever writes `sales*@example.com` means a pattern, which there is not.
  return isAddress(trimmed) && !trimmed.includes('*') ? canonicalAddress(trimmed) : null
}

/** Whether an entry in its comparable form lets an address through; `*@domain` does not mean subdomains. */
export function entryMatches(entry: string, address: string, ownDomain: string): boolean {
  if (entry.startsWith('*@')) {
    const domain = splitAddress(canonicalAddress(address))?.domain
    return domain === entry.slice(2)
  }
  return receivingMailbox(entry, ownDomain) === receivingMailbox(address, ownDomain)
}

/**
 * Which entry lets each recipient through: recipient → id of the entry. Null when there is one that no entry
 * lets through, or nobody at all.
 */
export function coverage(
  entries: readonly { readonly id: string; readonly entry: string }[],
  recipients: readonly string[],
  ownDomain: string,
): ReadonlyMap<string, string> | null {
  const covered = new Map<string, string>()
  for (const recipient of recipients) {
    const found = entries.find(({ entry }) => entryMatches(entry, recipient, ownDomain))
    if (found === undefined) return null
    covered.set(recipient, found.id)
  }
  return covered.size === 0 ? null : covered
}
