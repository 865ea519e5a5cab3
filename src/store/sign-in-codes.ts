/** Codes for signing in: hashed, ten minutes, five tries, once. The code is made when its mail is sent. */

import { hash, timingSafeEqual } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { canonicalCode } from '../core/operator-actions.ts'
import { SIGN_IN_CODE_MS, SIGN_IN_TRIES } from '../core/people.ts'
import type { Reader, Writer } from './db.ts'
import type { SignInCodesTable } from './schema-people.ts'

export type SignInCode = Selectable<SignInCodesTable>

/** The hash under which an address (canonical) is looked up. */
export const emailHash = (email: string) => hash('sha256', email, 'hex')
const codeHash = (id: string, code: string) => hash('sha256', `${id} ${canonicalCode(code)}`, 'hex')

/** Makes room for a code; it is set when its mail is made. */
export async function insertSignInCode(
  writer: Writer,
  email: string,
  method: SignInCode['method'],
): Promise<SignInCode> {
  const row: SignInCode = {
    id: writer.newId(),
    email_hash: emailHash(email),
    code_hash: null,
    method,
    wrong_tries: 0,
    created_at: writer.now,
    expires_at: writer.now + SIGN_IN_CODE_MS,
    used_at: null,
  }
  await writer.db.insertInto('sign_in_codes').values(row).execute()
  return row
}

const open = (reader: Reader, now: number) =>
  reader
    .selectFrom('sign_in_codes')
    .selectAll()
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('wrong_tries', '<', SIGN_IN_TRIES)

/** A code that may still be used. */
export async function findOpenCode(reader: Reader, id: string, now: number): Promise<SignInCode | undefined> {
  return open(reader, now).where('id', '=', id).executeTakeFirst()
}

/** Sets the code, in place of an earlier one. */
export async function setSignInCode(writer: Writer, id: string, code: string): Promise<void> {
  await writer.db
    .updateTable('sign_in_codes')
    .set({ code_hash: codeHash(id, code) })
    .where('id', '=', id)
    .execute()
}

/** The row whose code this is, among those of an address that may still be used; all are compared alike. */
export async function matchCode(writer: Writer, email: string, code: string): Promise<SignInCode | null> {
  const rows = await open(writer.db, writer.now).where('email_hash', '=', emailHash(email)).execute()
  let found: SignInCode | null = null
  for (const row of rows) {
    const expected = Buffer.from(row.code_hash ?? '', 'hex')
    const given = Buffer.from(codeHash(row.id, code), 'hex')
    if (expected.length === given.length && timingSafeEqual(expected, given)) found = row
  }
  return found
}

/** Counts a wrong try against every code of an address; the fifth ends it. */
export async function countWrongSignIn(writer: Writer, email: string): Promise<void> {
  await writer.db
    .updateTable('sign_in_codes')
    .set({ wrong_tries: sql`wrong_tries + 1` })
    .where('email_hash', '=', emailHash(email))
    .where('used_at', 'is', null)
    .where('wrong_tries', '<', SIGN_IN_TRIES)
    .execute()
}

/** Uses every code of an address up: one was right. */
export async function spendCodes(writer: Writer, email: string): Promise<void> {
  await writer.db
    .updateTable('sign_in_codes')
    .set({ used_at: writer.now })
    .where('email_hash', '=', emailHash(email))
    .where('used_at', 'is', null)
    .execute()
}
