/** What commands work on: the database of the settings, as the operator of an account. */

import { type Config, loadConfig } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { createLog } from '../log.ts'
import type { Principal } from '../store/access.ts'
import { operatorOf } from '../store/access.ts'
import { findAccountBySlug } from '../store/account-end.ts'
import { type Account, firstAccount } from '../store/accounts.ts'
import { findMailboxByName, type Mailbox } from '../store/mailboxes.ts'
import { CommandError } from './command.ts'

/** Opens the context of the settings in the environment, quiet in its logs, and closes it afterwards. */
export async function withContext<T>(work: (context: Context, config: Config) => Promise<T>): Promise<T> {
  const config = loadConfig(process.env)
  const context = await openContext(config, createLog('silent'))
  try {
    return await work(context, config)
  } finally {
    await context.close()
  }
}

/**
 * The account that MULTIMAIL_ACCOUNT names, or the first one; undefined before the first start. Throws
 * {@link CommandError} when there is none of that name.
 */
export async function accountOfTerminal({ config, database }: Context): Promise<Account | undefined> {
  if (config.account === null) return firstAccount(database.reader)
  const account = await findAccountBySlug(database.reader, config.account)
  if (account === undefined)
    throw new CommandError(`MULTIMAIL_ACCOUNT: there is no account "${config.account}" here.`)
  return account
}

/** The same with the operator of the account; `test` chooses the set of mail. Throws when nothing is set up. */
export async function withOperator<T>(
  test: boolean,
  work: (context: Context, operator: Principal) => Promise<T>,
): Promise<T> {
  return withContext(async (context) => {
    const account = await accountOfTerminal(context)
    if (account === undefined)
      throw new CommandError('Nothing is set up here yet: run `multimail init` first.')
    if (account.is_active === 0) throw new CommandError('The account of this server was deleted.')
    return work(context, operatorOf(account.id, test ? 1 : 0))
  })
}

/** The mailbox with this id or address. Throws {@link CommandError}. */
export async function requireMailbox(context: Context, operator: Principal, name: string): Promise<Mailbox> {
  const mailbox = await findMailboxByName(context.database.reader, operator, name)
  if (mailbox === undefined)
    throw new CommandError(`There is no mailbox "${name}". See \`multimail mailboxes\`.`)
  return mailbox
}
