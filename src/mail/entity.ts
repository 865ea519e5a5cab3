/** What the header of a MIME entity says of its body (RFC 2045 §5, §6; RFC 2183; RFC 2231), made harmless. */

import { decodeWords } from 'postal-mime'
import { type HeaderField, parameterised } from './header-fields.ts'

/** How a part is encoded on the wire (RFC 2045 §6). */
export type TransferEncoding = 'identity' | 'base64' | 'quoted-printable'

/** A part without parts of its own. It is stored as JSON, so that its bytes can be found again. */
export interface Leaf {
  /** Lower-case `type/subtype`. */
  readonly contentType: string
  readonly charset: string | null
  readonly encoding: TransferEncoding
  readonly disposition: 'inline' | 'attachment' | null
  /** Decoded and harmless: no path, no control and no direction characters. */
  readonly fileName: string | null
  /** Without angle brackets. */
  readonly contentId: string | null
  /** Where its encoded body begins in the raw message, and how many bytes it has. */
  readonly offset: number
  readonly length: number
  /** Leaves with the same number say the same in different forms (RFC 2046 §5.1.4). */
  readonly alternative?: number
}

/** A leaf whose place is not known yet. */
export type LeafDescription = Omit<Leaf, 'offset' | 'length' | 'alternative'>

export interface EntityDescription extends LeafDescription {
  /** Null when there is none. */
  readonly boundary: string | null
}

/** What nobody looks into. */
export const OPAQUE: LeafDescription = {
  contentType: 'application/octet-stream',
  charset: null,
  encoding: 'identity',
  disposition: 'attachment',
  fileName: 'unread-parts.bin',
  contentId: null,
}

const TYPE = /^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}/
const LONGEST_NAME = 200
const LONGEST_EXTENSION = 20

/** Reads the fields of an entity; what is missing or broken has the default of RFC 2045 §5.2. */
export function describeEntity(fields: readonly HeaderField[], isInDigest: boolean): EntityDescription {
  const find = (name: string) => fields.find(([given]) => given.toLowerCase() === name)?.[1] ?? ''
  const type = parameterised(find('content-type'))
  const disposition = parameterised(find('content-disposition'))
  const name = disposition.parameters.get('filename') ?? type.parameters.get('name') ?? ''
  const kind = firstWord(disposition.value)
  return {
    contentType: TYPE.exec(firstWord(type.value))?.[0] ?? (isInDigest ? 'message/rfc822' : 'text/plain'),
    boundary: type.parameters.get('boundary')?.trimEnd() || null,
    charset: type.parameters.get('charset')?.trim().slice(0, 100).toLowerCase() || null,
    encoding: encodingOf(find('content-transfer-encoding')),
    disposition: kind === 'attachment' || kind === 'inline' ? kind : null,
    fileName: harmlessName(decodeWords(name)) || null,
    contentId: /<([^<>\s]{1,998})>/.exec(find('content-id'))?.[1] ?? null,
  }
}

/** Without comments before it, quotes around it, and whatever stands behind it. */
function firstWord(value: string): string {
  return /^(?:\([^()]*\)|[\s"'])*([^\s"'();,]+)/.exec(value.slice(0, 500))?.[1] ?? ''
}

function encodingOf(field: string): TransferEncoding {
  const word = firstWord(field.toLowerCase())
  return word === 'base64' || word === 'quoted-printable' ? word : 'identity'
}

/** A file name without path, control or direction characters, at most 200 long; empty when nothing is left. */
export function harmlessName(name: string): string {
  const plain = name
    .slice(0, 5_000)
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^.*[/\\]/s, '')
    .replace(/^[.\s]+/, '')
    .trim()
  if (plain.length <= LONGEST_NAME) return plain.toWellFormed()
  const dot = plain.lastIndexOf('.')
  const extension = dot > 0 && plain.length - dot <= LONGEST_EXTENSION ? plain.slice(dot) : ''
  return `${plain.slice(0, LONGEST_NAME - extension.length).replace(/[\ud800-\udbff]$/, '')}${extension}`.toWellFormed()
}
