/**
 * Consent: an operator proves by a code in the oversight mailbox that an account is theirs, and lets a client in. The
 * grant is a key whose secret nobody has: it is listed, limited, audited and revoked like every other.
 */

import type { Context } from '../context.ts'
import { canonicalAddress, isAddress } from '../core/address.ts'
import { MAX_WRONG_TRIES } from '../core/operator-actions.ts'
import { type Scope, scopesConflict } from '../core/scopes.ts'
import { clientOf } from '../core/sign-up.ts'
import { AppError, badField } from '../errors.ts'
import { countOrRefuse, queueToStranger } from '../onboarding.ts'
import type { Principal } from '../store/access.ts'
import { type Account, findAccount } from '../store/accounts.ts'
import type { Reader, Writer } from '../store/db.ts'
import { type Actor, appendEvent } from '../store/events.ts'
import { addKey, type Key, keyEvent } from '../store/keys.ts'
import { findMailbox } from '../store/mailboxes.ts'
import {
  type ConsentProof,
  findConsentProof,
  forgetConsentProof,
  keepOauthClient,
  saveConsentProof,
} from '../store/oauth-rows.ts'
import { findByOversightEmail, hashOfCode, hostAccount } from '../store/sign-ups.ts'

/** A code is good for so long, and so is what it proved, in ms. */
const CODE_MS = 15 * 60_000
/** A client that was let in is kept this long after, in ms: longer than any grant lives. */
const CLIENT_MS = 400 * 86_400_000

/** The client that asks, as the operator is told of it. */
export interface AskingClient {
  readonly id: string
  readonly name: string
  /** Host that it answers at. */
  readonly host: string
}

/**
 * Mails a code to an oversight address. Nothing tells whether there is an account: the work and the answer are the
 * same. Throws `rate_limited`, `bad_request`.
 */
export async function askForConsentCode(
  context: Context,
  consentId: string,
  client: AskingClient,
  given: { readonly email: string; readonly from: string },
): Promise<void> {
  if (!isAddress(given.email.trim())) throw badField('email', 'is not a mail address')
  const email = canonicalAddress(given.email.trim())
  await countOrRefuse(context, 'consent_by_client', clientOf(given.from))
  await countOrRefuse(context, 'consent_by_address', email)
  await context.database.write(async (writer) => {
    const host = await hostAccount(writer.db)
    if (host === undefined) throw new AppError('not_found')
    await saveConsentProof(writer, consentId, {
      email,
      client: client.name,
      host: client.host,
      askedFrom: given.from,
      askedAt: writer.now,
      expiresAt: writer.now + CODE_MS,
      codeHash: null,
      wrongTries: 0,
      isProved: false,
      accountId: null,
      owner: null,
    })
    await queueToStranger(context, writer, host, { kind: 'consent', subjectId: consentId, recipient: email })
  })
  context.wake()
}

/** Checks a code. Throws AppError `wrong_code`, also when none was asked for; five wrong ones end it. */
export async function proveConsent(context: Context, consentId: string, code: string): Promise<void> {
  const isRight = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, `consent ${consentId}`)
    const proof = await findConsentProof(writer.db, consentId, writer.now)
    if (proof === undefined || proof.wrongTries >= MAX_WRONG_TRIES) return false
    if (proof.codeHash !== null && proof.codeHash === hashOfCode(code)) {
      await saveConsentProof(writer, consentId, { ...proof, codeHash: null, isProved: true })
      return true
    }
    await saveConsentProof(writer, consentId, { ...proof, wrongTries: proof.wrongTries + 1 })
    return false
  })
  if (isRight) return
  throw new AppError('wrong_code', {
    fix: 'Enter the code from the newest mail to the oversight address. After five wrong ones ask for another.',
  })
}

/** The account that was proved for a consent; null while none is. */
export async function provedAccount(context: Context, consentId: string): Promise<Account | null> {
  const { reader } = context.database
  const proof = await findConsentProof(reader, consentId, context.clock.now())
  if (proof === undefined || !proof.isProved) return null
  return (await accountOf(reader, proof)) ?? null
}

