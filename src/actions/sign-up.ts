/**
 * Asking for an account (contract §3). The answer and the work are the same whether or not the address is known: what
 * the mail says is found out when it is sent.
 */

import { createChallenge, verifySolution } from 'altcha-lib/v1'
import { isDisposableEmailDomain } from 'disposable-email-domains-js'
import type { Context } from '../context.ts'
import { NAME_FAULTS, type NameFault } from '../core/account-name.ts'
import { canonicalAddress, isAddress, splitAddress } from '../core/address.ts'
import { CHALLENGE_MS, CHALLENGE_NUMBERS, clientOf, SAME_REQUEST_MS, SIGN_UP_MS } from '../core/sign-up.ts'
import { AppError, badField } from '../errors.ts'
import { countOrRefuse, openHost, queueToStranger, tooMany } from '../onboarding.ts'
import { faultOfAccountName, freeNames } from '../store/account-names.ts'
import type { Account } from '../store/accounts.ts'
import type { Reader, Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { findByAddress } from '../store/mailboxes.ts'
import { countTry, memoryName, onboardingSecret, recall, remember, useOnce } from '../store/short-memory.ts'
import { findInvitation, insertSignUp, type SignUp } from '../store/sign-ups.ts'

/** What the client found, as ALTCHA has it. */
export interface ProofOfWork {
  readonly algorithm: string
  readonly challenge: string
  readonly number: number
  readonly salt: string
  readonly signature: string
}

export interface SignUpRequest {
  readonly operatorName: string
  readonly oversightEmail: string
  readonly slug: string | null
  readonly physicalAddress: string | null
  readonly useCase: string | null
  readonly mode: SignUp['mode']
  readonly inviteCode: string | null
  readonly proof: ProofOfWork
}

/** How a request came. */
export interface Coming {
  /** IP address. */
  readonly from: string
  readonly idempotencyKey: string | null
}

const SIGNER = { keyId: null, name: 'sign-up' }

/** Whether a name can be had, why not, and what could be in its place. */
export interface SlugVerdict {
  readonly fault: NameFault | null
  readonly reason: string | null
  readonly suggestions: readonly string[]
}

/** Looks at a name, in small letters. */
export async function checkSlug(context: Context, reader: Reader, slug: string): Promise<SlugVerdict> {
  const { domain } = context.config
  const fault = await faultOfAccountName(reader, domain, slug)
  if (fault === null) return { fault, reason: null, suggestions: [] }
  return { fault, reason: NAME_FAULTS[fault], suggestions: await freeNames(reader, domain, slug) }
}

/** A challenge of ALTCHA, good for five minutes and one use. Throws AppError `signup_closed`. */
export async function newChallenge(context: Context): ReturnType<typeof createChallenge> {
  await openHost(context, context.database.reader)
  const expires = context.clock.now() + CHALLENGE_MS
  return createChallenge({
    hmacKey: await onboardingSecret(context.database),
    maxnumber: CHALLENGE_NUMBERS,
    saltLength: 16,
    params: { expires: String(Math.floor(expires / 1000)) },
  })
}

/** Until when a challenge is good, epoch ms; NaN when it does not say so. */
const untilOf = ({ salt }: ProofOfWork) =>
  1000 * Number(new URLSearchParams(salt.split('?')[1] ?? '').get('expires') ?? 'NaN')

/**
 * Takes a sign-up; a mail goes out. Throws `signup_closed`, `rate_limited`, `bad_request`, `disposable_address`,
 * `challenge_failed`, `invitation_required`, `slug_taken`, `idempotency_mismatch`.
 */
export async function signUp(context: Context, request: SignUpRequest, coming: Coming): Promise<void> {
  const host = await openHost(context, context.database.reader)
  const secret = await onboardingSecret(context.database)
  const repeated = repetitionOf(secret, request, coming)
  if (repeated !== null && (await isRepeated(context, repeated))) return
  await countOrRefuse(context, 'sign_up_by_client', clientOf(coming.from))
  const email = await checkEmail(context, request.oversightEmail)
  if (!(await isSolved(context, secret, request.proof))) throw new AppError('challenge_failed')
  const addressName = memoryName(secret, 'sign_up_by_address', email)
  await context.database.write(async (writer) => {
    if (repeated !== null) await writer.backend.lockChain(writer.db, `sign_up ${repeated.name}`)
    if (repeated !== null && (await isRepeatedIn(writer.db, repeated, writer.now))) return
    const invitation = await checkInvitation(context, writer.db, request, email, writer.now)
    if (request.slug !== null) await checkWanted(context, writer.db, request.slug)
    const proofName = memoryName(secret, 'proof', request.proof.challenge)
    if (!(await useOnce(writer, 'proof', proofName, untilOf(request.proof)))) {
      throw new AppError('challenge_failed')
    }
    const wait = await countTry(writer, 'sign_up_by_address', addressName)
    if (wait > 0) throw tooMany(wait)
    await record(context, writer, host, { ...request, oversightEmail: email }, coming, invitation)
    if (repeated !== null) {
      await remember(writer, 'sign_up', repeated.name, repeated.request, writer.now + SAME_REQUEST_MS)
    }
  })
  context.wake()
}

/** The canonical address. Throws for one that cannot answer for an account: disposable, or a mailbox of this server. */
async function checkEmail(context: Context, given: string): Promise<string> {
  if (!isAddress(given)) throw badField('oversight_email', 'is not a mail address')
  const email = canonicalAddress(given)
  const host = splitAddress(email)?.domain ?? ''
  if (isDisposable(host)) {
    const details = [{ path: 'oversight_email', message: `${host} gives out disposable addresses` }]
    throw new AppError('disposable_address', { details })
  }
  const { domain } = context.config
  const isOurs = host === domain || host.endsWith(`.${domain}`)
  // Whoever reads the oversight mail decides: that must not be an agent.
  if (isOurs || (await findByAddress(context.database.reader, email)) !== undefined) {
    throw badField('oversight_email', 'must be the address of a person, not a mailbox of this server')
  }
  return email
}

/** Whether a domain, or one above it, is known to give out disposable addresses. */
function isDisposable(domain: string): boolean {
  const labels = domain.split('.')
  return labels.some(
    (_, index) => index < labels.length - 1 && isDisposableEmailDomain(labels.slice(index).join('.')),
  )
}

async function isSolved(context: Context, secret: string, proof: ProofOfWork): Promise<boolean> {
  const until = untilOf(proof)
  const now = context.clock.now()
  if (proof.algorithm !== 'SHA-256' || !(until > now && until <= now + CHALLENGE_MS)) return false
  // Its own check of the time would use another clock.
  return verifySolution({ ...proof, algorithm: 'SHA-256' }, secret, false)
}

/** A request with an Idempotency-Key, as it is remembered. */
interface Repetition {
  readonly name: string
  readonly request: string
}

/** The proof of work is no part of it: a client that repeats a request may have found another. */
function repetitionOf(
  secret: string,
  { proof: _, ...request }: SignUpRequest,
  coming: Coming,
): Repetition | null {
  const { idempotencyKey: key } = coming
  if (key === null) return null
  if (key.length === 0 || key.length > 255) throw badField('Idempotency-Key', 'must have 1 to 255 characters')
  return {
    name: memoryName(secret, 'sign_up', key),
    request: memoryName(secret, 'request', JSON.stringify(Object.entries(request).sort())),
  }
}

const isRepeated = (context: Context, repetition: Repetition) =>
  isRepeatedIn(context.database.reader, repetition, context.clock.now())

/** Throws `idempotency_mismatch` for the same key with another request. */
async function isRepeatedIn(reader: Reader, { name, request }: Repetition, now: number): Promise<boolean> {
  const before = await recall(reader, 'sign_up', name, now)
  if (before !== null && before !== request) throw new AppError('idempotency_mismatch')
  return before !== null
}

async function checkInvitation(
  context: Context,
  reader: Reader,
  { inviteCode }: SignUpRequest,
  email: string,
  now: number,
): Promise<string | null> {
  if (context.config.signup !== 'invite') return null
  const invitation = inviteCode === null ? undefined : await findInvitation(reader, inviteCode, email, now)
  if (invitation === undefined) throw new AppError('invitation_required')
  return invitation.id
}

async function checkWanted(context: Context, reader: Reader, slug: string): Promise<void> {
  const { fault, reason, suggestions } = await checkSlug(context, reader, slug)
  if (fault === null) return
  throw new AppError('slug_taken', {
    message: `"${slug}": ${reason}`,
    details: [{ path: 'slug', message: reason ?? '' }],
    extra: { slug, reason: fault, suggestions },
  })
}

async function record(
  context: Context,
  writer: Writer,
  host: Account,
  request: SignUpRequest,
  coming: Coming,
  invitationId: string | null,
): Promise<void> {
  const id = writer.newId()
  await insertSignUp(writer, {
    id,
    slug: request.slug,
    operator_name: request.operatorName,
    oversight_email: request.oversightEmail,
    physical_address: request.physicalAddress,
    use_case: request.useCase,
    mode: request.mode,
    asked_from: coming.from,
    invitation_id: invitationId,
    code_hash: null,
    created_at: writer.now,
    expires_at: writer.now + SIGN_UP_MS,
    used_at: null,
    account_id: null,
  })
  const recipient = request.oversightEmail
  await queueToStranger(context, writer, host, { kind: 'sign_up', subjectId: id, recipient })
  await appendEvent(writer, {
    accountId: host.id,
    mailboxId: null,
    test: 0,
    action: 'sign_up.asked',
    resourceType: 'sign_up',
    resourceId: id,
    actor: SIGNER,
    metadata: { invited: invitationId !== null },
  })
}

/**
 * Sends the code of the newest sign-up of an address again, a new one. The answer is the same when there is none.
 * Throws `signup_closed`, `rate_limited`, `bad_request`.
 */
export async function resendConfirmation(context: Context, address: string, from: string): Promise<void> {
  const host = await openHost(context, context.database.reader)
  if (!isAddress(address)) throw badField('oversight_email', 'is not a mail address')
  const email = canonicalAddress(address)
  await countOrRefuse(context, 'resend_by_client', clientOf(from))
  await countOrRefuse(context, 'resend_by_address', email)
  await context.database.write((writer) =>
    queueToStranger(context, writer, host, { kind: 'sign_up_again', subjectId: email, recipient: email }),
  )
  context.wake()
}
