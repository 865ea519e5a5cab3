/** Which names of accounts are taken: each is the local part of the first mailbox too (contract §3). */

import { faultOfName, type NameFault, namesInstead } from '../core/account-name.ts'
import { skeletonOf } from '../core/look-alike.ts'
import { isSpentAddress, isSpentSlug } from './account-end.ts'
import type { Reader, Writer } from './db.ts'
import { findByAddress } from './mailboxes.ts'

/** So many names are offered in place of one that cannot be had. */
const OFFERED = 3

/** Why a name cannot be had on a server with this domain; null when it can. */
export async function faultOfAccountName(
  reader: Reader,
  domain: string,
  name: string,
): Promise<NameFault | null> {
  const fault = faultOfName(name)
  if (fault !== null) return fault
  if (await isTaken(reader, domain, name)) return 'taken'
  return (await findAlike(reader, name)) === undefined ? null : 'look_alike'
}

async function isTaken(reader: Reader, domain: string, name: string): Promise<boolean> {
  const account = await reader.selectFrom('accounts').select('id').where('slug', '=', name).executeTakeFirst()
  const address = `${name}@${domain}`
  if (account !== undefined || (await isSpentSlug(reader, name))) return true
  return (await findByAddress(reader, address)) !== undefined || isSpentAddress(reader, address)
}

/** The account whose name looks like this one; undefined when there is none. */
export async function findAlike(
  reader: Reader,
  name: string,
): Promise<{ readonly account_id: string } | undefined> {
  const skeleton = skeletonOf(name)
  const known = await reader
    .selectFrom('account_names')
    .select('account_id')
    .where('skeleton', '=', skeleton)
    .executeTakeFirst()
  if (known !== undefined) return known
  // Accounts that were not made by sign-up: few.
  const others = await reader
    .selectFrom('accounts')
    .leftJoin('account_names', 'account_names.account_id', 'accounts.id')
    .select(['accounts.id as account_id', 'accounts.slug as slug'])
    .where('account_names.account_id', 'is', null)
    .where('accounts.is_active', '=', 1)
    .execute()
  return others.find(({ slug }) => skeletonOf(slug) === skeleton)
}

/** Names that could be had in place of one that cannot, the likeliest first. */
export async function freeNames(reader: Reader, domain: string, wanted: string): Promise<string[]> {
  const free: string[] = []
  for (const name of namesInstead(wanted)) {
    if (free.length === OFFERED) break
    if ((await faultOfAccountName(reader, domain, name)) === null) free.push(name)
  }
  return free
}

/** Notes what the name of a new account looks like. */
export async function noteAccountName(writer: Writer, accountId: string, name: string): Promise<void> {
  const row = { account_id: accountId, skeleton: skeletonOf(name) }
  await writer.db.insertInto('account_names').values(row).execute()
}
