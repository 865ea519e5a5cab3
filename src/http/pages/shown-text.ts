/** Text from strangers, shown so that it cannot pass for something else. */

import { domainToUnicode } from 'node:url'
import { html } from 'hono/html'
import { splitAddress } from '../../core/address.ts'
import type { Markup } from './layout.ts'

const HIDDEN = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}]/u

/** Text in an isolate of its own direction, with characters that are invisible or turn it made visible. */
export function shown(text: string): Markup {
  const parts = text.split(/([^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}])/u)
  return html`<bdi>${parts.map((part) => (HIDDEN.test(part) ? mark(part) : part))}</bdi>`
}

function mark(character: string): Markup {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return html`<span class="mark">U+${code}</span>`
}

/** An address; a domain in another script is shown in both of its forms. */
export function shownAddress(address: string): Markup {
  const unicode = domainToUnicode(splitAddress(address)?.domain ?? '')
  const isOther = /[^\p{ASCII}]/u.test(unicode)
  return isOther ? html`${shown(address)} <span class="mark">${unicode}</span>` : shown(address)
}

/** Addresses in a row, or a word for none. */
export function shownAddresses(addresses: readonly string[]): Markup {
  const parts = addresses.map((address, index) => html`${index > 0 ? ', ' : ''}${shownAddress(address)}`)
  return html`${parts}`
}

/** A number of bytes in words. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** How long until, or since, in words: `in 3 days`, `2 hours ago`. */
export function relative(at: number, now: number): string {
  const minutes = Math.round(Math.abs(at - now) / 60_000)
  const [count, unit] =
    minutes < 90
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1_440), 'day']
  if (count === 0) return 'now'
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`
  return at > now ? `in ${words}` : `${words} ago`
}
