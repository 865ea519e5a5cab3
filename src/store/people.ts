/** People of accounts: who may sign in, and what they sign in with. */

import type { Selectable } from 'kysely'
import { canonicalAddress } from '../core/address.ts'
import type { Account } from './accounts.ts'
import type { Reader, Writer } from './db.ts'
import type { PeopleTable } from './schema-people.ts'

export type Person = Selectable<PeopleTable>

/** An account that somebody may sign in to; `person` is null for an oversight address that never did. */
export interface Membership {
  readonly account: Account
  readonly person: Person | null
}

/** The accounts that an address (canonical) may sign in to, oldest first. */
export async function listMemberships(reader: Reader, email: string): Promise<Membership[]> {
  const people = await reader
    .selectFrom('people')
    .selectAll()
    .where('email', '=', email)
    .where('removed_at', 'is', null)
    .execute()
  const accounts = await reader
    .selectFrom('accounts')
    .selectAll()
    .where('is_active', '=', 1)
    .where((eb) =>
      eb.or([
        // An empty IN list is not SQL; no account has an empty id.
        eb('id', 'in', ['', ...people.map(({ account_id }) => account_id)]),
        eb(eb.fn<string>('lower', ['oversight_email']), '=', email),
      ]),
    )
    .orderBy('id')
    .execute()
  return accounts.map((account) => ({
    account,
    person: people.find(({ account_id }) => account_id === account.id) ?? null,
  }))
}

export async function insertPerson(writer: Writer, person: Person): Promise<void> {
  await writer.db.insertInto('people').values(person).execute()
}

/** A person of an account who was not removed. */
export async function findPerson(reader: Reader, accountId: string, id: string): Promise<Person | undefined> {
  return reader
    .selectFrom('people')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

/** The same by their address (canonical). */
export async function findPersonByEmail(
  reader: Reader,
  accountId: string,
  email: string,
): Promise<Person | undefined> {
  return reader
    .selectFrom('people')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('email', '=', email)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

/** A person with what the list of people shows. */
export type ListedPerson = Person & { readonly passkeys: number; readonly last_seen_at: number | null }

/** The people of an account, oldest first. */
export async function listPeople(reader: Reader, accountId: string): Promise<ListedPerson[]> {
  const rows = await reader
    .selectFrom('people')
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom('passkeys')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('passkeys.person_id', '=', 'people.id')
        .as('passkeys'),
      eb
        .selectFrom('sessions')
        .select((inner) => inner.fn.max('last_used_at').as('at'))
        .whereRef('sessions.person_id', '=', 'people.id')
        .as('last_seen_at'),
    ])
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...row,
    passkeys: Number(row.passkeys ?? 0),
    last_seen_at: row.last_seen_at === null ? null : Number(row.last_seen_at),
  }))
}

export async function updatePerson(
  writer: Writer,
  id: string,
  changes: Partial<Omit<Person, 'id' | 'account_id' | 'email' | 'created_at'>>,
): Promise<void> {
  await writer.db.updateTable('people').set(changes).where('id', '=', id).execute()
}

/** A person who never signed in yet, as the row that they get. */
export function newPerson(
  writer: Writer,
  given: Pick<Person, 'account_id' | 'email' | 'name' | 'role' | 'invited_by'>,
): Person {
  return {
    id: writer.newId(),
    ...given,
    created_at: writer.now,
    joined_at: null,
    removed_at: null,
    password_hash: null,
    totp_secret: null,
    totp_confirmed_at: null,
    totp_last_step: null,
  }
}

/** Whether a person reads the mail of the oversight address: they are the operator as long as that is so. */
export function isOperatorOf(
  account: Pick<Account, 'oversight_email'>,
  person: Pick<Person, 'email'>,
): boolean {
  return canonicalAddress(account.oversight_email) === person.email
}
