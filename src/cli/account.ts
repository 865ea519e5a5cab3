/** `multimail account delete`: the end of an account and of everything it owns. */

import { deleteAccount, eraseAccounts } from '../actions/delete-account.ts'
import { operatorOf } from '../store/access.ts'
import { findAccountBySlug } from '../store/account-end.ts'
import { takeArguments } from './arguments.ts'
import { type Command, CommandError, print } from './command.ts'
import { tellProgress } from './progress.ts'
import { withContext } from './with-context.ts'

export const accountDeleteCommand: Command = {
  usage: 'SLUG --yes',
  help: `From this moment on no key opens it, nothing leaves and nothing is taken. Then mail, keys, subscriptions, domains,
contacts, drafts and everything else are erased, piece by piece; a server that runs goes on with it if this is
interrupted, and sends the operator a last mail. Take a copy first: \`multimail export FILE\`.

  --yes   needed, because nothing of it can be had again

  multimail account delete --yes acme`,
  options: { yes: { type: 'boolean' } },
  async run(invocation) {
    const { SLUG: slug } = takeArguments('account delete', invocation, ['SLUG'])
    return withContext(async (context) => {
      const account = await findAccountBySlug(context.database.reader, slug)
      if (account === undefined) throw new CommandError(`There is no account "${slug}" here.`)
      if (invocation.options.yes !== true)
        throw new CommandError(
          `This erases everything that "${account.name}" owns. If you mean it: multimail account delete --yes ${slug}`,
        )
      await deleteAccount(context, operatorOf(account.id, 0), { by: 'terminal' })
      const told = tellProgress('Erasing', 'pieces')
      let pieces = 0
      for (let more = -1; more !== 0; pieces += more) {
        more = await eraseAccounts(context)
        told(pieces + more)
      }
      print(invocation, { status: 'deleted', slug }, `The account ${slug} is deleted.`)
      return 0
    })
  },
}
