/** Sign-ups that wait for their code, and invitations (contract §3). */

import { hash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { canonicalCode } from '../core/operator-actions.ts'
import type { Account } from './accounts.ts'
import type { Reader, Writer } from './db.ts'
import type { InvitationsTable, SignUpsTable } from './schema-sign-up.ts'

export type SignUp = Selectable<SignUpsTable>
export type Invitation = Selectable<InvitationsTable>

/** The hash of a code, as it is compared: dashes and case do not matter. */
export const hashOfCode = (code: string) => hash('sha256', canonicalCode(code), 'hex')

export async function insertSignUp(writer: Writer, signUp: SignUp): Promise<void> {
  await writer.db.insertInto('sign_ups').values(signUp).execute()
}

/** The account that sign-up belongs to as a whole: the oldest, if it is in use; its trail tells of sign-ups. */
export async function hostAccount(reader: Reader): Promise<Account | undefined> {
  const oldest = await reader.selectFrom('accounts').selectAll().orderBy('id').limit(1).executeTakeFirst()
  return oldest?.is_active === 1 ? oldest : undefined
}

/** The account in use that this address answers for. */
export async function findByOversightEmail(reader: Reader, email: string): Promise<Account | undefined> {
  return reader
    .selectFrom('accounts')
    .selectAll()
    .where(sql`lower(oversight_email)`, '=', email)
    .where('is_active', '=', 1)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

export async function findSignUp(reader: Reader, id: string): Promise<SignUp | undefined> {
  return reader.selectFrom('sign_ups').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest sign-up of an address that still waits for its code. */
export async function findOpenSignUp(
  reader: Reader,
  email: string,
  now: number,
): Promise<SignUp | undefined> {
  return reader
    .selectFrom('sign_ups')
    .selectAll()
    .where('oversight_email', '=', email)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The sign-up that a code is for, used ones too; undefined when there is none, or it has expired. */
export async function findSignUpByCode(
  reader: Reader,
  code: string,
  now: number,
): Promise<SignUp | undefined> {
  return reader
    .selectFrom('sign_ups')
    .selectAll()
    .where('code_hash', '=', hashOfCode(code))
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Gives a sign-up a code, in place of the one before. */
export async function setSignUpCode(writer: Writer, id: string, code: string): Promise<void> {
  await writer.db
    .updateTable('sign_ups')
    .set({ code_hash: hashOfCode(code) })
    .where('id', '=', id)
    .execute()
}

/** Marks a sign-up as become an account; the others of its address end. False when somebody was faster. */
export async function useSignUp(writer: Writer, signUp: SignUp, accountId: string): Promise<boolean> {
  const used = await writer.db
    .updateTable('sign_ups')
    .set({ used_at: writer.now, account_id: accountId })
    .where('id', '=', signUp.id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (used.numUpdatedRows === 0n) return false
  await writer.db
    .deleteFrom('sign_ups')
    .where('oversight_email', '=', signUp.oversight_email)
    .where('used_at', 'is', null)
    .execute()
  return true
}

export async function insertInvitation(writer: Writer, invitation: Invitation): Promise<void> {
  await writer.db.insertInto('invitations').values(invitation).execute()
}

/** The invitation that a code is, if it is for this address, not used and not expired. */
export async function findInvitation(
  reader: Reader,
  code: string,
  email: string,
  now: number,
): Promise<Invitation | undefined> {
  return reader
    .selectFrom('invitations')
    .selectAll()
    .where('code_hash', '=', hashOfCode(code))
    .where('email', '=', email)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses an invitation up; false when it was before, or has expired. */
export async function useInvitation(writer: Writer, id: string): Promise<boolean> {
  const used = await writer.db
    .updateTable('invitations')
    .set({ used_at: writer.now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

/** Forgets sign-ups and invitations whose time is over, with the addresses in them. */
export async function forgetOldSignUps(writer: Writer): Promise<void> {
  await writer.db.deleteFrom('sign_ups').where('expires_at', '<=', writer.now).execute()
  await writer.db.deleteFrom('invitations').where('expires_at', '<=', writer.now).execute()
}
