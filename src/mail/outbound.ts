/**
 * From what an author asks for to what will be sent: the exact bytes, who gets them, and the hash that a decision
 * is bound to (contract §7: "hash of every header, recipient, body and attachment byte").
 */

import { hash } from 'node:crypto'
import { type Address, canonicalAddress, canonicalDomain, splitAddress } from '../core/address.ts'
import { compose } from './compose.ts'
import type { Footer } from './footer.ts'
import { type Leaf, scan } from './structure.ts'

export interface OutboundAttachment {
  readonly name: string
  readonly contentType: string
  readonly content: Buffer
}

/** What the author wrote and the server added to it; enough to compose it again after an edit. */
export interface OutboundContent {
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly bcc: readonly Address[]
  readonly replyTo: Address | null
  readonly subject: string
  readonly markdown: string
  readonly footer: Footer | null
  readonly attachments: readonly OutboundAttachment[]
  /** Without angle brackets. */
  readonly messageId: string
  /** Epoch ms. */
  readonly date: number
  readonly inReplyTo: string | null
  readonly references: readonly string[]
}

export interface EnvelopeRecipient {
  readonly address: string
  readonly kind: 'to' | 'cc' | 'bcc'
}

export interface OutboundAttachmentPart {
  readonly position: number
  readonly name: string
  readonly content_type: string
  readonly size: number
  readonly leaf_json: string
}

export interface PreparedMessage {
  readonly raw: Buffer
  readonly contentHash: string
  /** Each address once, in the order to, cc, bcc. */
  readonly recipients: readonly EnvelopeRecipient[]
  readonly attachments: readonly OutboundAttachmentPart[]
  /** The first 200 characters of what its author wrote. */
  readonly preview: string
}

/** An address as it goes into the envelope: its local part as written, its domain canonical. */
export function envelopeAddress(address: string): string {
  const parts = splitAddress(address)
  return parts === null ? address : `${parts.local}@${canonicalDomain(parts.domain) ?? parts.domain}`
}

/** Everybody who gets a message, each once. */
export function envelopeOf(content: Pick<OutboundContent, 'to' | 'cc' | 'bcc'>): EnvelopeRecipient[] {
  const seen = new Map<string, EnvelopeRecipient>()
  for (const kind of ['to', 'cc', 'bcc'] as const) {
    for (const { address } of content[kind]) {
      const key = canonicalAddress(address)
      if (!seen.has(key)) seen.set(key, { address: envelopeAddress(address), kind })
    }
  }
  return [...seen.values()]
}

/** The recipients that were given and the one that the mailbox always adds, if there is one. */
export function withFixedCopy(given: readonly Address[], fixed: string | null): readonly Address[] {
  if (fixed === null) return given
  const known = given.some(({ address }) => canonicalAddress(address) === canonicalAddress(fixed))
  return known ? given : [...given, { address: fixed, name: '' }]
}

/** The hash that decisions are bound to: the exact bytes, and the whole envelope. */
export function contentHash(rawSha256: string, recipients: readonly EnvelopeRecipient[]): string {
  const envelope = recipients.map(({ kind, address }) => `${kind} ${address}`).sort()
  return hash('sha256', JSON.stringify(['multimail-content-1', rawSha256, envelope]), 'hex')
}

/** Composes a message and takes down everything the store needs to know of it. */
export function prepareOutbound(content: OutboundContent): PreparedMessage {
  const { raw, ownText } = compose({ ...content, headers: [] })
  const recipients = envelopeOf(content)
  return {
    raw,
    contentHash: contentHash(hash('sha256', raw, 'hex'), recipients),
    recipients,
    attachments: attachmentParts(raw, content.attachments),
    preview: previewOf(ownText),
  }
}

/** The beginning of a text, on one line: at most 200 characters. */
export function previewOf(text: string): string {
  const line = text.slice(0, 2_000).replace(/\s+/gu, ' ').trim()
  return line.length <= 200 ? line : `${Array.from(line).slice(0, 199).join('')}…`
}

function attachmentParts(raw: Buffer, attachments: readonly OutboundAttachment[]): OutboundAttachmentPart[] {
  if (attachments.length === 0) return []
  // The attachments are the last leaves, in the order they were given.
  const leaves: readonly Leaf[] = scan(raw).leaves.slice(-attachments.length)
  const names = new Set<string>()
  return attachments.map((attachment, position) => ({
    position,
    name: uniqueName(leaves[position]?.fileName ?? attachment.name, names),
    content_type: attachment.contentType,
    size: attachment.content.length,
    leaf_json: JSON.stringify(leaves[position] ?? null),
  }))
}

/** `name`, or `name-2` and so on when it is taken: attachments are fetched by name. */
export function uniqueName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let unique = name
  for (let number = 2; taken.has(unique); number++) unique = `${stem}-${number}${extension}`
  taken.add(unique)
  return unique
}
