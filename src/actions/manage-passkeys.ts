/** Passkeys (Web Authentication Level 3): registering them, and verifying what they signed. */

import { randomBytes } from 'node:crypto'
import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Context } from '../context.ts'
import type { EventAction } from '../core/events.ts'
import { CHALLENGE_MS } from '../core/people.ts'
import { AppError, badField } from '../errors.ts'
import { signedChallenge } from '../passkey-signature.ts'
import type { Principal, SignedIn } from '../store/access.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import {
  deletePasskeys,
  findPasskey,
  insertChallenge,
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
  type Passkey,
  takeChallenge,
} from '../store/passkeys.ts'
import { findPerson, type Person } from '../store/people.ts'

/** The site as browsers know it: what a passkey is bound to. */
export interface Site {
  /** `https://mail.example.com` */
  readonly origin: string
  /** Its host name. */
  readonly id: string
}

/** A person has at most so many. */
const MAX_PASSKEYS = 20

/** What a browser is asked to have signed for signing in: by whichever passkey it has for this site. */
export async function askForPasskey(context: Context, site: Site) {
  // Everybody who opens the page asks for them: the library is too large to load for that.
  const options = {
    rpId: site.id,
    challenge: randomBytes(32).toString('base64url'),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
  } as const
  await context.database.write((writer) => insertChallenge(writer, options.challenge, 'sign_in', null))
  return options
}

/** The person whose passkey signed. Throws AppError `sign_in_failed`. */
export async function verifyPasskey(context: Context, site: Site, response: unknown): Promise<Person> {
  const id = (response as { readonly id?: unknown } | null)?.id
  const { reader } = context.database
  const passkey = typeof id === 'string' ? await findPasskey(reader, id) : undefined
  const person =
    passkey === undefined ? undefined : await findPerson(reader, passkey.account_id, passkey.person_id)
  if (passkey === undefined || person === undefined) throw new AppError('sign_in_failed')
  const signed = await signedChallenge({
    response,
    publicKey: passkey.public_key,
    counter: passkey.counter,
    origin: site.origin,
    siteId: site.id,
  })
  const isOurs = signed !== null && (await take(context, signed.challenge, 'sign_in', null))
  if (!isOurs) throw new AppError('sign_in_failed')
  await context.database.write((writer) => notePasskeyUse(writer, passkey.id, signed.counter))
  return person
}

const take = (
  context: Context,
  challenge: string,
  purpose: 'sign_in' | 'register',
  personId: string | null,
) => context.database.write((writer) => takeChallenge(writer, challenge, purpose, personId))

/** What a browser is asked in order to make a new passkey. */
export async function beginPasskey(context: Context, me: SignedIn, name: string, site: Site) {
  const known = await listPasskeys(context.database.reader, me.personId)
  if (known.length >= MAX_PASSKEYS)
    throw new AppError('conflict', { message: `There are ${MAX_PASSKEYS} passkeys already.` })
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const options = await generateRegistrationOptions({
    rpName: 'MultiMail',
    rpID: site.id,
    userID: new TextEncoder().encode(me.personId),
    userName: me.email,
    userDisplayName: name === '' ? me.email : name,
    attestationType: 'none',
    // Ed25519, ECDSA on P-256, RSA: what signedChallenge verifies.
    supportedAlgorithmIDs: [-8, -7, -257],
    timeout: CHALLENGE_MS,
    excludeCredentials: known.map(({ credential_id }) => ({ id: credential_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await context.database.write((writer) =>
    insertChallenge(writer, options.challenge, 'register', me.personId),
  )
  return options
}

/** Registers the passkey that a browser made. Throws AppError `bad_request`, `conflict`. */
export async function addPasskey(
  context: Context,
  principal: Principal,
  me: SignedIn,
  given: { readonly response: unknown; readonly name: string; readonly site: Site },
): Promise<Passkey> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const verified = await verifyRegistrationResponse({
    response: given.response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => take(context, challenge, 'register', me.personId),
    expectedOrigin: given.site.origin,
    expectedRPID: given.site.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [-8, -7, -257],
  }).catch(() => null)
  if (verified?.verified !== true) throw badField('response', 'is not a passkey that this site asked for')
  const { credential } = verified.registrationInfo
  return context.database.write(async (writer) => {
    if ((await findPasskey(writer.db, credential.id)) !== undefined)
      throw new AppError('conflict', { message: 'This passkey is registered already.' })
    const passkey: Passkey = {
      id: writer.newId(),
      account_id: principal.accountId,
      person_id: me.personId,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports_json: JSON.stringify(transportsOf(credential.transports)),
      name: given.name,
      created_at: writer.now,
      last_used_at: null,
    }
    await insertPasskey(writer, passkey)
    await record(writer, principal, me, 'person.passkey_added', passkey.id)
    return passkey
  })
}

const transportsOf = (given: readonly string[] | undefined) =>
  (given ?? []).filter((one) => typeof one === 'string' && one.length < 32).slice(0, 8)

/** Takes a passkey away. Throws AppError `not_found`. */
export async function removePasskey(
  context: Context,
  principal: Principal,
  me: SignedIn,
  id: string,
): Promise<void> {
  await context.database.write(async (writer) => {
    if ((await deletePasskeys(writer, me.personId, id)) === 0) throw new AppError('not_found')
    await record(writer, principal, me, 'person.passkey_removed', id)
  })
}

async function record(
  writer: Writer,
  principal: Principal,
  me: SignedIn,
  action: EventAction,
  passkeyId: string,
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId: null,
    test: 0,
    action,
    resourceType: 'person',
    resourceId: me.personId,
    actor: principal.actor,
    metadata: { passkey_id: passkeyId },
  })
}
