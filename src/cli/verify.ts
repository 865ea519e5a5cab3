/** `multimail verify`: who sent a mail, under which oversight, and whether it is as it was sent. No server is needed. */

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { PublicJwk } from '../core/checkpoint.ts'
import { sentenceOfMode, sentenceOfRelease } from '../core/mode-sentence.ts'
import {
  type IdentityCrypto,
  type IdentityReport,
  peekClaims,
  peekStatement,
  type ReadClaims,
  verifyMail,
} from '../core/verify-identity.ts'
import { isSignedBy, readPublicKeys } from '../store/signature.ts'
import { fetchText } from '../web/fetch-text.ts'
import { takeArguments, textOption } from './arguments.ts'
import { type Command, CommandError, type Invocation, print } from './command.ts'

const CRYPTO: IdentityCrypto = {
  sha256: async (bytes) => hash('sha256', bytes, 'base64url'),
  isSignedBy: async (key, text, signature) => isSignedBy(key, text, signature),
}

const KEY_PATH = '/.well-known/multimail-signing-key'

export const verifyCommand: Command = {
  usage: 'FILE [--keys KEYS | --fetch]',
  help: `FILE is a mail as it was received, saved as .eml; "-" is standard input. No server, database or settings are needed.
Ends with 1 when something was changed or cannot be verified, and names it.

  --keys KEYS   the keys to believe: a file (JWK set or PEM), or the address of the sender's server or key document
  --fetch       fetch the keys from the server that the mail itself names; that proves what that server says, so look
                at its name. Only https and public addresses

  multimail verify mail.eml --keys https://mail.example.com
  multimail verify mail.eml --keys keys.json --json`,
  options: { keys: { type: 'string' }, fetch: { type: 'boolean' } },
  async run(invocation) {
    const { FILE: file } = takeArguments('verify', invocation, ['FILE'])
    const mail = await readMail(file)
    const { keys, from } = await keysFor(invocation, mail)
    const report = await verifyMail(CRYPTO, mail, keys)
    print(invocation, { ...report, keys_from: from }, textOf(report, from))
    return report.ok ? 0 : 1
  },
}

async function readMail(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return Uint8Array.from(await readFile(file === '-' ? '/dev/stdin' : file))
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${whyOf(error)}`)
  }
}

const whyOf = (error: unknown) => (error instanceof Error ? error.message : 'unknown')

interface Keys {
  readonly keys: readonly PublicJwk[]
  /** Where they are from; null when there are none. */
  readonly from: string | null
}

async function keysFor(invocation: Invocation, mail: Uint8Array): Promise<Keys> {
  const given = textOption(invocation, 'keys')
  if (invocation.options.fetch === true) {
    if (given !== null) throw new CommandError('--keys and --fetch exclude each other.')
    const service = peekClaims(peekStatement(mail) ?? '')?.service
    if (service === undefined) return { keys: [], from: null }
    if (!URL.canParse(service) || !service.startsWith('https://'))
      throw new CommandError(
        `The mail names ${JSON.stringify(service)} as its server, which is no https address.`,
      )
    return fetched(service, false)
  }
  if (given === null) return { keys: [], from: null }
  // Whoever types an address means it.
  if (/^https?:\/\//.test(given)) return fetched(given, true)
  try {
    return { keys: readPublicKeys(await readFile(given, 'utf8')), from: given }
  } catch (error) {
    throw new CommandError(`${given} holds no public keys on P-256 (${whyOf(error)}).`)
  }
}

async function fetched(address: string, allowsPrivate: boolean): Promise<Keys> {
  const url = new URL(address)
  if (url.pathname === '/') url.pathname = KEY_PATH
  try {
    return { keys: readPublicKeys(await fetchText(url.href, allowsPrivate)), from: url.href }
  } catch (error) {
    throw new CommandError(`${url.href} gave no public keys (${whyOf(error)}).`)
  }
}

function textOf(report: IdentityReport, from: string | null): string {
  const { claims, faults } = report
  const told = claims === null ? [] : factsOf(claims, report)
  if (faults.length > 0) {
    const advice =
      from === null
        ? ['', "Give the keys of the sender's server: --keys FILE, --keys https://…, or --fetch."]
        : []
    return [...faults.map(({ problem }) => `✗ ${problem}`), '', ...told, ...advice].join('\n').trimEnd()
  }
  const what = report.checked === 'mail' ? 'Header and body are' : 'The header is (there was no body)'
  return [
    `✓ ${what} as the server stated; signed by ${report.signed_by}, keys from ${from}.`,
    '',
    ...told,
  ].join('\n')
}

/** What a stranger wrote, fit for a terminal. */
const plain = (text: string) => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 500)

function factsOf(claims: ReadClaims, report: IdentityReport): string[] {
  const says = report.ok ? 'It is stated' : 'The mail claims, unproved,'
  const released = claims.released_by === undefined ? '' : ` ${sentenceOfRelease(claims.released_by)}`
  return [
    `${says} by ${plain(claims.service)}:`,
    `  operator   ${plain(claims.operator)}${claims.verified_operator ? '' : ' (a name that nobody verified)'}`,
    `  mailbox    ${plain(claims.mailbox)}`,
    `  written    by an AI agent: ${claims.ai_generated ? 'yes' : 'no'}`,
    `  oversight  ${plain(claims.oversight_mode)}. ${sentenceOfMode(claims.oversight_mode)}${released}`,
    `  sent       ${new Date(claims.iat * 1000).toISOString()}`,
  ]
}
