/** Changing what an account is called and who answers for it (contract §3). */

import type { Context } from '../context.ts'
import { canonicalAddress } from '../core/address.ts'
import { codeSpan } from '../core/notice-text.ts'
import { AppError } from '../errors.ts'
import type { Principal } from '../store/access.ts'
import { type Account, findAccount, updateAccount } from '../store/accounts.ts'
import type { Writer } from '../store/db.ts'
import { appendEvent } from '../store/events.ts'
import { queueNotice } from '../store/notices.ts'
import { type OperatorLeave, useLeave } from '../store/operator-requests.ts'

export type AccountChanges = Partial<Pick<Account, 'name' | 'oversight_email' | 'physical_address'>>

/** Whether a change needs the operator: who answers for the account. */
export function needsOperator(account: Account, { oversight_email: address }: AccountChanges): boolean {
  return address !== undefined && canonicalAddress(address) !== canonicalAddress(account.oversight_email)
}

/**
 * Changes the account. When the oversight address changes, the old one is told. Throws AppError `not_found`,
 * `no_pending_approval`.
 */
export async function changeAccount(
  context: Context,
  principal: Principal,
  changes: AccountChanges,
  leave: OperatorLeave | null,
): Promise<Account> {
  const changed = await context.database.write(async (writer) => {
    const { accountId, actor } = principal
    await writer.backend.lockChain(writer.db, accountId)
    const account = await findAccount(writer.db, accountId)
    if (account === undefined) throw new AppError('not_found')
    if (Object.keys(changes).length === 0) return account
    if (needsOperator(account, changes)) {
      if (leave === null) throw new AppError('no_pending_approval')
      await useLeave(writer, leave, { accountId, action: 'account.update', resourceId: accountId, actor })
      await tellOldAddress(context, writer, account, changes.oversight_email ?? '')
    }
    await updateAccount(writer, accountId, changes)
    await appendEvent(writer, {
      accountId,
      mailboxId: null,
      test: 0,
      action: 'account.updated',
      resourceType: 'account',
      resourceId: accountId,
      actor,
      metadata: { fields: Object.keys(changes) },
    })
    return { ...account, ...changes }
  })
  context.wake()
  return changed
}

async function tellOldAddress(
  context: Context,
  writer: Writer,
  account: Account,
  address: string,
): Promise<void> {
  await queueNotice(writer, {
    accountId: account.id,
    test: 0,
    kind: 'news',
    subjectId: account.id,
    recipient: account.oversight_email,
    text: `The oversight address of the account ${codeSpan(account.name)} is now ${codeSpan(address)}. Codes and mail about what waits go there from now on.\n\nIf that was not meant, somebody holds a key and had the code from your mail: pause the account and revoke the key.`,
    transport: context.config.delivery === 'capture' ? 'capture' : 'smtp',
  })
}
