/**
 * A message from its parts: header (RFC 5322, 6532), text and HTML made of markdown, attachments (RFC 2045, 2046,
 * 2183, 2231). The same input always gives the same bytes: they are hashed, reviewed, and sent as they are.
 */

import { hash } from 'node:crypto'
import { type Address, splitAddress } from '../core/address.ts'
import { type Footer, footerHtml, footerText } from './footer.ts'
import {
  addressField,
  dateField,
  furtherField,
  headerText,
  isPrintableAscii,
  messageIdField,
  unstructuredField,
} from './headers.ts'
import { renderMarkdown } from './markdown.ts'
import { base64, quotedPrintable } from './transfer-encoding.ts'

export interface ComposeInput {
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly replyTo: Address | null
  readonly subject: string
  readonly markdown: string
  /** What stands below it; null or absent on mail that no agent wrote. */
  readonly footer?: Footer | null
  readonly attachments: readonly {
    readonly name: string
    readonly contentType: string
    readonly content: Buffer
  }[]
  /** `left@right`, without angle brackets; so are `inReplyTo` and `references`. */
  readonly messageId: string
  /** Epoch ms. */
  readonly date: number
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  /**
   * Further fields, in this order. Fields that compose writes itself, and Bcc, are left out: a message has each
   * once (RFC 5322 §3.6).
   */
  readonly headers: readonly (readonly [name: string, value: string])[]
}

export interface ComposedMessage {
  /** The message as it is sent, without SMTP's dot-stuffing: CRLF line ends, no line over 998 octets. */
  readonly raw: Buffer
  /** The two bodies before transfer encoding, with LF line ends. */
  readonly text: string
  readonly html: string
  /** The text without the footer. */
  readonly ownText: string
  /** Octets of the header: where the empty line begins that ends it. */
  readonly headerBytes: number
}

/** RFC 5322 §2.1.1, without CRLF. */
const MAX_LINE = 998
/** A thread longer than this keeps its first reference and the newest (RFC 5322 §3.6.4 sets no limit). */
const MAX_REFERENCES = 100
/** Octets of a file name that every file system takes. */
const MAX_FILE_NAME = 255

const OWN_FIELDS = new Set(
  ['from', 'sender', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id', 'mime-version'].concat(
    ['to', 'cc', 'bcc', 'from', 'sender', 'date', 'message-id'].map((name) => `resent-${name}`),
  ),
)

/** Composes a message. Never throws for any text; recipients of a blind copy are no part of the input. */
export function compose(input: ComposeInput): ComposedMessage {
  const { html, text, ownText } = renderBodies(input.markdown, input.footer ?? null)
  const id = hash('sha256', input.messageId, 'base64url').slice(0, 24)
  const alternatives = `=_a_${id}`
  const attached = input.attachments.length > 0
  const mixed = `=_m_${id}`
  const head =
    headerOf(input) + (attached ? multipart('mixed', mixed) : multipart('alternative', alternatives))
  const chunks: (string | Buffer)[] = [head, '\r\n']
  if (attached) chunks.push(`--${mixed}\r\n${multipart('alternative', alternatives)}\r\n`)
  pushText(chunks, alternatives, 'text/plain', text)
  pushText(chunks, alternatives, 'text/html', html)
  chunks.push(`--${alternatives}--\r\n`)
  if (attached) {
    for (const { name, contentType, content } of input.attachments) {
      chunks.push(
        `--${mixed}\r\nContent-Type: ${mediaType(contentType)}\r\n`,
        `Content-Disposition: attachment${fileNameParameters(safeFileName(name))}\r\n`,
        'Content-Transfer-Encoding: base64\r\n\r\n',
        base64(content),
        '\r\n',
      )
    }
    chunks.push(`--${mixed}--\r\n`)
  }
  return { raw: joined(chunks), text, html, ownText, headerBytes: Buffer.byteLength(head) }
}

/** The two bodies of a message as they are sent, and its text without the footer. */
export function renderBodies(
  markdown: string,
  footer: Footer | null,
): { readonly html: string; readonly text: string; readonly ownText: string } {
  const { html, text: ownText } = renderMarkdown(markdown, footer === null ? '' : footerHtml(footer))
  if (footer === null) return { html, text: ownText, ownText }
  const gap = ownText === '' ? '' : ownText.endsWith('\n') ? '\n' : '\n\n'
  return { html, text: `${ownText}${gap}${footerText(footer)}`, ownText }
}

/** Whether a message to or from these addresses needs SMTPUTF8 (RFC 6531): a local part is not ASCII. */
export function needsSmtpUtf8(addresses: readonly string[]): boolean {
  return addresses.some((address) => !isPrintableAscii(splitAddress(address)?.local ?? address))
}

/**
 * A file name that is safe to save under and to show: without control characters, path separators, marks that
 * turn the direction of writing (`exe.txt` shown for `txt.exe`), dots or spaces at its beginning or end; at most
 * 255 octets, its extension kept; `attachment` when nothing is left.
 */
export function safeFileName(name: string): string {
  const visible = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff/\\]/gu, '')
  const clean = withoutEnds(visible)
  return (Buffer.byteLength(clean) <= MAX_FILE_NAME ? clean : shortened(clean)) || 'attachment'
}

