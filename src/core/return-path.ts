/**
 * Where bounces go: every copy of a mail has a return path of its own that names its delivery, so that whatever comes
 * back is known to be of it (variable envelope return paths). ASCII, so no server needs SMTPUTF8 for it.
 */

/** The local part before the sign that sets the id off; no mailbox may have this name. */
export const BOUNCES = 'bounces'

/** A ULID: 26 characters of Crockford's base 32, in either case. */
const ULID = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/i

/**
 * The MAIL FROM of the copy of a delivery, or of a notice of the server itself. `deliveryId` is a ULID, `domain` in
 * A-labels.
 */
export function returnPathOf(deliveryId: string, domain: string): string {
  return `${BOUNCES}+${deliveryId.toLowerCase()}@${domain}`
}

/** The id of the delivery that a local part names, in capitals as ids are; null when it names none. */
export function deliveryOf(localPart: string): string | null {
  const sign = localPart.indexOf('+')
  if (sign < 0 || localPart.slice(0, sign).toLowerCase() !== BOUNCES) return null
  const id = localPart.slice(sign + 1)
  return ULID.test(id) ? id.toUpperCase() : null
}
