/** How full the storage of an account is (contract §3). */

/** Parts of its storage at which the operator is told. */
const WARN_AT = [0.8, 0.95, 1]

/** The largest part that is passed when what is stored grows from `before` to `after` bytes; null for none. */
export function passedPart(before: number, after: number, limit: number): number | null {
  return WARN_AT.filter((part) => before < part * limit && after >= part * limit).at(-1) ?? null
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** A number of bytes for people, in powers of 1024: `1.5 GB`. */
export function sizeText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${UNITS[power]}`
}

/** The bytes of a text such as `500 MB` or `1.5TB`; null where it is none, or less than one byte. */
export function bytesOf(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?) ?(bytes|KB|MB|GB|TB)?$/i.exec(text.trim())
  if (found === null) return null
  const power = UNITS.findIndex((unit) => unit.toLowerCase() === (found[2] ?? 'bytes').toLowerCase())
  const bytes = Math.floor(Number(found[1]) * 1024 ** power)
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null
}
