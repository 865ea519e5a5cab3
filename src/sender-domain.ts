/**
 * In whose name a mail leaves: the domain that signs it by DKIM and the one its bounces come back to. That is the
 * domain of the mailbox as far as its owner proved it, else the server's own.
 */

import { Readable } from 'node:stream'
import type { Context } from './context.ts'
import { returnPathDomain } from './core/dns-records.ts'
import { returnPathOf } from './core/return-path.ts'
import { type DkimKey, dkimSignatures, readSignedParts, type SignedParts } from './mail/dkim.ts'
import { signingKeys } from './store/dkim-keys.ts'
import { findOwnDomain } from './store/domains.ts'
import type { Message } from './store/messages.ts'

export interface SenderDomain {
  /** The `d=` of its signatures. */
  readonly signing: string
  readonly keys: readonly DkimKey[]
  /** The domain of MAIL FROM. */
  readonly returnPath: string
  /** Whether the domain of the mailbox is nobody's any more as far as the DNS says: nothing may be sent from it. */
  readonly hasLapsed: boolean
}

/** In whose name a message of an account leaves. Throws AppError `store_unavailable`. */
export async function senderDomainOf(
  context: Context,
  { account_id, from_address }: Pick<Message, 'account_id' | 'from_address'>,
): Promise<SenderDomain> {
  const domain = from_address.slice(from_address.lastIndexOf('@') + 1)
  const own = await ownSenderDomain(context)
  if (domain === own.signing) return own
  const claim = await findOwnDomain(context.database.reader, account_id, domain)
  if (claim === undefined) return own
  if (claim.state === 'pending') return { ...own, hasLapsed: true }
  const returnPath = claim.return_path_verified === 1 ? returnPathDomain(domain) : own.returnPath
  if (claim.dkim_verified === 0) return { ...own, returnPath }
  const keys = await signingKeys(context.database, { domain, domainId: claim.id })
  const published = keys.filter(({ algorithm }) => algorithm === 'rsa' || claim.ed25519_verified === 1)
  return { signing: domain, keys: published, returnPath, hasLapsed: false }
}

/** The server itself, for its own mail. */
export async function ownSenderDomain(context: Context): Promise<SenderDomain> {
  const { domain } = context.config
  const keys = await signingKeys(context.database, { domain, domainId: '' })
  return { signing: domain, keys, returnPath: domain, hasLapsed: false }
}

/**
 * Mail of the server itself, signed. `id` is of the notice: its return path has the form of every other, so that a
 * bounce tells whom no notice reaches.
 */
export async function sealOwnMail(
  context: Context,
  id: string,
  raw: Buffer,
): Promise<{ readonly envelopeFrom: string; readonly raw: Buffer }> {
  const own = await ownSenderDomain(context)
  const parts = await readSignedParts(Readable.from([raw]))
  const copy = { fields: '', parts, at: context.clock.now() }
  const signatures = await dkimSignatures(own.keys, own.signing, copy)
  return {
    envelopeFrom: returnPathOf(id, own.returnPath),
    raw: Buffer.concat([Buffer.from(signatures), raw]),
  }
}

/** What of so many messages is remembered, so that copies of one message are read and hashed once. */
const REMEMBERED = 300
/** Longer headers are read again for each copy. */
const LONGEST_REMEMBERED = 65_536

const remembered = new WeakMap<Context, Map<string, Promise<SignedParts>>>()

/** The DKIM-Signature fields of a copy, which go before its `fields`. Rejects when the message cannot be read. */
export async function signCopy(
  context: Context,
  sender: SenderDomain,
  rawSha256: string,
  fields: string,
): Promise<string> {
  const parts = await partsOf(context, rawSha256)
  return dkimSignatures(sender.keys, sender.signing, { fields, parts, at: context.clock.now() })
}

function partsOf(context: Context, sha256: string): Promise<SignedParts> {
  const known = remembered.get(context) ?? new Map<string, Promise<SignedParts>>()
  remembered.set(context, known)
  const found = known.get(sha256)
  if (found !== undefined) return found
  const parts = context.blobs.read(context.database.reader, sha256).then(readSignedParts)
  const forget = () => known.delete(sha256)
  parts.then(({ header }) => header.length > LONGEST_REMEMBERED && forget(), forget)
  const [oldest] = known.keys()
  if (known.size >= REMEMBERED && oldest !== undefined) known.delete(oldest)
  known.set(sha256, parts)
  return parts
}
