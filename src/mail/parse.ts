/** What the header of an inbound message says, as fields (RFC 5322 §3.6), and which leaf is which. */

import { addressParser, decodeWords } from 'postal-mime'
import { type Address, isAddress } from '../core/address.ts'
import type { HeaderField, Leaf } from './structure.ts'

export interface ParsedHeaders {
  readonly from: Address | null
  readonly sender: Address | null
  readonly replyTo: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** Decoded, whole. */
  readonly subject: string
  /** Message-IDs are without angle brackets. */
  readonly messageId: string | null
  readonly inReplyTo: string | null
  /** The newest hundred. */
  readonly references: readonly string[]
  /** Epoch ms. */
  readonly date: number | null
}

const MOST_ADDRESSES = 1_000
const LONGEST_FIELD = 100_000

/** Reads the fields; whatever cannot be read is missing. */
export function parseHeaders(headers: readonly HeaderField[]): ParsedHeaders {
  const find = (name: string) =>
    (headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? '').slice(0, LONGEST_FIELD)
  const date = Date.parse(find('date'))
  return {
    from: addresses(find('from'))[0] ?? null,
    sender: addresses(find('sender'))[0] ?? null,
    replyTo: addresses(find('reply-to')),
    to: addresses(find('to')),
    cc: addresses(find('cc')),
    subject: clean(decodeWords(find('subject'))).slice(0, 2_000),
    messageId: messageIds(find('message-id'))[0] ?? null,
    inReplyTo: messageIds(find('in-reply-to'))[0] ?? null,
    references: messageIds(find('references')).slice(-100),
    date: Number.isNaN(date) ? null : date,
  }
}

/** One line of visible text: no control characters, no half surrogates. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
}

function addresses(field: string): Address[] {
  if (field === '') return []
  let parsed: { name?: string; address?: string }[]
  try {
    parsed = addressParser(field, { flatten: true }) as { name?: string; address?: string }[]
  } catch {
    return []
  }
  return parsed
    .slice(0, MOST_ADDRESSES)
    .map(({ name, address }) => ({
      address: clean(address ?? ''),
      name: clean(decodeWords(name ?? '')).slice(0, 500),
    }))
    .filter(({ address }) => isAddress(address))
}

function messageIds(field: string): string[] {
  const ids = [...field.matchAll(/<([^<>\s]{1,996})>/g)].map(([, id]) => id ?? '')
  if (ids.length > 0) return ids
  const bare = field.trim()
  return /^[^<>\s]{1,996}$/.test(bare) ? [bare] : []
}

const PREFIX =
  /^(?:re|fwd?|aw|wg|antw|antwort|sv|vs|vb|vl|tr|rv|enc|odp|pd|ynt|ilt|res|rif|i|r|回复|答复|转发|回覆|轉寄)\s*(?:[[(]\d{1,4}[\])]|\d{1,4})?\s*[:：]\s*/iu

/** A subject without `Re:`, `Fwd:` and their like in front, white space collapsed (RFC 5256 §2.1). */
export function baseSubject(subject: string): string {
  let text = subject.replace(/\s+/gu, ' ').trim()
  for (let round = 0; round < 50; round++) {
    const shorter = text.replace(PREFIX, '')
    if (shorter === text) break
    text = shorter
  }
  return text
}

export interface Body {
  readonly text: Leaf | null
  readonly html: Leaf | null
  /** In the order they come; each has a name of its own. */
  readonly attachments: readonly Leaf[]
}

/** Which leaves are the message's text, and which are attachments (RFC 2046 §5.1.4, RFC 2183). */
export function selectBody(leaves: readonly Leaf[]): Body {
  const isText = (leaf: Leaf, type: string) =>
    leaf.contentType === type && leaf.disposition !== 'attachment' && leaf.fileName === null
  const text = leaves.find((leaf) => isText(leaf, 'text/plain')) ?? null
  const html = leaves.find((leaf) => isText(leaf, 'text/html')) ?? null
  const others = leaves.filter((leaf) => leaf !== text && leaf !== html)
  // Empty parts without a name are how some programs end a multipart.
  const attachments = others.filter(({ length, fileName }) => length > 0 || fileName !== null)
  return { text, html, attachments: attachments.map(named) }
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'image/jpeg': 'jpg',
  'message/rfc822': 'eml',
  'application/ms-tnef': 'dat',
  'application/pgp-signature': 'asc',
}

function named(leaf: Leaf, index: number): Leaf {
  const known = leaf.fileName === null ? '' : harmlessName(leaf.fileName)
  if (known !== '') return { ...leaf, fileName: known }
  if (leaf.contentType === 'message/rfc822') return { ...leaf, fileName: 'message.eml' }
  const subtype = leaf.contentType.split('/')[1] ?? ''
  const extension = EXTENSIONS[leaf.contentType] ?? (/^[a-z0-9]{1,8}$/.test(subtype) ? subtype : 'bin')
  return { ...leaf, fileName: `attachment-${index + 1}.${extension}` }
}

/** A file name without path, control or direction characters; empty when nothing is left. */
function harmlessName(name: string): string {
  return name
    .toWellFormed()
    .replace(/[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^.*[/\\]/s, '')
    .replace(/^[.\s]+/, '')
    .trim()
    .slice(0, 200)
}
