/**
 * Mail addresses: what is a valid one, and when two are the same mailbox (RFC 5321 §4.1.2, RFC 6531 for
 * non-ASCII local parts, RFC 5891 for domains).
 */

/** A mail address with its display name; `name` is empty when there is none. */
export interface Address {
  readonly address: string
  readonly name: string
}

const LOCAL_PART = /^[^\s\p{Cc}\p{Cf}\p{Cs}()<>[\]:;@\\,."]+(?:\.[^\s\p{Cc}\p{Cf}\p{Cs}()<>[\]:;@\\,."]+)*$/u
const QUOTED_LOCAL_PART = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])+"$/
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
const utf8 = new TextEncoder()

/** The length of `text` in octets of UTF-8. */
function octets(text: string): number {
  return utf8.encode(text).length
}

/**
 * A domain in its comparable form: lower case, A-labels (RFC 5891), no trailing dot; null when it is not a
 * domain name with at least one label (RFC 1035 §2.3.1), e.g. an address literal.
 */
export function canonicalDomain(domain: string): string | null {
  const trimmed = domain.endsWith('.') ? domain.slice(0, -1) : domain
  if (trimmed === '' || trimmed.length > 253 || /[\s\p{Cc}/:?#@\\%[\]]/u.test(trimmed)) return null
  let ascii: string
  try {
    ascii = new URL(`http://${trimmed}`).hostname
  } catch {
    return null
  }
  if (ascii.length > 253 || /^[0-9.]+$/.test(ascii)) return null
  return ascii.split('.').every((label) => LABEL.test(label)) ? ascii : null
}

/** The two halves of an address, split at its last `@`; null when there is none. */
export function splitAddress(address: string): { readonly local: string; readonly domain: string } | null {
  const at = address.lastIndexOf('@')
  if (at < 1 || at === address.length - 1) return null
  return { local: address.slice(0, at), domain: address.slice(at + 1) }
}

/** Whether `address` may stand in an envelope: local part ≤ 64 octets, whole ≤ 254, a domain name (RFC 5321 §4.5.3.1). */
export function isAddress(address: string): boolean {
  const parts = splitAddress(address)
  if (parts === null || octets(address) > 254 || octets(parts.local) > 64) return false
  if (!LOCAL_PART.test(parts.local) && !QUOTED_LOCAL_PART.test(parts.local)) return false
  return canonicalDomain(parts.domain) !== null
}

/**
 * The form under which two spellings of one address are equal: canonical domain, local part in lower case.
 * Receiving sides may tell case apart, but none that matters does (RFC 5321 §2.4 advises against it).
 */
export function canonicalAddress(address: string): string {
  const parts = splitAddress(address)
  if (parts === null) return address.toLowerCase()
  const domain = canonicalDomain(parts.domain) ?? parts.domain.toLowerCase()
  return `${parts.local.normalize('NFC').toLowerCase()}@${domain}`
}

/** A mailbox's canonical address without its subaddress: `agent+tag@x` is `agent@x` (RFC 5233). */
export function withoutSubaddress(canonical: string): string {
  const parts = splitAddress(canonical)
  const plus = parts?.local.indexOf('+') ?? -1
  return parts !== null && plus > 0 ? `${parts.local.slice(0, plus)}@${parts.domain}` : canonical
}

/**
 * Reads `Name <address>` or a bare address as a client may write it in JSON; null when it is neither.
 * Header text from inbound mail has a parser of its own in `mail/`.
 */
export function readAddress(text: string): Address | null {
  const trimmed = text.trim()
  if (!trimmed.endsWith('>')) return isAddress(trimmed) ? { address: trimmed, name: '' } : null
  const open = trimmed.lastIndexOf('<')
  if (open < 0) return null
  const address = trimmed.slice(open + 1, -1).trim()
  const name = trimmed
    .slice(0, open)
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/\\(.)/g, '$1')
  if (/\p{Cc}/u.test(name)) return null
  return isAddress(address) ? { address, name } : null
}

/** A local part that a new mailbox may have: letters, digits, dot, dash, underscore; 1–64 characters. */
export function isMailboxLocalPart(local: string): boolean {
  return /^[a-z0-9](?:[a-z0-9_-]|\.(?!\.)){0,63}(?<!\.)$/.test(local)
}
