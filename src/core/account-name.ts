/**
 * Names of accounts, which become addresses: what may be one, which are kept for the server, which are made to be
 * taken for another, and what to offer instead (contract §3, `slug-check`).
 */

import { isOneEdit, skeletonOf } from './look-alike.ts'

/** Why a name cannot be had. */
export type NameFault = 'malformed' | 'reserved' | 'look_alike' | 'taken'

/** What each fault means, as people are told. */
export const NAME_FAULTS: Readonly<Record<NameFault, string>> = {
  malformed: 'A slug has 3 to 40 small letters, digits and single dashes, and begins with a letter.',
  reserved: 'This name is kept for the server and its operator, or looks like one that is.',
  look_alike: 'This name looks like that of another account.',
  taken: 'This name is in use, or was used before.',
}

/** Names that people expect the server, its operator or a service behind (RFC 2142, and what phishers like). */
const RESERVED = new Set(
  `multimail postmaster abuse mailer-daemon hostmaster webmaster noc security usenet news uucp www ftp root admin
  administrator sysadmin system daemon nobody noreply no-reply donotreply bounce bounces return-path info support
  help helpdesk service services billing payment payments invoice sales marketing legal privacy compliance dmarc spf
  dkim tls-reports autoconfig autodiscover mail smtp imap pop pop3 mx ns dns api mcp oauth auth login signin sign-in
  signup sign-up register confirm verify account accounts password console dashboard status health metrics docs
  static assets cdn app web owner operator moderator staff team official trust safety ceo cfo test testing example
  null undefined localhost everyone everybody all anyone`.split(/\s+/),
)

/** Reserved names that are long enough for one letter changed to deceive. */
const PROTECTED = [...RESERVED].filter((name) => name.length >= 8).map(skeletonOf)
const RESERVED_SKELETONS = new Set([...RESERVED].map(skeletonOf))

/** What is wrong with a name in itself; null when nothing is. */
export function faultOfName(name: string): NameFault | null {
  // Two dashes in a row would make A-labels of domains (`xn--`).
  if (!/^[a-z](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]$/.test(name)) return 'malformed'
  const skeleton = skeletonOf(name)
  if (RESERVED_SKELETONS.has(skeleton)) return 'reserved'
  return PROTECTED.some((one) => isOneEdit(skeleton, one)) ? 'reserved' : null
}

/** Whether a local part is kept for the server, also where accounts may choose most others. */
export function isReservedName(local: string): boolean {
  return RESERVED_SKELETONS.has(skeletonOf(local))
}

/** A name as a part of an address: `Acme & Söhne` is `acme-sohne`; '' when nothing of it is left. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
}

/** Names to offer in place of one that cannot be had, the likeliest first; none of them has a fault in itself. */
export function namesInstead(wanted: string): string[] {
  const base = slugOf(wanted)
    .replace(/^[^a-z]+/, '')
    .slice(0, 32)
    .replace(/-+$/, '')
  const stem = base === '' ? 'mail' : base
  const endings = ['', '-mail', '-hq', '-agents', '-inbox', '-office', '-2', '-3', '-4', '-5', '-6', '-7']
  return [...new Set(endings.map((ending) => `${stem}${ending}`))].filter(
    (name) => name !== wanted && faultOfName(name) === null,
  )
}
