/** People of an account: inviting, changing, removing. Whoever loses something is signed out everywhere. */

import { randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { canonicalAddress, isAddress } from '../core/address.ts'
import type { EventAction } from '../core/events.ts'
import { codeOf } from '../core/operator-actions.ts'
import type { Role } from '../core/people.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { findAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { queueNotice } from '../store/notices.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'
import { deletePasskeys } from '../store/passkeys.ts'
import {
  findPerson,
  findPersonByEmail,
  insertPerson,
  isOperatorOf,
  listMemberships,
  listPeople,
  newPerson,
  type Person,
  updatePerson,
} from '../store/people.ts'
import { endSessions } from '../store/sessions.ts'
import { insertSignInCode, setSignInCode } from '../store/sign-in-codes.ts'

/** An account has at most so many. */
const MAX_PEOPLE = 500

export interface Invitation {
  readonly email: string
  readonly name: string
  readonly role: Role
}

/**
 * Invites a person by mail; one who is there with the same role is returned as they are. Throws `bad_request`,
 * `conflict`, `no_pending_approval`.
 */
export async function invitePerson(
  context: Context,
  principal: Principal,
  invitation: Invitation,
  leave: OperatorLeave,
): Promise<{ readonly person: Person; readonly isNew: boolean }> {
  if (!isAddress(invitation.email)) throw badField('email', 'is not a mail address')
  const email = canonicalAddress(invitation.email)
  const { accountId, actor } = principal
  const invited = await context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    await useLeave(writer, leave, { accountId, action: 'person.invite', resourceId: accountId, actor })
    const present = await findPersonByEmail(writer.db, accountId, email)
    if (present !== undefined) {
      if (present.role === invitation.role) return { person: present, isNew: false }
      throw new AppError('conflict', {
        message: `${email} is there already, as ${present.role}.`,
        fix: 'Change the role of the person instead.',
      })
    }
    await refuseDemotion(writer, accountId, { email }, invitation.role)
    if ((await listPeople(writer.db, accountId)).length >= MAX_PEOPLE)
      throw new AppError('conflict', { message: `There are ${MAX_PEOPLE} people already.` })
    const person = newPerson(writer, { ...invitation, email, account_id: accountId, invited_by: actor.name })
    await insertPerson(writer, person)
    await record(writer, principal, person, 'person.invited', { email, role: person.role })
    await sendInvitation(context, writer, principal, person)
    return { person, isNew: true }
  })
  context.wake()
  return invited
}

/** Mails the invitation of a person again. Throws AppError `not_found`. */
export async function inviteAgain(context: Context, principal: Principal, id: string): Promise<Person> {
  const invited = await context.database.write(async (writer) => {
    const person = await findPerson(writer.db, principal.accountId, id)
    if (person === undefined) throw new AppError('not_found')
    await record(writer, principal, person, 'person.invited', { email: person.email, role: person.role })
    await sendInvitation(context, writer, principal, person)
    return person
  })
  context.wake()
  return invited
}

async function sendInvitation(
  context: Context,
  writer: Writer,
  principal: Principal,
  person: Person,
): Promise<void> {
  await queueNotice(writer, {
    accountId: principal.accountId,
    test: 0,
    kind: 'invitation',
    subjectId: person.id,
    recipient: person.email,
    transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
  })
}

/** The oversight address is the operator: the account would be without one. */
async function refuseDemotion(
  writer: Writer,
  accountId: string,
  person: Pick<Person, 'email'>,
  role: Role | null,
): Promise<void> {
  const account = await findAccount(writer.db, accountId)
  if (role === 'owner' || account === undefined || !isOperatorOf(account, person)) return
  throw new AppError('conflict', {
    message: `${person.email} is the oversight address of the account: it stays an owner.`,
    fix: 'Change the oversight address of the account first.',
  })
}