async function accountOf(reader: Reader, { email, accountId }: ConsentProof): Promise<Account | undefined> {
  if (accountId === null) return findByOversightEmail(reader, email)
  const account = await findAccount(reader, accountId)
  return account?.is_active === 1 ? account : undefined
}

/** Takes the word of an owner who is signed in at the console, in place of a code. Throws AppError `forbidden_scope`. */
export async function vouchForConsent(
  context: Context,
  consentId: string,
  client: AskingClient,
  { accountId, actor, session }: Principal,
): Promise<void> {
  if (session?.role !== 'owner')
    throw new AppError('forbidden_scope', { message: 'Only an owner of the account lets programs in.' })
  await context.database.write((writer) =>
    saveConsentProof(writer, consentId, {
      email: session.email,
      client: client.name,
      host: client.host,
      askedFrom: '',
      askedAt: writer.now,
      expiresAt: writer.now + CODE_MS,
      codeHash: null,
      wrongTries: 0,
      isProved: true,
      accountId,
      owner: actor.name,
    }),
  )
}

/** What an operator grants. */
export interface GivenAccess {
  readonly client: AskingClient
  readonly scopes: readonly Scope[]
  /** Mailboxes, or null for all of the account, later ones too. */
  readonly mailboxIds: readonly string[] | null
}

/** Whoever answers the mail of the oversight address. */
const OPERATOR_BY_MAIL: Actor = { keyId: null, name: 'operator' }

/**
 * Makes the key that stands for a grant, once for each proof. Throws `not_found` (nothing is proved),
 * `scope_conflict`, `bad_request`.
 */
export async function letClientIn(context: Context, consentId: string, given: GivenAccess): Promise<Key> {
  if (scopesConflict(given.scopes)) throw new AppError('scope_conflict')
  return context.database.write(async (writer) => {
    const { account, actor } = await useProof(writer, consentId)
    for (const [index, id] of (given.mailboxIds ?? []).entries()) {
      const access = { accountId: account.id, test: 0, mailboxIds: null, seesHeld: true }
      if ((await findMailbox(writer.db, access, id)) === undefined)
        throw badField(`mailbox[${index}]`, 'is not a mailbox of this account')
    }
    const maker = { accountId: account.id, actor }
    const { key } = await addKey(writer, maker, {
      name: given.client.name,
      scopes: given.scopes,
      test: false,
      mailboxIds: given.mailboxIds,
    })
    await keepOauthClient(writer, given.client.id, writer.now + CLIENT_MS)
    const metadata = {
      client_id: given.client.id,
      client: given.client.name,
      host: given.client.host,
      scopes: given.scopes,
      mailbox_ids: given.mailboxIds,
    }
    await appendEvent(writer, keyEvent(maker, key, 'oauth.granted', metadata))
    return key
  })
}

/** Records that an operator who proved to be one refused a client. */
export async function refuseClient(context: Context, consentId: string, client: AskingClient): Promise<void> {
  const account = await provedAccount(context, consentId)
  if (account === null) return
  await context.database.write(async (writer) => {
    await forgetConsentProof(writer, consentId)
    await appendEvent(writer, {
      accountId: account.id,
      mailboxId: null,
      test: 0,
      action: 'oauth.refused',
      resourceType: 'oauth_client',
      resourceId: client.id,
      actor: OPERATOR_BY_MAIL,
      metadata: { client: client.name, host: client.host },
    })
  })
}

/** The account of a proof, which is used up, and who proved it. Throws AppError `not_found`. */
async function useProof(
  writer: Writer,
  consentId: string,
): Promise<{ readonly account: Account; readonly actor: Actor }> {
  await writer.backend.lockChain(writer.db, `consent ${consentId}`)
  const proof: ConsentProof | undefined = await findConsentProof(writer.db, consentId, writer.now)
  if (proof === undefined || !proof.isProved) throw new AppError('not_found')
  await forgetConsentProof(writer, consentId)
  const account = await accountOf(writer.db, proof)
  if (account === undefined) throw new AppError('not_found')
  const actor = proof.owner === null ? OPERATOR_BY_MAIL : { keyId: null, name: proof.owner }
  return { account, actor }
}
