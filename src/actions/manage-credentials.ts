/** What a person signs in with beside codes by mail: an authenticator app, with it a password. */

import type { Context } from '../context.ts'
import type { EventAction } from '../core/events.ts'
import { hashPassword, newTotpSecret, totpStep } from '../credentials.ts'
import { AppError, badField } from '../errors.ts'
import type { Principal, SignedIn } from '../store/access.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { findPerson, type Person, updatePerson } from '../store/people.ts'

/** Gives a person a secret for an app. It counts once a code of it was given; until then, an earlier one does not. */
export async function beginTotp(
  context: Context,
  principal: Principal,
  me: SignedIn,
): Promise<{ readonly secret: string; readonly url: string }> {
  const made = newTotpSecret(me.email)
  await context.database.write(async (writer) => {
    const person = await self(writer, principal, me)
    if (person.totp_confirmed_at !== null)
      throw new AppError('conflict', {
        message: 'There is an authenticator app already.',
        fix: 'Remove it first: DELETE /v1/session/totp.',
      })
    await updatePerson(writer, me.personId, { totp_secret: made.secret, totp_last_step: null })
    await record(writer, principal, me, 'person.totp_begun')
  })
  return made
}

/** Confirms the app with a code of it. Throws `bad_request`. */
export async function confirmTotp(
  context: Context,
  principal: Principal,
  me: SignedIn,
  code: string,
): Promise<void> {
  await context.database.write(async (writer) => {
    await takeCode(writer, principal, me, await self(writer, principal, me), code)
  })
}

/** Uses a code of the app up, which confirms it when it was not yet. */
async function takeCode(
  writer: Writer,
  principal: Principal,
  me: SignedIn,
  person: Person,
  code: string,
): Promise<void> {
  if (person.totp_secret === null) throw badField('totp_code', 'there is no authenticator app to confirm')
  const step = totpStep(person, code, writer.now)
  if (step === null)
    throw badField('totp_code', 'is wrong or was used already: take the next one that the app shows')
  const isNew = person.totp_confirmed_at === null
  await updatePerson(writer, person.id, {
    totp_last_step: step,
    ...(isNew ? { totp_confirmed_at: writer.now } : {}),
  })
  if (isNew) await record(writer, principal, me, 'person.totp_set')
}

/** Takes the app away, and the password, which needs it. */
export async function removeTotp(context: Context, principal: Principal, me: SignedIn): Promise<void> {
  await context.database.write(async (writer) => {
    await self(writer, principal, me)
    await updatePerson(writer, me.personId, {
      password_hash: null,
      totp_secret: null,
      totp_confirmed_at: null,
      totp_last_step: null,
    })
    await record(writer, principal, me, 'person.totp_removed')
  })
}

/** Sets a password; it works together with the app only. Throws `bad_request`. */
export async function setPassword(
  context: Context,
  principal: Principal,
  me: SignedIn,
  password: string,
  code: string,
): Promise<void> {
  const kept = await hashPassword(password, me.email)
  await context.database.write(async (writer) => {
    await takeCode(writer, principal, me, await self(writer, principal, me), code)
    await updatePerson(writer, me.personId, { password_hash: kept })
    await record(writer, principal, me, 'person.password_set')
  })
}

export async function removePassword(context: Context, principal: Principal, me: SignedIn): Promise<void> {
  await context.database.write(async (writer) => {
    await self(writer, principal, me)
    await updatePerson(writer, me.personId, { password_hash: null })
    await record(writer, principal, me, 'person.password_removed')
  })
}

async function self(writer: Writer, principal: Principal, me: SignedIn): Promise<Person> {
  await writer.backend.lockChain(writer.db, `sign-in ${me.email}`)
  const person = await findPerson(writer.db, principal.accountId, me.personId)
  if (person === undefined) throw new AppError('unauthorized')
  return person
}

async function record(
  writer: Writer,
  principal: Principal,
  me: SignedIn,
  action: EventAction,
): Promise<void> {
  await appendEvent(writer, {
    accountId: principal.accountId,
    mailboxId: null,
    test: 0,
    action,
    resourceType: 'person',
    resourceId: me.personId,
    actor: principal.actor,
  })
}
