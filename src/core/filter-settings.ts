/**
 * The settings about what inbound mail is believed and kept from the agents: rows of the one table in `config.ts`.
 * Every `parse` throws an Error that says what is wrong with the value.
 */

import { canonicalDomain } from './address.ts'
import { DMARC_SETTINGS, type DmarcSetting } from './authentication.ts'

/** Where a filter listens: a TCP port or a Unix socket. */
export type ServiceAddress = { readonly host: string; readonly port: number } | { readonly path: string }

export type SpamFilterSetting =
  | { readonly kind: 'rspamd'; readonly url: string; readonly password: string | null }
  | { readonly kind: 'spamd'; readonly address: ServiceAddress }

/** An address range: `{network: "127.0.0.0", bits: 8}`. */
export interface NetworkRange {
  readonly network: string
  readonly bits: number
}

/** Parts between commas, without spaces and empty ones. */
function listed(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** DNS servers as node:dns takes them. */
export function dnsServers(value: string): readonly string[] {
  const servers = listed(value)
  const bad = servers.find((server) => !/^(?:[0-9a-f.:]+|\[[0-9a-f:.]+\](?::\d+)?)$/i.test(server))
  if (bad !== undefined) throw new Error(`must be addresses of DNS servers, not "${bad}"`)
  return servers
}

function ranges(value: string): readonly NetworkRange[] {
  if (value === 'none') return []
  return listed(value).map((part) => {
    const match = /^([0-9a-f.:]{2,45})\/(\d{1,3})$/i.exec(part)
    const isIpv6 = part.includes(':')
    const bits = Number(match?.[2])
    if (match === null || bits > (isIpv6 ? 128 : 32)) {
      throw new Error(`must be networks like 10.0.0.0/8 or fd00::/8, or "none", not "${part}"`)
    }
    return { network: match[1] ?? '', bits }
  })
}

function domains(value: string): readonly string[] {
  if (value === 'none') return []
  return listed(value).map((part) => {
    const domain = canonicalDomain(part)
    if (domain === null) throw new Error(`must be domain names or "none", not "${part}"`)
    return domain
  })
}

function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value)
    if (!/^\d+$/.test(value) || number < min || number > max) {
      throw new Error(`must be a whole number from ${min} to ${max}, not "${value}"`)
    }
    return number
  }
}

function points(value: string): number {
  const number = Number(value)
  if (!/^-?\d+(?:\.\d+)?$/.test(value) || Math.abs(number) > 1_000) {
    throw new Error(`must be a number of points like 5, not "${value}"`)
  }
  return number
}

function dmarcSetting(value: string): DmarcSetting {
  const found = DMARC_SETTINGS.find((setting) => setting === value)
  if (found === undefined) throw new Error(`must be one of ${DMARC_SETTINGS.join(', ')}, not "${value}"`)
  return found
}

function serviceAddress(value: string, scheme: string, port: number): ServiceAddress | null {
  if (!value.startsWith(`${scheme}://`) || !URL.canParse(value)) return null
  const url = new URL(value)
  if (url.hostname === '') return url.pathname.length > 1 ? { path: url.pathname } : null
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? port : Number(url.port) }
}

function spamFilter(value: string): SpamFilterSetting | null {
  if (value === '') return null
  const address = serviceAddress(value, 'spamd', 783)
  if (address !== null) return { kind: 'spamd', address }
  if (!/^https?:\/\/[^/]/.test(value) || !URL.canParse(value)) {
    throw new Error('must be like http://127.0.0.1:11333 (rspamd) or spamd://127.0.0.1:783 (SpamAssassin)')
  }
  const url = new URL(value)
  return {
    kind: 'rspamd',
    url: url.origin,
    password: url.password === '' ? null : decodeURIComponent(url.password),
  }
}

function virusScanner(value: string): ServiceAddress | null {
  if (value === '') return null
  const address = value.startsWith('/') ? { path: value } : serviceAddress(value, 'clamd', 3_310)
  if (address === null)
    throw new Error('must be like clamd://127.0.0.1:3310, or the path of a socket of clamd')
  return address
}

function whenDown(value: string): 'accept' | 'defer' {
  if (value !== 'accept' && value !== 'defer') throw new Error(`must be accept or defer, not "${value}"`)
  return value
}

export const FILTER_SETTINGS = {
  dnsServers: {
    env: 'MULTIMAIL_DNS_SERVERS',
    parse: dnsServers,
    default: '',
    about:
      'DNS servers to ask, as address or address:port, with commas between; default: those of the system.',
  },
  dmarc: {
    env: 'MULTIMAIL_DMARC',
    parse: dmarcSetting,
    default: 'quarantine',
    about:
      'What happens to inbound mail that fails the DMARC policy of its author’s domain: `quarantine` puts it where agents do not look, `reject` refuses it when the domain asks for that, `ignore` only records it.',
  },
  arcTrusted: {
    env: 'MULTIMAIL_ARC_TRUSTED',
    parse: domains,
    default: 'google.com,microsoft.com,messagingengine.com,pobox.com,topicbox.com,zone.eu,forwardemail.net',
    about:
      'Forwarders that are believed when they say by ARC that a mail was genuine when it came to them; `none` for nobody.',
  },
  trustedNetworks: {
    env: 'MULTIMAIL_TRUSTED_NETWORKS',
    parse: ranges,
    default: '127.0.0.0/8,::1/128',
    about:
      'Networks whose SMTP clients are your own: their mail is taken unchecked by SPF, DKIM and DMARC, and counts as unverified. `none` checks everybody.',
  },
  authenticationSeconds: {
    env: 'MULTIMAIL_AUTHENTICATION_SECONDS',
    parse: wholeNumber(1, 60),
    default: '5',
    about:
      'How long the DNS may take for the checks of an inbound mail once it has come; what is not known by then is `temperror`, and the mail is taken.',
  },
  spamFilter: {
    env: 'MULTIMAIL_SPAM_FILTER',
    parse: spamFilter,
    default: '',
    secret: true,
    about:
      'Spam filter to ask about inbound mail: http://127.0.0.1:11333 for rspamd (http://:password@… for its controller), spamd://127.0.0.1:783 for SpamAssassin. When it is down, mail is taken without it.',
  },
  spamFlagAt: {
    env: 'MULTIMAIL_SPAM_FLAG_AT',
    parse: points,
    default: '5',
    about: 'Spam score from which inbound mail is flagged.',
  },
  spamQuarantineAt: {
    env: 'MULTIMAIL_SPAM_QUARANTINE_AT',
    parse: points,
    default: '10',
    about: 'Spam score from which inbound mail is put where agents do not look.',
  },
  virusScanner: {
    env: 'MULTIMAIL_VIRUS_SCANNER',
    parse: virusScanner,
    default: '',
    about:
      'ClamAV that looks at inbound mail, as clamd://127.0.0.1:3310 or the path of its socket. Mail with a virus is refused.',
  },
  virusScannerDown: {
    env: 'MULTIMAIL_VIRUS_SCANNER_DOWN',
    parse: whenDown,
    default: 'accept',
    about:
      'What happens to inbound mail while the virus scanner does not answer: `accept` takes it and says so in its verdict, `defer` asks the sender to come again later.',
  },
} as const
