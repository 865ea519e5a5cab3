/**
 * Whether a mail is what its server stated when it let it go (contract §9), and if not, what was changed. It runs in
 * the terminal and in browsers alike, takes anything, and never throws.
 */

import type { PublicJwk } from './checkpoint.ts'
import {
  addressesOf,
  binaryText,
  bodyOffset,
  countFields,
  fieldValue,
  type HeaderLine,
  readHeader,
} from './header-lines.ts'
import {
  canonicalJson,
  fromBase64url,
  type IdentityClaims,
  type MailClaims,
  recipientDomains,
  signedFields,
} from './identity-claims.ts'

/** What the caller has to bring: SHA-256 as base64url, and ES256 over ASCII text. */
export interface IdentityCrypto {
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>
  isSignedBy(key: PublicJwk, text: string, signature: string): Promise<boolean>
}

/** What was found to be wrong; `claim` names the claim that does not fit the mail. */
export interface IdentityFault {
  readonly what: 'missing' | 'form' | 'key' | 'signature' | 'claim' | 'header' | 'recipients' | 'body'
  readonly claim: string | null
  /** One sentence. */
  readonly problem: string
}

export type ReadClaims = IdentityClaims & Partial<MailClaims>

export interface IdentityReport {
  readonly ok: boolean
  /** How much there was to hold the statement against. */
  readonly checked: 'statement' | 'header' | 'mail'
  readonly claims: ReadClaims | null
  /** The key that made the signature; null when none of those given did. */
  readonly signed_by: string | null
  readonly faults: readonly IdentityFault[]
}

interface Statement {
  readonly text: string
  readonly signature: string
  readonly claims: ReadClaims
  /** Claims that are no such value. */
  readonly malformed: readonly string[]
  readonly isCanonical: boolean
}

/** Longer statements are none, in characters. */
const LONGEST_STATEMENT = 16_384

/** The last moment that a date can name, in epoch seconds. */
const LATEST = 8_640_000_000_000

type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string'
const isHash: Check = (value) => typeof value === 'string' && /^[\w-]{43}$/.test(value)
const isTruth: Check = (value) => typeof value === 'boolean'

const CLAIMS: Readonly<Record<keyof IdentityClaims, Check>> = {
  ai_generated: isTruth,
  capabilities: (value) => Array.isArray(value) && value.every(isText),
  iat: (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) < LATEST,
  mailbox: isText,
  message_id: isText,
  operator: isText,
  oversight_mode: isText,
  reputation_hash: isText,
  service: isText,
  verified_operator: isTruth,
}

const MAIL_CLAIMS: Readonly<Record<Exclude<keyof MailClaims, keyof IdentityClaims>, Check>> = {
  body_hash: isHash,
  header_hash: isHash,
  recipient_domains_hash: isHash,
  released_by: isText,
}

/** Reads a statement; null when it has not the form of one. White space in it does not count. */
function readStatement(given: string): Statement | null {
  const [text = '', signature = '', ...more] = given
    .slice(0, LONGEST_STATEMENT)
    .replaceAll(/\s/g, '')
    .split('.')
  const bytes = fromBase64url(text)
  if (bytes === null || text === '' || more.length > 0) return null
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const claims = JSON.parse(json) as Readonly<Record<string, unknown>>
    if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return null
    const malformed = Object.entries(CLAIMS).filter(([name, isFit]) => !isFit(claims[name]))
    return {
      text,
      signature,
      claims: claims as unknown as ReadClaims,
      malformed: malformed.map(([name]) => name),
      isCanonical: canonicalJson(claims) === json,
    }
  } catch {
    return null
  }
}

/** The claims of a statement as it stands, unverified; null when they cannot be read. */
export function peekClaims(statement: string): ReadClaims | null {
  const read = readStatement(statement)
  return read === null || read.malformed.length > 0 ? null : read.claims
}

/** The statement that a mail or its header carries, unverified; null when there is none. */
export function peekStatement(mail: Uint8Array): string | null {
  return fieldValue(readHeader(binaryText(mail.subarray(0, bodyOffset(mail)))), 'x-multimail-identity')
}

const fault = (what: IdentityFault['what'], problem: string, claim: string | null = null): IdentityFault => ({
  what,
  claim,
  problem,
})

/** Verifies a statement alone, as the link in the footer carries it. `keys`: those to believe. */
export async function verifyStatement(
  crypto: IdentityCrypto,
  given: string,
  keys: readonly PublicJwk[],
): Promise<IdentityReport> {
  const { statement, signedBy, faults } = await judged(crypto, given, keys)
  return reportOf('statement', statement, signedBy, faults)
}

/**
 * Verifies a mail: the bytes of an `.eml` file, or of its header alone, with which the body is not held against the
 * statement. `keys`: those to believe.
 */
export async function verifyMail(
  crypto: IdentityCrypto,
  mail: Uint8Array<ArrayBuffer>,
  keys: readonly PublicJwk[],
): Promise<IdentityReport> {
  const offset = bodyOffset(mail)
  const header = readHeader(binaryText(mail.subarray(0, offset)))
  const body = mail.subarray(offset)
  const hasBody = body.some((byte) => byte > 32)
  const checked = hasBody ? 'mail' : 'header'
  const given = fieldValue(header, 'x-multimail-identity')
  if (given === null) {
    const problem = 'The mail has no field X-MultiMail-Identity: it states nothing about its sender.'
    return reportOf(checked, null, null, [fault('missing', problem)])
  }
  const { statement, signedBy, faults } = await judged(crypto, given, keys)
  if (statement === null) return reportOf(checked, null, null, faults)
  faults.push(...repeatedFields(header), ...claimsAgainst(statement.claims, header))
  faults.push(...(await contentAgainst(crypto, statement.claims, header, hasBody ? body : null)))
  return reportOf(checked, statement, signedBy, faults)
}

