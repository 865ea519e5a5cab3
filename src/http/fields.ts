/** Fields that several routes share, with the forms of input that the contract accepts (§1, §5). */

import { z } from '@hono/zod-openapi'
import { type Address, readAddress } from '../core/address.ts'
import { STATUSES } from '../core/status.ts'

/** An empty form field or mapped value counts as absent. */
const absent = (value: unknown) => (value === '' || value === null ? undefined : value)

/** A field that may be left out, null or empty. */
export function optional<T extends z.ZodType>(schema: T) {
  return z.preprocess(absent, schema.optional())
}

/** Text for one header line: no CR, LF or other control characters (header injection). */
export function headerText(max: number) {
  return z
    .string()
    .max(max, `is longer than ${max} characters`)
    .refine(
      (text) => !/\p{Cc}/u.test(text.replaceAll('\t', ' ')),
      'contains a line break or another control character',
    )
}

/** true or false, also as 0, 1, "true", "false". */
export const flag = z.preprocess((value) => {
  if (value === 1 || value === '1' || value === 'true') return true
  if (value === 0 || value === '0' || value === 'false') return false
  return value
}, z.boolean())

/** A whole number, also as text. */
export function wholeNumber(min: number, max: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value),
    z.number().int().min(min).max(max),
  )
}

/** Splits `a@x, "B, C" <b@y>` at its commas. */
function splitList(text: string): string[] {
  return (text.match(/(?:"(?:\\.|[^"\\])*"|[^,"])+/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const address = z
  .union([z.string(), z.object({ address: z.string(), name: z.string().default('') })])
  .transform((given, check): Address => {
    const text =
      typeof given === 'string'
        ? given
        : `${given.name === '' ? '' : JSON.stringify(given.name)} <${given.address}>`
    const read = text.length > 1_500 ? null : readAddress(text)
    if (read !== null) return read
    check.addIssue({ code: 'custom', message: `"${text.slice(0, 100)}" is not a mail address` })
    return z.NEVER
  })

/** One address, `a@example.com` or `Name <a@example.com>`. */
export const oneAddress = address.openapi({ type: 'string', example: 'ada@example.com' })

/** A list of addresses, or one string of them separated by commas; at most 50. */
export const addressList = z
  .preprocess(
    (value) => {
      if (typeof value === 'string') return splitList(value)
      return Array.isArray(value) ? value.flatMap((item) => (item === '' ? [] : [item])) : value
    },
    z.array(address).max(50, 'at most 50 recipients in all'),
  )
  .openapi({ type: 'array', items: { type: 'string' }, example: ['ada@example.com'] })

/** A moment in UTC, ISO 8601 ending in Z, as epoch ms. */
export const moment = z
  .string()
  .transform((text, check) => {
    const isIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z$/.test(text)
    const at = isIso ? Date.parse(text) : Number.NaN
    if (!Number.isNaN(at)) return at
    check.addIssue({
      code: 'custom',
      message: 'must be an ISO 8601 time in UTC that ends in Z, like 2026-12-01T08:00:00Z',
    })
    return z.NEVER
  })
  .openapi({ type: 'string', format: 'date-time', example: '2026-12-01T08:00:00Z' })

/** A moment in a filter: also a date, or epoch ms. */
export const filterMoment = z
  .string()
  .transform((text, check) => {
    const at = /^\d{10,14}$/.test(text) ? Number(text) : Date.parse(text)
    if (!Number.isNaN(at)) return at
    check.addIssue({ code: 'custom', message: 'must be an ISO 8601 time, a date, or epoch milliseconds' })
    return z.NEVER
  })
  .openapi({ type: 'string', example: '2026-12-01T00:00:00Z' })

export const MAX_PAGE = 100

/** `limit`, `cursor` and `offset` of every list; a limit above 100 is capped. */
export const pageQuery = z.object({
  limit: optional(wholeNumber(1, 1_000_000_000).transform((limit) => Math.min(limit, MAX_PAGE))).openapi({
    type: 'integer',
    description: 'How many to return: 1 to 100, 20 when left out. More than 100 is capped.',
  }),
  cursor: optional(z.string().max(200)).openapi({
    type: 'string',
    description: 'The `cursor` of the last answer, for the next page.',
  }),
  offset: optional(wholeNumber(0, 1_000_000)).openapi({
    type: 'integer',
    description: 'How many to pass over; a cursor is faster.',
  }),
})

/** The page that a query asks for. */
export function pageOf(query: {
  limit?: number | undefined
  cursor?: string | undefined
  offset?: number | undefined
}) {
  return { before: query.cursor ?? null, offset: query.offset ?? 0, limit: query.limit ?? 20 }
}

/** The cursor after a page: the last id of a full one, else null. */
export function cursorAfter(rows: readonly { readonly id: string }[], limit: number): string | null {
  return rows.length < limit ? null : (rows.at(-1)?.id ?? null)
}

export const statusField = z.enum(STATUSES)
export const idField = z.string().min(1).max(64).openapi({ example: '01KAQ3T9M8ZK6W0R4Y2F7VHX5B' })
