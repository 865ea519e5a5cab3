/** Addresses that must not be mailed: they bounced hard, complained, or asked (contract §9). */

import type { Selectable } from 'kysely'
import { type Address, canonicalAddress } from '../core/address.ts'
import { AppError } from '../errors.ts'
import type { Access } from './access.ts'
import type { Reader, Writer } from './db.ts'
import type { SuppressionsTable } from './schema.ts'
import { statement } from './statement.ts'

/** Whose list: an account's, in one environment, and what concerns one mailbox only. */
export interface SuppressionScope {
  readonly accountId: string
  readonly test: number
  readonly mailboxId: string
}

/** Throws `suppressed`, naming the fields, when somebody of an envelope must not be mailed. */
export async function refuseSuppressed(
  reader: Reader,
  scope: SuppressionScope,
  lists: Readonly<Record<'to' | 'cc' | 'bcc', readonly Address[]>>,
): Promise<void> {
  const fields = (['to', 'cc', 'bcc'] as const).flatMap((kind) =>
    lists[kind].map(({ address }, index) => ({
      path: `${kind}[${index}]`,
      address: canonicalAddress(address),
    })),
  )
  if (fields.length === 0) return
  const suppressed = await findSuppressed(
    reader,
    scope,
    fields.map(({ address }) => address),
  )
  const details = fields
    .filter(({ address }) => suppressed.has(address))
    .map(({ path, address }) => ({ path, message: `${address} must not be mailed` }))
  if (details.length === 0) return
  const names = details.map(({ message }) => message).join('; ')
  throw new AppError('suppressed', { message: `Suppressed: ${names}.`, details })
}

/** Those of the canonical addresses that must not be mailed. */
async function findSuppressed(
  reader: Reader,
  scope: SuppressionScope,
  addresses: readonly string[],
): Promise<Set<string>> {
  const rows = await reader
    .selectFrom('suppressions')
    .select(['email_address', 'mailbox_id'])
    .where('account_id', '=', scope.accountId)
    .where('test', '=', scope.test)
    .where('email_address', 'in', [...addresses])
    .execute()
  const applies = rows.filter(({ mailbox_id }) => mailbox_id === null || mailbox_id === scope.mailboxId)
  return new Set(applies.map(({ email_address }) => email_address))
}

/** Refuses an address from now on; nothing happens when it is refused already. */
export async function suppress(
  writer: Writer,
  scope: { readonly accountId: string; readonly test: number },
  address: string,
  reason: string,
): Promise<void> {
  await writer.db
    .insertInto('suppressions')
    .values({
      id: writer.newId(),
      account_id: scope.accountId,
      test: scope.test,
      email_address: address,
      reason,
      mailbox_id: null,
      created_at: writer.now,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'test', 'email_address']).doNothing())
    .execute()
}

export type Suppression = Selectable<SuppressionsTable>

type Scope = Pick<SuppressionScope, 'accountId' | 'test'>

/** The entry of a canonical address. */
export async function findSuppression(
  reader: Reader,
  scope: Scope,
  address: string,
): Promise<Suppression | undefined> {
  return (await selectSuppression(reader, { ...scope, address }))[0]
}

const selectSuppression = statement<Scope & { address: string }, Suppression>(
  (db, { accountId, test, address }) =>
    db
      .selectFrom('suppressions')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('test', '=', test)
      .where('email_address', '=', address),
)

/** As {@link suppress}, for every mailbox, though one refused it already. Returns whether that changed anything. */
export async function suppressForAll(
  writer: Writer,
  scope: Scope,
  address: string,
  reason: string,
): Promise<boolean> {
  const present = await findSuppression(writer.db, scope, address)
  if (present === undefined) await suppress(writer, scope, address, reason)
  else if (present.mailbox_id === null) return false
  else {
    await writer.db
      .updateTable('suppressions')
      .set({ mailbox_id: null, reason })
      .where('id', '=', present.id)
      .execute()
  }
  return true
}

/** Entries within reach, newest first; `before` is an id. */
export async function listSuppressions(
  reader: Reader,
  access: Access,
  page: { readonly before: string | null; readonly offset: number; readonly limit: number },
): Promise<Suppression[]> {
  const { mailboxIds } = access
  return reader
    .selectFrom('suppressions')
    .selectAll()
    .where('account_id', '=', access.accountId)
    .where('test', '=', access.test)
    .$if(mailboxIds !== null, (query) => query.where('mailbox_id', 'in', [...(mailboxIds ?? []), '']))
    .$if(page.before !== null, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

export async function deleteSuppression(writer: Writer, id: string): Promise<void> {
  await writer.db.deleteFrom('suppressions').where('id', '=', id).execute()
}
