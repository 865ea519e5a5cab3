/**
 * Signing in: with a code by mail, with a password and an authenticator app, or with a passkey. Whether an address is
 * anybody's is told to nobody who cannot read its mail.
 */

import type { Context } from '../context.ts'
import { canonicalAddress } from '../core/address.ts'
import { isPassword, totpStep } from '../credentials.ts'
import { AppError } from '../errors.ts'
import type { Account } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { queueNotice } from '../store/notices.ts'
import {
  findPerson,
  insertPerson,
  listMemberships,
  type Membership,
  newPerson,
  type Person,
  updatePerson,
} from '../store/people.ts'
import { insertSession, type Session, updateSession } from '../store/sessions.ts'
import { countWrongSignIn, insertSignInCode, matchCode, spendCodes } from '../store/sign-in-codes.ts'

/** From where somebody signs in. */
export interface Place {
  /** IP address. */
  readonly ip: string
  readonly userAgent: string
}

/** What somebody proves who they are with: a code, or a password; and the code of an app where there is one. */
export interface Proof {
  readonly code: string | null
  readonly password: string | null
  readonly totp: string | null
}

/** Somebody who is signed in now; `token` is for the cookie. */
export interface Entered {
  readonly session: Session
  readonly token: string
  readonly person: Person
  readonly account: Account
}

/** Mails a code to an address, if it is anybody's. Does the same, as seen from outside, if it is not. */
export async function askForCode(context: Context, address: string, place: Place): Promise<void> {
  const email = canonicalAddress(address)
  await context.database.write(async (writer) => {
    const [first] = await listMemberships(writer.db, email)
    const row = await insertSignInCode(writer, email, 'code')
    if (first === undefined) return
    const { account } = first
    await queueNotice(writer, {
      accountId: account.id,
      test: 0,
      kind: 'sign_in',
      subjectId: row.id,
      recipient: email,
      transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
    })
    await appendEvent(writer, {
      accountId: account.id,
      mailboxId: null,
      test: 0,
      action: 'session.code_asked',
      resourceType: 'sign_in_code',
      resourceId: row.id,
      actor: { keyId: null, name: 'nobody' },
      metadata: { email, ip: place.ip },
    })
  })
  context.wake()
}

type Verdict =
  | { readonly kind: 'proved'; readonly method: Session['method']; readonly member: Membership }
  | { readonly kind: 'wrong' | 'totp' }
  | { readonly kind: 'choose'; readonly members: readonly Membership[] }

/**
 * Signs in with a code or a password; null when the code of the person's app is missing. `account` is the slug where an
 * address belongs to several. Throws `sign_in_failed`, `choose_account`.
 */
export async function signIn(
  context: Context,
  given: Proof & Place & { readonly email: string; readonly account: string | null },
): Promise<Entered | null> {
  const email = canonicalAddress(given.email)
  const members = (await listMemberships(context.database.reader, email)).filter(
    ({ account }) => given.account === null || account.slug === given.account,
  )
  const right = await withPassword(members, given)
  const entered = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, `sign-in ${email}`)
    const verdict = await weigh(writer, email, right ?? members, given)
    if (verdict.kind === 'wrong') await recordRefusal(writer, members, email, given)
    if (verdict.kind !== 'proved') return verdict
    return enter(writer, email, verdict.member, verdict.method, given)
  })
  if (!('kind' in entered)) return entered
  if (entered.kind === 'totp') return null
  if (entered.kind === 'choose') throw chooseAccount(entered.members)
  throw new AppError('sign_in_failed')
}

/** Those of the accounts in which the password is right; null when there was none. At most five are tried. */
async function withPassword(members: readonly Membership[], proof: Proof): Promise<Membership[] | null> {
  if (proof.code !== null || proof.password === null) return null
  const right: Membership[] = []
  const tried = members.filter(({ person }) => (person?.password_hash ?? null) !== null).slice(0, 5)
  // An address without a password takes as long as one with.
  if (tried.length === 0) await isPassword(null, proof.password)
  for (const member of tried) {
    if (await isPassword(member.person?.password_hash ?? null, proof.password)) right.push(member)
  }
  return right
}

/** `members`: where the address may sign in, and, with a password, where that was right. */
async function weigh(
  writer: Writer,
  email: string,
  members: readonly Membership[],
  proof: Proof,
): Promise<Verdict> {
  const code = proof.code === null ? null : await matchCode(writer, email, proof.code)
  if (proof.code !== null && code === null) await countWrongSignIn(writer, email)
  const [member] = members
  if (member === undefined || (proof.code !== null && code === null)) return { kind: 'wrong' }
  if (members.length > 1) return { kind: 'choose', members }
  const skips = code?.method === 'terminal'
  const second = skips ? 'right' : await secondFactor(writer, member, proof)
  if (second === 'missing') return { kind: 'totp' }
  if (second === 'wrong') {
    await countWrongSignIn(writer, email)
    return { kind: 'wrong' }
  }
  if (code !== null) await spendCodes(writer, email)
  return { kind: 'proved', method: code?.method ?? 'password', member }
}