function reportOf(
  checked: IdentityReport['checked'],
  statement: Statement | null,
  signedBy: string | null,
  faults: readonly IdentityFault[],
): IdentityReport {
  const claims = statement === null || statement.malformed.length > 0 ? null : statement.claims
  return { ok: faults.length === 0, checked, claims, signed_by: signedBy, faults }
}

async function judged(crypto: IdentityCrypto, given: string, keys: readonly PublicJwk[]) {
  const statement = readStatement(given)
  if (statement === null) {
    const problem = 'The statement cannot be read: it is not base64url(JSON).base64url(signature).'
    return { statement, signedBy: null, faults: [fault('form', problem)] }
  }
  const faults = statement.malformed.map((name) =>
    fault('claim', `The claim "${name}" is missing or is no such value.`, name),
  )
  if (!statement.isCanonical)
    faults.push(fault('form', 'The claims are not written as canonical JSON (keys sorted, no spaces).'))
  let signedBy: string | null = null
  for (const key of keys) {
    if (!(await crypto.isSignedBy(key, statement.text, statement.signature))) continue
    signedBy = key.kid
    break
  }
  if (keys.length === 0)
    faults.push(
      fault('key', 'There is no key to verify the signature with: nothing in the statement is proved.'),
    )
  else if (signedBy === null)
    faults.push(
      fault(
        'signature',
        'None of the keys made this signature: a claim or the signature was changed, or the key is unknown.',
      ),
    )
  return { statement, signedBy, faults }
}

const ONCE = [
  'x-multimail-identity',
  'from',
  'to',
  'cc',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'content-type',
]

/** Programs differ in which of two fields they show (RFC 5322 §3.6 allows one). */
function repeatedFields(header: readonly HeaderLine[]): IdentityFault[] {
  return ONCE.filter((name) => countFields(header, name) > 1).map((name) =>
    fault('header', `The field ${name} is there more than once: one of them was added.`),
  )
}

const binary = (text: string) => binaryText(new TextEncoder().encode(text))

/** The claims that the header repeats. A field that is missing was taken away. */
function claimsAgainst(claims: ReadClaims, header: readonly HeaderLine[]): IdentityFault[] {
  const id = fieldValue(header, 'message-id')?.replaceAll(/[<>\s]/g, '') ?? 'missing'
  const from = addressesOf(fieldValue(header, 'from') ?? '').join(', ')
  const generated = fieldValue(header, 'x-ai-generated') ?? 'missing'
  const reputation = fieldValue(header, 'x-multimail-reputation') ?? 'missing'
  const pairs = [
    ['mailbox', 'From', binary(String(claims.mailbox)), from],
    ['message_id', 'Message-ID', binary(String(claims.message_id)), id],
    ['ai_generated', 'X-AI-Generated', String(claims.ai_generated), generated],
    ['reputation_hash', 'X-MultiMail-Reputation', String(claims.reputation_hash), reputation],
  ] as const
  return pairs
    .filter(([, , stated, shown]) => stated.toLowerCase() !== shown.toLowerCase())
    .map(([name, field, stated, shown]) =>
      fault(
        'claim',
        `The claim "${name}" is ${stated}, but ${field} of the mail is ${shown || 'empty'}.`,
        name,
      ),
    )
}

async function contentAgainst(
  crypto: IdentityCrypto,
  claims: ReadClaims,
  header: readonly HeaderLine[],
  body: Uint8Array<ArrayBuffer> | null,
): Promise<IdentityFault[]> {
  const missing = Object.entries(MAIL_CLAIMS)
    .filter(([name, isFit]) => !isFit(claims[name as keyof MailClaims]))
    .map(([name]) => fault('claim', `The claim "${name}" is missing or is no such value.`, name))
  if (missing.length > 0) return missing
  const faults: IdentityFault[] = []
  if (claims.recipient_domains_hash !== (await crypto.sha256(bytesOf(recipientDomains(header)))))
    faults.push(
      fault('recipients', 'The domains of the recipients in To and Cc are not those that it was sent to.'),
    )
  if (claims.header_hash !== (await crypto.sha256(bytesOf(signedFields(header))))) {
    const names = 'From, To, Cc, Reply-To, Subject, Date, a message id or Content-Type'
    faults.push(fault('header', `A field of the header was changed, added or taken away: ${names}.`))
  }
  if (body !== null && !(await isSameBody(crypto, claims.body_hash ?? '', body)))
    faults.push(fault('body', 'The body, text or attachments, is not the one that was sent.'))
  return faults
}

/** Text with one character for each byte, as bytes. */
const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** Programs that save mail change its line ends, and how many there are at its end; nothing else may differ. */
async function isSameBody(
  crypto: IdentityCrypto,
  hash: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if ((await crypto.sha256(body)) === hash) return true
  const text = binaryText(body)
  let end = text.length
  while (end > 0 && '\r\n'.includes(text.charAt(end - 1))) end--
  const tidy = `${text.slice(0, end)}\n`.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n')
  return (await crypto.sha256(bytesOf(tidy))) === hash
}
