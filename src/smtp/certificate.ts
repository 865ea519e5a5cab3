/**
 * A self-signed certificate for STARTTLS between mail servers, which encrypts but is trusted by nobody by name
 * (opportunistic TLS, RFC 7435). Node reads X.509 but does not write it, so the few DER structures of
 * RFC 5280 §4.1 that it takes are written here.
 */

import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { domainToASCII } from 'node:url'

const DAY_MS = 86_400_000
/** A kept certificate is made anew this long before it ends. */
const RENEW_BEFORE_MS = 30 * DAY_MS
const FILE_NAME = 'smtp-tls.pem'
const VALID_DAYS = 3650

const INTEGER = 0x02
const BIT_STRING = 0x03
const OCTET_STRING = 0x04
const OBJECT_IDENTIFIER = 0x06
const UTF8_STRING = 0x0c
const UTC_TIME = 0x17
const GENERALIZED_TIME = 0x18
const SEQUENCE = 0x30
const SET = 0x31
const VERSION = 0xa0
const EXTENSIONS = 0xa3
const DNS_NAME = 0x82
const DER_TRUE = Buffer.from([0x01, 0x01, 0xff])

const COMMON_NAME = Buffer.from('550403', 'hex')
const ECDSA_WITH_SHA256 = Buffer.from('2a8648ce3d040302', 'hex')
const SUBJECT_ALT_NAME = Buffer.from('551d11', 'hex')
const BASIC_CONSTRAINTS = Buffer.from('551d13', 'hex')

/** A private key (PKCS #8) and its X.509 certificate, both PEM. */
export interface KeyAndCertificate {
  readonly key: string
  readonly cert: string
}

/** One DER value: tag, length, content (X.690 §8.1). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content])
  const hex = content.length.toString(16)
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content])
}

/** A time to the second: UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
function time(epochMs: number): Buffer {
  const text = `${new Date(epochMs).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
  return text < '2050' ? der(UTC_TIME, Buffer.from(text.slice(2))) : der(GENERALIZED_TIME, Buffer.from(text))
}

function extension(identifier: Buffer, ...value: readonly Buffer[]): Buffer {
  return der(SEQUENCE, der(OBJECT_IDENTIFIER, identifier), ...value)
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/**
 * Makes a new EC P-256 key and a certificate for the host `name`, valid from a day before `now` (epoch ms) for ten
 * years. Returns both as PEM (PKCS #8 and X.509). Throws a RangeError when `name` is not a host name.
 */
export function createSelfSignedCertificate(name: string, now: number): KeyAndCertificate {
  const host = domainToASCII(name)
  if (host === '' || host.length > 253) throw new RangeError(`not a host name: ${name}`)
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256))
  // A common name has at most 64 characters; who has a longer name is found by the alternative name alone.
  const commonName = der(UTF8_STRING, Buffer.from(host.slice(0, 64)))
  const distinguishedName = der(
    SEQUENCE,
    der(SET, der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), commonName)),
  )
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
  const toBeSigned = der(
    SEQUENCE,
    der(VERSION, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, serial),
    algorithm,
    distinguishedName,
    der(SEQUENCE, time(now - DAY_MS), time(now + (VALID_DAYS - 1) * DAY_MS)),
    distinguishedName,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      EXTENSIONS,
      der(
        SEQUENCE,
        extension(BASIC_CONSTRAINTS, DER_TRUE, der(OCTET_STRING, der(SEQUENCE))),
        extension(
          SUBJECT_ALT_NAME,
          der(OCTET_STRING, der(SEQUENCE, der(DNS_NAME, Buffer.from(host, 'ascii')))),
        ),
      ),
    ),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  const certificate = der(
    SEQUENCE,
    toBeSigned,
    algorithm,
    der(BIT_STRING, Buffer.concat([Buffer.from([0]), signature])),
  )
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', certificate),
  }
}

/**
 * This server's own certificate: the one kept in the data `folder` (one file, readable by the owner only), or a new
 * one when there is none, when it is for another `name`, or when it ends within 30 days of `now` (epoch ms).
 * Rejects with the file system's error when the folder cannot be read or written.
 */
export async function ownCertificate(folder: string, name: string, now: number): Promise<KeyAndCertificate> {
  const path = join(folder, FILE_NAME)
  const kept = readKept(await readFile(path, 'utf8').catch(emptyWhenMissing), name, now)
  if (kept !== null) return kept
  const made = createSelfSignedCertificate(name, now)
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`
  await mkdir(folder, { recursive: true })
  await writeFile(unfinished, `${made.key}${made.cert}`, { mode: 0o600 })
  await rename(unfinished, path)
  return made
}

function emptyWhenMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}

function readKept(text: string, name: string, now: number): KeyAndCertificate | null {
  const start = text.indexOf('-----BEGIN CERTIFICATE-----')
  if (start <= 0) return null
  const [key, cert] = [text.slice(0, start), text.slice(start)]
  try {
    const certificate = new X509Certificate(cert)
    const current = Date.parse(certificate.validTo) - RENEW_BEFORE_MS > now
    const matches = certificate.checkHost(domainToASCII(name)) !== undefined
    return current && matches && certificate.checkPrivateKey(createPrivateKey(key)) ? { key, cert } : null
  } catch {
    return null
  }
}