/** The code of the app, where the person has one; a step that was used is used up. */
async function secondFactor(
  writer: Writer,
  { account, person }: Membership,
  proof: Proof,
): Promise<'right' | 'wrong' | 'missing'> {
  if (person === null) return 'right'
  const now = await findPerson(writer.db, account.id, person.id)
  if (now === undefined) return 'wrong'
  // A password that was changed meanwhile is not right any more.
  if (proof.code === null && now.password_hash !== person.password_hash) return 'wrong'
  if (now.totp_confirmed_at === null) return proof.code === null ? 'wrong' : 'right'
  if (proof.totp === null) return 'missing'
  const step = totpStep(now, proof.totp, writer.now)
  if (step === null) return 'wrong'
  await updatePerson(writer, now.id, { totp_last_step: step })
  return 'right'
}

function chooseAccount(members: readonly Membership[]): AppError {
  return new AppError('choose_account', {
    extra: { accounts: members.map(({ account: { slug, name } }) => ({ slug, name })) },
  })
}

/** Makes the session, and the person when the oversight address signs in for the first time. */
async function enter(
  writer: Writer,
  email: string,
  { account, person: known }: Membership,
  method: Session['method'],
  place: Place,
): Promise<Entered> {
  const invited =
    known ??
    newPerson(writer, { account_id: account.id, email, name: '', role: 'owner', invited_by: 'operator' })
  const person = { ...invited, joined_at: invited.joined_at ?? writer.now }
  if (known === null) await insertPerson(writer, person)
  else if (known.joined_at === null) await updatePerson(writer, person.id, { joined_at: person.joined_at })
  const { session, token } = await insertSession(writer, {
    account_id: account.id,
    person_id: person.id,
    method,
    ip: place.ip,
    user_agent: place.userAgent,
  })
  await appendEvent(writer, {
    accountId: account.id,
    mailboxId: null,
    test: 0,
    action: 'session.created',
    resourceType: 'session',
    resourceId: session.id,
    actor: { keyId: null, name: `person:${email}`, person: email },
    metadata: { person_id: person.id, role: person.role, method, ip: place.ip, user_agent: place.userAgent },
  })
  return { session, token, person, account }
}

/** Signs in whoever holds a passkey that was just verified. */
export async function enterByPasskey(context: Context, person: Person, place: Place): Promise<Entered> {
  return context.database.write(async (writer) => {
    const members = await listMemberships(writer.db, person.email)
    const member = members.find((one) => one.person?.id === person.id)
    if (member === undefined) throw new AppError('sign_in_failed')
    return enter(writer, person.email, member, 'passkey', place)
  })
}

async function recordRefusal(
  writer: Writer,
  members: readonly Membership[],
  email: string,
  { ip, code }: Proof & Place,
): Promise<void> {
  const [member] = members
  // Something is written for an address that is nobody's, too: how long a refusal takes tells nothing.
  if (member === undefined) {
    await insertSignInCode(writer, email, 'code')
    return
  }
  await appendEvent(writer, {
    accountId: member.account.id,
    mailboxId: null,
    test: 0,
    action: 'session.refused',
    resourceType: 'account',
    resourceId: member.account.id,
    actor: { keyId: null, name: 'nobody' },
    metadata: { email, ip, method: code === null ? 'password' : 'code' },
  })
}

/** Who confirms that they are still there; `isByPasskey` when a passkey of theirs was just verified. */
export interface Confirmation extends Proof {
  readonly sessionId: string
  readonly personId: string
  readonly accountId: string
  readonly isByPasskey: boolean
}

/** Confirms a session. Returns when (epoch ms), null when the code of the app is missing. Throws `sign_in_failed`. */
export async function confirmSession(context: Context, given: Confirmation): Promise<number | null> {
  const { reader } = context.database
  const person = await findPerson(reader, given.accountId, given.personId)
  if (person === undefined) throw new AppError('unauthorized')
  const members = (await listMemberships(reader, person.email)).filter(
    (one) => one.person?.id === given.personId,
  )
  const right = given.isByPasskey ? null : await withPassword(members, given)
  const verdict = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, `sign-in ${person.email}`)
    const weighed = given.isByPasskey ? null : await weigh(writer, person.email, right ?? members, given)
    if (weighed !== null && weighed.kind !== 'proved') {
      const place = { ip: '', userAgent: '' }
      if (weighed.kind === 'wrong') await recordRefusal(writer, members, person.email, { ...given, ...place })
      return weighed.kind
    }
    await updateSession(writer, given.sessionId, { confirmed_at: writer.now, last_used_at: writer.now })
    await appendEvent(writer, {
      accountId: given.accountId,
      mailboxId: null,
      test: 0,
      action: 'session.confirmed',
      resourceType: 'session',
      resourceId: given.sessionId,
      actor: { keyId: null, name: `person:${person.email}`, person: person.email },
      metadata: { method: weighed?.method ?? 'passkey' },
    })
    return writer.now
  })
  if (verdict === 'totp') return null
  if (typeof verdict === 'string') throw new AppError('sign_in_failed')
  return verdict
}
