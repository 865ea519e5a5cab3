/** Domains that accounts claim and prove by DNS records (contract §9). */

import type { Selectable } from 'kysely'
import type { Reader, Writer } from './db.ts'
import type { DomainsTable } from './schema-domains.ts'
import { statement } from './statement.ts'

export type Domain = Selectable<DomainsTable>

export async function insertDomain(writer: Writer, domain: Domain): Promise<void> {
  await writer.db.insertInto('domains').values(domain).execute()
}

/** The domains of an account, oldest first. */
export async function listDomains(reader: Reader, accountId: string): Promise<Domain[]> {
  return reader.selectFrom('domains').selectAll().where('account_id', '=', accountId).orderBy('id').execute()
}

export async function findDomain(reader: Reader, accountId: string, id: string): Promise<Domain | undefined> {
  return reader
    .selectFrom('domains')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** What an account claims of a domain. */
export async function findOwnDomain(
  reader: Reader,
  accountId: string,
  domain: string,
): Promise<Domain | undefined> {
  return (await selectOwn(reader, { accountId, domain }))[0]
}

/** Asked for every copy of a mail that is not from the server's own domain. */
const selectOwn = statement<{ accountId: string; domain: string }, Domain>((db, holes) =>
  db
    .selectFrom('domains')
    .selectAll()
    .where('account_id', '=', holes.accountId)
    .where('domain', '=', holes.domain),
)

/** Whoever proved the domain. */
export async function findHolder(reader: Reader, domain: string): Promise<Domain | undefined> {
  return reader
    .selectFrom('domains')
    .selectAll()
    .where('domain', '=', domain)
    .where('state', '<>', 'pending')
    .executeTakeFirst()
}

/** Domains that are to be looked at again, of all accounts, the longest due first. */
export async function listDueDomains(reader: Reader, now: number, limit: number): Promise<Domain[]> {
  return selectDue(reader, { now, limit })
}

const selectDue = statement<{ now: number; limit: number }, Domain>((db, { now, limit }) =>
  db.selectFrom('domains').selectAll().where('check_at', '<=', now).orderBy('check_at').limit(limit),
)

/** Changes a domain if nobody else has since it was read; false when somebody has. */
export async function updateDomain(
  writer: Writer,
  read: Domain,
  changes: Partial<Omit<Domain, 'id' | 'account_id' | 'domain' | 'created_at'>>,
): Promise<boolean> {
  const result = await writer.db
    .updateTable('domains')
    .set(changes)
    .where('id', '=', read.id)
    .where('state', '=', read.state)
    .where('checks', '=', read.checks)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Removes a domain with its keys. */
export async function deleteDomain(writer: Writer, { id, domain }: Domain): Promise<void> {
  await writer.db.deleteFrom('domains').where('id', '=', id).execute()
  await writer.db.deleteFrom('dkim_keys').where('domain', '=', domain).where('domain_id', '=', id).execute()
}

/** Mailboxes in use of an account at a domain. */
export async function countMailboxesAt(reader: Reader, accountId: string, domain: string): Promise<number> {
  const addresses = await reader
    .selectFrom('mailboxes')
    .select('address')
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .execute()
  return addresses.filter(({ address }) => address.endsWith(`@${domain}`)).length
}
