/** The address of a relay as the operator writes it: `smtp://user:password@host:port?tls=required&name=mail.example`. */

import { AppError } from '../errors.ts'

export interface Relay {
  /** Host name or IP address, without brackets. */
  readonly host: string
  readonly port: number
  /** TLS from the first octet: `smtps://`. */
  readonly implicitTls: boolean
  readonly starttls: 'required' | 'opportunistic' | 'never'
  readonly login: { readonly user: string; readonly password: string } | null
  /** What to say in EHLO, when the URL says so. */
  readonly name: string | null
}

const SETTING = 'MULTIMAIL_RELAY_URL'

function bad(message: string): AppError {
  return new AppError('bad_request', {
    message: `${SETTING}: ${message}`,
    fix: `Write ${SETTING} as smtp://user:password@host:port or smtps://…, special characters percent-encoded.`,
    details: [{ path: SETTING, message }],
  })
}

/**
 * Reads the URL of a relay. Ports: 465 for `smtps:`, else 587 with a login and 25 without. `tls` is `required` or
 * `never`; without it STARTTLS is used when offered. Throws `bad_request` that never repeats the URL.
 */
export function parseRelayUrl(text: string): Relay {
  const url = URL.parse(text)
  if (url === null || !/^smtps?:\/\//i.test(text))
    throw bad('must start with smtp:// or smtps:// and name a host')
  const implicitTls = url.protocol === 'smtps:'
  const host = decode(url.hostname, 'the host').replace(/^\[(.*)\]$/, '$1')
  if (!/^[\p{L}\p{N}._:-]+$/u.test(host)) throw bad('must name a host')
  if ((url.pathname !== '' && url.pathname !== '/') || url.hash !== '') {
    throw bad('must end after the port (is a special character in the password not percent-encoded?)')
  }
  const login = loginOf(url)
  const { tls, name } = optionsOf(url)
  if (implicitTls && tls === 'never') throw bad('smtps:// and tls=never contradict each other')
  if (url.port === '0') throw bad('the port must be from 1 to 65535')
  const usual = login === null ? 25 : 587
  return {
    host,
    port: url.port === '' ? (implicitTls ? 465 : usual) : Number(url.port),
    implicitTls,
    starttls: tls,
    login,
    name,
  }
}

/** The URL with its password as `***`, fit for logs; a fixed text when it is no URL. */
export function redact(text: string): string {
  const url = URL.parse(text)
  if (url === null || url.host === '') return '(not a URL)'
  const user = url.username === '' ? '' : `${url.username}${url.password === '' ? '' : ':***'}@`
  return `${url.protocol}//${user}${url.host}${url.search}`
}

function loginOf(url: URL): Relay['login'] {
  if (url.username === '' && url.password === '') return null
  const user = decode(url.username, 'the user name')
  const password = decode(url.password, 'the password')
  if (user === '' || password === '') throw bad('needs both a user name and a password, or neither')
  if (/\p{Cc}/u.test(user + password)) throw bad('user name and password may not have control characters')
  return { user, password }
}

function optionsOf(url: URL): { readonly tls: Relay['starttls']; readonly name: string | null } {
  let tls: Relay['starttls'] = 'opportunistic'
  let name: string | null = null
  for (const [key, value] of url.searchParams) {
    if (key === 'tls' && (value === 'required' || value === 'never')) tls = value
    else if (key === 'name' && /^[a-z0-9.-]{1,253}$/i.test(value)) name = value
    else if (key === 'tls') throw bad('tls must be required or never')
    else if (key === 'name') throw bad('name must be a host name')
    else throw bad('knows only the options tls and name')
  }
  return { tls, name }
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw bad(`${what} has a % that is not followed by two hex digits`)
  }
}
