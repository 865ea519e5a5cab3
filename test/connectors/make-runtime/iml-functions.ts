/** The functions of IML that are documented at help.make.com/functions and used here. Any other is an error. */

type Values = Readonly<Record<string, unknown>>

const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/** What a value is in the middle of text: nothing if there is none, arrays with commas. */
export function textOf(value: unknown): string {
  if (isEmpty(value)) return ''
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const two = (value: number) => String(value).padStart(2, '0')

/** A moment as text, in UTC; `[…]` stands for itself. */
function formatDate(value: unknown, format: unknown, zone: unknown): string {
  if (zone !== 'UTC') throw new Error('IML: formatDate is only known here for UTC')
  const date = value instanceof Date ? value : new Date(String(value))
  if (Number.isNaN(date.getTime())) throw new Error(`IML: ${textOf(value)} is no date`)
  const parts: Readonly<Record<string, string>> = {
    YYYY: String(date.getUTCFullYear()),
    MM: two(date.getUTCMonth() + 1),
    DD: two(date.getUTCDate()),
    HH: two(date.getUTCHours()),
    mm: two(date.getUTCMinutes()),
    ss: two(date.getUTCSeconds()),
  }
  return textOf(format).replace(
    /\[([^\]]*)\]|YYYY|MM|DD|HH|mm|ss/g,
    (whole, literal?: string) => literal ?? parts[whole] ?? '',
  )
}

/** `/…/flags` is a regular expression, everything else is itself. */
function patternOf(value: unknown): string | RegExp {
  const expression = /^\/(.*)\/([gimsu]*)$/s.exec(textOf(value))
  return expression === null ? textOf(value) : new RegExp(expression[1] ?? '', expression[2])
}

function toCollection(list: unknown, key: unknown, value: unknown): Values | undefined {
  if (!Array.isArray(list)) return undefined
  return Object.fromEntries(
    (list as Values[]).map((one) => [textOf(one[String(key)]), one[String(value)] ?? '']),
  )
}

type Function = (...parameters: never[]) => unknown

/** By name; `if`, `ifempty` and `switch` are evaluated where their parameters are. */
export const FUNCTIONS: Readonly<Record<string, Function>> = {
  base64: (value: unknown) =>
    (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(textOf(value))).toString('base64'),
  contains: (where: unknown, what: unknown) =>
    Array.isArray(where) ? where.includes(what) : textOf(where).includes(textOf(what)),
  encodeURL: (value: unknown) => encodeURIComponent(textOf(value)),
  escapeHTML: (value: unknown) =>
    textOf(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  first: (list: unknown) => listOf(list)[0],
  formatDate,
  get: (object: unknown, path: unknown) => (object as Values | undefined)?.[textOf(path)],
  join: (list: unknown, separator: unknown) => listOf(list).map(textOf).join(textOf(separator)),
  length: (value: unknown) => (Array.isArray(value) ? value.length : textOf(value).length),
  lower: (value: unknown) => textOf(value).toLowerCase(),
  map: (list: unknown, key: unknown) => listOf(list).map((one) => (one as Values)[textOf(key)]),
  max: (...values: unknown[]) => Math.max(...values.filter((one) => !isEmpty(one)).map(Number)),
  min: (...values: unknown[]) => Math.min(...values.filter((one) => !isEmpty(one)).map(Number)),
  replace: (text: unknown, what: unknown, by: unknown) => {
    const pattern = patternOf(what)
    return typeof pattern === 'string'
      ? textOf(text).replaceAll(pattern, () => textOf(by))
      : textOf(text).replace(pattern, textOf(by))
  },
  split: (text: unknown, separator: unknown) => textOf(text).split(textOf(separator)),
  substring: (text: unknown, from: unknown, to: unknown) => textOf(text).substring(Number(from), Number(to)),
  toArray: (object: unknown) =>
    Object.entries((object ?? {}) as Values).map(([key, value]) => ({ key, value })),
  toCollection,
  toString: textOf,
  trim: (value: unknown) => textOf(value).trim(),
  upper: (value: unknown) => textOf(value).toUpperCase(),
}
