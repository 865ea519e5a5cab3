/** Which host the text of a link names, to compare it with where the link leads. */

import type { RiskLink } from './risk-facts.ts'

/** So much of a link's text is read. */
const LONGEST_TEXT = 500
const LABEL = '[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}])?'
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL}){1,10}$`, 'u')

/** Endings of files and of names of programs that are also TLDs; without a scheme, `README.md` names no host. */
const FILE_ENDINGS = new Set('ai cc js md pl ps py rs sh so st ts vb zip mov app'.split(' '))
/** Other TLDs that a host without a scheme may have, besides those of countries. */
const COMMON_TLDS = new Set(
  'com net org edu gov mil int info biz dev cloud online shop store site tech xyz bank pay email'.split(' '),
)

/** The host that a link's text names though it leads to another; null when it names none, or the same. */
export function otherHostNamed({ text, host }: Pick<RiskLink, 'text' | 'host'>): string | null {
  const visible = text
    .slice(0, LONGEST_TEXT)
    .replace(/[\p{Cf}\p{DI}]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
  for (const word of visible.split(/[\s<>()"'“”„«»,;]+/u)) {
    const other = hostsNamed(word).find((named) => !isSame(named, host.ascii) && !isSame(named, host.unicode))
    if (other !== undefined) return other
  }
  return null
}

/**
 * The hosts that a word names. Of `https://bank.example@evil.example/` both: people read the first, programs go
 * to the second (RFC 3986 §3.2.1).
 */
function hostsNamed(word: string): string[] {
  const scheme = /^(?:https?|ftp):(?:\/\/|\\\\)|^mailto:/.exec(word)?.[0] ?? ''
  const authority = word.slice(scheme.length).split(/[/?#\\|]/, 1)[0] ?? ''
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1).replace(/:\d{0,5}$/, '')
  const before = scheme.startsWith('http') && at >= 0 ? authority.slice(0, at).split(':') : []
  const isCertain = scheme !== '' || at > 0 || host.startsWith('www.')
  return [
    ...before.filter((part) => isHost(part, false)),
    ...(isHost(host, isCertain) ? [withoutDot(host)] : []),
  ]
}

function isHost(text: string, isCertain: boolean): boolean {
  const name = withoutDot(text)
  if (!HOST.test(name)) return false
  const tld = name.slice(name.lastIndexOf('.') + 1)
  if (isCertain) return true
  return COMMON_TLDS.has(tld) || (/^[a-z]{2}$/.test(tld) && !FILE_ENDINGS.has(tld) && !isAbbreviation(name))
}

/** `e.g`, `i.e`, `z.b`: letters with dots between. */
function isAbbreviation(name: string): boolean {
  return name.split('.').every((label) => label.length <= 2)
}

function withoutDot(text: string): string {
  return text.replace(/[.:!…]{1,10}$/u, '')
}

/** Whether two hosts are the same, or one is below the other. */
function isSame(a: string, b: string): boolean {
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)
}
