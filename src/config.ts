/**
 * The one table of settings. Each is an environment variable, or a line `NAME=value` in the file that
 * `MULTIMAIL_CONFIG` names (the environment wins). Parsed once at start and passed on; `docs/config.md` and
 * `example.env` are generated from it.
 */

import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { canonicalDomain, isAddress } from './core/address.ts'
import { FILTER_SETTINGS } from './core/filter-settings.ts'
import { SENDING_SETTINGS } from './core/sending-settings.ts'
import { SIGN_UP_SETTINGS } from './core/sign-up-settings.ts'

type Parse<T> = (text: string) => T

interface Setting<T> {
  readonly env: string
  readonly parse: Parse<T>
  /** As it would be written in the environment; empty when there is none. */
  readonly default: string
  readonly secret?: boolean
  readonly about: string
}

/** A setting that cannot be read; the message names it. */
export class ConfigError extends Error {}

const text: Parse<string> = (value) => value
const optional: Parse<string | null> = (value) => (value === '' ? null : value)
const secretText: Parse<string | null> = (value) => {
  if (value !== '' && value.length < 32) throw new ConfigError('must have at least 32 characters')
  return value === '' ? null : value
}
const port: Parse<number> = (value) => wholeNumber(value, 0, 65_535)
const onOff: Parse<boolean> = (value) => choice('on', 'off')(value) === 'on'

function wholeNumber(value: string, min: number, max: number): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < min || number > max) {
    throw new ConfigError(`must be a whole number from ${min} to ${max}, not "${value}"`)
  }
  return number
}

const between =
  (min: number, max: number): Parse<number> =>
  (value) =>
    wholeNumber(value, min, max)

function choice<T extends string>(...allowed: readonly T[]): Parse<T> {
  return (value) => {
    const found = allowed.find((candidate) => candidate === value)
    if (found === undefined) throw new ConfigError(`must be one of ${allowed.join(', ')}, not "${value}"`)
    return found
  }
}

const domain: Parse<string> = (value) => {
  const canonical = canonicalDomain(value)
  if (canonical === null) throw new ConfigError(`must be a domain name, not "${value}"`)
  return canonical
}

