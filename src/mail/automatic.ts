/** Mail that no person wrote: automatic answers, lists, bulk, bounces, loops (RFC 3834, RFC 2919, RFC 3464). */

import type { HeaderField } from './header-fields.ts'

export type AutomaticKind = 'auto_reply' | 'auto_generated' | 'list' | 'bulk' | 'bounce' | 'loop' | null

/** So many servers passed it on that it must be going in circles (RFC 5321 §6.3 asks for at least 100). */
const MOST_HOPS = 100

/**
 * What kind of automatic mail this is, or null when a person may have written it. `ownLoopMarker` is what this
 * server writes into `X-MultiMail-Loop` of mail it passes on.
 */
export function classifyAutomatic(
  headers: readonly HeaderField[],
  envelopeFrom: string,
  ownLoopMarker: string,
): AutomaticKind {
  const all = (name: string) =>
    headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value.toLowerCase())
  const has = (name: string) => all(name).length > 0
  const loops = all('x-multimail-loop').some(
    (value) => ownLoopMarker !== '' && value.includes(ownLoopMarker.toLowerCase()),
  )
  if (loops || all('received').length > MOST_HOPS) return 'loop'
  if (all('content-type').some((type) => type.startsWith('multipart/report'))) return 'bounce'
  const submitted = all('auto-submitted')[0] ?? 'no'
  if (submitted.startsWith('auto-replied')) return 'auto_reply'
  const precedence = all('precedence')[0] ?? ''
  if (precedence === 'auto_reply' || has('x-autoreply') || has('x-autorespond')) return 'auto_reply'
  // Automatic answers have no return path either (RFC 3834 §3.3); what is left without one is about a delivery.
  if (envelopeFrom === '') return 'bounce'
  if (!submitted.startsWith('no')) return 'auto_generated'
  if (has('list-id') || precedence === 'list') return 'list'
  if (has('list-unsubscribe') || precedence === 'bulk' || precedence === 'junk') return 'bulk'
  // The sender asks that no program answers, as programs do.
  const unwanted = all('x-auto-response-suppress')[0] ?? ''
  return /\b(?:all|oof|autoreply)\b/.test(unwanted) ? 'auto_generated' : null
}
