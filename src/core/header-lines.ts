/**
 * The header of a mail as the statement of its sender speaks of it: fields unfolded, addresses found. Small enough to
 * run in a browser too; takes anything, in linear time, and never throws.
 */

export interface HeaderLine {
  /** In lower case. */
  readonly name: string
  /** Unfolded, space runs as one space, none at either end. One character for each byte. */
  readonly value: string
}

/** A header longer than this is cut, in bytes; so many fields are read. */
const LONGEST_HEADER = 256 * 1024
const MOST_FIELDS = 2_000

/** Where the body begins: behind the first empty line, or at the end when there is none. */
export function bodyOffset(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length && at <= LONGEST_HEADER; at++) {
    if (bytes[at] !== 10) continue
    if (bytes[at + 1] === 10) return at + 2
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3
  }
  return bytes.length
}

/** Bytes as text with one character for each. */
export function binaryText(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 8_192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8_192))
  return text
}

/** The fields of a header, given with one character for each byte; lines that are no field are left out. */
export function readHeader(text: string): HeaderLine[] {
  const fields: { name: string; parts: string[] }[] = []
  for (const line of text.slice(0, LONGEST_HEADER).split('\n')) {
    const last = fields.at(-1)
    if (/^[ \t]/.test(line)) {
      last?.parts.push(line)
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (!/^[!-9;-~]{1,80}$/.test(name)) continue
    if (fields.length === MOST_FIELDS) break
    fields.push({ name, parts: [line.slice(colon + 1)] })
  }
  return fields.map(({ name, parts }) => ({ name, value: tidy(parts.join(' ')) }))
}

const tidy = (text: string) =>
  text
    .split(/[ \t\r]/)
    .filter((word) => word !== '')
    .join(' ')

/** The value of the first field of this name, or null. */
export function fieldValue(header: readonly HeaderLine[], name: string): string | null {
  return header.find((line) => line.name === name)?.value ?? null
}

/** How often a field is there. */
export function countFields(header: readonly HeaderLine[], name: string): number {
  return header.filter((line) => line.name === name).length
}

/** The addresses in the value of an address field (RFC 5322 §3.4), without names, comments and groups. */
export function addressesOf(value: string): string[] {
  const found: string[] = []
  let bare = ''
  let angle: string | null = null
  const end = () => {
    const address = (angle ?? bare).replaceAll(' ', '')
    if (address.includes('@')) found.push(address)
    bare = ''
    angle = null
  }
  let depth = 0
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '\\') at++
    else if (character === '(') depth++
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth > 0) continue
    else if (character === '"') {
      const quoted = quotedLength(value, at)
      bare += value.slice(at, at + quoted)
      at += quoted - 1
    } else if (character === '<') {
      const close = value.indexOf('>', at)
      if (close < 0) break
      angle = value.slice(at + 1, close)
      at = close
    } else if (character === ',' || character === ';') end()
    else if (character === ':') bare = ''
    else bare += character
  }
  end()
  return found
}

/** How long a quoted string is that begins here, its quotes included. */
function quotedLength(value: string, from: number): number {
  for (let at = from + 1; at < value.length; at++) {
    if (value[at] === '\\') at++
    else if (value[at] === '"') return at + 1 - from
  }
  return value.length - from
}