function withoutEnds(name: string): string {
  let start = 0
  let end = name.length
  while (start < end && /[\s.]/.test(name.charAt(start))) start++
  while (end > start && /[\s.]/.test(name.charAt(end - 1))) end--
  return name.slice(start, end)
}

function shortened(name: string): string {
  const extension = /\.[^.\s]{1,10}$/.exec(name.slice(-11))?.[0] ?? ''
  let room = MAX_FILE_NAME - Buffer.byteLength(extension)
  let stem = ''
  for (const character of name.slice(0, name.length - extension.length)) {
    room -= Buffer.byteLength(character)
    if (room < 0) break
    stem += character
  }
  return `${withoutEnds(stem)}${extension}`
}

function headerOf(input: ComposeInput): string {
  const { to, cc, replyTo, inReplyTo, references } = input
  const recent = references.length <= MAX_REFERENCES ? references : newest(references)
  const own = [
    addressField('From', [input.from]),
    // RFC 5322 §3.6.3 allows no empty list; the empty group says that there are recipients all the same.
    to.length + cc.length === 0 ? 'To: undisclosed-recipients:;\r\n' : addressField('To', to),
    addressField('Cc', cc),
    replyTo === null ? '' : addressField('Reply-To', [replyTo]),
    unstructuredField('Subject', input.subject),
    dateField(input.date),
    messageIdField('Message-ID', [input.messageId]),
    inReplyTo === null ? '' : messageIdField('In-Reply-To', [inReplyTo]),
    messageIdField('References', recent),
    'MIME-Version: 1.0\r\n',
  ].join('')
  let further = ''
  for (const [name, value] of input.headers) if (isFurther(name, input)) further += furtherField(name, value)
  return own + further
}

function newest(references: readonly string[]): string[] {
  return [...references.slice(0, 1), ...references.slice(1 - MAX_REFERENCES)]
}

function isFurther(name: string, { replyTo, inReplyTo, references }: ComposeInput): boolean {
  const field = headerText(name).toLowerCase()
  if (field === 'reply-to') return replyTo === null
  if (field === 'in-reply-to') return inReplyTo === null
  if (field === 'references') return references.length === 0
  return !OWN_FIELDS.has(field) && !field.startsWith('content-')
}

function multipart(kind: 'mixed' | 'alternative', boundary: string): string {
  return `Content-Type: multipart/${kind};\r\n boundary="${boundary}"\r\n`
}

/** Appends a part of text: as it is where 7-bit lines can carry it, else in quoted-printable. */
function pushText(chunks: (string | Buffer)[], boundary: string, type: string, body: string): void {
  // The line break before the next boundary ends the last line.
  const text = body.endsWith('\n') ? body.slice(0, -1) : body
  const plain = sevenBit(text)
  chunks.push(
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\n`,
    `Content-Transfer-Encoding: ${plain === null ? 'quoted-printable' : '7bit'}\r\n\r\n`,
    plain ?? quotedPrintable(text),
    '\r\n',
  )
}

/**
 * Text with CRLF line ends, or null when 7-bit lines cannot carry it (RFC 2045 §2.7). `=_` begins every boundary
 * and is never found in quoted-printable (§6.7), so a text that has it is not sent as it is.
 */
function sevenBit(text: string): Buffer | null {
  const ascii = Buffer.byteLength(text) === text.length
  if (!ascii || text.includes('\r') || text.includes('=_')) return null
  for (let start = 0; text.length - start > MAX_LINE; ) {
    const end = text.lastIndexOf('\n', start + MAX_LINE)
    if (end < start) return null
    start = end + 1
  }
  return Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1')
}

const TOKEN = "[\\w!#$%&'*+.^`{|}~-]{1,100}"
const MEDIA_TYPE = new RegExp(`^${TOKEN}/${TOKEN}$`)
const PARAMETER = new RegExp(`^(${TOKEN})="?(${TOKEN})"?$`)

/**
 * A content type as a header may show it: type, subtype and parameters that are tokens (RFC 2045 §5.1). Anything
 * else, and the composite types, which may not be sent in base64 (§6.4), are `application/octet-stream`.
 */
function mediaType(contentType: string): string {
  const [type = '', ...parameters] = headerText(contentType).slice(0, MAX_LINE).split(';')
  const essence = type.trim().toLowerCase()
  if (!MEDIA_TYPE.test(essence) || /^(?:multipart|message)\//.test(essence)) return 'application/octet-stream'
  let value = essence
  for (const parameter of parameters) {
    const [, attribute, token] = PARAMETER.exec(parameter.trim()) ?? []
    if (attribute === undefined || attribute.toLowerCase().startsWith('name')) continue
    value += `;\r\n ${attribute.toLowerCase()}=${token}`
  }
  return value
}

/** `filename`, and where ASCII cannot say it `filename*` too (RFC 2231 §4), which readers prefer. */
function fileNameParameters(name: string): string {
  if (isPrintableAscii(name) && !name.includes('"') && !name.includes('=?')) return `;\r\n filename="${name}"`
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]|["\\]|=\?/gu, '_')
  const escaped = encodeURIComponent(name).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `;\r\n filename="${ascii.slice(0, MAX_FILE_NAME)}";\r\n filename*=utf-8''${escaped}`
}

/** The chunks as one buffer; strings as UTF-8. */
function joined(chunks: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)))
}
