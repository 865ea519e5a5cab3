/** Addresses that must not be mailed: they bounced hard, complained, or asked (contract §9). */

import { type Address, canonicalAddress } from '../core/address.ts'
import { AppError } from '../errors.ts'
import type { Reader, Writer } from './db.ts'

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
