/** `multimail accounts`: the accounts of this server. */

import { listAccounts } from '../store/accounts.ts'
import { takeArguments } from './arguments.ts'
import { type Command, print } from './command.ts'
import { moment, table } from './table.ts'
import { withContext } from './with-context.ts'

export const accountsCommand: Command = {
  usage: '',
  help: `Other commands act for the first account; for another set MULTIMAIL_ACCOUNT to its slug.

  multimail accounts
  MULTIMAIL_ACCOUNT=acme multimail mailboxes`,
  async run(invocation) {
    takeArguments('accounts', invocation, [])
    return withContext(async (context) => {
      const accounts = await listAccounts(context.database.reader)
      const value = accounts.map((account) => ({
        id: account.id,
        slug: account.slug,
        name: account.name,
        plan: account.plan,
        oversight_email: account.oversight_email,
        paused: account.paused_at !== null,
        created_at: new Date(account.created_at).toISOString(),
      }))
      const rows = accounts.map(({ slug, name, oversight_email, paused_at, created_at }) => [
        slug,
        name,
        oversight_email,
        paused_at === null ? '' : 'paused',
        moment(created_at),
      ])
      print(invocation, { accounts: value }, table(['SLUG', 'NAME', 'OVERSIGHT', '', 'SINCE'], rows))
      return 0
    })
  },
}
