/** What the header of an inbound message says, as fields (RFC 5322 §3.6), and which leaf is which. */

import { addressParser, decodeWords } from 'postal-mime'
import { type Address, isAddress } from '../core/address.ts'
import { harmlessName, type Leaf } from './entity.ts'
import type { HeaderField } from './header-fields.ts'

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
const MOST_REFERENCES = 100
const LONGEST_FIELD = 100_000

/** Reads the fields; whatever cannot be read is missing. */
export function parseHeaders(headers: readonly HeaderField[]): ParsedHeaders {
  // The end of a long field of references is the newest; the beginning of any other names the first.
  const find = (name: string) => {
    const value = headers.find(([given]) => given.toLowerCase() === name)?.[1] ?? ''
    return name === 'references' ? value.slice(-LONGEST_FIELD) : value.slice(0, LONGEST_FIELD)
  }
  return {
    from: addresses(find('from'))[0] ?? null,
    sender: addresses(find('sender'))[0] ?? null,
    replyTo: addresses(find('reply-to')),
    to: addresses(find('to')),
    cc: addresses(find('cc')),
    subject: clean(decodeWords(find('subject'))).slice(0, 2_000),
    messageId: messageIds(find('message-id'))[0] ?? null,
    inReplyTo: messageIds(find('in-reply-to'))[0] ?? null,
    references: messageIds(find('references')).slice(-MOST_REFERENCES),
    date: epochOf(find('date')),
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

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Hours from UTC of the zones that RFC 5322 §4.3 names; others are UTC. */
const ZONES: Readonly<Record<string, number>> = {
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
}
const DATE =
  /^(?:[a-z]{3,9}\s{0,3},?\s{0,3})?(\d{1,2})[\s-]{1,3}([a-z]{3})[a-z]{0,6}[\s-]{1,3}(\d{2,4})\s{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s{0,3}([+-])(\d{2}):?(\d{2})|\s{1,3}([a-z]{1,5}))?/i

/** A date of RFC 5322 §3.3 or §4.3 (two-digit years, named zones) as epoch ms; null when it is none. */
function epochOf(field: string): number | null {
  const match = DATE.exec(field.slice(0, 200).trim())
  if (match === null) return null
  const [, day, monthName = '', yearText = '', hour, minute, second, sign, zoneHours, zoneMinutes, zone] =
    match
  const month = MONTHS.indexOf(monthName.toLowerCase())
  const short = Number(yearText)
  const year =
    yearText.length === 4 ? short : yearText.length === 2 && short < 50 ? 2000 + short : 1900 + short
  if (month < 0 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 24 || Number(minute) > 59)
    return null
  const local = Date.UTC(year, month, Number(day), Number(hour), Number(minute), Number(second ?? 0))
  const named = ZONES[(zone ?? '').toLowerCase()] ?? 0
  const offset =
    sign === undefined ? named * 60 : (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes))
  return local - offset * 60_000
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

/**
 * Which leaves are the message's text, and which are attachments (RFC 2046 §5.1.4, RFC 2183). Text and HTML are
 * both the text only when they are alternatives of one another; else the first is, and the other is attached.
 */
export function selectBody(leaves: readonly Leaf[]): Body {
  const shown = leaves.filter(({ disposition }) => disposition !== 'attachment')
  const unnamed = shown.filter(({ fileName }) => fileName === null)
  // Some programs name even the text; it is that when there is no other.
  const { text, html } = pair(unnamed) ?? pair(shown) ?? { text: null, html: null }
  const others = leaves.filter((leaf) => leaf !== text && leaf !== html)
  // Empty parts without a name are how some programs end a multipart.
  const attachments = others.filter(({ length, fileName }) => length > 0 || fileName !== null)
  return { text, html, attachments: attachments.map(named) }
}

/** The first HTML with the text that says the same, or the first of text and HTML; null when there is neither. */
function pair(leaves: readonly Leaf[]): Pick<Body, 'text' | 'html'> | null {
  const html = leaves.find(({ contentType }) => contentType === 'text/html') ?? null
  const texts = leaves.filter(({ contentType }) => contentType === 'text/plain')
  const text = texts.find(({ length }) => length > 0) ?? texts[0] ?? null
  if (html === null) return text === null ? null : { text, html }
  if (html.alternative !== undefined) {
    return { text: texts.find(({ alternative }) => alternative === html.alternative) ?? null, html }
  }
  const isTextFirst = text !== null && text.length > 0 && leaves.indexOf(text) < leaves.indexOf(html)
  return isTextFirst ? { text, html: null } : { text: null, html }
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
