/**
 * What this server states of the mail that it sends: the signed header field of each message, true at the moment it
 * was let go, and the footer, whose link carries a statement made when it was composed (contract §9).
 */

import { createHash, hash } from 'node:crypto'
import type { Context } from './context.ts'
import { splitAddress } from './core/address.ts'
import { secondsOf } from './core/checkpoint.ts'
import { binaryText, bodyOffset, readHeader } from './core/header-lines.ts'
import {
  capabilitiesOf,
  IDENTITY_FIELD,
  type IdentityClaims,
  type MailClaims,
  recipientDomains,
  signedFields,
  statementText,
} from './core/identity-claims.ts'
import { modeSentence } from './core/mode-sentence.ts'
import type { Mode } from './core/oversight.ts'
import { reputationHashOf } from './core/reputation.ts'
import { AppError } from './errors.ts'
import type { Footer } from './mail/footer.ts'
import { type Account, findAccount } from './store/accounts.ts'
import type { Delivery } from './store/deliveries.ts'
import { findOwnDomain } from './store/domains.ts'
import { digest } from './store/events.ts'
import type { Message } from './store/messages.ts'
import { findRelease } from './store/permits.ts'

/** RFC 5322 §2.1.1, without CRLF. */
const LONGEST_LINE = 998
/** Header fields of so many releases are remembered, so that copies of one message share a signature. */
const REMEMBERED = 500

const remembered = new WeakMap<Context, Map<string, Promise<string>>>()

/**
 * The fields that state who sends a message: lines with CRLF, ASCII. The same for every copy. Throws AppError
 * `internal` when there is no permit, and `store_unavailable`.
 */
export async function identityFields(
  context: Context,
  message: Message,
  delivery: Pick<Delivery, 'release_id'>,
): Promise<string> {
  const known = remembered.get(context) ?? new Map<string, Promise<string>>()
  remembered.set(context, known)
  const fields = known.get(delivery.release_id) ?? stated(context, message, delivery.release_id)
  // A failure is not remembered.
  fields.catch(() => known.delete(delivery.release_id))
  known.set(delivery.release_id, fields)
  const [oldest] = known.keys()
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
  return fields
}

async function stated(context: Context, message: Message, releaseId: string): Promise<string> {
  const { reader } = context.database
  const release = await findRelease(reader, releaseId)
  const account = await findAccount(reader, message.account_id)
  if (release === undefined || account === undefined) throw new AppError('internal')
  const claims: MailClaims = {
    ...(await claimsOf(context, account, {
      mailbox: message.from_address,
      messageId: message.header_message_id ?? '',
      mode: release.mode,
      at: release.created_at,
    })),
    ...(await contentClaims(context, message)),
    released_by: release.basis,
  }
  const { kid, statement } = await signed(context, claims)
  return [
    `${IDENTITY_FIELD}: ${folded(statement)}\r\n`,
    `X-MultiMail-Key: ${kid}\r\n`,
    'X-AI-Generated: true\r\n',
    `X-MultiMail-Reputation: ${claims.reputation_hash}\r\n`,
  ].join('')
}

/** A statement on one line where that may be (RFC 5322 §2.1.1), else on several; white space in it does not count. */
function folded(statement: string): string {
  const room = LONGEST_LINE - IDENTITY_FIELD.length - 2
  if (statement.length <= room) return statement
  return (statement.match(new RegExp(`.{1,${room}}`, 'g')) ?? []).join('\r\n ')
}

async function signed(context: Context, claims: IdentityClaims) {
  const text = statementText(claims)
  const { kid, signature } = await context.identity.sign(text)
  return { kid, statement: `${text}.${signature}` }
}

interface Stated {
  readonly mailbox: string
  readonly messageId: string
  readonly mode: Mode
  /** Epoch ms. */
  readonly at: number
}

async function claimsOf(context: Context, account: Account, given: Stated): Promise<IdentityClaims> {
  return {
    ai_generated: true,
    capabilities: capabilitiesOf(given.mode),
    iat: secondsOf(given.at),
    mailbox: given.mailbox,
    message_id: given.messageId,
    operator: account.name,
    oversight_mode: given.mode,
    reputation_hash: reputationHashOf(account.id, digest),
    service: context.publicUrl,
    verified_operator: await isProved(context, account.id, given.mailbox),
  }
}

/** Whether the domain of a mailbox is one that its account proved to be its own. */
async function isProved(context: Context, accountId: string, mailbox: string): Promise<boolean> {
  const domain = splitAddress(mailbox)?.domain ?? ''
  if (domain === context.config.domain) return false
  const found = await findOwnDomain(context.database.reader, accountId, domain)
  return found?.state === 'active'
}

/** Hashes of the stored message, which is read once, piece by piece. */
async function contentClaims(
  context: Context,
  message: Message,
): Promise<Pick<MailClaims, 'body_hash' | 'header_hash' | 'recipient_domains_hash'>> {
  const body = createHash('sha256')
  let head: Buffer | null = Buffer.alloc(0)
  let header = ''
  for await (const piece of await context.blobs.read(context.database.reader, message.raw_sha256)) {
    if (head === null) {
      body.update(piece as Buffer)
      continue
    }
    head = Buffer.concat([head, piece as Buffer])
    const offset = bodyOffset(head)
    // Until the empty line has come, all of it is header.
    if (offset === head.length) continue
    header = binaryText(head.subarray(0, offset))
    body.update(head.subarray(offset))
    head = null
  }
  const lines = readHeader(head === null ? header : binaryText(head))
  const hashed = (text: string) => hash('sha256', Buffer.from(text, 'latin1'), 'base64url')
  return {
    body_hash: body.digest('base64url'),
    header_hash: hashed(signedFields(lines)),
    recipient_domains_hash: hashed(recipientDomains(lines)),
  }
}

/** The footer of a message that is being composed. Throws ConfigError when the key cannot be used. */
export async function footerOf(
  context: Context,
  account: Account,
  mailbox: { readonly address: string; readonly signature_block: string | null },
  given: Omit<Stated, 'mailbox'>,
): Promise<Footer> {
  const claims = await claimsOf(context, account, { ...given, mailbox: mailbox.address })
  const { statement } = await signed(context, claims)
  const block = mailbox.signature_block?.trim() ?? ''
  return {
    signature: block === '' ? account.name : block,
    oversight: modeSentence(given.mode),
    verifyUrl: `${context.publicUrl}/verify#${statement}`,
    address: account.physical_address,
  }
}