const mechanisms: Parse<readonly string[]> = (value) => {
  const terms = value
    .toLowerCase()
    .split(/\s+/)
    .filter((term) => term !== '')
  const wrong = terms.find((term) => !/^(?:a|mx|ip4|ip6|include|exists)(?:[:/][^\s"]+)?$/.test(term))
  if (wrong !== undefined || terms.length === 0)
    throw new ConfigError(`must be SPF mechanisms like "mx ip4:192.0.2.7", not "${wrong ?? ''}"`)
  return terms
}

const address: Parse<string> = (value) => {
  if (!isAddress(value)) throw new ConfigError(`must be a mail address, not "${value}"`)
  return value
}

const webUrl: Parse<string | null> = (value) => {
  if (value === '') return null
  if (!/^https?:\/\/[^/]+/.test(value) || !URL.canParse(value)) {
    throw new ConfigError(`must start with https:// or http://, not "${value}"`)
  }
  return value.replace(/\/+$/, '')
}

const databaseUrl: Parse<string | null> = (value) => {
  if (value === '') return null
  if (!/^postgres(ql)?:\/\//.test(value))
    throw new ConfigError('must start with postgres:// or postgresql://')
  return value
}

/** `off`, or tokens per second and burst of each key, like `10/60`. */
const rateLimit: Parse<{ perSecond: number; burst: number } | null> = (value) => {
  if (value === 'off') return null
  const match = /^(\d+(?:\.\d+)?)\/(\d+)$/.exec(value)
  const [perSecond, burst] = [Number(match?.[1]), Number(match?.[2])]
  if (match === null || perSecond <= 0 || burst < 1) {
    throw new ConfigError(`must be "off" or per-second/burst like 10/60, not "${value}"`)
  }
  return { perSecond, burst }
}

export const ROLES = ['http', 'smtp', 'worker'] as const
export type Role = (typeof ROLES)[number]

const roles: Parse<readonly Role[]> = (value) => value.split(',').map((part) => choice(...ROLES)(part.trim()))

export const SETTINGS = {
  data: {
    env: 'MULTIMAIL_DATA',
    parse: (value) => resolve(value),
    default: './data',
    about: 'Folder of the database, large messages and secrets.',
  } satisfies Setting<string>,
  httpPort: {
    env: 'MULTIMAIL_HTTP_PORT',
    parse: port,
    default: '8080',
    about: 'Port of the HTTP API; 0 takes any free one.',
  } satisfies Setting<number>,
  smtpPort: {
    env: 'MULTIMAIL_SMTP_PORT',
    parse: port,
    default: '2525',
    about: 'Port on which mail for the mailboxes arrives; 0 takes any free one.',
  } satisfies Setting<number>,
  host: {
    env: 'MULTIMAIL_HOST',
    parse: text,
    default: '127.0.0.1',
    about: 'Address to listen on; 0.0.0.0 or :: for all.',
  } satisfies Setting<string>,
  publicUrl: {
    env: 'MULTIMAIL_PUBLIC_URL',
    parse: webUrl,
    default: '',
    about: 'How the HTTP API is reached from outside, e.g. https://mail.example.com; default: host and port.',
  } satisfies Setting<string | null>,
  domain: {
    env: 'MULTIMAIL_DOMAIN',
    parse: domain,
    default: 'multimail.localhost',
    about: 'The domain that the mailboxes live under, and the name this server gives itself in SMTP.',
  } satisfies Setting<string>,
  mxHost: {
    env: 'MULTIMAIL_MX_HOST',
    parse: (value) => (value === '' ? null : domain(value)),
    default: '',
    about: 'The host that the MX records of the domains lead to; default: MULTIMAIL_DOMAIN.',
  } satisfies Setting<string | null>,
  spf: {
    env: 'MULTIMAIL_SPF',
    parse: mechanisms,
    default: 'mx',
    about:
      'SPF mechanisms, separated by spaces, that name the machines mail leaves from: e.g. `ip4:192.0.2.7`, or what your relay says, like `include:spf.relay.example`.',
  } satisfies Setting<readonly string[]>,
  delivery: {
    env: 'MULTIMAIL_DELIVERY',
    parse: (value) => (value === '' ? null : choice('capture', 'relay', 'direct')(value)),
    default: '',
    about:
      'Where outbound mail goes: `capture` keeps it here, `relay` hands it to MULTIMAIL_RELAY_URL, `direct` to the MX of each domain. Default: relay when a relay is set, else capture.',
  } satisfies Setting<'capture' | 'relay' | 'direct' | null>,
  relayUrl: {
    env: 'MULTIMAIL_RELAY_URL',
    parse: optional,
    default: '',
    secret: true,
    about:
      'SMTP server that takes outbound mail: smtp://user:password@host:587 (STARTTLS when offered; ?tls=required insists) or smtps://host:465.',
  } satisfies Setting<string | null>,
  directPort: {
    env: 'MULTIMAIL_DIRECT_PORT',
    parse: port,
    default: '25',
    about: 'Port of other mail servers in `direct` delivery.',
  } satisfies Setting<number>,
  connections: {
    env: 'MULTIMAIL_DELIVERY_CONNECTIONS',
    parse: between(1, 200),
    default: '20',
    about: 'SMTP connections open at once for outbound mail.',
  } satisfies Setting<number>,
  databaseUrl: {
    env: 'DATABASE_URL',
    parse: databaseUrl,
    default: '',
    secret: true,
    about: 'PostgreSQL to use in place of the built-in SQLite, e.g. postgres://user:password@host/database.',
  } satisfies Setting<string | null>,
  operatorName: {
    env: 'MULTIMAIL_OPERATOR_NAME',
    parse: text,
    default: 'Operator',
    about: 'Name of the account that the first start makes.',
  } satisfies Setting<string>,
  operatorEmail: {
    env: 'MULTIMAIL_OPERATOR_EMAIL',
    parse: (value) => (value === '' ? null : address(value)),
    default: '',
    about:
      'Oversight address of that account: who answers for what the agents send. Default: operator@ the domain.',
  } satisfies Setting<string | null>,
  firstMailbox: {
    env: 'MULTIMAIL_FIRST_MAILBOX',
    parse: text,
    default: 'agent',
    about: 'Local part of the mailbox that the first start makes.',
  } satisfies Setting<string>,
  operatorApproval: {
    env: 'MULTIMAIL_OPERATOR_APPROVAL',
    parse: onOff,
    default: 'on',
    about:
      '`off` lets admin keys do by API what otherwise needs the operator: for unattended set-up. Shown loudly at start and in /health.',
  } satisfies Setting<boolean>,
  ...SIGN_UP_SETTINGS,
  reviewMail: {
    env: 'MULTIMAIL_REVIEW_MAIL',
    parse: onOff,
    default: 'on',
    about:
      'Whether the oversight address and the reviewers get a mail with a link when something waits for a decision, and a reminder at half-time.',
  } satisfies Setting<boolean>,
  rateLimit: {
    env: 'MULTIMAIL_RATE_LIMIT',
    parse: rateLimit,
    default: '10/60',
    about:
      'Requests each key may make: per-second/burst. `off` switches this, the limit of sends per minute and the warm-up off.',
  } satisfies Setting<{ perSecond: number; burst: number } | null>,
  warmup: {
    env: 'MULTIMAIL_WARMUP',
    parse: onOff,
    default: 'on',
    about:
      'Daily limits of new mailboxes (50, 500, 5,000 over 30 days), which protect the good name of the domain.',
  } satisfies Setting<boolean>,
  monthlyQuota: {
    env: 'MULTIMAIL_MONTHLY_QUOTA',
    parse: between(1, 1_000_000_000),
    default: '100000',
    about: 'Mails a month that the account the first start makes may send.',
  } satisfies Setting<number>,
  approvalTtl: {
    env: 'MULTIMAIL_APPROVAL_TTL',
    parse: between(60, 31_536_000),
    default: '604800',
    about: 'Seconds that a held mail of a new mailbox waits for a decision before it expires.',
  } satisfies Setting<number>,
  maxMessageBytes: {
    env: 'MULTIMAIL_MAX_MESSAGE_BYTES',
    parse: between(10_000, 1_000_000_000),
    default: '26214400',
    about: 'Largest inbound message, in bytes, as SMTP counts it.',
  } satisfies Setting<number>,
  inboundSecret: {
    env: 'MULTIMAIL_INBOUND_SECRET',
    parse: secretText,
    default: '',
    about:
      'Secret of at least 32 characters with which providers hand over inbound mail by HTTP; empty: they cannot.',
  } satisfies Setting<string | null>,
  tlsCert: {
    env: 'MULTIMAIL_TLS_CERT',
    parse: optional,
    default: '',
    about:
      'PEM file with the certificate chain for STARTTLS; default: a self-signed one made at the first start.',
  } satisfies Setting<string | null>,
  tlsKey: {
    env: 'MULTIMAIL_TLS_KEY',
    parse: optional,
    default: '',
    about: 'PEM file with the private key of that certificate.',
  } satisfies Setting<string | null>,
  identityKeyFile: {
    env: 'MULTIMAIL_IDENTITY_KEY_FILE',
    parse: optional,
    default: '',
    about:
      'File with the private key (EC P-256, PEM or JWK) that signs in the name of this server; default: one that the server makes and keeps in its database.',
  } satisfies Setting<string | null>,
  lease: {
    env: 'MULTIMAIL_LEASE_SECONDS',
    parse: between(1, 3_600),
    default: '60',
    about: 'How long a worker that died keeps what it had claimed, where several processes share a database.',
  } satisfies Setting<number>,
  ...FILTER_SETTINGS,
  ...SENDING_SETTINGS,
  webhookAllowPrivate: {
    env: 'MULTIMAIL_WEBHOOK_ALLOW_PRIVATE',
    parse: (value) => choice('0', '1')(value) === '1',
    default: '0',
    about:
      '`1` lets webhooks go to plain http and to private addresses, for development. Shown loudly at start and in /health.',
  } satisfies Setting<boolean>,
  roles: {
    env: 'MULTIMAIL_ROLES',
    parse: roles,
    default: 'http,smtp,worker',
    about: 'What this process does; several processes can share a PostgreSQL.',
  } satisfies Setting<readonly Role[]>,
  logLevel: {
    env: 'LOG_LEVEL',
    parse: choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    default: 'info',
    about: 'Least important level that is logged.',
  } satisfies Setting<string>,
} as const

type Values = { readonly [K in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[K]['parse']> }

/** Every setting, parsed; `delivery` is settled. */
export interface Config extends Omit<Values, 'delivery' | 'operatorEmail'> {
  readonly delivery: 'capture' | 'relay' | 'direct'
  readonly operatorEmail: string
}

/**
 * Reads the settings from `env` and the file it names. Throws {@link ConfigError} with one line that names the
 * setting and says what is wrong with it.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const source = { ...readFile(env.MULTIMAIL_CONFIG), ...withoutEmpty(env) }
  const values: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(SETTINGS)) {
    try {
      values[name] = setting.parse(source[setting.env] ?? setting.default)
    } catch (error) {
      throw new ConfigError(`${setting.env} ${error instanceof Error ? error.message : 'is not valid'}`)
    }
  }
  const parsed = values as Values
  if (parsed.delivery === 'relay' && parsed.relayUrl === null) {
    throw new ConfigError('MULTIMAIL_DELIVERY is relay, so MULTIMAIL_RELAY_URL must be set')
  }
  if ((parsed.tlsCert === null) !== (parsed.tlsKey === null)) {
    throw new ConfigError('MULTIMAIL_TLS_CERT and MULTIMAIL_TLS_KEY go together: set both or none')
  }
  return {
    ...parsed,
    delivery: parsed.delivery ?? (parsed.relayUrl === null ? 'capture' : 'relay'),
    operatorEmail: parsed.operatorEmail ?? `operator@${parsed.domain}`,
  }
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => !!pair[1]))
}

function readFile(path: string | undefined): Record<string, string> {
  if (path === undefined || path === '') return {}
  if (!existsSync(path)) throw new ConfigError(`MULTIMAIL_CONFIG names a file that is not there: ${path}`)
  return withoutEmpty(parseEnv(readFileSync(path, 'utf8')))
}

/** Whether new mailboxes are held to daily limits: not where limits are off altogether. */
export function warmupApplies(config: Pick<Config, 'warmup' | 'rateLimit'>): boolean {
  return config.warmup && config.rateLimit !== null
}

/** The SQLite file of these settings. */
export function databaseFile(config: Pick<Config, 'data'>): string {
  return join(config.data, 'multimail.db')
}
