/**
 * Header fields as they stand in a message: cleaned, encoded (RFC 2047), folded (RFC 5322 §2.2.3). Every function
 * that makes a field returns it whole, `Name: value` CRLF, with each line at most 78 octets where that can be done
 * and 998 always. All text passes {@link headerText}, so no value can end its field and begin another.
 */

import { domainToASCII } from 'node:url'
import { type Address, isAddress, splitAddress } from '../core/address.ts'

/** RFC 5322 §2.1.1 recommends 78 octets a line; RFC 2047 §2 allows 76 where there is an encoded word. */
const LINE = 76
/** RFC 5322 §2.1.1: no line is longer. */
const LONGEST_LINE = 998
/** RFC 2047 §2. */
const ENCODED_WORD = 75
const ENCODED_WORD_FRAME = '=?utf-8?Q??='.length

const CONTROLS = /\p{Cc}+/gu
const NOT_ASCII = /[^ -~]/
const ATOMS = /^[\w!#$%&'*+\-/=?^`{|}~]+(?: [\w!#$%&'*+\-/=?^`{|}~]+)*$/
const PLAIN_ADDRESS = /^[\w.!#$%&'*+\-/=?^`{|}~]+@[A-Za-z0-9.-]+$/
const MAX_ADDRESS = 254

/**
 * The one place where text becomes fit for a header: control characters (CR, LF and NUL among them) become a
 * space, lone surrogates U+FFFD, and space at either end goes.
 */
export function headerText(value: string): string {
  // The usual value needs nothing.
  if (!NOT_ASCII.test(value)) return value.trim()
  return value.toWellFormed().replace(CONTROLS, ' ').trim()
}

/** Whether a value consists of printable ASCII and spaces only. */
export function isPrintableAscii(value: string): boolean {
  return !NOT_ASCII.test(value)
}

/** A field of free text (RFC 5322 §3.6.5), e.g. the subject: encoded when it is not ASCII or cannot be folded. */
export function unstructuredField(name: string, value: string): string {
  const text = headerText(value)
  if (text === '') return `${name}:\r\n`
  if (isPrintableAscii(text) && !text.includes('=?')) {
    if (name.length + 2 + text.length <= LINE) return `${name}: ${text}\r\n`
    const words = wordsOf(text)
    if (fits(name, words, LINE)) return fold(name, words)
  }
  return fold(name, encodedWords(text, LINE - name.length - 2))
}

/**
 * A field whose value may have a syntax that is not known here, e.g. `List-Unsubscribe`: ASCII is left as it is
 * and folded at its spaces, anything else is encoded. A name is reduced to the characters of RFC 5322 §3.6.8.
 */
export function furtherField(name: string, value: string): string {
  const fieldName = name.replace(/[^!-9;-~]/g, '-').slice(0, LINE) || 'X-Unnamed'
  const text = headerText(value)
  if (text === '') return `${fieldName}:\r\n`
  const words = wordsOf(text)
  if (isPrintableAscii(text) && fits(fieldName, words, LONGEST_LINE)) return fold(fieldName, words)
  return fold(fieldName, encodedWords(text, LINE - fieldName.length - 2))
}

/** A field of addresses, e.g. `To`; '' when there are none (RFC 5322 §3.6.3 wants at least one). */
export function addressField(name: string, addresses: readonly Address[]): string {
  if (addresses.length === 0) return ''
  const words: string[] = []
  addresses.forEach((address, index) => {
    const last = index === addresses.length - 1
    const spec = addressSpec(address.address)
    const phrase = phraseOf(address.name, LINE - name.length - 2)
    words.push(...phrase, `${phrase.length === 0 ? spec : `<${spec}>`}${last ? '' : ','}`)
  })
  return fold(name, words)
}

/**
 * A field of message ids, given without angle brackets (RFC 5322 §3.6.4); '' when there are none. An id that
 * cannot stand in a header (not ASCII, longer than a line) is left out: it could only be sent falsified.
 */
export function messageIdField(name: string, ids: readonly string[]): string {
  const words: string[] = []
  for (const id of ids) {
    const bare = headerText(id).replace(/[<>\s]/g, '')
    if (bare !== '' && bare.length < LONGEST_LINE - 40 && isPrintableAscii(bare)) words.push(`<${bare}>`)
  }
  return words.length === 0 ? '' : fold(name, words)
}

/** The `Date` field for a moment in epoch ms, in UTC (RFC 5322 §3.3). */
export function dateField(at: number): string {
  return `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}\r\n`
}

/**
 * An address as header and envelope show it: a domain that is not ASCII as A-labels (RFC 5891), a local part as
 * it is, in UTF-8 (RFC 6532 §3.2). What could end the address is removed from anything that is not one.
 */
export function addressSpec(address: string): string {
  if (address.length <= MAX_ADDRESS && PLAIN_ADDRESS.test(address)) return address
  const text = headerText(address)
  const parts = splitAddress(text)
  if (parts === null || !isAddress(text)) {
    return text
      .replace(/[\s<>(),:;"\\]/g, '')
      .slice(0, MAX_ADDRESS)
      .toWellFormed()
  }
  const domain = isPrintableAscii(parts.domain) ? parts.domain : domainToASCII(parts.domain)
  return `${parts.local}@${domain === '' ? parts.domain : domain}`
}

/**
 * The encoded words (RFC 2047) for a text, each at most `longest` octets (itself held between 40 and 75) and each
 * made of whole characters (§5); in `Q` or `B`, whichever is shorter.
 */
export function encodedWords(text: string, longest: number): string[] {
  const room = Math.min(ENCODED_WORD, Math.max(40, longest)) - ENCODED_WORD_FRAME
  const octets = Buffer.byteLength(text)
  const literal = text.match(/[\w!*+\-/ ]/g)?.length ?? 0
  const shorterInQ = octets + 2 * (octets - literal) <= Math.ceil(octets / 3) * 4
  return shorterInQ ? inQ(text, room) : inB(text, Math.floor(room / 4) * 3)
}

function inQ(text: string, room: number): string[] {
  const words: string[] = []
  let word = ''
  for (const character of text) {
    const encoded = qCharacter(character)
    if (word.length + encoded.length > room) {
      words.push(`=?utf-8?Q?${word}?=`)
      word = ''
    }
    word += encoded
  }
  words.push(`=?utf-8?Q?${word}?=`)
  return words
}

/** One character in `Q`, with the literals that are allowed everywhere (RFC 2047 §5 (3)). */
function qCharacter(character: string): string {
  if (/^[A-Za-z0-9!*+\-/]$/.test(character)) return character
  if (character === ' ') return '_'
  let encoded = ''
  for (const octet of Buffer.from(character))
    encoded += `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
  return encoded
}

function inB(text: string, roomInOctets: number): string[] {
  const words: string[] = []
  let start = 0
  let end = 0
  let octets = 0
  const flush = (): void => {
    words.push(`=?utf-8?B?${Buffer.from(text.slice(start, end)).toString('base64')}?=`)
  }
  for (const character of text) {
    const width = Buffer.byteLength(character)
    if (octets + width > roomInOctets) {
      flush()
      start = end
      octets = 0
    }
    octets += width
    end += character.length
  }
  flush()
  return words
}

/** A display name (RFC 5322 §3.2.5) as words to be folded between; none for the empty name. */
function phraseOf(name: string, longest: number): string[] {
  const text = headerText(name)
  if (text === '') return []
  if (isPrintableAscii(text) && !text.includes('=?') && text.length <= longest - 10) {
    if (ATOMS.test(text)) return text.split(' ')
    const quoted = `"${text.replace(/["\\]/g, '\\$&')}"`
    if (quoted.length <= longest) return [quoted]
  }
  return encodedWords(text, longest)
}

/** The words of a text, each with the spaces before it but one, so that joining them by a space restores it. */
function wordsOf(text: string): string[] {
  return (text.match(/ *[^ ]+/g) ?? []).map((word, index) => (index === 0 ? word : word.slice(1)))
}

/** Whether folding between the words keeps every line within `limit` octets. */
function fits(name: string, words: readonly string[], limit: number): boolean {
  return words.every((word, index) => word.length <= (index === 0 ? limit - name.length - 2 : limit - 1))
}

/** Joins words by spaces, beginning a new line wherever the next word would pass {@link LINE}. */
function fold(name: string, words: readonly string[]): string {
  let field = `${name}:`
  let column = field.length
  words.forEach((word, index) => {
    const width = 1 + (isPrintableAscii(word) ? word.length : Buffer.byteLength(word))
    if (index > 0 && column + width > LINE) {
      field += '\r\n'
      column = 0
    }
    field += ` ${word}`
    column += width
  })
  return `${field}\r\n`
}
