/**
 * Personal data in the trail: an entry holds a salted hash in its place, and the clear text lies beside it, where
 * it can be erased without breaking the chain. Whoever has the clear text and the salt can prove that the entry
 * speaks of it; without the salt nobody can guess it. The hash function comes from outside.
 */

/** What an entry about an email may say of people: kept beside it. */
export const HIDDEN_KEYS = ['recipient', 'reply', 'host', 'envelope_from', 'attachment'] as const

/** The clear text of an entry's hidden values, by key, and what they are hashed with. */
export interface HiddenValues {
  /** 32 hex digits. */
  readonly salt: string
  readonly values: Readonly<Record<string, string>>
}

type Metadata = Readonly<Record<string, unknown>>
/** SHA-256 in lower-case hex. */
type Digest = (text: string) => string

const PREFIX = 'sha256:'

/** What stands in the entry in place of a value. */
export function hiddenText(salt: string, key: string, value: string, digest: Digest): string {
  return `${PREFIX}${digest(JSON.stringify(['multimail-hidden-1', salt, key, value]))}`
}

/** Whether an entry's metadata has values that are to be hidden. */
export function hidesSomething(metadata: Metadata): boolean {
  return HIDDEN_KEYS.some((key) => isClear(metadata[key]))
}

const isClear = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The metadata as the entry has it, and the clear text of what is hidden in it. */
export function hide(
  metadata: Metadata,
  salt: string,
  digest: Digest,
): { readonly metadata: Metadata; readonly values: Readonly<Record<string, string>> } {
  const shown: Record<string, unknown> = { ...metadata }
  const values: Record<string, string> = {}
  for (const key of HIDDEN_KEYS) {
    const value = metadata[key]
    if (!isClear(value)) continue
    values[key] = value
    shown[key] = hiddenText(salt, key, value, digest)
  }
  return { metadata: shown, values }
}

/** The metadata with its clear text again, as far as that is still there. */
export function reveal(metadata: Metadata, values: Readonly<Record<string, string>> | null): Metadata {
  return values === null ? metadata : { ...metadata, ...values }
}

/** The first key whose clear text is not what the entry recorded, or null. */
export function falseValue(metadata: Metadata, hidden: HiddenValues, digest: Digest): string | null {
  for (const [key, value] of Object.entries(hidden.values)) {
    if (metadata[key] !== hiddenText(hidden.salt, key, value, digest)) return key
  }
  return null
}
