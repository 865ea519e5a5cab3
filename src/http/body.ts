/**
 * Request bodies: JSON, and on some routes form fields, because no-code tools do not escape mapped text in JSON
 * (contract §1). Read with a limit, checked to be UTF-8, never deeper than the parser can take.
 */

import type { IncomingMessage } from 'node:http'
import { AppError, badField } from '../errors.ts'

/** 25 MB of attachments are 34 MB of base64; with everything else, a body has room up to this many bytes. */
export const MAX_BODY_BYTES = 40 * 1024 * 1024

/** Objects in objects go so deep and no deeper. */
const MAX_DEPTH = 32

const utf8 = new TextDecoder('utf-8', { fatal: true })

export interface RawBody {
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** What forms of pages may hold, in bytes. */
export const MAX_FORM_BYTES = 64 * 1024

/** Reads the bytes of a request. Throws AppError `too_large`; what follows is then left unread. */
export async function readBody(incoming: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<RawBody> {
  const contentType = (incoming.headers['content-type'] ?? '').toLowerCase()
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw bodyTooLarge(maxBytes)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw bodyTooLarge(maxBytes)
    chunks.push(chunk)
  }
  return { contentType, bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) }
}

function bodyTooLarge(maxBytes: number): AppError {
  return new AppError('too_large', {
    message: `The request body is larger than ${maxBytes} bytes.`,
    details: [{ path: 'attachments', message: 'the request as a whole is too large' }],
  })
}

/**
 * The fields of a body. `forms`: whether the route also takes form fields. Throws AppError `invalid_json`,
 * `unsupported_media_type`, `bad_request`.
 */
export function parseBody(raw: RawBody, forms: boolean): Record<string, unknown> {
  if (raw.bytes.length === 0) return {}
  const text = decode(raw.bytes)
  if (raw.contentType.startsWith('application/x-www-form-urlencoded')) {
    if (!forms) throw new AppError('unsupported_media_type')
    return parseForm(new URLSearchParams(text))
  }
  // A missing type is taken for JSON: some tools send none.
  if (raw.contentType !== '' && !/^(application\/(.+\+)?json|text\/plain)\b/.test(raw.contentType)) {
    throw new AppError('unsupported_media_type')
  }
  return parseJson(text)
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new AppError('invalid_json', { message: 'The body is not valid UTF-8.' })
  }
}

function parseJson(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message.split(', "')[0] : 'it is nested too deeply'
    throw new AppError('invalid_json', { message: `The body is not valid JSON: ${why}.` })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid_json', { message: 'The body must be a JSON object.' })
  }
  checkValue(value, '', 0)
  return value as Record<string, unknown>
}

/** Checks fields that came some other way than {@link parseBody}. Throws AppError `bad_request`. */
export function checkFields(fields: Readonly<Record<string, unknown>>): void {
  checkValue(fields, '', 0)
}

/** Refuses text that no mail and not every database can hold, and depth that nobody needs. */
function checkValue(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) throw badField(path, `is nested deeper than ${MAX_DEPTH} levels`)
  if (typeof value === 'string') checkText(value, path)
  else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++)
      checkValue(value[index], `${path}[${index}]`, depth + 1)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      checkText(key, path === '' ? 'field name' : path)
      checkValue(inner, path === '' ? key : `${path}.${key}`, depth + 1)
    }
  }
}

/** Throws AppError `bad_request` for NUL and for half of a surrogate pair. */
export function checkText(text: string, path: string): void {
  if (text.includes('\0')) throw badField(path, 'contains a NUL character')
  if (!text.isWellFormed())
    throw badField(path, 'contains half of a surrogate pair, which is not valid Unicode')
}

/**
 * Form fields or query parameters as an object: `a=1&a=2`, `a[]=1` and `a[0]=1` become lists, `a[x]=1` an
 * object, everything else text. Throws AppError `bad_request`.
 */
export function parseForm(fields: URLSearchParams): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null)
  let count = 0
  for (const [name, value] of fields) {
    if (++count > 1_000) throw badField(name, 'there are more than 1,000 fields')
    checkText(name, 'field name')
    checkText(value, name)
    const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
    const base = match?.[1] ?? name
    const keys = [...(match?.[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key ?? '')
    place(result, base, keys, value)
  }
  return { ...result }
}

function place(target: Record<string, unknown>, name: string, keys: readonly string[], value: string): void {
  const [key, inner] = keys
  const present = target[name]
  if (key === undefined) {
    target[name] = present === undefined ? value : [...asList(present), value]
  } else if (key === '' || /^\d{1,4}$/.test(key)) {
    const list = asList(present)
    if (inner === undefined) list.push(value)
    else addToObjectAt(list, key === '' ? list.length : Number(key), inner, value)
    target[name] = list
  } else {
    const object = (
      typeof present === 'object' && present !== null ? present : Object.create(null)
    ) as Record<string, unknown>
    object[key] = value
    target[name] = object
  }
}

function asList(value: unknown): unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function addToObjectAt(list: unknown[], index: number, key: string, value: string): void {
  if (index > list.length) return
  const present = list[index]
  const object = (typeof present === 'object' && present !== null ? present : Object.create(null)) as Record<
    string,
    unknown
  >
  object[key] = value
  list[index] = object
}
