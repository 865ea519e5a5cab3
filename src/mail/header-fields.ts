/** Header fields as they stand in a message: bytes to text, folded lines to one, parameters apart (RFC 5322 §2.2, RFC 2231). */

/** A field as it stands in a message: its name as written, its value unfolded. */
export type HeaderField = readonly [name: string, value: string]

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const windows1252 = new TextDecoder('windows-1252')

/** Header bytes as text: each line UTF-8 (RFC 6532) if it is that, else what old programs meant by 8-bit bytes. */
export function decodeHeaderBytes(bytes: Buffer): string {
  return utf8OrNull(bytes) ?? bytes.toString('latin1').split('\n').map(decodeLine).join('\n')
}

function decodeLine(line: string): string {
  const bytes = Buffer.from(line, 'latin1')
  return utf8OrNull(bytes) ?? windows1252.decode(bytes)
}

function utf8OrNull(bytes: Buffer): string | null {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return null
  }
}

/** The fields of a header, unfolded, in order; lines that are no field are passed over. */
export function unfold(header: string): HeaderField[] {
  const fields: [name: string, parts: string[]][] = []
  for (const line of header.split(/\r?\n/)) {
    if (line === '') continue
    if (line[0] === ' ' || line[0] === '\t') {
      fields.at(-1)?.[1].push(line)
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trimEnd()
    if (colon < 1 || !/^[\x21-\x7e]+$/.test(name)) continue
    fields.push([name, [line.slice(colon + 1)]])
  }
  return fields.map(([name, parts]) => [
    name,
    parts
      .join('')
      .replace(/[\0\r]/g, '')
      .trim(),
  ])
}

/** `value; name=…; name*=…`: the value in lower case, and the parameters, the first of each name (RFC 2231). */
export function parameterised(field: string): {
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
} {
  const [first = '', ...rest] = splitOutsideQuotes(field.slice(0, 16_384))
  const plain = new Map<string, string>()
  const pieces = new Map<string, { index: number; isEncoded: boolean; text: string }[]>()
  for (const part of rest.slice(0, 100)) {
    const equals = part.indexOf('=')
    if (equals < 1) continue
    const name = part.slice(0, equals).trim().toLowerCase()
    const text = unquote(part.slice(equals + 1).trim())
    const match = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name)
    if (match?.[1] === undefined) continue
    if (match[2] === undefined && match[3] === undefined) {
      if (!plain.has(name)) plain.set(name, text)
      continue
    }
    const list = pieces.get(match[1]) ?? []
    pieces.set(match[1], list)
    list.push({ index: Number(match[2] ?? 0), isEncoded: match[3] !== undefined, text })
  }
  // An extended parameter is the better form of the plain one beside it (RFC 6266 §4.3).
  for (const [name, list] of pieces) plain.set(name, joinExtended(list))
  return { value: first.trim().toLowerCase(), parameters: plain }
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '\\' && isQuoted) index++
    else if (character === '"') isQuoted = !isQuoted
    else if (character === ';' && !isQuoted) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

function unquote(text: string): string {
  return text.startsWith('"')
    ? text
        .slice(1)
        .replace(/"[^"]*$/, '')
        .replace(/\\(.)/g, '$1')
    : text
}

function joinExtended(pieces: { index: number; isEncoded: boolean; text: string }[]): string {
  const sorted = pieces.sort((a, b) => a.index - b.index)
  const match = sorted[0]?.isEncoded ? /^([^']*)'[^']*'(.*)$/s.exec(sorted[0].text) : null
  const charset = match?.[1] || 'utf-8'
  const bytes = sorted.map(({ isEncoded, text }, index) => {
    const own = index === 0 && match?.[2] !== undefined ? match[2] : text
    return isEncoded ? percentDecoded(own) : Buffer.from(own)
  })
  try {
    return new TextDecoder(charset).decode(Buffer.concat(bytes))
  } catch {
    return Buffer.concat(bytes).toString('utf8')
  }
}

function percentDecoded(text: string): Buffer {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}
