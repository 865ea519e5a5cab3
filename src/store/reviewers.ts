/** Who is asked to decide by mail: the oversight address of the account, and further reviewers. */

import type { Selectable } from 'kysely'
import { canonicalAddress } from '../core/address.ts'
import { findAccountEnd } from './account-end.ts'
import type { Reader, Writer } from './db.ts'
import type { ReviewersTable } from './schema-oversight.ts'
import { statement } from './statement.ts'

export type Reviewer = Selectable<ReviewersTable>

export async function insertReviewer(writer: Writer, reviewer: Reviewer): Promise<void> {
  await writer.db.insertInto('reviewers').values(reviewer).execute()
}

/** The further reviewers of an account, oldest first. */
export async function listReviewers(reader: Reader, accountId: string): Promise<Reviewer[]> {
  return selectReviewers(reader, { accountId })
}

const selectReviewers = statement<{ accountId: string }, Reviewer>((db, { accountId }) =>
  db
    .selectFrom('reviewers')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('id'),
)

/** Takes a reviewer off; undefined when there is none with this id. */
export async function removeReviewer(
  writer: Writer,
  accountId: string,
  id: string,
): Promise<Reviewer | undefined> {
  return writer.db
    .updateTable('reviewers')
    .set({ removed_at: writer.now })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/** Every address that gets mail about what waits, each once, in comparable form. */
export async function reviewAddresses(
  reader: Reader,
  account: { readonly id: string; readonly oversight_email: string },
): Promise<string[]> {
  const further = await listReviewers(reader, account.id)
  return [...new Set([canonicalAddress(account.oversight_email), ...further.map(({ address }) => address)])]
}

/** Whether an address, or `webhook:` and an id, still is one that decides: a link does not outlive the reviewer. */
export async function isReviewer(
  reader: Reader,
  account: { readonly id: string; readonly oversight_email: string },
  address: string,
): Promise<boolean> {
  if ((await findAccountEnd(reader, account.id)) !== undefined) return false
  if (address.startsWith('webhook:')) return isSubscribed(reader, account.id, address.slice(8))
  return (await reviewAddresses(reader, account)).includes(canonicalAddress(address))
}

/** Whether a subscription that was sent a link still is one. */
async function isSubscribed(reader: Reader, accountId: string, webhookId: string): Promise<boolean> {
  const row = await reader
    .selectFrom('webhooks')
    .select('id')
    .where('id', '=', webhookId)
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