export interface PersonChanges {
  readonly name?: string
  readonly role?: Role
  /** Whether their password, authenticator app and passkeys are taken away: they lost them. */
  readonly resetSignIn?: boolean
}

/** What needs the operator: whatever changes who may do what. */
export const changesPowers = ({ role, resetSignIn }: PersonChanges) =>
  role !== undefined || resetSignIn === true

/**
 * Changes a person. Another role and a reset sign them out everywhere. `leave` null: only the name is changed. Throws
 * `not_found`, `conflict`, `no_pending_approval`.
 */
export async function changePerson(
  context: Context,
  principal: Principal,
  id: string,
  changes: PersonChanges,
  leave: OperatorLeave | null,
): Promise<Person> {
  const { accountId, actor } = principal
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    const person = await findPerson(writer.db, accountId, id)
    if (person === undefined) throw new AppError('not_found')
    if (changesPowers(changes)) {
      if (leave === null) throw new AppError('no_pending_approval')
      await useLeave(writer, leave, { accountId, action: 'person.change', resourceId: id, actor })
    }
    const { name = person.name, role = person.role, resetSignIn = false } = changes
    if (role !== person.role) await refuseDemotion(writer, accountId, person, role)
    const credentials = resetSignIn ? NO_CREDENTIALS : {}
    if (resetSignIn) await deletePasskeys(writer, id, null)
    const isSignedOut = resetSignIn || role !== person.role
    const ended = isSignedOut ? await endSessions(writer, id, null) : 0
    await updatePerson(writer, id, { name, role, ...credentials })
    await record(writer, principal, person, 'person.changed', {
      email: person.email,
      from: person.role,
      to: role,
      reset_sign_in: resetSignIn,
      sessions_ended: ended,
    })
    return { ...person, name, role, ...credentials }
  })
}

const NO_CREDENTIALS = {
  password_hash: null,
  totp_secret: null,
  totp_confirmed_at: null,
  totp_last_step: null,
} as const

/** Removes a person, who is signed out everywhere. Throws AppError `not_found`, `conflict`. */
export async function removePerson(context: Context, principal: Principal, id: string): Promise<Person> {
  const { accountId } = principal
  return context.database.write(async (writer) => {
    await writer.backend.lockChain(writer.db, accountId)
    const person = await findPerson(writer.db, accountId, id)
    if (person === undefined) throw new AppError('not_found')
    await refuseDemotion(writer, accountId, person, null)
    await deletePasskeys(writer, id, null)
    const ended = await endSessions(writer, id, null)
    await updatePerson(writer, id, { removed_at: writer.now, ...NO_CREDENTIALS })
    await record(writer, principal, person, 'person.removed', { email: person.email, sessions_ended: ended })
    return person
  })
}

/** Makes a code at the terminal: whoever has it signs in, without an app. Throws AppError `not_found`. */
export async function makeSignInCode(
  context: Context,
  operator: Principal,
  address: string,
): Promise<{ readonly code: string; readonly email: string; readonly expiresAt: number }> {
  const email = canonicalAddress(address)
  const code = codeOf(randomBytes(6))
  return context.database.write(async (writer) => {
    const members = await listMemberships(writer.db, email)
    const member = members.find(({ account }) => account.id === operator.accountId)
    if (member === undefined) throw new AppError('not_found')
    const row = await insertSignInCode(writer, email, 'terminal')
    await setSignInCode(writer, row.id, code)
    await appendEvent(writer, {
      accountId: operator.accountId,
      mailboxId: null,
      test: 0,
      action: 'session.link_made',
      resourceType: 'sign_in_code',
      resourceId: row.id,
      actor: operator.actor,
      metadata: { email },
    })
    return { code, email, expiresAt: row.expires_at }
  })
}

async function record(
  writer: Writer,
  principal: Principal,
  person: Person,
  action: EventAction,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId: null,
    test: 0,
    action,
    resourceType: 'person',
    resourceId: person.id,
    actor: principal.actor,
    metadata,
  })
}
