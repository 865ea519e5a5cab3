/**
 * What a server states of a mail that it sends (contract §9): claims as canonical JSON, and the texts whose hashes
 * are among them. The statement is `base64url(canonical JSON).base64url(signature)`.
 */

import { canonicalDomain, splitAddress } from './address.ts'
import { addressesOf, fieldValue, type HeaderLine } from './header-lines.ts'
import type { Basis, Mode } from './oversight.ts'

/** The claims of the contract: those that the link in the footer carries. */
export interface IdentityClaims {
  readonly ai_generated: boolean
  /** What the agent may do under this mode: see {@link capabilitiesOf}. */
  readonly capabilities: readonly string[]
  /** Epoch seconds: when it was let go; of the link in the footer, when the mail was composed. */
  readonly iat: number
  /** The address that it is sent from. */
  readonly mailbox: string
  /** Without angle brackets. */
  readonly message_id: string
  /** Who answers for it, as the operator of the server wrote it. */
  readonly operator: string
  readonly oversight_mode: Mode
  /** 64 hex digits. */
  readonly reputation_hash: string
  /** The address of the server, which publishes the keys. */
  readonly service: string
  /** Whether the operator showed that the domain of the mailbox is theirs. */
  readonly verified_operator: boolean
}

/** The claims of the header field: those of the contract, and what the mail was like when it went. */
export interface MailClaims extends IdentityClaims {
  /** SHA-256, base64url, of the bytes from the first one of the body. */
  readonly body_hash: string
  /** SHA-256, base64url, of {@link signedFields}. */
  readonly header_hash: string
  /** SHA-256, base64url, of {@link recipientDomains}. */
  readonly recipient_domains_hash: string
  /** What its leave to go rested on: a person's approval, the allowlist, or the mode alone. */
  readonly released_by: Basis
}

/** The name of the header field. */
export const IDENTITY_FIELD = 'X-MultiMail-Identity'

/** What an agent may do by itself, and what it may do when a person agrees, under each mode. */
const CAPABILITIES: Readonly<Record<Mode, readonly string[]>> = {
  read_only: ['read'],
  gated_all: ['read_with_approval', 'send_with_approval'],
  gated_send: ['read', 'send_with_approval'],
  monitored: ['read', 'send'],
  autonomous: ['read', 'send'],
}

/** The claim `capabilities` of a mode. */
export const capabilitiesOf = (mode: Mode): readonly string[] => CAPABILITIES[mode]

/** JSON with sorted keys and no spaces. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

/** Bytes as base64url without padding (RFC 4648 §5). */
export function base64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes of base64url text; null when it is none, or not in the one spelling that those bytes have. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return base64url(bytes) === text ? bytes : null
}

/** The first part of a statement: what the signature is over. */
export function statementText(claims: IdentityClaims | MailClaims): string {
  return base64url(new TextEncoder().encode(canonicalJson(claims)))
}

/** Fields of the stored message that change how it reads (RFC 5322, 2045), in the order in which they are hashed. */
export const SIGNED_FIELDS = [
  'from',
  'to',
  'cc',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
] as const

/**
 * The text behind `header_hash`: each of {@link SIGNED_FIELDS} that is there as `name:value` and a line feed; the
 * value unfolded, space runs as one space, none at either end, as in DKIM's relaxed form (RFC 6376 §3.4.2).
 */
export function signedFields(header: readonly HeaderLine[]): string {
  return SIGNED_FIELDS.flatMap((name) =>
    header.filter((line) => line.name === name).map((line) => `${name}:${line.value}\n`),
  ).join('')
}

/** The text behind `recipient_domains_hash`: domains of To and Cc as A-labels, each once, sorted, one a line. */
export function recipientDomains(header: readonly HeaderLine[]): string {
  const addresses = ['to', 'cc'].flatMap((name) => addressesOf(fieldValue(header, name) ?? ''))
  const domains = addresses.map((address) => splitAddress(address)?.domain ?? '')
  return [...new Set(domains.map((domain) => canonicalDomain(domain) ?? domain.toLowerCase()))]
    .sort()
    .join('\n')
}
